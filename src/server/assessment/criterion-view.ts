import type { z } from "zod";
import type { fileView, ValuesView } from "../../contract/assessment.ts";
import { maySee, type Viewer } from "../../contract/file.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { type Desk, viewerOf } from "./desk.ts";
import { type Entry, isContested, outcomeOf, pointsFor, type Round, scoredByOf, sortEntries, stepOfRound } from "./rules.ts";
import { entryView } from "./saving.ts";

/** One criterion of one unit as its reader may see it at this moment, wherever it is shown. */

export type CriterionView = z.input<typeof fileView>["criteria"][number];
/** Who looks, at which unit's file, in which state. */
export type Sight = Pick<Desk, "cycle" | "file" | "index" | "marks" | "viewer" | "isOfUnit">;
export const ROUNDS: readonly Round[] = ["1", "2"];

/** A unit is told what the council holds against its score, not which member held it. */
export const toldWho = (viewer: Viewer, entry: Entry): boolean => !viewer.isOfUnit || viewer.isAuditor || entry.by === viewer.personId || entry.step === "self" || entry.step === "explanation";

function outcomeView(leaf: CompiledLeaf, round: Round, entries: readonly Entry[]): CriterionView["outcomes"][number] {
  const { state, entry } = outcomeOf(leaf, entries);
  const points = entry?.input === undefined || entry.input === null ? undefined : pointsFor(leaf, entry.input);
  return { round, state, input: entry?.input ?? null, points: typeof points === "number" ? formatHundredths(points) : null, note: entry?.note ?? "" };
}

/** Those entries that the reader may see now. */
export const seenOf = (desk: Sight, all: readonly Entry[]): Entry[] => all.filter((one) => maySee(viewerOf(desk), desk.cycle, desk.file, one.step, one.author));

/** The newest values of a criterion that is in force or (undefined) archived. */
export function valuesView(desk: Sight, leaf: CompiledLeaf | undefined, seen: readonly Entry[]): ValuesView {
  const viewer = viewerOf(desk);
  const { self, explanation, imported, correction, rounds } = sortEntries(seen);
  const view = (entry: Entry) => entryView(leaf, entry, toldWho(viewer, entry));
  return {
    self: self === undefined ? null : view(self),
    appraisals: ROUNDS.flatMap((round) => rounds[round].map((entry) => ({ round, asChair: entry.asChair, ...view(entry) }))),
    explanation: explanation === undefined ? null : view(explanation),
    imported: imported === undefined ? null : { ...view(imported), source: imported.source ?? "", dated: imported.dated ?? "" },
    correction: correction === undefined ? null : view(correction),
  };
}

export function criterionView(desk: Sight, leaf: CompiledLeaf, all: readonly Entry[]): CriterionView {
  const viewer = viewerOf(desk);
  const seen = seenOf(desk, all);
  const entries = sortEntries(seen);
  // What a round came to is known only to those who see the whole round.
  const open = ROUNDS.filter((round) => maySee(viewer, desk.cycle, desk.file, stepOfRound(round), "somebody else"));
  const mark = desk.marks.get(leaf.code);
  return {
    code: leaf.code,
    scoredBy: scoredByOf(leaf, desk.index),
    notApplicable: mark === undefined ? null : { code: mark.code, reason: mark.reason, article: mark.article },
    ...valuesView(desk, leaf, seen),
    outcomes: open.map((round) => outcomeView(leaf, round, entries.rounds[round])),
    isContested: open.includes("1") && isContested(leaf, entries),
  };
}
