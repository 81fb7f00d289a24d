import type { Comparison, RegulationContent, RegulationFault } from "../../contract/regulation.ts";
import { type Fault, fault, shown } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import { canonicalJson } from "../../scoring/regulation/canonical.ts";
import { type IndexSet, leavesOf, type Node } from "../../scoring/regulation/index-set.ts";
import { checkRegulation, isLoaded, type LoadedRegulation, loadRegulation } from "../../scoring/regulation/load.ts";
import type { Level, Regulation } from "../../scoring/regulation/schema.ts";

/** What a regulation's content must be, and what differs between two. */

const MAIN_FILE = "regulation.yaml";

type Path = readonly (string | number)[];

/** The first text that the database could not give back as it came. */
function unstorable(value: unknown, path: Path = []): { readonly path: Path; readonly text: string } | undefined {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? { path, text: value } : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = unstorable(one, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads and checks content; a regulation with any fault does not come out. */
export function readContent({ files, document }: RegulationContent): LoadedRegulation | readonly Fault[] {
  const read = files === undefined ? checkRegulation(document) : loadRegulation(new Map(Object.entries(files)), MAIN_FILE);
  if (!isLoaded(read)) return read;
  const found = unstorable(read.regulation);
  if (found === undefined) return read;
  // Escapes in quoted YAML get this far; where the text stands among the files is no longer known.
  return [fault("bad-value", { path: found.path, ...(files === undefined ? {} : { file: MAIN_FILE }) }, { found: shown(found.text), expected: "text" })];
}

export const MOST_FAULTS = 1000;

/** A step of an RFC 6901 pointer. */
const escaped = (step: string | number): string => String(step).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");

/** A fault as clients see it. Of files the file is named; of a document the field. */
export function shownFault(one: Fault): RegulationFault {
  const { file, line, path = [] } = one.place;
  const steps = file === undefined ? ["document", ...path] : ["files", file];
  return { code: one.code, file: file ?? null, line: line ?? null, pointer: steps.map((step) => `/${escaped(step)}`).join(""), message: { vi: faultLine(one, "vi"), en: faultLine(one, "en") } };
}

type Fields = Readonly<Record<string, unknown>>;
/** One thing of a regulation under the key by which the other's is found. */
type Part<T> = { readonly key: string; readonly what: T; readonly fields: Fields };
type Change = { field: string; old: unknown; new: unknown };
type Found<T> = { added: T[]; removed: T[]; changed: { old: T; new: T; changes: Change[] }[] };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** The fields that differ; one that is absent is null. */
const changesOf = (old: Fields, now: Fields): Change[] =>
  [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !same(old[field], now[field]))
    .toSorted()
    .map((field) => ({ field, old: old[field] ?? null, new: now[field] ?? null }));

function compareParts<T>(olds: readonly Part<T>[], news: readonly Part<T>[]): Found<T> {
  const before = new Map(olds.map((one) => [one.key, one]));
  const after = new Set(news.map((one) => one.key));
  const changed = news.flatMap((one) => {
    const old = before.get(one.key);
    const changes = old === undefined ? [] : changesOf(old.fields, one.fields);
    return old === undefined || changes.length === 0 ? [] : [{ old: old.what, new: one.what, changes }];
  });
  return { added: news.filter((one) => !before.has(one.key)).map((one) => one.what), removed: olds.filter((one) => !after.has(one.key)).map((one) => one.what), changed };
}

type Criterion = { index: string; code: string; title: string; points: string | null };

function criterionPart(index: IndexSet, { code, title, maxPoints }: { code: string; title: string; maxPoints?: string | null | undefined }, fields: Fields): Part<Criterion> {
  return { key: `${index.code} ${code}`, what: { index: index.code, code, title, points: maxPoints ?? null }, fields };
}

const leafParts = ({ indexes }: Regulation): Part<Criterion>[] => indexes.flatMap((index) => index.contents.flatMap(leavesOf).map((leaf) => criterionPart(index, leaf, leaf)));

/** A content or group and all groups under it, each without what it gathers. */
function groupsUnder(index: IndexSet, one: Exclude<Node, { method: string }> | IndexSet["contents"][number]): Part<Criterion>[] {
  const { criteria, ...own } = one;
  return [criterionPart(index, own, own), ...criteria.flatMap((node) => ("method" in node ? [] : groupsUnder(index, node)))];
}
const groupParts = ({ indexes }: Regulation): Part<Criterion>[] => indexes.flatMap((index) => index.contents.flatMap((one) => groupsUnder(index, one)));

const ratioParts = ({ ratios }: Regulation): Part<{ ratio: string; title: string }>[] => ratios.map(({ key, ...fields }) => ({ key, what: { ratio: key, title: fields.title }, fields }));

type OfLevel = { ratio: string; level: string; title: string };
const levelParts = ({ classifications }: Regulation, fieldsOf: (level: Level, position: number) => Fields | undefined): Part<OfLevel>[] =>
  classifications.flatMap(({ ratio, levels }) =>
    levels.flatMap((level, i) => {
      const fields = fieldsOf(level, i + 1);
      return fields === undefined ? [] : [{ key: `${ratio} ${level.key}`, what: { ratio, level: level.key, title: level.title }, fields }];
    }),
  );

/** A level's place among its fellows is part of it: levels are tried from the top. */
const levelFields = ({ quota: _apart, ...fields }: Level, position: number): Fields => ({ ...fields, position });

/** Everything that no list of the comparison shows, by name. */
function otherParts(regulation: Regulation): Map<string, unknown> {
  const { indexes, ratios, classifications, ...rest } = regulation;
  return new Map<string, unknown>([
    ...Object.entries(rest),
    ...indexes.flatMap(({ contents: _contents, code, ...own }) => Object.entries(own).map(([field, value]): [string, unknown] => [`indexes.${code}.${field}`, value])),
    ...classifications.flatMap(({ levels: _levels, ratio, ...own }) => Object.entries(own).map(([field, value]): [string, unknown] => [`classifications.${ratio}.${field}`, value])),
    ["indexes.order", indexes.map((one) => one.code)],
    ["criteria.order", indexes.map((one) => one.contents.flatMap(leavesOf).map((leaf) => leaf.code))],
    ["ratios.order", ratios.map((one) => one.key)],
  ]);
}

function compareOther(old: Regulation, now: Regulation): string[] {
  const [before, after] = [otherParts(old), otherParts(now)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => !same(before.get(name), after.get(name))).toSorted();
}

/** The new words with the changes. */
const withChanges = <T>({ added, removed, changed }: Found<T>) => ({ added, removed, changed: changed.map((one) => ({ ...one.new, changes: one.changes })) });
const withPoints = ({ added, removed, changed }: Found<Criterion>) => ({ added, removed, changed: changed.map((one) => ({ ...one.new, oldPoints: one.old.points, newPoints: one.new.points, changes: one.changes })) });

/** What differs from the old regulation to the new one. */
export function compareRegulations(old: Regulation, now: Regulation): Comparison {
  return {
    leaves: withPoints(compareParts(leafParts(old), leafParts(now))),
    groups: withPoints(compareParts(groupParts(old), groupParts(now))),
    ratios: withChanges(compareParts(ratioParts(old), ratioParts(now))),
    levels: withChanges(compareParts(levelParts(old, levelFields), levelParts(now, levelFields))),
    quotas: withChanges(compareParts(levelParts(old, ({ quota }) => quota), levelParts(now, ({ quota }) => quota))),
    other: compareOther(old, now),
  };
}
