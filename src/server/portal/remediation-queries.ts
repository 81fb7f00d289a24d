import { type ColumnType, type Kysely, sql } from "kysely";
import type { RemediationStep, TakenRemedyStep } from "../../contract/remediation.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of what units have to remedy. */

type Tables = {
  "congtam.remediation_item": { id: string; campaign: string; unit: string; criterion: string; title: string; lost: string; reason: string; at: Date; by: string };
  "congtam.remediation_step": { item: string; number: number; at: Date; by: string; step: ColumnType<RemediationStep, string, never> };
  "portal.commitment": { item: string; number: number; campaign: string; unit: string; criterion: string; title: string; measure: string; deadline: string; state: "confirmed" | "remedied" | "not-remedied"; at: Date };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type NewItem = { readonly id: string; readonly campaignId: string; readonly unitId: string; readonly criterion: string; readonly title: string; readonly lost: string; readonly reason: string };
export type StoredItem = NewItem & { readonly steps: readonly TakenRemedyStep[] };

const STEPS = sql<TakenRemedyStep[]>`coalesce((select json_agg(json_build_object('number', s.number, 'at', to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', s.by, 'step', s.step) order by s.number) from congtam.remediation_step s where s.item = i.id), '[]')`.as("steps");
const stored = (tx: Transaction) => tables(tx).selectFrom("congtam.remediation_item as i").select(["i.id", "i.campaign as campaignId", "i.unit as unitId", "i.criterion", "i.title", "i.lost", "i.reason", STEPS]);

/** Those that were not there yet. */
export async function addItems(tx: Transaction, items: readonly NewItem[], at: Date, by: string): Promise<NewItem[]> {
  if (items.length === 0) return [];
  const added = await tables(tx)
    .insertInto("congtam.remediation_item")
    .values(items.map((one) => ({ id: one.id, campaign: one.campaignId, unit: one.unitId, criterion: one.criterion, title: one.title, lost: one.lost, reason: one.reason, at, by })))
    .onConflict((on) => on.doNothing())
    .returning("id")
    .execute();
  const ids = new Set(added.map((one) => one.id));
  return items.filter((one) => ids.has(one.id));
}

export const itemsOfCampaign = (tx: Transaction, campaign: string): Promise<StoredItem[]> => stored(tx).where("i.campaign", "=", campaign).orderBy("i.unit").orderBy("i.criterion").execute();
export const itemsOfUnits = (tx: Transaction, units: readonly string[]): Promise<StoredItem[]> => stored(tx).where(sql<boolean>`i.unit = any(${units}::text[])`).orderBy("i.campaign").orderBy("i.unit").orderBy("i.criterion").execute();
export const findItem = (tx: Transaction, campaign: string, id: string): Promise<StoredItem | undefined> => stored(tx).where("i.id", "=", id).where("i.campaign", "=", campaign).executeTakeFirst();
/** All that have a measure and no end, for reminders. */
export const itemsUnderWay = (tx: Transaction): Promise<StoredItem[]> => stored(tx).where(sql<boolean>`exists (select from congtam.remediation_step s where s.item = i.id) and not exists (select from congtam.remediation_step s where s.item = i.id and s.step ->> 'kind' = 'judge' and (s.step ->> 'isRemedied')::boolean)`).orderBy("i.id").execute();

/** False when somebody was faster. */
export async function addRemedyStep(tx: Transaction, item: string, { number, at, by, step }: TakenRemedyStep): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.remediation_step")
    .values({ item, number, at: new Date(at), by, step: JSON.stringify(step) })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export async function publishCommitment(tx: Transaction, { id, campaignId, unitId, criterion, title }: NewItem, now: { readonly number: number; readonly measure: string; readonly deadline: string; readonly state: "confirmed" | "remedied" | "not-remedied"; readonly at: Date }): Promise<void> {
  await tables(tx).insertInto("portal.commitment").values({ item: id, campaign: campaignId, unit: unitId, criterion, title, ...now }).execute();
}
