import { parseDocument, visit } from "yaml";
import { type FormMeasure, type ReportForm, reportForm } from "../../contract/plan-form.ts";
import type { FieldProblem } from "../platform/index.ts";
import { compute, type Computed, dividesByZero, type Formula, fromHundredths, namesIn, readFormula } from "./report-formula.ts";

/** Forms as people write them in YAML, and what must hold in one before it is kept. */

type ReadForm = { readonly form: ReportForm; readonly faults?: never } | { readonly faults: readonly FieldProblem[]; readonly form?: never };

const MOST_FAULTS = 100;
const fault = (pointer: string, vi: string, en: string): FieldProblem => ({ pointer, message: { vi, en } });

function hasAlias(document: ReturnType<typeof parseDocument>): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

export function readForm(yaml: string): ReadForm {
  const document = parseDocument(yaml, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) return { faults: [fault("/yaml", `Không đọc được YAML ở dòng ${String(broken.linePos?.[0].line ?? 1)}.`, `The YAML cannot be read at line ${String(broken.linePos?.[0].line ?? 1)}.`)] };
  // An alias stands for what is elsewhere; a form of ten lines could come to a million with them.
  if (hasAlias(document)) return { faults: [fault("/yaml", "Không dùng bí danh (& và *) trong YAML.", "Aliases (& and *) are not taken.")] };
  const read = reportForm.safeParse(document.toJS());
  if (!read.success) return { faults: read.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => fault(`/${path.map(String).join("/")}`, `Chưa đúng: ${message}`, message)) };
  const faults = formFaults(read.data);
  return faults.length === 0 ? { form: read.data } : { faults: faults.slice(0, MOST_FAULTS) };
}

/** Measures with their formulas read, in an order in which each comes after those that it rests on. */
export type Measures = readonly { readonly measure: FormMeasure; readonly formula: Formula }[];

function* twice(names: readonly string[], at: (i: number) => string): Generator<FieldProblem> {
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (seen.has(name)) yield fault(at(i), `Khóa ${name} có hai lần.`, `The key ${name} is there twice.`);
    seen.add(name);
  }
}

function* checkFaults({ checks, figures }: ReportForm): Generator<FieldProblem> {
  const byKey = new Map(figures.map((one) => [one.key, one]));
  for (const [i, { parts, total }] of checks.entries()) {
    const of = byKey.get(total);
    for (const [j, key] of [...parts, total].entries()) {
      const at = `/checks/${String(i)}/${j === parts.length ? "total" : `parts/${String(j)}`}`;
      const one = byKey.get(key);
      if (one === undefined) yield fault(at, `Không có chỉ tiêu ${key}.`, `There is no figure ${key}.`);
      else if (of !== undefined && one.unit !== of.unit) yield fault(at, `Chỉ tiêu ${key} tính bằng “${one.unit}”, không cùng đơn vị với ${total} (“${of.unit}”).`, `The figure ${key} is in “${one.unit}”, not in the unit of ${total} (“${of.unit}”).`);
    }
    if (parts.includes(total)) yield fault(`/checks/${String(i)}/total`, `Chỉ tiêu ${total} không thể là phần của chính nó.`, `The figure ${total} cannot be a part of itself.`);
  }
}

/** Whether a measure comes back to itself by way of others. */
function comesBack(key: string, restsOn: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const ahead = [...(restsOn.get(key) ?? [])];
  for (let one = ahead.pop(); one !== undefined; one = ahead.pop()) {
    if (one === key) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    ahead.push(...(restsOn.get(one) ?? []));
  }
  return false;
}

