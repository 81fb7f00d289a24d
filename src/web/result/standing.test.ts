import { describe, expect, test } from "vitest";
import type { Result } from "../../scoring/engine/result.ts";
import type { Classification } from "../../scoring/regulation/schema.ts";
import { asSheet, changeOf, inOrder, levelCounts, moved, openCases, quotaLines, type Row, rowsOf } from "./standing.ts";

const ratio = (percent: string, rank: number, level: string | null, takers: readonly string[] = []) => ({
  points: percent,
  maxPoints: "100.00",
  percent,
  rank,
  level,
  why: takers.length === 0 ? [] : [{ article: "II.5.a", text: "Hạn mức “Xuất sắc”: …", values: { share: "20.00", base: "10", places: "2", takers } }],
});
const RESULT: Result = {
  regulation: { id: "r", sha256: "0" },
  units: [
    { code: "B", index: "01", contents: [], ratios: { quality: ratio("91.00", 2, "excellent", ["A", "B"]) } },
    { code: "A", index: "01", contents: [], ratios: { quality: ratio("95.50", 1, "excellent", ["A", "B"]) } },
    { code: "C", index: "01", contents: [], ratios: { quality: ratio("40.00", 3, null) } },
    { code: "D", index: "02", contents: [], ratios: { quality: ratio("70.00", 1, "good") } },
  ],
  pending: [
    { ratio: "quality", units: ["C"], why: "no-level" },
    { ratio: "quality", units: ["A", "B"], why: "tie" },
  ],
};
const DECIDED = { number: 1, by: "p", at: "2025-12-28T02:00:00Z", decision: { kind: "level" as const, ratio: "quality", unit: "C", level: "failed", reason: "Theo kết luận thanh tra." } };
const GIVEN = { result: RESULT, ratio: "quality", index: "01", units: [{ unitId: "a", code: "A", name: "Ánh", index: "01" }], gaps: [{ unit: "B", code: "1.1", why: "missing" as const }], decisions: [], before: new Map([["A", [{ percent: "95.00", rank: 2, level: "good" }]]]) };
const codes = (rows: readonly Row[]): string => rows.map((one) => one.code).join("");
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

describe("the rows of a ranking", () => {
  test("are of one index, with names, gaps, what is pending and the change from the year before", () => {
    const rows = rowsOf(GIVEN);
    expect(codes(rows)).toBe("BAC");
    expect(rows.map((one) => [one.name, one.gaps, one.pending, changeOf(one)])).toEqual([["B", 1, "tie", undefined], ["Ánh", 0, "tie", 50], ["C", 0, "no-level", undefined]]);
  });
  test("take a level that people decided, and say so", () => {
    expect(rowsOf({ ...GIVEN, decisions: [DECIDED] }).at(-1)).toMatchObject({ level: "failed", isDecided: true, pending: undefined });
    expect(openCases(RESULT, [DECIDED])).toHaveLength(1);
    expect(levelCounts(RESULT, "quality", [DECIDED])).toEqual(new Map([["01 excellent", 2], ["01 failed", 1], ["02 good", 1]]));
  });
  test("stand in any order, equal ones by rank", () => {
    const rows = rowsOf(GIVEN);
    expect([codes(inOrder(rows, "rank", false, compare)), codes(inOrder(rows, "percent", true, compare)), codes(inOrder(rows, "gaps", true, compare)), codes(inOrder(rows, "level", false, compare))]).toEqual(["ABC", "ABC", "BAC", "CAB"]);
  });
  test("of units that were merged there is no single change", () => {
    expect(changeOf({ percent: "90.00", before: [{ percent: "80.00", rank: 1, level: null }, { percent: "70.00", rank: 2, level: null }] })).toBeUndefined();
  });
});

test("the line of a quota stands below the last who took a place", () => {
  const level = { key: "excellent", title: "Xuất sắc", article: "II.5.a", text: "", when: { value: "percent", atLeast: "90" }, quota: { share: "20", base: "all", article: "II.5.a", text: "" } };
  const classification = { ratio: "quality", title: "", article: "", text: "", levels: [level] } as unknown as Classification;
  expect(quotaLines(rowsOf(GIVEN), classification)).toEqual([{ after: "B", level: "excellent", title: "Xuất sắc", share: "20.00", base: "10", places: "2", taken: 2 }]);
});

test("what is copied is a sheet of cells, none of which is a formula", () => {
  expect(asSheet([["Hạng", "Đơn vị"], ["1", "=HYPERLINK(1)"], ["2", "Sở\tX"]])).toBe("Hạng\tĐơn vị\n1\t'=HYPERLINK(1)\n2\tSở X");
});

test("a unit moves by places and not beyond the ends", () => {
  expect([moved(["a", "b", "c"], 2, 1), moved(["a", "b", "c"], 0, 2), moved(["a", "b"], 0, -1), moved(["a", "b"], 1, 2)].map((one) => one.join(""))).toEqual(["acb", "bca", "ab", "ab"]);
});
