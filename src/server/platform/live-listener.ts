import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { CHANNEL } from "./announce.ts";
import { applicationPool } from "./database.ts";

/** The one connection of a process on which announcements come in; a database that goes away and comes back is survived. */

type Listener = {
  readonly connection: pg.ClientConfig;
  /** One announcement, as text. */
  readonly onNotice: (text: string) => void;
  /** From here on nothing is missed; before, something may have been. */
  readonly onListening: () => void;
  readonly onFailure: (message: string) => void;
};

const AGAIN_AFTER_MS = 500;
/** A line that broke without a word is found by asking. */
const PROBE_EVERY_MS = 15_000;

/** Until the connection is lost or `ending` comes. */
async function listenOnce({ connection, onNotice, onListening }: Listener, ending: AbortSignal): Promise<void> {
  const pool = applicationPool(connection, 1);
  try {
    const client = await pool.connect();
    const { promise: over, resolve: end } = Promise.withResolvers<undefined>();
    const onEnd = (): void => {
      end(undefined);
    };
    client.on("error", onEnd).on("end", onEnd);
    client.on("notification", ({ payload }) => {
      if (payload !== undefined) onNotice(payload);
    });
    const probes = setInterval(() => {
      client.query("select").catch(onEnd);
    }, PROBE_EVERY_MS);
    ending.addEventListener("abort", onEnd);
    try {
      await client.query(`listen ${CHANNEL}`);
      onListening();
      if (!ending.aborted) await over;
    } finally {
      clearInterval(probes);
      ending.removeEventListener("abort", onEnd);
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Listens until it is stopped. Resolves when it listens for the first time, or has failed to once. */
export async function listen(listener: Listener): Promise<{ readonly stop: () => Promise<void> }> {
  const ending = new AbortController();
  const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
  const told: Listener = {
    ...listener,
    onListening: () => {
      listener.onListening();
      begin(undefined);
    },
  };
  const listening = (async () => {
    while (!ending.signal.aborted) {
      try {
        await listenOnce(told, ending.signal);
      } catch (error) {
        listener.onFailure(`live updates wait for the database: ${error instanceof Error ? error.message : String(error)}`);
      }
      begin(undefined);
      await pause(AGAIN_AFTER_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  await begun;
  return {
    stop: async () => {
      ending.abort();
      await listening;
    },
  };
}
