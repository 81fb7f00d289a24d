import { compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { makeBytes } from "./bytes.ts";
import { type Authority, type Leadership, leadershipOf, type Tally } from "./computing-leaders.ts";
import { copyOf, peopleIn, type Person } from "./computing-rows.ts";
import { failedLevel, groundOf, type Led } from "./person-ground.ts";
import { isLeader, linesIn, type Place, placing } from "./place-rules.ts";
import { type Score, scoreOf } from "./score.ts";

/** What is done in the thread: from rows of people as the database copies them out to their results as it copies them in. No I/O. */

/** What holds for everybody of one computation; sent once, and again when the thread does not know it. */
export type Setting = Omit<Authority, "lines" | "failed"> & {
  readonly id: string;
  readonly sha256: string;
  readonly regulation: Regulation;
  readonly index: string;
  readonly period: string;
  /** The database's clock, RFC 3339. */
  readonly at: string;
  /** Every unit with the one above it. */
  readonly parents: ReadonlyMap<string, string | null>;
};
type Order = { readonly setting: string; readonly rows: Uint8Array };

type Missing = Readonly<Partial<Record<Score["missing"][number]["what"], number>>>;
export type Counts = { readonly levels: Readonly<Record<string, number>>; readonly missing: Missing; readonly computed: number };
export type Computed = { readonly rows: Uint8Array; readonly counts: Counts };
export type Passed = Computed & {
  /** How many there were, and of how many the place is not clear. */
  readonly people: number;
  readonly unclear: number;
  /** What they tell of those who lead them. */
  readonly tally: Tally;
  /** Rows of leaders, who are computed once everybody has passed. */
  readonly leaders: Uint8Array;
};

type Prepared = { readonly setting: Setting; readonly engine: Engine; readonly placeOf: ReturnType<typeof placing>; readonly leadership: Leadership };
const held = new Map<string, Prepared>();

export function prepare(setting: Setting): void {
  const { sha256, regulation, parents } = setting;
  const engine = [...held.values()].find((one) => one.setting.sha256 === sha256)?.engine ?? compileRegulation({ regulation, sha256 });
  const lines = linesIn(parents);
  held.set(setting.id, { setting, engine, placeOf: placing({ posts: setting.posts, lines }), leadership: leadershipOf({ ...setting, lines, failed: failedLevel(engine) }) });
}

export function forget(setting: string): void {
  held.delete(setting);
}

const more = <K extends string>(counts: Partial<Record<K, number>>, key: K): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** What some people's periods come to, written down and counted. */
function written({ setting, engine }: Prepared) {
  const levels: Record<string, number> = {};
  const missing: Partial<Record<Score["missing"][number]["what"], number>> = {};
  const out = makeBytes();
  let computed = 0;
  return {
    add: (place: Place, { person, sums, actions }: Person, led: Led | undefined): void => {
      // Who did something with the form and when does not count here.
      const { ground } = groundOf(place, { sums, actions: actions().map((action, i) => ({ number: i + 1, at: "", by: "", action })), led });
      const score = scoreOf(engine, setting.index, ground, { isBrief: true });
      if (score.level !== null) more(levels, score.level);
      for (const { what } of score.missing) more(missing, what);
      out.write(copyOf(setting, { person, unit: place.unit }, score));
      computed += 1;
    },
    done: (): Computed => ({ rows: out.done(), counts: { levels, missing, computed } }),
  };
}

/** People pass by: officers are computed, leaders put back. Undefined where the thread does not know the setting. */
export function pass({ setting, rows }: Order): Passed | undefined {
  const prepared = held.get(setting);
  if (prepared === undefined) return undefined;
  const tally = prepared.leadership.begin();
  const out = written(prepared);
  let [people, unclear, leaders] = [0, 0, ""];
  for (const [one, line] of peopleIn(rows)) {
    people += 1;
    prepared.leadership.count(tally, one.person, one.posts.map((post) => post.unit), one.settled);
    const place = prepared.placeOf(one.person, one.posts);
    if (place === undefined || place.fault !== undefined) unclear += 1;
    // Whoever has neither work nor a form has nothing that could be computed; what is settled stays.
    else if (one.settled !== undefined || one.sums === undefined) continue;
    else if (isLeader(place)) leaders += `${line}\n`;
    else out.add(place, one, undefined);
  }
  return { ...out.done(), people, unclear, tally, leaders: new TextEncoder().encode(leaders) };
}

/** Leaders, once it is known how those stand whom they lead. */
export function computeLeaders({ setting, rows, tally }: Order & { readonly tally: Tally }): Computed | undefined {
  const prepared = held.get(setting);
  if (prepared === undefined) return undefined;
  const led = prepared.leadership.ledBy(tally);
  const out = written(prepared);
  for (const [one] of peopleIn(rows)) {
    const place = prepared.placeOf(one.person, one.posts);
    if (place !== undefined) out.add(place, one, led.get(one.person));
  }
  return out.done();
}

export const COMPUTING_JOBS = { prepare, pass, computeLeaders, forget };
export type ComputingJobs = typeof COMPUTING_JOBS;
