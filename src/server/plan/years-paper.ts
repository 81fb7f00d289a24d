import type { YearValue } from "../../contract/plan-years.ts";
import { type Block, capacityFor, capacityOf, type Chart, chartPlace, type DocumentKind, each, type Filling, heading, type Letterhead, numberOf, openDay, signer, tableOf, text, upper } from "../documents/index.ts";
import { amount, sentenceOf } from "./report-paper.ts";
import type { WholeYears } from "./years-reports.ts";
import { yearFilling, YEARS_SAMPLE, yearTables } from "./years-table.ts";
import { INDEX_TITLES, SHORT_TITLES, toldOf } from "./years-rules.ts";

/** The report on several years, in the order of a "báo cáo sơ kết": how it was carried out, results by area, the indexes, what is lacking. */

/** A chart stands in the middle of its own line. */
const DRAWN: Block = { kind: "text", text: "{biểu đồ}", align: "centre", indent: false };

const fiveYears: Omit<DocumentKind, "sample"> = {
  key: "five-year-report",
  title: { vi: "Báo cáo sơ kết nhiều năm", en: "Report on several years" },
  official: {
    organ: "{CƠ QUAN}",
    number: "Số: {số văn bản}",
    placeAndDay: "{địa danh}, {ngày ký}",
    title: { type: "BÁO CÁO", about: "Sơ kết thực hiện công tác cải cách hành chính giai đoạn {từ năm} - {đến năm}" },
    addressee: "Kính gửi: Bộ Nội vụ",
    body: [
      text("{cơ quan} báo cáo kết quả thực hiện công tác cải cách hành chính giai đoạn {từ năm} - {đến năm} theo số liệu đã lưu trên hệ thống như sau:"),
      heading("I. TÌNH HÌNH TRIỂN KHAI"),
      heading("1. Công tác chỉ đạo, điều hành", 2),
      each("có kế hoạch", tableOf("năm", [
        { title: "Năm", width: 10, align: "centre", cell: "{năm}" },
        { title: "Kế hoạch, quyết định ban hành", width: 54, cell: "{kế hoạch}" },
        { title: "Chỉ tiêu", width: 12, align: "centre", cell: "{chỉ tiêu}" },
        { title: "Nhiệm vụ", width: 12, align: "centre", cell: "{nhiệm vụ}" },
        { title: "Điều chỉnh", width: 12, align: "centre", cell: "{điều chỉnh}" },
      ])),
      each("thiếu kế hoạch", text("Hệ thống chưa lưu kế hoạch của các năm: {danh sách}.")),
      heading("2. Kiểm tra; thông tin, tuyên truyền; sáng kiến, khen thưởng", 2),
      each("có hoạt động", tableOf("năm", [
        { title: "Năm", width: 10, align: "centre", cell: "{năm}" },
        { title: "Đơn vị được kiểm tra", width: 16, align: "centre", cell: "{đơn vị}" },
        { title: "Kiến nghị; đã khép lại", width: 20, align: "centre", cell: "{kiến nghị}" },
        { title: "Sáng kiến; được công nhận; nhân rộng", width: 24, align: "centre", cell: "{sáng kiến}" },
        { title: "Khen thưởng", width: 14, align: "centre", cell: "{khen thưởng}" },
        { title: "Tuyên truyền", width: 16, align: "centre", cell: "{tuyên truyền}" },
      ])),
      each("không có hoạt động", text("Hệ thống không lưu hoạt động nào của giai đoạn này.")),
      heading("3. Chế độ báo cáo", 2),
      each("có báo cáo", tableOf("kỳ", [
        { title: "Kỳ báo cáo", width: 52, cell: "{tên}" },
        { title: "Số đơn vị", width: 16, align: "centre", cell: "{số đơn vị}" },
        { title: "Đã nộp", width: 16, align: "centre", cell: "{đã nộp}" },
        { title: "Bị trả lại", width: 16, align: "centre", cell: "{trả lại}" },
      ])),
      each("không có báo cáo", text("Hệ thống không lưu kỳ báo cáo nào của giai đoạn này.")),
      heading("II. KẾT QUẢ THEO LĨNH VỰC"),
      each("lĩnh vực", heading("{số}. {tên}", 2), each("nhận định", text("- {câu}")), ...yearTables, each("có biểu đồ", DRAWN)),
      each("không có số liệu", text("Hệ thống chưa có số liệu báo cáo của giai đoạn này.")),
      heading("III. CÁC CHỈ SỐ QUA CÁC NĂM"),
      each("chỉ số", heading("{số}. {tên}", 2), text("{nhận xét}"), tableOf("năm", [
        { title: "Năm", width: 14, align: "centre", cell: "{năm}" },
        { title: "Giá trị", width: 18, align: "centre", cell: "{giá trị}" },
        { title: "Hạng", width: 16, align: "centre", cell: "{hạng}" },
        { title: "Nguồn", width: 52, cell: "{nguồn}" },
      ])),
      each("có biểu đồ", DRAWN),
      each("có khoảng trống", text("Các năm còn thiếu số liệu: {danh sách}.")),
      heading("IV. TỒN TẠI, HẠN CHẾ"),
      each("chưa đạt", text("- {câu}")),
      each("không có hạn chế", text("Các chỉ số có mức đề ra đều đạt theo số liệu kỳ cuối.")),
      text("Trên đây là báo cáo sơ kết giai đoạn {từ năm} - {đến năm} của {cơ quan}./."),
    ],
    recipients: ["Như trên", "Thường trực Tỉnh ủy, Thường trực HĐND tỉnh", "{cơ quan thường trực}", "Lưu: VT"],
    signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }],
  },
};

