import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRegulation, isLoaded } from "../../src/scoring/regulation/load.ts";
import { builtIn } from "../support.ts";

/**
 * Any single corruption of a valid regulation is found. A corruption is a place in the document and what is
 * done there; only what a writer may lawfully leave out or choose freely is not counted as one.
 */
type Step = string | number;
type Place = { readonly path: readonly Step[]; readonly value: unknown };
type Corruption = { readonly name: string; readonly path: readonly Step[]; readonly apply: (document: unknown) => void };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function places(value: unknown, path: readonly Step[] = []): Place[] {
  const own = { path, value };
  if (!isObject(value)) return [own];
  return [own, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function parentOf(document: unknown, path: readonly Step[]): Record<Step, unknown> {
  let current: unknown = document;
  for (const step of path.slice(0, -1)) current = (current as Record<Step, unknown>)[step];
  return current as Record<Step, unknown>;
}

const put = (path: readonly Step[], value: unknown) => (document: unknown) => {
  parentOf(document, path)[path.at(-1) ?? ""] = value;
};
const remove = (path: readonly Step[]) => (document: unknown) => {
  const parent = parentOf(document, path);
  if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1);
  else Reflect.deleteProperty(parent, path.at(-1) ?? "");
};

/** Fields that may be left out without making the regulation wrong. */
const OPTIONAL = new Set(["reading", "note", "illustrative", "tieBreaks", "quota", "testedFirst", "bonus", "deduction", "from", "nextYear", "atMost", "atLeast", "percentOf", "default", "required", "decision"]);
/** Optional only in some places: the words of a group, the scorer of a leaf. */
const isOptional = (path: readonly Step[], parent: Record<Step, unknown>): boolean =>
  OPTIONAL.has(String(path.at(-1))) || (path.at(-1) === "text" && "criteria" in parent && path.includes("criteria")) || (path.at(-1) === "scoredBy" && path.includes("criteria"));

const name = (path: readonly Step[]): string => String(path.at(-1));
const inIndexes = (path: readonly Step[]): boolean => path[0] === "indexes";

type Rule = { readonly name: string; readonly fits: (place: Place, parent: Record<Step, unknown>) => boolean; readonly apply: (place: Place) => Corruption["apply"] };

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const named = (...names: string[]) => ({ path }: Place) => names.includes(name(path));
const isField = ({ path, value }: Place, parent: Record<Step, unknown>): boolean => !Array.isArray(parent) && !isOptional(path, parent) && value !== undefined && value !== null;

/** What may go wrong, and where. */
const RULES: readonly Rule[] = [
  { name: "left out", fits: isField, apply: ({ path }) => remove(path) },
  {
    name: "a misspelt field",
    fits: isField,
    apply: ({ path, value }) => (copy) => {
      remove(path)(copy);
      put([...path.slice(0, -1), `${name(path)}x`], value)(copy);
    },
  },
  { name: "another type", fits: () => true, apply: ({ path, value }) => put(path, isObject(value) ? "chữ" : { a: { b: "c" } }) },
  { name: "an article of nowhere", fits: named("article"), apply: ({ path }) => put(path, "điều nào đó") },
  { name: "a malformed code", fits: (place) => named("code")(place) && inIndexes(place.path), apply: ({ path, value }) => put(path, `${String(value)}..x`) },
  { name: "points that do not add up", fits: ({ path, value }) => name(path) === "maxPoints" && typeof value === "string" && !/contents,[45]/.test(String(path)), apply: ({ path, value }) => put(path, (Number(value) + 0.5).toFixed(2)) },
  { name: "points with three decimals", fits: named("maxPoints"), apply: ({ path }) => put(path, "1.255") },
  { name: "two alike", fits: (place) => named("bands", "options", "items")(place) && isList(place.value), apply: ({ path, value }) => put(path, isList(value) ? [...value, value.at(-1)] : value) },
  { name: "no last band", fits: ({ path, value }) => name(path) === "bands" && isList(value) && value.length > 1, apply: ({ path, value }) => put(path, isList(value) ? value.slice(0, -1) : value) },
  { name: "more points than the criterion", fits: (place) => named("points")(place) && inIndexes(place.path), apply: ({ path }) => put(path, "99.00") },
  { name: "no worst level", fits: ({ path, value }, parent) => name(path) === "levels" && isList(value) && !("gap" in parent), apply: ({ path, value }) => put(path, isList(value) ? value.slice(0, -1) : value) },
  { name: "levels upside down", fits: ({ path, value }) => name(path) === "levels" && isList(value), apply: ({ path, value }) => put(path, isList(value) ? value.toReversed() : value) },
  { name: "an unknown name", fits: (place) => named("content", "baseLevel", "fact", "scoredBy", "ratio", "value", "group")(place) && typeof place.value === "string", apply: ({ path }) => put(path, "nowhere") },
  { name: "a fact not declared", fits: ({ path }) => path.length === 2 && path[0] === "facts", apply: ({ path }) => remove(path) },
  { name: "a code twice", fits: ({ path, value }) => name(path) === "criteria" && isList(value) && value.length > 1, apply: ({ path, value }) => put([...path, 1, "code"], isList(value) && isObject(value[0]) ? value[0]["code"] : "") },
];

function corruptionsAt(place: Place, document: unknown): Corruption[] {
  if (place.path.length === 0) return [];
  const parent = parentOf(document, place.path);
  return RULES.filter((rule) => rule.fits(place, parent)).map((rule) => ({ name: rule.name, path: place.path, apply: rule.apply(place) }));
}

const IDS = ["dak-lak-2025", "gia-lai-2026-org", "gia-lai-2026-staff"];
const RUNS = 400;

describe("any single corruption of a valid regulation is found", () => {
  it.each(IDS)("%s", { timeout: 120_000 }, (id) => {
    const document: unknown = structuredClone(builtIn(id).regulation);
    const corruptions = places(document).flatMap((place) => corruptionsAt(place, document));
    const kinds = new Set(corruptions.map((one) => one.name));
    expect(kinds.size).toBeGreaterThanOrEqual(12);
    const byKind = [...kinds].map((kind) => fc.constantFrom(...corruptions.filter((one) => one.name === kind)));
    fc.assert(
      fc.property(fc.oneof(...byKind), (corruption) => {
        const copy = structuredClone(document);
        corruption.apply(copy);
        const loaded = checkRegulation(copy);
        if (isLoaded(loaded)) throw new Error(`not found: ${corruption.name} at ${corruption.path.join(".")}`);
      }),
      { numRuns: RUNS, seed: 20_251_215 },
    );
  });

  it("a valid regulation survives being written out and read again, with the same hash", () => {
    for (const id of IDS) {
      const loaded = builtIn(id);
      const again = checkRegulation(structuredClone(loaded.regulation));
      expect(isLoaded(again) && again.sha256).toBe(loaded.sha256);
    }
  });
});
