import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readUnits } from "../../src/scoring/regulation/units.ts";
import { builtInPlan } from "../../src/cli/plans.ts";
import { contentFaults } from "../../src/server/plan/content-rules.ts";
import { readForm } from "../../src/server/plan/report-form.ts";
import { builtIn } from "../support.ts";

const root = new URL("../../", import.meta.url);
const map = readFileSync(new URL("docs/plan-map.md", root), "utf8");
const { content, year } = builtInPlan("dak-lak-2025");
const { general, targets, tasks } = content;

/** The rows of the table: section and records. */
const rows = [...map.matchAll(/^\| ([IVX][^ |]*) \| [^|]+ \| ([^|]+) \|$/gm)].map(([, section = "", records = ""]) => ({ section, records: [...records.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one) }));

/** The sections of the plan's text that say something of their own, as the text counts them. */
const upTo = (prefix: string, last: number): string[] => Array.from({ length: last }, (_, i) => `${prefix}.${String(i + 1)}`);
const lettered = (prefix: string, letters: string): string[] => letters.split(" ").map((one) => `${prefix}.${one}`);
const SECTIONS = [
  ...upTo("I.1", 3), ...upTo("I.2", 4), ...upTo("II", 15), ...upTo("III", 7), "IV",
  ...lettered("III.1", "a b c d đ e"), ...lettered("III.2", "a b c d f g h"), ...upTo("III.2.đ", 3), ...upTo("III.2.e", 6), ...lettered("III.3", "a b c d"),
  ...lettered("III.4", "a c d e f"), ...upTo("III.4.b", 5), ...upTo("III.4.đ", 2), ...lettered("III.5", "a b c d đ"), ...lettered("III.6", "a b c d đ e f g h i"), ...lettered("III.7", "a b c d đ e f"),
  ...lettered("V.1", "a b c d"), ...upTo("V.2.a", 2), ...upTo("V.2.b", 8), "V.2.c", "V.2.d", ...upTo("V.2.đ", 5), "V.2.e", ...upTo("V.2.f", 2), ...upTo("V.2.g", 2), "V.2.h", "V.2.i", ...upTo("V.2.k", 2),
];

const records = new Map<string, string>([
  ...targets.map(({ key, section }) => [`targets.${key}`, section] as const),
  ...tasks.map(({ key, section }) => [`tasks.${key}`, section] as const),
  ...general.areas.map(({ key, section }) => [`areas.${key}`, section] as const),
  ...general.aims.map(({ section }) => [`aims.${section}`, section] as const),
  ["rules.unitPlansDue", general.rules.unitPlansDue.article],
  ["rules.inspectionShare", "V.2.b.4"],
]);

describe("docs/plan-map.md", () => {
  it("has every section of the text, and no other", () => {
    expect(rows.map((one) => one.section).toSorted()).toEqual(SECTIONS.toSorted());
  });

  it("names records that stand in the plan with that section, and leaves none out", () => {
    for (const { section, records: named } of rows) expect([section, named.map((one) => records.get(one))]).toEqual([section, named.map(() => section)]);
    expect(rows.flatMap((one) => one.records).toSorted()).toEqual([...records.keys()].toSorted());
  });
});

describe("the built-in plan of 2025", () => {
  it("measures all 15 targets of the text, and has tasks in each of the seven areas", () => {
    expect(new Set(targets.flatMap(({ section }) => (section.startsWith("II.") ? [section] : []))).size).toBe(15);
    expect(general.areas.filter(({ key }) => tasks.some((one) => one.area === key && one.section.startsWith("III."))).map((one) => one.section)).toEqual(upTo("III", 7));
  });

  it("computes its targets from figures that the form of the reports asks for, wherever they are computed", () => {
    const { form } = readForm(readFileSync(new URL("plans/reports/cchc-dinh-ky.form.yaml", root), "utf8"));
    const asked = new Set(form?.figures.map((one) => one.key));
    const named = targets.flatMap(({ formula }) => [...JSON.stringify(formula ?? "").matchAll(/"figure":"([^"]+)"/g)].map(([, key = ""]) => key));
    expect([named.length > 30, named.filter((one) => !asked.has(one))]).toEqual([true, []]);
  });

  it("has no fault, among the units of the province", () => {
    const units = readUnits(readFileSync(new URL("regulations/dak-lak-2025/units.yaml", root), "utf8"), "units.yaml", builtIn("dak-lak-2025").regulation);
    if (!Array.isArray(units)) throw new RangeError("no units");
    expect(contentFaults(content, year, { codes: new Set(units.map((one) => one.code)), indexes: new Set(units.map((one) => one.index)) })).toEqual([]);
  });
});