/** What was done in a year besides reporting. */
export type YearOfWork = { readonly year: number; readonly plan: { readonly title: string; readonly decision: string; readonly targets: number; readonly tasks: number; readonly amendments: number } | undefined; readonly inspected: number; readonly recommendations: number; readonly closed: number; readonly initiatives: number; readonly recognised: number; readonly replicated: number; readonly rewards: number; readonly communications: number };

type Given = { readonly from: number; readonly to: number; readonly values: readonly YearValue[]; readonly gaps: readonly { readonly index: string; readonly year: number }[]; readonly counts: readonly { readonly title: string; readonly units: number; readonly submitted: number; readonly returned: number }[]; readonly work: readonly YearOfWork[]; readonly whole: WholeYears | undefined; readonly letterhead: Letterhead };

/** Of an area, in its chart; more would not be read. */
const MOST_BARS = 8;
const LONGEST_LABEL = 48;
const cut = (title: string): string => (title.length > LONGEST_LABEL ? `${title.slice(0, LONGEST_LABEL - 1)}…` : title);

type Area = WholeYears["result"]["areas"][number];
type Measured = Area["measures"][number];

/** Of a measure what each year came to, oldest first. */
const yearsOf = ({ result }: WholeYears, { key, value }: Measured): { year: number; value: string | null }[] => [...result.years.map((one) => ({ year: one.year, value: one.measures[key] ?? null })), { year: result.year, value }];

/** Measures in percent beside what was set for them: a bar for each year and one for the threshold. */
function chartOf(whole: WholeYears, { title, measures }: Area): Chart | undefined {
  const shown = measures.filter((one) => one.value !== null && one.threshold !== null && one.unit === "%").slice(0, MOST_BARS);
  const [first] = shown;
  if (first === undefined) return undefined;
  const years = yearsOf(whole, first).map((one) => one.year);
  const ofYear = (year: number) => shown.map((one) => numberOrGap(yearsOf(whole, one).find((value) => value.year === year)?.value ?? null));
  return { kind: "bars", title: `${title} (%)`, most: 100, categories: shown.map((one) => cut(one.title)), series: [...years.map((year) => ({ name: `Năm ${String(year)}`, values: ofYear(year) })), { name: "Mức đề ra", values: shown.map((one) => numberOrGap(one.threshold)) }] };
}

const numberOrGap = (plain: string | null): number | null => (plain === null ? null : Number(plain));
/** Takes a chart among those of the paper; gives the place that names it. */
function place(charts: Chart[], chart: Chart | undefined): { "biểu đồ": string }[] {
  if (chart === undefined) return [];
  charts.push(chart);
  return [{ "biểu đồ": chartPlace(charts.length - 1) }];
}

