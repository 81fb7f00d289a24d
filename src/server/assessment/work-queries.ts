import { type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { Round } from "./rules.ts";
import { stepOfRound } from "./rules.ts";
import type { Asked } from "./work-rules.ts";

/** SQL of what is left to do. */

type Tables = { "congtam.assessment_entry": unknown };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

type Place = { readonly unitId: string; readonly code: string };

/** What one member has appraised in a round and not taken back. */
export async function appraisedBy(tx: Transaction, campaign: string, person: string, round: Round): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select unit as "unitId", criterion as code from (
      select distinct on (unit, criterion) unit, criterion, input from congtam.assessment_entry
      where campaign = ${campaign} and step = ${stepOfRound(round)} and author = ${person} and author <> '' order by unit, criterion, version desc
    ) newest where input is not null`.execute(tables(tx));
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
