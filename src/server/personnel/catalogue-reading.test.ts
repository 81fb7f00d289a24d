import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorkbook, type ReadSheet, type Value } from "../documents/index.ts";
import { besides, type Present } from "./catalogue-besides.ts";
import { readCatalogue, type ReadRow } from "./catalogue-reading.ts";
import { groupIn, numberIn } from "./catalogue-values.ts";

/** Workbooks as people make them: several sheets, merged cells, gaps, headings, totals, signatures. Every row is accounted for. */

const sheet = (name: string, rows: readonly (readonly Value[])[], merged: ReadSheet["merged"] = []): ReadSheet => ({ name, rows, merged });

const HEAD = ["STT", "Mã CV", "Nhiệm vụ", "Công việc chi tiết", "Sản phẩm đầu ra", "Nhóm", "Khung điểm", "Điểm chấm", "Hệ số quy đổi", "Sản phẩm chuẩn = 5 điểm = hệ số 1,00"];

/** A sheet with everything that goes wrong in one. */
const MESSY = sheet(
  "Dùng chung",
  [
    ["PHỤ LỤC III", null, null, null, null, null, null, null, null, null],
    ["(Kèm theo Quyết định)", null, null, null, null, null, null, null, null, null],
    HEAD,
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
    ["I", null, "Văn phòng", null, null, null, null, null, null, null],
    [1, "DC.01", "Soạn thảo văn bản đơn giản", "Theo mẫu", "Văn bản", "N1", "1-10", 5, 1, null],
    [2, "DC.02", "Tổ chức hội nghị", "Xây dựng kế hoạch", "Kế hoạch", "N2", "11-50", "40 điểm", 8, null],
    [3, "DC.03", null, "Soạn giấy mời", "Giấy mời", "Nhóm 1", "1-10", "8,0", "1,6", null],
    [null, null, null, "và gửi giấy mời", "Danh sách gửi", null, null, null, null, null],
    [null, null, null, null, null, null, null, null, null, null],
    HEAD,
    ["II", null, "Phòng Kinh tế", null, null, null, null, null, null, null],
    [4, "KT.01", "Lập dự toán", "", "Dự toán", "N4", "101-200", 120, 20, null],
    [5, "KT.02", "Việc điểm lạ", "", "Báo cáo", "nhóm IX", "", "nhiều", null, null],
    [6, "KT.09", "Lập dự toán", "", "Dự toán", "N4", "101-200", 120, 20, null],
    ["Cộng", null, null, null, null, null, null, 168, null, null],
    [null, null, null, null, null, null, null, "Người lập", null, null],
  ],
  // "Tổ chức hội nghị" stands for two rows.
  [{ top: 6, left: 2, bottom: 7, right: 2 }],
);
const OTHER = sheet("Tiêu chí chung", [["TT", "Tiêu chí chấm điểm", "Điểm tối đa"], [1, "Ý thức kỷ luật", 5], [null, null, null]]);

const rowOf = (rows: readonly ReadRow[], row: number): ReadRow | undefined => rows.find((one) => one.sheet === "Dùng chung" && one.row === row);

