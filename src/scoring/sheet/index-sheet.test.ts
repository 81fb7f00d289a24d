import { describe, expect, it } from "vitest";
import { regulationFiles } from "../../../tests/server/regulation-files.ts";
import { isLoaded, loadRegulation } from "../regulation/load.ts";
import { leavesOf } from "../regulation/index-set.ts";
import { ARABIC, IN_TITLES, type MessySheet, ROMAN } from "../../../tests/server/messy-sheets.ts";
import { readIndexSheet } from "./index-sheet.ts";

/** Three sheets as provinces lay them out, each messy in its own way. */

const ABOUT = { code: "01", title: "Chỉ số 01", article: "II.4.b" };

/** The regulation of Đắk Lắk with this index alone; its faults, or its criteria. */
function linted(yaml: string) {
  const given = regulationFiles("dak-lak-2025");
  const main = (given["regulation.yaml"] ?? "").replace("  - file: index-02.yaml\n  - file: index-03.yaml\n", "");
  const files = new Map(Object.entries({ "regulation.yaml": main, "index-01.yaml": yaml }));
  const loaded = loadRegulation(files, "regulation.yaml");
  return isLoaded(loaded) ? { faults: [], contents: loaded.regulation.indexes[0]?.contents ?? [] } : { faults: loaded, contents: [] };
}

const read = ({ rows, merged }: MessySheet) => {
  const sheet = readIndexSheet(rows, merged, ABOUT);
  if (sheet.why !== undefined) throw new RangeError(sheet.why);
  return sheet;
};

describe("an index set from the sheet of a province", () => {
  it("with Roman contents, points in three columns and merged scales becomes a regulation that the lint takes", () => {
    const sheet = read(ROMAN);
    expect(sheet.mapping).toEqual({ head: 2, first: 5, number: 0, title: 1, points: [2, 3, 4], scale: 5, evidence: 6 });
    expect(sheet.doubts).toEqual([]);
    const { faults, contents } = linted(sheet.yaml);
    expect(faults).toEqual([]);
    expect(contents.map((one) => [one.code, one.kind, one.scoredBy, one.maxPoints ?? null])).toEqual([["1", "points", "unit", "45.00"], ["2", "points", "unit", "35.00"], ["3", "points", "survey", "12.00"], ["4", "points", "leaders", "5.00"], ["5", "bonus", "unit", "3.00"], ["6", "deduction", "unit", null]]);
    expect(contents.flatMap(leavesOf).map((one) => one.code)).toEqual(["1.1.1", "1.1.2", "1.2", "2.1", "2.2", "3.1", "4.1", "5.1", "6.1"]);
    const [first] = contents.flatMap(leavesOf);
    expect(first).toMatchObject({ title: "Nhiệm vụ hoàn thành đúng hạn", text: "100% đúng hạn: 15 điểm Từ 80% đến dưới 100%: 10 điểm", evidence: ["Báo cáo năm", "Danh mục nhiệm vụ"] });
  });

  it("with Arabic numbers throughout, letters and decimals keeps every criterion and lists the rows that are in doubt", () => {
    const sheet = read(ARABIC);
    expect(linted(sheet.yaml).faults).toEqual([]);
    expect(sheet.preview.map((one) => one.code)).toEqual(["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "2.2", "3", "3.1", "4", "4.1", "5", "5.1", "6", "6.1"]);
    expect(sheet.doubts.map((one) => [one.row, one.vi.slice(0, 28)])).toEqual([[8, "Dòng “Ban hành đúng hạn: 15 "], [9, "Số thứ tự “2.3” không khớp v"]]);
  });

  it("with numbers in the titles and points in words tells what it could not read, and what does not add up", () => {
    const sheet = read(IN_TITLES);
    expect(sheet.preview.find((one) => one.title === "Nhiệm vụ được giao")).toMatchObject({ code: "1.1", points: "45.00" });
    expect(sheet.doubts.map((one) => [one.row, one.vi])).toEqual([
      [4, "“Cải cách hành chính” ghi 35,00 điểm, các mục con cộng lại 20,00."],
      [6, "Không đọc được điểm “mười lăm”."],
      [6, "“Chuyển đổi số” chưa có điểm; tạm ghi 0."],
    ]);
  });

  it("without a head that says number, criterion and points there is nothing to read until somebody maps it", () => {
    expect(readIndexSheet([["Báo cáo"], ["a", "b"]], [], ABOUT)).toEqual({ why: "no-head" });
    const mapped = readIndexSheet([["1", "Nội dung", 5], ["1.1", "Tiêu chí", 5]], [], ABOUT, { head: 0, first: 0, number: 0, title: 1, points: [2], scale: null, evidence: null });
    expect(mapped).toMatchObject({ preview: [{ code: "1" }, { code: "1.1", points: "5.00" }] });
  });
});
