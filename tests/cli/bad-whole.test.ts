import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { faultLine } from "../../src/scoring/fault-text.ts";
import { baseOf, faultsIn, leafUnder } from "./base.ts";
import { changed, isList, isObject, type Json, type JsonPath } from "./json.ts";

/** Faults that lie between parts of a case: decisions and ties, units twice, several faults at once. */
const base = baseOf("dak-lak-2025");
const [first, second] = base.units;
const ratio = leafUnder(base, "ratio");
const choice = leafUnder(base, "choice");

const linesFor = (value: Json, language: "vi" | "en" = "vi"): string[] => faultsIn(base.engine, value).map((one) => faultLine(one, language));

function unit(at: number): Json {
  const units = isObject(base.case) ? base.case["units"] : undefined;
  return (units !== undefined && isList(units) ? units[at] : undefined) ?? null;
}

const named = (code: string, like: Json = unit(0)): Json => changed(like, ["code"], code);
const withUnits = (...units: readonly Json[]): Json => changed(base.case, ["units"], units);
const deciding = (value: Json, decisions: Json): Json => changed(value, ["decisions"], decisions);

/** Two units alike in everything. */
const tied = withUnits(unit(0), named(second));

it("a unit that stands twice", () => {
  expect(linesFor(withUnits(unit(0), unit(1), unit(0)))).toEqual([expect.stringMatching(new RegExp(`^${first}: .*hai lần`))]);
});

describe("decisions", () => {
  it("about a tie are taken", () => {
    expect(linesFor(deciding(tied, { quality: [[second, first]] }))).toEqual([]);
  });

  const rows: readonly (readonly [string, Json, readonly string[]])[] = [
    ["about units that are not tied", deciding(base.case, { quality: [[first, second]] }), [first, second, "không bằng nhau"]],
    ["about a unit that is not in the case", deciding(tied, { quality: [[first, "NOPE"]] }), ["NOPE", "không có trong dữ liệu"]],
    ["about a ratio that does not exist", deciding(tied, { nope: [[first, second]] }), ["nope", "cần một trong: quality, reform"]],
    ["about a ratio that leaves nothing to decide", deciding(tied, { reform: [[first, second]] }), ["reform"]],
    ["that leave out a unit of the tie", deciding(withUnits(unit(0), named(second), named("THIRD")), { quality: [[first, second]] }), ["thiếu THIRD"]],
    ["that name a unit twice", deciding(tied, { quality: [[first, second, first]] }), [first, "hai lần"]],
    ["of a single unit", deciding(tied, { quality: [[first]] }), ["ít nhất hai đơn vị"]],
    ["of nobody", deciding(tied, { quality: [[]] }), ["ít nhất hai đơn vị"]],
  ];
  it.each(rows)("%s are refused", (_title, value, words) => {
    const lines = linesFor(value);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^decisions\./);
    for (const word of words) expect(lines[0]).toContain(word);
  });

  it("that decide a tie twice are refused for each unit", () => {
    const lines = linesFor(deciding(tied, { quality: [[first, second], [second, first]] }));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^decisions\.quality\.1: .*hai lần/);
  });
});

describe("names that JavaScript gives a meaning of its own", () => {
  const places: readonly (readonly [string, JsonPath, RegExp])[] = [
    ["scores", ["units", 0, "scores"], new RegExp(first)],
    ["facts", ["units", 0, "facts"], new RegExp(first)],
    ["a unit", ["units", 0], new RegExp(first)],
    ["an entry", ["units", 0, "scores", choice.code], new RegExp(`${first} ${choice.code}`)],
    ["decisions", ["decisions"], /decisions/],
    ["the case", [], /./],
  ];
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  it.each(places.flatMap(([place, path, where]) => names.map((name) => [name, place, path, where] as const)))("%s in %s", (name, _place, path, where) => {
    const lines = linesFor(changed(deciding(base.case, {}), [...path, name], [["x", "y"]]));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(name);
    expect(lines[0]).toMatch(where);
  });

  it("an entry that claims to be a number", () => {
    for (const fake of [{ isLosslessNumber: true }, { isLosslessNumber: true, toString: 1, valueOf: 1 }, { isLosslessNumber: true, value: "1" }]) {
      const lines = linesFor(changed(base.case, ["units", 0, "scores", ratio.code], { points: fake }));
      expect(lines).toEqual([expect.stringMatching(new RegExp(`^${first} ${ratio.code} points: .*cần số từ 0`))]);
      expect(lines[0]).not.toContain("[object");
    }
  });
});

