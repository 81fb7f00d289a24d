import { type Kysely, sql } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { Mark } from "./rules.ts";

type Tables = {
  "congtam.leader_remit": { campaign: string; person: string; number: number; units: string[]; at: Date; by: string };
  "congtam.leader_mark": { campaign: string; person: string; unit: string; code: string; number: number; mark: string | null; note: string | null; at: Date };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** Changes to what one leader marks, and the leader's marks, come one after another. */
export async function lockLeader(tx: Transaction, campaign: string, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leadership:${campaign}:${person}`}, 0))`.execute(tables(tx));
}

export type Remit = { readonly personId: string; readonly number: number; readonly units: readonly string[]; readonly at: Date; readonly by: string };
const REMIT = ["person as personId", "number", "units", "at", "by"] as const;

/** What holds now, of one person or of all. */
export const currentRemits = (tx: Transaction, campaign: string, person?: string): Promise<Remit[]> =>
  tables(tx)
    .selectFrom("congtam.leader_remit")
    .distinctOn("person")
    .select(REMIT)
    .where("campaign", "=", campaign)
    .$if(person !== undefined, (query) => query.where("person", "=", person ?? ""))
    .orderBy("person")
    .orderBy("number", "desc")
    .execute();

export const remitHistory = (tx: Transaction, campaign: string, person: string): Promise<Remit[]> => tables(tx).selectFrom("congtam.leader_remit").select(REMIT).where("campaign", "=", campaign).where("person", "=", person).orderBy("number").execute();

export async function insertRemit(tx: Transaction, campaign: string, { personId, number, units, at, by }: Remit): Promise<void> {
  await tables(tx).insertInto("congtam.leader_remit").values({ campaign, person: personId, number, units: [...units], at, by }).execute();
}

const MARK = ["person as personId", "unit as unitId", "code", "number", "mark", "note", "at"] as const;
export type MarkFilter = { readonly personId?: string | undefined; readonly unitId?: string | undefined };

const current = (tx: Transaction, campaign: string, { personId, unitId }: MarkFilter) =>
  tables(tx)
    .selectFrom("congtam.leader_mark")
    .distinctOn(["person", "unit", "code"])
    .select(["person", "unit", "code", "number", "mark", "note", "at"])
    .where("campaign", "=", campaign)
    .$if(personId !== undefined, (query) => query.where("person", "=", personId ?? ""))
    .$if(unitId !== undefined, (query) => query.where("unit", "=", unitId ?? ""))
    .orderBy("person")
    .orderBy("unit")
    .orderBy("code")
    .orderBy("number", "desc");

/** The last version of each mark, also of those that were taken back; by person, unit and criterion. */
export const currentMarks = (tx: Transaction, campaign: string, filter: MarkFilter = {}): Promise<Mark[]> => tables(tx).selectFrom(current(tx, campaign, filter).as("last")).select(MARK).orderBy("person").orderBy("unit").orderBy("code").execute();

export type MarkPlace = { readonly personId: string; readonly unitId: string; readonly code: string; readonly number: number };

/** Marks that stand, after a place. */
export const pageOfMarks = (tx: Transaction, campaign: string, filter: MarkFilter, after: MarkPlace | undefined, limit: number): Promise<Mark[]> =>
  tables(tx)
    .selectFrom(current(tx, campaign, filter).as("last"))
    .select(MARK)
    .where("mark", "is not", null)
    .$if(after !== undefined, (query) => query.where((is) => is(is.refTuple("person", "unit", "code"), ">", is.tuple(after?.personId ?? "", after?.unitId ?? "", after?.code ?? ""))))
    .orderBy("person")
    .orderBy("unit")
    .orderBy("code")
    .limit(limit)
    .execute();

/** Every version of marks, after a place. */
export const pageOfHistory = (tx: Transaction, campaign: string, { personId, unitId, code }: MarkFilter & { readonly code?: string | undefined }, after: MarkPlace | undefined, limit: number): Promise<Mark[]> =>
  tables(tx)
    .selectFrom("congtam.leader_mark")
    .select(MARK)
    .where("campaign", "=", campaign)
    .$if(personId !== undefined, (query) => query.where("person", "=", personId ?? ""))
    .$if(unitId !== undefined, (query) => query.where("unit", "=", unitId ?? ""))
    .$if(code !== undefined, (query) => query.where("code", "=", code ?? ""))
    .$if(after !== undefined, (query) => query.where((is) => is(is.refTuple("person", "unit", "code", "number"), ">", is.tuple(after?.personId ?? "", after?.unitId ?? "", after?.code ?? "", after?.number ?? 0))))
    .orderBy("person")
    .orderBy("unit")
    .orderBy("code")
    .orderBy("number")
    .limit(limit)
    .execute();

/** All versions of one mark, oldest first. */
export const versionsOf = (tx: Transaction, campaign: string, person: string, unit: string, code: string): Promise<Mark[]> =>
  tables(tx).selectFrom("congtam.leader_mark").select(MARK).where("campaign", "=", campaign).where("person", "=", person).where("unit", "=", unit).where("code", "=", code).orderBy("number").execute();

export async function insertMarks(tx: Transaction, campaign: string, marks: readonly Mark[]): Promise<void> {
  await tables(tx)
    .insertInto("congtam.leader_mark")
    .values(marks.map(({ personId, unitId, code, number, mark, note, at }) => ({ campaign, person: personId, unit: unitId, code, number, mark, note, at })))
    .execute();
}