function* measureFaults({ measures, figures }: ReportForm): Generator<FieldProblem> {
  const known = new Set([...figures, ...measures].map((one) => one.key));
  const read = measures.map((one) => readFormula(one.formula));
  const restsOn = new Map(measures.map((one, i) => [one.key, read[i]?.formula === undefined ? [] : namesIn(read[i].formula)]));
  for (const [i, { key }] of measures.entries()) {
    const at = `/measures/${String(i)}/formula`;
    const { formula, fault: unreadable } = read[i] ?? {};
    if (unreadable !== undefined) yield fault(at, unreadable.vi, unreadable.en);
    if (formula === undefined) continue;
    for (const name of namesIn(formula)) if (!known.has(name)) yield fault(at, `Công thức của ${key} dùng ${name}, không có trong biểu mẫu.`, `The formula of ${key} uses ${name}, which is not in the form.`);
    if (dividesByZero(formula)) yield fault(at, `Công thức của ${key} chia cho 0.`, `The formula of ${key} divides by zero.`);
    if (comesBack(key, restsOn)) yield fault(at, `Công thức của ${key} tham chiếu đến chính nó.`, `The formula of ${key} refers to itself.`);
  }
}

function* surveyFaults({ figures }: ReportForm): Generator<FieldProblem> {
  for (const [i, { key, from, surveyed, answers, kind }] of figures.entries()) {
    if (surveyed === undefined && answers === undefined) continue;
    if (from !== "survey") yield fault(`/figures/${String(i)}/from`, `Số liệu ${key} nêu tiêu chí khảo sát nhưng nguồn không phải khảo sát.`, `The figure ${key} names criteria of a survey, but is not from one.`);
    else if (surveyed === undefined) yield fault(`/figures/${String(i)}/surveyed`, `Số liệu ${key} cần tiêu chí mà khảo sát quy đổi ra điểm.`, `The figure ${key} needs the criteria that the survey is worth points of.`);
    if (kind === "money") yield fault(`/figures/${String(i)}/kind`, `Số liệu ${key} từ khảo sát là số lượng hoặc tỷ lệ.`, `The figure ${key} of a survey is a count or a rate.`);
  }
}

/** Everything that is wrong with a form beyond its shape. */
export function formFaults(form: ReportForm): FieldProblem[] {
  const areas = new Set(form.areas.map((one) => one.key));
  const ofAreas = (["figures", "measures", "narratives"] as const).flatMap((list) => form[list].flatMap((one, i) => (areas.has(one.area) ? [] : [fault(`/${list}/${String(i)}/area`, `Không có lĩnh vực ${one.area}.`, `There is no area ${one.area}.`)])));
  const names = [...form.figures, ...form.measures].map((one) => one.key);
  const figures = form.figures.length;
  return [
    ...twice(form.areas.map((one) => one.key), (i) => `/areas/${String(i)}/key`),
    ...twice(names, (i) => (i < figures ? `/figures/${String(i)}/key` : `/measures/${String(i - figures)}/key`)),
    ...twice(form.narratives.map((one) => one.key), (i) => `/narratives/${String(i)}/key`),
    ...ofAreas,
    ...checkFaults(form),
    ...surveyFaults(form),
    ...measureFaults(form),
  ];
}

/** The measures of a sound form, ready to be computed. */
export const measuresOf = ({ measures }: Pick<ReportForm, "measures">): Measures =>
  measures.flatMap((measure) => {
    const { formula } = readFormula(measure.formula);
    return formula === undefined ? [] : [{ measure, formula }];
  });

/** The figures that measures rest on, by whatever way. */
export function inputsOf(form: ReportForm): Set<string> {
  const figures = new Set(form.figures.map((one) => one.key));
  return new Set(measuresOf(form).flatMap(({ formula }) => namesIn(formula)).filter((name) => figures.has(name)));
}

/** What every measure comes to; `figures` in whole hundredths. */
export function computeMeasures(measures: Measures, figures: ReadonlyMap<string, number>): Map<string, Computed> {
  const byKey = new Map(measures.map((one) => [one.measure.key, one.formula]));
  const done = new Map<string, Computed>();
  const valueOf = (name: string): Computed => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const formula = byKey.get(name);
    const figure = figures.get(name);
    const value = formula === undefined ? (figure === undefined ? "missing" : fromHundredths(figure)) : compute(formula, valueOf);
    done.set(name, value);
    return value;
  };
  return new Map(measures.map(({ measure }) => [measure.key, valueOf(measure.key)]));
}
