import { type Area, type PlanContent, target, type Target, task, type Task } from "../../contract/plan-content.ts";
import { type Row, type Sheet, sheetFault, type SheetFault, type Value } from "../documents/index.ts";
import { fold } from "../organisation/index.ts";
import type { Bilingual } from "../platform/index.ts";
import { amountOf, directionOf, directionText, formulaOf, partiesOf, partiesText, scopeOf, scopeText, sumText, thresholdOf, thresholdText, timingOf, timingText } from "./table-text.ts";

/** A plan's targets and tasks as tables, and back: all of them, or every cell that is wrong. Pure. */

/** A table that came in, wherever it stood: a sheet of Excel, a table of Word. */
export type Table = { readonly name: string; readonly rows: readonly (readonly Value[])[] };

const TARGET_COLUMNS = ["Khóa", "Mục", "Chỉ tiêu", "Nội dung", "Đơn vị tính", "Chiều", "Ngưỡng", "Kỳ mốc", "Giá trị mốc", "Phạm vi", "Đơn vị báo cáo", "Tử số", "Mẫu số", "Cách hiểu"] as const;
const TASK_COLUMNS = ["Khóa", "Mục", "Lĩnh vực", "Nhiệm vụ", "Nội dung", "Chủ trì", "Phối hợp", "Kết quả", "Thời hạn", "Xong khi nộp báo cáo", "Chỉ tiêu liên quan", "Cách hiểu"] as const;

const targetCells = (one: Target): string[] => [one.key, one.section, one.name, one.text, one.unitOfMeasure, directionText(one.direction), thresholdText(one.threshold), one.baseline?.period ?? "", one.baseline?.value?.replace(".", ",") ?? "", scopeText(one.scope), partiesText(one.reporters), one.formula === null ? "" : sumText(one.formula.of), one.formula?.kind === "ratio" ? sumText(one.formula.to) : "", one.reading ?? ""];
const taskCells = (one: Task, areas: ReadonlyMap<string, string>): string[] => [one.key, one.section, areas.get(one.area) ?? one.area, one.title, one.text, partiesText(one.lead), partiesText(one.partners), one.output, timingText(one.timing), one.doneBy === "report" ? "có" : "", one.targets.join("; "), one.reading ?? ""];

const WIDTH = { key: 12, narrow: 14, wide: 40 } as const;
const widths = (columns: readonly string[]): Sheet["columns"] => columns.map((name) => ({ width: ["Chỉ tiêu", "Nội dung", "Nhiệm vụ", "Cách hiểu", "Đơn vị báo cáo", "Chủ trì", "Kết quả"].includes(name) ? WIDTH.wide : name === "Khóa" || name === "Mục" ? WIDTH.key : WIDTH.narrow }));
const sheetOf = (name: string, columns: readonly string[], rows: readonly (readonly string[])[]): Sheet => ({ name, columns: widths(columns), frozen: [1, 0], rows: [{ cells: columns, looks: "head" }, ...rows.map((cells): Row => ({ cells }))] });

export function planSheets({ general, targets, tasks }: PlanContent): Sheet[] {
  const areas = new Map(general.areas.map((one) => [one.key, one.name]));
  return [sheetOf("Chỉ tiêu", TARGET_COLUMNS, targets.map(targetCells)), sheetOf("Nhiệm vụ", TASK_COLUMNS, tasks.map((one) => taskCells(one, areas)))];
}

/** What stands in a row by the name of its column, and a way to say that a cell is wrong. */
type Reading = { readonly at: (column: string) => string; readonly wrong: (column: string, expected: Bilingual, suggestion: Bilingual) => undefined };

