import type { Readable } from "node:stream";
import type pg from "pg";
import { z } from "zod";
import { type Notice, SESSION, type Told, type Topic } from "./announce.ts";
import { type Kept, makeKept } from "./live-kept.ts";
import type { Actor } from "./call.ts";
import type { Database, Transaction } from "./database.ts";
import { listen } from "./live-listener.ts";
import { openStream, type Stream } from "./live-stream.ts";
import { Problem } from "./problem.ts";

/**
 * What people see change while they look: announcements from the database, handed to those whom they concern over
 * streams that stay open. Every process hands out everything to its own streams, so any number of them may stand
 * beside one another.
 */

/** The accounts behind sessions that are alive, with their rights of this moment; one question for any number. */
type ActorsOf = (tx: Transaction, sessionIds: readonly string[]) => Promise<ReadonlyMap<string, Actor>>;

type LiveLimits = { readonly perAccount: number; readonly inAll: number };
type LiveOptions = { readonly topics: Readonly<Record<string, Topic>>; readonly actorsOf: ActorsOf; readonly limits?: LiveLimits };

type Asked = { readonly actor: Actor; readonly lastEventId: string | undefined };
type Ground = { readonly connection: pg.ClientConfig; readonly database: Database; readonly onFailure: (message: string) => void };

export type Live = {
  /** Begins to listen; before, nobody is let in. */
  readonly start: (ground: Ground) => Promise<void>;
  /** A stream for somebody, from where they left off if that is still known. */
  readonly open: (asked: Asked) => Readable;
  /** Ends all streams and takes no new ones; browsers come back to another process. */
  readonly endStreams: () => void;
  readonly stop: () => Promise<void>;
  readonly counts: () => { readonly streams: number; readonly refused: number };
};

/** A browser has a handful of tabs; a province some thousand people at work. */
const LIMITS: LiveLimits = { perAccount: 8, inAll: 2000 };
/** Sooner than the 5 s in which whoever lost a right must have lost it everywhere. */
const LOOK_EVERY_MS = 3000;
/** Proxies cut lines that say nothing for a minute or half of one. */
const BEAT_EVERY_MS = 20_000;

const notice = z.object({ id: z.string(), topic: z.string(), data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])), facts: z.record(z.string(), z.unknown()) });
const whose = z.object({ sessions: z.array(z.string()).optional(), accounts: z.array(z.string()).optional() });

const NOTHING: Told = {};
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

function tell(stream: Stream, { id, event, hears, sameKey }: Kept): void {
  const data = hears(stream.actor);
  if (data !== undefined) stream.send({ event, data, id, sameKey });
}

/** Looks who they are now: whoever is nobody any more is cut off, whose rights have changed is told. */
async function look(database: Database, actorsOf: ActorsOf, some: readonly Stream[]): Promise<void> {
  if (some.length === 0) return;
  const actors = await database.read((tx) => actorsOf(tx, [...new Set(some.map((one) => one.actor.sessionId))]));
  for (const stream of some) {
    const now = actors.get(stream.actor.sessionId);
    const before = stream.actor;
    if (now === undefined) {
      stream.send({ event: SESSION, data: { state: "ended" } });
      stream.end();
    } else {
      stream.actor = now;
      if (!isSame(now.roles, before.roles) || !isSame(now.unitIds, before.unitIds)) stream.send({ event: SESSION, data: { state: "changed" } });
    }
  }
}

/** The streams of those of whom something says that their rights have changed. */
function namedIn({ facts }: Notice, streams: ReadonlySet<Stream>): Stream[] {
  const named = whose.safeParse(facts);
  const { sessions = [], accounts = [] } = named.success ? named.data : {};
  return [...streams].filter(({ actor }) => sessions.includes(actor.sessionId) || accounts.includes(actor.accountId));
}

/** Why there is no room for one more. */
function refusalFor({ accountId }: Actor, streams: ReadonlySet<Stream>, isOpen: boolean, limits: LiveLimits): Problem | undefined {
  if (!isOpen || streams.size >= limits.inAll) return new Problem("unavailable", { detail: { vi: "Đang có quá nhiều kết nối nhận cập nhật; hãy thử lại sau.", en: "There are too many live connections; try again later." } });
  const own = [...streams].filter(({ actor }) => actor.accountId === accountId).length;
  if (own < limits.perAccount) return undefined;
  return new Problem("too-many-attempts", { detail: { vi: `Tài khoản đang mở ${String(own)} kết nối nhận cập nhật; hãy đóng bớt thẻ trình duyệt.`, en: `The account has ${String(own)} live connections; close some tabs.` } });
}

