import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { addPostRoute, endPostRoute, listUnits, type PostKind } from "../../../contract/organisation.ts";
import { useUnitName } from "../../shell/names.ts";
import { useAct, useAll } from "../../shell/query.ts";
import { dayAfter } from "../../ui/day.ts";
import { DayField } from "../../ui/day-field.tsx";
import { Choice, TextField } from "../../ui/fields.tsx";
import { FinalAct } from "../../ui/final-act.tsx";
import { Pick } from "../../ui/pick.tsx";
import { RefusalNote } from "../../ui/states.tsx";
import type { Person, Post } from "../types.ts";
import { useOrganisationWords } from "../words.ts";

const KINDS: readonly PostKind[] = ["head", "deputy", "officer"];

/** One unit among all of today. */
export function PickUnit({ label, value, onPick, without }: { readonly label: string; readonly value: string | undefined; readonly onPick: (unit: string | undefined) => void; readonly without?: string }): ReactNode {
  const units = useAll(listUnits, {});
  const options = (units.data ?? []).filter((one) => one.id !== without).map((one) => ({ value: one.id, label: `${one.name} (${one.code})` }));
  return (
    <div className="field">
      <span>{label}</span>
      <Pick label={label} isLoading={units.isPending} options={options} value={value} onPick={onPick} mayClear />
    </div>
  );
}

export function GivePost({ person, onDone }: { readonly person: Person; readonly onDone: () => void }): ReactNode {
  const t = useOrganisationWords();
  const [unit, setUnit] = useState<string>();
  const [kind, setKind] = useState<PostKind>("officer");
  const [title, setTitle] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const give = useAct(addPostRoute, { touches: ["organisation", "identity"] });
  return (
    <section className="card stack" aria-label={t("givePostTo", { name: person.name })}>
      <div className="form-grid">
        <PickUnit label={t("unit")} value={unit} onPick={setUnit} />
        <Choice label={t("post")} value={kind} onChange={setKind} options={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
        <TextField label={t("postTitle")} value={title} onChange={setTitle} />
        <DayField label={t("from")} value={from} onChange={setFrom} />
        <DayField label={t("to")} value={to} onChange={setTo} />
      </div>
      <RefusalNote error={give.error} />
      <div className="row">
        <Button
          type="primary"
          loading={give.isPending}
          disabled={unit === undefined || title.trim() === "" || from === ""}
          onClick={() => {
            if (unit !== undefined) give.mutate({ params: { personId: person.id }, body: { unit, kind, title, from, to: to === "" ? null : dayAfter(to) } }, { onSuccess: onDone });
          }}
        >
          {t("givePost")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </section>
  );
}

export function EndPost({ person, post, onDone }: { readonly person: Person; readonly post: Post; readonly onDone: () => void }): ReactNode {
  const t = useOrganisationWords();
  const unitName = useUnitName();
  const [on, setOn] = useState("");
  const end = useAct(endPostRoute, { touches: ["organisation", "identity"] });
  return (
    <FinalAct
      consequences={[t("endWill", { name: person.name, title: post.title, unit: unitName(post.unit) }), t("endRights")]}
      lasting={t("endLasting")}
      action={t("endPost")}
      isReady={on !== ""}
      isBusy={end.isPending}
      error={end.error}
      aside={<Button onClick={onDone}>{t("cancel")}</Button>}
      onAct={() => {
        end.mutate({ params: { postId: post.id }, body: { on } }, { onSuccess: onDone });
      }}
    >
      <DayField label={t("endFirst")} value={on} onChange={setOn} />
    </FinalAct>
  );
}
