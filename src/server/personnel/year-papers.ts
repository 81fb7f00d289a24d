import type { MeetingView } from "../../contract/personnel-year.ts";
import { article, type DocumentKind, each, type Filling, heading, italics, longDay, openDay, signer, tableOf, text, upper } from "../documents/index.ts";

/** Decision, notice, minutes and answer of a year's ratings, by NĐ 30/2020. */

/** What papers on one person, or on all of one decision, are written from. */
export type Issuer = { /** Above the agency; a province has none. */ readonly superior: string; readonly agency: string; /** As it stands above the paper. */ readonly organ: string; readonly place: string; readonly deciderTitle: string; readonly deciderName: string };
export type DecidedRow = { readonly name: string; readonly title: string; readonly office: string; readonly points: string; readonly level: string };

const common = ({ superior, agency, organ, place, deciderTitle, deciderName }: Issuer): Record<string, string | Readonly<Record<string, string>>[]> => ({ "CƠ QUAN CẤP TRÊN": upper(superior), "có cấp trên": superior === "" ? [] : [{}], "CƠ QUAN": upper(organ), "cơ quan": agency, "địa danh": place, "CHỨC VỤ": upper(deciderTitle), "NGƯỜI QUYẾT ĐỊNH": upper(`${deciderTitle} ${agency}`), "người quyết định": deciderTitle, "người ký": signer(deciderName) });

type DecisionGiven = Issuer & { readonly number: string; readonly on: string; readonly year: number; readonly replaces: string | null; readonly reason: string; /** What the year's rules rest on. */ readonly grounds: readonly string[]; readonly rows: readonly DecidedRow[] };

export const decisionFilling = (given: DecisionGiven): Filling => ({
  ...common(given),
  số: given.number,
  ngày: longDay(given.on),
  năm: String(given.year),
  "thay thế": given.replaces === null ? [] : [{ số: given.replaces, "lý do": given.reason }],
  "căn cứ": given.grounds.map((one) => ({ "nội dung": `Căn cứ ${one}` })),
  "số người": String(given.rows.length),
  người: given.rows.map((one, at) => ({ stt: String(at + 1), "họ tên": one.name, "chức vụ": one.title, "đơn vị": one.office, điểm: one.points, mức: one.level })),
});

const PEOPLE = tableOf("người", [
  { title: "STT", width: 7, align: "centre", cell: "{stt}" },
  { title: "Họ và tên", width: 23, cell: "{họ tên}" },
  { title: "Chức vụ, đơn vị công tác", width: 30, cell: "{chức vụ}" },
  { title: "Điểm cả năm", width: 13, align: "centre", cell: "{điểm}" },
  { title: "Mức xếp loại", width: 27, align: "centre", cell: "{mức}" },
]);

const ISSUER: Issuer = { superior: "UBND tỉnh Gia Lai", agency: "Sở Nội vụ", organ: "Sở Nội vụ", place: "Gia Lai", deciderTitle: "Giám đốc", deciderName: "" };
const ROW: DecidedRow = { name: "Nguyễn Văn A", title: "Chuyên viên", office: "Phòng Cải cách hành chính", points: "87,50", level: "Hoàn thành tốt nhiệm vụ" };

