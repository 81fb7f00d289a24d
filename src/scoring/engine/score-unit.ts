import { z } from "zod";
import type { CaseUnit } from "../case/schema.ts";
import { asPoints, type Fraction, larger, NO_POINTS, type Points } from "../exact.ts";
import { type Fault, fault, faultsOf, shown, within } from "../fault.ts";
import { type Fields, isFields } from "../fields.ts";
import { entry } from "../method/input.ts";
import type { Bound, Reason } from "../method/method.ts";
import type { CompiledContent, CompiledIndex, CompiledLeaf } from "./compile.ts";

/** Not scored, not applicable and 0 points are three different things. */
type LeafState = "scored" | "notApplicable" | "absent";

/** Why a criterion is not applicable: marked there or on which group, and the reason given. */
type Mark = { readonly from: string; readonly reason: string | undefined };

/**
 * One criterion of one unit: its points, what they count against, and what its reason is made from
 * (`reasonOf`). Half a million of these stand side by side for a whole country, so they hold no more.
 */
export type LeafResult = {
  readonly leaf: CompiledLeaf;
  readonly state: LeafState;
  readonly points: Points;
  readonly maxPoints: Points;
  readonly given: Fields | undefined;
  readonly mark: Mark | undefined;
  readonly best: Fraction | undefined;
};

/** Points and maximum of a content; `points` of a deduction are negative. */
export type ContentResult = { readonly content: CompiledContent; readonly points: Points; readonly maxPoints: Points; readonly raw: Points; readonly leaves: readonly LeafResult[] };

/** A unit with its points, before ratios. */
export type ScoredUnit = { readonly unit: CaseUnit; readonly index: CompiledIndex; readonly contents: readonly ContentResult[] };

/** The best value that any unit of an index entered, by leaf position. */
export type Bests = ReadonlyMap<number, Fraction>;

const notApplicableEntry = entry({ notApplicable: z.literal(true, { error: "not-applicable" }), reason: z.string({ error: "text" }).trim().min(1, "text").max(2000, "text").optional() });

/** Leaves that a group or content hands its notApplicable to, with the reason given there. */
type Handed = ReadonlyMap<CompiledLeaf, Mark>;
const NOTHING_HANDED: Handed = new Map();

const nothing = (): unknown => undefined;

/** A unit's scores by leaf position, and the marks handed down from groups. */
type Given = { readonly byLeaf: readonly unknown[]; readonly handed: Handed };

/** Reads the keys of a unit's scores: unknown codes are faults, marks on groups are handed down. */
function readScores(scores: Fields, index: CompiledIndex, faults: Fault[]): Given {
  let handed: Map<CompiledLeaf, Mark> | undefined;
  const byLeaf: unknown[] = index.leaves.map(nothing);
  for (const code of Object.keys(scores)) {
    const leaf = index.leafByCode.get(code);
    if (leaf !== undefined) {
      byLeaf[leaf.at] = scores[code];
      continue;
    }
    const leaves = index.groupLeaves.get(code);
    if (leaves === undefined) {
      faults.push(fault("unknown-criterion", { criterion: code.slice(0, 60) }, { index: index.index.code }));
      continue;
    }
    const given = scores[code];
    const mark = notApplicableEntry.safeParse(given);
    if (!mark.success) {
      const wrong = isFields(given) && !("notApplicable" in given) ? [fault("group-scored", {})] : faultsOf(mark.error, given);
      for (const one of wrong) faults.push(within({ criterion: code }, one));
      continue;
    }
    handed ??= new Map();
    for (const one of leaves) handed.set(one, { from: code, reason: mark.data.reason });
  }
  return { byLeaf, handed: handed ?? NOTHING_HANDED };
}

const notApplicable = (leaf: CompiledLeaf, from: string, reason: string | undefined): LeafResult => ({ leaf, state: "notApplicable", points: NO_POINTS, maxPoints: NO_POINTS, given: undefined, mark: { from, reason }, best: undefined });

/** Bonus and deduction leaves without an entry count as nothing. */
const absent = (leaf: CompiledLeaf): LeafResult => ({ leaf, state: "absent", points: NO_POINTS, maxPoints: leaf.max ?? NO_POINTS, given: undefined, mark: undefined, best: undefined });