const EXPECTED = {
  parties: { vi: "“Mọi đơn vị”, “Chỉ số 01”, mã đơn vị, hoặc “khác: tên”, cách nhau bằng dấu chấm phẩy", en: '"Mọi đơn vị", "Chỉ số 01", codes of units, or "khác: name", between semicolons' },
  timing: { vi: "ngày (31/03/2025), “Cả năm”, hoặc “Hằng quý, ngày 15”", en: 'a day (31/03/2025), "Cả năm", or "Hằng quý, ngày 15"' },
  threshold: { vi: "ngưỡng như “≥ 90”, “> 0 so với mốc”, “≤ -10% so với mốc”", en: 'a threshold such as "≥ 90", "> 0 so với mốc", "≤ -10% so với mốc"' },
  formula: { vi: "khóa số liệu nối bằng + và -, ví dụ “ho-so-truoc-han + ho-so-dung-han”", en: 'keys of figures joined by + and -, such as "ho-so-truoc-han + ho-so-dung-han"' },
  direction: { vi: "“tăng” hoặc “giảm”", en: '"tăng" or "giảm"' },
  scope: { vi: "“tỉnh” hoặc “đơn vị”", en: '"tỉnh" or "đơn vị"' },
  amount: { vi: "số, ví dụ 53 hoặc 87,5", en: "a number such as 53 or 87,5" },
  byReport: { vi: "“có” hoặc để trống", en: '"có", or nothing' },
  area: { vi: "tên một lĩnh vực của kế hoạch", en: "the name of one of the plan's areas" },
} as const satisfies Readonly<Record<string, Bilingual>>;
const MEND = { vi: "Sửa ô này rồi nhập lại.", en: "Mend the cell and bring the file in again." };

function needed<T>(value: T | undefined, { wrong }: Reading, column: string, expected: Bilingual): T | undefined {
  if (value === undefined) wrong(column, expected, MEND);
  return value;
}

/** What every row may leave out: a key made of its section and place. */
const keyOf = (reading: Reading, place: number): string => reading.at("Khóa") || `${fold(reading.at("Mục")).replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "") || "muc"}-${String(place)}`;

type Shape<T> = { readonly safeParse: (value: unknown) => { readonly success: true; readonly data: T } | { readonly success: false; readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] } } };

/** The row as the contract wants it; what does not fit is told at its column. */
function shaped<T>(shape: Shape<T>, value: object, columns: Readonly<Record<string, string>>, { wrong }: Reading): T | undefined {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path: [field], message } of parsed.error.issues) wrong(columns[String(field)] ?? "Khóa", { vi: `giá trị hợp lệ (${message})`, en: message }, MEND);
  return undefined;
}

function readTarget(reading: Reading, place: number): Target | undefined {
  const { at } = reading;
  const [direction, threshold, scope] = [needed(directionOf(at("Chiều") || "tăng"), reading, "Chiều", EXPECTED.direction), needed(thresholdOf(at("Ngưỡng")), reading, "Ngưỡng", EXPECTED.threshold), needed(scopeOf(at("Phạm vi") || "tỉnh"), reading, "Phạm vi", EXPECTED.scope)];
  const formula = needed(formulaOf(at("Tử số"), at("Mẫu số"), at("Đơn vị tính")), reading, "Tử số", EXPECTED.formula);
  const reporters = needed(partiesOf(at("Đơn vị báo cáo")), reading, "Đơn vị báo cáo", EXPECTED.parties);
  const value = at("Giá trị mốc") === "" ? null : needed(amountOf(at("Giá trị mốc")), reading, "Giá trị mốc", EXPECTED.amount);
  if (direction === undefined || threshold === undefined || scope === undefined || formula === undefined || reporters === undefined || value === undefined) return undefined;
  const whole = { key: keyOf(reading, place), section: at("Mục"), name: at("Chỉ tiêu"), text: at("Nội dung") || at("Chỉ tiêu"), unitOfMeasure: at("Đơn vị tính"), direction, threshold, baseline: at("Kỳ mốc") === "" ? null : { period: at("Kỳ mốc"), value }, scope, reporters, formula, reading: at("Cách hiểu") || null };
  return shaped<Target>(target, whole, { key: "Khóa", section: "Mục", name: "Chỉ tiêu", text: "Nội dung", unitOfMeasure: "Đơn vị tính", reporters: "Đơn vị báo cáo", baseline: "Kỳ mốc", threshold: "Ngưỡng", formula: "Tử số" }, reading);
}

/** Whether something is so, as a cell says it. */
const SAID: Readonly<Record<string, boolean>> = { "": false, co: true };

