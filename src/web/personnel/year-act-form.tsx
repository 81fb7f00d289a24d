import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnRating, type RatingFile } from "../../contract/personnel-year.ts";
import { ABSENCES, type ActionKind, actionsNow, foldRating, owesReplacement, PUBLICATIONS, RATING_FACTS, RATING_LEVELS, type RatingState, verifiesAfterwards } from "../../contract/personnel-year-steps.ts";
import { barOf } from "../../contract/personnel-year-levels.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice, TextField, Tick } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { actionOf, type Draft, type DraftField, emptyDraft, missingIn, WITH_HANDLING, WITH_PAPER, WITH_TEXT } from "./year-draft.ts";
import { LevelField } from "./year-level-field.tsx";
import { useYearWords } from "./year-words.ts";

/** What somebody may do now with a file: one step at a time, with the fields that it needs. */

type FieldsProps = { readonly file: RatingFile; readonly kind: ActionKind; readonly draft: Draft; readonly change: (more: Partial<Draft>) => void; /** What is wrong with a field, once somebody has tried. */ readonly fault: (field: DraftField) => string | undefined };

function PaperFields({ draft, change, fault }: Omit<FieldsProps, "kind" | "file">): ReactNode {
  const t = useYearWords();
  return (
    <div className="form-grid">
      <TextField label={t("paperNumber")} value={draft.number} onChange={(number) => { change({ number }); }} maxLength={60} fault={fault("number")} />
      <DayField label={t("paperDay")} value={draft.on} onChange={(on) => { change({ on }); }} fault={fault("on")} />
      <TextField label={t("paperAbout")} value={draft.about} onChange={(about) => { change({ about }); }} maxLength={300} fault={fault("about")} />
    </div>
  );
}

function DecisionFields({ draft, change, fault }: Omit<FieldsProps, "kind" | "file">): ReactNode {
  const t = useYearWords();
  return (
    <div className="form-grid">
      <TextField label={t("decisionNumber")} value={draft.number} onChange={(number) => { change({ number }); }} maxLength={60} fault={fault("number")} />
      <DayField label={t("decisionDay")} value={draft.on} onChange={(on) => { change({ on }); }} fault={fault("on")} />
      <Choice label={t("publication")} value={draft.publication} options={PUBLICATIONS.map((one) => ({ value: one, label: t(`publication.${one}`) }))} onChange={(publication) => { change({ publication }); }} />
    </div>
  );
}

/** What only one kind of step asks for. */
function OwnFields({ file, kind, draft, change, fault }: FieldsProps): ReactNode {
  const t = useYearWords();
  if (kind === "absence") {
    return (
      <div className="form-grid">
        <TextField label={t("months")} value={draft.months} onChange={(months) => { change({ months }); }} isNumber maxLength={2} fault={fault("months")} />
        <Choice label={t("cause")} value={draft.absence} options={ABSENCES.map((one) => ({ value: one, label: t(`absence.${one}`) }))} onChange={(absence) => { change({ absence }); }} />
      </div>
    );
  }
  if (kind === "fact") {
    return (
      <>
        <Choice label={t("factOf")} value={draft.fact} options={RATING_FACTS.map((one) => ({ value: one, label: t(`fact.${one}`) }))} onChange={(fact) => { change({ fact }); }} />
        <Tick label={t("holds")} isOn={draft.isOn} onChange={(isOn) => { change({ isOn }); }} />
      </>
    );
  }
  if (kind === "group") return <TextField label={t("group")} value={draft.group} onChange={(group) => { change({ group }); }} maxLength={60} suggestions={file.groups} help={t("groupHelp")} fault={fault("group")} />;
  if (kind === "party-opinion") return <TextField label={t("body")} value={draft.body} onChange={(body) => { change({ body }); }} maxLength={200} fault={fault("body")} />;
  if (kind === "chairman-opinion") return <Tick label={t("agrees")} isOn={draft.isOn} onChange={(isOn) => { change({ isOn }); }} />;
  if (kind === "answer") return <Tick label={t("changes")} isOn={draft.isRight} onChange={(isRight) => { change({ isRight }); }} />;
  if (kind === "verify" && verifiesAfterwards(foldRating(file.steps))) return <Tick label={t("verifiedWrong")} isOn={draft.isRight} onChange={(isRight) => { change({ isRight }); }} />;
  return null;
}

