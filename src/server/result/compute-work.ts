import { createHash } from "node:crypto";
import type { z } from "zod";
import { caseDocument, computed as resultSchema, explainDraft, explainVersion, type Gap, previewAmendment, readCase, readDraft, readVersion } from "../../contract/result.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { type Evaluation, type Faulty, isFaulty, type Pending } from "../../scoring/engine/evaluate.ts";
import { type Result, resultOf } from "../../scoring/engine/result.ts";
import { type ExplainedStep, explainUnit } from "../../scoring/explain/unit.ts";
import type { Fault } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { type CampaignSight, entriesIn, type EntryText, seenEntries } from "../assessment/index.ts";
import { type Bilingual, type Checked, checked } from "../platform/index.ts";
import { compareRegulations } from "../regulation/index.ts";
import { compareCriteria, compareUnits, looseEnds, type Side } from "./amendment-rules.ts";
import { buildCase, type Sources } from "./case.ts";
import { evaluateHolding } from "./holding.ts";
import type { Percents } from "./decision-rules.ts";
import { standings, type UnitStanding } from "./rules.ts";

/** What is done in the thread: from what a campaign holds to results, and to the answers in which they are told. No I/O. */

/** A regulation, or only which: the thread keeps those that it has seen. */
export type Law = { readonly sha256: string; readonly regulation: Regulation | undefined };
export type Under<G> = { readonly laws: readonly Law[]; readonly given: G };
/** The thread does not know these regulations yet. */
export type Missing = { readonly needsLaws: true };

/** Everything that a result rests on, as it is read: people's entries as texts, of which a reader gets what `sight` lets be seen. */
export type Gathered = Omit<Sources, "entries"> & { readonly entryTexts: readonly EntryText[]; readonly sight: CampaignSight | undefined };
type OfCampaign = { readonly gathered: Gathered; /** With the units' own scores and zeros where the council's are missing. */ readonly isDraft: boolean };

function sourcesIn({ entryTexts, sight, ...sources }: Gathered): Sources {
  const entries = entryTexts.flatMap(entriesIn);
  return { ...sources, entries: sight === undefined ? entries : seenEntries(entries, sight) };
}

/** `input`: what it was computed from, without decided orders that are about no tie any more. */
type Computed = { readonly input: unknown; readonly gaps: readonly Gap[]; readonly evaluation: Evaluation; readonly faults?: never };

