import type { readForm } from "../../contract/plan-report.ts";
import type { Answer } from "../shell/client.ts";
import { plainText } from "../ui/format.ts";
import { isRecord } from "../ui/refusal.ts";

/** A form while somebody works on it: its lists of items, each a record of fields. No I/O. */

type Form = Answer<typeof readForm>["body"]["form"];
export type Value = string | boolean | null | readonly string[] | undefined;
export type Item = Readonly<Record<string, Value>>;

export const LISTS = ["areas", "figures", "checks", "measures", "narratives"] as const;
export type List = (typeof LISTS)[number];
export type Draft = Pick<Form, "key" | "title" | "note" | "authority" | "confirmChange"> & Readonly<Record<List, readonly Item[]>>;

export const draftOf = (form: Form): Draft => form;

const LONGEST_KEY = 60;

/** "Hồ sơ đúng hạn" → "ho-so-dung-han": a key from a title, of which there is none yet. */
export function keyFrom(title: string, taken: ReadonlySet<string>): string {
  const bare = plainText(title).replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^[^a-z]+|-+$/g, "").slice(0, LONGEST_KEY - 4).replace(/-+$/, "");
  const key = bare === "" ? "so" : bare;
  for (let at = 1; ; at++) {
    const one = at === 1 ? key : `${key}-${String(at)}`;
    if (!taken.has(one)) return one;
  }
}

const textIn = (value: Value): string => (typeof value === "string" ? value : "");

/** What a new item of a list begins with. */
export function emptyItem(draft: Draft, list: List): Item {
  const area = textIn(draft.areas[0]?.["key"]);
  switch (list) {
    case "areas":
      return { key: "", title: "" };
    case "figures":
      return { key: "", area, title: "", unit: "", kind: "count", over: "year", isRequired: true };
    case "checks":
      return { kind: "within", parts: [], total: "" };
    case "measures":
      return { key: "", area, title: "", unit: "%", formula: "", direction: "up", threshold: null };
    case "narratives":
      return { key: "", area, title: "", hint: "", isRequired: false, part: "result" };
  }
}

/** Keys for what has none yet; figures and measures share theirs, since formulas name both. */
function withKeys(draft: Draft): Draft {
  const named = (items: readonly Item[], taken: Set<string>): readonly Item[] => {
    for (const one of items) if (textIn(one["key"]) !== "") taken.add(textIn(one["key"]));
    return items.map((one) => {
      if (textIn(one["key"]) !== "") return one;
      const key = keyFrom(textIn(one["title"]), taken);
      taken.add(key);
      return { ...one, key };
    });
  };
  const shared = new Set([...draft.figures, ...draft.measures].map((one) => textIn(one["key"])).filter((one) => one !== ""));
  return { ...draft, areas: named(draft.areas, new Set()), figures: named(draft.figures, shared), measures: named(draft.measures, shared), narratives: named(draft.narratives, new Set()) };
}

/** What only figures from surveys have. */
const OF_SURVEYS: ReadonlySet<string> = new Set(["surveyed", "answers"]);

/** Lists that are either left out or have something in them. */
const MAY_LACK: ReadonlySet<string> = new Set(["for", "surveyed", "answers"]);

/** As it is sent: JSON is YAML too. What is empty and need not be there is left out. */
export function sentOf(draft: Draft): string {
  const clean = (items: readonly Item[]): Item[] => items.map((one) => Object.fromEntries(Object.entries(one).filter(([name, value]) => !(OF_SURVEYS.has(name) && one["from"] !== "survey") && !((name === "from" || name === "target") && value === "") && !(MAY_LACK.has(name) && Array.isArray(value) && value.length === 0)).map(([name, value]) => [name, name === "threshold" && value === "" ? null : value])));
  const keyed = withKeys(draft);
  return JSON.stringify({ ...keyed, ...Object.fromEntries(LISTS.map((list) => [list, clean(keyed[list])])) });
}

/** Which item a fault is about: "/measures/3/formula" → measures, 3. */
export function placeOf(pointer: string): { readonly list: List; readonly at: number } | undefined {
  const [, list, at = ""] = /^\/([a-z]+)\/(\d+)/.exec(pointer) ?? [];
  const known = LISTS.find((one) => one === list);
  return known === undefined ? undefined : { list: known, at: Number(at) };
}

const isDraft = (value: unknown): value is Draft => isRecord(value) && typeof value["key"] === "string" && LISTS.every((list) => Array.isArray(value[list]));

const PREFIX = "report-form:";

/** What somebody typed and has not kept as a version; it outlives the page. */
export const keptDraft = {
  read: (key: string): Draft | undefined => {
    const text = localStorage.getItem(PREFIX + key);
    if (text === null) return undefined;
    try {
      const draft: unknown = JSON.parse(text);
      return isDraft(draft) ? draft : undefined;
    } catch {
      return undefined;
    }
  },
  write: (draft: Draft): void => {
    localStorage.setItem(PREFIX + draft.key, JSON.stringify(draft));
  },
  drop: (key: string): void => {
    localStorage.removeItem(PREFIX + key);
  },
};
