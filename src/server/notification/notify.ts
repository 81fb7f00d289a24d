import { z } from "zod";
import { announce, enqueue, topic, type Topic, type Transaction } from "../platform/index.ts";
import { type Inserted, insertNotices } from "./queries.ts";
import { KINDS, type Notice } from "./words.ts";

/** The job that finds out who wants an e-mail of new notifications. */
export const POST = "notification.post";

/** How many people are named in one announcement. */
const AT_ONCE = 150;

const facts = z.object({ to: z.array(z.string()) });

/** That there is something new in an inbox is told to its owner alone. */
export const notificationTopics: Readonly<Record<string, Topic>> = {
  notification: topic(facts, ({ to }) => {
    const people = new Set(to);
    return ({ personId }) => (people.has(personId) ? {} : undefined);
  }),
};

async function announceTo(tx: Transaction, people: readonly string[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(people.length / AT_ONCE) }, (_, i) => people.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
  await announce(tx, batches.map((to) => ({ topic: "notification", data: {}, facts: { to } })));
}

/** Tells everything in the change's own transaction: in the inbox at once, by e-mail when it is committed. Returns what is new. */
export async function notifyAll(tx: Transaction, notices: readonly Notice[]): Promise<Inserted[]> {
  // What a kind does not know cannot slip into a letter, not even past the compiler.
  for (const { kind, data } of notices) KINDS[kind].data.parse(data);
  const inserted = await insertNotices(tx, notices, await tx.now());
  await announceTo(tx, [...new Set(inserted.map(({ person }) => person))]);
  if (inserted.length > 0) await enqueue(tx, POST, [{ notifications: inserted.map(({ id }) => id) }]);
  return inserted;
}

/** Tells people something, in the change's own transaction. */
export async function notify(tx: Transaction, notice: Notice): Promise<void> {
  await notifyAll(tx, [notice]);
}
