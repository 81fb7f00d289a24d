import { article, each, type Filling, heading, type Letterhead, longDay, numberOf, openDay, roman, shortDay, signer, tableOf, upper, vietnameseDay } from "../documents/index.ts";
import { commonFilling, headOf, type Paper, type PaperGiven, SAMPLE_GIVEN } from "./papers.ts";
import type { IndexRanking, ResultFacts } from "./document-facts.ts";

/** The Chairman's decision on the result (QĐ 02050, II.5, II.6.c): what it says and its annexes. */

const RANKING = tableOf("đơn vị", [
  { title: "Hạng", width: 8, align: "centre", cell: "{hạng}" },
  { title: "Cơ quan, đơn vị", width: 31, cell: "{tên đơn vị}" },
  { title: "Điểm đạt", width: 9, align: "centre", cell: "{điểm đạt}" },
  { title: "Điểm tối đa", width: 9, align: "centre", cell: "{điểm tối đa}" },
  { title: "Tỷ lệ (%)", width: 8, align: "centre", cell: "{tỷ lệ}" },
  { title: "Mức xếp loại", width: 35, align: "centre", cell: "{mức}" },
]);
const COUNTS = tableOf("mức xếp loại", [
  { title: "Chỉ số", width: 20, align: "centre", cell: "{chỉ số}" },
  { title: "Mức xếp loại", width: 60, cell: "{mức}" },
  { title: "Số đơn vị", width: 20, align: "centre", cell: "{số đơn vị}" },
]);
const QUOTAS = tableOf("hạn mức", [
  { title: "Chỉ số", width: 10, align: "centre", cell: "{chỉ số}" },
  { title: "Mức có hạn mức", width: 46, cell: "{mức}" },
  { title: "Số đơn vị làm căn cứ", width: 15, align: "centre", cell: "{căn cứ}" },
  { title: "Số chỗ", width: 9, align: "centre", cell: "{số chỗ}" },
  { title: "Đủ điều kiện", width: 10, align: "centre", cell: "{đủ điều kiện}" },
  { title: "Được xếp", width: 10, align: "centre", cell: "{được xếp}" },
]);
const DECIDED = tableOf("trường hợp", [
  { title: "STT", width: 7, align: "centre", cell: "{stt}" },
  { title: "Kết quả", width: 18, cell: "{tỷ số}" },
  { title: "Quyết định", width: 36, cell: "{nội dung}" },
  { title: "Lý do", width: 24, cell: "{lý do}" },
  { title: "Ngày", width: 15, align: "centre", cell: "{ngày}" },
]);

const SOURCE = "(Kèm theo Quyết định số {số quyết định} {ngày quyết định} của {người quyết định})";

const official: Paper["official"] = {
  organ: "{CƠ QUAN}",
  number: "Số: {số quyết định}",
  placeAndDay: "{địa danh}, {ngày quyết định}",
  title: { type: "QUYẾT ĐỊNH", about: "Về việc phê duyệt và công bố kết quả xác định chất lượng hoạt\u00A0động các cơ\u00A0quan, đơn\u00A0vị năm\u00A0{năm}" },
  decider: "{NGƯỜI QUYẾT ĐỊNH}",
  grounds: { of: "căn cứ", words: "{nội dung}" },
  resolves: "QUYẾT ĐỊNH:",
  body: [
    article(1, "Phê duyệt và công bố kết quả xác định chất lượng hoạt động của {số đơn vị} cơ quan, đơn vị năm {năm} theo các {danh sách phụ lục} kèm theo Quyết định này."),
    article(2, "Giao {cơ quan thường trực} công bố kết quả; thông báo những tồn tại, hạn chế được chỉ ra trong quá trình đánh giá đến từng cơ quan, đơn vị; theo dõi việc khắc phục. Các cơ quan, đơn vị đề ra giải pháp khắc phục tồn tại, hạn chế; sử dụng kết quả làm căn cứ đánh giá, xếp loại, xét thi đua, khen thưởng theo quy định."),
    article(3, "Quyết định này có hiệu lực kể từ ngày ký."),
    article(4, "Chánh Văn phòng {cơ quan viết tắt}, {người đứng đầu cơ quan thường trực}, Thủ trưởng các cơ quan, đơn vị có tên tại các phụ lục kèm theo và các cơ quan, đơn vị khác có liên quan chịu trách nhiệm thi hành Quyết định này./."),
  ],
  recipients: ["Như Điều 4", "{cơ quan viết tắt} (để báo cáo)", "{hội đồng}", "Lưu: VT, {cơ quan thường trực}"],
  signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
  annexes: [
    {
      body: [
        each("phụ lục xếp hạng", { kind: "annex", label: "{nhãn}", title: "{tên phụ lục}", source: SOURCE }, each("bảng", heading("{chỉ số}", 2), RANKING)),
        each("phụ lục mức", { kind: "annex", label: "{nhãn}", title: "{tên phụ lục}", source: SOURCE }, each("tỷ số", heading("{tên}", 2), COUNTS, each("có hạn mức", heading("Số chỗ của mức có hạn mức", 2), QUOTAS))),
        each("phụ lục quyết định", { kind: "annex", label: "{nhãn}", title: "{tên phụ lục}", source: SOURCE }, DECIDED),
      ],
    },
  ],
};