function beat(streams: ReadonlySet<Stream>): void {
  for (const stream of streams) stream.beat();
}

/** What is done one after the other, in the order in which it came; what fails is told, and does not hold up the rest. */
function inTurn(onFailure: (error: unknown) => void): { readonly next: (work: () => Promise<void> | void) => void; readonly done: () => Promise<void> } {
  let working: Promise<void> = Promise.resolve();
  return {
    next: (work) => {
      working = working.then(work).catch(onFailure);
    },
    done: () => working,
  };
}

export function makeLive({ topics, actorsOf, limits = LIMITS }: LiveOptions): Live {
  const streams = new Set<Stream>();
  const kept = makeKept();
  let ground: Ground | undefined;
  let refused = 0;
  let stopListening = async (): Promise<void> => undefined;
  let timers: readonly NodeJS.Timeout[] = [];

  /** Something may have been missed, so that everybody reads anew. */
  const beginAnew = (): void => {
    const id = kept.begin();
    for (const stream of streams) stream.send({ event: "reset", data: NOTHING, id });
  };
  const { next, done } = inTurn((error) => {
    ground?.onFailure(`live updates: ${error instanceof Error ? error.message : String(error)}`);
    beginAnew();
  });
  /** A database that is away announces nothing either; the next look follows. */
  const lookLater = (some: () => readonly Stream[]): void => {
    next(async () => {
      if (ground !== undefined) await look(ground.database, actorsOf, some()).catch(() => undefined);
    });
  };

  const handOut = async (told: Notice, database: Database): Promise<void> => {
    const { hears: hearsOf, sameKey, isPassing = false } = topics[told.topic] ?? {};
    const hears = await hearsOf?.(told, database.read);
    if (hears === undefined) return;
    const one: Kept = { id: told.id, event: told.topic, hears, sameKey: sameKey === undefined ? undefined : `${told.topic} ${sameKey(told.data)}` };
    if (!isPassing) kept.add(one);
    for (const stream of streams) tell(stream, isPassing ? { ...one, id: kept.newestId() } : one);
  };

  const take = (text: string): void => {
    next(async () => {
      const read = notice.safeParse(JSON.parse(text));
      if (!read.success || ground === undefined) return;
      await (read.data.topic === SESSION ? look(ground.database, actorsOf, namedIn(read.data, streams)) : handOut(read.data, ground.database));
    });
  };

  const open = ({ actor, lastEventId }: Asked): Readable => {
    const refusal = refusalFor(actor, streams, ground !== undefined, limits);
    if (refusal !== undefined) {
      refused++;
      throw refusal;
    }
    const stream = openStream(actor, () => streams.delete(stream));
    streams.add(stream);
    const missed = lastEventId === undefined ? undefined : kept.after(lastEventId);
    stream.send({ event: lastEventId === undefined || missed !== undefined ? "ready" : "reset", data: NOTHING, id: missed === undefined ? kept.newestId() : lastEventId });
    for (const one of missed ?? []) tell(stream, one);
    // Who was somebody a moment ago may be nobody by now.
    lookLater(() => [stream]);
    return stream.body;
  };

  const endStreams = (): void => {
    ground = undefined;
    for (const stream of streams) stream.end();
    streams.clear();
  };

  const start = async (given: Ground): Promise<void> => {
    ground = given;
    const onListening = (): void => {
      next(beginAnew);
    };
    ({ stop: stopListening } = await listen({ connection: given.connection, onNotice: take, onListening, onFailure: given.onFailure }));
    timers = [setInterval(lookLater, LOOK_EVERY_MS, () => [...streams]).unref(), setInterval(beat, BEAT_EVERY_MS, streams).unref()];
  };
  const stop = async (): Promise<void> => {
    endStreams();
    for (const timer of timers) clearInterval(timer);
    await stopListening();
    await done();
  };
  return { start, open, endStreams, stop, counts: () => ({ streams: streams.size, refused }) };
}
