import { sql } from "kysely";
import type { KeptAction, RecordedAction } from "../../contract/cycle.ts";
import type { Transaction } from "../platform/index.ts";
import { type Rights, type Sight, sightOf } from "./standing.ts";

export type CampaignTables = {
  "congtam.campaign": { id: string; title: string; year: number; regulation_version: string; regulation_sha256: string; owner_unit: string | null; created_at: Date; created_by: string };
  "congtam.campaign_unit": { campaign: string; unit: string; code: string; name: string; index_code: string };
  "congtam.campaign_action": { campaign: string; number: number; at: Date; by: string; action: KeptAction };
};

export type Campaign = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly regulationVersionId: string;
  readonly sha256: string;
  readonly ownerUnitId: string | null;
  /** The units of a campaign that a unit owns; empty where the authority does. */
  readonly officeIds: readonly string[];
};
export type CampaignUnit = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string };

/** Only campaigns of units carry theirs: a province has thousands. */
const OFFICES = sql<string[]>`case when campaign.owner_unit is null then '{}'::text[] else array(select member.unit from congtam.campaign_unit member where member.campaign = campaign.id order by member.unit) end`.as("officeIds");
const COLUMNS = ["id", "title", "year", "regulation_version as regulationVersionId", "regulation_sha256 as sha256", "owner_unit as ownerUnitId", OFFICES] as const;
const UNIT_COLUMNS = ["unit as unitId", "code", "name", "index_code as index"] as const;

/** What was read of a campaign: its row and its units. The application may only add them, so what was read once holds. */
type Fixed = { readonly campaign: Campaign; readonly units: readonly CampaignUnit[]; readonly byId: ReadonlyMap<string, CampaignUnit> };
const fixed = new Map<string, Fixed>();
const MOST_FIXED = 64;

async function readFixed(tx: Transaction, id: string): Promise<Fixed | undefined> {
  const known = fixed.get(id);
  if (known !== undefined) return known;
  const db = tx.tables<CampaignTables>();
  const campaign = await db.selectFrom("congtam.campaign").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  if (campaign === undefined) return undefined;
  const units = await db.selectFrom("congtam.campaign_unit").select(UNIT_COLUMNS).where("campaign", "=", id).orderBy("code").execute();
  const read = { campaign, units, byId: new Map(units.map((one) => [one.unitId, one])) };
  const [oldest] = fixed.keys();
  if (oldest !== undefined && fixed.size >= MOST_FIXED) fixed.delete(oldest);
  fixed.set(id, read);
  return read;
}

export const findCampaign = async (tx: Transaction, id: string): Promise<Campaign | undefined> => (await readFixed(tx, id))?.campaign;

/** All units of a campaign, by code. */
export const unitsOfCampaign = async (tx: Transaction, campaign: string): Promise<readonly CampaignUnit[]> => (await readFixed(tx, campaign))?.units ?? [];

export const findCampaignUnit = async (tx: Transaction, campaign: string, unit: string): Promise<CampaignUnit | undefined> => (await readFixed(tx, campaign))?.byId.get(unit);

/** Whether a campaign exists for somebody: the rule of `rolesIn`, asked of the database. */
const seenBy = ({ all, asOffice, asOwner, unitIds }: Sight) => sql<boolean>`(
  campaign.owner_unit is null or ${all}
  or (${asOffice} and exists (select from congtam.campaign_unit office where office.campaign = campaign.id and office.unit = any(${unitIds})))
  or (${asOwner} and campaign.owner_unit = any(${unitIds}) and not exists (select from congtam.campaign_unit office where office.campaign = campaign.id and office.unit = any(${unitIds})))
)`;

