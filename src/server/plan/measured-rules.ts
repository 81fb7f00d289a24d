import type { SumOf, Target } from "../../contract/plan-content.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import type { Bilingual } from "../platform/index.ts";
import { day, type Found, fromInspection, fromSurvey, type Inspected, type MeasuredInput, type Source, type Surveyed } from "./measured-findings.ts";
import { plainOf } from "./report-cells.ts";
import { amount } from "./report-paper.ts";

/** From what is recorded of a unit to what a criterion takes. No I/O. */

/** A copy that a unit handed in for a period of the year. */
export type Copy = { readonly periodId: string; readonly title: string; readonly number: number; /** The day on which it was handed in. */ readonly on: string; readonly sha256: string; readonly figures: Readonly<Record<string, number>> };
/** A period of the year that was due, and whether the unit's report came late or not at all. */
export type Due = { readonly periodId: string; readonly title: string; readonly isLate: boolean; readonly isMissing: boolean };
/** What a unit owed until now by the plan of the year, and what of it is done. */
export type Work = { readonly year: number; readonly due: number; readonly done: number; readonly inTime: number; readonly open: readonly string[] };
export type Known = {
  readonly unitId: string;
  readonly newest: Copy | undefined;
  readonly due: readonly Due[];
  readonly titles: ReadonlyMap<string, string>;
  /** Undefined where the year has no plan. */
  readonly work: Work | undefined;
  /** Targets of the plan, by key. */
  readonly targets: ReadonlyMap<string, Pick<Target, "section" | "name" | "formula">>;
  /** By criterion. */
  readonly inspected: ReadonlyMap<string, Inspected>;
  readonly surveyed: ReadonlyMap<string, Surveyed>;
};

export type Measured = { readonly code: string; readonly title: string; readonly maxPoints: string | null; readonly input: MeasuredInput | null; readonly points: string | null; readonly reason: Bilingual; readonly records: readonly Source[]; /** Whether the unit itself scores it. */ readonly isOwn: boolean };

const hrefOf = (periodId: string, unitId: string): string => `/reports/${periodId}/units/${unitId}`;
const said = (vi: string, en: string): Bilingual => ({ vi, en });
const NO_DUE = said("Trong năm chưa có kỳ báo cáo nào đến hạn.", "No report of the year was due yet.");
const UNREADABLE = said("Phương pháp chấm không lấy được giá trị từ nguồn này.", "The method takes no value from this source.");
const ZERO = said("Mẫu số bằng 0 theo số liệu đã ghi; đề nghị xét không áp dụng.", "The denominator is 0 by the records; the criterion may not apply.");

/** Two decimals, half up: what a criterion takes of a rate. */
const percentOf = (above: number, below: number): string => formatHundredths(Number((BigInt(above) * 20_000n + BigInt(below)) / (2n * BigInt(below))));
const whole = (value: number): string => plainOf(value).replace(/\.00$/, "");

/** A rate as the criterion's method takes it; both in whole hundredths. */
function rateInput({ leaf: { method } }: CompiledLeaf, above: number, below: number): MeasuredInput | undefined {
  if (method === "ratio") return { numerator: whole(above), denominator: whole(below) };
  return method === "bands" || method === "inverse" ? { value: percentOf(above, below) } : undefined;
}

const countInput = ({ leaf: { method } }: CompiledLeaf, count: number): MeasuredInput | undefined => (method === "deduct" || method === "occurrences" ? { occurrences: String(count) } : undefined);

const isFound = (one: Found | Bilingual): one is Found => "input" in one;

/** A rate with its reason; or why there is none. */
function rate(leaf: CompiledLeaf, above: number, below: number, reason: Bilingual, records: readonly Source[]): Found | Bilingual {
  if (below === 0) return ZERO;
  const input = rateInput(leaf, above, below);
  return input === undefined ? UNREADABLE : { input, reason, records };
}

