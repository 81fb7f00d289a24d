import { expect, test } from "vitest";
import { readTable } from "./import-table.ts";

const UNITS = new Set(["SNV", "STC", "22015"]);
const faults = (text: string, columns = 1): unknown[] => readTable(text, columns, UNITS).map((one) => one.fault?.key ?? one.values);

test("Excel's tabs, semicolons and blanks part the cells; numbers may be written as people write them", () => {
  expect(faults("SNV\t87,5\r\nSTC; 90.25 \n22015   1.234,5")).toEqual([["87.5"], ["90.25"], ["1234.5"]]);
});

test("a heading, empty lines and empty cells at the end are passed over", () => {
  expect(faults("Mã đơn vị\tĐiểm\n\nSNV\t87,5\t\t\n")).toEqual([["87.5"]]);
});

test("each line says what is wrong with it, and which line it was", () => {
  const rows = readTable("SNV\t1\nKHONG\t2\nSTC\tba\nSNV\t3\n22015\t1\t2", 1, UNITS);
  expect(rows.map((one) => [one.line, one.fault])).toEqual([
    [1, undefined],
    [2, { key: "unit" }],
    [3, { key: "number", params: { typed: "ba" } }],
    [4, { key: "twice", params: { line: 1 } }],
    [5, { key: "columns", params: { expected: 1, found: 2 } }],
  ]);
});

test("a number off the scale is told before anything is sent", () => {
  expect(readTable("SNV\t87,5\nSTC\t870,5", 1, UNITS, [["0", "100"]]).map((one) => one.fault)).toEqual([undefined, { key: "range", params: { typed: "870,5", min: "0", max: "100" } }]);
});

test("a first line with a number is no heading, though its unit is unknown", () => {
  expect(faults("KHONG\t2")).toEqual(["unit"]);
});
