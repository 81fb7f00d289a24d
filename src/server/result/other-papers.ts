import { bold, each, type Filling, heading, longDay, numberOf, openDay, shortDay, signer, tableOf, text, vietnameseDay } from "../documents/index.ts";
import { commonFilling, type Paper, type PaperGiven, SAMPLE_GIVEN } from "./papers.ts";

/** The papers beside the decision: the proposal to the Chairman, the notice of publication, the list for the emulation council (QĐ 02050, III.1). */

/** Papers of the standing body: its superior above it, its head signs. */
const OF_STANDING = { superior: "{CƠ QUAN CẤP TRÊN}", organ: "{CƠ QUAN THƯỜNG TRỰC}", placeAndDay: "{địa danh}, {ngày ký}", signatures: [{ capacity: ["{CHỨC VỤ NGƯỜI ĐỨNG ĐẦU}"], of: "người ký" }] } as const;
const ofStanding = ({ letterhead, year }: PaperGiven): Filling => ({ "ngày ký": openDay(year), "người ký": signer(letterhead.standing.head.name) });

const COUNTS = tableOf("mức xếp loại", [
  { title: "Chỉ số", width: 20, align: "centre", cell: "{chỉ số}" },
  { title: "Mức xếp loại", width: 60, cell: "{mức}" },
  { title: "Số đơn vị", width: 20, align: "centre", cell: "{số đơn vị}" },
]);
const countsOf = ({ facts }: PaperGiven) => facts.ratios.map((ratio) => ({ tên: ratio.levelsTitle, "mức xếp loại": ratio.indexes.flatMap((index) => index.counts.filter((one) => one.count > 0).map((one) => ({ "chỉ số": index.code, mức: one.level, "số đơn vị": String(one.count) }))) }));

const casesOf = ({ facts }: PaperGiven) => facts.decided.map((one, at) => ({ stt: String(at + 1), "tỷ số": one.ratio, "nội dung": one.what, "lý do": one.reason, ngày: shortDay(vietnameseDay(new Date(one.on))) }));

const proposal: Omit<Paper, "sample"> = {
  key: "proposal",
  title: { vi: "Tờ trình phê duyệt kết quả", en: "Proposal of the result" },
  official: {
    ...OF_STANDING,
    number: "Số: {số văn bản}",
    title: { type: "TỜ TRÌNH", about: "Về việc phê duyệt kết quả xác định chất lượng hoạt\u00A0động các cơ\u00A0quan, đơn\u00A0vị năm\u00A0{năm}" },
    addressee: "Kính gửi: {người quyết định}",
    body: [
      text("Thực hiện {quy định}, {hội đồng} đã thẩm định kết quả tự đánh giá của {số đơn vị} cơ quan, đơn vị qua hai lần thẩm định; điểm khảo sát và điểm của lãnh đạo đã được tổng hợp. {cơ quan thường trực} kính trình {người quyết định} xem xét, phê duyệt kết quả như sau:"),
      heading("1. Tổng hợp kết quả"),
      each("tỷ số", heading("{tên}", 2), COUNTS),
      each("có quyết định", heading("2. Các trường hợp đã được lãnh đạo quyết định"), tableOf("trường hợp", [
        { title: "STT", width: 8, align: "centre", cell: "{stt}" },
        { title: "Quyết định", width: 50, cell: "{nội dung}" },
        { title: "Lý do", width: 42, cell: "{lý do}" },
      ])),
      text("Kết quả chi tiết và thứ hạng của từng cơ quan, đơn vị được nêu tại các phụ lục của dự thảo Quyết định kèm theo Tờ trình này (phiên bản kết quả số {phiên bản})."),
      text("{cơ quan thường trực} kính trình {người quyết định} xem xét, quyết định./."),
    ],
    recipients: ["Như trên", "{hội đồng}", "Lưu: VT"],
  },
  filling: (given) => {
    const cases = casesOf(given);
    return { ...commonFilling(given), ...ofStanding(given), "số văn bản": numberOf(given.letterhead, "proposal"), "phiên bản": String(given.item.number), "tỷ số": countsOf(given), "có quyết định": cases.length === 0 ? [] : [{ "trường hợp": cases }] };
  },
};

/** The decision that was taken; before it was, there is nothing to publish. */
const decisionWords = ({ item, year, letterhead }: PaperGiven): string => `Quyết định số ${numberOf(letterhead, "decision", item.decision?.number)} ${item.decision === null ? openDay(year) : longDay(item.decision.on)}`;

