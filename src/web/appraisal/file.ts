import type { readFile } from "../../contract/assessment.ts";
import type { CompiledIndex, CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Answer } from "../shell/client.ts";
import type { PathStep } from "../ui/score-path.tsx";
import type { Round } from "./ground.ts";
import { type Before, differs } from "./values.ts";
import { asInput } from "../ui/entry/input.ts";

/** A unit's file as somebody of the council works through it. */

export type File = Answer<typeof readFile>["body"];
export type Criterion = File["criteria"][number];

const outcomeOf = (criterion: Criterion, round: Round) => criterion.outcomes.find((one) => one.round === round);

/** With what an appraisal is compared: the unit's own score in the first round, what the first came to in the second. */
export function beforeOf(criterion: Criterion, round: Round): Before {
  const first = round === "2" ? outcomeOf(criterion, "1") : undefined;
  if (first?.state === "decided" && first.input !== null && first.points !== null) return { input: first.input, points: first.points };
  const { self } = criterion;
  return self?.fits !== true || self.input === null || self.points === null ? null : { input: self.input, points: self.points };
}

/** One's own appraisal of the round. */
const mineOf = (criterion: Criterion, round: Round, personId: string): Criterion["appraisals"][number] | undefined => criterion.appraisals.find((one) => one.round === round && one.by === personId);

/** The way of the points so far: self-score, what the rounds came to (or one's own word in the running one), correction. */
export function pathOf(criterion: Criterion, personId: string): PathStep[] {
  const { self, imported, correction } = criterion;
  const rounds = (["1", "2"] as const).flatMap((round): PathStep[] => {
    const points = outcomeOf(criterion, round)?.points ?? mineOf(criterion, round, personId)?.points;
    return points === undefined || points === null ? [] : [{ step: `appraisal-${round}`, points }];
  });
  return [
    ...(self?.points === undefined || self.points === null ? [] : [{ step: "self" as const, points: self.points }]),
    ...(imported === null ? [] : [{ step: "import" as const, points: imported.points }]),
    ...rounds,
    ...(correction === null ? [] : [{ step: "correction" as const, points: correction.points }]),
  ];
}

type TaskState = "left" | "changed" | "agreed" | "disputed" | "idle";
export const SHOWN = ["all", "left", "changed", "disputed", "unproved"] as const;
export type Shown = (typeof SHOWN)[number];
/** A criterion of the file that is mine to appraise. */
export type Task = { readonly criterion: Criterion; readonly leaf: CompiledLeaf; readonly before: Before; readonly mine: Criterion["appraisals"][number] | undefined; readonly state: TaskState };

function stateOf(criterion: Criterion, leaf: CompiledLeaf, before: Before, mine: Task["mine"], round: Round): TaskState {
  if (outcomeOf(criterion, round)?.state === "disputed") return "disputed";
  if (mine !== undefined && mine.input !== null) return differs(leaf, asInput(mine.input), before) ? "changed" : "agreed";
  // Bonus and deduction are for what happened: where nothing is claimed, nobody waits.
  return leaf.kind === "points" || before !== null ? "left" : "idle";
}

/** In the second round only what was contested or left open is looked at again. */
const isIn = (criterion: Criterion, round: Round): boolean => round === "1" || criterion.isContested || outcomeOf(criterion, "1")?.state !== "decided";

/** What somebody has to appraise in a file, in the order of the regulation. */
export function tasksIn(file: File, index: CompiledIndex, round: Round, personId: string): Task[] {
  const byCode = new Map(file.criteria.map((one) => [one.code, one]));
  const assigned = new Set(file.assigned);
  return index.leaves.flatMap((leaf): Task[] => {
    const criterion = byCode.get(leaf.code);
    const isMine = criterion !== undefined && (assigned.has(leaf.code) || mineOf(criterion, round, personId) !== undefined);
    if (!isMine || criterion.notApplicable !== null || (criterion.scoredBy !== "unit" && criterion.scoredBy !== "council") || !isIn(criterion, round)) return [];
    const before = beforeOf(criterion, round);
    const mine = mineOf(criterion, round, personId);
    return [{ criterion, leaf, before, mine, state: stateOf(criterion, leaf, before, mine, round) }];
  });
}

/** The file after one's own appraisal of a criterion was saved. */
export function withAppraisal(file: File, round: Round, saved: Omit<Criterion["appraisals"][number], "round" | "asChair"> & { readonly code: string }, asChair: boolean): File {
  const { code, ...entry } = saved;
  return {
    ...file,
    criteria: file.criteria.map((one) => (one.code === code ? { ...one, appraisals: [...one.appraisals.filter((other) => other.round !== round || other.by !== entry.by), { ...entry, round, asChair }] } : one)),
  };
}
