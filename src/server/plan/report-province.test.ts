import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportForm } from "../../contract/plan-form.ts";
import { forecastOf } from "./dashboard-rules.ts";
import { measuresOf } from "./report-form.ts";
import { consolidate, gather, nothing, type Report } from "./report-gather.ts";
import { provinceFilling, sentenceOf } from "./report-paper.ts";
import { gatherTold, within } from "./report-told.ts";
import { gapsIn, toldOf } from "./years-rules.ts";
import { yearFilling } from "./years-table.ts";
import { letterheadFor } from "../documents/index.ts";

const FORM = reportForm.parse({
  key: "thu",
  title: "Thử",
  areas: [{ key: "chung", title: "Chung" }],
  figures: [{ key: "tong", area: "chung", title: "Tổng", unit: "hồ sơ", kind: "count", over: "year" }, { key: "phan", area: "chung", title: "Phần", unit: "hồ sơ", kind: "count", over: "year" }],
  measures: [{ key: "dat", area: "chung", title: "Đạt", unit: "%", formula: "100 * phan / tong", direction: "up", threshold: "90" }],
  narratives: [{ key: "loi", area: "chung", title: "Lời" }],
});
const report = (name: string, tong: number, phan: number): Report => ({ unitId: name, name, figures: { tong: tong * 100, phan: phan * 100 }, texts: [{ key: "loi", text: `Lời của ${name} {#x}`, links: [] }], number: 1, sha256: "0".repeat(64) });
const REPORTS = [report("A", 100, 99), report("B", 300, 150), report("C", 0, 0), report("D", 100, 95)];

function drawn(reports: readonly Report[], at = 2) {
  const now = nothing();
  for (let from = 0; from < reports.length; from += at) gather(now, measuresOf(FORM), reports.slice(from, from + at), true);
  return consolidate(FORM, { title: "Báo cáo công tác năm 2025", year: 2025, late: [], missing: [], all: reports.length, now, last: undefined, before: [] });
}

describe("drawing together", () => {
  it("adds up, takes rates of sums and not means of rates, and names best and worst", () => {
    const [area] = drawn(REPORTS).areas;
    expect(area?.figures.map((one) => [one.sum, one.units])).toEqual([["500.00", 4], ["344.00", 4]]);
    const [measure] = area?.measures ?? [];
    expect(measure).toMatchObject({ value: "68.80", isReached: false, units: 3, reached: 2 });
    expect(measure?.best.map((one) => one.name)).toEqual(["A", "D", "B"]);
    expect(measure === undefined ? "" : sentenceOf(measure)).toBe("Đạt: 68,8%, chưa đạt mức 90%; 2/3 cơ quan, đơn vị đạt.");
  });
  it("comes to the same in whatever pieces and order", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.shuffledSubarray(REPORTS, { minLength: 4 }), (at, some) => JSON.stringify(drawn(some, at)) === JSON.stringify(drawn(REPORTS))));
  });
  it("sets measures side by side over the years, a column for each, in whichever years there are", () => {
    const gathered = (reports: readonly Report[]) => {
      const into = nothing();
      gather(into, measuresOf(FORM), reports, false);
      return into;
    };
    const filling = provinceFilling(consolidate(FORM, { title: "Báo cáo năm 2025", year: 2025, late: [], missing: [], all: 4, now: gathered(REPORTS), last: undefined, before: [{ year: 2023, gathered: gathered(REPORTS.slice(0, 1)) }, { year: 2024, gathered: gathered([]) }] }), letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk"), "abc");
    expect(filling["có các năm"]).toEqual([expect.objectContaining({ "bảng 2 năm": [], "bảng 3 năm": [{ "năm 1": "2023", "năm 2": "2024", "năm 3": "2025", dòng: [{ tên: "Đạt", mức: "90%", "giá trị 1": "99%", "giá trị 2": "–", "giá trị 3": "68,8%" }] }] })]);
    expect(yearFilling([2018, 2019, 2020, 2021, 2022, 2023], [{ name: "Đạt", threshold: "–", values: new Map([[2018, "1"], [2023, "6"]]) }])["bảng 5 năm"]).toEqual([expect.objectContaining({ "năm 1": "2019", "năm 5": "2023", dòng: [expect.objectContaining({ "giá trị 1": "–", "giá trị 5": "6" })] })]);
  });
  it("hands what units wrote to the paper as words, whatever stands in them", () => {
    const filling = provinceFilling(drawn(REPORTS), letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk"), "abc");
    expect(JSON.stringify(filling["phần lời"])).toContain("Lời của A {#x}");
    expect(filling["trích yếu"]).toBe("Công tác năm 2025");
  });
});

