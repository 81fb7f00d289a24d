import { baseOf, faultsIn, leafUnder } from "./base.ts";
import { changed, type Json, type JsonPath } from "./json.ts";

/**
 * Run as a program of its own, for its stack is that of `congtam`, much smaller than a test's. Prints how many faults
 * are found, and where, in cases that have hundreds of thousands of them in one place.
 */
const base = baseOf("dak-lak-2025");
const staff = baseOf("gia-lai-2026-staff");
const ratio = leafUnder(base, "ratio").code;
const group = ratio.slice(0, ratio.lastIndexOf("."));
const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${String(i)}`, 1]));
const orders = (of: (at: number) => Json): Json => Array.from({ length: 20_000 }, (_, i) => Array.from({ length: 10 }, (_unit, j) => of(10 * i + j)));
const item = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${String(i)}`, 1]));

const places: Readonly<Record<string, readonly [JsonPath, Json]>> = {
  entry: [["units", 0, "scores", ratio], many],
  group: [["units", 0, "scores", group], { ...many, notApplicable: true }],
  counts: [["units", 0, "scores", leafUnder(base, "answers").code], { counts: many }],
  scores: [["units", 0, "scores"], many],
  facts: [["units", 0, "facts"], many],
  unit: [["units", 0], many],
  case: [[], many],
  ratios: [["decisions"], many],
  unknown: [["decisions"], { quality: orders((at) => `NOBODY${String(at)}`) }],
  numbers: [["decisions"], { quality: orders((at) => at) }],
};
const found = Object.entries(places).map(([name, [path, to]]) => [name, faultsIn(base.engine, changed(base.case, path, to)).length] as const);
const items = faultsIn(staff.engine, changed(staff.case, ["units", 0, "scores", leafUnder(staff, "work").code], { leader: false, items: Array.from({ length: 20_000 }, () => item) })).length;
process.stdout.write([...found, ["items", items]].map(([name, faults]) => `${String(faults)} ${String(name)}\n`).join(""));
