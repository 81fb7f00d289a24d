import { type FormCheck, type FormFigure, MONTHS, type PeriodKind, type ReportForm } from "../../contract/plan-form.ts";
import type { Bilingual, FieldProblem } from "../platform/index.ts";

/** What may stand in a cell of a report, alone and beside others. No I/O; values are whole hundredths. */

export type Figures = ReadonlyMap<string, number>;
type ReadCell = { readonly value: number | null; readonly fault?: never } | { readonly fault: Bilingual; readonly value?: never };

const MOST = 10n ** 15n;
const HUNDRED_PERCENT = 10_000;

const wrong = (vi: string, en: string): ReadCell => ({ fault: { vi, en } });

/** "1234.50" → 123450n; undefined when it is no plain decimal of two places. */
function hundredths(text: string): bigint | undefined {
  const found = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text);
  if (found === null) return undefined;
  const [, minus = "", whole = "0", rest = ""] = found;
  const value = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0") || "0");
  return minus === "" ? value : -value;
}

/** Reads what somebody put into the cell of a figure; an empty one is empty. */
export function readCell(figure: FormFigure, text: string | null): ReadCell {
  if (text === null || text.trim() === "") return { value: null };
  const name = figure.title;
  const value = hundredths(text.trim());
  if (value === undefined) return wrong(`Ô “${name}” cần một số, không nhận “${text.slice(0, 40)}”.`, `“${name}” needs a number, not “${text.slice(0, 40)}”.`);
  if (value < 0n) return wrong(`Ô “${name}” không nhận số âm.`, `“${name}” takes no negative number.`);
  if (figure.kind === "count" && value % 100n !== 0n) return wrong(`Ô “${name}” đếm bằng số nguyên (${figure.unit}).`, `“${name}” is counted in whole numbers (${figure.unit}).`);
  if (figure.kind === "percent" && value > BigInt(HUNDRED_PERCENT)) return wrong(`Ô “${name}” là tỷ lệ, không quá 100%.`, `“${name}” is a rate, at most 100%.`);
  if (value >= MOST) return wrong(`Ô “${name}” quá lớn.`, `“${name}” is too large.`);
  return { value: Number(value) };
}

/** Hundredths as the interface writes them: "1234.50"; whole where the figure is counted. */
export function plainOf(value: number): string {
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(value);
  return `${sign}${String(Math.floor(size / 100))}.${String(size % 100).padStart(2, "0")}`;
}

const shown = (value: number): string => (value % 100 === 0 ? String(value / 100) : plainOf(value).replace(".", ","));

/** A check between cells that does not hold: the cells, and why. Cells that are empty are not judged. */
type BrokenCheck = { readonly keys: readonly string[]; readonly message: Bilingual };

function judge(check: FormCheck, figures: Figures, titles: ReadonlyMap<string, string>): BrokenCheck | undefined {
  const total = figures.get(check.total);
  const parts = check.parts.map((one) => figures.get(one));
  if (total === undefined) return undefined;
  const known = parts.filter((one) => one !== undefined);
  const sum = known.reduce((all, one) => all + one, 0);
  const names = check.parts.map((one) => `“${titles.get(one) ?? one}”`).join(" + ");
  const of = `“${titles.get(check.total) ?? check.total}”`;
  const keys = [...check.parts, check.total];
  if (sum > total) return { keys, message: { vi: `${names} là ${shown(sum)}, vượt ${of} là ${shown(total)}.`, en: `${names} come to ${shown(sum)}, more than ${of}, which is ${shown(total)}.` } };
  if (check.kind === "sum" && known.length === parts.length && sum !== total) return { keys, message: { vi: `${names} là ${shown(sum)}, chưa bằng ${of} là ${shown(total)}.`, en: `${names} come to ${shown(sum)}, not to ${of}, which is ${shown(total)}.` } };
  return undefined;
}

/** `only`: checks in which one of these figures has a part. */
export function brokenChecks(form: ReportForm, figures: Figures, only?: string): BrokenCheck[] {
  const titles = new Map(form.figures.map((one) => [one.key, one.title]));
  const judged = only === undefined ? form.checks : form.checks.filter((one) => one.total === only || one.parts.includes(only));
  return judged.flatMap((one) => judge(one, figures, titles) ?? []);
}

/** Who reports: an index's unit, known by its code. */
type Reporter = { readonly code: string; readonly index: string | null };

/** The figures that a unit reports. */
export const figuresFor = (form: ReportForm, { code, index }: Reporter): FormFigure[] => form.figures.filter((one) => one.for === undefined || one.for.includes(code) || (index !== null && one.for.includes(index)));