/** Those that somebody sees, newest first; one more than asked for, so that the caller sees whether there is a next page. */
export const pageOfCampaigns = (tx: Transaction, sight: Sight, after: string | undefined, limit: number): Promise<Campaign[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign")
    .select(COLUMNS)
    .where(seenBy(sight))
    .$if(after !== undefined, (query) => query.where("id", "<", after ?? ""))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();

/** The newest campaigns that somebody has a part in. */
export const campaignsOf = (tx: Transaction, rights: Rights, limit: number): Promise<Campaign[]> => pageOfCampaigns(tx, sightOf(rights), undefined, limit - 1);

/** The newest of a year, or of all, that somebody has a part in. */
export const campaignsIn = (tx: Transaction, rights: Rights, year: number | undefined, limit: number): Promise<Campaign[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign")
    .select(COLUMNS)
    .where(seenBy(sightOf(rights)))
    .$if(year !== undefined, (query) => query.where("year", "=", year ?? 0))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** The campaigns of a year that evaluate a unit. */
export async function campaignsOfUnit(tx: Transaction, unit: string, year: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select campaign.id from congtam.campaign join congtam.campaign_unit member on member.campaign = campaign.id where member.unit = ${unit} and campaign.year = ${year} order by campaign.id`.execute(tx.tables<CampaignTables>());
  return rows.map((one) => one.id);
}

/** Not longer ago than anybody compares with. */
const MOST_EARLIER = 20;

/** Campaigns of earlier years by the same owner, the newest first. */
export const campaignsBefore = (tx: Transaction, { year, ownerUnitId }: Campaign): Promise<Campaign[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign")
    .select(COLUMNS)
    .where("year", "<", year)
    .where(sql<boolean>`owner_unit is not distinct from ${ownerUnitId}::text`)
    .orderBy("year", "desc")
    .orderBy("id", "desc")
    .limit(MOST_EARLIER)
    .execute();

/** Campaigns of the whole authority that had a unit, until a year and the newest first, with the unit's index in each. */
export const campaignsWith = (tx: Transaction, unit: string, untilYear: number): Promise<{ id: string; year: number; index: string }[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign as campaign")
    .innerJoin("congtam.campaign_unit as member", "member.campaign", "campaign.id")
    .select(["campaign.id", "campaign.year", "member.index_code as index"])
    .where("member.unit", "=", unit)
    .where("campaign.owner_unit", "is", null)
    .where("campaign.year", "<=", untilYear)
    .orderBy("campaign.year", "desc")
    .orderBy("campaign.id", "desc")
    .limit(MOST_EARLIER)
    .execute();

/** Which of these units took part in which of these campaigns, as what; by code. */
export const unitsOfCampaigns = (tx: Transaction, campaigns: readonly string[], units: readonly string[]): Promise<(CampaignUnit & { campaignId: string })[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign_unit")
    .select([...UNIT_COLUMNS, "campaign as campaignId"])
    .where(sql<boolean>`campaign = any(${campaigns}::text[]) and unit = any(${units}::text[])`)
    .orderBy("code")
    .execute();

export async function insertCampaign(tx: Transaction, campaign: Campaign, units: readonly CampaignUnit[], made: { readonly by: string; readonly at: Date }): Promise<void> {
  const db = tx.tables<CampaignTables>();
  const { id, title, year, regulationVersionId, sha256, ownerUnitId } = campaign;
  await db.insertInto("congtam.campaign").values({ id, title, year, regulation_version: regulationVersionId, regulation_sha256: sha256, owner_unit: ownerUnitId, created_at: made.at, created_by: made.by }).execute();
  await db.insertInto("congtam.campaign_unit").values(units.map((unit) => ({ campaign: id, unit: unit.unitId, code: unit.code, name: unit.name, index_code: unit.index }))).execute();
}

/** Campaigns in which units or the council may have work to do: opened, and not yet consolidated. */
export const runningCampaigns = (tx: Transaction): Promise<Campaign[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign")
    .select(COLUMNS)
    .where(sql<boolean>`exists (select from congtam.campaign_action taken where taken.campaign = campaign.id and taken.action ->> 'kind' = 'advance')`)
    .where(sql<boolean>`not exists (select from congtam.campaign_action taken where taken.campaign = campaign.id and taken.action @> '{"kind": "advance", "to": "consolidation"}')`)
    .orderBy("id")
    .execute();

/** The ids of the units of several campaigns at once, by code. */
export async function unitIdsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.tables<CampaignTables>().selectFrom("congtam.campaign_unit").select(["campaign", "unit"]).where("campaign", "in", ids).orderBy("code").execute();
  return new Map([...Map.groupBy(rows, (row) => row.campaign)].map(([campaign, units]) => [campaign, units.map((row) => row.unit)]));
}

/** The actions of several campaigns at once, each in order. */
export async function actionsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, RecordedAction[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.tables<CampaignTables>().selectFrom("congtam.campaign_action").selectAll().where("campaign", "in", ids).orderBy("campaign").orderBy("number").execute();
  const recorded = new Map<string, RecordedAction[]>(ids.map((id) => [id, []]));
  for (const { campaign, number, at, by, action } of rows) recorded.get(campaign)?.push({ number, at: at.toISOString(), by, action });
  return recorded;
}

/** Appends an action; the primary key refuses a second one of the same number, so nothing is overwritten. */
export async function insertAction(tx: Transaction, campaign: string, number: number, by: string, action: KeptAction): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .tables<CampaignTables>()
    .insertInto("congtam.campaign_action")
    .values({ campaign, number, by, action: JSON.stringify(action) as unknown as KeptAction, at: await tx.now() })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function countUnits(tx: Transaction, campaign: string): Promise<number> {
  const { count } = await tx.tables<CampaignTables>().selectFrom("congtam.campaign_unit").select((select) => select.fn.countAll<number>().as("count")).where("campaign", "=", campaign).executeTakeFirstOrThrow();
  return count;
}

export const pageOfUnits = (tx: Transaction, campaign: string, after: string | undefined, limit: number): Promise<CampaignUnit[]> =>
  tx
    .tables<CampaignTables>()
    .selectFrom("congtam.campaign_unit")
    .select(UNIT_COLUMNS)
    .where("campaign", "=", campaign)
    .$if(after !== undefined, (query) => query.where("code", ">", after ?? ""))
    .orderBy("code")
    .limit(limit + 1)
    .execute();

/** The name of the lock that keeps a campaign in its stage. */
export const stageLock = (campaign: string): string => `campaign:${campaign}`;

/** Keeps campaigns from moving on until the end of the transaction; many may hold one at once. So nothing lands in a stage that has just been closed. */
export const holdStage = (tx: Transaction, ...campaigns: readonly string[]): Promise<unknown> =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended(held, 0)) from unnest(${campaigns.map(stageLock)}::text[]) held`.execute(tx.tables<CampaignTables>());

/** Waits until nobody holds the campaign where it is, and keeps everybody else from it until the end of the transaction. */
export const moveStage = (tx: Transaction, campaign: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${stageLock(campaign)}, 0))`.execute(tx.tables<CampaignTables>());
