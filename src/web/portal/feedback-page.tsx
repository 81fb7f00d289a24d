import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { BesideFile } from "../../contract/attached-file.ts";
import { actOnFeedback, type FeedbackItem, type FeedbackStep, readFeedback, readFeedbackFile, type TakenStep } from "../../contract/feedback.ts";
import { listUnits } from "../../contract/organisation.ts";
import { BesideDownload } from "../shell/beside-file.tsx";
import { usePersonName, useUnitName } from "../shell/names.ts";
import { useAct, useAll, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice, TextField, Tick } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Pick } from "../ui/pick.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { usePortalWords } from "./words.ts";
import "../ui/field.css";
import "./portal.css";

/** One feedback: what was said, what was done, what is next. */

type Whole = FeedbackItem & { readonly files: readonly BesideFile[]; readonly steps: readonly TakenStep[] };
type Kind = FeedbackStep["kind"];
const SHORTEST = 10;

function StepLine({ taken }: { readonly taken: TakenStep }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const [unitName, personName] = [useUnitName(), usePersonName()];
  const { step } = taken;
  const head = step.kind === "assign" ? t("step.assign", { unit: unitName(step.unitId), day: format.day(step.due) }) : step.kind === "verify" ? t("step.verify", { verdict: t(step.isConfirmed ? "true" : "false") }) : t(`step.${step.kind}`);
  const text = step.kind === "assign" ? step.note : step.kind === "verify" ? `${step.finding} (${step.proof})` : step.kind === "dismiss" ? step.reason : step.text;
  return (
    <li>
      <strong>{head}</strong> <span className="small muted">{`${personName(taken.by)} · ${format.time(taken.at)}`}</span>
      {text === "" ? null : <p className="portal-text">{text}</p>}
    </li>
  );
}

/** What the reader may do in this state; the server has the last word. */
function actsFor({ state, verified }: Whole, isOfficer: boolean, isHead: boolean): readonly Kind[] {
  const isClosed = state === "answered" || state === "dismissed";
  const verify: readonly Kind[] = verified === null ? ["verify"] : [];
  if (isOfficer) return isClosed ? verify : ["assign", ...verify, "answer", "dismiss"];
  return isHead && (state === "assigned" || state === "replied") ? ["reply"] : [];
}

type Draft = { readonly text: string; readonly proof: string; readonly unitId: string | undefined; readonly due: string; readonly isTrue: boolean; readonly isPublished: boolean };
const EMPTY: Draft = { text: "", proof: "", unitId: undefined, due: "", isTrue: true, isPublished: false };

/** Undefined while something is missing. */
function stepOf(kind: Kind, { text, proof, unitId, due, isTrue, isPublished }: Draft): FeedbackStep | undefined {
  if (kind === "assign") return unitId === undefined || due === "" ? undefined : { kind, unitId, due, note: text.trim() };
  if (text.trim().length < SHORTEST) return undefined;
  switch (kind) {
    case "reply":
      return { kind, text: text.trim() };
    case "verify":
      return proof.trim().length < 3 ? undefined : { kind, isConfirmed: isTrue, finding: text.trim(), proof: proof.trim() };
    case "answer":
      return { kind, text: text.trim(), isPublished };
    case "dismiss":
      return { kind, reason: text.trim() };
  }
}

function Fields({ kind, item, draft, onChange, isTried }: { readonly kind: Kind; readonly item: Whole; readonly draft: Draft; readonly onChange: (draft: Draft) => void; readonly isTried: boolean }): ReactNode {
  const t = usePortalWords();
  const units = useAll(listUnits, {}, { enabled: kind === "assign" });
  const change = (more: Partial<Draft>): void => { onChange({ ...draft, ...more }); };
  const fault = isTried && kind !== "assign" && draft.text.trim().length < SHORTEST ? t("shortText") : undefined;
  return (
    <>
      {kind === "assign" ? (
        <>
          <Pick label={t("unit")} options={(units.data ?? []).map((one) => ({ value: one.id, label: one.name }))} value={draft.unitId ?? item.aboutUnitId ?? undefined} onPick={(unitId) => { change({ unitId }); }} isLoading={units.isPending} />
          <DayField label={t("day")} value={draft.due} onChange={(due) => { change({ due }); }} />
        </>
      ) : null}
      {kind === "verify" ? <Tick label={t("isTrue")} isOn={draft.isTrue} onChange={(isTrue) => { change({ isTrue }); }} /> : null}
      <AreaField label={t(kind === "assign" ? "note" : kind === "verify" ? "finding" : "text")} value={draft.text} onChange={(text) => { change({ text }); }} fault={fault} />
      {kind === "verify" ? <TextField label={t("proof")} value={draft.proof} onChange={(proof) => { change({ proof }); }} maxLength={2000} /> : null}
      {kind === "answer" && item.mayPublish ? <Tick label={t("publish")} isOn={draft.isPublished} onChange={(isPublished) => { change({ isPublished }); }} /> : null}
      {kind === "answer" || kind === "dismiss" ? <p className="small">{t("lasting")}</p> : null}
    </>
  );
}

