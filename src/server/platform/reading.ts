import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Bilingual, FieldProblem } from "./problem.ts";
import { Problem } from "./problem.ts";

/** Reading what a client sent: languages, pointers, field by field messages. */

export type Language = "vi" | "en";

/** Vietnamese unless English is preferred. */
export function languageOf(header: string | undefined): Language {
  const ranked = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const quality = Number(parameters.find((one) => one.trim().startsWith("q="))?.trim().slice(2) ?? "1");
    return { tag, quality: Number.isFinite(quality) ? quality : 0 };
  });
  const best = (prefix: string) => Math.max(0, ...ranked.filter((one) => one.tag === prefix || one.tag.startsWith(`${prefix}-`)).map((one) => one.quality));
  return best("en") > best("vi") ? "en" : "vi";
}

const KINDS: Readonly<Record<string, Bilingual>> = {
  string: { vi: "văn bản", en: "text" },
  number: { vi: "số", en: "a number" },
  int: { vi: "số nguyên", en: "a whole number" },
  boolean: { vi: "true hoặc false", en: "true or false" },
  array: { vi: "danh sách", en: "a list" },
  object: { vi: "đối tượng", en: "an object" },
  date: { vi: "ngày dạng YYYY-MM-DD", en: "a day as YYYY-MM-DD" },
  dated: { vi: "ngày từ năm 1900 đến năm 2199", en: "a day from 1900 to 2199" },
  datetime: { vi: "thời điểm dạng RFC 3339", en: "a time as RFC 3339" },
  email: { vi: "địa chỉ thư điện tử", en: "an e-mail address" },
  points: { vi: "một số lớn hơn 0, nhiều nhất hai chữ số thập phân", en: "a number above 0, with at most two decimals" },
  bound: { vi: "một số từ 0, nhiều nhất hai chữ số thập phân", en: "a number from 0, with at most two decimals" },
  amount: { vi: "một số lớn hơn 0 và dưới 10.000, nhiều nhất hai chữ số thập phân", en: "a number above 0 and below 10,000, with at most two decimals" },
};

/** What a bound counts: letters of a text, entries of a list; a number itself. */
const countedIn = (origin: string): Bilingual => (origin === "string" ? { vi: " ký tự", en: " characters" } : origin === "array" ? { vi: " mục", en: " entries" } : { vi: "", en: "" });

function expectation(issue: z.core.$ZodIssue): Bilingual {
  const named = (key: string): Bilingual => KINDS[key] ?? { vi: key, en: key };
  // A schema may name what it wants, where its pattern would tell nobody.
  const wanted = KINDS[issue.message];
  if (wanted !== undefined) return wanted;
  switch (issue.code) {
    case "invalid_type":
      return named(issue.expected);
    case "invalid_format":
      return issue.format === "regex" ? { vi: "đúng định dạng quy định", en: "the prescribed format" } : named(issue.format);
    case "too_small":
      return { vi: `ít nhất ${String(issue.minimum)}${countedIn(issue.origin).vi}`, en: `at least ${String(issue.minimum)}${countedIn(issue.origin).en}` };
    case "too_big":
      return { vi: `nhiều nhất ${String(issue.maximum)}${countedIn(issue.origin).vi}`, en: `at most ${String(issue.maximum)}${countedIn(issue.origin).en}` };
    case "invalid_value":
      return { vi: `một trong: ${issue.values.map(String).join(", ")}`, en: `one of: ${issue.values.map(String).join(", ")}` };
    case "unrecognized_keys":
      return { vi: "không có trường này", en: "no such field" };
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return { vi: "giá trị hợp lệ", en: "a valid value" };
  }
}

const escaped = (step: PropertyKey): string => String(step).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1");
/** A place in a body as RFC 6901 writes it. */
export const pointerTo = (path: readonly PropertyKey[]): string => path.map((step) => `/${escaped(step)}`).join("");

const MOST_FIELDS = 100;

const isMissing = (value: unknown, path: readonly PropertyKey[]): boolean => path.reduce<unknown>((at, step) => (typeof at === "object" && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined), value) === undefined;

function messageOf(issue: z.core.$ZodIssue, value: unknown): Bilingual {
  const { vi, en } = expectation(issue);
  if (issue.code === "unrecognized_keys") return { vi: "Không có trường này; hãy bỏ đi.", en: "There is no such field; please leave it out." };
  return isMissing(value, issue.path) ? { vi: `Thiếu; cần ${vi}.`, en: `Missing; expected ${en}.` } : { vi: `Không hợp lệ; cần ${vi}.`, en: `Not valid; expected ${en}.` };
}

/** Every wrong field of what was sent with its JSON pointer. */
function fieldProblems(error: z.ZodError, value: unknown, language: Language): FieldProblem[] {
  return error.issues.slice(0, MOST_FIELDS).flatMap((issue) => {
    const expected = expectation(issue)[language];
    const message = messageOf(issue, value)[language];
    const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ pointer: pointerTo(path), message, expected }));
  }).filter(({ pointer, message }, at, all) => all.findIndex((one) => one.pointer === pointer && one.message === message) === at);
}

/** Reads one part of a request by its schema; a path that does not fit is simply not there. */
export function readPart<T extends z.ZodType>(schema: T, value: unknown, part: "params" | "query" | "body", language: Language): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  if (part === "params") throw new Problem("not-found");
  throw new Problem("invalid-input", { fields: fieldProblems(read.error, value, language) });
}

/** Whether a state-changing request comes from a page of another site. */
export function isForeign(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (origin === "null") return true;
  return URL.parse(origin)?.host !== host;
}
