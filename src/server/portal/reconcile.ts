import { type KeptRow, type Telling, tellingsOfActions } from "../audit/index.ts";
import { listOf, moment, rowOf, scanSubject, type Subject, told, type ToldRow } from "../result/index.ts";
import { keptFeedback, keptRemediation, keptScans } from "./kept-queries.ts";

/** The room's rows against what the ledger tells of them: feedback, what units remedy, and what of it is for everybody. */

const FEEDBACK = ["received", "assign", "reply", "verify", "answer", "dismiss"] as const;
const REMEDIATION = ["opened", "file", "plan", "confirm", "return", "report", "judge"] as const;

const idOf = ({ subject }: Pick<Telling, "subject">): string => subject.slice(subject.indexOf(":") + 1);

/** The text itself stands in no entry: its hash does. */
const received = (id: string, { category, unitId, sha256, mayPublish, at, file }: KeptRow): ToldRow[] => [told("feedback", { id, category, unit: unitId, body: sha256, may_publish: mayPublish, at: moment(at) }), ...(file === undefined || file === null ? [] : [attached(`feedback:${id}`, { ...rowOf(file), by: "public" })])];
const attached = (owner: string, { number, name, kind, sha256, at, by }: KeptRow): ToldRow => told("portal_file", { owner, number, name, kind, sha256, bytes: sha256, at: moment(at), by });

const stepped = (table: "feedback_step" | "remediation_step", of: KeptRow, { number, at, by, step }: KeptRow): ToldRow => told(table, { ...of, number, at: moment(at), by, step });

function toldOfFeedback(entry: Telling): ToldRow[] {
  const { action, data } = entry;
  const id = idOf(entry);
  if (action === "portal.feedback-received") return received(id, data);
  const step = rowOf(data["step"]);
  const published = step["kind"] === "answer" && step["isPublished"] === true ? [told("answer", { feedback: id, answered: step["text"], at: moment(data["at"]) })] : [];
  return [stepped("feedback_step", { feedback: id }, data), ...published];
}

/** What a unit promised is told with its plan, and published with what became of it. */
function tellerOfRemediation(): (entry: Telling) => ToldRow[] {
  const plans = new Map<string, KeptRow>();
  return (entry) => {
    const { action, data } = entry;
    if (action === "portal.remediation-opened") return listOf(data["items"]).map(({ id, campaignId, unitId, criterion, title, lost, reason }) => told("remediation_item", { id, campaign: campaignId, unit: unitId, criterion, title, lost, reason, at: moment(data["at"]), by: data["by"] }));
    const item = idOf(entry);
    if (action === "portal.remediation-file") return [attached(`remediation:${item}`, data)];
    const step = rowOf(data["step"]);
    if (step["kind"] === "plan") plans.set(item, step);
    const state = step["kind"] === "confirm" ? "confirmed" : step["kind"] === "judge" ? (step["isRemedied"] === true ? "remedied" : "not-remedied") : undefined;
    const plan = plans.get(item);
    const commitment = state === undefined || plan === undefined ? [] : [told("commitment", { item, number: data["number"], measure: plan["measure"], deadline: plan["deadline"], state, at: moment(data["at"]) })];
    return [stepped("remediation_step", { item }, data), ...commitment];
  };
}

export const portalSubjects = (): Subject[] => [
  { tellings: (tx) => tellingsOfActions(tx, FEEDBACK.map((one) => `portal.feedback-${one}`)), kept: keptFeedback, toldBy: toldOfFeedback },
  { tellings: (tx) => tellingsOfActions(tx, REMEDIATION.map((one) => `portal.remediation-${one}`)), kept: keptRemediation, toldBy: tellerOfRemediation() },
  scanSubject("portal", "portal_scan", keptScans),
];