describe("what units told", () => {
  const part = (name: string, text: string) => ({ unitId: name, name, text, links: [{ title: "Báo cáo", number: "1/BC", url: null }] });
  it("stands together where it is the same, with who said it, and nobody is lost", () => {
    const told = gatherTold([part("A", "Hồ sơ còn chậm."), part("B", "Thiếu người"), part("C", "hồ sơ  còn chậm")]);
    expect(told).toEqual([{ text: "Hồ sơ còn chậm.", names: ["A", "C"], links: ["Báo cáo, 1/BC"] }, { text: "Thiếu người", names: ["B"], links: ["Báo cáo, 1/BC"] }]);
    fc.assert(fc.property(fc.array(fc.constantFrom("Một", "Hai", "hai.", "Ba"), { maxLength: 20 }), (texts) => gatherTold(texts.map((text, i) => part(String(i), text))).flatMap((one) => one.names).length === texts.length));
  });
  it("is placed in the report by its part", () => {
    const form = reportForm.parse({ ...FORM, narratives: [{ key: "loi", area: "chung", title: "Lời", part: "lacks" }] });
    const now = nothing();
    gather(now, measuresOf(form), REPORTS, true);
    const filling = provinceFilling(consolidate(form, { title: "Báo cáo năm 2025", year: 2025, late: [], missing: [], all: 4, now, last: undefined, before: [] }), letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk"), "abc");
    expect([(filling["hạn chế"] as unknown[]).length, filling["có phương hướng"]]).toEqual([4, []]);
  });
  it("names measures within a sentence as they are written", () => {
    expect([within("Hồ sơ đúng hạn"), within("TTHC đúng hạn"), within("Ý kiến")]).toEqual(["hồ sơ đúng hạn", "TTHC đúng hạn", "ý kiến"]);
  });
});

describe("a forecast", () => {
  it("lies within its range, and rates within 0 to 100 %", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 3 }), (values) => {
      const forecast = forecastOf(values.map((value, i) => ({ month: 3 * (i + 1), value })), true);
      return forecast !== undefined && forecast.low <= forecast.value && forecast.value <= forecast.high && forecast.low >= 0 && forecast.high <= 10_000;
    }));
  });
  it("goes on as it did, and is none of one point or of a year that is over", () => {
    expect(forecastOf([{ month: 3, value: 1000 }, { month: 6, value: 2000 }, { month: 9, value: 3000 }], true)).toEqual({ value: 4000, low: 4000, high: 4000, points: 3 });
    expect(forecastOf([{ month: 3, value: 1000 }], true)).toBeUndefined();
    expect(forecastOf([{ month: 9, value: 1000 }, { month: 12, value: 2000 }], true)).toBeUndefined();
  });
});

describe("years", () => {
  it("tell their gaps and their way", () => {
    expect(gapsIn([{ index: "par", year: 2021, value: "1" }, { index: "par", year: 2024, value: "2" }, { index: "dti", year: 2024, value: "1" }])).toEqual([{ index: "par", year: 2022 }, { index: "par", year: 2023 }]);
    expect(toldOf("PAR", [{ year: 2024, value: "86.10", rank: 53, of: 63 }, { year: 2023, value: "87.30", rank: 28, of: 63 }])).toBe("PAR: từ 87,3 (hạng 28/63) năm 2023 đến 86,1 (hạng 53/63) năm 2024, giảm 1,2 điểm.");
  });
});