function computeFrom(engine: Engine, sources: Sources, isDraft: boolean): Computed | (Faulty & { readonly gaps: readonly Gap[] }) {
  const { input, gaps } = buildCase(engine, sources, isDraft);
  return { gaps, ...evaluateHolding(engine, input) };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The answer with the draft result. */
export function tellDraft(engine: Engine, { gathered, isDraft, ...head }: OfCampaign & Pick<z.input<typeof readDraft.response>, "at" | "ledger">): Checked | Faulty {
  const computed = computeFrom(engine, sourcesIn(gathered), isDraft);
  if (isFaulty(computed)) return { faults: computed.faults };
  return checked(readDraft, { ...head, gaps: [...computed.gaps], result: resultOf(computed.evaluation), decisions: [...gathered.decisions] });
}

type Unknown = { readonly isUnknown: true };
const told = (explained: ExplainedStep | undefined, tell: (known: ExplainedStep) => Checked): Checked | Unknown => (explained === undefined ? { isUnknown: true } : tell(explained));

/** The answer that explains one unit's draft. */
export function explainInDraft(engine: Engine, { gathered, isDraft, unit }: OfCampaign & { readonly unit: string }): Checked | Unknown | Faulty {
  const computed = computeFrom(engine, sourcesIn(gathered), isDraft);
  if (isFaulty(computed)) return { faults: computed.faults };
  return told(explainUnit(computed.evaluation, unit), (known) => checked(explainDraft, known));
}

/** What the engine leaves to people. */
export function findPending(engine: Engine, { gathered, isDraft }: OfCampaign): { readonly pending: readonly Pending[]; /** Percents ("68.50") by ratio and unit. */ readonly percents: Percents; readonly faults?: never } | Faulty {
  const computed = computeFrom(engine, sourcesIn(gathered), isDraft);
  if (isFaulty(computed)) return { faults: computed.faults };
  const { units } = resultOf(computed.evaluation);
  const { pending } = computed.evaluation;
  return { pending, percents: new Map(pending.flatMap(({ ratio, units: codes }) => codes.map((code) => [`${ratio} ${code}`, units.find((one) => one.code === code)?.ratios[ratio]?.percent ?? "0.00"] as const))) };
}

type Fixed = { readonly gaps: readonly Gap[]; readonly pending: readonly Pending[]; readonly caseText: string; readonly caseSha256: string; readonly resultText: string; readonly resultSha256: string; readonly faults?: never };

/** The result as it is fixed; with gaps it is none, and not even its faults are of interest. */
export function fix(engine: Engine, { gathered, isDraft }: OfCampaign): Fixed | { readonly gaps: readonly Gap[]; readonly caseText?: never; readonly faults?: never } | Faulty {
  const computed = computeFrom(engine, sourcesIn(gathered), isDraft);
  const { gaps } = computed;
  if (gaps.length > 0) return { gaps };
  if (isFaulty(computed)) return { faults: computed.faults };
  const caseText = JSON.stringify(computed.input);
  const resultText = JSON.stringify(resultOf(computed.evaluation));
  return { gaps, pending: computed.evaluation.pending, caseText, caseSha256: sha256(caseText), resultText, resultSha256: sha256(resultText) };
}

function sideOf(engine: Engine, sources: Sources): Side & { readonly faults: readonly Fault[] } {
  const computed = computeFrom(engine, sources, true);
  const { gaps } = computed;
  return isFaulty(computed) ? { engine, gaps, result: undefined, faults: computed.faults } : { engine, gaps, result: resultOf(computed.evaluation), faults: [] };
}

const MOST_FAULTS = 100;
const wordsOf = (one: Fault): Bilingual => ({ vi: faultLine(one, "vi"), en: faultLine(one, "en") });

/** The answer that says what an amendment would change. */
export function tellAmendment(old: Engine, now: Engine, { gathered, ...head }: Pick<OfCampaign, "gathered"> & Pick<z.input<typeof previewAmendment.response>, "at" | "ledger" | "from" | "to">): Checked {
  const sources = sourcesIn(gathered);
  const [before, after] = [sideOf(old, sources), sideOf(now, sources)];
  return checked(previewAmendment, {
    ...head,
    units: compareUnits(sources.units, before, after),
    criteria: compareCriteria(compareRegulations(old.regulation, now.regulation), sources, after),
    ...looseEnds(sources, after),
    gaps: { before: before.gaps.length, after: after.gaps.length },
    faults: { before: before.faults.slice(0, MOST_FAULTS).map(wordsOf), after: after.faults.slice(0, MOST_FAULTS).map(wordsOf) },
  });
}

/** The answer that explains one unit of a version. */
export function explainInVersion(engine: Engine, { caseText, unit }: { readonly caseText: string; readonly unit: string }): Checked | Unknown | Faulty {
  const held = evaluateHolding(engine, JSON.parse(caseText));
  if (isFaulty(held)) return { faults: held.faults };
  return told(explainUnit(held.evaluation, unit), (known) => checked(explainVersion, known));
}

const resultIn = (resultText: string): Result => resultSchema.parse(JSON.parse(resultText));

/** The answer with a version. */
export const tellVersion = ({ resultText, ...version }: Omit<z.input<typeof readVersion.response>, "result"> & { readonly resultText: string }): Checked => checked(readVersion, { ...version, result: resultIn(resultText) });

/** The answer with what a version was computed from. */
export const tellCase = ({ caseText }: { readonly caseText: string }): Checked => checked(readCase, caseDocument.parse(JSON.parse(caseText)));

/** Where each unit stands in one ratio of a result. */
export const findStandings = ({ resultText, ratio }: { readonly resultText: string; readonly ratio: string }): ReadonlyMap<string, UnitStanding> => standings(resultIn(resultText), ratio);