const readTask = (areas: ReadonlyMap<string, string>) => (reading: Reading, place: number): Task | undefined => {
  const { at } = reading;
  const [lead, partners, timing, area] = [needed(partiesOf(at("Chủ trì")), reading, "Chủ trì", EXPECTED.parties), needed(partiesOf(at("Phối hợp")), reading, "Phối hợp", EXPECTED.parties), needed(timingOf(at("Thời hạn")), reading, "Thời hạn", EXPECTED.timing), needed(areas.get(fold(at("Lĩnh vực"))), reading, "Lĩnh vực", EXPECTED.area)];
  const byReport = needed(SAID[fold(at("Xong khi nộp báo cáo"))], reading, "Xong khi nộp báo cáo", EXPECTED.byReport);
  if (lead === undefined || partners === undefined || timing === undefined || area === undefined || byReport === undefined) return undefined;
  const whole = { key: keyOf(reading, place), section: at("Mục"), area, title: at("Nhiệm vụ"), text: at("Nội dung") || at("Nhiệm vụ"), lead, partners, output: at("Kết quả"), timing, ...(byReport ? { doneBy: "report" } : {}), targets: at("Chỉ tiêu liên quan").split(/[;\s]+/).filter((one) => one !== ""), reading: at("Cách hiểu") || null };
  return shaped<Task>(task, whole, { key: "Khóa", section: "Mục", area: "Lĩnh vực", title: "Nhiệm vụ", text: "Nội dung", lead: "Chủ trì", partners: "Phối hợp", output: "Kết quả", timing: "Thời hạn", targets: "Chỉ tiêu liên quan" }, reading);
};

const HEAD_ROWS = 20;
const textOf = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).trim());

/** Where the columns of a table begin: the first row that has the words of these. */
function headOf(table: Table, needs: readonly string[]): { readonly row: number; readonly columns: ReadonlyMap<string, number> } | undefined {
  for (const [row, cells] of table.rows.slice(0, HEAD_ROWS).entries()) {
    const columns = new Map(cells.map((cell, at) => [fold(textOf(cell)), at]));
    if (needs.every((one) => columns.has(fold(one)))) return { row, columns };
  }
  return undefined;
}

type Read<T> = { readonly items: readonly T[]; readonly faults: readonly SheetFault[]; readonly isFound: boolean };

function readRows<T extends { readonly key: string }>(tables: readonly Table[], needs: readonly string[], read: (reading: Reading, place: number) => T | undefined): Read<T> {
  const [items, faults]: [T[], SheetFault[]] = [[], []];
  let isFound = false;
  for (const table of tables) {
    const head = headOf(table, needs);
    if (head === undefined) continue;
    isFound = true;
    for (const [i, cells] of table.rows.entries()) {
      if (i <= head.row || cells.every((one) => textOf(one) === "")) continue;
      const place = (column: string): number => head.columns.get(fold(column)) ?? 0;
      const at = (column: string): string => (head.columns.has(fold(column)) ? textOf(cells[place(column)]) : "");
      const wrong = (column: string, expected: Bilingual, suggestion: Bilingual): undefined => {
        faults.push(sheetFault(table.name, [i, place(column)], at(column), expected, suggestion));
      };
      const item = read({ at, wrong }, items.length + 1);
      if (item !== undefined && items.some((one) => one.key === item.key)) wrong("Khóa", { vi: "khóa chưa dùng ở dòng khác", en: "a key that no other row has" }, MEND);
      else if (item !== undefined) items.push(item);
    }
  }
  return { items, faults, isFound };
}

type ReadPlan = { readonly targets: readonly Target[]; readonly tasks: readonly Task[]; readonly faults: readonly SheetFault[]; readonly isFound: boolean };

/** Everything that tables say of a plan; a table without the words of either is passed over. */
export function readPlanTables(tables: readonly Table[], areas: readonly Area[]): ReadPlan {
  const byName = new Map(areas.flatMap(({ key, name }) => [[fold(name), key], [fold(key), key]] as const));
  const tasks = readRows(tables, ["Nhiệm vụ", "Chủ trì", "Thời hạn"], readTask(byName));
  const targets = readRows(tables, ["Chỉ tiêu", "Đơn vị tính", "Đơn vị báo cáo"], readTarget);
  return { targets: targets.items, tasks: tasks.items, faults: [...targets.faults, ...tasks.faults], isFound: targets.isFound || tasks.isFound };
}
