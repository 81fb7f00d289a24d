import { expect, test } from "vitest";
import { faultsIn, findColumns, letterOf, recordsOf, signatureOf, type SheetField } from "./mapping.ts";

const FIELDS: readonly SheetField[] = [
  { key: "code", label: "Mã", heads: ["mã", "mã đơn vị"], isNeeded: true },
  { key: "name", label: "Tên", heads: ["tên", "cơ quan"], isNeeded: true },
];
const ROWS = [["DANH SÁCH", "", ""], ["STT", "Tên cơ quan, đơn vị", "Mã đơn vị"], ["1", "Sở Nội vụ", "SNV"], ["", "", ""], ["2", "Sở Tài chính", "STC"]];

test("the head is the row whose words fit best, and columns stand where it says", () => {
  expect(findColumns(ROWS, FIELDS, [])).toEqual({ head: 1, columns: { code: 2, name: 1 }, isLearnt: false });
  expect(recordsOf(ROWS, 1, { code: 2, name: 1 })).toEqual([
    { row: 2, values: { code: "SNV", name: "Sở Nội vụ" } },
    { row: 4, values: { code: "STC", name: "Sở Tài chính" } },
  ]);
});

test("a layout that was learnt wins over what its words look like", () => {
  const learnt = [{ signature: signatureOf(ROWS[1]), mapping: { code: 0, name: 1 } }];
  expect(findColumns(ROWS, FIELDS, learnt)).toEqual({ head: 1, columns: { code: 0, name: 1 }, isLearnt: true });
});

test("what a refusal points at is told as a cell with what stands there", () => {
  const records = recordsOf(ROWS, 1, { code: 2, name: 1 });
  expect(faultsIn([{ pointer: "/units/1/code", message: "Sai.", expected: "chữ và số" }, { pointer: "/from", message: "Khác" }], records, { code: 2, name: 1 })).toEqual([{ row: 4, column: 2, found: "STC", message: "Sai. (chữ và số)" }]);
  expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
});
