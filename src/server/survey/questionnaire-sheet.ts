import { LANGUAGES, lintQuestionnaire, type Question, type Questionnaire, questionnaire, type Words } from "../../contract/questionnaire.ts";
import type { Cell, ReadSheet, Row, Sheet, Value } from "../documents/index.ts";
import type { FieldProblem } from "../platform/index.ts";

/** A questionnaire as clerks edit it: a line for each section, question, row and option, and back again. */

const ABOUT = "Phiếu";
const QUESTIONS = "Câu hỏi";
const TONGUES = ["Tiếng Việt", "English", "Ê Đê", "Gia Rai", "M'Nông"] as const;

const QUESTION_KINDS = ["scale", "matrix", "single", "multiple", "number", "text", "ranking", "units"] as const;
const KINDS: Readonly<Record<Question["kind"], string>> = { scale: "Thang 5 mức", matrix: "Bảng 5 mức", single: "Chọn một", multiple: "Chọn nhiều", number: "Số", text: "Chữ", ranking: "Xếp thứ tự", units: "Chọn đơn vị" };
const LINES = { section: "PHẦN", intro: "Lời dẫn", help: "Giải thích", row: "Dòng", option: "Phương án" } as const;
const ABOUT_LINES = [["title", "Tên phiếu"], ["intro", "Lời mở đầu"], ["thanks", "Lời cảm ơn"], ["illustrative", "Nhãn minh họa"]] as const;
const [LAYOUT, LARGE] = ["Trình bày", "Chữ to"] as const;
const LAYOUTS = { page: "một trang", steps: "từng phần" } as const;
const [YES, NO] = ["có", "không"] as const;

/** Columns after the kind, the key and the five languages. */
const AT = { kind: 0, key: 1, words: 2, required: 7, noOpinion: 8, most: 9, min: 10, max: 11, length: 12, eachUnit: 13, when: 14 } as const;
const HEAD = ["Loại dòng", "Khóa", ...TONGUES, "Bắt buộc", "Không ý kiến", "Nhiều nhất", "Số nhỏ nhất", "Số lớn nhất", "Dài nhất", "Hỏi từng đơn vị", "Chỉ hỏi khi"];

const wordCells = (words: Words | undefined): Cell[] => LANGUAGES.map((one) => words?.[one] ?? null);
const yesNo = (isOn: boolean): string => (isOn ? YES : NO);

type Setting = keyof typeof AT;
const SETTINGS: readonly Setting[] = ["required", "noOpinion", "most", "min", "max", "length", "eachUnit", "when"];

function lineOf(kind: string, key: string, words: Words | undefined, more: Readonly<Partial<Record<Setting, Cell>>> = {}): Row {
  const cells: Cell[] = [kind, key, ...wordCells(words), ...Array.from({ length: HEAD.length - AT.required }, () => null)];
  for (const name of SETTINGS) cells[AT[name]] = more[name] ?? null;
  return { cells };
}

const whenText = ({ when }: Question): string | null => (when.length === 0 ? null : when.map(({ question, is }) => `${question} = ${is.join(", ")}`).join("; "));

function questionLines(one: Question): Row[] {
  const settings: Partial<Record<Setting, Cell>> = { required: yesNo(one.required), when: whenText(one) };
  if (one.kind === "scale" || one.kind === "matrix") settings.noOpinion = yesNo(one.noOpinion);
  if ("most" in one && one.most !== undefined) settings.most = one.most;
  if (one.kind === "number") Object.assign(settings, { min: one.min, max: one.max });
  if (one.kind === "text") settings.length = one.maxLength;
  return [
    lineOf(KINDS[one.kind], one.key, one.text, settings),
    ...(one.help === undefined ? [] : [lineOf(LINES.help, "", one.help)]),
    ...(one.kind === "matrix" ? one.rows.map((row) => lineOf(LINES.row, row.key, row.text)) : []),
    ...("options" in one ? one.options.map((each) => lineOf(LINES.option, each.key, each.text)) : []),
  ];
}

export function formSheets(form: Questionnaire): Sheet[] {
  const texts = [{ width: 48 }, { width: 40 }, { width: 20 }, { width: 20 }, { width: 20 }];
  const about: Row[] = [
    { looks: "head", cells: ["", ...TONGUES] },
    ...ABOUT_LINES.map(([name, label]): Row => ({ cells: [label, ...wordCells(form[name])] })),
    { cells: [LAYOUT, LAYOUTS[form.layout]], accepts: [{ column: 1, choices: Object.values(LAYOUTS) }] },
    { cells: [LARGE, yesNo(form.largeType)], accepts: [{ column: 1, choices: [YES, NO] }] },
  ];
  const lines = form.sections.flatMap(({ key, title, intro, eachUnit, questions }) => [lineOf(LINES.section, key, title, { eachUnit: yesNo(eachUnit) }), ...(intro === undefined ? [] : [lineOf(LINES.intro, "", intro)]), ...questions.flatMap(questionLines)]);
  return [
    { name: ABOUT, columns: [{ width: 18 }, ...texts], rows: about, frozen: [1, 1] },
    { name: QUESTIONS, columns: [{ width: 15 }, { width: 18 }, ...texts, ...Array.from({ length: 7 }, () => ({ width: 10 })), { width: 34 }], rows: [{ looks: "head", cells: HEAD }, ...lines], frozen: [1, 2] },
  ];
}

// Back

type Loose = Record<string, unknown>;

const textOf = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).trim());
const same = (one: string, other: string): boolean => one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();

