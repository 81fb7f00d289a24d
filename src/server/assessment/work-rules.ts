import { type CycleState, deadlineOf, isOpenFor } from "../../contract/cycle.ts";
import { type FileState, isPartOpen } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import type { Work } from "../../contract/home.ts";
import type { CompiledIndex, CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { CampaignUnit } from "../campaign/index.ts";
import { awaitsAppraisal, codesWithValue, type CriterionEntries, type Entry, isContested, isForSecondRound, missingSelf, outcomeOf, type Round, sortEntries, stepOfRound } from "./rules.ts";

/** What is left to whom in one campaign. No I/O; the time is handed in. */

/** A piece of work without the campaign that it belongs to. */
export type WorkHere = Omit<Work, "campaignId" | "campaignTitle" | "stage">;

const NONE: Omit<WorkHere, "kind" | "total" | "done" | "left"> = { unit: null, due: null, dueOn: null, unitsLeft: 0, isReturned: false, isHandedUp: false, comment: null };

/** So much of it in all, so much left. */
export const workOf = (kind: WorkHere["kind"], total: number, left: number, more: Partial<WorkHere> = {}): WorkHere => ({ ...NONE, ...more, kind, total, done: total - left, left });

type OwnUnit = { readonly unit: CampaignUnit; readonly index: CompiledIndex; readonly marks: ReadonlyMap<string, unknown>; readonly file: FileState; readonly entries: readonly Entry[] };
type When = { readonly cycle: CycleState; readonly now: string };

/** What the file waits for besides criteria: the head looks at what was handed up, and submits what is complete. */
function headWork(state: FileState["parts"]["explanation"], left: number, about: Partial<WorkHere>): WorkHere[] {
  const { isReturned: _returned, isHandedUp: _handedUp, comment: _comment, ...plain } = about;
  if (state === "handed-up") return [workOf("review", 1, 1, { ...plain, unitsLeft: 1 })];
  return left === 0 ? [workOf("submit", 1, 1, { ...plain, unitsLeft: 1 })] : [];
}

/** What people of a unit have left in its file; nothing once its time is over or it was submitted. */
export function unitWork({ unit, index, marks, file, entries }: OwnUnit, roles: readonly Role[], { cycle, now }: When): WorkHere[] {
  const { unitId, code, name } = unit;
  const isHead = roles.includes("unit-head");
  const all: WorkHere[] = [];
  const about = (part: "self-scoring" | "explanation", left: number): Partial<WorkHere> => {
    const isReturned = file.parts[part] === "sent-back";
    return { unit: { unitId, code, name }, due: deadlineOf(cycle, part, unitId) ?? null, unitsLeft: left > 0 ? 1 : 0, isReturned, isHandedUp: file.parts[part] === "handed-up", comment: isReturned ? file.comment : null };
  };
  if (isPartOpen(cycle, file, "self-scoring", unitId, now)) {
    const scored = codesWithValue(index, entries.filter((one) => one.step === "self"));
    const total = missingSelf(index, marks, new Set()).length;
    const left = missingSelf(index, marks, scored).length;
    // What only the head can do comes first to the head.
    if (isHead) all.push(...headWork(file.parts["self-scoring"], left, about("self-scoring", left)));
    all.push(workOf("score", total, left, about("self-scoring", left)));
  }
  if (isPartOpen(cycle, file, "explanation", unitId, now)) {
    const byCode = Map.groupBy(entries, (one) => one.code);
    const contested = index.leaves.map((leaf) => ({ leaf, entries: sortEntries(byCode.get(leaf.code) ?? []) })).filter((one) => !marks.has(one.leaf.code) && isContested(one.leaf, one.entries));
    const left = contested.filter((one) => one.entries.explanation === undefined).length;
    if (contested.length > 0) {
      if (isHead) all.push(...headWork(file.parts.explanation, left, about("explanation", left)));
      all.push(workOf("explain", contested.length, left, about("explanation", left)));
    }
  }
  return all;
}

/** A criterion of a unit that was assigned to somebody, with whether they have appraised it in the round. */
export type Assigned = { readonly unitId: string; readonly leaf: CompiledLeaf; readonly entries: CriterionEntries; readonly isDone: boolean };

/** What a member has to appraise in a round: what the unit could score or claims, and in the second what is to be looked at again. */
export function appraisalWork(round: Round, assigned: readonly Assigned[], { cycle, now }: When): WorkHere[] {
  const step = stepOfRound(round);
  const openUnits = new Set([...new Set(assigned.map((one) => one.unitId))].filter((unitId) => isOpenFor(cycle, step, unitId, now)));
  const open = assigned.filter(({ unitId, leaf, entries }) => openUnits.has(unitId) && awaitsAppraisal(leaf, entries, round) && (round === "1" || isForSecondRound(leaf, entries)));
  const left = open.filter((one) => !one.isDone);
  if (open.length === 0) return [];
  // Units may have ends of their own; the first that comes counts.
  const unitsLeft = [...new Set(left.map((one) => one.unitId))];
  const [due] = unitsLeft.flatMap((unitId) => deadlineOf(cycle, step, unitId) ?? []).toSorted();
  return [workOf("appraise", open.length, left.length, { due: due ?? cycle.calendar?.[step] ?? null, unitsLeft: unitsLeft.length })];
}

/** The criteria on which members differ. */
export const disputed = (round: Round, all: readonly { readonly unitId: string; readonly leaf: CompiledLeaf; readonly entries: CriterionEntries }[]): { readonly left: number; readonly unitsLeft: number } => {
  const open = all.filter(({ leaf, entries }) => outcomeOf(leaf, entries.rounds[round]).state === "disputed");
  return { left: open.length, unitsLeft: new Set(open.map((one) => one.unitId)).size };
};

/** One request for opinion: on how many criteria it asks, and how many have an answer. */
export type Asked = { readonly toUnitId: string; readonly due: string; readonly total: number; readonly answered: number };

/** All that is open together; the day is the first that comes. */
export function opinionWork(kind: "answer-opinion" | "opinions-out", requests: readonly Asked[]): WorkHere[] {
  const open = requests.filter((one) => one.answered < one.total);
  const sum = (of: (one: Asked) => number) => requests.reduce((total, one) => total + of(one), 0);
  const [dueOn] = open.map((one) => one.due).toSorted();
  return open.length === 0 ? [] : [workOf(kind, sum((one) => one.total), sum((one) => one.total - one.answered), { dueOn: dueOn ?? null, unitsLeft: new Set(open.map((one) => one.toUnitId)).size })];
}