export const decisionKind: DocumentKind = {
  key: "rating-decision",
  title: { vi: "Quyết định xếp loại chất lượng công chức", en: "Decision on the rating of civil servants" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    superiorOf: "có cấp trên",
    organ: "{CƠ QUAN}",
    number: "Số: {số}",
    placeAndDay: "{địa danh}, {ngày}",
    title: { type: "QUYẾT ĐỊNH", about: "Về việc xếp loại chất lượng công chức năm {năm}" },
    decider: "{NGƯỜI QUYẾT ĐỊNH}",
    body: [
      text(italics("Căn cứ Luật Cán bộ, công chức số 80/2025/QH15;")),
      each("căn cứ", text(italics("{nội dung};"))),
      text(italics("Xét đề nghị của bộ phận tham mưu về công tác tổ chức, cán bộ.")),
      { kind: "text", text: [{ text: "QUYẾT ĐỊNH:", bold: true }], align: "centre", indent: false },
      article(1, "Xếp loại chất lượng năm {năm} đối với {số người} công chức có tên trong danh sách kèm theo."),
      each("thay thế", text("Quyết định này thay thế kết quả tại Quyết định số {số} đối với công chức có tên trong danh sách. Lý do: {lý do}")),
      article(2, "Kết quả xếp loại được thông báo bằng văn bản cho công chức và công khai trong cơ quan, đơn vị nơi công chức công tác. Công chức không nhất trí có quyền kiến nghị theo Điều 22 Nghị định số 335/2025/NĐ-CP."),
      article(3, "Quyết định có hiệu lực kể từ ngày ký. Các đơn vị thuộc {cơ quan} và công chức có tên tại Điều 1 chịu trách nhiệm thi hành./."),
    ],
    recipients: ["Như Điều 3", "Sở Nội vụ (để tổng hợp)", "Lưu: VT, TCCB"],
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
    annexes: [{ body: [{ kind: "annex", label: "DANH SÁCH", title: "CÔNG CHỨC ĐƯỢC XẾP LOẠI CHẤT LƯỢNG NĂM {năm}", source: "(Kèm theo Quyết định số {số} {ngày})" }, PEOPLE] }],
  },
  sample: decisionFilling({ ...ISSUER, number: "12/QĐ-SNV", on: "2026-12-10", year: 2026, replaces: "11/QĐ-SNV", reason: "Giải quyết kiến nghị.", grounds: ["Nghị định số 335/2025/NĐ-CP ngày 21/12/2025 của Chính phủ quy định về đánh giá, xếp loại chất lượng đối với cơ quan hành chính nhà nước và công chức"], rows: [ROW] }),
};

export type NoticeGiven = Issuer & { readonly year: number; readonly row: DecidedRow; readonly decision: { readonly number: string; readonly on: string }; readonly publication: string };

export const noticeFilling = (given: NoticeGiven): Filling => ({ ...common(given), năm: String(given.year), ngày: openDay(given.year), "họ tên": given.row.name, "chức vụ": given.row.title, "đơn vị": given.row.office, điểm: given.row.points, mức: given.row.level, số: given.decision.number, "ngày quyết định": longDay(given.decision.on), "công khai": given.publication });

export const noticeKind: DocumentKind = {
  key: "rating-notice",
  title: { vi: "Thông báo kết quả xếp loại chất lượng công chức", en: "Notice of a civil servant's rating" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    superiorOf: "có cấp trên",
    organ: "{CƠ QUAN}",
    number: "Số:        /TB",
    placeAndDay: "{địa danh}, {ngày}",
    title: { type: "THÔNG BÁO", about: "Kết quả xếp loại chất lượng công chức năm {năm}" },
    addressee: "Kính gửi: Ông (bà) {họ tên}",
    body: [
      text("Căn cứ Quyết định số {số} {ngày quyết định}, {cơ quan} thông báo kết quả xếp loại chất lượng năm {năm} của ông (bà) {họ tên}, {chức vụ}, {đơn vị} như sau:"),
      text("Tổng điểm trung bình cả năm: {điểm}."),
      text([{ text: "Mức xếp loại: {mức}.", bold: true }]),
      text("Hình thức công khai trong cơ quan: {công khai}."),
      text("Trường hợp không nhất trí với kết quả, ông (bà) có quyền kiến nghị; người có thẩm quyền giải quyết trong thời hạn 07 ngày làm việc kể từ ngày nhận được kiến nghị (Điều 22 Nghị định số 335/2025/NĐ-CP)./."),
    ],
    recipients: ["Như trên", "Lưu: VT, TCCB"],
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
  },
  sample: noticeFilling({ ...ISSUER, year: 2026, row: ROW, decision: { number: "12/QĐ-SNV", on: "2026-12-10" }, publication: "trên môi trường điện tử" }),
};

type MinutesGiven = { readonly agency: string; readonly place: string; readonly year: number; readonly meeting: MeetingView; readonly names: ReadonlyMap<string, string> };

export const minutesFilling = ({ agency, place, year, meeting, names }: MinutesGiven): Filling => ({
  "CƠ QUAN CẤP TRÊN": upper(agency),
  "CƠ QUAN": upper(meeting.unitName),
  "đơn vị": meeting.unitName,
  "địa danh": place,
  ngày: longDay(meeting.heldOn),
  năm: String(year),
  "địa điểm": meeting.place,
  "chủ trì": meeting.chairedBy,
  "thư ký": meeting.secretary,
  "số người": String(meeting.attended.length),
  "dự họp": meeting.attended.join(", "),
  vắng: meeting.absent.length === 0 ? "Không" : meeting.absent.join(", "),
  "ý kiến": meeting.opinions.map((one, at) => ({ stt: String(at + 1), "họ tên": names.get(one.fileId) ?? "", "nội dung": one.text })),
  "kết luận": meeting.conclusion,
  "người ghi": signer(meeting.secretary),
  "người chủ trì": signer(meeting.chairedBy),
});

