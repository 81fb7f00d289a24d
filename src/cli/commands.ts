import { parse } from "lossless-json";
import { compileRegulation } from "../scoring/engine/compile.ts";
import { evaluate, type Evaluation, isFaulty } from "../scoring/engine/evaluate.ts";
import { resultOf } from "../scoring/engine/result.ts";
import { compare, parseDecimal } from "../scoring/exact.ts";
import { exampleCase } from "../scoring/example/case.ts";
import { explainUnit, proseOf } from "../scoring/explain/unit.ts";
import { InvalidInput } from "../scoring/fault.ts";
import { canonicalJson } from "../scoring/regulation/canonical.ts";
import { isLoaded, type LoadedRegulation } from "../scoring/regulation/load.ts";
import { showRegulation } from "../scoring/regulation/show.ts";
import { readUnits, type UnitList } from "../scoring/regulation/units.ts";
import { MAX_CASE_BYTES, readText, Unreadable } from "./files.ts";
import { builtInIds, openRegulation, unitsText } from "./regulations.ts";
import { regulationText } from "./show.ts";
import { rankingTables } from "./table.ts";
import { Usage } from "./usage.ts";

/** What the command line gave; see `usage.ts`. */
export type Options = { readonly input?: string; readonly xlsx?: string; readonly index?: string; readonly sheet?: string; readonly regulation?: string; readonly seed?: string; readonly explain?: string; readonly database?: string; readonly heads?: string; readonly key?: string; readonly name?: string; readonly witness?: string; readonly copy?: string; readonly since?: string; readonly json: boolean; readonly canonical: boolean; readonly pretty: boolean; readonly table: boolean };

const json = (value: unknown, pretty: boolean): string => `${JSON.stringify(value, null, pretty ? 2 : undefined)}\n`;

export function open(idOrFile: string): LoadedRegulation {
  const loaded = openRegulation(idOrFile);
  if (!isLoaded(loaded)) throw new InvalidInput(loaded);
  return loaded;
}

/** A number that a binary number cannot hold exactly becomes a symbol: no field accepts one, and faults show its text. */
function readNumber(text: string): unknown {
  const value = Number(text);
  if (String(value) === text) return value;
  const [exact, held] = [parseDecimal(text), parseDecimal(value)];
  return exact !== undefined && held !== undefined && compare(exact, held) === 0 ? value : Symbol(text);
}

/** JSON with exact numbers and no key twice with different values. Throws Unreadable when it is not JSON at all. */
function readJson(text: string, name: string): unknown {
  try {
    return parse(text, undefined, { parseNumber: readNumber });
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(`${name}: JSON lồng nhau quá sâu`, `${name}: the JSON is nested too deeply`);
    if (!(error instanceof SyntaxError)) throw error;
    const detail = error.message.slice(0, 200);
    throw new Unreadable(`${name}: không phải JSON hợp lệ (${detail})`, `${name}: not valid JSON (${detail})`);
  }
}

export function regulationOf(input: unknown, given: string | undefined): string {
  if (given !== undefined) return given;
  const named = typeof input === "object" && input !== null && "regulation" in input ? input.regulation : undefined;
  if (typeof named === "string" && builtInIds().includes(named)) return named;
  const known = builtInIds().join(", ");
  throw new Usage(`dữ liệu không ghi quy định có sẵn nào ở trường "regulation" (${known}); hãy ghi, hoặc thêm --regulation`, `the case names no built-in regulation in "regulation" (${known}); name one, or add --regulation`);
}

export function evaluated(input: unknown, regulation: LoadedRegulation): Evaluation {
  const result = evaluate(compileRegulation(regulation), input);
  if (isFaulty(result)) throw new InvalidInput(result.faults);
  return result;
}

export function present(evaluation: Evaluation, options: Options): string {
  if (options.explain !== undefined) {
    const explained = explainUnit(evaluation, options.explain);
    if (explained === undefined) throw new Usage(`không có đơn vị ${options.explain} trong dữ liệu`, `there is no unit ${options.explain} in the case`);
    return `${proseOf(explained).join("\n")}\n`;
  }
  return options.table ? rankingTables(evaluation) : json(resultOf(evaluation), options.pretty);
}

/** The case of a JSON file. */
export const caseInput = (name: string): unknown => readJson(readText(name, MAX_CASE_BYTES), name);

export function evaluateCommand(options: Options): string {
  if (options.input === undefined) throw new Usage("thiếu --input TỆP", "--input FILE is missing");
  const input = caseInput(options.input);
  return present(evaluated(input, open(regulationOf(input, options.regulation))), options);
}

function seedOf(seed = "1"): number {
  if (!/^\d{1,9}$/.test(seed)) throw new Usage("--seed cần một số nguyên từ 0 đến 999999999", "--seed needs a whole number from 0 to 999999999");
  return Number(seed);
}

/** The units beside a regulation, or undefined when it has no such file. */
function unitsOf(idOrFile: string, { regulation }: LoadedRegulation): UnitList | undefined {
  const text = unitsText(idOrFile);
  if (text === undefined) return undefined;
  const units = readUnits(text, "units.yaml", regulation);
  if (!Array.isArray(units)) throw new InvalidInput(units.faults);
  return units;
}

function makeExample(idOrFile: string, seed: number) {
  const loaded = open(idOrFile);
  const units = unitsOf(idOrFile, loaded);
  if (units === undefined) throw new Unreadable(`${idOrFile}: không có tệp units.yaml bên cạnh quy định`, `${idOrFile}: there is no units.yaml beside the regulation`);
  return { loaded, input: exampleCase(loaded, units, seed) };
}

export function exampleCommand(idOrFile: string | undefined, options: Options): string {
  if (idOrFile === undefined) throw new Usage("thiếu mã quy định", "the regulation's id is missing");
  return json(makeExample(idOrFile, seedOf(options.seed)).input, options.pretty);
}

/** The demonstration: 128 units of Đắk Lắk with invented scores, evaluated and ranked. */
export function demoCommand(options: Options): string {
  const { loaded, input } = makeExample("dak-lak-2025", seedOf(options.seed));
  return present(evaluated(input, loaded), { ...options, table: true });
}

export function regulationCommand(action: string | undefined, idOrFile: string | undefined, options: Options): string {
  if (action === "list") return builtInIds().map((id) => `${id}\t${open(id).regulation.title}\n`).join("");
  if (idOrFile === undefined || (action !== "show" && action !== "check")) throw new Usage("cần: regulation list, regulation show ID|TỆP, hoặc regulation check ID|TỆP", "expected: regulation list, regulation show ID|FILE, or regulation check ID|FILE");
  const loaded = open(idOrFile);
  if (action === "check") {
    const units = unitsOf(idOrFile, loaded);
    return `${loaded.regulation.id}: không có lỗi${units === undefined ? "" : `, ${String(units.length)} đơn vị`} (SHA-256 ${loaded.sha256})\n`;
  }
  if (options.canonical) return canonicalJson(loaded.regulation);
  return options.json ? json(showRegulation(loaded), options.pretty) : regulationText(loaded);
}