function scoreEntry(leaf: CompiledLeaf, given: Fields, bests: Bests): LeafResult | Fault[] {
  if ("notApplicable" in given) {
    const mark = notApplicableEntry.safeParse(given);
    return mark.success ? notApplicable(leaf, leaf.code, mark.data.reason) : faultsOf(mark.error, given);
  }
  const best = bests.get(leaf.at);
  const points = scorerOf(leaf, given).score(given, best);
  return typeof points === "number" ? { leaf, state: "scored", points, maxPoints: leaf.max ?? NO_POINTS, given, mark: undefined, best } : points;
}

/** Direct points are taken under any method; everything else is the method's own entry. */
const scorerOf = (leaf: CompiledLeaf, given: Fields): Pick<Bound, "score" | "reason"> => ("points" in given ? leaf.direct : leaf.bound);

/** Why a criterion has its points: made again from the entry when somebody asks, the same each time. */
export function reasonOf({ leaf, given, mark, best }: LeafResult): Reason {
  if (mark !== undefined) {
    const { from, reason } = mark;
    return { rule: "notApplicable", text: `Không áp dụng${from === leaf.code ? "" : ` (theo ${from})`}${reason === undefined ? "" : `: ${reason}`}.`, values: { from } };
  }
  if (given === undefined) return { rule: "absent", text: "Không phát sinh.", values: {} };
  return scorerOf(leaf, given).reason(given, best);
}

function scoreLeaf(leaf: CompiledLeaf, given: unknown, handed: Handed, bests: Bests, faults: Fault[]): LeafResult {
  // A mark on the group wins over entries below it: what is not applicable is not scored, whatever stands there.
  const mark = handed.get(leaf);
  if (mark !== undefined) return notApplicable(leaf, mark.from, mark.reason);
  if (given === undefined) {
    if (leaf.kind === "points") faults.push(fault("missing-score", { criterion: leaf.code }, { method: leaf.leaf.method }));
    return absent(leaf);
  }
  const result = isFields(given) ? scoreEntry(leaf, given, bests) : [fault("bad-value", {}, { found: shown(given), expected: "object" })];
  if (Array.isArray(result)) {
    for (const one of result) faults.push(within({ criterion: leaf.code }, one));
    return absent(leaf);
  }
  return result;
}

/** Sums a content: bonus and deduction are capped by it, a deduction counts negative. */
function sumContent(content: CompiledContent, leaves: readonly LeafResult[]): ContentResult {
  let sum = 0;
  let maximum = 0;
  for (const one of leaves) {
    sum += one.points;
    maximum += one.maxPoints;
  }
  const capped = content.kind !== "points" && content.max !== null && sum > content.max ? content.max : sum;
  const points = content.kind === "deduction" ? 0 - capped : capped;
  const maxPoints = content.kind === "points" ? maximum : content.kind === "bonus" ? (content.max ?? 0) : 0;
  return { content, points: asPoints(points), maxPoints: asPoints(maxPoints), raw: asPoints(sum), leaves };
}

/** Scores all criteria of a unit. Faults are added to `faults`; the result then must not be used. */
export function scoreUnit(unit: CaseUnit, index: CompiledIndex, bests: Bests, faults: Fault[]): ScoredUnit {
  const own: Fault[] = [];
  const { byLeaf, handed } = readScores(unit.scores, index, own);
  const contents = index.contents.map((content) =>
    sumContent(
      content,
      content.leaves.map((leaf) => scoreLeaf(leaf, byLeaf[leaf.at], handed, bests, own)),
    ),
  );
  for (const one of own) faults.push(within({ unit: unit.code }, one));
  return { unit, index, contents };
}

/** The best value of every comparing criterion among the given units of one index. */
export function bestsOf(units: readonly CaseUnit[], index: CompiledIndex): Bests {
  const bests = new Map<number, Fraction>();
  if (index.comparing.length === 0) return bests;
  for (const unit of units) {
    const { byLeaf, handed } = readScores(unit.scores, index, []);
    for (const leaf of index.comparing) {
      const given = byLeaf[leaf.at];
      const value = handed.has(leaf) || given === undefined ? undefined : leaf.bound.measure?.(given);
      const best = bests.get(leaf.at);
      if (value !== undefined) bests.set(leaf.at, best === undefined ? value : larger(best, value));
    }
  }
  return bests;
}
