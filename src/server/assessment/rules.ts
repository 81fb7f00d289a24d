import type { CompiledIndex, CompiledLeaf } from "../../scoring/engine/compile.ts";
import { formatHundredths, type Points } from "../../scoring/exact.ts";
import type { Fault } from "../../scoring/fault.ts";
import type { Fields } from "../../scoring/fields.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";

/** What the values in a file mean: who scores a criterion, what a round of the council came to, which value counts. No I/O. */

export type Step = "self" | "appraisal-1" | "explanation" | "appraisal-2" | "import" | "correction";
export type Round = "1" | "2";
export const stepOfRound = (round: Round): "appraisal-1" | "appraisal-2" => (round === "1" ? "appraisal-1" : "appraisal-2");

/** The newest version of one step of one criterion, by one author (empty: the step has one value for all). */
export type Entry = {
  readonly unitId: string;
  readonly code: string;
  readonly step: Step;
  readonly author: string;
  readonly version: number;
  readonly input: Fields | null;
  readonly note: string;
  readonly source: string | null;
  readonly dated: string | null;
  readonly asChair: boolean;
  readonly by: string;
  readonly at: string;
};

type ScoredBy = "unit" | "council" | "leaders" | "import";

const scorersOf = (index: CompiledIndex): ReadonlyMap<CompiledLeaf, ScoredBy> =>
  new Map(
    index.contents.flatMap(({ content, leaves }) =>
      leaves.map((leaf): [CompiledLeaf, ScoredBy] => {
        const role = leaf.leaf.scoredBy ?? content.scoredBy;
        return [leaf, role === "unit" || role === "council" || role === "leaders" ? role : "import"];
      }),
    ),
  );

/** An index never changes, and is asked about each of its criteria for each unit. */
const scorers = new WeakMap<CompiledIndex, ReadonlyMap<CompiledLeaf, ScoredBy>>();

/** Who gives a leaf its value: the regulation's role for it, or for its content. What is neither of the house's three is measured elsewhere. */
export function scoredByOf(leaf: CompiledLeaf, index: CompiledIndex): ScoredBy {
  const known = scorers.get(index) ?? scorersOf(index);
  scorers.set(index, known);
  return known.get(leaf) ?? "import";
}

/**
 * The mark that holds for each leaf: its own, or one on a group or content above it. Only what counts points can be
 * marked; a mark on what an amendment has made a bonus or deduction, or has removed, holds nothing.
 */
export function marksByLeaf<M extends { readonly code: string }>(index: CompiledIndex, marks: readonly M[]): ReadonlyMap<string, M> {
  const byLeaf = new Map<string, M>();
  for (const mark of marks) {
    for (const leaf of index.groupLeaves.get(mark.code) ?? []) if (leaf.kind === "points") byLeaf.set(leaf.code, mark);
  }
  for (const mark of marks) if (index.leafByCode.get(mark.code)?.kind === "points") byLeaf.set(mark.code, mark);
  return byLeaf;
}

/** Points of an input alone, without the other units; or what is wrong with it. Points set by hand are taken under any method. */
export function pointsFor(leaf: CompiledLeaf, input: Fields): Points | Fault[] {
  return ("points" in input ? leaf.direct : leaf.bound).score(input, undefined);
}

/**
 * Whether the criterion can still read an input. What is stored was right when it was entered; since then an amendment
 * may have given the criterion another method or maximum.
 */
export const fits = (leaf: CompiledLeaf, input: Fields): boolean => typeof pointsFor(leaf, input) === "number";

/** Those entries of a unit that are in its file now: what is archived is not handed in. */
export const inForce = (index: CompiledIndex, entries: readonly Entry[]): Entry[] => entries.filter((one) => index.leafByCode.has(one.code));

/** The criteria for which these entries have a value that counts. */
export const codesWithValue = (index: CompiledIndex, entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap(({ code, input }) => {
      const leaf = index.leafByCode.get(code);
      return leaf !== undefined && input !== null && fits(leaf, input) ? [code] : [];
    }),
  );

/** The input as far as it counts: one that no longer fits counts as little as none. */
const fitting = (leaf: CompiledLeaf, input: Fields | null): Fields | null => (input !== null && fits(leaf, input) ? input : null);

/** As the interface shows points; null where nothing is entered, and where the input no longer fits. */
export function shownPoints(leaf: CompiledLeaf, input: Fields | null): string | null {
  if (input === null) return null;
  const points = pointsFor(leaf, input);
  return typeof points === "number" ? formatHundredths(points) : null;
}

/** Whether two inputs count differently. Where units are compared, another value means other points for somebody. */
export function differs(leaf: CompiledLeaf, given: Fields | null, before: Fields | null): boolean {
  const [one, other] = [fitting(leaf, given), fitting(leaf, before)];
  if (one === null || other === null) return one !== other;
  if (leaf.bound.measure !== undefined) return canonicalJson(one) !== canonicalJson(other);
  return pointsFor(leaf, one) !== pointsFor(leaf, other);
}

/** What a round came to. */
export type Outcome = { readonly state: "missing" | "disputed" | "no-longer-fits"; readonly entry: undefined } | { readonly state: "decided"; readonly entry: Entry };

