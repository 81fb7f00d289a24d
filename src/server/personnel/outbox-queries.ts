import { randomUUID } from "node:crypto";
import { type ColumnType, type Generated, type Kysely, sql } from "kysely";
import type { OutboxItem } from "../../contract/personnel-outbox.ts";
import type { Transaction } from "../platform/index.ts";
import type { Next, Outcome } from "./outbox-rules.ts";

/** The SQL of the outbox. */

type State = OutboxItem["state"];
type Tables = {
  "congtam.outbox": { id: string; source: string; kind: OutboxItem["kind"]; person: string; agency: string; year: number; payload: ColumnType<Record<string, unknown>, string, never>; queued_at: Date; due_at: Date; state: Generated<State>; next_at: Date | null; sent_at: Date | null; receipt: string | null; tries: Generated<number>; is_alarmed: Generated<boolean>; version: Generated<number> };
  "congtam.outbox_tally": { state: State; due_hour: Date; items: string };
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

export type ItemRow = { readonly id: string; readonly kind: OutboxItem["kind"]; readonly personId: string; readonly agencyId: string; readonly year: number; readonly period: string | null; readonly number: number | null; readonly decision: string | null; readonly replaces: string | null; readonly state: State; readonly queuedAt: Date; readonly dueAt: Date; readonly nextAt: Date | null; readonly sentAt: Date | null; readonly receipt: string | null; readonly tries: number; readonly version: number };
const ITEM = ["id", "kind", "person as personId", "agency as agencyId", "year", "state", "queued_at as queuedAt", "due_at as dueAt", "next_at as nextAt", "sent_at as sentAt", "receipt", "tries", "version"] as const;
/** What it is about, as the national database is told. */
const ABOUT = [
  sql<string | null>`payload ->> 'period'`.as("period"),
  sql<number | null>`(payload ->> 'number')::integer`.as("number"),
  sql<string | null>`payload #>> '{decision,number}'`.as("decision"),
  sql<string | null>`payload ->> 'replaces'`.as("replaces"),
];
/** To the microsecond, which a date in the program is not. */
const exactly = (column: "due_at" | "sent_at") => sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("at");

/** First what needs a person, then what is due soonest (late before all), last what was sent, the newest first. */
const LISTED: readonly State[] = ["dead", "waiting", "sent"];
type PlaceByTime = { readonly at: string; readonly id: string };
export type PlaceInList = PlaceByTime & { readonly state: State };
type Found = ItemRow & PlaceByTime;

const sentOnes = (tx: Transaction, after: PlaceByTime | undefined, limit: number): Promise<Found[]> =>
  tables(tx)
    .selectFrom("congtam.outbox")
    .select([...ITEM, ...ABOUT, exactly("sent_at")])
    .where("state", "=", "sent")
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(sent_at, id) < (${after?.at}::timestamptz, ${after?.id})`))
    .orderBy("sent_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** By when they are due, which never changes: however long somebody reads page after page, each is there once. */
export const itemsByDue = (tx: Transaction, { state, after }: { readonly state: State | undefined; readonly after: PlaceByTime | undefined }, limit: number): Promise<Found[]> =>
  tables(tx)
    .selectFrom("congtam.outbox")
    .select([...ITEM, ...ABOUT, exactly("due_at")])
    .$if(state !== undefined, (query) => query.where("state", "=", state ?? "waiting"))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(due_at, id) > (${after?.at}::timestamptz, ${after?.id})`))
    .orderBy("due_at")
    .orderBy("id")
    .limit(limit)
    .execute();

/** A page of one state after the other, each found by its own index. */
export async function pageOfItems(tx: Transaction, { state, after }: { readonly state: State | undefined; readonly after: PlaceInList | undefined }, limit: number): Promise<Found[]> {
  const lists = state === undefined ? LISTED : [state];
  const found: Found[] = [];
  for (const list of after === undefined ? lists : lists.slice(lists.indexOf(after.state))) {
    const from = after?.state === list ? after : undefined;
    const left = limit - found.length;
    if (left > 0) found.push(...(list === "sent" ? await sentOnes(tx, from, left) : await itemsByDue(tx, { state: list, after: from }, left)));
  }
  return found;
}

export const findItem = (tx: Transaction, id: string): Promise<ItemRow | undefined> => tables(tx).selectFrom("congtam.outbox").select([...ITEM, ...ABOUT]).where("id", "=", id).executeTakeFirst();

type AttemptRow = { readonly item: string; readonly number: number; readonly at: Date; readonly outcome: Outcome["outcome"]; readonly status: number | null; readonly detail: string };
export const attemptsOf = async (tx: Transaction, items: readonly string[]): Promise<Map<string, AttemptRow[]>> => {
  if (items.length === 0) return new Map();
  return Map.groupBy(await tables(tx).selectFrom("congtam.outbox_attempt").selectAll().where("item", "in", items).orderBy("item").orderBy("number").execute(), (one) => one.item);
};

/** Due at once again, with all its tries before it. */
export async function makeDue(tx: Transaction, { id, version }: Pick<ItemRow, "id" | "version">, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.outbox").set({ state: "waiting", next_at: now, tries: 0, version: version + 1 }).where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whole hours are counted as they changed (`congtam.outbox_tally`); of the hour that is now, those that are late by now. */
export async function countItems(tx: Transaction, now: Date): Promise<{ readonly waiting: number; readonly sent: number; readonly dead: number; readonly late: number }> {
  const ofState = (state: State) => sql`coalesce(sum(items) filter (where state = ${state}), 0)::integer`;
  const hour = sql`date_trunc('hour', ${now}::timestamptz, 'UTC')`;
  const { rows } = await sql<{ waiting: number; sent: number; dead: number; late: number }>`
    select ${ofState("waiting")} as waiting, ${ofState("sent")} as sent, ${ofState("dead")} as dead,
      coalesce(sum(items) filter (where due_hour < ${hour}), 0)::integer + (select count(*)::integer from congtam.outbox where state in ('waiting', 'dead') and due_at >= ${hour} and due_at < ${now}) as late
    from congtam.outbox_tally`.execute(tables(tx));
  return rows[0] ?? { waiting: 0, sent: 0, dead: 0, late: 0 };
}

export async function foldCounts(tx: Transaction): Promise<void> {
  await sql`select congtam.fold_outbox_tally()`.execute(tables(tx));
}

/** Those that will be late and of which nobody was told; told now. */
export const alarmDue = (tx: Transaction, before: Date): Promise<{ id: string; state: State }[]> =>
  tables(tx).updateTable("congtam.outbox").set({ is_alarmed: true }).where("state", "<>", "sent").where("is_alarmed", "=", false).where((is) => is.or([is("due_at", "<", before), is("state", "=", "dead")])).returning(["id", "state"]).execute();