const onTime = (one: Due): string => (one.isMissing ? "chưa nộp" : one.isLate ? "nộp trễ" : "đúng hạn");
const dueRecords = ({ due, unitId }: Known): Source[] => due.map((one) => ({ title: one.title, detail: onTime(one), href: hrefOf(one.periodId, unitId), sha256: "" }));

/** How many reports came late or are missing, each with its record. */
function lateReports(leaf: CompiledLeaf, known: Known): Found | Bilingual {
  const { due } = known;
  if (due.length === 0) return NO_DUE;
  const late = due.filter((one) => one.isLate || one.isMissing);
  const names = late.map((one) => `${one.title} (${onTime(one)})`).join("; ");
  const input = countInput(leaf, late.length);
  if (input === undefined) return UNREADABLE;
  return { input, reason: said(`${String(late.length)}/${String(due.length)} báo cáo định kỳ gửi chậm hoặc thiếu${names === "" ? "" : `: ${names}`}.`, `${String(late.length)} of ${String(due.length)} periodic reports came late or are missing.`), records: dueRecords(known) };
}

function reportsOnTime(leaf: CompiledLeaf, known: Known): Found | Bilingual {
  const { due } = known;
  if (due.length === 0) return NO_DUE;
  const good = due.filter((one) => !one.isLate && !one.isMissing).length;
  return rate(leaf, good * 100, due.length * 100, said(`${String(good)}/${String(due.length)} báo cáo định kỳ gửi đúng hạn.`, `${String(good)} of ${String(due.length)} periodic reports came in time.`), dueRecords(known));
}

/** The plan's tasks that were due, and how many of them are done. */
function fromTasks(leaf: CompiledLeaf, counts: "done" | "in-time", { work, unitId }: Known): Found | Bilingual {
  if (work === undefined) return said("Năm này chưa có kế hoạch cải cách hành chính.", "The year has no reform plan.");
  const { year, due, done, inTime, open } = work;
  const left = open.length === 0 ? "" : ` Chưa hoàn thành: ${open.join("; ")}.`;
  const reason = said(`${String(done)}/${String(due)} nhiệm vụ đến hạn đã hoàn thành, ${String(inTime)} đúng hạn.${left}`, `${String(done)} of ${String(due)} tasks that were due are done, ${String(inTime)} in time.`);
  return rate(leaf, (counts === "done" ? done : inTime) * 100, due * 100, reason, [{ title: `Chương trình công tác năm ${String(year)}`, detail: `${String(done)}/${String(due)}`, href: `/plan/${String(year)}/work/${unitId}`, sha256: "" }]);
}

type Sum = { readonly value: number; readonly told: Bilingual; readonly missing: readonly string[] };

function sumOf(plus: readonly string[], minus: readonly string[], { figures }: Copy, titles: Known["titles"]): Sum {
  const keys = [...plus, ...minus];
  const valueOf = (key: string): number => figures[key] ?? 0;
  const told = said(
    keys.map((key) => `${minus.includes(key) ? "trừ " : ""}${titles.get(key) ?? key}: ${amount(plainOf(valueOf(key)))}`).join("; "),
    keys.map((key) => `${minus.includes(key) ? "less " : ""}${titles.get(key) ?? key}: ${amount(plainOf(valueOf(key)), [",", "."])}`).join("; "),
  );
  return { value: plus.reduce((sum, key) => sum + valueOf(key), 0) - minus.reduce((sum, key) => sum + valueOf(key), 0), told, missing: keys.filter((key) => figures[key] === undefined) };
}

type Terms = { readonly plus: readonly string[]; readonly minus: readonly string[] };
/** The place of the first figure within its report, as the page of reports names it. */
const cellOf = (report: string, { plus: [key] }: Terms): string => (key === undefined ? report : `${report}#cell-${key}`);