const publication: Omit<Paper, "sample"> = {
  key: "publication",
  title: { vi: "Thông báo công bố kết quả", en: "Notice of publication" },
  official: {
    ...OF_STANDING,
    number: "Số: {số văn bản}",
    title: { type: "THÔNG BÁO", about: "Công bố kết quả xác định chất lượng hoạt\u00A0động các cơ\u00A0quan, đơn\u00A0vị năm\u00A0{năm}" },
    body: [
      text("Căn cứ {quyết định} của {người quyết định} về việc phê duyệt và công bố kết quả xác định chất lượng hoạt động các cơ quan, đơn vị năm {năm}, {cơ quan thường trực} thông báo:"),
      text([bold("1. "), { text: "Công bố kết quả của {số đơn vị} cơ quan, đơn vị như sau:" }]),
      each("tỷ số", heading("{tên}", 2), COUNTS),
      text([bold("2. "), { text: "Các cơ quan, đơn vị đạt mức cao nhất:" }]),
      each("dẫn đầu", heading("{tên}", 2), tableOf("đơn vị", [
        { title: "Chỉ số", width: 14, align: "centre", cell: "{chỉ số}" },
        { title: "Hạng", width: 12, align: "centre", cell: "{hạng}" },
        { title: "Cơ quan, đơn vị", width: 54, cell: "{tên đơn vị}" },
        { title: "Tỷ lệ (%)", width: 20, align: "centre", cell: "{tỷ lệ}" },
      ])),
      text([bold("3. "), { text: "Kết quả đầy đủ của từng cơ quan, đơn vị được đăng trên trang công bố kết quả. Tồn tại, hạn chế được thông báo riêng đến từng cơ quan, đơn vị để đề ra giải pháp khắc phục." }]),
      text("{cơ quan thường trực} thông báo để các cơ quan, đơn vị, tổ chức, cá nhân biết, theo dõi./."),
    ],
    recipients: ["{cơ quan viết tắt} (để báo cáo)", "{hội đồng}", "Các cơ quan, đơn vị được đánh giá", "Lưu: VT"],
  },
  filling: (given) => ({
    ...commonFilling(given),
    ...ofStanding(given),
    "số văn bản": numberOf(given.letterhead, "notice"),
    "quyết định": decisionWords(given),
    "tỷ số": countsOf(given),
    "dẫn đầu": given.facts.ratios.flatMap((ratio) => {
      const first = ratio.indexes.flatMap((index) => index.units.filter((one) => one.level === ratio.best).map((one) => ({ "chỉ số": index.code, hạng: String(one.rank), "tên đơn vị": one.name, "tỷ lệ": one.percent })));
      return first.length === 0 ? [] : [{ tên: `${ratio.title}: ${ratio.best}`, "đơn vị": first }];
    }),
  }),
};

const emulation: Omit<Paper, "sample"> = {
  key: "emulation",
  title: { vi: "Danh sách gửi Hội đồng Thi đua - Khen thưởng", en: "List for the emulation council" },
  official: {
    ...OF_STANDING,
    number: "Số: {số văn bản}",
    title: { type: "DANH SÁCH", about: "Mức xếp loại các cơ quan, đơn vị năm {năm} làm căn cứ xét thi đua, khen thưởng" },
    addressee: "Kính gửi: Hội đồng Thi đua - Khen thưởng",
    body: [
      text("Căn cứ {quyết định} của {người quyết định}, {cơ quan thường trực} gửi danh sách mức xếp loại của {số đơn vị} cơ quan, đơn vị để Hội đồng Thi đua - Khen thưởng xem xét theo quy định:"),
      each("mức", heading("{tên} ({số lượng} đơn vị)", 2), tableOf("đơn vị", [
        { title: "STT", width: 8, align: "centre", cell: "{stt}" },
        { title: "Cơ quan, đơn vị", width: 56, cell: "{tên đơn vị}" },
        { title: "Chỉ số", width: 12, align: "centre", cell: "{chỉ số}" },
        { title: "Hạng", width: 10, align: "centre", cell: "{hạng}" },
        { title: "Tỷ lệ (%)", width: 14, align: "centre", cell: "{tỷ lệ}" },
      ])),
      text("Danh sách gồm {số đơn vị} cơ quan, đơn vị./."),
    ],
    recipients: ["Như trên", "{cơ quan viết tắt} (để báo cáo)", "Lưu: VT"],
  },
  filling: (given) => {
    const [ratio] = given.facts.ratios;
    const rows = (ratio?.indexes ?? []).flatMap((index) => index.units.map((one) => ({ level: one.level, row: { "tên đơn vị": one.name, "chỉ số": index.code, hạng: String(one.rank), "tỷ lệ": one.percent } })));
    const levels = [...Map.groupBy(rows, (one) => one.level)];
    const order = new Map((ratio?.indexes[0]?.counts ?? []).map((one, at) => [one.level, at]));
    return {
      ...commonFilling(given),
      ...ofStanding(given),
      "số văn bản": numberOf(given.letterhead, "list"),
      "quyết định": decisionWords(given),
      mức: levels.toSorted(([a], [b]) => (order.get(a) ?? levels.length) - (order.get(b) ?? levels.length)).map(([level, own]) => ({ tên: level, "số lượng": String(own.length), "đơn vị": own.map(({ row }, at) => ({ stt: String(at + 1), ...row })) })),
    };
  },
};

const withSample = (paper: Omit<Paper, "sample">): Paper => ({ ...paper, sample: paper.filling(SAMPLE_GIVEN) });

export const proposalPaper: Paper = withSample(proposal);
export const publicationPaper: Paper = withSample(publication);
export const emulationPaper: Paper = withSample(emulation);
