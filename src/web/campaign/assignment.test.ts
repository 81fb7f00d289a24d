import { expect, test } from "vitest";
import { type Assignment, byCell, cellKey, cellState, type Content, contentOf, itemsOf, neighbour } from "./assignment.ts";

const contents: Content[] = ["1", "2", "10"].map((code) => ({ index: "01", code, title: code, scoredBy: "unit", cells: 1, uncovered: 0, units: 0 }));
const held = (given: Partial<Assignment>): Assignment => ({ id: "a", personId: "p", index: "01", code: "1", unitId: null, personName: "P", at: "2025-01-01T00:00:00Z", by: "q", ...given });

test("a code stands under its content, whatever digits others begin with", () => {
  expect(contentOf("1.2.3", contents)).toBe("1");
  expect(contentOf("10.1", contents)).toBe("10");
  expect(contentOf("3.1", contents)).toBeUndefined();
});

test("a cell says how much of the content is held", () => {
  expect(cellState("1", [])).toEqual({ kind: "none" });
  expect(cellState("1", [held({}), held({ unitId: "u" })])).toEqual({ kind: "all" });
  expect(cellState("1", [held({ unitId: "u" }), held({ unitId: "v" })])).toEqual({ kind: "some", count: 2 });
  expect(cellState("1", [held({ code: "1.2" }), held({ code: "1.3", unitId: "u" })])).toEqual({ kind: "parts", count: 2 });
});

test("assignments gather in the cells of their index", () => {
  const cells = byCell([held({ code: "1.2" }), held({ code: "10" }), held({ index: "02" })], "01", contents);
  expect([...cells.keys()].toSorted()).toEqual([cellKey("p", "1"), cellKey("p", "10")].toSorted());
});

test("chosen cells become one item a person", () => {
  const cells = [cellKey("p", "1"), cellKey("p", "2"), cellKey("q", "2")];
  expect(itemsOf(cells, "01", { part: "", unitIds: null })).toEqual([
    { personId: "p", index: "01", codes: ["1", "2"], unitIds: null },
    { personId: "q", index: "01", codes: ["2"], unitIds: null },
  ]);
  expect(itemsOf([cellKey("p", "1")], "01", { part: "1.2", unitIds: ["u"] })).toEqual([{ personId: "p", index: "01", codes: ["1.2"], unitIds: ["u"] }]);
});

test("arrows stay inside the matrix", () => {
  const size = { rows: 2, columns: 3 };
  expect(neighbour({ row: 0, column: 0 }, "ArrowRight", size)).toEqual({ row: 0, column: 1 });
  expect(neighbour({ row: 0, column: 0 }, "ArrowUp", size)).toBeUndefined();
  expect(neighbour({ row: 1, column: 2 }, "ArrowRight", size)).toBeUndefined();
  expect(neighbour({ row: 1, column: 2 }, "a", size)).toBeUndefined();
});
