import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { regulationText } from "../../src/cli/show.ts";
import { compileRegulation, type Engine } from "../../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../src/scoring/engine/evaluate.ts";
import { resultOf } from "../../src/scoring/engine/result.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { explainUnit, proseOf } from "../../src/scoring/explain/unit.ts";
import type { Fault } from "../../src/scoring/fault.ts";
import { faultLine } from "../../src/scoring/fault-text.ts";
import { isLoaded, loadRegulation } from "../../src/scoring/regulation/load.ts";
import { showRegulation } from "../../src/scoring/regulation/show.ts";
import { type Base, baseOf, smallCase } from "./base.ts";
import { asJson, changed, isList, isObject, type Json, type JsonPath, pathsIn, REMOVED } from "./json.ts";
import { SMALL } from "./small.ts";

const SEED = 3_352_025;
/** The long run tries ten times as many. */
const TIMES = process.env["CONGTAM_LONG"] === undefined ? 1 : 10;
const RUNS = { values: 2000 * TIMES, shaped: 2000 * TIMES, valid: 800 * TIMES, mutated: 2400 * TIMES, texts: 800 * TIMES, regulations: 400 * TIMES } as const;
const TOTAL = Object.values(RUNS).reduce((sum, runs) => sum + runs, 0);
const SLOWEST = 60_000 * TIMES;
const LONGEST_LINE = 2000;

const ids = ["dak-lak-2025", "gia-lai-2026-org", "gia-lai-2026-staff"] as const;
const bases = ids.map(baseOf);
/** Which of the bases; a position, so that a counterexample can be read. */
const anyBase = fc.nat(bases.length - 1);

function at<T>(list: readonly T[], position: number): T {
  const found = list[position % list.length];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
}

/** What a reader of JSON makes of any value. */
function parsed(text: string): unknown {
  return JSON.parse(text);
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

/** Each fault is one line of bounded length that says something, in both languages, and names its place. */
function checkFaults(faults: readonly Fault[], isPlaced: (fault: Fault) => boolean): void {
  check(faults.length > 0, "refused without a fault");
  for (const one of faults) {
    for (const language of ["vi", "en"] as const) {
      const line = faultLine(one, language);
      check(!/[\p{Cc}\u2028\u2029]/u.test(line), `a line break or worse: ${JSON.stringify(line)}`);
      check(line.length < LONGEST_LINE, `a line of ${String(line.length)} characters`);
      check(!/\[object \w+\]|: undefined|\{(?:found|expected|field|known)\}/.test(line), `not for people: ${line}`);
      check(line.length > one.code.length + 10, `nothing is said: ${line}`);
    }
    check(isPlaced(one), `without a place: ${faultLine(one, "en")}`);
  }
}

const PERCENT = /^(?:\d{1,2}\.\d\d|100\.00)$/;
/** What shows through where a value was not made ready for people. */
const UNTOLD = /undefined|NaN|\[object/;
const isNamed = ({ place }: Fault): boolean => place.unit !== undefined || (place.path !== undefined && place.path.length > 0);

/** Evaluates; true when there was a result. A result must be printable, its percents within 0…100, its reasons be told. */
function isEvaluated(engine: Engine, value: unknown, isPlaced: (fault: Fault) => boolean = isNamed): boolean {
  const before = JSON.stringify(value);
  const result = evaluate(engine, value);
  check(JSON.stringify(value) === before, "the input was changed");
  if (isFaulty(result)) {
    checkFaults(result.faults, isPlaced);
    return false;
  }
  const printed = resultOf(result);
  const text = JSON.stringify(printed);
  expect(parsed(text)).toEqual(printed);
  for (const unit of printed.units) {
    for (const { percent, rank } of Object.values(unit.ratios)) {
      check(PERCENT.test(percent), `a percent of ${percent}`);
      check(Number.isInteger(rank) && rank >= 1 && rank <= printed.units.length, `a rank of ${String(rank)}`);
    }
  }
  const explained = explainUnit(result, printed.units[0]?.code ?? "");
  check(explained !== undefined && (UNTOLD.test(before) || !UNTOLD.test(proseOf(explained).join("\n"))), "a reason that is none");
  return true;
}

const settings = (numRuns: number): fc.Parameters<unknown> => ({ seed: SEED, numRuns });

/** Values that mean something to readers of numbers and names. */
const telling = fc.constantFrom<Json>(0, 1, -1, 0.5, 12.345, 100, 1e15, 1e21, 1e-7, "0", "0.00", "12.5", "12,5", "NaN", "1e309", "-0", "", " ", "01", "true", true, false, null, "9".repeat(40), "k".repeat(5000), "a\nb\u001B[31m\u2028", "\uD800", [], {}, [[]], { points: 1 }, { notApplicable: true }, { isLosslessNumber: true, toString: 1 });
const anyJson = fc.oneof({ weight: 3, arbitrary: telling }, { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) }).map((one): unknown => (typeof one === "string" && /^[[{"]/.test(one) ? parsed(one) : one));
const codes = [...new Set(bases.flatMap(({ engine }) => [...engine.indexes.values()].flatMap((index) => [...index.leafByCode.keys(), ...index.groupLeaves.keys()])))];
const anyName = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...codes) }, { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "9.9", "", "k".repeat(3000), "a\u2029b", "quality", "leaderDisciplined", "tasks") }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) });
const fields = ["points", "choice", "numerator", "denominator", "checked", "occurrences", "ratings", "mean", "counts", "value", "score", "leader", "items", "notApplicable", "reason"];
const entry = fc.oneof({ weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...fields), anyJson, { maxKeys: 3 }) }, { weight: 1, arbitrary: anyJson });
const facts = fc.oneof({ weight: 3, arbitrary: fc.dictionary(fc.oneof(fc.constantFrom("leaderDisciplined", "tasks", "violation", "headOf", "quotaGroup"), anyName), anyJson, { maxKeys: 3 }) }, { weight: 1, arbitrary: anyJson });
const scores = fc.oneof({ weight: 5, arbitrary: fc.dictionary(anyName, entry, { maxKeys: 6 }) }, { weight: 1, arbitrary: anyJson });
const shapedUnit = fc.record({ code: fc.oneof(fc.constantFrom<Json>("A", "B", "C"), anyJson), index: fc.oneof({ weight: 5, arbitrary: fc.constant<Json>("01") }, { weight: 1, arbitrary: anyJson }), name: anyJson, facts, scores }, { requiredKeys: [] });
const someUnits = fc.array(fc.oneof({ weight: 5, arbitrary: shapedUnit }, { weight: 1, arbitrary: anyJson }), { maxLength: 4 });
const someDecisions = fc.dictionary(fc.oneof(fc.constantFrom("quality", "reform", "rating"), anyName), fc.oneof(fc.array(fc.array(fc.constantFrom("A", "B", "C", "D"), { maxLength: 4 }), { maxLength: 3 }), anyJson), { maxKeys: 2 });
const shapedCase = fc.record({ regulation: fc.oneof(fc.constantFrom<Json>("dak-lak-2025"), anyJson), units: fc.oneof({ weight: 6, arbitrary: someUnits }, { weight: 1, arbitrary: anyJson }), decisions: fc.oneof({ weight: 3, arbitrary: someDecisions }, { weight: 1, arbitrary: anyJson }), extra: anyJson }, { requiredKeys: ["units"] });

