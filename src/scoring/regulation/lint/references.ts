import { type Fault, fault } from "../../fault.ts";
import { comparisonsIn, type Comparison, type Condition, namesIn, operatorOf } from "../condition.ts";
import type { Content, Node } from "../index-set.ts";
import type { Classification, Regulation } from "../schema.ts";
import { duplicates } from "./tree.ts";

type Path = readonly (string | number)[];

/** What conditions may name, and of which type each value is. */
function valueTypes(regulation: Regulation): Map<string, "number" | "boolean"> {
  const types = new Map<string, "number" | "boolean">([["percent", "number"]]);
  for (const one of regulation.facts) {
    if (one.type === "boolean") types.set(one.key, "boolean");
    if (one.type === "counts") for (const field of one.fields) types.set(`${one.key}.${field.key}`, "number");
  }
  return types;
}

function lintKeys(regulation: Regulation): Fault[] {
  const lists = { facts: regulation.facts, ratios: regulation.ratios, roles: regulation.roles, calendar: regulation.calendar, competences: regulation.competences ?? [] };
  const keys = Object.entries(lists).flatMap(([name, list]) => duplicates(list.map((one) => one.key)).map((one) => fault("duplicate-key", { path: [name, one.at, "key"] }, { key: one.name })));
  return [...keys, ...duplicates(regulation.sources.map((one) => one.abbreviation)).map((one) => fault("duplicate-key", { path: ["sources", one.at, "abbreviation"] }, { key: one.name }))];
}

function lintFacts(regulation: Regulation): Fault[] {
  return regulation.facts.flatMap((one, i) => {
    if (one.key === "percent") return [fault("reserved-name", { path: ["facts", i, "key"] }, { key: one.key })];
    if (one.type === "level") return regulation.ratios.some((ratio) => ratio.key === one.ratio) ? [] : [fault("unknown-ratio", { path: ["facts", i, "ratio"] }, { found: one.ratio })];
    if (one.type !== "counts") return [];
    const names = one.fields.map((field) => field.key);
    return [
      ...duplicates(names).map(({ name, at }) => fault("duplicate-key", { path: ["facts", i, "fields", at, "key"] }, { key: name })),
      ...one.fields.flatMap((field, j) => (field.atMost === undefined || names.slice(0, j).includes(field.atMost) ? [] : [fault("unknown-count", { path: ["facts", i, "fields", j, "atMost"] }, { found: field.atMost, known: names.slice(0, j).join(", ") })])),
    ];
  });
}

function lintRatios(regulation: Regulation): Fault[] {
  return regulation.ratios.flatMap((ratio, i) => {
    const path = ["ratios", i];
    const named = [...ratio.contents.map((code, j) => ({ code, path: [...path, "contents", j] })), ...ratio.tieBreaks.map((one, j) => ({ code: one.content, path: [...path, "tieBreaks", j, "content"] }))];
    const unknown = named.flatMap((one) =>
      regulation.indexes.filter((index) => !index.contents.some((content) => content.code === one.code)).map((index) => fault("unknown-content", { path: one.path }, { found: one.code, index: index.code })),
    );
    return [
      ...unknown,
      ...duplicates(ratio.contents).map((one) => fault("duplicate-code", { path: [...path, "contents", one.at] }, { code: one.name })),
      ...duplicates(ratio.tieBreaks.map((one) => one.content)).map((one) => fault("duplicate-code", { path: [...path, "tieBreaks", one.at] }, { code: one.name })),
      ...(regulation.classifications.some((one) => one.ratio === ratio.key) ? [] : [fault("ratio-without-levels", { path }, { ratio: ratio.key })]),
      ...regulation.indexes.filter((index) => index.contents.every((content) => content.kind === "deduction" || !ratio.contents.includes(content.code))).map((index) => fault("ratio-without-maximum", { path }, { ratio: ratio.key, index: index.code })),
    ];
  });
}