/** A rate, or where nothing is divided by, a count of what the unit reported. */
function fromCopy(leaf: CompiledLeaf, terms: { readonly above: Terms; readonly below: Terms | undefined; readonly about: Bilingual }, { newest, titles, unitId }: Known): Found | Bilingual {
  if (newest === undefined) return said("Đơn vị chưa nộp báo cáo nào của năm.", "The unit has handed in no report of the year.");
  const above = sumOf(terms.above.plus, terms.above.minus, newest, titles);
  const below = terms.below === undefined ? undefined : sumOf(terms.below.plus, terms.below.minus, newest, titles);
  const [missing] = [...above.missing, ...(below?.missing ?? [])];
  if (missing !== undefined) return said(`Báo cáo của đơn vị không có số liệu “${titles.get(missing) ?? missing}”.`, `The unit's report has no figure “${titles.get(missing) ?? missing}”.`);
  const [told, toldInEnglish] = (["vi", "en"] as const).map((language) => [above.told[language], below?.told[language]].filter((one) => one !== undefined).join(" / "));
  const { title, number, on } = newest;
  const reason = said(`${terms.about.vi}${told ?? ""}. Nguồn: ${title}, bản nộp ${String(number)} ngày ${day(on)}.`, `${terms.about.en}${toldInEnglish ?? ""}. Source: ${title}, copy ${String(number)} of ${on}.`);
  const records = [{ title, detail: told ?? "", href: cellOf(hrefOf(newest.periodId, unitId), terms.above), sha256: newest.sha256 }];
  if (below !== undefined) return rate(leaf, above.value, below.value, reason, records);
  const input = countInput(leaf, Math.round(above.value / 100));
  return input === undefined ? UNREADABLE : { input, reason, records };
}

/** The figures that a sum of a target is made of; undefined where it rests on other targets. */
function figuresIn({ plus, minus }: SumOf): Terms | undefined {
  const keys = (terms: SumOf["plus"]): string[] => terms.flatMap((one) => ("figure" in one ? [one.figure] : []));
  const [added, taken] = [keys(plus), keys(minus)];
  return added.length === plus.length && taken.length === minus.length ? { plus: added, minus: taken } : undefined;
}

/** A target of the plan, computed for this unit by the plan's own formula. */
function fromTarget(leaf: CompiledLeaf, key: string, known: Known): Found | Bilingual {
  const target = known.targets.get(key);
  if (target === undefined) return said(`Kế hoạch của năm không có chỉ tiêu ${key}.`, `The year's plan has no target ${key}.`);
  const { formula, section, name } = target;
  const [above, below] = formula?.kind === "ratio" ? [figuresIn(formula.of), figuresIn(formula.to)] : [];
  if (above === undefined || below === undefined) return UNREADABLE;
  return fromCopy(leaf, { above, below, about: said(`Chỉ tiêu ${section} (${name}): `, `Target ${section} (${name}): `) }, known);
}

function foundIn(leaf: CompiledLeaf, known: Known): Found | Bilingual {
  const { source } = leaf.leaf;
  switch (source?.from) {
    case undefined:
      return UNREADABLE;
    case "figures":
      return fromCopy(leaf, { above: { plus: source.numerator, minus: [] }, below: source.denominator === undefined ? undefined : { plus: source.denominator, minus: [] }, about: said("", "") }, known);
    case "target":
      return fromTarget(leaf, source.target, known);
    case "late-reports":
      return lateReports(leaf, known);
    case "reports-on-time":
      return reportsOnTime(leaf, known);
    case "tasks":
      return fromTasks(leaf, source.counts, known);
    case "inspection":
      return fromInspection(known.inspected.get(leaf.code), source);
    case "survey":
      return fromSurvey(known.surveyed.get(leaf.code));
  }
}

/** What the records come to for a criterion that names where it is recorded. */
export function measure(leaf: CompiledLeaf, known: Known): Measured {
  const found = foundIn(leaf, known);
  const about = { code: leaf.code, title: leaf.leaf.title, maxPoints: leaf.max === null ? null : formatHundredths(leaf.max), isOwn: leaf.leaf.source?.from !== "survey" };
  if (!isFound(found)) return { ...about, input: null, points: null, reason: found, records: [] };
  const points = leaf.bound.score(found.input, undefined);
  return { ...about, input: found.input, points: typeof points === "number" ? formatHundredths(points) : null, reason: found.reason, records: found.records };
}
