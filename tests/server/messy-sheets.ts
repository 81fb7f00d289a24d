import ExcelJS from "exceljs";
import type { Merged, Rows, SheetValue } from "../../src/scoring/sheet/columns.ts";

/** Three sheets as provinces lay them out, each messy in its own way. */

export type MessySheet = { readonly rows: Rows; readonly merged: Merged };

const row = (...cells: SheetValue[]): SheetValue[] => cells;

/** Roman contents, Arabic criteria that begin anew in each, points in three columns, a head of two rows, a scale over merged rows. */
export const ROMAN: MessySheet = {
  rows: [
    row("BỘ CHỈ SỐ ĐÁNH GIÁ"),
    row("(Kèm theo Quyết định số …)"),
    row("STT", "Nội dung/tiêu chí/tiêu chí thành phần", "Điểm tối đa", null, null, "Thang điểm", "Tài liệu kiểm chứng", "Điểm tự chấm"),
    row(null, null, "Nội dung", "Tiêu chí", "TCTP", null, null, null),
    row("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"),
    row("I", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO CHỨC NĂNG", 45, null, null),
    row("1", "Nhiệm vụ UBND tỉnh giao", null, 25, null),
    row("1.1", "Nhiệm vụ hoàn thành đúng hạn", null, null, "15", "100% đúng hạn: 15 điểm", "- Báo cáo năm\n- Danh mục nhiệm vụ"),
    row(null, null, null, null, null, "Từ 80% đến dưới 100%: 10 điểm"),
    row("1.2", "Chất lượng văn bản trình", null, null, "10 điểm"),
    row("2", "Chế độ báo cáo", null, "20", null),
    row("II", "CẢI CÁCH HÀNH CHÍNH", "35", null, null),
    row("1", "Chỉ đạo điều hành", null, "12,5", null),
    row("2", "Thủ tục hành chính", null, 22.5, null),
    row("III", "ĐIỂM KHẢO SÁT", 12, null, null),
    row("1", "Khảo sát người dân", null, 12, null),
    row("IV", "ĐIỂM ĐÁNH GIÁ CỦA CHỦ TỊCH, CÁC PHÓ CHỦ TỊCH", 5, null, null),
    row("1", "Chủ tịch đánh giá", null, 5, null),
    row("V", "ĐIỂM CỘNG", 3, null, null),
    row("1", "Sáng kiến được công nhận", null, 3, null),
    row("VI", "ĐIỂM TRỪ", null, null, null),
    row("1", "Chậm báo cáo", null, "0,5 điểm/lần", null),
    row(null, "Tổng cộng", 100, null, null),
  ],
  merged: [
    { top: 2, left: 0, bottom: 3, right: 0 },
    { top: 2, left: 1, bottom: 3, right: 1 },
    { top: 2, left: 2, bottom: 2, right: 4 },
    { top: 7, left: 0, bottom: 8, right: 0 },
    { top: 7, left: 1, bottom: 8, right: 1 },
  ],
};

/** Arabic throughout, one column of points, letters below, numbers that Excel has turned into decimals, no numbers on the scale. */
export const ARABIC: MessySheet = {
  rows: [
    row("TT", "Lĩnh vực, tiêu chí", "Điểm chuẩn", "Hồ sơ minh chứng", "Ghi chú"),
    row(1, "Kết quả thực hiện nhiệm vụ", 45),
    row("1.1", "Nhiệm vụ trọng tâm", 25, "Báo cáo"),
    row("a)", "Đúng hạn", 15),
    row("b)", "Đúng chất lượng", 10),
    row("1.2", "Phối hợp", 20),
    row(2, "Cải cách hành chính", 35),
    row(2.1, "Kế hoạch", 15),
    row(null, "Ban hành đúng hạn: 15 điểm"),
    row(2.3, "Kiểm tra", 20),
    row(3, "Điều tra xã hội học", 12),
    row("3.1", "Khảo sát", 12),
    row(4, "Đánh giá của Chủ tịch", 5),
    row("4.1", "Chủ tịch", 5),
    row(5, "Điểm thưởng", 3),
    row("5.1", "Mô hình mới", 3),
    row(6, "Điểm trừ", null),
    row("6.1", "Bị phê bình", "-1/lần"),
    row(null, "Cộng", 100),
  ],
  merged: [],
};

/** No column of numbers that is filled: they stand before the titles; the points say what they are. */
export const IN_TITLES: MessySheet = {
  rows: [
    row("PHỤ LỤC"),
    row("Số TT", "Tên tiêu chí đánh giá", "Hướng dẫn chấm", "Điểm tối đa"),
    row("", "I. Thực hiện nhiệm vụ", "", "45 điểm"),
    row("", "1. Nhiệm vụ được giao", "Đúng hạn 100%: 45 điểm", "Tối đa 45"),
    row("", "II. Cải cách hành chính", "", "35 điểm"),
    row("", "1. Chỉ đạo", "", "20"),
    row("", "2. Chuyển đổi số", "", "mười lăm"),
    row("", "III. Khảo sát", "", "12"),
    row("", "1. Khảo sát doanh nghiệp", "", "12"),
    row("", "IV. Chủ tịch đánh giá", "", "5"),
    row("", "1. Đánh giá chung", "", "5"),
    row("", "V. Điểm cộng", "", "3"),
    row("", "1. Sáng kiến", "", "3"),
  ],
  merged: [],
};

/** The same as a workbook of Excel, with a cover sheet before it. */
export async function workbookWith({ rows, merged }: MessySheet): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Bìa").addRow(["BỘ CHỈ SỐ NĂM 2025"]);
  const sheet = workbook.addWorksheet("Chỉ số");
  for (const one of rows) sheet.addRow([...one]);
  for (const { top, left, bottom, right } of merged) sheet.mergeCells(top + 1, left + 1, bottom + 1, right + 1);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