describe("somebody's workbook", () => {
  const { rows, standardPoints } = readCatalogue([OTHER, MESSY], "10.00");

  it("accounts for every row of every sheet, once and in order", () => {
    expect(rows.map((one) => `${one.sheet} ${String(one.row)}`)).toEqual([OTHER, MESSY].flatMap((one) => one.rows.map((_row, at) => `${one.name} ${String(at + 1)}`)));
    expect(rows.every((one) => one.why.vi !== "" && (one.fate === "taken") === (one.item !== null))).toBe(true);
  });

  it.each([
    [1, "skipped", "Dòng trên tiêu đề của bảng"],
    [3, "skipped", "Dòng tiêu đề của bảng"],
    [4, "skipped", "Dòng đánh số cột"],
    [5, "skipped", "Tên mục, dùng làm lĩnh vực của các dòng sau"],
    [6, "taken", "Một sản phẩm, công việc"],
    [9, "joined", "Viết tiếp của dòng trên"],
    [10, "skipped", "Dòng trống"],
    [11, "skipped", "Tiêu đề lặp lại ở trang sau"],
    [15, "joined", "Trùng hoàn toàn với một dòng trước"],
    [16, "skipped", "Dòng cộng"],
  ])("row %i: %s (%s)", (row, fate, why) => {
    expect(rowOf(rows, row)).toMatchObject({ fate, why: { vi: why } });
  });

  it("reads merged cells, headings, continued rows and numbers as people write them", () => {
    expect(rowOf(rows, 6)?.item).toMatchObject({ code: "DC.01", field: "Văn phòng", group: 1, points: "5.00" });
    expect(rowOf(rows, 7)?.item).toMatchObject({ name: "Tổ chức hội nghị", detail: "Xây dựng kế hoạch", points: "40.00" });
    expect(rowOf(rows, 8)?.item).toMatchObject({ name: "Tổ chức hội nghị", detail: "Soạn giấy mời và gửi giấy mời", output: "Giấy mời Danh sách gửi", group: 1, points: "8.00" });
    expect(rowOf(rows, 13)?.item).toMatchObject({ name: "Lập dự toán", field: "Phòng Kinh tế" });
    expect(standardPoints).toBe("5");
  });

  it("says what it could not read, and where a coefficient is not points ÷ standard", () => {
    expect(rowOf(rows, 14)?.remarks.map((one) => one.vi)).toEqual(["Không đọc được điểm “nhiều”", "Không đọc được nhóm “nhóm IX”"]);
    expect(rowOf(rows, 13)?.remarks.map((one) => one.vi)).toEqual(["Hệ số ghi 20.00, tính từ điểm là 24"]);
    expect(rowOf(rows, 6)?.remarks).toEqual([]);
  });

  it("accounts for every row of whatever comes", () => {
    const cell = fc.oneof(fc.constant(null), fc.string({ maxLength: 20 }), fc.integer(), fc.constantFrom(...HEAD, "Cộng", "I", "N3", "=1+1"));
    const table = fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 40 });
    fc.assert(
      fc.property(table, fc.boolean(), (given, hasHead) => {
        const all = [sheet("A", hasHead ? [HEAD, ...given] : given), MESSY];
        const read = readCatalogue(all, "5.00").rows;
        expect(read).toHaveLength(all.reduce((count, one) => count + one.rows.length, 0));
        expect(read.every((one) => one.fate !== "taken" || (one.item?.name ?? "") !== "")).toBe(true);
      }),
    );
  });
});

describe("a workbook beside the list into which it is brought", () => {
  const { rows } = readCatalogue([MESSY], "10.00");
  const listed = (row: number, more: Partial<Present> = {}): Present => ({ unitId: null, code: "", field: "", name: "", detail: "", output: "", unitOfMeasure: "", group: null, points: null, note: "", ...rowOf(rows, row)?.item, id: `line ${String(row)}`, ...more });
  const beside = (...present: Present[]) => (row: number) => besides(rows, present).find((one) => one.row === row);

  it("what is there already is not listed again, with nothing lost of what only the list says", () => {
    const at = beside(listed(6, { unitOfMeasure: "văn bản" }), listed(13, { points: "90.00", unitId: "u", note: "giữ" }));
    expect(at(6)).toMatchObject({ fate: "skipped", item: null, changes: null, why: { vi: "Dòng này đã có trong danh mục, giống hệt" } });
    expect(at(13)).toMatchObject({ fate: "changed", changes: "line 13", item: { points: "120.00", unitId: "u", note: "giữ" } });
    expect(at(7)).toMatchObject({ fate: "taken", changes: null });
  });

  it("another work of the same code is told by its name, and taken as its own", () => {
    expect(beside(listed(6, { name: "Việc khác" }))(6)).toMatchObject({ fate: "taken", remarks: [{ vi: "Mã DC.01 là của dòng “Việc khác” trong danh mục; cần đổi mã của một trong hai dòng" }] });
  });

  it("brought in twice, the second time adds nothing", () => {
    const first = besides(rows, []).flatMap(({ item }, at) => (item === null ? [] : [{ ...item, id: String(at) }]));
    expect(first.length).toBeGreaterThan(4);
    expect(besides(rows, first).filter((one) => one.item !== null)).toEqual([]);
  });
});

describe("numbers and groups in cells", () => {
  it.each([["70", "70.00"], ["70 điểm", "70.00"], ["2,5", "2.50"], ["1.234,50", "1234.50"], ["", null], ["0", null], ["-3", null], ["nhiều", null], ["1e9", null]])("%s → %s", (said, read) => {
    expect(numberIn(said)).toBe(read);
  });
  it.each([["N3", 3], ["Nhóm 3", 3], ["nhóm III", 3], ["5", 5], ["6", 6], ["21", null], ["", null], ["N", null]])("%s → %s", (said, read) => {
    expect(groupIn(said)).toBe(read);
  });
});

/** What must come of a row, as whoever made the workbook meant it. */
type Meant = "item" | "doubtful" | "goes on" | "duplicate" | "heading" | "blank" | "other";
type Made = { readonly meant: Meant; readonly cells: readonly Value[] };

