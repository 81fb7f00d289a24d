import { describe, expect, it } from "vitest";
import { compileRegulation } from "../../../scoring/engine/compile.ts";
import { isLoaded } from "../../../scoring/regulation/load.ts";
import { openRegulation } from "../../../cli/regulations.ts";
import { planPaste } from "./paste.ts";
import { agreeable, farOf, isFar, type Row, shownRows } from "./rows.ts";
import { excelNumber, excelText, pastedRows } from "./table-text.ts";

/** What goes from a spreadsheet into the grid and back, and which rows stand out. */

const loaded = openRegulation("dak-lak-2025");
if (!isLoaded(loaded)) throw new Error("the regulation has faults");
const leaf = compileRegulation(loaded).indexes.get("03")!.leafByCode.get("1.1.1")!;
const REASON = "Theo kết quả kiểm tra.";

const row = (unitName: string, before: string | null, more: Partial<Row> = {}): Row =>
  ({ unitId: unitName, unitCode: unitName, unitName, isAssigned: true, isOpen: true, states: ["to-do"], before: before === null ? null : { input: { numerator: String(Number(before) * 20), denominator: "100" }, points: before }, mine: null, version: "0", criterion: { code: "1.1.1", notApplicable: null, self: null, appraisals: [], outcomes: [] }, ...more }) as unknown as Row;
const rows = [row("Xã A", "4.00"), row("Xã Đắk B", "4.50"), row("Phường C", "5.00", { isOpen: false })];
const kinds = (text: string, start = 0) => planPaste(leaf, rows, start, text).planned.map((one) => one.kind);

describe("a pasted column", () => {
  it("belongs to the rows from the active one down, as they are shown", () => {
    expect(kinds("4,00\n4,5\n5")).toEqual(["save", "save", "skipped"]);
    expect(planPaste(leaf, rows, 1, "3,00\n5\n1\n2")).toMatchObject({ isByName: false, tooMany: 2 });
  });
  it("with the points that stood before means agreement with what was entered, not points by hand", () => {
    expect(planPaste(leaf, rows, 0, "4").planned[0]).toMatchObject({ kind: "save", input: { numerator: "80", denominator: "100" } });
    expect(planPaste(leaf, rows, 0, `2,5\t${REASON}`).planned[0]).toMatchObject({ kind: "save", input: { points: "2.50" }, reason: REASON });
  });
  it("needs reasons, numbers, and points within the maximum", () => {
    expect(kinds("2,5\nrất tốt")).toEqual(["needs-reason", "wrong"]);
    expect(kinds("5,01\n1,234")).toEqual(["wrong", "wrong"]);
    expect(kinds("\n4,5")).toEqual(["skipped", "save"]);
  });
  it("finds units by their names, with or without marks, and says which it does not know", () => {
    expect(planPaste(leaf, rows, 2, `Đơn vị\tĐiểm\nxa dak b\t3,00\nXã A\t4\nXã Z\t1`)).toMatchObject({ isByName: true, unknown: ["Xã Z"], planned: [{ row: { unitName: "Xã Đắk B" } }, { row: { unitName: "Xã A" } }] });
  });
});

describe("a copied table", () => {
  it("keeps numbers as numbers, texts on one line, and no formula that others could run", () => {
    expect([excelNumber("1234.50"), excelText("=SUM(A1)"), excelText("\uFF1DSUM(A1)"), excelText("một\ndòng\tnữa")]).toEqual(["1234,50", "'=SUM(A1)", "'\uFF1DSUM(A1)", "một dòng nữa"]);
    expect(pastedRows('"a"\tb\r\nc\r\n')).toEqual([["a", "b"], ["c"]]);
  });
});

describe("rows", () => {
  const many = ["4.00", "4.00", "4.10", "3.90", "4.00", "1.00"].map((points, i) => row(`Xã ${String(i)}`, points));
  it("stand out when they are far from the middle, but not where nobody differs", () => {
    const far = farOf(leaf, many);
    expect(far).toEqual({ median: "4.00", distance: "1.00" });
    expect(many.filter((one) => isFar(one, far)).map((one) => one.unitName)).toEqual(["Xã 5"]);
    expect(farOf(leaf, many.slice(0, 3))).toBeUndefined();
  });
  it("can be agreed with only where they are open, have points and none of one's own", () => {
    expect(agreeable([...rows, row("Xã D", null), row("Xã E", "1.00", { states: ["done"] })]).map((one) => one.unitName)).toEqual(["Xã A", "Xã Đắk B"]);
  });
  it("are found without marks", () => {
    const format = { compare: (one: string, other: string) => one.localeCompare(other, "vi") } as Parameters<typeof shownRows>[3];
    expect(shownRows(rows, { filter: "all", search: "dak", sort: { by: "unit", isDown: false } }, undefined, format).map((one) => one.unitName)).toEqual(["Xã Đắk B"]);
  });
});
