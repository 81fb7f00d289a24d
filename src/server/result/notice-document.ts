import { type DocumentKind, each, type Filling, heading, longDay, numberOf, openDay, signer, tableOf, text } from "../documents/index.ts";
import type { UnitFacts } from "./document-facts.ts";
import { commonFilling, type PaperGiven, SAMPLE_GIVEN } from "./papers.ts";

/** The notice to one unit: its result, where it lost points and why, and what it is to remedy (QĐ 02050, III.1). */

export type NoticeGiven = PaperGiven & { readonly unit: UnitFacts; /** What the council wrote where it gave less, by criterion. */ readonly reasons: ReadonlyMap<string, string> };

export function noticeFilling(given: NoticeGiven): Filling {
  const { unit, letterhead, item, year, reasons } = given;
  const lost = unit.lost.map((one, at) => ({ stt: String(at + 1), "tiêu chí": `${one.code} ${one.title}`, "điểm tối đa": one.maxPoints, "điểm đạt": one.points, "điểm mất": one.lost, "lý do": [one.reason, reasons.get(one.code) ?? ""].filter((words) => words !== "").join("\n") }));
  return {
    ...commonFilling(given),
    "số văn bản": numberOf(letterhead, "notice"),
    "ngày ký": openDay(year),
    "người ký": signer(letterhead.standing.head.name),
    "quyết định": `Quyết định số ${numberOf(letterhead, "decision", item.decision?.number)} ${item.decision === null ? openDay(year) : longDay(item.decision.on)}`,
    "tên đơn vị": unit.name,
    "chỉ số": unit.index,
    "kết quả": unit.rows.map(({ ratio, row, of }) => ({ "tỷ số": ratio, "điểm đạt": row.points, "điểm tối đa": row.maxPoints, "tỷ lệ": row.percent, hạng: `${String(row.rank)}/${String(of)}`, mức: row.level })),
    "có tồn tại": lost.length === 0 ? [] : [{ "tồn tại": lost }],
    "không có tồn tại": lost.length === 0 ? [{ "nội dung": "Không có tiêu chí nào bị mất điểm." }] : [],
  };
}

const SAMPLE: NoticeGiven = {
  ...SAMPLE_GIVEN,
  unit: { code: "SNV", name: "Sở Nội vụ", index: "Chỉ số 01", rows: [{ ratio: "Chỉ số chất lượng hoạt động", row: { code: "SNV", name: "Sở Nội vụ", points: "88,50", maxPoints: "97,00", percent: "91,24", rank: 1, level: "Hoàn thành xuất sắc nhiệm vụ", levelKey: "excellent" }, of: 15 }], lost: [{ code: "1.1", title: "Hoàn thành nhiệm vụ được giao", maxPoints: "5,00", points: "4,00", lost: "1,00", reason: "Đạt 80% số nhiệm vụ." }] },
  reasons: new Map([["1.1", "Hai nhiệm vụ quá hạn."]]),
};

export const noticeKind: DocumentKind = {
  key: "notice",
  title: { vi: "Thông báo kết quả và tồn tại, hạn chế", en: "Notice of the result and shortcomings" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    organ: "{CƠ QUAN THƯỜNG TRỰC}",
    number: "Số: {số văn bản}",
    placeAndDay: "{địa danh}, {ngày ký}",
    title: { type: "THÔNG BÁO", about: "Kết quả xác định chất lượng hoạt động và tồn tại, hạn chế cần khắc phục năm {năm}" },
    addressee: "Kính gửi: {tên đơn vị}",
    body: [
      text("Căn cứ {quyết định} của {người quyết định}, {cơ quan thường trực} thông báo kết quả của {tên đơn vị} ({chỉ số}) như sau:"),
      heading("1. Kết quả"),
      tableOf("kết quả", [
        { title: "Kết quả", width: 30, cell: "{tỷ số}" },
        { title: "Điểm đạt", width: 12, align: "centre", cell: "{điểm đạt}" },
        { title: "Điểm tối đa", width: 12, align: "centre", cell: "{điểm tối đa}" },
        { title: "Tỷ lệ (%)", width: 12, align: "centre", cell: "{tỷ lệ}" },
        { title: "Hạng", width: 11, align: "centre", cell: "{hạng}" },
        { title: "Mức xếp loại", width: 23, align: "centre", cell: "{mức}" },
      ]),
      heading("2. Các tiêu chí bị mất điểm"),
      each("không có tồn tại", text("{nội dung}")),
      each("có tồn tại", tableOf("tồn tại", [
        { title: "STT", width: 7, align: "centre", cell: "{stt}" },
        { title: "Tiêu chí", width: 32, cell: "{tiêu chí}" },
        { title: "Điểm tối đa", width: 10, align: "centre", cell: "{điểm tối đa}" },
        { title: "Điểm đạt", width: 10, align: "centre", cell: "{điểm đạt}" },
        { title: "Điểm mất", width: 10, align: "centre", cell: "{điểm mất}" },
        { title: "Lý do", width: 31, cell: "{lý do}" },
      ]), heading("3. Yêu cầu khắc phục"), text("Đề nghị {tên đơn vị} xác định nguyên nhân, giải pháp, thời hạn và người chịu trách nhiệm khắc phục từng tồn tại, hạn chế nêu trên; gửi báo cáo về {cơ quan thường trực} để theo dõi, tổng hợp.")),
      text("{cơ quan thường trực} thông báo để {tên đơn vị} biết, thực hiện./."),
    ],
    recipients: ["Như trên", "{cơ quan viết tắt} (để báo cáo)", "{hội đồng}", "Lưu: VT, {cơ quan thường trực}"],
    signatures: [{ capacity: ["{CHỨC VỤ NGƯỜI ĐỨNG ĐẦU}"], of: "người ký" }],
  },
  sample: noticeFilling(SAMPLE),
};