export const minutesKind: DocumentKind = {
  key: "rating-minutes",
  title: { vi: "Biên bản họp nhận xét, đánh giá công chức", en: "Minutes of the meeting that reviewed civil servants" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    organ: "{CƠ QUAN}",
    number: "",
    placeAndDay: "{địa danh}, {ngày}",
    title: { type: "BIÊN BẢN", about: "Họp nhận xét, đánh giá công chức năm {năm}" },
    body: [
      text("Thời gian: {ngày}. Địa điểm: {địa điểm}."),
      text("Chủ trì: {chủ trì}. Thư ký: {thư ký}."),
      text("Thành phần dự họp ({số người} người): {dự họp}. Vắng: {vắng}."),
      heading("1. Ý kiến nhận xét, đánh giá"),
      tableOf("ý kiến", [
        { title: "STT", width: 8, align: "centre", cell: "{stt}" },
        { title: "Công chức được nhận xét", width: 30, cell: "{họ tên}" },
        { title: "Ý kiến của cuộc họp", width: 62, cell: "{nội dung}" },
      ]),
      heading("2. Kết luận"),
      text("{kết luận}"),
      text("Biên bản đã được đọc lại và thông qua tại cuộc họp./."),
    ],
    recipients: [],
    signatures: [{ capacity: ["THƯ KÝ"], of: "người ghi" }, { capacity: ["CHỦ TRÌ"], of: "người chủ trì" }],
  },
  sample: minutesFilling({ agency: "Sở Nội vụ", place: "Gia Lai", year: 2026, meeting: { id: "m", unitId: "u", unitName: "Phòng Cải cách hành chính", heldOn: "2026-12-03", place: "Phòng họp", chairedBy: "Nguyễn Văn B", secretary: "Trần Thị C", attended: ["Nguyễn Văn B"], absent: [], opinions: [{ fileId: "f", text: "Nhất trí." }], conclusion: "Thông qua.", at: "", by: "" }, names: new Map([["f", "Nguyễn Văn A"]]) }),
};

type AnswerGiven = Issuer & { readonly year: number; readonly name: string; readonly complaint: string; readonly receivedOn: string; readonly text: string; readonly changes: boolean; readonly on: string };

export const answerFilling = (given: AnswerGiven): Filling => ({ ...common(given), năm: String(given.year), ngày: longDay(given.on), "họ tên": given.name, "ngày nhận": longDay(given.receivedOn), "kiến nghị": given.complaint, "trả lời": given.text, "kết luận": given.changes ? "Kiến nghị đúng; ban hành quyết định xếp loại thay thế." : "Giữ nguyên kết quả xếp loại." });

export const answerKind: DocumentKind = {
  key: "rating-answer",
  title: { vi: "Trả lời kiến nghị về kết quả xếp loại", en: "Answer to a complaint about a rating" },
  official: {
    superior: "{CƠ QUAN CẤP TRÊN}",
    superiorOf: "có cấp trên",
    organ: "{CƠ QUAN}",
    number: "Số:        /CV",
    placeAndDay: "{địa danh}, {ngày}",
    title: { type: "TRẢ LỜI KIẾN NGHỊ", about: "Về kết quả xếp loại chất lượng công chức năm {năm}" },
    addressee: "Kính gửi: Ông (bà) {họ tên}",
    body: [text("{cơ quan} nhận được kiến nghị của ông (bà) {ngày nhận} với nội dung: {kiến nghị}"), text("Sau khi xem xét, {người quyết định} {cơ quan} trả lời như sau: {trả lời}"), text([{ text: "{kết luận}", bold: true }])],
    recipients: ["Như trên", "Lưu: VT, TCCB"],
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
  },
  sample: answerFilling({ ...ISSUER, year: 2026, name: "Nguyễn Văn A", complaint: "Đề nghị xem xét lại.", receivedOn: "2026-12-12", text: "Kết quả đã được kiểm tra lại.", changes: false, on: "2026-12-16" }),
};
