import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paragraphsOf, partOf } from "../../../tests/server/office.ts";
import { openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";
import { fill } from "../documents/template.ts";
import { formKind } from "./year-form.ts";

/** The two forms of NĐ 335/2025, annex II, line for line as the decree prints them. */

const linesOf = (file: Uint8Array): string[] => paragraphsOf(partOf(file, "word/document.xml")).filter((one) => one !== "");
const isDotted = (words: string): boolean => /^\.+$/.test(words);
/** Dots to write on and what was filled in after a colon are left out: the form itself remains. */
const printed = (lines: readonly string[]): string[] => lines.map((one) => one.replace(/(?<=:).*$/, "").trim()).filter((one) => !isDotted(one) && !/^_+$/.test(one));
const SIGNED = "(Ký tên, ghi rõ họ tên)";
const OPEN_DAY = "....., ngày ..... tháng ..... năm .....";

const HEAD = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"];
const PERSON = ["Họ và tên:", "Chức vụ, chức danh:", "Đơn vị công tác:"];
const CRITERIA = [
  ["I", "Phẩm chất chính trị, phẩm chất đạo đức, văn hóa thực thi công vụ và ý thức kỷ luật, kỷ cương trong thực thi công vụ", "10"],
  ["1", "Phẩm chất chính trị, phẩm chất đạo đức, văn hóa thực thi công vụ", "5"],
  ["2", "Ý thức kỷ luật, kỷ cương trong thực thi công vụ", "5"],
  ["II", "Năng lực chuyên môn, nghiệp vụ theo yêu cầu của vị trí việc làm; khả năng đáp ứng yêu cầu thực thi nhiệm vụ được giao; tinh thần trách nhiệm trong thực thi công vụ; thái độ phục vụ người dân, doanh nghiệp và khả năng phối hợp với đồng nghiệp", "10"],
  ["1", "Năng lực chuyên môn, nghiệp vụ theo yêu cầu của vị trí việc làm", "2,5"],
  ["2", "Khả năng đáp ứng yêu cầu thực thi nhiệm vụ được giao thường xuyên, đột xuất", "2,5"],
  ["3", "Tinh thần trách nhiệm trong thực thi công vụ", "2,5"],
  ["4", "Thái độ phục vụ người dân, doanh nghiệp và khả năng phối hợp với đồng nghiệp", "2,5"],
  ["III", "Năng lực đổi mới, sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm vì lợi ích chung trong thực thi công vụ", "10"],
  ["1", "Có sản phẩm, giải pháp đột phá, sáng tạo đem lại giá trị, hiệu quả thiết thực, tác động tích cực đến kết quả thực hiện nhiệm vụ của cơ quan, tổ chức, đơn vị", "2,5"],
  ["2", "Sẵn sàng tham gia thực hiện nhiệm vụ chính trị đặc biệt quan trọng, nhiệm vụ có tính chất đột xuất, phức tạp hoặc trong điều kiện khó khăn", "2,5"],
  ["3", "Có tinh thần chịu trách nhiệm trước kết quả công việc; chủ động nhận trách nhiệm khi có sai sót và có biện pháp khắc phục rõ ràng, cụ thể", "2,5"],
  ["4", "Chủ động đưa ra quyết định trong phạm vi thẩm quyền, không né tránh; có tinh thần tiên phong trong thực hiện những nhiệm vụ mới", "2,5"],
] as const;
const LEVELS = ["Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ"];

describe("Form 01", () => {
  let house: WorkHouse;
  beforeAll(async () => {
    house = await openWorkHouse();
  }, 60_000);
  afterAll(() => house.closeAll());

  it("has the decree's thirteen lines and their points, 30 together, and lines to write on where nothing was said", async () => {
    const { rawPayload, statusCode } = await house.room.app.inject({ method: "GET", url: `/api/v1/work-periods/${house.period}/people/${house.person("lan")}/form/document`, headers: { authorization: "Bearer lan" } });
    expect(statusCode).toBe(200);
    const lines = linesOf(rawPayload);
    const from = lines.indexOf("(4)") + 1;
    expect(lines.slice(from, lines.indexOf("Tổng cộng") + 2)).toEqual([...CRITERIA.flat(), "Tổng cộng", "30"]);
    expect(printed([...lines.slice(0, from), ...lines.slice(lines.indexOf("Tổng cộng") + 2)])).toEqual([
      "ĐƠN VỊ SNV",
      "ĐƠN VỊ PHONG",
      ...HEAD,
      "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC",
      "(Kỳ theo dõi, đánh giá:",
      ...PERSON,
      "I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG",
      "TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm", "(1)", "(2)", "(3)", "(4)",
      "II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC",
      "1. Điểm tiêu chí chung:", "2. Điểm tiêu chí kết quả thực hiện nhiệm vụ:", "3. Tổng điểm theo dõi, đánh giá công chức:",
      "4. Ưu điểm:", "5. Hạn chế, khuyết điểm:", "6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá:",
      OPEN_DAY, "CÔNG CHỨC TỰ ĐÁNH GIÁ", SIGNED, OPEN_DAY, "CẤP CÓ THẨM QUYỀN", "THEO DÕI, ĐÁNH GIÁ", SIGNED,
      "¹ Ghi rõ kỳ theo dõi là tháng/quý ... năm ...",
    ]);
    expect(lines.filter(isDotted)).toHaveLength(5);
  });
});

describe("Form 02", () => {
  it("has twelve months and their mean, four boxes twice, and two lines for what follows from it", async () => {
    const lines = linesOf(await fill({ template: { official: formKind.official }, title: "Mẫu số 02", filling: formKind.sample }));
    const boxes = (ticked?: string) => LEVELS.map((one) => `${one === ticked ? "☒" : "☐"} ${one}`);
    const months = [1, 2, 3, 4].flatMap((quarter) => [String(quarter * 3 - 2), String(quarter * 3 - 1), String(quarter * 3), "87,50", `Quý ${["I", "II", "III", "IV"][quarter - 1] ?? ""}`]);
    expect(printed(lines)).toEqual([
      "SỞ NỘI VỤ",
      ...HEAD,
      "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", "Năm 2026",
      ...PERSON,
      "I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ",
      "Tháng", "Tổng điểm theo dõi, đánh giá", "Ghi chú", ...months, "Tổng điểm trung bình cả năm", "87,50",
      "II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG",
      ...boxes("Hoàn thành tốt nhiệm vụ"),
      "III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC¹",
      ...boxes(),
      "IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ²",
      "Gia Lai, ngày 01 tháng 12 năm 2026", "CÔNG CHỨC TỰ XẾP LOẠI", SIGNED, OPEN_DAY, "CẤP CÓ THẨM QUYỀN XẾP LOẠI", SIGNED, "Nguyễn Văn A",
      "¹ Việc xếp loại chất lượng công chức căn cứ vào quy định tại Điều 20 Nghị định số 335/2025/NĐ-CP.",
      "² Việc đề xuất phương án xử lý căn cứ quy định tại Điều 23 Nghị định số 335/2025/NĐ-CP.",
    ]);
    expect(lines.filter(isDotted)).toHaveLength(2);
  });
});
