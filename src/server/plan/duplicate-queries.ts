import type { Kysely } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of alike work and of links for calendars. */

type Tables = {
  "congtam.plan_duplicate": { plan: string; first_unit: string; first_key: string; second_unit: string; second_key: string; number: number; verdict: "first" | "second" | "apart"; reason: string; at: Date; by: string };
  "congtam.plan_calendar_link": { id: string; secret_hash: string; person: string; at: Date; revoked_at: Date | null };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type WorkPlace = { readonly unitId: string; readonly key: string };
export type Verdict = { readonly first: WorkPlace; readonly second: WorkPlace; readonly number: number; readonly verdict: "first" | "second" | "apart"; readonly reason: string; readonly at: Date };

/** The newest of each pair. */
export async function verdictsIn(tx: Transaction, plan: string): Promise<Verdict[]> {
  const rows = await tables(tx).selectFrom("congtam.plan_duplicate").distinctOn(["first_unit", "first_key", "second_unit", "second_key"]).selectAll().where("plan", "=", plan).orderBy("first_unit").orderBy("first_key").orderBy("second_unit").orderBy("second_key").orderBy("number", "desc").execute();
  return rows.map((row) => ({ first: { unitId: row.first_unit, key: row.first_key }, second: { unitId: row.second_unit, key: row.second_key }, number: row.number, verdict: row.verdict, reason: row.reason, at: row.at }));
}

/** False when somebody was faster. */
export async function insertVerdict(tx: Transaction, plan: string, { first, second, number, verdict, reason, at }: Verdict, by: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.plan_duplicate").values({ plan, first_unit: first.unitId, first_key: first.key, second_unit: second.unitId, second_key: second.key, number, verdict, reason, at, by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

export type CalendarLink = { readonly id: string; readonly at: Date; readonly revokedAt: Date | null };
const LINK = ["id", "at", "revoked_at as revokedAt"] as const;

export const linksOf = (tx: Transaction, person: string): Promise<CalendarLink[]> => tables(tx).selectFrom("congtam.plan_calendar_link").select(LINK).where("person", "=", person).orderBy("at", "desc").orderBy("id").execute();

export async function insertLink(tx: Transaction, { id, secretHash, person, at }: { readonly id: string; readonly secretHash: string; readonly person: string; readonly at: Date }): Promise<void> {
  await tables(tx).insertInto("congtam.plan_calendar_link").values({ id, secret_hash: secretHash, person, at, revoked_at: null }).execute();
}

/** Whose link it is, as long as nobody revoked it. */
export async function holderOfLink(tx: Transaction, secretHash: string): Promise<string | undefined> {
  const row = await tables(tx).selectFrom("congtam.plan_calendar_link").select("person").where("secret_hash", "=", secretHash).where("revoked_at", "is", null).executeTakeFirst();
  return row?.person;
}

/** Undefined when the person has no such link; one that is revoked already stays as it is. */
export async function revokeLink(tx: Transaction, person: string, id: string, at: Date): Promise<CalendarLink | undefined> {
  await tables(tx).updateTable("congtam.plan_calendar_link").set({ revoked_at: at }).where("id", "=", id).where("person", "=", person).where("revoked_at", "is", null).execute();
  return tables(tx).selectFrom("congtam.plan_calendar_link").select(LINK).where("id", "=", id).where("person", "=", person).executeTakeFirst();
}
