import { type Kysely, sql } from "kysely";
import type { NotificationKind } from "../../contract/notification.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL about letters. */

type MailTables = {
  "congtam.notification_mail": { id: number; person_id: string; notification_id: number | null; digest_on: string | null; queued_at: Date; attempts: number; sent_at: Date | null; sent_to: string | null; failed_at: Date | null; reason: string | null };
  "congtam.notification_setting": { person_id: string; address: string | null; language: "vi" | "en" };
  "congtam.notification": { id: number; kind: NotificationKind; data: Readonly<Record<string, unknown>>; digest_id: number | null };
};

const tables = (tx: Transaction): Kysely<MailTables> => tx.tables<MailTables>();

const idsOf = ({ rows }: { readonly rows: readonly { readonly id: number }[] }): number[] => rows.map(({ id }) => id);

/** A letter for each of these notifications whose person wants one at once; a notification never has two. */
export const queueLetters = async (tx: Transaction, notifications: readonly number[], now: Date): Promise<number[]> =>
  idsOf(
    await sql<{ id: number }>`
      insert into congtam.notification_mail (person_id, notification_id, queued_at)
      select n.person_id, n.id, ${now}::timestamptz
      from congtam.notification n join congtam.notification_setting s using (person_id)
      where n.id = any(${notifications}::bigint[]) and s.address is not null and coalesce(s.mail ->> n.kind, 'immediate') = 'immediate'
      order by n.id
      on conflict do nothing
      returning id`.execute(tables(tx)),
  );

/** One letter a day for each person with unread notifications from before, of kinds that they want gathered. */
export const queueDigests = async (tx: Transaction, day: string, before: Date, now: Date): Promise<number[]> =>
  idsOf(
    await sql<{ id: number }>`
      with waiting as (
        select n.id, n.person_id
        from congtam.notification n join congtam.notification_setting s using (person_id)
        where n.read_at is null and n.digest_id is null and n.created_at < ${before}::timestamptz
          and s.address is not null and s.mail ->> n.kind = 'digest'
          and not exists (select from congtam.notification_mail m where m.notification_id = n.id)
      ), letters as (
        insert into congtam.notification_mail (person_id, digest_on, queued_at)
        select distinct person_id, ${day}::date, ${now}::timestamptz from waiting order by person_id
        on conflict do nothing
        returning id, person_id
      ), gathered as (
        update congtam.notification n set digest_id = letters.id from waiting join letters using (person_id) where n.id = waiting.id
      )
      select id from letters`.execute(tables(tx)),
  );

export type StoredLetter = {
  readonly id: number;
  readonly notificationId: number | null;
  readonly queuedAt: Date;
  readonly isOver: boolean;
  readonly address: string | null;
  readonly language: "vi" | "en" | null;
};

/**
 * A letter, held until the end of the transaction so that nobody else sends it meanwhile; undefined while somebody
 * else holds it.
 */
export const holdLetter = (tx: Transaction, id: number): Promise<StoredLetter | undefined> =>
  tables(tx)
    .selectFrom("congtam.notification_mail as m")
    .leftJoin("congtam.notification_setting as s", "s.person_id", "m.person_id")
    .select(["m.id", "m.notification_id as notificationId", "m.queued_at as queuedAt", "s.address", "s.language"])
    .select((is) => is.or([is("m.sent_at", "is not", null), is("m.failed_at", "is not", null)]).$castTo<boolean>().as("isOver"))
    .where("m.id", "=", id)
    .forUpdate("m")
    .skipLocked()
    .executeTakeFirst();

/** What a letter tells, oldest first. */
export const contentsOf = (tx: Transaction, { id, notificationId }: Pick<StoredLetter, "id" | "notificationId">): Promise<{ kind: NotificationKind; data: Readonly<Record<string, unknown>> }[]> =>
  tables(tx)
    .selectFrom("congtam.notification")
    .select(["kind", "data"])
    .where((is) => (notificationId === null ? is("digest_id", "=", id) : is("id", "=", notificationId)))
    .orderBy("id")
    .execute();

/** How an attempt to send went. */
export type Attempt = { readonly sentTo: string } | { readonly reason: string; readonly isOver: boolean };

export const noteAttempt = (tx: Transaction, id: number, attempt: Attempt, now: Date): Promise<unknown> =>
  tables(tx)
    .updateTable("congtam.notification_mail")
    .set((value) => ({
      attempts: value("attempts", "+", 1),
      ...("sentTo" in attempt ? { sent_at: now, sent_to: attempt.sentTo, reason: null } : { reason: attempt.reason, ...(attempt.isOver ? { failed_at: now } : {}) }),
    }))
    .where("id", "=", id)
    .execute();