/**
 * One value of a round: the chair's if there is one, else what all members who appraised the criterion agree on.
 * Members who differ leave it open; nobody's value wins by chance, nor because another one no longer fits.
 */
export function outcomeOf(leaf: CompiledLeaf, entries: readonly Entry[]): Outcome {
  const given = entries.filter((one) => one.input !== null).toSorted((a, b) => (a.author < b.author ? -1 : 1));
  const settled = given.filter((one) => one.asChair).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  const [first, ...others] = given;
  if (first === undefined) return { state: "missing", entry: undefined };
  const counting = settled === undefined ? given : [settled];
  if (counting.some((one) => fitting(leaf, one.input) === null)) return { state: "no-longer-fits", entry: undefined };
  if (settled !== undefined) return { state: "decided", entry: settled };
  return others.some((one) => differs(leaf, first.input, one.input)) ? { state: "disputed", entry: undefined } : { state: "decided", entry: first };
}

/** The newest entries of one criterion of one unit, by step. */
export type CriterionEntries = {
  readonly self: Entry | undefined;
  readonly explanation: Entry | undefined;
  readonly imported: Entry | undefined;
  readonly correction: Entry | undefined;
  readonly rounds: Readonly<Record<Round, readonly Entry[]>>;
};

export function sortEntries(entries: readonly Entry[]): CriterionEntries {
  const only = (step: Step) => entries.find((one) => one.step === step);
  const all = (step: Step) => entries.filter((one) => one.step === step);
  return { self: only("self"), explanation: only("explanation"), imported: only("import"), correction: only("correction"), rounds: { "1": all("appraisal-1"), "2": all("appraisal-2") } };
}

/** What a round's appraisal is compared with: the unit's own score in the first, what the first came to in the second. */
export function valueBefore(leaf: CompiledLeaf, { self, rounds }: CriterionEntries, round: Round): Fields | null {
  const own = fitting(leaf, self?.input ?? null);
  if (round === "1") return own;
  return outcomeOf(leaf, rounds["1"]).entry?.input ?? own;
}

/** The council's first round gives other points than the unit's own: what the unit may explain. */
export function isContested(leaf: CompiledLeaf, entries: CriterionEntries): boolean {
  const first = outcomeOf(leaf, entries.rounds["1"]);
  return first.state === "decided" && differs(leaf, first.entry.input, entries.self?.input ?? null);
}

/**
 * The second round looks again at what the unit could explain, and finishes what the first left open. Nothing else:
 * points cut there for the first time would be cut without a word from the unit (QĐ 02050, II.4.c, II.6.b).
 */
export function isForSecondRound(leaf: CompiledLeaf, entries: CriterionEntries): boolean {
  return isContested(leaf, entries) || outcomeOf(leaf, entries.rounds["1"]).state !== "decided";
}

/**
 * Whether the council has something to say of a criterion in a round. Bonus and deduction are for what happened: where
 * the unit claims nothing, nobody waits for it, though the council may still find something.
 */
export const awaitsAppraisal = (leaf: CompiledLeaf, entries: CriterionEntries, round: Round): boolean => leaf.kind === "points" || valueBefore(leaf, entries, round) !== null;

/** The value of a criterion as it stands, and which step it comes from. */
export type Standing = { readonly step: Step; readonly input: Fields } | { readonly step: undefined; readonly why: Unvalued };
type Unvalued = "missing" | "disputed" | "not-appraised" | "no-longer-fits";

const none = (why: Unvalued): Standing => ({ step: undefined, why });

function valued(leaf: CompiledLeaf, { step, input }: Entry): Standing {
  if (input === null) return none("missing");
  return fits(leaf, input) ? { step, input } : none("no-longer-fits");
}

/**
 * Which value counts: a correction, else the second round, else the first (QĐ 02050, II.4.c). Before anybody has
 * appraised, the unit's own counts in a draft only (`isDraft`). Bonus and deduction items need no entry: where the
 * unit claims none and the council found none, there is none. A value that no longer fits does not give way to the one
 * that it had replaced: it must be entered anew.
 */
export function standingOf(leaf: CompiledLeaf, entries: CriterionEntries, scoredBy: "unit" | "council" | "import", isDraft: boolean): Standing {
  if (entries.correction !== undefined && entries.correction.input !== null) return valued(leaf, entries.correction);
  if (scoredBy === "import") return entries.imported === undefined ? none("missing") : valued(leaf, entries.imported);
  for (const round of ["2", "1"] as const) {
    const outcome = outcomeOf(leaf, entries.rounds[round]);
    if (outcome.state === "decided") return valued(leaf, outcome.entry);
    if (outcome.state !== "missing") return none(outcome.state);
  }
  const own = entries.self?.input ?? null;
  if (own === null || entries.self === undefined) return none("missing");
  return isDraft || !fits(leaf, own) ? valued(leaf, entries.self) : none("not-appraised");
}

/** Codes that the unit itself must score before it can submit: its own criteria that count points and apply to it. */
export function missingSelf(index: CompiledIndex, marks: ReadonlyMap<string, unknown>, scored: ReadonlySet<string>): string[] {
  return index.leaves.filter((leaf) => leaf.kind === "points" && scoredByOf(leaf, index) === "unit" && !marks.has(leaf.code) && !scored.has(leaf.code)).map((leaf) => leaf.code);
}
