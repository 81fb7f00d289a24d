import { sql } from "kysely";
import type { Decided } from "../../contract/result.ts";
import type { Transaction } from "../platform/index.ts";

/** What stands in published results, across campaigns. */

type Published = { readonly campaign: string; readonly code: string; readonly index: string; readonly percent: string; readonly rank: number; readonly of: number };

/** Every unit's percent and rank in the newest published result of each campaign. */
export async function publishedPercents(tx: Transaction): Promise<Published[]> {
  const { rows } = await sql<Published>`
    with newest as (
      select distinct on (v.campaign) v.campaign, v.result_text::jsonb as result
      from congtam.result_version v join congtam.result_step s on s.campaign = v.campaign and s.number = v.number and s.kind = 'publish'
      order by v.campaign, v.number desc
    )
    select newest.campaign, unit ->> 'code' as code, ratio.key as index, ratio.value ->> 'percent' as percent, (ratio.value ->> 'rank')::integer as rank,
      count(*) over (partition by newest.campaign, ratio.key, unit ->> 'index') as of
    from newest, jsonb_array_elements(newest.result -> 'units') unit, jsonb_each(unit -> 'ratios') ratio`.execute(tx.tables());
  return rows;
}

/** `level`: as it was computed, before anybody decided otherwise. */
export type PublishedUnit = { readonly unit: string; readonly code: string; readonly level: string | null; readonly levelDecisions: readonly Decided[] };

/** What the newest published result of a year says of each of these units in a ratio. */
export async function publishedUnits(tx: Transaction, units: readonly string[], year: number, ratio: string): Promise<PublishedUnit[]> {
  const { rows } = await sql<PublishedUnit>`
    with newest as (
      select distinct on (m.unit) m.unit, m.code, v.campaign, v.number, v.level_decisions
      from congtam.campaign_unit m
      join congtam.campaign c on c.id = m.campaign and c.year = ${year}
      join congtam.result_version v on v.campaign = c.id
      join congtam.result_step s on s.campaign = v.campaign and s.number = v.number and s.kind = 'publish'
      where m.unit = any(${units}::text[])
      order by m.unit, c.created_at desc, v.number desc
    ), levels as (
      select v.campaign, v.number, one ->> 'code' as code, one #>> array['ratios', ${ratio}::text, 'level'] as level
      from congtam.result_version v, jsonb_array_elements(v.result_text::jsonb -> 'units') one
      where (v.campaign, v.number) in (select campaign, number from newest)
    )
    select newest.unit, newest.code, levels.level, newest.level_decisions as "levelDecisions"
    from newest left join levels using (campaign, number, code)`.execute(tx.tables());
  return rows;
}
