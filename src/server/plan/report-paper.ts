import type { Consolidated } from "../../contract/plan-consolidation.ts";
import { capacityFor, capacityOf, type DocumentKind, each, type Filling, heading, type Letterhead, letterheadFor, numberOf, openDay, roman, signer, tableOf, text, upper } from "../documents/index.ts";
import { gatherTold, toldOf, within } from "./report-told.ts";
import { yearFilling, YEARS_SAMPLE, yearTables, type YearTables } from "./years-table.ts";

/** The province's report in the order that officials know: how reports came in, results by area, what is lacking, annexes with figures and with what units told. */

/** "1234.50" → "1.234,5": grouped, without needless zeros. */
export function amount(plain: string, [group, point]: readonly [string, string] = [".", ","]): string {
  const [whole = "0", rest = ""] = plain.split(".");
  const cut = rest.replace(/0+$/, "");
  return `${whole.replaceAll(/\B(?=(?:\d{3})+(?!\d))/g, group)}${cut === "" ? "" : `${point}${cut}`}`;
}

type Area = Consolidated["areas"][number];
type Measure = Area["measures"][number];

const withUnit = (plain: string, unit: string): string => (unit === "%" ? `${amount(plain)}%` : `${amount(plain)} ${unit}`);

/** What a measure says in a sentence. */
export function sentenceOf(measure: Measure, earlier = "kỳ trước"): string {
  const { title, unit, value, why, threshold, isReached, last, units, reached } = measure;
  if (value === null) return `${title}: ${why === "zero" ? "chưa tính được, mẫu số bằng 0" : "chưa có số liệu"}.`;
  const against = threshold === null ? "" : `, ${isReached === true ? "đạt" : "chưa đạt"} mức ${withUnit(threshold, unit)}`;
  const before = last === null ? "" : `; ${earlier} ${withUnit(last, unit)}`;
  const by = threshold === null || units < 2 ? "" : `; ${String(reached)}/${String(units)} cơ quan, đơn vị đạt`;
  return `${title}: ${withUnit(value, unit)}${against}${before}${by}.`;
}

const placesOf = (places: Measure["best"], unit: string): string => places.map((one) => `${one.name} (${withUnit(one.value, unit)})`).join(", ");

