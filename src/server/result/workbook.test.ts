import ExcelJS from "exceljs";
import PizZip from "pizzip";
import { describe, expect, it } from "vitest";
import { loadDakLak } from "../../../tests/cycle/plan.ts";
import { converted, hasOffice } from "../../../tests/server/office.ts";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { evaluate, type Evaluation, isFaulty } from "../../scoring/engine/evaluate.ts";
import { exampleCase } from "../../scoring/example/case.ts";
import { workbookOf } from "../documents/index.ts";
import { resultWorkbook } from "./workbook.ts";

/** The workbook of a whole province's result, and what a spreadsheet program makes of its formulas. */

const { loaded, units } = loadDakLak();
const engine = compileRegulation(loaded);

function evaluated(input: unknown): Evaluation {
  const evaluation = evaluate(engine, input);
  if (isFaulty(evaluation)) throw new RangeError(JSON.stringify(evaluation.faults.slice(0, 3)));
  return evaluation;
}

const hundredths = (value: unknown): number => Math.round(Number(value) * 100);

/** What the engine says of every unit, as the sheet of results should. */
const told = ({ units: all }: Evaluation) =>
  all.map(({ scored, ratios }) => [scored.unit.code, ...ratios.flatMap(({ placed: { ranked, level } }) => [ranked.of.points, ranked.of.maxPoints, ranked.of.percent, ranked.rank, level?.title ?? ""])]);

type Value = { readonly result?: unknown } | string | number | boolean | null;
const valueIn = (value: unknown): unknown => {
  const one = value as Value;
  return typeof one === "object" && one !== null ? one.result : one;
};

/** The same from the workbook; without the values that stand beside the formulas a program has to compute them. */
async function readBack(file: Uint8Array) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(file) as unknown as ArrayBuffer);
  const sheet = workbook.getWorksheet("Kết quả")!;
  const heads = (sheet.getRow(4).values as unknown[]).map(String);
  const columns = (title: string) => heads.flatMap((one, at) => (one === title ? [at] : []));
  const [points, max, percent, rank, level] = ["Điểm đạt", "Điểm tối đa", "Tỷ lệ (%)", "Hạng", "Mức xếp loại"].map(columns);
  const rows: unknown[][] = [];
  for (let at = 5; at <= sheet.rowCount; at++) {
    const row = sheet.getRow(at);
    const cell = (column: number) => valueIn(row.getCell(column).value);
    rows.push([cell(1), ...(points ?? []).flatMap((one, i) => [hundredths(cell(one)), hundredths(cell(max?.[i] ?? 0)), hundredths(cell(percent?.[i] ?? 0)), Number(cell(rank?.[i] ?? 0)), cell(level?.[i] ?? 0) ?? ""])]);
  }
  return rows;
}

/** Takes the computed values out, so that whoever opens the file has only formulas; `change` may enter something else first. */
function withoutValues(file: Uint8Array, change: (sheet: string, path: string) => string = (sheet) => sheet): Uint8Array {
  const zip = new PizZip(file);
  for (const { name } of zip.file(/^xl\/worksheets\/sheet\d+\.xml$/)) zip.file(name, change((zip.file(name)?.asText() ?? "").replaceAll(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, "$1").replaceAll(/(<c [^>]*) t="str"([^>]*><f>)/g, "$1$2"), name));
  return zip.generate({ type: "uint8array" });
}

describe("the result as a workbook", () => {
  it("has for every unit what the engine found", async () => {
    const evaluation = evaluated(exampleCase(loaded, units, 2025));
    expect(evaluation.units.length).toBe(128);
    expect(await readBack(await workbookOf(resultWorkbook(evaluation)))).toEqual(told(evaluation));
  });

  it.runIf(hasOffice).each([2025, 7])("recomputed by LibreOffice it has points, percents, ranks and levels of all units as the engine (example %i)", async (seed) => {
    const evaluation = evaluated(exampleCase(loaded, units, seed));
    const bare = withoutValues(await workbookOf(resultWorkbook(evaluation)));
    expect((await readBack(bare)).every((row) => row[4] === 0 || Number.isNaN(row[4]))).toBe(true);
    expect(await readBack(converted(bare, "xlsx", "xlsx"))).toEqual(told(evaluation));
  }, 180_000);

  it.runIf(hasOffice)("a clerk who changes points sees what would follow", async () => {
    const input = exampleCase(loaded, units, 2025);
    const evaluation = evaluated(input);
    const [unit] = evaluation.units;
    const leaf = unit?.scored.contents[0]?.leaves[0]?.leaf;
    const { decisions: _gone, ...changed } = structuredClone(input) as unknown as { units: { code: string; scores: Record<string, unknown> }[]; decisions?: unknown };
    const first = changed.units[0]!;
    first.scores[leaf!.code] = { points: "0" };
    const after = evaluated(changed);
    const bare = withoutValues(await workbookOf(resultWorkbook(evaluated({ ...structuredClone(input), decisions: {} }))), (sheet, path) => (path.endsWith("sheet2.xml") ? sheet.replace(/(<c r="C5"[^>]*><v>)[^<]*/, "$10") : sheet));
    expect(first.code).toBe(unit?.scored.unit.code);
    expect(await readBack(converted(bare, "xlsx", "xlsx"))).toEqual(told(after));
  }, 180_000);
});
