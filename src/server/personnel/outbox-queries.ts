import { randomUUID } from "node:crypto";
import { type ColumnType, type Generated, type Kysely, sql } from "kysely";
import type { OutboxItem } from "../../contract/personnel-outbox.ts";
import type { Transaction } from "../platform/index.ts";
import type { Next, Outcome } from "./outbox-rules.ts";

/** The SQL of the outbox. */

type State = OutboxItem["state"];
type Tables = {
  "congtam.outbox": { id: string; source: string; kind: OutboxItem["kind"]; person: string; agency: string; year: number; payload: ColumnType<Record<string, unknown>, string, never>; queued_at: Date; due_at: Date; state: Generated<State>; next_at: Date | null; sent_at: Date | null; receipt: string | null; tries: Generated<number>; is_alarmed: Generated<boolean>; version: Generated<number> };
  "congtam.outbox_attempt": { item: string; number: number; at: Date; outcome: Outcome["outcome"]; status: number | null; detail: string };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type NewItem = { readonly source: string; readonly kind: OutboxItem["kind"]; readonly personId: string; readonly agencyId: string; readonly year: number; readonly payload: Readonly<Record<string, unknown>>; readonly queuedAt: Date; readonly dueAt: Date };

/** All in one statement; the same source is queued once. */
export async function insertItems(tx: Transaction, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  await tables(tx)
    .insertInto("congtam.outbox")
    .values(items.map((one) => ({ id: randomUUID(), source: one.source, kind: one.kind, person: one.personId, agency: one.agencyId, year: one.year, payload: JSON.stringify(one.payload), queued_at: one.queuedAt, due_at: one.dueAt, next_at: one.queuedAt, sent_at: null, receipt: null })))
    .onConflict((on) => on.column("source").doNothing())
    .execute();
}

export type Claimed = { readonly id: string; readonly payload: Readonly<Record<string, unknown>>; readonly tries: number; readonly version: number };

/**
 * Takes what is due for a while, the most urgent first: whoever else sends skips it. Should this process end meanwhile, it is
 * due again when the while is over.
 */
export async function claimDue(tx: Transaction, now: Date, until: Date, limit: number): Promise<Claimed[]> {
  const due = tables(tx).selectFrom("congtam.outbox").select("id").where("state", "=", "waiting").where("next_at", "<=", now).orderBy("due_at").orderBy("id").limit(limit).forUpdate().skipLocked();
  return tables(tx)
    .updateTable("congtam.outbox")
    .set({ next_at: until, tries: sql<number>`tries + 1`, version: sql<number>`version + 1` })
    .where("id", "in", due)
    .returning(["id", "payload", "tries", "version"])
    .execute();
}

/** What came of a try. Whoever came late, because its while was over and another has sent it, changes nothing but the list of tries. */
export async function settle(tx: Transaction, { id, version }: Pick<Claimed, "id" | "version">, outcome: Outcome, { state, nextAt }: Next, now: Date): Promise<boolean> {
  const isSent = outcome.outcome === "sent";
  const { numUpdatedRows } = await tables(tx)
    .updateTable("congtam.outbox")
    .set({ state, next_at: nextAt, sent_at: isSent ? now : null, receipt: isSent ? outcome.receipt : null, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  const detail = isSent ? outcome.receipt : outcome.detail;
  await sql`insert into congtam.outbox_attempt (item, number, at, outcome, status, detail) select ${id}, coalesce(max(number), 0) + 1, ${now}, ${outcome.outcome}, ${outcome.status}::integer, ${detail} from congtam.outbox_attempt where item = ${id}`.execute(tables(tx));
  return numUpdatedRows > 0n;
}

export type ItemRow = { readonly id: string; readonly kind: OutboxItem["kind"]; readonly personId: string; readonly agencyId: string; readonly year: number; readonly state: State; readonly queuedAt: Date; readonly dueAt: Date; readonly nextAt: Date | null; readonly sentAt: Date | null; readonly receipt: string | null; readonly tries: number; readonly version: number };
/** Where an item stands in the list: first what needs a person, then what is due soonest (late before all), last what was sent, the newest first. */
const RANK = sql<number>`case state when 'dead' then 0 when 'waiting' then 1 else 2 end`;
const URGENCY = sql<string>`case state when 'sent' then -extract(epoch from sent_at) else extract(epoch from due_at) end`;
export type PlaceInList = { readonly rank: number; readonly urgency: string; readonly id: string };
const ITEM = ["id", "kind", "person as personId", "agency as agencyId", "year", "state", "queued_at as queuedAt", "due_at as dueAt", "next_at as nextAt", "sent_at as sentAt", "receipt", "tries", "version"] as const;

export const pageOfItems = (tx: Transaction, { state, after }: { readonly state: State | undefined; readonly after: PlaceInList | undefined }, limit: number): Promise<(ItemRow & PlaceInList)[]> =>
  tables(tx)
    .selectFrom("congtam.outbox")
    .select([...ITEM, RANK.as("rank"), URGENCY.as("urgency")])
    .$if(state !== undefined, (query) => query.where("state", "=", state ?? "waiting"))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(${RANK}, ${URGENCY}, id) > (${after?.rank ?? 0}::integer, ${after?.urgency ?? "0"}::numeric, ${after?.id ?? ""})`))
    .orderBy("rank")
    .orderBy("urgency")
    .orderBy("id")
    .limit(limit)
    .execute();

export const findItem = (tx: Transaction, id: string): Promise<ItemRow | undefined> => tables(tx).selectFrom("congtam.outbox").select(ITEM).where("id", "=", id).executeTakeFirst();
export const itemsOfSources = async (tx: Transaction, prefix: string): Promise<ItemRow[]> => tables(tx).selectFrom("congtam.outbox").select(ITEM).where(sql<boolean>`starts_with(source, ${prefix})`).orderBy("queued_at").execute();

export type AttemptRow = { readonly item: string; readonly number: number; readonly at: Date; readonly outcome: Outcome["outcome"]; readonly status: number | null; readonly detail: string };
export const attemptsOf = async (tx: Transaction, items: readonly string[]): Promise<Map<string, AttemptRow[]>> => {
  if (items.length === 0) return new Map();
  return Map.groupBy(await tables(tx).selectFrom("congtam.outbox_attempt").selectAll().where("item", "in", items).orderBy("item").orderBy("number").execute(), (one) => one.item);
};

/** Due at once again, with all its tries before it. */
export async function makeDue(tx: Transaction, { id, version }: Pick<ItemRow, "id" | "version">, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.outbox").set({ state: "waiting", next_at: now, tries: 0, version: version + 1 }).where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countItems(tx: Transaction, now: Date): Promise<{ readonly waiting: number; readonly sent: number; readonly dead: number; readonly late: number }> {
  const count = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`count(*) filter (where ${condition})::integer`;
  const row = await tables(tx)
    .selectFrom("congtam.outbox")
    .select([count(sql<boolean>`state = 'waiting'`).as("waiting"), count(sql<boolean>`state = 'sent'`).as("sent"), count(sql<boolean>`state = 'dead'`).as("dead"), count(sql<boolean>`state <> 'sent' and due_at < ${now}`).as("late")])
    .executeTakeFirst();
  return row ?? { waiting: 0, sent: 0, dead: 0, late: 0 };
}

/** Those that will be late and of which nobody was told; told now. */
export const alarmDue = (tx: Transaction, before: Date): Promise<{ id: string; state: State }[]> =>
  tables(tx).updateTable("congtam.outbox").set({ is_alarmed: true }).where("state", "<>", "sent").where("is_alarmed", "=", false).where((is) => is.or([is("due_at", "<", before), is("state", "=", "dead")])).returning(["id", "state"]).execute();