/** What was reported last, and for which part of which year. */
export type LastReport = { readonly year: number; readonly kind: PeriodKind; readonly figures: Figures };

/** Percent against the last period, to the nearest whole; undefined where there is nothing to compare with. */
function changeOf({ over }: FormFigure, value: number, last: number, at: { readonly year: number; readonly kind: PeriodKind }, before: LastReport): number | undefined {
  if (over === "moment") return last === 0 ? undefined : Math.round(((value - last) / last) * 100);
  // Counted since January: the pace of the months since then is compared with the pace of the months before.
  const isSameYear = at.year === before.year;
  const months = MONTHS[at.kind] - (isSameYear ? MONTHS[before.kind] : 0);
  const grown = value - (isSameYear ? last : 0);
  const pace = last / MONTHS[before.kind];
  if (months <= 0 || pace === 0) return undefined;
  return Math.round((grown / months / pace - 1) * 100);
}

export type Change = { readonly key: string; readonly percent: number; readonly last: number; readonly message: Bilingual };

/** What somebody has to say of a figure that differs much from the last period: "giảm 80%: đúng không?" */
export function changeFrom(form: ReportForm, figure: FormFigure, value: number, at: { readonly year: number; readonly kind: PeriodKind }, before: LastReport | undefined): Change | undefined {
  const last = before?.figures.get(figure.key);
  if (before === undefined || last === undefined) return undefined;
  const isBackwards = figure.over === "year" && at.year === before.year && value < last;
  const percent = changeOf(figure, value, last, at, before);
  if (isBackwards) return { key: figure.key, percent: percent ?? -100, last, message: { vi: `“${figure.title}”: lũy kế từ đầu năm giảm từ ${shown(last)} xuống ${shown(value)}: đúng không?`, en: `“${figure.title}”: counted since January it falls from ${shown(last)} to ${shown(value)}: is that right?` } };
  if (percent === undefined || Math.abs(percent) < form.confirmChange) return undefined;
  const [vi, en] = percent < 0 ? ["giảm", "falls by"] : ["tăng", "grows by"];
  return { key: figure.key, percent, last, message: { vi: `“${figure.title}”: ${vi} ${String(Math.abs(percent))}% so với kỳ trước: đúng không?`, en: `“${figure.title}”: ${en} ${String(Math.abs(percent))}% against the last period: is that right?` } };
}

export type Kept = { readonly value: number | null; readonly isConfirmed: boolean };

/** What was asked of a unit's figures and confirmed. */
export const answersIn = (form: ReportForm, unit: Reporter, given: { readonly kept: ReadonlyMap<string, Kept>; readonly at: { readonly year: number; readonly kind: PeriodKind }; readonly before: LastReport | undefined }): Change[] =>
  figuresFor(form, unit).flatMap((one) => {
    const { value = null, isConfirmed = false } = given.kept.get(one.key) ?? {};
    return value === null || !isConfirmed ? [] : (changeFrom(form, one, value, given.at, given.before) ?? []);
  });

/** Everything for which a report cannot be handed in, each with its cell. */
export function faultsOf(form: ReportForm, unit: Reporter, given: { readonly kept: ReadonlyMap<string, Kept>; readonly texts: ReadonlyMap<string, string>; readonly at: { readonly year: number; readonly kind: PeriodKind }; readonly before: LastReport | undefined }): FieldProblem[] {
  const own = figuresFor(form, unit);
  const figures = new Map([...given.kept].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as const])));
  const empty = own.filter((one) => one.isRequired && !figures.has(one.key)).map((one): FieldProblem => ({ pointer: `/figures/${one.key}`, message: { vi: `Ô “${one.title}” chưa có số.`, en: `“${one.title}” is empty.` } }));
  const broken = brokenChecks(form, figures).map(({ keys, message }): FieldProblem => ({ pointer: `/figures/${keys.at(-1) ?? ""}`, message }));
  const unsure = own.flatMap((one): FieldProblem[] => {
    const value = figures.get(one.key);
    const change = value === undefined || given.kept.get(one.key)?.isConfirmed === true ? undefined : changeFrom(form, one, value, given.at, given.before);
    return change === undefined ? [] : [{ pointer: `/figures/${one.key}`, message: change.message }];
  });
  const silent = form.narratives.filter((one) => one.isRequired && (given.texts.get(one.key) ?? "").trim() === "").map((one): FieldProblem => ({ pointer: `/texts/${one.key}`, message: { vi: `Phần “${one.title}” chưa viết.`, en: `“${one.title}” is not written yet.` } }));
  return [...empty, ...broken, ...unsure, ...silent];
}
