import type { PlanContent, Target, Task } from "../../contract/plan-content.ts";
import type { Said } from "./said.ts";

/** What differs between two versions of a plan, as people read it. No I/O. */

export type Field = "name" | "text" | "threshold" | "baseline" | "reporters" | "formula" | "reading" | "title" | "area" | "lead" | "partners" | "output" | "timing" | "byReport" | "theme" | "unitPlansDue" | "inspectionShare" | "aims" | "areas" | "section";
export type Difference = { readonly field: Field; readonly before: string; readonly after: string };
export type Changed = { readonly kind: "general" | "target" | "task"; readonly key: string; readonly section: string; readonly title: string; readonly how: "added" | "removed" | "changed"; readonly differences: readonly Difference[] };

type Read<T> = readonly (readonly [Field, (item: T) => string])[];

const targetRead = (said: Said): Read<Target> => [
  ["section", (one) => one.section],
  ["name", (one) => one.name],
  ["text", (one) => one.text],
  ["threshold", (one) => said.threshold(one)],
  ["baseline", (one) => said.baseline(one.baseline)],
  ["reporters", (one) => said.parties(one.reporters)],
  ["formula", (one) => (one.formula === null ? "" : said.formula(one.formula))],
  ["reading", (one) => one.reading ?? ""],
];

const taskRead = (said: Said, areaName: (key: string) => string): Read<Task> => [
  ["section", (one) => one.section],
  ["area", (one) => areaName(one.area)],
  ["title", (one) => one.title],
  ["text", (one) => one.text],
  ["lead", (one) => said.parties(one.lead)],
  ["partners", (one) => said.parties(one.partners)],
  ["output", (one) => one.output],
  ["timing", (one) => said.timing(one.timing)],
  ["byReport", (one) => said.byReport(one)],
  ["reading", (one) => one.reading ?? ""],
];

const generalRead: Read<PlanContent["general"]> = [
  ["name", (one) => one.title],
  ["theme", (one) => one.theme],
  ["aims", (one) => one.aims.map(({ section, text }) => `${section} ${text}`).join("\n")],
  ["areas", (one) => one.areas.map(({ section, name }) => `${section} ${name}`).join("\n")],
  ["unitPlansDue", ({ rules }) => `${rules.unitPlansDue.on} (${rules.unitPlansDue.article})`],
  ["inspectionShare", ({ rules }) => `${rules.inspectionShare.percent}% (${rules.inspectionShare.article})`],
];

const differencesOf = <T>(read: Read<T>, before: T, after: T): Difference[] =>
  read.flatMap(([field, say]) => {
    const [was, is] = [say(before), say(after)];
    return was === is ? [] : [{ field, before: was, after: is }];
  });

const byKey = <T extends { readonly key: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((one) => [one.key, one]));

function compared<T extends { readonly key: string; readonly section: string }>(kind: "target" | "task", read: Read<T>, titleOf: (item: T) => string, before: readonly T[], after: readonly T[]): Changed[] {
  const [was, is] = [byKey(before), byKey(after)];
  const here = after.flatMap((one): Changed[] => {
    const old = was.get(one.key);
    const differences = old === undefined ? [] : differencesOf(read, old, one);
    if (old !== undefined && differences.length === 0) return [];
    return [{ kind, key: one.key, section: one.section, title: titleOf(one), how: old === undefined ? "added" : "changed", differences }];
  });
  const gone = before.filter((one) => !is.has(one.key)).map((one): Changed => ({ kind, key: one.key, section: one.section, title: titleOf(one), how: "removed", differences: [] }));
  return [...here, ...gone];
}

/** Everything that is in one of them and not, or not so, in the other. */
export function changesBetween(before: PlanContent, after: PlanContent, said: Said): Changed[] {
  const areas = new Map([...before.general.areas, ...after.general.areas].map((one) => [one.key, one.name]));
  const general = differencesOf(generalRead, before.general, after.general);
  return [
    ...(general.length === 0 ? [] : [{ kind: "general" as const, key: "general", section: "", title: after.general.title, how: "changed" as const, differences: general }]),
    ...compared("target", targetRead(said), (one) => one.name, before.targets, after.targets),
    ...compared("task", taskRead(said, (key) => areas.get(key) ?? key), (one) => one.title, before.tasks, after.tasks),
  ];
}
