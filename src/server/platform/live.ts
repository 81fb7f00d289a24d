import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import type pg from "pg";
import { z } from "zod";
import { type Hears, type Notice, SESSION, type Told, type Topic } from "./announce.ts";
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
/** What is kept for who comes back: minutes of a busy evening. */
const MOST_KEPT = 4000;

const notice = z.object({ id: z.string(), topic: z.string(), data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])), facts: z.record(z.string(), z.unknown()) });
const whose = z.object({ sessions: z.array(z.string()).optional(), accounts: z.array(z.string()).optional() });

type Kept = { readonly id: string; readonly event: string; readonly hears: Hears; readonly sameKey: string | undefined };
const NOTHING: Told = {};
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

export function makeLive({ topics, actorsOf, limits = LIMITS }: LiveOptions): Live {
  const streams = new Set<Stream>();
  let ground: Ground | undefined;
  let refused = 0;
  let stopListening = async (): Promise<void> => undefined;
  let timers: readonly NodeJS.Timeout[] = [];
  /** Announcements in order behind a mark from which on nothing was missed. */
  const kept: Kept[] = [];
  let mark = randomUUID().toString();
  const newestId = () => kept.at(-1)?.id ?? mark;

  /** Forgets what came before: something may have been missed, so that everybody reads anew. */
  const beginAnew = (): void => {
    kept.length = 0;
    mark = randomUUID();
    for (const stream of streams) stream.send({ event: "reset", data: NOTHING, id: mark });
  };

  const tell = (stream: Stream, { id, event, hears, sameKey }: Kept): void => {
    const data = hears(stream.actor);
    if (data !== undefined) stream.send({ event, data, id, sameKey });
  };

  /** Looks who they are now: whoever is nobody any more is cut off, whose rights have changed is told. */
  const look = async (some: readonly Stream[]): Promise<void> => {
    if (ground === undefined || some.length === 0) return;
    const actors = await ground.database.read((tx) => actorsOf(tx, [...new Set(some.map((one) => one.actor.sessionId))]));
    for (const stream of some) {
      const now = actors.get(stream.actor.sessionId);
      const before = stream.actor;
      if (now === undefined) {
        stream.send({ event: SESSION, data: { state: "ended" } });
        streams.delete(stream);
        stream.end();
      } else {
        stream.actor = now;
        if (!isSame(now.roles, before.roles) || !isSame(now.unitIds, before.unitIds)) stream.send({ event: SESSION, data: { state: "changed" } });
      }
    }
  };

  const lookAgain = async ({ facts }: Notice): Promise<void> => {
    const named = whose.safeParse(facts);
    const { sessions = [], accounts = [] } = named.success ? named.data : {};
    await look([...streams].filter(({ actor }) => sessions.includes(actor.sessionId) || accounts.includes(actor.accountId)));
  };

  const handOut = async (told: Notice, database: Database): Promise<void> => {
    const { hears: hearsOf, sameKey, isPassing = false } = topics[told.topic] ?? {};
    const hears = await hearsOf?.(told, database.read);
    if (hears === undefined) return;
    const one: Kept = { id: told.id, event: told.topic, hears, sameKey: sameKey === undefined ? undefined : `${told.topic} ${sameKey(told.data)}` };
    if (!isPassing) kept.push(one);
    if (kept.length > MOST_KEPT) kept.splice(0, MOST_KEPT / 2);
    for (const stream of streams) tell(stream, isPassing ? { ...one, id: newestId() } : one);
  };

  /** One after the other, in the order in which they were committed. */
  let working: Promise<void> = Promise.resolve();
  const next = (work: () => Promise<void>): void => {
    working = working.then(work).catch((error: unknown) => {
      ground?.onFailure(`live updates: ${error instanceof Error ? error.message : String(error)}`);
      beginAnew();
    });
  };

  const take = (text: string): void => {
    next(async () => {
      const read = notice.safeParse(JSON.parse(text));
      if (!read.success || ground === undefined) return;
      await (read.data.topic === SESSION ? lookAgain(read.data) : handOut(read.data, ground.database));
    });
  };

  const refuse = (problem: Problem): never => {
    refused++;
    throw problem;
  };

  const requireRoom = ({ accountId }: Actor): void => {
    if (ground === undefined || streams.size >= limits.inAll) refuse(new Problem("unavailable", { detail: { vi: "Đang có quá nhiều kết nối nhận cập nhật; hãy thử lại sau.", en: "There are too many live connections; try again later." } }));
    const own = [...streams].filter(({ actor }) => actor.accountId === accountId).length;
    if (own >= limits.perAccount) refuse(new Problem("too-many-attempts", { detail: { vi: `Tài khoản đang mở ${String(own)} kết nối nhận cập nhật; hãy đóng bớt thẻ trình duyệt.`, en: `The account has ${String(own)} live connections; close some tabs.` } }));
  };

  const open = ({ actor, lastEventId }: Asked): Readable => {
    requireRoom(actor);
    const stream = openStream(actor, () => streams.delete(stream));
    streams.add(stream);
    const at = lastEventId === mark ? 0 : kept.findIndex((one) => one.id === lastEventId) + 1;
    const isKnown = lastEventId === mark || at > 0;
    stream.send({ event: lastEventId === undefined || isKnown ? "ready" : "reset", data: NOTHING, id: isKnown ? lastEventId : newestId() });
    if (isKnown) for (const one of kept.slice(at)) tell(stream, one);
    // Who was somebody a moment ago may be nobody by now.
    next(() => look([stream]).catch(() => undefined));
    return stream.body;
  };

  const endStreams = (): void => {
    ground = undefined;
    for (const stream of streams) stream.end();
    streams.clear();
  };

  return {
    start: async (given) => {
      ground = given;
      ({ stop: stopListening } = await listen({ connection: given.connection, onNotice: take, onListening: () => { next(async () => { beginAnew(); }); }, onFailure: given.onFailure }));
      // A database that is away announces nothing either; the next look follows.
      const looking = setInterval(() => { next(() => look([...streams]).catch(() => undefined)); }, LOOK_EVERY_MS);
      const beating = setInterval(() => { for (const stream of streams) stream.beat(); }, BEAT_EVERY_MS);
      timers = [looking.unref(), beating.unref()];
    },
    open,
    endStreams,
    stop: async () => {
      endStreams();
      for (const timer of timers) clearInterval(timer);
      await stopListening();
      await working;
    },
    counts: () => ({ streams: streams.size, refused }),
  };
}
