import type { z } from "zod";
import { changeSettings, changeSettingsOf, listNotifications, markAllRead, markRead, type NotificationSettings, readSettings, readSettingsOf } from "../../contract/notification.ts";
import { actorOf, type AuditEntry, command, type Endpoint, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { countUnread, findSettings, type Item, pageOfInbox, readAll, readOne, saveSettings } from "./queries.ts";
import { type Place, placeFrom, placeText, settingsFrom } from "./rules.ts";
import { wordsOf } from "./words.ts";

type View = z.input<typeof markRead.response>;

/** Whether there is such a person; asked from the room that knows. */
export type IsPerson = (tx: Transaction, personId: string) => Promise<boolean>;

const viewOf = ({ id, kind, subject, data, createdAt, readAt }: Item): View => ({ id: String(id), kind, subject, ...wordsOf(kind, data), data, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null });

function placeBehind(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const place = placeFrom(cursor);
  if (place === undefined) throw unknownCursor();
  return place;
}

const self = (): readonly ["self"] => ["self"];

const list = query(
  listNotifications,
  async (call) => {
    const { tx, query: { state, cursor, limit } } = call;
    const { personId } = actorOf(call);
    const { items, nextCursor } = pageFrom(await pageOfInbox(tx, { person: personId, state, after: placeBehind(cursor), limit: limit + 1 }), limit, ({ id, readAt }) => placeText({ isRead: readAt !== null, id }));
    return { body: { items: items.map(viewOf), nextCursor, unreadCount: await countUnread(tx, personId) } };
  },
  self,
);

const readingOne = command(
  markRead,
  async (call) => {
    const { tx, params: { notificationId } } = call;
    // Another person's notification is not there, as if it had never been.
    const item = /^\d{1,15}$/.test(notificationId) ? await readOne(tx, actorOf(call).personId, Number(notificationId), await tx.now()) : undefined;
    if (item === undefined) throw new Problem("not-found");
    return { reply: { body: viewOf(item) }, audit: [{ action: "notification.read", subject: `notification:${String(item.id)}`, data: { readAt: item.readAt?.toISOString() } }] };
  },
  self,
);

const readingAll = command(
  markAllRead,
  async (call) => {
    const { personId } = actorOf(call);
    const now = await call.tx.now();
    const count = await readAll(call.tx, personId, now);
    return { reply: { body: { count } }, audit: [{ action: "notification.all-read", subject: `person:${personId}`, data: { count, readAt: now.toISOString() } }] };
  },
  self,
);

type Shown = { readonly body: NotificationSettings; readonly version: string };

async function settingsOf(tx: Transaction, personId: string): Promise<Shown> {
  const stored = await findSettings(tx, personId);
  return { body: settingsFrom(stored), version: String(stored?.version ?? 0) };
}

async function replaceSettings(tx: Transaction, personId: string, wanted: NotificationSettings, seen: string | undefined): Promise<{ readonly reply: Shown; readonly audit: [AuditEntry] }> {
  const before = await settingsOf(tx, personId);
  // Of two who saw the same version, the second finds it gone.
  if (seen !== before.version || !(await saveSettings(tx, personId, wanted, Number(seen)))) throw new Problem("stale", { extra: { current: (await settingsOf(tx, personId)).body } });
  return { reply: await settingsOf(tx, personId), audit: [{ action: "notification.settings-changed", subject: `person:${personId}`, data: wanted }] };
}

const ownSettings: readonly Endpoint[] = [
  query(readSettings, (call) => settingsOf(call.tx, actorOf(call).personId), self),
  command(changeSettings, (call) => replaceSettings(call.tx, actorOf(call).personId, call.body, call.seen), self),
];

function settingsOfOthers(isPerson: IsPerson): Endpoint[] {
  const required = async (tx: Transaction, personId: string): Promise<string> => {
    if (!(await isPerson(tx, personId))) throw new Problem("not-found");
    return personId;
  };
  return [
    query(readSettingsOf, async ({ tx, params }) => settingsOf(tx, await required(tx, params.personId))),
    command(changeSettingsOf, async ({ tx, params, body, seen }) => replaceSettings(tx, await required(tx, params.personId), body, seen)),
  ];
}

export const notificationEndpoints = (isPerson: IsPerson): readonly Endpoint[] => [list, readingOne, readingAll, ...ownSettings, ...settingsOfOthers(isPerson)];
