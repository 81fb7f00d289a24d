import { readAudience } from "../campaign/index.ts";
import { record } from "../audit/index.ts";
import { notify } from "../notification/index.ts";
import type { Database, Figure, Recurring, Task, Transaction } from "../platform/index.ts";
import { SEND_TASK } from "./outbox-queue.ts";
import { alarmDue, type Claimed, claimDue, countItems, foldCounts, settle } from "./outbox-queries.ts";
import { ALARM_BEFORE_MS, type Answered, nextOf, outcomeOf } from "./outbox-rules.ts";

/** Takes what is due out of the outbox and to the national database, over HTTP, any number of processes at once. */

/** Where results go; undefined: the authority is not connected yet, and everything waits. */
export type NationalDatabase = { readonly url: string; readonly token?: string | undefined; readonly patienceMs?: number };

const PATIENCE_MS = 15_000;
/** Longer than sending a batch can take. */
const WHILE_MS = 10 * 60_000;
const AT_ONCE = 25;
const LONGEST_ANSWER = 65_536;

async function textOf(answer: Response): Promise<string> {
  let text = "";
  for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    if (text.length > LONGEST_ANSWER) break;
  }
  return text.slice(0, LONGEST_ANSWER);
}

/** One try; the same item has the same key however often it is sent. */
async function post({ url, token, patienceMs = PATIENCE_MS }: NationalDatabase, { id, payload }: Claimed): Promise<Answered> {
  try {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json", "idempotency-key": id, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify({ id, ...payload }), redirect: "error", signal: AbortSignal.timeout(patienceMs) });
    return { status: answer.status, text: await textOf(answer) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return { failure: error instanceof Error ? `${error.message}${cause}` : String(error) };
  }
}

async function keep(tx: Transaction, claimed: Claimed, answered: Answered): Promise<void> {
  const now = await tx.now();
  const outcome = outcomeOf(answered);
  const next = nextOf(outcome, claimed.tries, now);
  const isKept = await settle(tx, claimed, outcome, next, now);
  if (!isKept || next.state === "waiting") return;
  await record(tx, "system", [{ action: `personnel.outbox-${next.state}`, subject: `outbox:${claimed.id}`, data: { at: now.toISOString(), ...(outcome.outcome === "sent" ? { receipt: outcome.receipt } : { detail: outcome.detail, status: outcome.status }) } }]);
}

/** Tells the programme officers what will be late or was given up, once for each. */
async function alarm(tx: Transaction): Promise<void> {
  const now = await tx.now();
  const rows = await alarmDue(tx, new Date(now.getTime() + ALARM_BEFORE_MS));
  if (rows.length === 0) return;
  const { withRole } = await readAudience(tx);
  const dead = rows.filter((one) => one.state === "dead").length;
  await notify(tx, { to: withRole({ ownerUnitId: null, officeIds: [] }, ["programme-officer"]), kind: "outbox", subject: "outbox:national", data: { waiting: rows.length - dead, dead }, dedupe: now.toISOString() });
}

export type Outbox = { readonly tasksOn: (database: Database) => Readonly<Record<string, Task>>; readonly recurring: readonly Recurring[]; readonly figures: readonly Figure[]; readonly isConnected: boolean };

export function makeOutbox(national: NationalDatabase | undefined): Outbox {
  const counted = new Map<string, number>();
  /** Whether there may be more. */
  const sendSome = async (database: Database, to: NationalDatabase): Promise<boolean> => {
    const claimed = await database.transaction(async (tx) => {
      const now = await tx.now();
      return claimDue(tx, now, new Date(now.getTime() + WHILE_MS), AT_ONCE);
    });
    await Promise.all(claimed.map(async (one) => {
      const answered = await post(to, one);
      await database.transaction((tx) => keep(tx, one, answered));
    }));
    return claimed.length === AT_ONCE;
  };
  const task = (database: Database): Task => async () => {
    if (national !== undefined) for (let isMore = true; isMore; ) isMore = await sendSome(database, national);
    await database.transaction(alarm);
    await database.transaction(foldCounts);
    const counts = await database.read(async (tx) => countItems(tx, await tx.now()));
    for (const [state, count] of Object.entries(counts)) counted.set(state, count);
  };
  return {
    tasksOn: (database) => ({ [SEND_TASK]: task(database) }),
    recurring: [{ task: SEND_TASK, match: "* * * * *" }],
    figures: [{ name: "congtam_outbox_items", help: "Results for the national database by state, as this process counted last; late: not sent within five days", label: "state", read: () => counted }],
    isConnected: national !== undefined,
  };
}
