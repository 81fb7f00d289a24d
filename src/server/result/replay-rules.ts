import { z } from "zod";
import { decision, type Decided } from "../../contract/result.ts";
import type { Entry } from "../assessment/index.ts";
import type { LedgerEntry } from "../audit/index.ts";
import type { Sources } from "./case.ts";

/**
 * Everything that a result rests on, built again from the ledger's entries alone: what the tables say plays no part,
 * so a row that somebody changed behind the program's back shows as a difference. No I/O.
 */

export const STEPS = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"] as const;
const fields = z.record(z.string(), z.unknown());
const entry = z.object({ unit: z.string(), criterion: z.string(), step: z.enum(STEPS), author: z.string(), version: z.number(), input: fields.nullable(), note: z.string(), by: z.string(), at: z.string(), source: z.string().optional(), dated: z.string().optional(), asChair: z.boolean().optional() });
const created = z.object({ units: z.array(z.object({ unitId: z.string(), code: z.string(), name: z.string(), index: z.string() })) });
const mark = z.object({ unitId: z.string(), code: z.string(), isSet: z.boolean(), reason: z.string(), article: z.string().nullable() });
const fact = z.object({ unitId: z.string(), key: z.string(), value: z.unknown() });
const leaderMark = z.object({ personId: z.string(), unitId: z.string(), code: z.string(), mark: z.string().nullable() });
const decided = z.object({ number: z.number(), by: z.string(), at: z.string(), decision });
const proposed = z.object({ number: z.number(), resultSha256: z.string(), uncounted: z.array(z.object({ personId: z.string(), unitId: z.string(), code: z.string() })) });

type Folded = {
  units: Sources["units"];
  readonly entries: Map<string, Entry>;
  readonly marks: Map<string, Sources["marks"][number] | undefined>;
  readonly facts: Map<string, Sources["facts"][number]>;
  readonly leaderMarks: Map<string, z.output<typeof leaderMark>>;
  readonly decisions: Decided[];
};

/** One entry of the ledger, where it says something that a result rests on. */
function fold(into: Folded, { action, data }: LedgerEntry): void {
  const step = STEPS.find((one) => action === `assessment.${one}`);
  if (step !== undefined) {
    const { unit, criterion, source, dated, asChair, ...rest } = entry.parse(data);
    into.entries.set([unit, criterion, step, rest.author].join(" "), { ...rest, unitId: unit, code: criterion, source: source ?? null, dated: dated ?? null, asChair: asChair ?? false });
    return;
  }
  switch (action) {
    case "campaign.created":
      into.units = created.parse(data).units;
      break;
    case "campaign.mark-set":
    case "campaign.mark-withdrawn": {
      const { unitId, code, isSet, reason, article } = mark.parse(data);
      into.marks.set(`${unitId} ${code}`, isSet ? { unitId, code, reason, article: article ?? "" } : undefined);
      break;
    }
    case "campaign.fact-set": {
      const one = fact.parse(data);
      into.facts.set(`${one.unitId} ${one.key}`, one);
      break;
    }
    case "leadership.marked":
    case "leadership.mark-withdrawn": {
      const one = leaderMark.parse(data);
      into.leaderMarks.set(`${one.unitId} ${one.code} ${one.personId}`, one);
      break;
    }
    case "result.decided":
      into.decisions.push(decided.parse(data));
      break;
    default:
  }
}

const amendment = z.object({ number: z.number(), sha256: z.string() });
const approval = z.object({ proposal: z.number() });

/** The hash of the regulation in force after these entries: the campaign's own, or that of the last approved amendment. */
export function lawIn(entries: readonly LedgerEntry[]): string | undefined {
  const proposals = new Map<number, string>();
  let law: string | undefined;
  for (const { action, data } of entries) {
    if (action === "campaign.created") law = z.object({ regulation: z.string() }).parse(data).regulation;
    if (action === "campaign.propose-amendment") {
      const { number, sha256 } = amendment.parse(data);
      proposals.set(number, sha256);
    }
    if (action === "campaign.approve-amendment") law = proposals.get(approval.parse(data).proposal);
  }
  return law;
}

/** What a proposal said of itself in the ledger; undefined when the ledger knows none of this number. */
export function proposalIn(entries: readonly LedgerEntry[], number: number): z.output<typeof proposed> | undefined {
  return entries.flatMap((one) => (one.action === "result.proposed" ? [proposed.parse(one.data)] : [])).find((one) => one.number === number);
}

/** The sources of a result, from the entries before it was proposed; `uncounted` as the proposal names them. */
export function sourcesFrom(entries: readonly LedgerEntry[], uncounted: readonly { readonly personId: string; readonly unitId: string; readonly code: string }[]): Sources {
  const folded: Folded = { units: [], entries: new Map(), marks: new Map(), facts: new Map(), leaderMarks: new Map(), decisions: [] };
  for (const one of entries) fold(folded, one);
  for (const { personId, unitId, code } of uncounted) folded.leaderMarks.delete(`${unitId} ${code} ${personId}`);
  const given = [...folded.leaderMarks.values()].filter((one) => one.mark !== null).toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const ratings = [...Map.groupBy(given, (one) => `${one.unitId} ${one.code}`).values()].flatMap((some) => {
    const [first] = some;
    return first === undefined ? [] : [{ unitId: first.unitId, code: first.code, ratings: some.map((one) => one.mark ?? "") }];
  });
  return {
    units: folded.units,
    entries: [...folded.entries.values()],
    marks: [...folded.marks.values()].flatMap((one) => one ?? []),
    facts: [...folded.facts.values()].filter((one) => one.value !== null),
    ratings,
    missingMarks: [],
    decisions: folded.decisions,
  };
}
