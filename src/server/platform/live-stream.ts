import { Readable } from "node:stream";
import type { Actor } from "./call.ts";
import type { Told } from "./announce.ts";

/** One line to one browser, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

export type Sent = { readonly event: string; readonly data: Told; readonly id?: string | undefined; readonly sameKey?: string | undefined };

export type Stream = {
  readonly body: Readable;
  /** Who listens, with the rights of the last look. */
  actor: Actor;
  readonly send: (sent: Sent) => void;
  readonly beat: () => void;
  readonly end: () => void;
};

/** How long a browser waits before it comes back; the first line of every stream. */
const RETRY_MS = 3000;
const SAME_AGAIN_MS = 1000;
/** Who reads so slowly that this much waits is cut off; the browser comes back and is told what it missed. */
const MOST_WAITING_BYTES = 256 * 1024;

/**
 * `id` is told only while nothing is held back: who comes back with it has then seen everything up to it, and at worst
 * sees something twice.
 */
export function openStream(first: Actor, onClose: () => void): Stream {
  const held = new Map<string, Sent>();
  const sentAt = new Map<string, number>();
  let lastId: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const body = new Readable({ read: () => undefined });
  body.on("close", () => {
    clearTimeout(timer);
    onClose();
  });
  body.on("error", () => undefined);
  const push = (text: string): void => {
    if (body.destroyed || isOver) return;
    if (body.readableLength > MOST_WAITING_BYTES) body.destroy();
    else body.push(text);
  };
  const write = ({ event, data, id }: Sent): void => {
    const idLine = id === undefined || lastId === undefined || held.size > 0 ? "" : `id: ${lastId}\n`;
    push(`${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const release = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const [key, sent] of held) {
      held.delete(key);
      sentAt.set(key, now);
      write(sent);
    }
    for (const [key, at] of sentAt) if (now - at >= SAME_AGAIN_MS) sentAt.delete(key);
  };
  /** Whether it waits for its second to be over. */
  const holds = (sent: Sent): boolean => {
    if (sent.sameKey === undefined) return false;
    const now = performance.now();
    const before = sentAt.get(sent.sameKey);
    if (before !== undefined && now - before < SAME_AGAIN_MS) {
      held.set(sent.sameKey, sent);
      timer ??= setTimeout(release, SAME_AGAIN_MS - (now - before));
      return true;
    }
    sentAt.set(sent.sameKey, now);
    return false;
  };
  push(`retry: ${String(RETRY_MS)}\n\n`);
  return {
    body,
    actor: first,
    send: (sent) => {
      lastId = sent.id ?? lastId;
      if (!holds(sent)) write(sent);
    },
    beat: () => {
      push(":\n\n");
    },
    end: () => {
      if (body.destroyed || isOver) return;
      isOver = true;
      body.push(null);
    },
  };
}
