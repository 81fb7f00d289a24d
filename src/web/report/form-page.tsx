import { useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listForms, readForm, saveForm } from "../../contract/plan-report.ts";
import { useAct, useRead } from "../shell/query.ts";
import { AreaField, TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { Refused } from "../ui/refusal.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { type Draft, draftOf, emptyItem, keptDraft, type List, LISTS, placeOf, sentOf } from "./form-draft.ts";
import { FormItems } from "./form-items.tsx";
import { ReportFrame } from "./frame.tsx";
import { useFormWords } from "./words-forms.ts";

/** What is wrong with each item of a list, by its place. */
function faultsOf(error: unknown, list: List): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const { pointer, message } of error instanceof Refused ? error.fields : []) {
    const place = placeOf(pointer);
    if (place?.list === list) found.set(place.at, [...(found.get(place.at) ?? []), message]);
  }
  return found;
}

function General({ draft, onChange }: { readonly draft: Draft; readonly onChange: (some: Partial<Draft>) => void }): ReactNode {
  const t = useFormWords();
  return (
    <section className="card stack" aria-labelledby="form-general">
      <h2 id="form-general">{t("general")}</h2>
      <TextField label={t("title")} value={draft.title} onChange={(title) => { onChange({ title }); }} />
      <TextField label={t("authority")} value={draft.authority} onChange={(authority) => { onChange({ authority }); }} />
      <AreaField label={t("note")} value={draft.note} maxLength={1000} onChange={(note) => { onChange({ note }); }} />
      <TextField label={t("confirmChange")} isNumber value={String(draft.confirmChange)} onChange={(text) => { onChange({ confirmChange: Number(text.replaceAll(/\D/g, "")) }); }} />
    </section>
  );
}

function Editor({ kept, number }: { readonly kept: Draft; readonly number: number }): ReactNode {
  const t = useFormWords();
  const navigate = useNavigate();
  const act = useAct(saveForm, {
    touches: ["report.listForms", "report.readForm"],
    // The list then names the new version, and this editor of the former one is gone.
    done: () => {
      keptDraft.drop(kept.key);
      void navigate({ to: "/reports/forms" });
    },
  });
  const [draft, setDraft] = useState(() => keptDraft.read(kept.key) ?? kept);
  const isChanged = draft !== kept;
  const change = (some: Partial<Draft>): void => {
    const next = { ...draft, ...some };
    keptDraft.write(next);
    setDraft(next);
  };
  const save = (): void => {
    act.mutate({ body: { yaml: sentOf(draft) } });
  };
  return (
    <>
      {isChanged ? (
        <Notice title={t("draft")} action={<Button onClick={() => { keptDraft.drop(kept.key); setDraft(kept); }}>{t("discard")}</Button>}>
          {t("editLead", { number })}
        </Notice>
      ) : null}
      <General draft={draft} onChange={change} />
      {LISTS.map((list) => (
        <FormItems key={list} draft={draft} list={list} faults={faultsOf(act.error, list)} onChange={(items) => { change({ [list]: items }); }} onAdd={() => { change({ [list]: [...draft[list], emptyItem(draft, list)] }); }} />
      ))}
      <FinalAct consequences={[t("saveWhat", { number: number + 1 })]} lasting={t("saveLasting")} action={t("save")} isBusy={act.isPending} error={act.error} isReady={isChanged} onAct={save} />
    </>
  );
}

/** A new version of a form, drawn up in the browser; the server says what of it cannot be. */
export function FormPage(): ReactNode {
  const t = useFormWords();
  const { key } = useParams({ from: "/signed-in/reports/forms/$key" });
  const list = useRead(listForms, {});
  const number = list.data?.body.items.find((one) => one.key === key)?.number ?? 0;
  const form = useRead(readForm, { params: { key, number: String(number) } }, { enabled: number > 0 });
  return (
    <ReportFrame title={t("editTitle", { title: form.data?.body.form.title ?? "" })} lead={t("formsLead")}>
      <Loaded query={list}>
        {() => (number === 0 ? <Notice title={t("noForms")}>{t("noFormsHelp")}</Notice> : <Loaded query={form}>{({ body }) => <Editor key={body.item.number} kept={draftOf(body.form)} number={body.item.number} />}</Loaded>)}
      </Loaded>
    </ReportFrame>
  );
}
