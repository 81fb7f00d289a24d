import { z } from "zod";
import type { CaseUnit } from "../case/schema.ts";
import { type Fraction, larger, NO_POINTS, type Points, readHundredths } from "../exact.ts";
import { type Fault, fault, faultsOf, shown, within } from "../fault.ts";
import { entry } from "../method/input.ts";
import type { Reason, Scored } from "../method/method.ts";
import { directInput, scoreDirect } from "../method/points.ts";
import type { CompiledContent, CompiledIndex, CompiledLeaf } from "./compile.ts";

/** Not scored, not applicable and 0 points are three different things. */
export type LeafState = "scored" | "notApplicable" | "absent";

/** One criterion of one unit: its points, what they count against, and why. */
export type LeafResult = {
  readonly leaf: CompiledLeaf;
  readonly state: LeafState;
  readonly points: Points;
  readonly maxPoints: Points;
  readonly reason: () => Reason;
};

/** Points and maximum of a content; `points` of a deduction are negative (contract step 2). */
export type ContentResult = { readonly content: CompiledContent; readonly points: Points; readonly maxPoints: Points; readonly raw: Points; readonly leaves: readonly LeafResult[] };

/** A unit with its points, before ratios. */
export type ScoredUnit = { readonly unit: CaseUnit; readonly index: CompiledIndex; readonly contents: readonly ContentResult[] };

/** The best value that any unit of an index entered, by leaf position. */
export type Bests = ReadonlyMap<number, Fraction>;

const notApplicableEntry = entry({ notApplicable: z.literal(true, { error: "not-applicable" }), reason: z.string({ error: "text" }).trim().min(1, "text").max(2000, "text").optional() });

type Entry = Readonly<Record<string, unknown>>;
const isEntry = (value: unknown): value is Entry => typeof value === "object" && value !== null && !Array.isArray(value);
const entryOf = (scores: Readonly<Record<string, unknown>>, code: string): unknown => (Object.hasOwn(scores, code) ? scores[code] : undefined);

/** Leaves that a group or content hands its notApplicable to, with the reason given there. */
type Handed = ReadonlyMap<CompiledLeaf, { from: string; reason: string | undefined }>;
const NOTHING_HANDED: Handed = new Map();

/** Reads the keys of a unit's scores: unknown codes are faults, marks on groups are handed down. */
function handDown(scores: Readonly<Record<string, unknown>>, index: CompiledIndex, faults: Fault[]): Handed {
  let handed: Map<CompiledLeaf, { from: string; reason: string | undefined }> | undefined;
  for (const code of Object.keys(scores)) {
    if (index.leafByCode.has(code)) continue;
    const leaves = index.groupLeaves.get(code);
    if (leaves === undefined) {
      faults.push(fault("unknown-criterion", { criterion: code.slice(0, 60) }, { index: index.index.code }));
      continue;
    }
    const given = scores[code];
    const mark = notApplicableEntry.safeParse(given);
    if (!mark.success) {
      faults.push(...(isEntry(given) && !("notApplicable" in given) ? [fault("group-scored", { criterion: code })] : faultsOf(mark.error, given).map((one) => within({ criterion: code }, one))));
      continue;
    }
    handed ??= new Map();
    for (const leaf of leaves) handed.set(leaf, { from: code, reason: mark.data.reason });
  }
  return handed ?? NOTHING_HANDED;
}

function notApplicable(leaf: CompiledLeaf, from: string, reason: string | undefined): LeafResult {
  const where = from === leaf.code ? "" : ` (theo ${from})`;
  return {
    leaf,
    state: "notApplicable",
    points: NO_POINTS,
    maxPoints: NO_POINTS,
    reason: () => ({ rule: "notApplicable", text: `Không áp dụng${where}${reason === undefined ? "" : `: ${reason}`}.`, values: { from } }),
  };
}

