import type { Decision, Disagreement } from "../../contract/assessment-round.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import type { Fields } from "../../scoring/fields.ts";
import type { Assigned } from "./work-rules.ts";
import { awaitsAppraisal, type CriterionEntries, differs, type Entry, isForSecondRound, outcomeOf, pointsFor, type Round, shownPoints, valueBefore } from "./rules.ts";

/** What a round of the appraisal comes to for one person: counts, where points differ, what was decided. No I/O. */

/** A criterion of one unit with all that was entered for it. */
export type Cell = { readonly unitId: string; readonly index: string; readonly leaf: CompiledLeaf; readonly entries: CriterionEntries };

/** Whether the round waits for somebody's word on a criterion that was assigned to them. */
export const isAwaited = (round: Round, { leaf, entries }: Pick<Assigned, "leaf" | "entries">): boolean => awaitsAppraisal(leaf, entries, round) && (round === "1" || isForSecondRound(leaf, entries));

/** How many there are of each key, and how many of them are left. */
export function counted<K extends string>(cells: readonly { readonly key: K; readonly isDone: boolean }[]): Map<K, { total: number; left: number }> {
  const counts = new Map<K, { total: number; left: number }>();
  for (const { key, isDone } of cells) {
    const { total, left } = counts.get(key) ?? { total: 0, left: 0 };
    counts.set(key, { total: total + 1, left: left + (isDone ? 0 : 1) });
  }
  return counts;
}

const hundredths = (leaf: CompiledLeaf, input: Fields | null): number[] => {
  const points = input === null ? undefined : pointsFor(leaf, input);
  return typeof points === "number" ? [points] : [];
};

/** From the least to the most that was given. */
function spread(all: readonly number[]): number {
  return all.length === 0 ? 0 : Math.max(...all) - Math.min(...all);
}

type Gap = Omit<Disagreement, "gap"> & { readonly width: number };
const at = ({ unitId, index, leaf }: Cell): Pick<Gap, "unitId" | "index" | "code"> => ({ unitId, index, code: leaf.code });

/** Where members differ: open, or settled by the chair. */
export function disputesIn(round: Round, cells: readonly Cell[]): Gap[] {
  return cells.flatMap((cell): Gap[] => {
    const { leaf, entries } = cell;
    const given = entries.rounds[round].filter((one) => one.input !== null);
    const members = given.filter((one) => !one.asChair);
    const [first, ...others] = members;
    if (first === undefined || !others.some((one) => differs(leaf, first.input, one.input))) return [];
    const width = spread(members.flatMap((one) => hundredths(leaf, one.input)));
    return [{ ...at(cell), state: outcomeOf(leaf, given).state === "disputed" ? "disputed" : "settled", width }];
  });
}

const ownIn = (round: Round, { entries }: Cell, personId: string): Entry | undefined => entries.rounds[round].find((one) => one.author === personId && one.input !== null);

/** Where one's own points are others than those before. */
export function changesIn(round: Round, cells: readonly Cell[], personId: string): Gap[] {
  return cells.flatMap((cell): Gap[] => {
    const before = valueBefore(cell.leaf, cell.entries, round);
    const own = ownIn(round, cell, personId);
    if (own === undefined || !differs(cell.leaf, own.input, before)) return [];
    return [{ ...at(cell), state: "changed", width: spread([...hundredths(cell.leaf, own.input), ...hundredths(cell.leaf, before)]) }];
  });
}

/** Open disputes first, then the widest; what is as wide keeps its order. */
export function widestFirst(gaps: readonly Gap[], limit: number): Disagreement[] {
  const rank = ({ state, width }: Gap): number => (state === "settled" ? 0 : 1_000_000_000) + width;
  return gaps.toSorted((one, other) => rank(other) - rank(one)).slice(0, limit).map(({ width, ...place }) => ({ ...place, gap: formatHundredths(width) }));
}

/** What was decided, newest first: every word of the chair for who sees all, of a member the own points that differ from before. */
export function decisionsIn(round: Round, cells: readonly Cell[], { personId, seesAll }: { readonly personId: string; readonly seesAll: boolean }, limit: number): Decision[] {
  const all = cells.flatMap((cell): Decision[] => {
    const { leaf, entries } = cell;
    const before = valueBefore(leaf, entries, round);
    const said = seesAll ? entries.rounds[round].find((one) => one.asChair && one.input !== null) : ownIn(round, cell, personId);
    if (said === undefined || (!seesAll && !differs(leaf, said.input, before))) return [];
    return [{ ...at(cell), points: shownPoints(leaf, said.input), before: shownPoints(leaf, before), reason: said.note, by: said.by, at: said.at }];
  });
  return all.toSorted((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0)).slice(0, limit);
}
