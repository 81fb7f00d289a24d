import { type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { Round } from "./rules.ts";
import { stepOfRound } from "./rules.ts";
import type { Asked } from "./work-rules.ts";

/** SQL of what is left to do. */

type Tables = { "congtam.assessment_entry": unknown };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type Place = { readonly unitId: string; readonly code: string };

/** Criteria by unit: thousands of places in a row for each unit. */
export type CodesByUnit = ReadonlyMap<string, ReadonlySet<string>>;
// No code has a space in it.
const codesByUnit = (rows: readonly { readonly unitId: string; readonly codes: string }[]): CodesByUnit => new Map(rows.map(({ unitId, codes }) => [unitId, new Set(codes.split(" "))]));

/** What one member has appraised in a round and not taken back. */
export async function appraisedBy(tx: Transaction, campaign: string, person: string, round: Round): Promise<CodesByUnit> {
  const { rows } = await sql<{ unitId: string; codes: string }>`
    select unit as "unitId", string_agg(criterion, ' ') as codes from (
      select distinct on (unit, criterion) unit, criterion, input from congtam.assessment_entry
      where campaign = ${campaign} and step = ${stepOfRound(round)} and author = ${person} and author <> '' order by unit, criterion, version desc
    ) newest where input is not null group by unit`.execute(tables(tx));
  return codesByUnit(rows);
}

/** Criteria of which everybody in the council's first round has entered just what the unit itself had: nothing is left to say there. */
export async function agreedInFirst(tx: Transaction, campaign: string, units: readonly string[], codes: readonly string[]): Promise<CodesByUnit> {
  const { rows } = await sql<{ unitId: string; codes: string }>`
    select unit as "unitId", string_agg(criterion, ' ') as codes from (
      select unit, criterion from (
        select distinct on (unit, criterion, step, author) unit, criterion, step, input::text collate "C" as input from congtam.assessment_entry
        where campaign = ${campaign} and unit = any(${units}::text[]) and criterion = any(${codes}::text[]) and step in ('self', 'appraisal-1')
        order by unit, criterion, step, author, version desc
      ) newest
      where input is not null group by unit, criterion having min(input) = max(input) and min(step) < max(step)
    ) agreed group by unit`.execute(tables(tx));
  return codesByUnit(rows);
}

/** What anybody has appraised in a round. */
export async function placesAppraised(tx: Transaction, campaign: string, round: Round): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select distinct unit as "unitId", criterion as code from congtam.assessment_entry where campaign = ${campaign} and step = ${stepOfRound(round)} and author <> '' order by unit, criterion`.execute(tables(tx));
  return rows;
}

/** What several members have appraised in a round: only there they may differ. */
export async function appraisedBySeveral(tx: Transaction, campaign: string, round: Round): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select unit as "unitId", criterion as code from congtam.assessment_entry where campaign = ${campaign} and step = ${stepOfRound(round)} and author <> ''
    group by unit, criterion having min(author) < max(author)`.execute(tables(tx));
  return rows;
}

/** Requests of a campaign with how far they are answered; to these bodies, or all. What is asked about `notOf` is left out. */
export async function askedIn(tx: Transaction, campaign: string, toUnits: readonly string[] | null, notOf: readonly string[]): Promise<Asked[]> {
  const { rows } = await sql<Asked>`
    select asked.to_unit as "toUnitId", asked.due, count(*) as total,
      count(*) filter (where exists (select from congtam.opinion_answer given where given.request = item.request and given.unit = item.unit and given.criterion = item.criterion)) as answered
    from congtam.opinion_request asked join congtam.opinion_item item on item.request = asked.id
    where asked.campaign = ${campaign} and (${toUnits}::text[] is null or asked.to_unit = any(${toUnits}::text[])) and not item.unit = any(${notOf}::text[])
    group by asked.id, asked.to_unit, asked.due order by asked.id`.execute(tables(tx));
  return rows;
}
