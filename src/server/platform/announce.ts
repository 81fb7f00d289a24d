import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "./call.ts";
import type { Database, Transaction } from "./database.ts";

/**
 * Saying in a change's own transaction that something has changed, to whoever looks at it in any process: PostgreSQL
 * hands it out when the change is committed, and never otherwise. What is said are names and ids; what has become of
 * it, each reads by the route that shows it, under its rules.
 */

/** The connection between processes; everybody who listens is told everything on it. */
export const CHANNEL = "congtam_live";

/** `data` is what people are told, `facts` what decides who is. */
export type Announcement = { readonly topic: string; readonly data: Told; readonly facts: Readonly<Record<string, unknown>> };
export type Told = Readonly<Record<string, string | number | boolean | null>>;
/** As it goes over the connection; the id is the same in every process. */
export type Notice = Announcement & { readonly id: string };

/** What a stream is sent of an announcement; undefined: nothing. */
export type Hears = (actor: Actor) => Told | undefined;

/** Something that people may be told of as it happens. */
export type Topic = {
  /** Whom an announcement concerns. What was announced by a process of another version is read, never trusted: undefined tells nobody. */
  readonly hears: (notice: Announcement, read: Database["read"]) => Promise<Hears | undefined>;
  /** Of announcements with the same key a stream is sent at most one a second. */
  readonly sameKey?: (data: Told) => string;
  /** True: it means nothing to who comes back later. */
  readonly isPassing?: boolean;
};

/** A topic whose facts have a shape. */
export function topic<F extends z.ZodType>(facts: F, hears: (facts: z.output<F>, data: Told, read: Database["read"]) => Promise<Hears> | Hears, more: Omit<Topic, "hears"> = {}): Topic {
  return {
    ...more,
    hears: async (notice, read) => {
      const known = facts.safeParse(notice.facts);
      return known.success ? hears(known.data, notice.data, read) : undefined;
    },
  };
}

/** PostgreSQL takes less than 8000 bytes. */
const MOST_BYTES = 7900;

/** Announces in the change's own transaction; in one statement, however many. */
export async function announce(tx: Transaction, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return;
  const texts = announcements.map((one) => JSON.stringify({ id: randomUUID(), ...one } satisfies Notice));
  if (texts.some((text) => Buffer.byteLength(text) > MOST_BYTES)) throw new RangeError("an announcement is ids, not content");
  await sql`select pg_notify(${CHANNEL}, said) from unnest(${texts}::text[]) as said`.execute(tx.tables());
}

/** Whose sessions are to be looked at again: their rights have changed or they have ended. */
export const SESSION = "session";