function Acts({ item, kinds }: { readonly item: Whole; readonly kinds: readonly Kind[] }): ReactNode {
  const t = usePortalWords();
  const act = useAct(actOnFeedback, { touches: ["portal"] });
  const [chosen, setChosen] = useState<Kind>();
  const [draft, setDraft] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const [first = "reply"] = kinds;
  const kind = kinds.find((one) => one === chosen) ?? first;
  const submit = (): void => {
    setTried(true);
    const step = stepOf(kind, { ...draft, unitId: draft.unitId ?? item.aboutUnitId ?? undefined });
    if (step === undefined || act.isPending) return;
    act.mutate({ params: { feedbackId: item.id }, body: step, version: item.version }, { onSuccess: () => { setDraft(EMPTY); setTried(false); } });
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h2>{t("next")}</h2>
      <Choice label={t("what")} value={kind} onChange={setChosen} options={kinds.map((one) => ({ value: one, label: t(`act.${one}`) }))} />
      <Fields kind={kind} item={item} draft={draft} onChange={setDraft} isTried={isTried} />
      <RefusalNote error={act.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

function Feedback({ item }: { readonly item: Whole }): ReactNode {
  const t = usePortalWords();
  const format = useFormat();
  const { roles, user } = useSession();
  const kinds = actsFor(item, roles.includes("programme-officer"), roles.includes("unit-head") && item.unitId !== null && user.unitIds.includes(item.unitId));
  return (
    <>
      <section className="card stack" aria-label={t("feedback")}>
        <p className="portal-text">{item.text}</p>
        <p className="small muted portal-facts">
          <strong>{t(`state.${item.state}`)}</strong>
          <span>{t("received", { time: format.time(item.at) })}</span>
          <span>{t(item.mayPublish ? "publishable" : "notPublishable")}</span>
          {item.verified === null ? null : <span>{t(item.verified ? "verifiedTrue" : "verifiedFalse")}</span>}
        </p>
        {item.files.length === 0 ? null : (
          <p className="row">
            {item.files.map((file) => (
              <BesideDownload key={file.number} file={file} route={readFeedbackFile} given={{ params: { feedbackId: item.id, number: String(file.number) } }} of={t("feedback")} />
            ))}
            <span className="small muted">{t("fileHelp")}</span>
          </p>
        )}
        {item.contact === null ? null : (
          <p>
            {t("contact", { contact: item.contact })} <span className="small muted">{t("contactHelp")}</span>
          </p>
        )}
      </section>
      {kinds.length === 0 ? null : <Acts item={item} kinds={kinds} />}
      <section className="stack">
        <h2>{t("steps")}</h2>
        {item.steps.length === 0 ? <p className="muted">{t("noSteps")}</p> : null}
        <ol className="portal-rows">
          {item.steps.map((one) => (
            <StepLine key={one.number} taken={one} />
          ))}
        </ol>
      </section>
    </>
  );
}

export function FeedbackPage(): ReactNode {
  const t = usePortalWords();
  const nameOf = useUnitName();
  const { feedbackId } = useParams({ from: "/signed-in/feedback/$feedbackId" });
  const query = useRead(readFeedback, { params: { feedbackId } });
  const item = query.data?.body;
  const about = item?.unitId ?? item?.aboutUnitId ?? null;
  return (
    <Page title={item === undefined ? t("feedback") : `${t(`category.${item.category}`)} · ${about === null ? t("general") : nameOf(about)}`} width="text">
      <Loaded query={query}>{({ body }) => <Feedback item={body} />}</Loaded>
    </Page>
  );
}
