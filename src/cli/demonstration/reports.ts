import { readFileSync } from "node:fs";
import { beginPeriod, enterReports, keepForm, type WholeReport } from "../../server/plan/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { act, LABEL, type Loading, tell } from "./loading.ts";
import { demonstrationFigures, type Kind } from "./report-figures.ts";
import { OWN_PEOPLE } from "./setting-up.ts";

/** Periodic reports of every unit: the four of 2025, dealt with, and one that is open now. All of it is invented, and says so. */

const FORM = new URL("../../../plans/reports/cchc-dinh-ky.form.yaml", import.meta.url);
const DAY_MS = 86_400_000;
type Units = readonly { readonly code: string; readonly name: string; readonly index: string }[];
type Wanted = { readonly year: number; readonly kind: Kind; readonly title: string; readonly due: string };

const PAST: readonly Wanted[] = [
  { year: 2025, kind: "q1", title: "Báo cáo công tác cải cách hành chính quý I năm 2025", due: "2025-03-20" },
  { year: 2025, kind: "h1", title: "Báo cáo công tác cải cách hành chính 6 tháng đầu năm 2025", due: "2025-06-20" },
  { year: 2025, kind: "q3", title: "Báo cáo công tác cải cách hành chính quý III năm 2025", due: "2025-09-20" },
  { year: 2025, kind: "year", title: "Báo cáo công tác cải cách hành chính năm 2025", due: "2025-12-10" },
];

/** 17:00 in Việt Nam, some days from a day. */
const at = (day: string, days: number, hours = 0): string => new Date(Date.parse(`${day}T10:00:00.000Z`) + days * DAY_MS + hours * 3_600_000).toISOString();

const DONE = ["đã ban hành kế hoạch cải cách hành chính và phân công rõ người, rõ việc, rõ thời hạn", "đã rà soát, niêm yết công khai thủ tục hành chính và bố trí người hướng dẫn nộp hồ sơ trực tuyến", "đã tự kiểm tra công vụ, chấn chỉnh việc tiếp nhận và trả kết quả", "đã số hóa hồ sơ tiếp nhận mới và tái sử dụng dữ liệu đã có"];
const LACKS = ["tỷ lệ nộp hồ sơ trực tuyến còn thấp ở các thôn, buôn xa trung tâm", "một số hồ sơ đất đai quá hạn do chờ ý kiến của cơ quan phối hợp", "cán bộ kiêm nhiệm nhiều việc, báo cáo có lúc chưa kịp thời", "thiết bị tại Bộ phận Một cửa đã cũ"];

const textsOf = (place: number): WholeReport["texts"] => [
  { key: "kq-chi-dao", text: `${LABEL}: đơn vị ${DONE[place % DONE.length] ?? ""}; ${DONE[(place + 1) % DONE.length] ?? ""}.` },
  { key: "han-che", text: `${LABEL}: ${LACKS[place % LACKS.length] ?? ""}.` },
  ...(place % 3 === 0 ? [{ key: "kq-tthc", text: `${LABEL}: tổ chức “Ngày không hẹn”, trả kết quả ngay trong ngày với nhóm thủ tục đơn giản.` }] : []),
];

const LATE = 11;
const RETURNED = 17;

/** When somebody handed in: most in time, some late, some again after it was returned. */
function stepsOf(place: number, due: string, by: string): WholeReport["steps"] {
  const isLate = place % LATE === 5;
  const submit = (days: number, hours: number) => ({ at: at(due, days, hours), by, step: { kind: "submit", isLate } as const });
  const first = isLate ? submit(1 + (place % 3), 1) : submit(-(place % 6) - 1, -(place % 7));
  const returned = place % RETURNED === 3 ? [{ at: at(due, 4), by: "demonstration", step: { kind: "return", reason: `${LABEL}: số liệu hồ sơ chưa khớp với Hệ thống một cửa`, until: at(due, 8), keys: ["ho-so-da-giai-quyet"] } as const }, submit(6, 0)] : [];
  return [first, ...returned, { at: at(due, 9), by: "demonstration", step: { kind: "accept" } }];
}

/** How far a unit is with the report that is open: those with accounts have begun, some have handed in. */
const isHandedIn = (place: number, short: string): boolean => !(short in OWN_PEOPLE) && place % 3 === 0;

/** Ranks of the province as its own five-year report tells them; the rest is invented and says so. */
const YEARS = [
  { index: "par", year: 2023, value: "87.30", rank: 28, of: 63, source: "Báo cáo sơ kết 05 năm (thứ hạng); giá trị minh họa" },
  { index: "par", year: 2024, value: "86.10", rank: 53, of: 63, source: "Báo cáo sơ kết 05 năm (thứ hạng); giá trị minh họa" },
  { index: "sipas", year: 2022, value: "80.10", rank: null, of: null, source: LABEL },
  { index: "sipas", year: 2024, value: "83.20", rank: null, of: null, source: LABEL },
  { index: "pci", year: 2023, value: "64.90", rank: null, of: null, source: LABEL },
  { index: "pci", year: 2024, value: "65.70", rank: null, of: null, source: LABEL },
  { index: "dti", year: 2024, value: "64.00", rank: null, of: null, source: LABEL },
] as const;

async function loadYears(loading: Loading, moment: Transaction): Promise<void> {
  for (const { index, year, ...body } of YEARS) await act(loading, moment, loading.actor("sonoivu"), "report.setYear", { params: { index, year: String(year) }, body: { unitId: null, ...body }, seen: "0" });
}

export async function loadReports(loading: Loading, moment: Transaction, units: Units, shortOf: (code: string) => string): Promise<void> {
  const kept = await keepForm(moment, readFileSync(FORM, "utf8"), loading.loader);
  await tell(moment, [kept.audit]);
  const begin = async ({ year, kind, title, due }: Wanted): Promise<string> => {
    const { period, audit } = await beginPeriod(moment, { form: kept.kept.key, year, kind, title: `${title} (${LABEL.toLowerCase()})`, opensAt: at(due, -20), dueAt: at(due, 0), closesAt: at(due, 10), unitCodes: units.map((one) => one.code) }, loading.loader);
    await tell(moment, [audit]);
    return period.id;
  };
  const report = (unit: Units[number], place: number, { year, kind, due }: Wanted, isDone: boolean): WholeReport => ({ unitId: loading.unit(unit.code), by: loading.loader, figures: demonstrationFigures(unit, year, kind), texts: textsOf(place), steps: isDone ? stepsOf(place, due, loading.loader) : [] });
  for (const wanted of PAST) await tell(moment, await enterReports(moment, await begin(wanted), units.map((one, i) => report(one, i, wanted, true)), loading.loader));
  const now = (await moment.now()).toISOString();
  const open: Wanted = { year: 2026, kind: "q1", title: "Báo cáo công tác cải cách hành chính quý I năm 2026", due: new Date(Date.parse(now) + 9 * DAY_MS).toISOString().slice(0, 10) };
  const openId = await begin(open);
  const handedIn = units.flatMap((one, i): WholeReport[] => {
    if (!isHandedIn(i, shortOf(one.code))) return [];
    return [{ ...report(one, i, open, false), steps: [{ at: new Date(Date.parse(now) - (i + 1) * 3_600_000).toISOString(), by: loading.loader, step: { kind: "submit", isLate: false } }] }];
  });
  await tell(moment, await enterReports(moment, openId, handedIn, loading.loader));
  await loadYears(loading, moment);
}