const province: Omit<DocumentKind, "sample"> = {
  key: "province-report",
  title: { vi: "Báo cáo định kỳ của tỉnh", en: "The province's periodic report" },
  official: {
    organ: "{CƠ QUAN}",
    number: "Số: {số văn bản}",
    placeAndDay: "{địa danh}, {ngày ký}",
    title: { type: "BÁO CÁO", about: "{trích yếu}" },
    body: [
      text("Thực hiện Kế hoạch cải cách hành chính năm {năm}, trên cơ sở báo cáo của các cơ quan, đơn vị, địa phương, {cơ quan} báo cáo như sau:"),
      heading("I. TÌNH HÌNH BÁO CÁO"),
      text("Có {số đã tổng hợp}/{số đơn vị} cơ quan, đơn vị gửi báo cáo được tổng hợp; {số trễ} cơ quan, đơn vị gửi trễ hạn{danh sách trễ}."),
      each("còn thiếu", text("Chưa có báo cáo được tổng hợp của: {danh sách}.")),
      heading("II. KẾT QUẢ THỰC HIỆN"),
      each(
        "lĩnh vực",
        heading("{số}. {tên}", 2),
        each("nhận định", text("{câu}")),
        each("có bảng", tableOf("chỉ số", [
          { title: "Chỉ số", width: 40, cell: "{tên}" },
          { title: "Kết quả", width: 15, align: "centre", cell: "{kết quả}" },
          { title: "Mức đề ra", width: 14, align: "centre", cell: "{mức}" },
          { title: "Kỳ trước", width: 15, align: "centre", cell: "{kỳ trước}" },
          { title: "Đơn vị đạt", width: 16, align: "centre", cell: "{đạt}" },
        ])),
        each("so sánh", text("Về {chỉ số}: cao nhất là {cao nhất}; thấp nhất là {thấp nhất}.")),
        each("nội dung", text("- {lời} {nguồn}.")),
      ),
      heading("III. ĐÁNH GIÁ CHUNG"),
      heading("1. Kết quả đạt được", 2),
      text("{câu đánh giá}"),
      each("so các năm", text("{câu}")),
      heading("2. Tồn tại, hạn chế", 2),
      each("chưa đạt", text("Các chỉ số chưa đạt mức đề ra: {danh sách}.")),
      each("hạn chế", text("- {lời} {nguồn}.")),
      each("có phương hướng", heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ; ĐỀ XUẤT, KIẾN NGHỊ"), each("phương hướng", text("- {lời} {nguồn}."))),
      text("Số liệu chi tiết tại Phụ lục I; nội dung các cơ quan, đơn vị báo cáo theo từng lĩnh vực, kèm nguồn, tại Phụ lục II."),
      { kind: "text", text: "Báo cáo được tổng hợp từ bản đã nộp của từng đơn vị; mã băm SHA-256 của kết quả tổng hợp: {mã băm}.", align: "left" },
      text("Trên đây là {trích yếu thường} của {cơ quan}./."),
    ],
    recipients: ["Bộ Nội vụ (để báo cáo)", "Thường trực Tỉnh ủy, Thường trực HĐND tỉnh", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "{cơ quan thường trực}", "Lưu: VT"],
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
    annexes: [
      {
        isWide: true,
        body: [
          { kind: "annex", label: "Phụ lục I", title: "SỐ LIỆU TỔNG HỢP", source: "(Kèm theo Báo cáo số {số văn bản} {ngày ký} của {cơ quan})" },
          each("bảng số liệu", heading("{số}. {tên}", 2), tableOf("số liệu", [
            { title: "Số liệu", width: 46, cell: "{tên}" },
            { title: "Đơn vị tính", width: 12, align: "centre", cell: "{đơn vị tính}" },
            { title: "Kỳ này", width: 14, align: "right", cell: "{kỳ này}" },
            { title: "Kỳ trước", width: 14, align: "right", cell: "{kỳ trước}" },
            { title: "Số đơn vị báo cáo", width: 14, align: "centre", cell: "{số đơn vị}" },
          ])),
          each("có các năm", heading("Chỉ số cùng kỳ các năm", 2), ...yearTables),
        ],
      },
      {
        body: [
          { kind: "annex", label: "Phụ lục II", title: "NỘI DUNG BÁO CÁO CỦA CÁC CƠ QUAN, ĐƠN VỊ", source: "(Kèm theo Báo cáo số {số văn bản} {ngày ký} của {cơ quan})" },
          each("phần lời", heading("{số}. {lĩnh vực}: {tên}", 2), each("của đơn vị", text([{ text: "{đơn vị}: ", bold: true }, { text: "{lời}" }]))),
        ],
      },
    ],
  },
};

const MOST_COMPARED = 2;
const MOST_TOLD_OF_AREA = 4;
const MOST_TOLD = 12;
const MOST_NAMED = 5;

/** What was told, with who said it; the whole of it stands in the annex. */
function tellings(parts: Area["narratives"][number]["parts"], most: number): { lời: string; nguồn: string }[] {
  return gatherTold(parts).slice(0, most).map(({ text: told, names }) => {
    const rest = names.length - MOST_NAMED;
    return { lời: told.replace(/[.;,\s]+$/u, ""), nguồn: `(${names.slice(0, MOST_NAMED).join("; ")}${rest > 0 ? ` và ${String(rest)} cơ quan, đơn vị khác` : ""})` };
  });
}

/** How many measures are where they should be, in a sentence; against the same part of the years before, in others. */
function judgement({ areas, years, year }: Consolidated): { readonly said: string; readonly missed: string; readonly over: { câu: string }[] } {
  const judged = areas.flatMap((one) => one.measures).filter((one) => one.threshold !== null && one.value !== null);
  const missed = judged.filter((one) => one.isReached === false);
  const last = years.at(-1);
  const compared = last === undefined ? [] : judged.flatMap((one) => (last.measures[one.key] === undefined ? [] : [Math.sign(Number(one.value) - Number(last.measures[one.key]))]));
  const count = (sign: number): string => String(compared.filter((one) => one === sign).length);
  return {
    said: judged.length === 0 ? "Chưa có chỉ số nào có mức đề ra và số liệu." : `Trong ${String(judged.length)} chỉ số có mức đề ra và có số liệu, ${String(judged.length - missed.length)} chỉ số đạt, ${String(missed.length)} chỉ số chưa đạt.`,
    missed: missed.map((one) => within(one.title)).join("; "),
    over: last === undefined || compared.length === 0 ? [] : [{ câu: `So với cùng kỳ năm ${String(last.year)}, năm ${String(year)} có ${count(1)} chỉ số tăng, ${count(-1)} chỉ số giảm, ${count(0)} chỉ số giữ nguyên; chi tiết các năm tại Phụ lục I.` }],
  };
}

function areaFilling(area: Area, at: number) {
  const shown = area.measures.filter((one) => one.units > 0 || one.value !== null);
  const judged = shown.filter((one) => one.threshold !== null);
  // Where nobody differs much there is no best and worst to tell of.
  const spread = (one: Measure): number => Math.abs(Number(one.best[0]?.value ?? "0") - Number(one.worst[0]?.value ?? "0"));
  const many = shown.filter((one) => one.units > 3 && one.reached > 0 && one.reached < one.units && Number(one.worst.at(-1)?.value ?? "0") > 0).toSorted((a, b) => spread(b) - spread(a));
  const below = judged.filter((one) => one.isReached === false);
  return {
    số: String(at + 1),
    tên: area.title,
    "nhận định": [...(judged.length === 0 ? [] : [{ câu: `Đạt mức đề ra ${String(judged.filter((one) => one.isReached === true).length)}/${String(judged.length)} chỉ số${below.length === 0 ? "." : "; các chỉ số chưa đạt:"}` }]), ...below.map((one) => ({ câu: `- ${sentenceOf(one)}` }))],
    "có bảng": shown.length === 0 ? [] : [{ "chỉ số": shown.map((one) => ({ tên: one.title, "kết quả": one.value === null ? "–" : withUnit(one.value, one.unit), mức: one.threshold === null ? "–" : withUnit(one.threshold, one.unit), "kỳ trước": one.last === null ? "–" : withUnit(one.last, one.unit), đạt: one.threshold === null ? "–" : `${String(one.reached)}/${String(one.units)}` })) }],
    "so sánh": many.filter((one) => one.worst.length > 0).slice(0, MOST_COMPARED).map((one) => ({ "chỉ số": within(one.title), "cao nhất": placesOf(one.best, one.unit), "thấp nhất": placesOf(one.worst, one.unit) })),
    "nội dung": tellings(area.narratives.filter((one) => (one.part ?? "result") === "result").flatMap((one) => one.parts), MOST_TOLD_OF_AREA),
  };
}

const figuresTable = (area: Area, at: number) => ({ số: roman(at + 1), tên: area.title, "số liệu": area.figures.map((one) => ({ tên: one.title, "đơn vị tính": one.unit, "kỳ này": one.sum === null ? "–" : amount(one.sum), "kỳ trước": one.last === null ? "–" : amount(one.last), "số đơn vị": String(one.units) })) });

/** Measures of the same part of each year, this one last; nothing where no other year reported. */
function overYears({ years, year, areas }: Consolidated): YearTables[] {
  if (years.length === 0) return [];
  const rows = areas.flatMap((area) => area.measures).map(({ key, title, unit, threshold, value }) => ({
    name: title,
    threshold: threshold === null ? "–" : withUnit(threshold, unit),
    values: new Map([...years.map((one) => [one.year, one.measures[key] ?? null] as const), [year, value] as const].flatMap(([of, plain]) => (plain === null ? [] : [[of, withUnit(plain, unit)] as const]))),
  }));
  return [yearFilling([...years.map((one) => one.year), year], rows.filter((one) => one.values.size > 0))];
}

/** What it is about; that it is a report stands above it. */
function subjectOf(title: string): string {
  const about = title.replace(/^Báo cáo (?:kết quả )?/u, "");
  return about.charAt(0).toUpperCase() + about.slice(1);
}

export function provinceFilling(result: Consolidated, letterhead: Letterhead, sha256: string): Filling {
  const told = result.areas.flatMap((area) => area.narratives.filter((one) => one.parts.length > 0).map((one) => ({ ...one, area: area.title })));
  const { said, missed, over } = judgement(result);
  const ahead = tellings(toldOf(result.areas, "ahead"), MOST_TOLD);
  const titles = new Map(result.areas.flatMap((area) => area.measures.map((one) => [one.key, one])));
  const measuresOf = (measures: Readonly<Record<string, string>>): string => Object.entries(measures).flatMap(([key, value]) => { const of = titles.get(key); return of === undefined ? [] : [`${of.title}: ${withUnit(value, of.unit)}`]; }).join("; ");
  return {
    "CƠ QUAN": letterhead.organ.map(upper).join("\n"),
    "cơ quan": letterhead.authority,
    "cơ quan thường trực": letterhead.standing.name,
    "địa danh": letterhead.place,
    năm: String(result.year),
    "số văn bản": numberOf(letterhead, "report"),
    "ngày ký": openDay(result.year),
    "trích yếu": subjectOf(result.title),
    "trích yếu thường": `báo cáo ${subjectOf(result.title).charAt(0).toLowerCase()}${subjectOf(result.title).slice(1)}`,
    "CHỨC VỤ": capacityFor(letterhead.authority, capacityOf(letterhead.chair)),
    "người ký": signer(letterhead.chair.name),
    "số đã tổng hợp": String(result.counted),
    "số đơn vị": String(result.units),
    "số trễ": String(result.late.length),
    "danh sách trễ": result.late.length === 0 ? "" : `: ${result.late.map((one) => one.name).join("; ")}`,
    "còn thiếu": result.missing.length === 0 ? [] : [{ "danh sách": result.missing.map((one) => one.name).join("; ") }],
    "lĩnh vực": result.areas.map(areaFilling),
    "câu đánh giá": said,
    "so các năm": over,
    "chưa đạt": missed === "" ? [] : [{ "danh sách": missed }],
    "hạn chế": tellings(toldOf(result.areas, "lacks"), MOST_TOLD),
    "có phương hướng": ahead.length === 0 ? [] : [{ "phương hướng": ahead }],
    "bảng số liệu": result.areas.map(figuresTable),
    "có các năm": overYears(result),
    // What the papers of others may name still.
    "các năm": result.years.length === 0 ? [] : [{ "năm trước": result.years.map((one) => ({ năm: String(one.year), "số đơn vị": String(one.units), "chỉ số": measuresOf(one.measures) })) }],
    "phần lời": told.map((one, at) => ({ số: roman(at + 1), "lĩnh vực": one.area, tên: within(one.title), "của đơn vị": gatherTold(one.parts).map(({ text: words, names, links }) => ({ "đơn vị": names.join("; "), lời: `${words}${links.length === 0 ? "" : ` (${links.join("; ")})`}` })) })),
    "mã băm": sha256,
  };
}

const SAMPLE: Consolidated = {
  title: "Báo cáo công tác cải cách hành chính quý I năm 2026",
  year: 2026,
  units: 2,
  counted: 1,
  late: [{ unitId: "b", name: "Sở Tài chính" }],
  missing: [{ unitId: "b", name: "Sở Tài chính" }],
  areas: [{ key: "chung", title: "Cải cách thủ tục hành chính", figures: [{ key: "a", title: "Hồ sơ tiếp nhận", unit: "hồ sơ", sum: "1234.00", units: 1, last: "1000.00" }], measures: [{ key: "m", title: "Hồ sơ giải quyết đúng hạn", unit: "%", value: "97.50", why: null, threshold: "95", isReached: true, last: "96.00", units: 4, reached: 3, best: [{ unitId: "a", name: "Sở Nội vụ", value: "100.00" }], worst: [{ unitId: "b", name: "Sở Tài chính", value: "90.00" }] }], narratives: [{ key: "l", title: "Kết quả", part: "result", parts: [{ unitId: "a", name: "Sở Nội vụ", text: "Đã rà soát 12 thủ tục hành chính.", links: [] }] }, { key: "h", title: "Tồn tại, hạn chế", part: "lacks", parts: [{ unitId: "a", name: "Sở Nội vụ", text: "Một số hồ sơ còn quá hạn.", links: [] }] }, { key: "p", title: "Phương hướng", part: "ahead", parts: [{ unitId: "a", name: "Sở Nội vụ", text: "Tiếp tục đơn giản hóa thủ tục.", links: [] }] }] }],
  years: [{ year: 2025, units: 1, figures: {}, measures: { m: "96.00" } }],
  sources: [],
};
const LETTERHEAD: Letterhead = letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk");

export const provinceKind: DocumentKind = { ...province, sample: { ...provinceFilling(SAMPLE, LETTERHEAD, "0".repeat(64)), "có các năm": [YEARS_SAMPLE] } };