/** A valid case with a tie that somebody has decided. */
function decidedTie({ case: value, units: [first, second], engine }: Base): Base {
  const units = isObject(value) ? value["units"] : undefined;
  const one = units !== undefined && isList(units) ? (units[0] ?? null) : null;
  const tied = changed(value, ["units"], [one, changed(one, ["code"], second)]);
  return { engine, units: [first, second], case: changed(tied, ["decisions"], { quality: [[second, first]] }) };
}

const TIED = bases.length;
const mutable = [...bases, decidedTie(at(bases, 0))].map((on) => ({ on, paths: pathsIn(on.case) }));
const mutation = fc.record({ base: fc.nat(TIED), place: fc.nat(), kind: fc.constantFrom("replace", "delete", "add"), to: telling, name: anyName });

const valueAt = (value: Json, path: JsonPath): Json => path.reduce((inner: Json, step) => (isList(inner) ? inner[Number(step)] : isObject(inner) ? inner[String(step)] : undefined) ?? null, value);

/** The valid case with one change, and where it was made. */
function mutated({ base, place, kind, to, name }: { base: number; place: number; kind: string; to: Json; name: string }): { on: Base; path: JsonPath; value: Json } {
  const { on, paths } = at(mutable, base);
  const path = at(paths, place);
  if (kind === "add" && isObject(valueAt(on.case, path))) return { on, path: [...path, name], value: changed(on.case, [...path, name], to) };
  return { on, path, value: changed(on.case, path, kind === "delete" ? REMOVED : to) };
}

const FILE = "small.yaml";

/** Loads a regulation; true when it holds. Then all that is made from it must work as well. */
function isRegulation(text: string): boolean {
  const loaded = loadRegulation(new Map([[FILE, text]]), FILE);
  if (!isLoaded(loaded)) {
    checkFaults(loaded, ({ place }) => place.file === FILE && place.line !== undefined && place.line >= 1 && place.line <= text.split("\n").length + 1);
    return false;
  }
  check(JSON.stringify(showRegulation(loaded)).length > 0 && (UNTOLD.test(text) || !UNTOLD.test(regulationText(loaded))), "a regulation that cannot be shown");
  const engine = compileRegulation(loaded);
  isEvaluated(engine, smallCase(engine));
  return true;
}

const tokens = ["- ", "? ", ": ", "a", "format: 1", "indexes:", "&a ", "*a", "!t ", "!!int ", "<<: ", "|", ">-", "'", '"', "{", "}", "[", "]", ",", "\n", "\n  ", "\n\t", "\t", " #", "%YAML 1.2", "\n---\n", "\n...\n", "\u0000", "\r", "\u2028", "\uFEFF", "\uD800", "\\", "0", "__proto__", "constructor"];
const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((list) => list.join("")));

