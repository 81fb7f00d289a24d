import type { z } from "zod";
import type { fileView } from "../../contract/assessment.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { type IndexLine, judge } from "../ui/engine.ts";
import { asInput, type Input } from "../ui/entry/input.ts";
import { matches } from "../ui/format.ts";
import type { PathStep } from "../ui/score-path.tsx";
import type { Base, Draft } from "./saving.ts";

/** A unit's file as its pages look at it. */

export type File = z.output<typeof fileView>;
export type Criterion = File["criteria"][number];

/**
 * `missing`: the unit must score it; `wrong`: what is entered cannot be counted; `optional`: a bonus or deduction that
 * did not occur; `others`: not scored by the unit.
 */
const STATUSES = ["done", "missing", "wrong", "contested", "notApplicable", "others", "optional"] as const;
export type Status = (typeof STATUSES)[number];

export const SIGNS: Readonly<Record<Status, string>> = { done: "✓", missing: "○", wrong: "!", contested: "≠", notApplicable: "–", others: "◇", optional: "·" };

/** Where a criterion stands; `draft` is what is on the screen, if somebody types. */
export function statusOf(leaf: CompiledLeaf, criterion: Criterion, draft: Draft | undefined, isExplaining: boolean): Status {
  if (criterion.notApplicable !== null) return "notApplicable";
  if (isExplaining && criterion.isContested) return "contested";
  if (criterion.scoredBy !== "unit") return "others";
  const judged = judge(leaf, draft === undefined ? asInput(criterion.self?.input) : draft.input);
  if (judged.kind === "points") return "done";
  if (judged.kind === "faults") return "wrong";
  return leaf.kind === "points" ? "missing" : "optional";
}

export const FILTERS = ["all", "left", "unproved", "contested"] as const;
export type Filter = (typeof FILTERS)[number];

const STATUSES_OF: Readonly<Record<"left" | "contested", readonly Status[]>> = { left: ["missing", "wrong"], contested: ["contested"] };

function isWanted(code: string, status: Status | undefined, { filter, unproved }: Pick<Wish, "filter" | "unproved">): boolean {
  if (filter === "all") return true;
  if (filter === "unproved") return unproved?.has(code) === true;
  return status !== undefined && STATUSES_OF[filter].includes(status);
}

export type Wish = { readonly filter: Filter; readonly typed: string; readonly collapsed: ReadonlySet<string>; /** Criteria with a score and nothing that proves it. */ readonly unproved?: ReadonlySet<string> };

/** The leaves that are wanted with the headings above them; what is collapsed hides its own only where nothing is searched. */
export function visibleLines(lines: readonly IndexLine[], statuses: ReadonlyMap<string, Status>, wish: Wish): IndexLine[] {
  const { filter, typed, collapsed } = wish;
  const shown: IndexLine[] = [];
  let above: IndexLine[] = [];
  let hiddenBelow: number | undefined;
  const isSearching = typed.trim() !== "" || filter !== "all";
  for (const line of lines) {
    above = above.filter(({ depth }) => depth < line.depth);
    if (hiddenBelow !== undefined && line.depth <= hiddenBelow) hiddenBelow = undefined;
    if (hiddenBelow !== undefined) continue;
    if (line.leaf === undefined) {
      above = [...above, line];
      if (!isSearching) {
        shown.push(line);
        above = [];
        if (collapsed.has(line.code)) hiddenBelow = line.depth;
      }
    } else if (isWanted(line.code, statuses.get(line.code), wish) && matches(`${line.code} ${line.title}`, typed)) {
      shown.push(...above, line);
      above = [];
    }
  }
  return shown;
}

/** The criterion before or after one among those that are listed; the one itself may have left the list meanwhile. */
export function nextCode(all: readonly string[], listed: readonly string[] | undefined, code: string, by: 1 | -1): string | undefined {
  const at = all.indexOf(code);
  const wanted = new Set(listed === undefined || listed.length === 0 ? all : listed);
  const rest = by === 1 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).toReversed();
  return rest.find((one) => wanted.has(one));
}

/** What the server has of the unit's own scores, of the criteria that the unit may write. */
export const scoreBases = ({ criteria }: File): Map<string, Base> =>
  new Map(criteria.filter(({ scoredBy, notApplicable }) => scoredBy === "unit" && notApplicable === null).map(({ code, self }) => [code, { draft: { input: asInput(self?.input), note: self?.note ?? "" }, version: self?.version ?? "0" }]));

export const explanationBases = ({ criteria }: File): Map<string, Base> =>
  new Map(criteria.filter(({ isContested }) => isContested).map(({ code, explanation }) => [code, { draft: { input: null, note: explanation?.note ?? "" }, version: explanation?.version ?? "0" }]));

type Saved = NonNullable<Criterion["self"]>;

/** The file with a score that has just been saved, without reading it again. */
export function withScore(file: File, code: string, self: Saved, isNeeded: boolean): File {
  const missing = new Set(file.missing.filter((one) => one !== code));
  if (isNeeded && (self.input === null || !self.fits)) missing.add(code);
  const criteria = file.criteria.map((one) => (one.code === code ? { ...one, self } : one));
  return { ...file, criteria, missing: criteria.map((one) => one.code).filter((one) => missing.has(one)) };
}

export const withExplanation = (file: File, code: string, explanation: Saved): File => ({ ...file, criteria: file.criteria.map((one) => (one.code === code ? { ...one, explanation } : one)) });

/** The points of a criterion from step to step, as far as the reader may see them. */
export function pathOf({ self, outcomes, imported, correction }: Criterion): PathStep[] {
  const rounds = outcomes.flatMap(({ round, state, points }): PathStep[] => (state === "decided" ? [{ step: `appraisal-${round}`, points }] : []));
  return [
    ...((self?.input ?? null) === null ? [] : [{ step: "self" as const, points: self?.points ?? null }]),
    ...(imported === null ? [] : [{ step: "import" as const, points: imported.points }]),
    ...rounds,
    ...(correction === null ? [] : [{ step: "correction" as const, points: correction.points }]),
  ];
}

/** The value of each criterion that counts so far: what is on the screen, else the latest step that there is. */
export function inputsOf({ criteria }: File, drafts: ReadonlyMap<string, Draft>): Map<string, Input | null> {
  return new Map(
    criteria.map((one) => {
      const draft = drafts.get(one.code);
      const decided = one.outcomes.findLast(({ state }) => state === "decided");
      const value = one.correction?.input ?? decided?.input ?? one.imported?.input ?? (draft === undefined ? one.self?.input : draft.input);
      return [one.code, asInput(value)];
    }),
  );
}

export const marksOf = ({ criteria }: File): Map<string, string> => new Map(criteria.flatMap(({ code, notApplicable }) => (notApplicable === null ? [] : [[code, notApplicable.reason] as const])));
