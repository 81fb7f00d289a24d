import { type Block, each, tableOf } from "../documents/index.ts";

/** Measures side by side over the years: a row for each measure, a column for each year. A paper's columns stand fast, so there is a table for every number of years. */

const MOST_YEARS = 5;
const NAME = 36;
const SET = 14;
const LENGTHS = Array.from({ length: MOST_YEARS }, (_, i) => i + 1);
const list = (length: number): string => `bảng ${String(length)} năm`;

export const yearTables: readonly Block[] = LENGTHS.flatMap((length) => {
  const width = Math.floor((100 - NAME - SET) / length);
  const columns = LENGTHS.slice(0, length).map((place) => ({ title: `{năm ${String(place)}}`, width, align: "centre" as const, cell: `{giá trị ${String(place)}}` }));
  return each(list(length), tableOf("dòng", [{ title: "Chỉ số", width: 100 - SET - length * width, cell: "{tên}" }, { title: "Mức đề ra", width: SET, align: "centre", cell: "{mức}" }, ...columns]));
});

type Words = Readonly<Record<string, string>>;
/** By table: what fills it, or nothing where there are more or fewer years. */
export type YearTables = Readonly<Record<string, readonly Readonly<Record<string, string | readonly Words[]>>[]>>;
export type YearRow = { readonly name: string; readonly threshold: string; readonly values: ReadonlyMap<number, string> };

/** Of more years than a page holds the last ones. */
export function yearFilling(years: readonly number[], rows: readonly YearRow[]): YearTables {
  const shown = years.slice(-MOST_YEARS);
  const numbered = (name: string, of: (year: number) => string): Words => Object.fromEntries(shown.map((year, at) => [`${name} ${String(at + 1)}`, of(year)]));
  const table = { ...numbered("năm", String), dòng: rows.map((one) => ({ tên: one.name, mức: one.threshold, ...numbered("giá trị", (year) => one.values.get(year) ?? "–") })) };
  return Object.fromEntries(LENGTHS.map((length) => [list(length), length === shown.length && rows.length > 0 ? [table] : []]));
}

/** Every table once, for whoever writes a template. */
export const YEARS_SAMPLE: YearTables = Object.fromEntries(LENGTHS.map((length) => {
  const years = LENGTHS.slice(0, length).map((place) => 2020 + place);
  return [list(length), yearFilling(years, [{ name: "Văn bản ban hành đồng bộ", threshold: "100%", values: new Map(years.map((year) => [year, "98%"])) }])[list(length)] ?? []];
}));