/** A workbook as communes circulate them: a sheet of criteria, one of leaders, one for all, one of each office; 371 pieces of work. */
function circulated(): readonly { readonly name: string; readonly rows: readonly Made[] }[] {
  const other = (...cells: Value[]): Made => ({ meant: "other", cells });
  const work = (code: string, i: number, office: readonly Value[] = []): Made => ({ meant: "item", cells: [i + 1, `${code}.${String(i + 1)}`, ...office, `Nhiệm vụ ${code} ${String(i + 1)}`, `Chi tiết ${String(i + 1)}`, "Báo cáo", `N${String(1 + (i % 5))}`, "", [5, 30, 70, 150, 250][i % 5] ?? 5, null, ""] });
  const top = (title: string): Made[] => [other("PHỤ LỤC"), other(title), other("(Kèm theo Quyết định)"), other(...HEAD)];
  const common = [...top("DÙNG CHUNG"), ...Array.from({ length: 62 }, (_, i) => work("DC", i))];
  const offices = Array.from({ length: 6 }, (_, at): Made[] => [{ meant: "heading", cells: [["I", "II", "III", "IV", "V", "VI"][at] ?? "", null, `Phòng ${String(at + 1)}`] }, ...Array.from({ length: at === 5 ? 46 : 49 }, (_of, i) => work(`P${String(at + 1)}`, i)), { meant: "blank", cells: [] }]);
  const own = [...top("RIÊNG TỪNG PHÒNG"), ...offices.flat()];
  const [first] = offices[0]?.filter((one) => one.meant === "item") ?? [];
  own.splice(20, 0, { meant: "goes on", cells: [null, null, null, "và gửi các bên", "Danh sách gửi"] });
  own.splice(60, 0, { meant: "doubtful", cells: [999, "P2.999", "Việc điểm lạ", "", "Báo cáo", "nhóm IX", "", "nhiều", null, ""] });
  own.splice(own.findIndex((one) => one.meant === "blank"), 0, { meant: "duplicate", cells: first?.cells ?? [] });
  own.push(other("Cộng", null, null, null, null, null, null, 100), other(null, null, null, null, null, null, null, "Người lập"));
  return [
    { name: "PL I", rows: [other("PHỤ LỤC I"), other("TT", "Tiêu chí", "Điểm tối đa"), ...Array.from({ length: 15 }, (_, i) => other(i + 1, "Chấp hành kỷ luật", 5))] },
    { name: "PL II", rows: [...top("LÃNH ĐẠO"), ...Array.from({ length: 18 }, (_, i) => work("QL", i))] },
    { name: "PL III", rows: common },
    { name: "PL IV", rows: own },
  ];
}

const MEANS: Readonly<Record<string, Meant>> = { "Viết tiếp của dòng trên": "goes on", "Trùng hoàn toàn với một dòng trước": "duplicate", "Tên mục, dùng làm lĩnh vực của các dòng sau": "heading", "Dòng trống": "blank" };
const outcomeOf = ({ fate, why, remarks }: ReadRow): Meant => (fate === "taken" ? (remarks.length > 0 ? "doubtful" : "item") : (MEANS[why.vi] ?? "other"));

describe("a workbook of 371 pieces of work on four sheets", () => {
  it("every row of the file has the one outcome that it was made for, and nothing is left", async () => {
    const made = circulated();
    const workbook = new ExcelJS.Workbook();
    for (const { name, rows } of made) {
      const page = workbook.addWorksheet(name);
      for (const { cells } of rows) page.addRow([...cells]);
      page.mergeCells("A1:J1");
      page.mergeCells("A3:J3");
    }
    const read = await readWorkbook(new Uint8Array(await workbook.xlsx.writeBuffer()));
    if (!("sheets" in read)) throw new Error(read.why);
    const { rows } = readCatalogue(read.sheets, "5.00");
    expect(rows.map((row) => `${row.sheet} ${String(row.row)}: ${outcomeOf(row)}`)).toEqual(made.flatMap(({ name, rows: own }) => own.map((one, at) => `${name} ${String(at + 1)}: ${one.meant}`)));
    const count = (meant: Meant): number => rows.filter((row) => outcomeOf(row) === meant).length;
    expect([count("item"), count("doubtful"), count("duplicate"), count("goes on"), count("heading"), count("blank")]).toEqual([371, 1, 1, 1, 6, 6]);
    expect(new Set(rows.flatMap((row) => row.item?.code ?? [])).size).toBe(372);
  });
});