/** One slip of the pen: a line or a character left out, written twice, moved or replaced. */
const slip = fc.record({ kind: fc.constantFrom("drop line", "double line", "move line", "replace line", "drop", "double", "replace", "insert"), place: fc.nat(), to: fc.nat(), text: fc.oneof(fc.constantFrom(...tokens, "1", "9", ".", "-", "100", "999999999", "true", "constructor", "percent"), fc.string({ maxLength: 6 })) });

function slipped(text: string, { kind, place, to, text: other }: { kind: string; place: number; to: number; text: string }): string {
  const lines = text.split("\n");
  const line = place % lines.length;
  const here = place % (text.length + 1);
  const spliced = (count: number, ...by: readonly string[]): string => lines.toSpliced(line, count, ...by).join("\n");
  switch (kind) {
    case "drop line":
      return spliced(1);
    case "double line":
      return spliced(0, at(lines, line));
    case "move line":
      return spliced(1, at(lines, to));
    case "replace line":
      return spliced(1, other);
    case "drop":
      return text.slice(0, here) + text.slice(here + 1);
    case "double":
      return text.slice(0, here + 1) + text.slice(here);
    case "replace":
      return text.slice(0, here) + other + text.slice(here + 1);
    default:
      return text.slice(0, here) + other + text.slice(here);
  }
}

describe(`${TOTAL.toLocaleString("en")} hostile inputs`, () => {
  it(`${String(RUNS.values)} JSON values in place of a case`, () => {
    fc.assert(fc.property(anyBase, fc.oneof(fc.json(), anyJson.map((one) => JSON.stringify(one))), (base, text) => !isEvaluated(at(bases, base).engine, parsed(text), () => true)), settings(RUNS.values));
  }, SLOWEST);

  it(`${String(RUNS.shaped)} values shaped like cases`, () => {
    fc.assert(fc.property(anyBase, shapedCase, (base, value) => !isEvaluated(at(bases, base).engine, parsed(JSON.stringify(value)))), settings(RUNS.shaped));
  }, SLOWEST);

  it(`${String(RUNS.valid)} valid cases have results`, () => {
    const shares = fc.array(fc.tuple(fc.nat(), fc.nat(100)), { minLength: 1, maxLength: 12 });
    // At the ends of the scale a percent that is computed wrongly leaves it.
    const valid = fc.tuple(anyBase, fc.oneof(shares, fc.constantFrom(0, 100)), fc.nat());
    fc.assert(
      fc.property(valid, ([base, wanted, seed]) => {
        const { engine, case: value } = at(bases, base);
        const leaves = engine.indexes.get("01")?.leaves ?? [];
        const random = randomFrom(seed);
        const changes = typeof wanted === "number" ? leaves.flatMap((_, place) => [[place, wanted, 0], [place, wanted, 1]] as const) : wanted.map(([place, share]) => [place, share, place % 2] as const);
        let input = value;
        for (const [place, share, unit] of changes) {
          const leaf = at(leaves, place);
          input = changed(input, ["units", unit, "scores", leaf.code], asJson(leaf.bound.example(share, random)));
        }
        return isEvaluated(engine, input);
      }),
      settings(RUNS.valid),
    );
  }, SLOWEST);

  it(`${String(RUNS.mutated)} valid cases with one change: what is wrong is told where it is`, () => {
    const outcomes = { evaluated: 0, refused: 0 };
    const compared = new Set(at(bases, 0).engine.indexes.get("01")?.comparing.map((leaf) => leaf.code));
    fc.assert(
      fc.property(mutation, (change) => {
        const { on, path, value } = mutated(change);
        const [, position, part, code] = path;
        const isInEntry = part === "scores" && path.length > 4 && !compared.has(String(code));
        // A mark on a group that does not hold leaves its criteria without a score; a change within a decided tie ends it.
        const isThere = ({ place }: Fault): boolean => (place.unit === on.units[Number(position)] && `${place.criterion ?? ""}.`.startsWith(`${String(code)}.`)) || place.path?.[0] === "decisions";
        outcomes[isEvaluated(on.engine, value, isInEntry ? isThere : isNamed) ? "evaluated" : "refused"]++;
      }),
      settings(RUNS.mutated),
    );
    expect(outcomes.evaluated).toBeGreaterThan(RUNS.mutated / 20);
    expect(outcomes.refused).toBeGreaterThan(RUNS.mutated / 2);
  }, SLOWEST);

  it(`${String(RUNS.texts)} texts in place of a regulation`, () => {
    fc.assert(fc.property(anyText, (text) => !isRegulation(text)), settings(RUNS.texts));
  }, SLOWEST);

  it(`${String(RUNS.regulations)} regulations with a few slips`, () => {
    const outcomes = { loaded: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
        outcomes[isRegulation(slips.reduce(slipped, SMALL)) ? "loaded" : "refused"]++;
      }),
      settings(RUNS.regulations),
    );
    expect(outcomes.loaded).toBeGreaterThan(RUNS.regulations / 50);
    expect(outcomes.refused).toBeGreaterThan(RUNS.regulations / 2);
  }, SLOWEST);
});