const unitRows = ({ units }: IndexRanking): Readonly<Record<string, string>>[] => units.map((one) => ({ hạng: String(one.rank), "tên đơn vị": one.name, "điểm đạt": one.points, "điểm tối đa": one.maxPoints, "tỷ lệ": one.percent, mức: one.level }));

/** The rankings, the levels and what people decided, each an annex of its own, numbered in this order. */
function annexesOf({ ratios, decided }: ResultFacts): { readonly labels: readonly string[]; readonly filling: Filling } {
  const label = (at: number): string => `Phụ lục ${roman(at + 1)}`;
  const rankings = ratios.map((ratio, at) => ({ nhãn: label(at), "tên phụ lục": upper(`Xếp hạng theo ${ratio.title}`), bảng: ratio.indexes.map((index) => ({ "chỉ số": index.title, "đơn vị": unitRows(index) })) }));
  const levels = ratios.map((ratio) => {
    const quotas = ratio.indexes.flatMap((index) => index.quotas.map((one) => ({ "chỉ số": index.code, mức: one.level, "căn cứ": String(one.base), "số chỗ": String(one.places), "đủ điều kiện": String(one.eligible), "được xếp": String(one.took) })));
    return {
      tên: ratio.levelsTitle,
      "mức xếp loại": ratio.indexes.flatMap((index) => index.counts.map((one) => ({ "chỉ số": index.code, mức: one.level, "số đơn vị": String(one.count) }))),
      "có hạn mức": quotas.length === 0 ? [] : [{ "hạn mức": quotas }],
    };
  });
  const cases = decided.map((one, at) => ({ stt: String(at + 1), "tỷ số": one.ratio, "nội dung": one.what, "lý do": one.reason, ngày: shortDay(vietnameseDay(new Date(one.on))) }));
  const places = {
    "phụ lục xếp hạng": rankings,
    "phụ lục mức": [{ nhãn: label(ratios.length), "tên phụ lục": "TỔNG HỢP MỨC XẾP LOẠI", "tỷ số": levels }],
    "phụ lục quyết định": cases.length === 0 ? [] : [{ nhãn: label(ratios.length + 1), "tên phụ lục": "CÁC TRƯỜNG HỢP DO LÃNH ĐẠO QUYẾT ĐỊNH", "trường hợp": cases }],
  };
  return { filling: places, labels: Array.from({ length: ratios.length + 1 + places["phụ lục quyết định"].length }, (_none, at) => roman(at + 1)) };
}

/** Each ends with a semicolon, the last with a full stop. */
function groundsOf({ grounds }: Letterhead, { basis }: ResultFacts, head: string): { "nội dung": string }[] {
  const all = [...grounds.map((one) => `Căn cứ ${one}`), `Căn cứ ${basis}`, `Theo đề nghị của ${head}`];
  return all.map((one, at) => ({ "nội dung": `${one}${at === all.length - 1 ? "." : ";"}` }));
}

function filling(given: PaperGiven): Filling {
  const { facts, letterhead, item, year } = given;
  const annexes = annexesOf(facts);
  return {
    ...commonFilling(given),
    "số quyết định": numberOf(letterhead, "decision", item.decision?.number),
    "ngày quyết định": item.decision === null ? openDay(year) : longDay(item.decision.on),
    "căn cứ": groundsOf(letterhead, facts, headOf(letterhead)),
    "danh sách phụ lục": `Phụ lục ${annexes.labels.join(", ")}`,
    "người ký": signer(letterhead.chair.name),
    ...annexes.filling,
  };
}

export const decisionPaper: Paper = { key: "decision", title: { vi: "Quyết định phê duyệt kết quả", en: "Decision on the result" }, official, sample: filling(SAMPLE_GIVEN), filling };