/** Bonus and deduction leaves without an entry count as nothing. */
const absent = (leaf: CompiledLeaf): LeafResult => ({
  leaf,
  state: "absent",
  points: NO_POINTS,
  maxPoints: leaf.max ?? NO_POINTS,
  reason: () => ({ rule: "absent", text: "Không phát sinh.", values: {} }),
});

/** The quick way for a plain direct entry; anything unusual goes through the schema, which names what is wrong. */
function direct(leaf: CompiledLeaf, given: Entry): Scored | Fault[] {
  const points = readHundredths(given["points"]);
  if (points < 0 || Object.keys(given).length !== 1) {
    const read = directInput.safeParse(given);
    return read.success ? scoreDirect(read.data.points, leaf.max) : faultsOf(read.error, given);
  }
  return scoreDirect(points as Points, leaf.max);
}

function scoreEntry(leaf: CompiledLeaf, given: Entry, bests: Bests): LeafResult | Fault[] {
  if ("notApplicable" in given) {
    const mark = notApplicableEntry.safeParse(given);
    return mark.success ? notApplicable(leaf, leaf.code, mark.data.reason) : faultsOf(mark.error, given);
  }
  const scored = "points" in given ? direct(leaf, given) : leaf.bound.score(given, bests.get(leaf.at));
  return Array.isArray(scored) ? scored : { leaf, state: "scored", points: scored.points, maxPoints: leaf.max ?? NO_POINTS, reason: scored.reason };
}

function scoreLeaf(leaf: CompiledLeaf, given: unknown, handed: Handed, bests: Bests, faults: Fault[]): LeafResult {
  const mark = handed.get(leaf);
  if (given === undefined) {
    if (mark !== undefined) return notApplicable(leaf, mark.from, mark.reason);
    if (leaf.kind === "points") faults.push(fault("missing-score", { criterion: leaf.code }, { method: leaf.leaf.method }));
    return absent(leaf);
  }
  const result = isEntry(given) ? scoreEntry(leaf, given, bests) : [fault("bad-value", {}, { found: shown(given), expected: "object" })];
  if (Array.isArray(result)) {
    faults.push(...result.map((one) => within({ criterion: leaf.code }, one)));
    return absent(leaf);
  }
  // A mark on the group wins over entries below it; those were still read, so that a slip in them is not hidden.
  return mark === undefined ? result : notApplicable(leaf, mark.from, mark.reason);
}

/** Sums a content: bonus and deduction are capped by it, a deduction counts negative (contract step 2). */
function sumContent(content: CompiledContent, leaves: readonly LeafResult[]): ContentResult {
  let sum = 0;
  let maximum = 0;
  for (const one of leaves) {
    sum += one.points;
    maximum += one.maxPoints;
  }
  const capped = content.kind !== "points" && content.max !== null && sum > content.max ? content.max : sum;
  const points = content.kind === "deduction" ? -capped || 0 : capped;
  const maxPoints = content.kind === "points" ? maximum : content.kind === "bonus" ? (content.max ?? 0) : 0;
  return { content, points: points as Points, maxPoints: maxPoints as Points, raw: sum as Points, leaves };
}

/** Scores all criteria of a unit. Faults are added to `faults`; the result then must not be used. */
export function scoreUnit(unit: CaseUnit, index: CompiledIndex, bests: Bests, faults: Fault[]): ScoredUnit {
  const own: Fault[] = [];
  const handed = handDown(unit.scores, index, own);
  const contents = index.contents.map((content) =>
    sumContent(
      content,
      content.leaves.map((leaf) => scoreLeaf(leaf, entryOf(unit.scores, leaf.code), handed, bests, own)),
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
    const handed = handDown(unit.scores, index, []);
    for (const leaf of index.comparing) {
      const given = entryOf(unit.scores, leaf.code);
      const value = handed.has(leaf) || given === undefined ? undefined : leaf.bound.measure?.(given);
      const best = bests.get(leaf.at);
      if (value !== undefined) bests.set(leaf.at, best === undefined ? value : larger(best, value));
    }
  }
  return bests;
}