function areasOf(whole: WholeYears, charts: Chart[]) {
  return whole.result.areas.map((area, at) => {
    const shown = area.measures.filter((one) => one.value !== null);
    const set = shown.filter((one) => one.threshold !== null);
    const inUnit = (plain: string, unit: string): string => `${amount(plain)}${unit === "%" ? "%" : ` ${unit}`}`;
    return {
      số: String(at + 1),
      tên: area.title,
      "nhận định": shown.map((one) => ({ câu: sentenceOf(one, "năm trước") })),
      ...yearFilling([...whole.result.years.map((one) => one.year), whole.result.year], set.map((one) => ({ name: one.title, threshold: one.threshold === null ? "–" : inUnit(one.threshold, one.unit), values: new Map(yearsOf(whole, one).flatMap(({ year, value }) => (value === null ? [] : [[year, inUnit(value, one.unit)] as const]))) }))),
      // What the papers of others may name still.
      "có bảng": set.length === 0 ? [] : [{ "chỉ số": set.map((one) => ({ tên: one.title, mức: one.threshold === null ? "–" : inUnit(one.threshold, one.unit), "các năm": yearsOf(whole, one).map(({ year, value }) => `${String(year)}: ${value === null ? "chưa có" : inUnit(value, one.unit)}`).join("; ") })) }],
      "có biểu đồ": place(charts, chartOf(whole, area)),
    };
  });
}

const known = (values: readonly YearValue[]) => [...Map.groupBy(values.filter((one) => one.unitId === null && one.value !== null), (one) => one.index)];

function indexesOf(values: readonly YearValue[]) {
  return known(values).map(([index, of], at) => {
    const own = of.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]));
    const title = INDEX_TITLES[index] ?? index;
    return { số: String(at + 1), tên: title, "nhận xét": toldOf(title, own), năm: own.map((one) => ({ năm: String(one.year), "giá trị": amount(one.value), hạng: one.rank === null ? "–" : `${String(one.rank)}${one.of === null ? "" : `/${String(one.of)}`}`, nguồn: one.source })) };
  });
}

/** All indexes in one picture, the years that lack a value left open. */
function chartOfIndexes(values: readonly YearValue[]): Chart | undefined {
  const all = known(values);
  const years = all.flatMap(([, of]) => of.map((one) => one.year));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (all.length === 0 || first === last) return undefined;
  const between = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return { kind: "lines", title: "Các chỉ số qua các năm", categories: between.map(String), series: all.map(([index, of]) => ({ name: SHORT_TITLES[index] ?? index, values: between.map((year) => numberOrGap(of.find((one) => one.year === year)?.value ?? null)) })) };
}

const hasDone = (one: YearOfWork): boolean => [one.inspected, one.initiatives, one.rewards, one.communications].some((count) => count > 0);

function workOf(work: readonly YearOfWork[]): Filling {
  const planned = work.flatMap(({ year, plan }) => (plan === undefined ? [] : [{ năm: String(year), "kế hoạch": `${plan.title} (${plan.decision})`, "chỉ tiêu": String(plan.targets), "nhiệm vụ": String(plan.tasks), "điều chỉnh": String(plan.amendments) }]));
  const without = work.filter((one) => one.plan === undefined);
  const done = work.filter(hasDone).map((one) => ({ năm: String(one.year), "đơn vị": String(one.inspected), "kiến nghị": `${String(one.recommendations)}; ${String(one.closed)}`, "sáng kiến": `${String(one.initiatives)}; ${String(one.recognised)}; ${String(one.replicated)}`, "khen thưởng": String(one.rewards), "tuyên truyền": String(one.communications) }));
  return {
    "có kế hoạch": planned.length === 0 ? [] : [{ năm: planned }],
    "thiếu kế hoạch": without.length === 0 ? [] : [{ "danh sách": without.map((one) => String(one.year)).join(", ") }],
    "có hoạt động": done.length === 0 ? [] : [{ năm: done }],
    "không có hoạt động": done.length === 0 ? [{}] : [],
  };
}