describe("several faults", () => {
  const change = (value: Json, ...changes: readonly (readonly [JsonPath, Json])[]): Json => changes.reduce((at, [path, to]) => changed(at, path, to), value);
  const wrong = change(
    base.case,
    [["units", 0, "scores", "9.9.9"], { points: 1 }],
    [["units", 0, "scores", choice.code], { choice: "nope" }],
    [["units", 0, "facts", "nope"], true],
    [["units", 1, "scores", ratio.code], { points: "12,5" }],
    [["units", 1, "facts", "leaderDisciplined"], "no"],
  );
  const places = [`${first} 9.9.9`, `${first} ${choice.code}`, `${first} facts.nope`, `${second} ${ratio.code}`, `${second} facts.leaderDisciplined`];

  it("are all listed, each once", () => {
    const lines = linesFor(wrong);
    expect(lines).toHaveLength(places.length);
    for (const place of places) expect(lines.filter((line) => line.startsWith(place))).toHaveLength(1);
  });

  it("are all listed whatever their kind", () => {
    const all = change(withUnits(unit(0), unit(1), named("THIRD"), named("FOURTH"), named("FIFTH")), [["units", 0, "scores", ratio.code], { points: -1 }], [["units", 1, "scores"], []], [["units", 2, "index"], "09"], [["units", 3, "facts"], null], [["units", 4, "code"], first], [["decisions"], { nope: [] }]);
    const text = linesFor(all).join("\n");
    for (const place of [`${first} ${ratio.code}`, second, "THIRD", "FOURTH", "decisions.nope"]) expect(text).toContain(place);
    expect(text).toContain(`${first}: duplicate-unit`);
  });

  it("are said in English as well, in the same order", () => {
    const [vietnamese, english] = [linesFor(wrong), linesFor(wrong, "en")];
    const start = (line: string): string => line.split(": ", 2).join(": ");
    expect(english.map(start)).toEqual(vietnamese.map(start));
    for (const line of english) expect(line).not.toMatch(/[à-ỹđ]/i);
    expect(english.join("\n")).toContain("expected");
  });
});

it("hundreds of thousands of faults are listed like any other", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(new URL("many-faults.ts", import.meta.url))], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  // One line for each place: how many faults, and where.
  const lines = stdout.trim().split("\n");
  expect(lines).toHaveLength(11);
  for (const line of lines) expect(line).toMatch(/^\d{6,} \w+$/);
}, 60_000);

it("a name of a megabyte does not make a line of a megabyte", () => {
  const long = "k".repeat(1_000_000);
  const places: readonly JsonPath[] = [[], ["units", 0], ["units", 0, "scores"], ["units", 0, "facts"], ["units", 0, "scores", ratio.code]];
  for (const place of places) for (const line of linesFor(changed(base.case, [...place, long], 1))) expect(line.length).toBeLessThan(2000);
  for (const line of linesFor(deciding(base.case, { [long]: [] }))) expect(line.length).toBeLessThan(2000);
});

it("a decision about thousands of units stays a line that can be read", () => {
  const order = Array.from({ length: 5000 }, (_, i) => `NOBODY${String(i)}`);
  for (const line of linesFor(deciding(tied, { quality: [order] }))) expect(line.length).toBeLessThan(2000);
  const untied = [...Array.from({ length: 500 }, (_, i) => `UNIT${String(i)}`), second];
  const many = withUnits(...untied.slice(0, -1).map((code) => named(code)), unit(1));
  for (const line of linesFor(deciding(many, { quality: [untied] }))) expect(line.length).toBeLessThan(2000);
});