const codesWithin = (one: Content | Node): string[] => ["criteria" in one ? one.criteria.flatMap(codesWithin) : [], one.code].flat();

/** What must have evidence is something that the regulation has. */
function lintWithoutEvidence({ withoutEvidence, indexes }: Regulation): Fault[] {
  const known = new Set(indexes.flatMap((index) => index.contents.flatMap((content) => codesWithin(content))));
  return (withoutEvidence?.except ?? []).flatMap((found, i) => (known.has(found) ? [] : [fault("unknown-criterion", { path: ["withoutEvidence", "except", i] }, { found, index: indexes.map((one) => one.code).join(", ") })]));
}

/** Contents that no ratio counts: points that would be given for nothing. */
function lintUncounted(regulation: Regulation): Fault[] {
  const counted = new Set(regulation.ratios.flatMap((ratio) => ratio.contents));
  return regulation.indexes.flatMap((index, i) => index.contents.flatMap((content, j) => (counted.has(content.code) ? [] : [fault("content-uncounted", { path: ["indexes", i, "contents", j, "code"] }, { code: content.code })])));
}

function lintComparison(c: Comparison, types: ReadonlyMap<string, "number" | "boolean">, path: Path): Fault[] {
  const unknown = namesIn(c).filter((name) => !types.has(name));
  if (unknown.length > 0) return unknown.map((found) => fault("unknown-value", { path }, { found, known: [...types.keys()].join(", ") }));
  const operator = operatorOf(c);
  const right = c[operator];
  const rightType = typeof right === "boolean" ? "boolean" : (types.get(String(right)) ?? "number");
  const fits = types.get(c.value) === rightType && (rightType === "number" || (operator === "equals" && c.percentOf === undefined));
  return fits ? [] : [fault("comparison-types", { path }, { value: c.value, operator })];
}

/** Every comparison of a condition with its place. */
function placedComparisons(c: Condition, path: Path): { comparison: Comparison; path: Path }[] {
  if ("all" in c) return c.all.flatMap((part, i) => placedComparisons(part, [...path, "all", i]));
  if ("any" in c) return c.any.flatMap((part, i) => placedComparisons(part, [...path, "any", i]));
  if ("not" in c) return placedComparisons(c.not, [...path, "not"]);
  return [{ comparison: c, path }];
}

function lintQuota(classification: Classification, regulation: Regulation, path: Path): Fault[] {
  const keys = classification.levels.map((level) => level.key);
  return classification.levels.flatMap(({ quota }, i) => {
    if (quota === undefined) return [];
    const here = [...path, "levels", i, "quota"];
    const needsLevel = quota.base !== "all";
    const group = regulation.facts.find((one) => one.key === quota.group);
    return [
      ...(needsLevel && (quota.baseLevel === undefined || !keys.includes(quota.baseLevel)) ? [fault("unknown-level", { path: [...here, "baseLevel"] }, { found: quota.baseLevel ?? "—", known: keys.join(", ") })] : []),
      ...(!needsLevel && quota.baseLevel !== undefined ? [fault("base-level-unused", { path: [...here, "baseLevel"] })] : []),
      ...(Number(quota.share) <= 100 && Number(quota.share) > 0 ? [] : [fault("share-range", { path: [...here, "share"] }, { found: quota.share })]),
      ...(quota.group === undefined || group?.type === "text" ? [] : [fault("fact-of-type", { path: [...here, "group"] }, { found: quota.group, type: "text" })]),
    ];
  });
}

