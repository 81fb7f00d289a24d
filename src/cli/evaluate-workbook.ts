import { readFileSync, statSync, writeFileSync } from "node:fs";
import { compileRegulation } from "../scoring/engine/compile.ts";
import type { Evaluation } from "../scoring/engine/evaluate.ts";
import { readWorkbook, type ReadSheet, sheetFaultLine, workbookOf } from "../server/documents/index.ts";
import { caseFromWorkbook, regulationIn, resultWorkbook } from "../server/result/index.ts";
import { caseInput, evaluated, open, type Options, present, regulationOf } from "./commands.ts";
import { MAX_CASE_BYTES, systemCode, Unreadable } from "./files.ts";
import { Usage } from "./usage.ts";

/** `evaluate` from a workbook of Excel, or into one. */

const isWorkbook = (name: string | undefined): boolean => name?.toLowerCase().endsWith(".xlsx") === true;

export async function sheetsOf(name: string): Promise<readonly ReadSheet[]> {
  let bytes: Uint8Array;
  try {
    if (statSync(name).size > MAX_CASE_BYTES) throw new Unreadable(`${name}: tệp quá lớn`, `${name}: the file is too large`);
    bytes = readFileSync(name);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new Unreadable(`${name}: không đọc được (${systemCode(error) ?? ""})`, `${name}: cannot be read (${systemCode(error) ?? ""})`);
  }
  const read = await readWorkbook(bytes);
  if (read.why !== undefined) throw new Unreadable(`${name}: không phải tệp Excel (.xlsx) đọc được`, `${name}: not a workbook of Excel (.xlsx) that can be read`);
  return read.sheets;
}

/** The evaluation of what a workbook holds; undefined when cells cannot be read, which is then told line by line. */
async function fromWorkbook(name: string, options: Options, language: "vi" | "en"): Promise<Evaluation | undefined> {
  const sheets = await sheetsOf(name);
  const loaded = open(regulationOf({ regulation: regulationIn(sheets) }, options.regulation));
  const { input, faults } = caseFromWorkbook(compileRegulation(loaded), sheets);
  if (faults.length === 0) return evaluated(input, loaded);
  for (const one of faults) process.stderr.write(`${sheetFaultLine(one, language)}\n`);
  return undefined;
}

export async function evaluateWorkbookCommand(options: Options, language: "vi" | "en"): Promise<number> {
  const { input, xlsx } = options;
  if (input === undefined) throw new Usage("thiếu --input TỆP", "--input FILE is missing");
  const given = isWorkbook(input) ? undefined : caseInput(input);
  const evaluation = given === undefined ? await fromWorkbook(input, options, language) : evaluated(given, open(regulationOf(given, options.regulation)));
  if (evaluation === undefined) return 1;
  if (xlsx === undefined) {
    process.stdout.write(present(evaluation, options));
    return 0;
  }
  try {
    writeFileSync(xlsx, await workbookOf(resultWorkbook(evaluation)));
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new Unreadable(`${xlsx}: không ghi được (${systemCode(error) ?? ""})`, `${xlsx}: cannot be written (${systemCode(error) ?? ""})`);
  }
  return 0;
}
