import type { RatingFile } from "../../contract/personnel-year.ts";
import { RATING_LEVELS, type RatingLevel } from "../../contract/personnel-year-steps.ts";
import { type DocumentKind, decimal, each, type Filling, heading, italics, listed, longDay, roman, signer, tableOf, text, upper, vietnameseDay } from "../documents/index.ts";
import { LEVEL_WORDS } from "./year-rules.ts";

/** Form 02 of NĐ 335/2025, annex II, in the decree's layout: twelve months or four quarters, four boxes twice, two signatures. */

const MONTHS = 12;
/** Where somebody may still write by hand. */
const OPEN_DAY = "....., ngày ..... tháng ..... năm .....";
const DOTS = ".".repeat(120);
const BOX = { open: "☐", ticked: "☒" } as const;

type FormGiven = Pick<RatingFile, "year" | "name" | "title" | "officeName" | "agencyName" | "periods" | "percent" | "selfLevel" | "decisions"> & { readonly handling: string; readonly reviewedAt: string | null; readonly deciderName: string; readonly place: string };

/** One row for each month as in the decree; what is followed by quarters stands in the last month of each. */
function monthRows({ periods }: Pick<FormGiven, "periods">): { tháng: string; điểm: string; "ghi chú": string }[] {
  return Array.from({ length: MONTHS }, (_, at) => {
    const month = at + 1;
    const own = periods.find((one) => one.months.includes(month));
    const isLast = own?.months.at(-1) === month;
    const quarter = own !== undefined && own.months.length > 1 ? `Quý ${roman(Math.ceil(month / 3))}` : "";
    return { tháng: String(month), điểm: own !== undefined && isLast ? decimal(own.total) : "", "ghi chú": own === undefined ? "" : [isLast ? quarter : "", own.note].filter((one) => one !== "").join("; ") };
  });
}

const boxes = (level: RatingLevel | null | undefined): { dòng: string }[] => RATING_LEVELS.map((one) => ({ dòng: `${one === level ? BOX.ticked : BOX.open} ${LEVEL_WORDS[one]}` }));

export function formFilling(given: FormGiven): Filling {
  const decision = given.decisions.at(-1);
  // What was decided, else what was proposed; without either there are two lines to write on, as in the form.
  const handling = [decision?.handling ?? "", given.handling].find((one) => one !== "") ?? "";
  return {
    "CƠ QUAN": upper(given.agencyName),
    năm: String(given.year),
    "họ tên": given.name,
    "chức vụ": given.title,
    // Names of offices often end in that of the agency.
    "đơn vị": given.officeName.endsWith(given.agencyName) ? given.officeName : `${given.officeName}, ${given.agencyName}`,
    tháng: monthRows(given),
    "điểm trung bình": given.percent === null ? "" : decimal(given.percent),
    "tự xếp loại": boxes(given.selfLevel),
    "xếp loại": boxes(decision?.level),
    "phương án": handling === "" ? DOTS : handling,
    "dòng phương án": handling === "" ? [{ dòng: DOTS }] : [],
    "ngày tự xếp loại": given.reviewedAt === null ? OPEN_DAY : `${given.place}, ${longDay(vietnameseDay(new Date(given.reviewedAt)))}`,
    "ngày quyết định": decision === undefined ? OPEN_DAY : `${given.place}, ${longDay(decision.on)}`,
    "công chức": signer(given.name),
    "người quyết định": signer(decision === undefined ? "" : given.deciderName),
  };
}

const SAMPLE: FormGiven = { year: 2026, name: "Nguyễn Văn A", title: "Chuyên viên", officeName: "Phòng Cải cách hành chính", agencyName: "Sở Nội vụ", periods: [1, 2, 3, 4].map((quarter) => ({ period: `2026-Q${String(quarter)}`, months: [quarter * 3 - 2, quarter * 3 - 1, quarter * 3], general: "27.00", results: "60.50", total: "87.50", note: "" })), percent: "87.50", selfLevel: "good", decisions: [], handling: "", reviewedAt: "2026-12-01T02:00:00Z", deciderName: "", place: "Gia Lai" };

const MONTHS_TABLE = tableOf("tháng", [
  { title: "Tháng", width: 36, align: "centre", cell: "{tháng}" },
  { title: "Tổng điểm theo dõi, đánh giá", width: 36, align: "centre", cell: "{điểm}" },
  { title: "Ghi chú", width: 28, cell: "{ghi chú}" },
]);

export const formKind: DocumentKind = {
  key: "rating-form",
  title: { vi: "Phiếu xếp loại chất lượng công chức", en: "Form 02: rating of a civil servant" },
  official: {
    organ: "{CƠ QUAN}",
    number: "",
    placeAndDay: "",
    title: { type: "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", about: "Năm {năm}" },
    body: [
      text("Họ và tên: {họ tên}"),
      text("Chức vụ, chức danh: {chức vụ}"),
      text("Đơn vị công tác: {đơn vị}"),
      heading("I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ"),
      { ...MONTHS_TABLE, rows: [...MONTHS_TABLE.rows, [[{ text: "Tổng điểm trung bình cả năm", bold: true }], [{ text: "{điểm trung bình}", bold: true }], ""]] },
      heading("II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG"),
      each("tự xếp loại", listed("{dòng}")),
      heading("III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC¹"),
      // What the authority fills in stands on one page with what it signs.
      each("xếp loại", listed("{dòng}", "kept")),
      heading("IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ²"),
      text("{phương án}"),
      each("dòng phương án", text("{dòng}")),
    ],
    recipients: [],
    signatures: [
      { capacity: [italics("{ngày tự xếp loại}"), "CÔNG CHỨC TỰ XẾP LOẠI", italics("(Ký tên, ghi rõ họ tên)")], of: "công chức" },
      { capacity: [italics("{ngày quyết định}"), "CẤP CÓ THẨM QUYỀN XẾP LOẠI", italics("(Ký tên, ghi rõ họ tên)")], of: "người quyết định" },
    ],
    notes: ["¹ Việc xếp loại chất lượng công chức căn cứ vào quy định tại Điều 20 Nghị định số 335/2025/NĐ-CP.", "² Việc đề xuất phương án xử lý căn cứ quy định tại Điều 23 Nghị định số 335/2025/NĐ-CP."],
  },
  sample: formFilling(SAMPLE),
};
