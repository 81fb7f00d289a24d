import { useEffect, useRef, useSyncExternalStore } from "react";
import { bePresent } from "../../contract/live.ts";
import { call } from "./client.ts";

/** Who else of one's own side is at work in a unit's file, and at which criterion. Forgotten soon after they fall silent. */

export type Present = { readonly personId: string; readonly name: string; readonly code: string };

const FORGET_MS = 35_000;
const REPEAT_MS = 20_000;

type Seen = Present & { readonly timer: ReturnType<typeof setTimeout> };

const seen = new Map<string, Map<string, Seen>>();
let shown = new Map<string, readonly Present[]>();
const listeners = new Set<() => void>();
const NOBODY: readonly Present[] = [];

function publish(place: string): void {
  const people = [...(seen.get(place)?.values() ?? [])].map(({ personId, name, code }) => ({ personId, name, code }));
  shown = new Map(shown).set(place, people);
  for (const listener of listeners) listener();
}

const placeOf = (campaignId: string, unitId: string): string => `${campaignId} ${unitId}`;

/** Takes what the server tells of somebody. */
export function tellPresence({ campaignId, unitId, personId, name, code }: Readonly<Record<string, unknown>>): void {
  if (typeof campaignId !== "string" || typeof unitId !== "string" || typeof personId !== "string" || typeof name !== "string") return;
  const place = placeOf(campaignId, unitId);
  const people = seen.get(place) ?? new Map<string, Seen>();
  seen.set(place, people);
  clearTimeout(people.get(personId)?.timer);
  people.delete(personId);
  if (typeof code === "string") {
    const forget = (): void => {
      people.delete(personId);
      publish(place);
    };
    people.set(personId, { personId, name, code, timer: setTimeout(forget, FORGET_MS) });
  }
  publish(place);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The others at work in this file now, oneself left out. */
export function usePresent(campaignId: string, unitId: string, self: string): readonly Present[] {
  const people = useSyncExternalStore(subscribe, () => shown.get(placeOf(campaignId, unitId)) ?? NOBODY);
  return people.filter((one) => one.personId !== self);
}

/** Whoever passes by on the way to another criterion is not said to be there. */
const SETTLE_MS = 500;

/** Lets the others know at which criterion one is, as long as the page shows it. */
export function useBePresent(campaignId: string, unitId: string, code: string | undefined): void {
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (code === undefined) return undefined;
    const say = (): void => {
      said.current = code;
      tell({ campaignId, unitId }, code);
    };
    const settled = setTimeout(say, SETTLE_MS);
    const timer = setInterval(say, REPEAT_MS);
    return () => {
      clearTimeout(settled);
      clearInterval(timer);
    };
  }, [campaignId, unitId, code]);
  useEffect(
    () => () => {
      if (said.current !== null) tell({ campaignId, unitId }, null);
      said.current = null;
    },
    [campaignId, unitId],
  );
}

function tell(params: { readonly campaignId: string; readonly unitId: string }, code: string | null): void {
  // Nobody misses it much: the next one comes soon, and without any the others forget.
  call(bePresent, { params, body: { code } }).catch(() => undefined);
}
