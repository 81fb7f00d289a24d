import { enqueue, type Transaction } from "../platform/index.ts";
import { type Inserted, insertNotices } from "./queries.ts";
import { KINDS, type Notice } from "./words.ts";

/** The job that finds out who wants an e-mail of new notifications. */
export const POST = "notification.post";

/** Tells everything in the change's own transaction: in the inbox at once, by e-mail when it is committed. Returns what is new. */
export async function notifyAll(tx: Transaction, notices: readonly Notice[]): Promise<Inserted[]> {
  // What a kind does not know cannot slip into a letter, not even past the compiler.
  for (const { kind, data } of notices) KINDS[kind].data.parse(data);
  const inserted = await insertNotices(tx, notices, await tx.now());
  if (inserted.length > 0) await enqueue(tx, POST, [{ notifications: inserted.map(({ id }) => id) }]);
  return inserted;
}

/** Tells people something, in the change's own transaction. */
export async function notify(tx: Transaction, notice: Notice): Promise<void> {
  await notifyAll(tx, [notice]);
}
