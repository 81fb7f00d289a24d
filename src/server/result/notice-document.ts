import { formatHundredths } from "../../scoring/exact.ts";
import { decimal, type DocumentKind, each, type Filling, heading, longDay, numberOf, openDay, signer, tableOf, text } from "../documents/index.ts";
import type { UnitFacts } from "./document-facts.ts";
import { commonFilling, type PaperGiven, SAMPLE_GIVEN } from "./papers.ts";

/** The notice to one unit: its result, where it lost points and why, and what it is to remedy (QĐ 02050, III.1). */

export type NoticeGiven = PaperGiven & { readonly unit: UnitFacts; /** What the council wrote where it gave less, by criterion. */ readonly reasons: ReadonlyMap<string, string> };

/** "0,50" and "0.50", as hundredths. */
const hundredths = (points: string): number => Math.round(Number(points.replace(",", ".")) * 100);

type Row = { readonly lost: number; readonly places: Readonly<Record<string, string>> };
const numbered = (rows: readonly Row[]) => rows.map(({ places }, at) => ({ stt: String(at + 1), ...places }));

/** What is of note stands in the text, each of the others in the annex: whoever reads the first page knows what matters, and nothing is left out. */
function lostFilling({ unit, reasons, letterhead: { noteworthy } }: NoticeGiven): Filling {
  const all = unit.lost.map((one): Row => ({ lost: hundredths(one.lost), places: { "tiêu chí": `${one.code} ${one.title}`, "điểm tối đa": one.maxPoints, "điểm đạt": one.points, "điểm mất": one.lost, "lý do": [one.reason, reasons.get(one.code) ?? ""].filter((words) => words !== "").join("\n") } }));
  const [large, small] = [all.filter((one) => one.lost >= hundredths(noteworthy)), all.filter((one) => one.lost < hundredths(noteworthy))];
  const sum = (rows: readonly Row[]): string => decimal(formatHundredths(rows.reduce((total, one) => total + one.lost, 0)));
  const others = { "số tiêu chí": String(small.length), "tổng điểm mất": sum(small) };
  return {
    "ngưỡng điểm": decimal(noteworthy),
    "tổng điểm mất": sum(all),
    "số tiêu chí": String(all.length),
    "có tồn tại": large.length === 0 ? [] : [{ "tồn tại": numbered(large) }],
    "không có tồn tại": all.length === 0 ? [{ "nội dung": "Không có tiêu chí nào bị mất điểm." }] : [],
    "có mất điểm": all.length === 0 ? [] : [{}],
    "còn mất điểm": small.length === 0 ? [] : [{ ...others, "mở đầu": large.length === 0 ? "Có" : "Ngoài ra," }],
    "phụ lục": small.length === 0 ? [] : [{ ...others, "mất ít": numbered(small) }],
  };
}

export function noticeFilling(given: NoticeGiven): Filling {
  const { unit, letterhead, item, year } = given;
  return {
    ...commonFilling(given),
    "số văn bản": numberOf(letterhead, "notice"),
    "ngày ký": openDay(year),
    "người ký": signer(letterhead.standing.head.name),
    "quyết định": `Quyết định số ${numberOf(letterhead, "decision", item.decision?.number)} ${item.decision === null ? openDay(year) : longDay(item.decision.on)}`,
    "tên đơn vị": unit.name,
    "chỉ số": unit.index,
    "kết quả": unit.rows.map(({ ratio, row, of }) => ({ "tỷ số": ratio, "điểm đạt": row.points, "điểm tối đa": row.maxPoints, "tỷ lệ": row.percent, hạng: `${String(row.rank)}/${String(of)}`, mức: row.level })),
    ...lostFilling(given),
  };
}

/** `wide` for a sheet that lies on its side. */
const lostTable = (list: string, wide: boolean) => tableOf(list, [
  { title: "STT", width: wide ? 5 : 7, align: "centre", cell: "{stt}" },
  { title: "Tiêu chí", width: wide ? 28 : 24, cell: "{tiêu chí}" },
  { title: "Điểm tối đa", width: wide ? 6 : 9, align: "centre", cell: "{điểm tối đa}" },
  { title: "Điểm đạt", width: wide ? 6 : 9, align: "centre", cell: "{điểm đạt}" },
  { title: "Điểm mất", width: wide ? 6 : 9, align: "centre", cell: "{điểm mất}" },
  { title: "Lý do", width: wide ? 49 : 42, cell: "{lý do}" },
]);

