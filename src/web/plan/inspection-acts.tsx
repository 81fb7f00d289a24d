import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { BesideFile } from "../../contract/attached-file.ts";
import { actOnInspection, type InspectionAct, type InspectionStep, type InspectionView } from "../../contract/plan-inspection.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Choice } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { type Check, Checklist, type ChosenTeam, Team } from "./inspection-fields.tsx";
import { InspectionFilesField } from "./inspection-files.tsx";
import { useInspectionWords } from "./words-inspection.ts";

/** What its reader may do with an inspection now, one form at a time. */

type Shown = InspectionAct;
const SHOWN: readonly Shown[] = ["begin", "find", "minutes", "answer", "recommend", "conclude", "mend", "close", "schedule", "staff", "checklist", "cancel"];

/** Everything that any of the forms asks. */
type Draft = { readonly text: string; readonly code: string; readonly verdict: "met" | "partly" | "not-met"; readonly isYes: "yes" | "no"; readonly from: string; readonly to: string; readonly due: string; readonly recommendation: string; readonly files: readonly BesideFile[]; readonly team: ChosenTeam; readonly checks: readonly Check[] };

const SHORTEST = 10;
/** Forms that ask for no words. */
const WORDLESS: readonly Shown[] = ["schedule", "staff", "checklist"];
const filesIn = (brought: readonly BesideFile[]): string[] => brought.map((one) => String(one.number));

/** The steps of forms that ask for words alone. */
function saidIn(act: Shown, text: string): InspectionStep | undefined {
  if (text.length < SHORTEST) return undefined;
  if (act === "minutes") return { kind: act, summary: text };
  if (act === "conclude") return { kind: act, text };
  return act === "cancel" ? { kind: act, reason: text } : undefined;
}

/** The step about one recommendation. */
function followedIn(act: "mend" | "close", text: string, { recommendation, isYes, files }: Draft): InspectionStep | undefined {
  if (recommendation === "" || text === "" || (act === "mend" && text.length < SHORTEST)) return undefined;
  return act === "mend" ? { kind: act, recommendation: Number(recommendation), text, files: filesIn(files) } : { kind: act, recommendation: Number(recommendation), isDone: isYes === "yes", finding: text };
}

/** The step by which an inspection that has not begun is planned anew. */
function plannedIn(act: "schedule" | "staff" | "checklist", { from, to, team, checks }: Draft): InspectionStep | undefined {
  if (act === "schedule") return from === "" || to === "" ? undefined : { kind: act, from, to };
  if (act === "staff") return team.leader === "" ? undefined : { kind: act, leader: team.leader, members: [...team.members] };
  return checks.length === 0 ? undefined : { kind: act, items: [...checks] };
}

/** The step that a form comes to; undefined while something is missing. */
function stepOf(act: Shown, draft: Draft): InspectionStep | undefined {
  const text = draft.text.trim();
  switch (act) {
    case "begin":
      return { kind: act };
    case "find":
      return draft.code === "" || text === "" ? undefined : { kind: act, code: draft.code, verdict: draft.verdict, text, files: filesIn(draft.files) };
    case "answer":
      return text === "" ? undefined : { kind: act, agrees: draft.isYes === "yes", text };
    case "recommend":
      return text.length < SHORTEST || draft.due === "" ? undefined : { kind: act, text, due: draft.due };
    case "mend":
    case "close":
      return followedIn(act, text, draft);
    case "schedule":
    case "staff":
    case "checklist":
      return plannedIn(act, draft);
    case "minutes":
    case "conclude":
    case "cancel":
      return saidIn(act, text);
  }
}

type PartProps = { readonly act: Shown; readonly view: InspectionView; readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void };