function wordsAt(row: readonly Value[], from: number): Loose | undefined {
  const given = LANGUAGES.map((one, i) => [one, textOf(row[from + i])] as const).filter(([, text]) => text !== "");
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function whenOf(text: string): { question: string; is: string[] }[] {
  return text.split(";").map((one) => one.trim()).filter((one) => one !== "").map((one) => {
    const [question = "", given = ""] = one.split("=");
    return { question: question.trim(), is: given.split(",").map((each) => each.trim()).filter((each) => each !== "") };
  });
}

const numberAt = (row: readonly Value[], at: number): number | undefined => (textOf(row[at]) === "" ? undefined : Number(textOf(row[at])));
const given = (values: Loose): Loose => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
const isYes = (row: readonly Value[], at: number, otherwise: boolean): boolean => (textOf(row[at]) === "" ? otherwise : same(textOf(row[at]), YES));

function questionOf(kind: Question["kind"], row: readonly Value[]): Loose {
  const shared = { kind, key: textOf(row[AT.key]), text: wordsAt(row, AT.words), required: isYes(row, AT.required, true), when: whenOf(textOf(row[AT.when])) };
  switch (kind) {
    case "scale":
      return { ...shared, noOpinion: isYes(row, AT.noOpinion, true) };
    case "matrix":
      return { ...shared, noOpinion: isYes(row, AT.noOpinion, true), rows: [] };
    case "single":
    case "ranking":
      return { ...shared, options: [] };
    case "multiple":
      return given({ ...shared, options: [], most: numberAt(row, AT.most) });
    case "units":
      return given({ ...shared, most: numberAt(row, AT.most) });
    case "number":
      return given({ ...shared, min: numberAt(row, AT.min), max: numberAt(row, AT.max) });
    case "text":
      return given({ ...shared, maxLength: numberAt(row, AT.length) });
  }
}

const kindOf = (text: string): Question["kind"] | undefined => QUESTION_KINDS.find((one) => same(KINDS[one], text));

/** Where lines hang: the section and the question that stand above them. */
type Under = { section?: { questions: Loose[] } & Loose; question?: Loose };

function addLine(row: readonly Value[], under: Under, sections: Loose[]): string | undefined {
  const label = textOf(row[AT.kind]);
  const words = wordsAt(row, AT.words);
  if (same(label, LINES.section)) {
    under.section = { key: textOf(row[AT.key]), title: words, eachUnit: isYes(row, AT.eachUnit, false), questions: [] };
    delete under.question;
    sections.push(under.section);
    return undefined;
  }
  const kind = kindOf(label);
  if (kind !== undefined && under.section !== undefined) {
    under.question = questionOf(kind, row);
    under.section.questions.push(under.question);
    return undefined;
  }
  if (same(label, LINES.intro) && under.section !== undefined) {
    under.section["intro"] = words;
    return undefined;
  }
  if (same(label, LINES.help) && under.question !== undefined) {
    under.question["help"] = words;
    return undefined;
  }
  const list = same(label, LINES.row) ? under.question?.["rows"] : same(label, LINES.option) ? under.question?.["options"] : undefined;
  if (!Array.isArray(list)) return label;
  list.push({ key: textOf(row[AT.key]), text: words });
  return undefined;
}

function aboutOf(rows: readonly (readonly Value[])[]): Loose {
  const at = (label: string) => rows.find((row) => same(textOf(row[0]), label)) ?? [];
  const words = ABOUT_LINES.map(([name, label]) => [name, wordsAt(at(label), 1)] as const);
  return given({ ...Object.fromEntries(words), layout: same(textOf(at(LAYOUT)[1]), LAYOUTS.steps) ? "steps" : "page", largeType: same(textOf(at(LARGE)[1]), YES) });
}

type Read = { readonly form: Questionnaire; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };
const MOST_FAULTS = 100;
const refusal = (vi: string, en: string): Read => ({ faults: [{ pointer: "/workbook", message: { vi, en } }] });

/** Reads what `formSheets` wrote, as clerks have changed it. */
export function readFormSheets(sheets: readonly ReadSheet[] | undefined): Read {
  const [about, questions] = [ABOUT, QUESTIONS].map((name) => sheets?.find((one) => same(one.name, name)));
  if (about === undefined || questions === undefined) return refusal(`Tệp cần hai trang tính "${ABOUT}" và "${QUESTIONS}".`, `The workbook needs the sheets "${ABOUT}" and "${QUESTIONS}".`);
  const sections: Loose[] = [];
  const under: Under = {};
  const faults: FieldProblem[] = [];
  for (const [i, row] of questions.rows.entries()) {
    if (i === 0 || row.every((cell) => textOf(cell) === "")) continue;
    const stray = addLine(row, under, sections);
    if (stray !== undefined) faults.push({ pointer: "/workbook", message: { vi: `Dòng ${String(i + 1)}: loại dòng "${stray.slice(0, 40)}" không có hoặc đứng sai chỗ.`, en: `Line ${String(i + 1)}: the kind "${stray.slice(0, 40)}" is unknown or out of place.` } });
  }
  if (faults.length > 0) return { faults: faults.slice(0, MOST_FAULTS) };
  const read = questionnaire.safeParse({ ...aboutOf(about.rows), sections });
  if (!read.success) return { faults: read.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => ({ pointer: `/${path.map(String).join("/")}`, message: { vi: `Chưa đúng: ${message}`, en: message } })) };
  const lint = lintQuestionnaire(read.data);
  return lint.length === 0 ? { form: read.data } : { faults: lint.slice(0, MOST_FAULTS).map(({ at, vi, en }) => ({ pointer: `/sections/${at}`, message: { vi, en } })) };
}