function Fields({ file, kind, draft, change, fault }: FieldsProps): ReactNode {
  const t = useYearWords();
  return (
    <>
      {kind === "propose" || kind === "replace" ? <LevelField label={t("level")} value={draft.level} limits={file.limits} onChange={(level) => { change({ level }); }} /> : null}
      {kind === "self-review" ? <Choice label={t("level")} value={draft.level} options={RATING_LEVELS.map((one) => ({ value: one, label: t(`level.${one}`) }))} onChange={(level) => { change({ level }); }} /> : null}
      <OwnFields file={file} kind={kind} draft={draft} change={change} fault={fault} />
      {WITH_TEXT.includes(kind) ? <AreaField label={t("text")} value={draft.text} onChange={(text) => { change({ text }); }} fault={fault("text")} /> : null}
      {WITH_PAPER.includes(kind) ? <PaperFields draft={draft} change={change} fault={fault} /> : null}
      {kind === "replace" ? <DecisionFields draft={draft} change={change} fault={fault} /> : null}
      {kind === "propose" || kind === "replace" ? <AreaField label={t(kind === "replace" ? "replaceReason" : "reason")} value={draft.reason} onChange={(reason) => { change({ reason }); }} fault={fault("reason")} /> : null}
      {WITH_HANDLING.includes(kind) ? <AreaField label={t("handling")} value={draft.handling} onChange={(handling) => { change({ handling }); }} /> : null}
    </>
  );
}

/** What a complaint brings about is the decider's; what is found later, of whoever stands above (article 21.3). */
const causeNow = (state: RatingState, { parts }: RatingFile): Draft["cause"] => (parts.includes("decider") && (owesReplacement(state) || !parts.includes("replacer")) ? "complaint" : "found");

/** Kinds that somebody wants most often come first. */
const ORDER: readonly ActionKind[] = ["self-review", "answer", "replace", "propose", "chairman-opinion", "party-opinion", "verify", "complain", "fact", "absence", "group", "raise"];

export function ActForm({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const act = useAct(actOnRating, { touches: ["personnel"] });
  const state = foldRating(file.steps);
  // What is proposed elsewhere now is not proposed here.
  const now = actionsNow(state, file.parts).filter((one) => one !== "propose" || file.movedTo === null);
  const kinds = ORDER.filter((one) => now.includes(one));
  const [chosen, setChosen] = useState<ActionKind>();
  const [draft, setDraft] = useState<Draft>(emptyDraft(file.computed ?? file.limits.byPoints ?? "good", causeNow(state, file), file.group));
  const [isTried, setTried] = useState(false);
  const [first] = kinds;
  const kind = kinds.find((one) => one === chosen) ?? first;
  if (kind === undefined) return null;
  const change = (more: Partial<Draft>): void => { setDraft({ ...draft, ...more }); };
  const missing = isTried ? missingIn(kind, draft, file) : [];
  const fault = (field: DraftField): string | undefined => (missing.includes(field) ? t(field === "text" && kind === "chairman-opinion" ? "needs.opinion" : `needs.${field}`) : undefined);
  const submit = (): void => {
    setTried(true);
    const barred = (kind === "propose" || kind === "replace") && barOf(draft.level, file.limits) !== undefined;
    const action = barred ? undefined : actionOf(kind, draft, { state, file });
    if (action === undefined || act.isPending) return;
    act.mutate({ params: { fileId: file.id }, body: action, version: file.version }, { onSuccess: () => { setDraft(emptyDraft(file.computed ?? file.limits.byPoints ?? "good", draft.cause, file.group)); setTried(false); setChosen(undefined); } });
  };
  return (
    <form className="card stack no-print" noValidate aria-label={t("next")} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h2>{t("next")}</h2>
      <Choice label={t("doWhat")} value={kind} options={kinds.map((one) => ({ value: one, label: t(`act.${one}`) }))} onChange={(one) => { setChosen(one); setTried(false); act.reset(); }} />
      <Fields file={file} kind={kind} draft={draft} change={change} fault={fault} />
      <RefusalNote error={act.error} />
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