export function fiveYearFilling({ from, to, values, gaps, counts, work, whole, letterhead }: Given): { readonly filling: Filling; readonly charts: readonly Chart[] } {
  const charts: Chart[] = [];
  const below = whole === undefined ? [] : whole.result.areas.flatMap((area) => area.measures.filter((one) => one.isReached === false));
  const filling: Filling = {
    "CƠ QUAN": letterhead.organ.map(upper).join("\n"),
    "cơ quan": letterhead.authority,
    "cơ quan thường trực": letterhead.standing.name,
    "địa danh": letterhead.place,
    "số văn bản": numberOf(letterhead, "report"),
    "ngày ký": openDay(to),
    "CHỨC VỤ": capacityFor(letterhead.authority, capacityOf(letterhead.chair)),
    "người ký": signer(letterhead.chair.name),
    "từ năm": String(from),
    "đến năm": String(to),
    "có báo cáo": counts.length === 0 ? [] : [{ kỳ: counts.map((one) => ({ tên: one.title, "số đơn vị": String(one.units), "đã nộp": String(one.submitted), "trả lại": String(one.returned) })) }],
    "không có báo cáo": counts.length === 0 ? [{}] : [],
    "lĩnh vực": whole === undefined ? [] : areasOf(whole, charts),
    "không có số liệu": whole === undefined ? [{}] : [],
    "chỉ số": indexesOf(values),
    "có biểu đồ": place(charts, chartOfIndexes(values)),
    ...workOf(work),
    "có khoảng trống": gaps.length === 0 ? [] : [{ "danh sách": gaps.map((one) => `${INDEX_TITLES[one.index] ?? one.index} năm ${String(one.year)}`).join("; ") }],
    "chưa đạt": below.map((one) => ({ câu: sentenceOf(one, "năm trước") })),
    "không có hạn chế": whole !== undefined && below.length === 0 ? [{}] : [],
  };
  return { filling, charts };
}

const SAMPLE: Filling = {
  "CƠ QUAN": "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "cơ quan": "Ủy ban nhân dân tỉnh Đắk Lắk", "cơ quan thường trực": "Sở Nội vụ", "địa danh": "Đắk Lắk", "số văn bản": "12/BC-UBND", "ngày ký": "ngày 30 tháng 6 năm 2025", "CHỨC VỤ": "CHỦ TỊCH", "người ký": [{ "họ tên": "Nguyễn Văn A" }], "từ năm": "2021", "đến năm": "2025",
  "có kế hoạch": [{ năm: [{ năm: "2025", "kế hoạch": "Kế hoạch cải cách hành chính năm 2025 (Quyết định 3235/QĐ-UBND ngày 25/12/2024)", "chỉ tiêu": "15", "nhiệm vụ": "80", "điều chỉnh": "0" }] }], "thiếu kế hoạch": [{ "danh sách": "2021, 2022" }],
  "có hoạt động": [{ năm: [{ năm: "2025", "đơn vị": "40", "kiến nghị": "25; 20", "sáng kiến": "31; 12; 5", "khen thưởng": "18", "tuyên truyền": "420" }] }], "không có hoạt động": [{}],
  "có báo cáo": [{ kỳ: [{ tên: "Báo cáo năm 2025", "số đơn vị": "128", "đã nộp": "128", "trả lại": "7" }] }], "không có báo cáo": [{}],
  "lĩnh vực": [{ số: "1", tên: "Cải cách thể chế", "nhận định": [{ câu: "Văn bản ban hành đồng bộ: 98%." }], "có bảng": [{ "chỉ số": [{ tên: "Văn bản ban hành đồng bộ", mức: "100%", "các năm": "2024: 97%; 2025: 98%" }] }], ...YEARS_SAMPLE, "có biểu đồ": [{ "biểu đồ": "(biểu đồ)" }] }], "không có số liệu": [{}],
  "chỉ số": [{ số: "1", tên: "PAR Index", "nhận xét": "PAR Index năm 2024: 84,5.", năm: [{ năm: "2024", "giá trị": "84,5", hạng: "53/63", nguồn: "Bộ Nội vụ" }] }], "có biểu đồ": [{ "biểu đồ": "(biểu đồ)" }], "có khoảng trống": [{ "danh sách": "SIPAS năm 2022" }],
  "chưa đạt": [{ câu: "Văn bản ban hành đồng bộ: 98%, chưa đạt mức 100%." }], "không có hạn chế": [{}],
};
export const fiveYearKind: DocumentKind = { ...fiveYears, sample: SAMPLE };
