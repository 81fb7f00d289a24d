import { expect, test } from "vitest";
import { keptOf, knownLayout } from "./learnt.ts";

const ROWS = [["BỘ TIÊU CHÍ"], ["TT", "Nội dung", "Điểm"], ["", "", "tối đa"], ["1", "Công khai", "2"]];
const MAPPING = { head: 1, first: 3, number: 0, title: 1, points: [2], scale: null, evidence: null };

test("a layout is known again wherever its head stands, and not from another head", () => {
  const kept = keptOf(ROWS, MAPPING);
  expect(knownLayout(ROWS, [kept])).toEqual(MAPPING);
  expect(knownLayout([["ỦY BAN NHÂN DÂN"], [], ...ROWS], [kept])).toEqual({ ...MAPPING, head: 3, first: 5 });
  expect(knownLayout([["Số", "Nội dung", "Điểm"]], [kept])).toBeUndefined();
  expect(knownLayout(ROWS, [{ signature: kept.signature, mapping: { number: 0 } }])).toBeUndefined();
});
