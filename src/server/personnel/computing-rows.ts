import type { KeptFormAction } from "../../contract/personnel-form.ts";
import type { StaffPost } from "../organisation/index.ts";
import type { Settled } from "./person-ground.ts";
import type { Score, Sums } from "./score.ts";

/** Rows as PostgreSQL copies them out and in: who is computed, and what came of it. Bytes between it and the thread; nobody else reads them. */

const NULL = String.raw`\N`;

export type Person = {
  readonly person: string;
  readonly posts: readonly StaffPost[];
  readonly settled: Settled | undefined;
  readonly sums: Sums | undefined;
  readonly actions: () => readonly KeptFormAction[];
};

const MEANT: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", v: "\v" };
const plain = (cell: string): string => (cell.includes("\\") ? cell.replaceAll(/\\(.)/g, (_all, one: string) => MEANT[one] ?? one) : cell);

/** Kind and unit of each post, after one another. Names, titles and days are not asked for. */
function postsIn(person: string, cell: string): StaffPost[] {
  const words = cell.split(" ");
  const posts: StaffPost[] = [];
  for (let i = 1; i < words.length; i += 2) posts.push({ person, name: "", title: "", kind: words[i - 1] === "head" ? "head" : words[i - 1] === "deputy" ? "deputy" : "officer", unit: words[i] ?? "", from: "", to: null });
  return posts;
}

/** The database holds what the contract has read. */
const areActions = (given: unknown): given is readonly KeptFormAction[] => Array.isArray(given);

function actionsIn(cell: string): readonly KeptFormAction[] {
  const given: unknown = cell === NULL ? [] : JSON.parse(`[${plain(cell)}]`);
  return areActions(given) ? given : [];
}

/** By the columns for which `computation-queries.ts` asks, in their order. */
function personIn(line: string): Person {
  const [whose = "", posts = "", state = "", level = "", assigned = NULL, quantity = "0", quality = "0", progress = "0", open = "0", waiting = "0", actions = NULL] = line.split("\t");
  const person = plain(whose);
  return {
    person,
    posts: postsIn(person, posts),
    settled: state === "confirmed" || state === "absent" ? { state, level: level === NULL ? null : plain(level) } : undefined,
    sums: assigned === NULL ? undefined : { assigned, quantity, quality, progress, open: Number(open), waiting: Number(waiting) },
    actions: () => actionsIn(actions),
  };
}

/** Everybody in some whole lines, each with the line. */
export function* peopleIn(rows: Uint8Array): Generator<readonly [Person, line: string]> {
  for (const line of new TextDecoder().decode(rows).split("\n")) if (line !== "") yield [personIn(line), line];
}

/** Signs that a copy would take for its own, nearly never there. */
const SPECIAL = /[\\\t\r]/;
function cellOf(value: string | null): string {
  if (value === null) return NULL;
  const safe = SPECIAL.test(value) ? value.replaceAll("\\", String.raw`\\`).replaceAll("\t", String.raw`\t`).replaceAll("\r", String.raw`\r`) : value;
  return safe.includes("\n") ? safe.replaceAll("\n", String.raw`\n`) : safe;
}
const numberOf = (value: number | null): string => (value === null ? NULL : String(value));

/** The columns of `copyOf`, in order. */
export const COPIED_RESULT = "(period, person, unit, state, general, results, total, level, parts, reason, at)";
export function copyOf({ period, at }: { readonly period: string; readonly at: string }, { person, unit }: { readonly person: string; readonly unit: string }, { general, results, total, level, parts, steps }: Score): string {
  const reason = steps.length === 0 ? null : steps.map((one) => one.text).join("\n");
  return `${period}\t${cellOf(person)}\t${cellOf(unit)}\tcomputed\t${numberOf(general)}\t${numberOf(results)}\t${numberOf(total)}\t${cellOf(level)}\t${cellOf(JSON.stringify(parts))}\t${cellOf(reason)}\t${at}\n`;
}
