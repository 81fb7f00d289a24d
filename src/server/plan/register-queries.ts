import { type ColumnType, type Kysely, sql } from "kysely";
import type { Register, RegisterBody } from "../../contract/plan-register.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's own tables of initiatives, rewards and communication. */

type Tables = {
  "congtam.plan_register": { id: string; kind: Register; unit: string; year: number; at: Date; by: string };
  "congtam.plan_register_version": { entry: string; number: number; body: ColumnType<RegisterBody, string, never>; withdrawn: boolean; at: Date; by: string };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type StoredEntry = { readonly id: string; readonly unitId: string; readonly year: number; readonly number: number; readonly body: RegisterBody; readonly isWithdrawn: boolean; readonly at: Date; readonly by: string };

/** Each entry in its newest version. */
const newest = (tx: Transaction) =>
  tables(tx)
    .selectFrom("congtam.plan_register as r")
    .innerJoin("congtam.plan_register_version as v", "v.entry", "r.id")
    .select(["r.id", "r.unit as unitId", "r.year", "v.number", "v.body", "v.withdrawn as isWithdrawn", "v.at", "v.by"])
    .where(sql<boolean>`v.number = (select max(n.number) from congtam.plan_register_version n where n.entry = r.id)`);

type Wanted = { readonly year: number; readonly kind?: Register | undefined; readonly unitId?: string | undefined; readonly after?: string | undefined };

export const entriesOf = (tx: Transaction, { year, kind, unitId, after }: Wanted, limit?: number): Promise<StoredEntry[]> =>
  newest(tx)
    .where("r.year", "=", year)
    .$if(kind !== undefined, (query) => query.where("r.kind", "=", kind ?? "initiative"))
    .$if(unitId !== undefined, (query) => query.where("r.unit", "=", unitId ?? ""))
    .$if(after !== undefined, (query) => query.where("r.id", ">", after ?? ""))
    .orderBy("r.id")
    .$if(limit !== undefined, (query) => query.limit(limit ?? 1))
    .execute();

/** Of these years. */
export const entriesBetween = (tx: Transaction, from: number, to: number): Promise<StoredEntry[]> => newest(tx).where("r.year", ">=", from).where("r.year", "<=", to).orderBy("r.id").execute();

export const findEntry = (tx: Transaction, unitId: string, id: string): Promise<StoredEntry | undefined> => newest(tx).where("r.id", "=", id).where("r.unit", "=", unitId).executeTakeFirst();

export async function insertEntry(tx: Transaction, { id, unitId, year, body, at, by }: StoredEntry): Promise<void> {
  await tables(tx).insertInto("congtam.plan_register").values({ id, kind: body.kind, unit: unitId, year, at, by }).execute();
}

/** Many that are new, each with its first version. */
export async function insertEntries(tx: Transaction, entries: readonly StoredEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tables(tx).insertInto("congtam.plan_register").values(entries.map(({ id, unitId, year, body, at, by }) => ({ id, kind: body.kind, unit: unitId, year, at, by }))).execute();
  await tables(tx).insertInto("congtam.plan_register_version").values(entries.map(({ id, number, body, isWithdrawn, at, by }) => ({ entry: id, number, body: JSON.stringify(body), withdrawn: isWithdrawn, at, by }))).execute();
}

/** False when somebody was faster. */
export async function insertEntryVersion(tx: Transaction, { id, number, body, isWithdrawn, at, by }: StoredEntry): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.plan_register_version").values({ entry: id, number, body: JSON.stringify(body), withdrawn: isWithdrawn, at, by }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
