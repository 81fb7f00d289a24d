import { type Generated, type Kysely, sql } from "kysely";
import type { Mailing, NotificationKind, NotificationSettings } from "../../contract/notification.ts";
import type { Transaction } from "../platform/index.ts";
import type { Place } from "./rules.ts";
import type { Notice } from "./words.ts";

/** The room's SQL about inboxes and settings. */

type Data = Readonly<Record<string, string | number | null>>;

type NotificationTables = {
  "congtam.notification": { id: Generated<number>; person_id: string; kind: NotificationKind; subject: string; data: Data; dedupe: string | null; created_at: Date; read_at: Date | null; digest_id: number | null };
  "congtam.notification_setting": { person_id: string; address: string | null; language: "vi" | "en"; mail: Partial<Record<NotificationKind, Mailing>>; version: number };
};

const tables = (tx: Transaction): Kysely<NotificationTables> => tx.tables<NotificationTables>();

/** What was put into an inbox just now. */
export type Inserted = { readonly id: number; readonly person: string; readonly notice: number };

/** Puts notices into the inboxes of everybody whom they name, those of a known key, or unread yet, only once; tells which are new. */
export async function insertNotices(tx: Transaction, notices: readonly Notice[], now: Date): Promise<Inserted[]> {
  const rows = notices.flatMap(({ to, kind, subject, data, dedupe, untilRead = false }, notice) => [...new Set(to)].map((person) => ({ notice, person, kind, subject, data, dedupe: dedupe ?? null, until_read: untilRead })));
  if (rows.length === 0) return [];
  // In one order everywhere, so that two who tell the same at once never wait for each other.
  const given = sql`json_to_recordset(${JSON.stringify(rows)}::json) as given (notice integer, person text, kind text, subject text, data jsonb, dedupe text, until_read boolean)`;
  const { rows: inserted } = await sql<{ id: number; person: string; kind: string; subject: string; dedupe: string | null }>`
    insert into congtam.notification (person_id, kind, subject, data, dedupe, created_at)
    select person, kind, subject, data, dedupe, ${now}::timestamptz from ${given}
    where not given.until_read or not exists (select from congtam.notification as told where told.person_id = given.person and told.kind = given.kind and told.subject = given.subject and told.read_at is null)
    order by person, kind, subject, dedupe
    on conflict do nothing
    returning id, person_id as person, kind, subject, dedupe`.execute(tables(tx));
  const numberOf = new Map(rows.map((row) => [keyOf(row), row.notice]));
  return inserted.map((row) => ({ id: row.id, person: row.person, notice: numberOf.get(keyOf(row)) ?? 0 }));
}

const keyOf = ({ person, kind, subject, dedupe }: { readonly person: string; readonly kind: string; readonly subject: string; readonly dedupe: string | null }): string => JSON.stringify([person, kind, subject, dedupe]);

const ITEM = ["id", "kind", "subject", "data", "created_at as createdAt", "read_at as readAt"] as const;
export type Item = { readonly id: number; readonly kind: NotificationKind; readonly subject: string; readonly data: Data; readonly createdAt: Date; readonly readAt: Date | null };

type InboxPage = { readonly person: string; readonly state: "unread" | "read" | undefined; readonly after: Place | undefined; readonly limit: number };

/** Unread before read, newest first in both. */
export const pageOfInbox = (tx: Transaction, { person, state, after, limit }: InboxPage): Promise<Item[]> =>
  tables(tx)
    .selectFrom("congtam.notification")
    .select(ITEM)
    .where("person_id", "=", person)
    .$if(state === "unread", (query) => query.where("read_at", "is", null))
    .$if(state === "read", (query) => query.where("read_at", "is not", null))
    .$if(after?.isRead === false, (query) => query.where((is) => is.or([is.and([is("read_at", "is", null), is("id", "<", after?.id ?? 0)]), is("read_at", "is not", null)])))
    .$if(after?.isRead === true, (query) => query.where("read_at", "is not", null).where("id", "<", after?.id ?? 0))
    .orderBy(sql`read_at is not null`)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

export async function countUnread(tx: Transaction, person: string): Promise<number> {
  const { count } = await tables(tx).selectFrom("congtam.notification").select((select) => select.fn.countAll<number>().as("count")).where("person_id", "=", person).where("read_at", "is", null).executeTakeFirstOrThrow();
  return count;
}

/** Undefined when the person has no such notification; one that was read before stays read since then. */
export const readOne = (tx: Transaction, person: string, id: number, now: Date): Promise<Item | undefined> =>
  tables(tx)
    .updateTable("congtam.notification")
    .set((value) => ({ read_at: value.fn.coalesce("read_at", sql<Date>`greatest(created_at, ${now}::timestamptz)`) }))
    .where("person_id", "=", person)
    .where("id", "=", id)
    .returning(ITEM)
    .executeTakeFirst();

export async function readAll(tx: Transaction, person: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.notification").set({ read_at: sql<Date>`greatest(created_at, ${now}::timestamptz)` }).where("person_id", "=", person).where("read_at", "is", null).executeTakeFirst();
  return Number(numUpdatedRows);
}

type StoredSettings = NotificationTables["congtam.notification_setting"];

export const findSettings = (tx: Transaction, person: string): Promise<StoredSettings | undefined> =>
  tables(tx).selectFrom("congtam.notification_setting").selectAll().where("person_id", "=", person).executeTakeFirst();

/** Keeps settings over the version that was seen (0: none yet); false when somebody was quicker. */
export async function saveSettings(tx: Transaction, person: string, { address, language, mail }: NotificationSettings, seen: number): Promise<boolean> {
  const row = { address, language, mail: JSON.stringify(mail) as unknown as StoredSettings["mail"], version: seen + 1 };
  if (seen === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.notification_setting").values({ person_id: person, ...row }).onConflict((on) => on.doNothing()).executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.notification_setting").set(row).where("person_id", "=", person).where("version", "=", seen).executeTakeFirst();
  return numUpdatedRows > 0n;
}
