import { type Stage, STAGES, TIMED_STAGES } from "../../contract/cycle.ts";
import { LEADER_ROLES } from "../../contract/leadership.ts";
import type { Role } from "../../contract/route.ts";
import { formatHundredths, type Points, pointsOf } from "../../scoring/exact.ts";
import type { Bilingual } from "../platform/index.ts";

/** Who marks which units, what a mark may be and who sees it (QĐ 02050, II.3.d and II.4.b(4)). */

/** A criterion for which leaders give marks. */
export type RatingLeaf = { readonly code: string; readonly title: string; readonly max: Points };
/** By the code of the index. */
export type RatingLeaves = ReadonlyMap<string, readonly RatingLeaf[]>;

type Unit = { readonly unitId: string; readonly index: string };

/** A leader as far as marks are concerned. */
export type Leader = {
  readonly personId: string;
  /** The Chairman marks every unit, a Vice-Chairman those of the remit. */
  readonly marksAll: boolean;
  readonly remit: readonly string[];
  /** Units to which the leader belonged at any time of the year: nobody marks these. */
  readonly own: readonly string[];
};

/** What stands for a leader, a unit and a criterion; a mark of null was taken back. */
export type Mark = { readonly personId: string; readonly unitId: string; readonly code: string; readonly number: number; readonly mark: string | null; readonly note: string | null; readonly at: Date };
export type WantedMark = { readonly unitId: string; readonly code: string; readonly mark: string | null; readonly note: string | null; readonly version: string };

/**
 * Marks run beside the cycle and join it at consolidation: they are given until the result is proposed, and again when a
 * proposal was returned. What was decided is replaced by a revision, not by marks.
 */
