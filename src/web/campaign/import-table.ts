import type { Leaf } from "../../scoring/method/methods.ts";
import { readDecimal } from "../ui/format.ts";

/** A pasted table of what others measured: one line a unit, its code first, then the numbers of the criterion. */

type Column = { readonly word: "score" | "mean" | "count" | "numerator" | "denominator" | "points"; readonly field: string; readonly params: Readonly<Record<string, string>>; /** The scale, where the method has one. */ readonly between?: readonly [string, string] };

const RATIO: readonly Column[] = [
  { word: "numerator", field: "numerator", params: {} },
  { word: "denominator", field: "denominator", params: {} },
];

/** The numbers that a criterion's method takes; undefined where they are no table. */
export function columnsOf(leaf: Leaf): readonly Column[] | undefined {
  if (leaf.method === "external") return [{ word: "score", field: "score", params: { max: leaf.scaleMax }, between: ["0", leaf.scaleMax] }];
  if (leaf.method === "survey") return [{ word: "mean", field: "mean", params: { min: leaf.scaleMin, max: leaf.scaleMax }, between: [leaf.scaleMin, leaf.scaleMax] }];
  if (leaf.method === "answers") return leaf.options.map((one) => ({ word: "count", field: one.key, params: { option: one.title } }));
  if (leaf.method === "ratio") return RATIO;
  return leaf.method === "points" ? [{ word: "points", field: "points", params: {} }] : undefined;
}

type RowFault = { readonly key: "unit"; readonly params?: undefined } | { readonly key: "twice"; readonly params: { readonly line: number } } | { readonly key: "columns"; readonly params: { readonly expected: number; readonly found: number } } | { readonly key: "number"; readonly params: { readonly typed: string } } | { readonly key: "range"; readonly params: { readonly typed: string; readonly min: string; readonly max: string } };
export type Row = { readonly line: number; readonly code: string; readonly typed: readonly string[]; readonly values: readonly string[]; readonly fault: RowFault | undefined };

const cellsOf = (line: string): string[] => (line.includes("\t") ? line.split("\t") : line.includes(";") ? line.split(";") : line.trim().split(/\s+/)).map((one) => one.trim());

type Scales = readonly (readonly [string, string] | undefined)[];
const isOff = (value: number, scale: Scales[number]): boolean => scale !== undefined && (value < Number(scale[0]) || value > Number(scale[1]));

function faultOf(code: string, typed: readonly string[], values: readonly (string | undefined)[], { columns, units, seen, scales }: { readonly columns: number; readonly units: ReadonlySet<string>; readonly seen: ReadonlyMap<string, number>; readonly scales: Scales }): RowFault | undefined {
  if (!units.has(code)) return { key: "unit" };
  const line = seen.get(code);
  if (line !== undefined) return { key: "twice", params: { line } };
  if (typed.length !== columns) return { key: "columns", params: { expected: columns, found: typed.length } };
  const bad = values.indexOf(undefined);
  if (bad !== -1) return { key: "number", params: { typed: typed[bad] ?? "" } };
  const off = values.findIndex((one, at) => isOff(Number(one), scales[at]));
  const [min, max] = scales[off] ?? ["", ""];
  return off === -1 ? undefined : { key: "range", params: { typed: typed[off] ?? "", min, max } };
}

/** Every line with what is wrong with it; empty lines and a heading without any number are passed over. */
export function readTable(text: string, columns: number, units: ReadonlySet<string>, scales: Scales = []): Row[] {
  const seen = new Map<string, number>();
  return text.split(/\r?\n/).flatMap((raw, at) => {
    const [code = "", ...rest] = cellsOf(raw);
    // Excel leaves empty cells at the end of a line.
    const typed = rest.slice(0, rest.findLastIndex((one) => one !== "") + 1);
    const isHeading = at === 0 && !units.has(code) && typed.every((one) => readDecimal(one) === undefined);
    if (raw.trim() === "" || isHeading) return [];
    const values = typed.map(readDecimal);
    const fault = faultOf(code, typed, values, { columns, units, seen, scales });
    if (!seen.has(code)) seen.set(code, at + 1);
    return [{ line: at + 1, code, typed, values: values.map((one) => one ?? ""), fault }];
  });
}

/** The input of a criterion from the numbers of a line. */
export function inputOf(leaf: Leaf, columns: readonly Column[], values: readonly string[]): Record<string, string | Record<string, string>> {
  const fields = Object.fromEntries(columns.map(({ field }, at) => [field, values[at] ?? ""]));
  return leaf.method === "answers" ? { counts: fields } : fields;
}
