import { type Document, parseDocument, stringify, visit } from "yaml";
import type { z } from "zod";
import { lintQuestionnaire, type Questionnaire, questionnaire } from "../../contract/questionnaire.ts";
import type { FieldProblem } from "../platform/index.ts";

/** Questionnaires as people write them, in YAML, and back. */

type Read = { readonly form: Questionnaire; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };

const MOST_FAULTS = 100;

const wrong = (error: z.ZodError): FieldProblem[] => error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => ({ pointer: `/${path.map(String).join("/")}`, message: { vi: `Chưa đúng: ${message}`, en: message } }));

/** Reads a questionnaire; keys are text however they look, so that an option "1" stays what it is. */
export function readYaml(text: string): Read {
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) return { faults: [{ pointer: "/yaml", message: { vi: `Không đọc được YAML ở dòng ${String(broken.linePos?.[0].line ?? 1)}.`, en: `The YAML cannot be read at line ${String(broken.linePos?.[0].line ?? 1)}.` } }] };
  // An alias stands for what is elsewhere; a questionnaire of ten lines could come to a million with them.
  if (hasAlias(document)) return { faults: [{ pointer: "/yaml", message: { vi: "Không dùng bí danh (& và *) trong YAML.", en: "Aliases (& and *) are not taken." } }] };
  const read = questionnaire.safeParse(withTextKeys(document.toJS()));
  if (!read.success) return { faults: wrong(read.error) };
  const faults = lintQuestionnaire(read.data);
  return faults.length === 0 ? { form: read.data } : { faults: faults.slice(0, MOST_FAULTS).map(({ at, vi, en }) => ({ pointer: `/sections/${at}`, message: { vi, en } })) };
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** `key: 1` and `is: [1]` name options, which are text. */
function withTextKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => (typeof one === "number" ? String(one) : withTextKeys(one)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, key === "key" && typeof one === "number" ? String(one) : withTextKeys(one)]));
}

export const writeYaml = (form: Questionnaire): string => stringify(form, { lineWidth: 0 });
