import { z } from "zod";
import { record } from "../audit/index.ts";
import { type AuditEntry, type Database, enqueue, type Recurring, type Task, type Tasks, type Transaction } from "../platform/index.ts";
import { letterOf } from "./letter.ts";
import { type Attempt, contentsOf, holdLetter, noteAttempt, queueDigests, queueLetters, type StoredLetter } from "./mail-queries.ts";
import { notifyAll, POST } from "./notify.ts";
import { digestDue, isRefusedForGood } from "./rules.ts";
import { type MailSettings, openSmtp, type Send } from "./smtp.ts";
import type { Notice } from "./words.ts";

/** A notice that is given once, when its time has come. */
export type Reminder = Notice & { readonly dedupe: string };

/** What another room has to remind of at a moment. */
export type RemindersDue = (tx: Transaction, now: Date) => Promise<readonly Reminder[]>;

const SEND = "notification.send";
const REMIND = "notification.remind";
const DIGEST = "notification.digest";

/** Often enough that a missed tick does no harm: what is due, and was not yet done, the database knows. */
const EVERY_TEN_MINUTES = "*/10 * * * *";
export const recurringTasks: readonly Recurring[] = [
  { task: REMIND, match: EVERY_TEN_MINUTES },
  { task: DIGEST, match: EVERY_TEN_MINUTES },
];

const asSystem = (entries: readonly AuditEntry[], tx: Transaction): Promise<void> => record(tx, "system", entries);

/** Gives the reminders that are due and were not given; whom it reminded stands in the ledger, for disputes about deadlines. */
const remind = (database: Database, remindersDue: readonly RemindersDue[]): Task => async () => {
  await database.transaction(async (tx) => {
    const now = await tx.now();
    const reminders: Reminder[] = [];
    for (const due of remindersDue) reminders.push(...(await due(tx, now)));
    const given = Map.groupBy(await notifyAll(tx, reminders), ({ notice }) => notice);
    const entries = [...given].flatMap(([i, told]) => {
      const reminder = reminders[i];
      return reminder === undefined ? [] : [{ action: "notification.reminded", subject: reminder.subject, data: { kind: reminder.kind, ...reminder.data, dedupe: reminder.dedupe, to: told.map(({ person }) => person).toSorted() } }];
    });
    await asSystem(entries, tx);
  });
};

const sendAll = (tx: Transaction, letters: readonly number[]): Promise<void> => enqueue(tx, SEND, letters.map((letter) => ({ letter })));

const posted = z.object({ notifications: z.array(z.number().int()) });

const post = (database: Database): Task => async (payload) => {
  const { notifications } = posted.parse(payload);
  await database.transaction(async (tx) => sendAll(tx, await queueLetters(tx, notifications, await tx.now())));
};

const digest = (database: Database): Task => async () => {
  await database.transaction(async (tx) => {
    const now = await tx.now();
    const { day, before } = digestDue(now);
    await sendAll(tx, await queueDigests(tx, day, before, now));
  });
};

const LONGEST_REASON = 500;

const field = (error: Error, name: string): unknown => (name in error ? Reflect.get(error, name) : undefined);

/** What a failure means for the letter. */
function failedAttempt(error: unknown, isLast: boolean): Attempt & { readonly reason: string } {
  if (!(error instanceof Error)) return { reason: String(error), isOver: isLast };
  const [code, responseCode] = [field(error, "code"), field(error, "responseCode")];
  const failure = { code: typeof code === "string" ? code : undefined, responseCode: typeof responseCode === "number" ? responseCode : undefined };
  return { reason: error.message.slice(0, LONGEST_REASON), isOver: isLast || isRefusedForGood(failure) };
}

type Mail = { readonly settings: MailSettings; readonly send: Send };

async function attempt(tx: Transaction, { settings, send }: Mail, letter: StoredLetter, isLast: boolean): Promise<Attempt> {
  const { id, address, language, notificationId, queuedAt } = letter;
  if (address === null) return { reason: "no address any more", isOver: true };
  const contents = await contentsOf(tx, letter);
  // The same at every attempt: should a server take the letter and its answer be lost, the second can be told as a copy.
  const messageId = `<congtam-${String(id)}@${new URL(settings.publicUrl).hostname}>`;
  try {
    await send({ to: address, messageId, date: queuedAt }, letterOf(contents, language ?? "vi", settings.publicUrl, notificationId === null));
    return { sentTo: address };
  } catch (error) {
    return failedAttempt(error, isLast);
  }
}

const sent = z.object({ letter: z.number().int() });

/** Sends one letter. How it went is written first; a failure that may pass is then told to the queue, which tries again. */
const sendLetter = (database: Database, mail: Mail): Task => async (payload, { isLast }) => {
  const { letter: id } = sent.parse(payload);
  const outcome = await database.transaction(async (tx): Promise<Attempt | undefined> => {
    const letter = await holdLetter(tx, id);
    // Whoever holds it may die yet: this job stays until the letter is known to be sent.
    if (letter === undefined) throw new Error(`letter ${String(id)} is being sent by another process`);
    if (letter.isOver) return undefined;
    const made = await attempt(tx, mail, letter, isLast);
    await noteAttempt(tx, id, made, await tx.now());
    return made;
  });
  if (outcome !== undefined && "reason" in outcome && (!outcome.isOver || isLast)) throw new Error(outcome.reason);
};

const nothing: Task = async () => undefined;

/** The room's work besides requests. Without a mail server, nothing is queued for mail. */
export function tasksOn(database: Database, remindersDue: readonly RemindersDue[], settings: MailSettings | undefined): Tasks {
  const reminding = remind(database, remindersDue);
  if (settings === undefined) return { [REMIND]: reminding, [POST]: nothing, [DIGEST]: nothing };
  return { [REMIND]: reminding, [POST]: post(database), [DIGEST]: digest(database), [SEND]: sendLetter(database, { settings, send: openSmtp(settings) }) };
}