const SAMPLE: NoticeGiven = {
  ...SAMPLE_GIVEN,
  unit: { code: "SNV", name: "Sở Nội vụ", index: "Chỉ số 01", rows: [{ ratio: "Chỉ số chất lượng hoạt động", row: { code: "SNV", name: "Sở Nội vụ", points: "88,50", maxPoints: "97,00", percent: "91,24", rank: 1, level: "Hoàn thành xuất sắc nhiệm vụ", levelKey: "excellent" }, of: 15 }], lost: [{ code: "1.1", title: "Hoàn thành nhiệm vụ được giao", maxPoints: "5,00", points: "4,00", lost: "1,00", reason: "Đạt 80% số nhiệm vụ." }, { code: "1.2", title: "Xử lý văn bản đúng hạn", maxPoints: "2,00", points: "1,96", lost: "0,04", reason: "Đạt 98% số văn bản." }] },
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
    title: { type: "THÔNG BÁO", about: "Kết quả xác định chất lượng hoạt\u00A0động và tồn\u00A0tại, hạn\u00A0chế cần khắc\u00A0phục năm\u00A0{năm}" },
    addressee: "Kính gửi: {tên đơn vị}",
    body: [
      text("Căn cứ {quyết định} của {người quyết định}, {cơ quan thường trực} thông báo kết quả của {tên đơn vị} ({chỉ số}) như sau:"),
      heading("1. Kết quả"),
      tableOf("kết quả", [
        { title: "Kết quả", width: 28, cell: "{tỷ số}" },
        { title: "Điểm đạt", width: 10, align: "centre", cell: "{điểm đạt}" },
        { title: "Điểm tối đa", width: 10, align: "centre", cell: "{điểm tối đa}" },
        { title: "Tỷ lệ (%)", width: 9, align: "centre", cell: "{tỷ lệ}" },
        { title: "Hạng", width: 10, align: "centre", cell: "{hạng}" },
        { title: "Mức xếp loại", width: 33, align: "centre", cell: "{mức}" },
      ]),
      heading("2. Tồn tại, hạn chế"),
      each("không có tồn tại", text("{nội dung}")),
      each("có tồn tại", text("Các tiêu chí mất từ {ngưỡng điểm} điểm trở lên:"), lostTable("tồn tại", false)),
      each("còn mất điểm", text("{mở đầu} {số tiêu chí} tiêu chí mất dưới {ngưỡng điểm} điểm mỗi tiêu chí, cộng {tổng điểm mất} điểm; danh sách và lý do tại phụ lục kèm theo.")),
      each("có mất điểm", heading("3. Yêu cầu khắc phục"), text("Đề nghị {tên đơn vị} xác định nguyên nhân, giải pháp, thời hạn và người chịu trách nhiệm khắc phục từng tồn tại, hạn chế nêu trên; gửi báo cáo về {cơ quan thường trực} để theo dõi, tổng hợp.")),
      text("{cơ quan thường trực} thông báo để cơ quan, đơn vị biết, thực hiện./."),
    ],
    recipients: ["Như trên", "{cơ quan viết tắt} (để báo cáo)", "{hội đồng}", "Lưu: VT"],
    signatures: [{ capacity: ["{CHỨC VỤ NGƯỜI ĐỨNG ĐẦU}"], of: "người ký" }],
    annexes: [{ isWide: true, body: [each("phụ lục", { kind: "annex", label: "Phụ lục", title: "CÁC TIÊU CHÍ MẤT DƯỚI {ngưỡng điểm} ĐIỂM", source: "(Kèm theo Thông báo số {số văn bản} {ngày ký} của {cơ quan thường trực})" }, lostTable("mất ít", true), text("Cộng: {số tiêu chí} tiêu chí, mất {tổng điểm mất} điểm."))] }],
  },
  sample: noticeFilling(SAMPLE),
};
