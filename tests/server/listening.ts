import { once } from "node:events";

/** A browser on a stream of server-sent events. */

export type Heard = { readonly event: string; readonly data: Record<string, unknown>; readonly id: string | undefined };
export type Listening = {
  readonly status: number;
  readonly headers: Headers;
  readonly heard: Heard[];
  /** The raw text, comments included. */
  readonly text: () => string;
  /** The first event of this kind that is not counted yet, waiting for it as long as the test has. */
  readonly next: (event: string) => Promise<Heard>;
  /** Everything heard since the last call, but `ready`. */
  readonly fresh: () => Heard[];
  readonly ended: Promise<void>;
  readonly close: () => void;
};

const fieldOf = (block: string, name: string): string | undefined => block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);

/** Opens a stream; resolves when the answer begins. */
export async function listenAs(url: string, headers: Readonly<Record<string, string>>): Promise<Listening> {
  const ending = new AbortController();
  const answer = await fetch(`${url}/api/v1/live`, { headers, signal: ending.signal });
  const [heard, arrivals] = [[] as Heard[], new EventTarget()];
  let text = "";
  let [taken, counted] = [0, 0];
  const take = (): void => {
    const blocks = text.split("\n\n").slice(0, -1);
    for (const block of blocks.slice(taken)) {
      const event = fieldOf(block, "event");
      if (event !== undefined) heard.push({ event, data: JSON.parse(fieldOf(block, "data") ?? "null") as Record<string, unknown>, id: fieldOf(block, "id") });
    }
    taken = blocks.length;
    arrivals.dispatchEvent(new Event("arrived"));
  };
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      take();
    }
  })().catch(() => undefined);
  const waited = new Map<string, number>();
  return {
    status: answer.status,
    headers: answer.headers,
    heard,
    text: () => text,
    next: async (event) => {
      const from = waited.get(event) ?? 0;
      for (;;) {
        const at = heard.findIndex((one, i) => i >= from && one.event === event);
        const found = heard[at];
        if (found !== undefined) {
          waited.set(event, at + 1);
          return found;
        }
        await once(arrivals, "arrived");
      }
    },
    fresh: () => {
      const since = heard.slice(counted).filter((one) => one.event !== "ready");
      counted = heard.length;
      return since;
    },
    ended: reading,
    close: () => {
      ending.abort();
    },
  };
}