/** The fields of a form besides its text. */
function Particulars({ act, view, draft, onChange }: PartProps): ReactNode {
  const t = useInspectionWords();
  const open = view.recommendations.filter((one) => one.state !== "closed");
  switch (act) {
    case "find":
      return (
        <>
          <Choice label={t("criterion")} value={draft.code} onChange={(code) => { onChange({ code }); }} options={view.checklist.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))} />
          <Choice label={t("verdict")} value={draft.verdict} onChange={(verdict) => { onChange({ verdict }); }} options={(["met", "partly", "not-met"] as const).map((one) => ({ value: one, label: t(`verdict.${one}`) }))} />
          <InspectionFilesField view={view} brought={draft.files} onChange={(files) => { onChange({ files }); }} />
        </>
      );
    case "answer":
      return <Choice label={t("answer")} value={draft.isYes} onChange={(isYes) => { onChange({ isYes }); }} options={[{ value: "yes", label: t("agrees") }, { value: "no", label: t("disagrees") }]} />;
    case "recommend":
      return <DayField label={t("dueDay")} value={draft.due} onChange={(due) => { onChange({ due }); }} />;
    case "schedule":
      return (
        <div className="plan-two">
          <DayField label={t("from")} value={draft.from} onChange={(from) => { onChange({ from }); }} />
          <DayField label={t("to")} value={draft.to} onChange={(to) => { onChange({ to }); }} />
        </div>
      );
    case "mend":
    case "close":
      return (
        <>
          <Choice label={t("recommendation")} value={draft.recommendation} onChange={(recommendation) => { onChange({ recommendation }); }} options={open.map((one) => ({ value: String(one.number), label: one.text }))} />
          {act === "mend" ? <InspectionFilesField view={view} brought={draft.files} onChange={(files) => { onChange({ files }); }} /> : <Choice label={t("outcome")} value={draft.isYes} onChange={(isYes) => { onChange({ isYes }); }} options={[{ value: "yes", label: t("isDone") }, { value: "no", label: t("notDone") }]} />}
        </>
      );
    case "staff":
      return <Team team={draft.team} onChange={(team) => { onChange({ team }); }} />;
    case "checklist":
      return <Checklist planId={view.planId} unitId={view.unitId} chosen={draft.checks} onChange={(checks) => { onChange({ checks }); }} />;
    case "begin":
    case "minutes":
    case "conclude":
    case "cancel":
      return null;
  }
}

export function InspectionActs({ view }: { readonly view: InspectionView }): ReactNode {
  const t = useInspectionWords();
  const act = useAct(actOnInspection, { touches: ["plan"] });
  const [open, setOpen] = useState<Shown>();
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({ text: "", code: view.checklist.find(({ code }) => view.findings.every((one) => one.code !== code))?.code ?? view.checklist[0]?.code ?? "", verdict: "met", isYes: "yes", from: view.from, to: view.to, due: "", recommendation: String(view.recommendations.find((one) => one.state !== "closed")?.number ?? ""), files: [], team: { leader: view.leader, members: view.members }, checks: view.checklist });
  const mine = SHOWN.filter((one) => view.acts.includes(one));
  const take = (kind: Shown): void => {
    setTried(true);
    const step = stepOf(kind, draft);
    if (step === undefined || act.isPending) return;
    act.mutate({ params: { planId: view.planId, inspectionId: view.id }, body: step, version: view.version });
  };
  if (mine.length === 0) return null;
  return (
    <section className="card stack no-print">
      <div className="row">
        {mine.map((one, at) => (
          <Button key={one} type={at === 0 ? "primary" : "default"} aria-expanded={one === "begin" ? undefined : open === one} loading={one === "begin" && act.isPending} onClick={() => { setTried(false); if (one === "begin") take(one); else setOpen(open === one ? undefined : one); }}>
            {t(`act.${one}`)}
          </Button>
        ))}
      </div>
      {open === undefined ? null : (
        <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); take(open); }}>
          <Particulars act={open} view={view} draft={draft} onChange={(change) => { setDraft((before) => ({ ...before, ...change })); }} />
          {WORDLESS.includes(open) ? null : <AreaField label={t(open === "find" ? "findText" : "text")} value={draft.text} onChange={(text) => { setDraft({ ...draft, text }); }} maxLength={4000} fault={isTried && stepOf(open, draft) === undefined ? t(draft.text.trim().length < SHORTEST ? "shortText" : "missing") : undefined} />}
          {open === "conclude" ? <p className="small muted">{t("concludeHelp")}</p> : null}
          <RefusalNote error={act.error} />
          <div>
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t(`act.${open}`)}
            </Button>
          </div>
        </form>
      )}
      {open === undefined ? <RefusalNote error={act.error} /> : null}
    </section>
  );
}