function lintClassification(classification: Classification, regulation: Regulation, types: ReadonlyMap<string, "number" | "boolean">, path: Path): Fault[] {
  const keys = classification.levels.map((level) => level.key);
  const typeOf = (key: string) => regulation.facts.find((one) => one.key === key)?.type;
  const isLevelOf = (key: string) => regulation.facts.some((one) => one.key === key && one.type === "level" && one.ratio === classification.ratio);
  const { ceiling, forceMajeure } = classification;
  const ratio = regulation.ratios.find((one) => one.key === classification.ratio);
  // Units that contest the last place would otherwise wait for a decision that nobody may take.
  const undecidable = ratio !== undefined && ratio.decision === undefined && classification.levels.some((level) => level.quota !== undefined);
  return [
    ...(undecidable ? [fault("quota-needs-decision", { path }, { ratio: classification.ratio })] : []),
    ...(regulation.ratios.some((one) => one.key === classification.ratio) ? [] : [fault("unknown-ratio", { path: [...path, "ratio"] }, { found: classification.ratio })]),
    ...duplicates(keys).map((one) => fault("duplicate-key", { path: [...path, "levels", one.at, "key"] }, { key: one.name })),
    ...classification.levels.flatMap((level, i) => placedComparisons(level.when, [...path, "levels", i, "when"]).flatMap((one) => lintComparison(one.comparison, types, one.path))),
    ...lintQuota(classification, regulation, path),
    ...(ceiling === undefined || isLevelOf(ceiling.fact) ? [] : [fault("fact-of-type", { path: [...path, "ceiling", "fact"] }, { found: ceiling.fact, type: `level, ratio: ${classification.ratio}` })]),
    ...(forceMajeure === undefined || typeOf(forceMajeure.fact) === "boolean" ? [] : [fault("fact-of-type", { path: [...path, "forceMajeure", "fact"] }, { found: forceMajeure.fact, type: "boolean" })]),
    ...(forceMajeure === undefined || keys.includes(forceMajeure.level) ? [] : [fault("unknown-level", { path: [...path, "forceMajeure", "level"] }, { found: forceMajeure.level, known: keys.join(", ") })]),
  ];
}

/** Facts that no condition, quota, ceiling or exception reads: a fact that decides nothing is a slip of the pen. */
function lintUnusedFacts(regulation: Regulation): Fault[] {
  const used = new Set(
    regulation.classifications.flatMap((one) => [
      ...one.levels.flatMap((level) => [...comparisonsIn(level.when).flatMap(namesIn), level.quota?.group ?? ""]),
      one.ceiling?.fact ?? "",
      one.forceMajeure?.fact ?? "",
    ]),
  );
  const isUsed = (key: string) => used.has(key) || [...used].some((name) => name.startsWith(`${key}.`));
  return regulation.facts.flatMap((one, i) => (isUsed(one.key) ? [] : [fault("fact-unused", { path: ["facts", i, "key"] }, { key: one.key })]));
}

function lintCalendar(regulation: Regulation): Fault[] {
  return regulation.calendar.flatMap((stage, i) => {
    const end = stage.to ?? stage.before;
    const exactlyOneEnd = (stage.to === undefined) !== (stage.before === undefined);
    const ordered = stage.from === undefined || end === undefined || stage.nextYear === true || stage.from < end || stage.from === stage.to;
    return exactlyOneEnd && ordered ? [] : [fault("stage-dates", { path: ["calendar", i] }, { key: stage.key })];
  });
}

/** Names that parts of a regulation use of each other: contents, facts, levels, ratios, roles, days. */
export function lintReferences(regulation: Regulation): Fault[] {
  const types = valueTypes(regulation);
  return [
    ...lintKeys(regulation),
    ...lintFacts(regulation),
    ...lintRatios(regulation),
    ...lintUncounted(regulation),
    ...lintWithoutEvidence(regulation),
    ...duplicates(regulation.classifications.map((one) => one.ratio)).map((one) => fault("duplicate-key", { path: ["classifications", one.at, "ratio"] }, { key: one.name })),
    ...regulation.classifications.flatMap((one, i) => lintClassification(one, regulation, types, ["classifications", i])),
    ...lintUnusedFacts(regulation),
    ...lintCalendar(regulation),
  ];
}