export const isMarkable = (stage: Stage, isProposed: boolean): boolean => TIMED_STAGES.some((one) => one === stage) || (stage === "consolidation" && !isProposed);
const isGathered = (stage: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf("consolidation");

/**
 * Whose marks somebody sees: leaders do not see one another's while they may still give their own, the programme officer
 * sees none before they are gathered.
 */
export function sightOf(roles: readonly Role[], stage: Stage, isProposed: boolean): "all" | "own" | "none" {
  if (roles.includes("auditor")) return "all";
  if (LEADER_ROLES.some((role) => roles.includes(role))) return isGathered(stage) && !isMarkable(stage, isProposed) ? "all" : "own";
  return isGathered(stage) ? "all" : "none";
}

const marksUnit = ({ marksAll, remit, own }: Leader, unitId: string): boolean => (marksAll || remit.includes(unitId)) && !own.includes(unitId);

/** The units of the campaign that this leader marks. */
export function unitsToMark<U extends Unit>(leader: Leader, units: readonly U[]): U[] {
  const [remit, own] = [new Set(leader.remit), new Set(leader.own)];
  return units.filter(({ unitId }) => (leader.marksAll || remit.has(unitId)) && !own.has(unitId));
}

export const keyOf = ({ unitId, code }: { readonly unitId: string; readonly code: string }): string => `${unitId} ${code}`;
export type MarksByKey = ReadonlyMap<string, Mark>;
export const byKey = (marks: readonly Mark[]): MarksByKey => new Map(marks.map((one) => [keyOf(one), one]));

const leavesFor = (leaves: RatingLeaves, { index }: Unit): readonly RatingLeaf[] => leaves.get(index) ?? [];

/** A mark that counts for a criterion: it stands, and no amendment has lowered the maximum below it since. */
const isGiven = (mark: Mark | undefined, { max }: RatingLeaf): boolean => typeof mark?.mark === "string" && pointsOf(mark.mark) <= max;

/** How many marks a leader is to give, and the units where some are still missing. */
export function standingOf(leader: Leader, units: readonly Unit[], leaves: RatingLeaves, marks: MarksByKey): { readonly expected: number; readonly given: number; readonly missing: { readonly unitId: string; readonly codes: string[] }[] } {
  const mine = unitsToMark(leader, units);
  const expected = mine.reduce((total, unit) => total + leavesFor(leaves, unit).length, 0);
  const open = mine.map((unit) => ({ unitId: unit.unitId, codes: leavesFor(leaves, unit).filter((leaf) => !isGiven(marks.get(keyOf({ unitId: unit.unitId, code: leaf.code })), leaf)).map((leaf) => leaf.code) }));
  const missing = open.filter((one) => one.codes.length > 0);
  return { expected, given: expected - missing.reduce((total, one) => total + one.codes.length, 0), missing };
}

/** Whether a mark is part of the mean: not when the leader turned out to belong to the unit. */
export const counts = ({ personId, unitId }: Pick<Mark, "personId" | "unitId">, ownOf: ReadonlyMap<string, readonly string[]>): boolean => ownOf.get(personId)?.includes(unitId) !== true;

/** Why a mark is refused, at which of its fields. */
export type MarkFault = { readonly why: "unknown" | "not-allowed" | "invalid" | "nothing" | "stale"; readonly field: "unitId" | "code" | "mark" | "version"; readonly words: Bilingual; readonly expected?: string };

type Judged = { readonly leader: Leader; readonly units: ReadonlyMap<string, Unit>; readonly leaves: RatingLeaves; readonly marks: MarksByKey };

export function faultOf(wanted: WantedMark, { leader, units, leaves, marks }: Judged): MarkFault | undefined {
  const unit = units.get(wanted.unitId);
  if (unit === undefined) return { why: "unknown", field: "unitId", words: { vi: "Đợt này không có đơn vị đó.", en: "The campaign has no such unit." } };
  // Whoever belongs to a unit is told so even where it is part of the remit by mistake.
  if (leader.own.includes(wanted.unitId)) return { why: "not-allowed", field: "unitId", words: { vi: "Người từng giữ vị trí ở đơn vị này trong năm không cho điểm đơn vị.", en: "Nobody marks a unit in which they had a post in the year." } };
  if (!marksUnit(leader, wanted.unitId)) return { why: "not-allowed", field: "unitId", words: { vi: "Đơn vị này không thuộc phạm vi được phân công cho điểm.", en: "This unit is not in the remit." } };
  const leaf = leavesFor(leaves, unit).find((one) => one.code === wanted.code);
  if (leaf === undefined) return { why: "unknown", field: "code", words: { vi: "Đơn vị này không có tiêu chí do lãnh đạo cho điểm mang mã đó.", en: "The unit has no criterion of this code that leaders mark." } };
  const expected = `0…${formatHundredths(leaf.max)}`;
  if (wanted.mark !== null && pointsOf(wanted.mark) > leaf.max) return { why: "invalid", field: "mark", words: { vi: `Điểm phải từ 0 đến ${formatHundredths(leaf.max)}.`, en: `The mark must lie within ${expected}.` }, expected };
  const present = marks.get(keyOf(wanted));
  if (wanted.version !== String(present?.number ?? 0)) return { why: "stale", field: "version", words: { vi: "Điểm này đã thay đổi từ lần đọc trước.", en: "This mark has changed since it was read." }, expected: String(present?.number ?? 0) };
  if (wanted.mark === null && typeof present?.mark !== "string") return { why: "nothing", field: "mark", words: { vi: "Chưa có điểm để rút lại.", en: "There is no mark to take back." } };
  return undefined;
}

/** Places in a list that name the same unit and criterion as an earlier one. */
export function repeatedAt(wanted: readonly WantedMark[]): number[] {
  const seen = new Set<string>();
  return wanted.flatMap((one, i) => {
    const key = keyOf(one);
    if (seen.has(key)) return [i];
    seen.add(key);
    return [];
  });
}

/** What is wrong with a list of units for a remit, by place. */
export function remitFaults(unitIds: readonly string[], known: ReadonlySet<string>, own: ReadonlySet<string>): { readonly at: number; readonly words: Bilingual }[] {
  const seen = new Set<string>();
  return unitIds.flatMap((unitId, at) => {
    const isRepeated = seen.has(unitId);
    seen.add(unitId);
    if (!known.has(unitId)) return [{ at, words: { vi: "Đợt này không có đơn vị đó.", en: "The campaign has no such unit." } }];
    if (isRepeated) return [{ at, words: { vi: "Đơn vị được ghi hai lần.", en: "The unit is named twice." } }];
    if (own.has(unitId)) return [{ at, words: { vi: "Người này từng giữ vị trí ở đơn vị trong năm nên không cho điểm đơn vị.", en: "This person had a post in the unit in the year and does not mark it." } }];
    return [];
  });
}
