import { Unreachable } from "./unreachable.ts";

/** Why a call did not do what was asked, in the server's own words (RFC 9457). */

/** A field that is wrong: where it stands in what was sent (RFC 6901), what is wrong, what was expected. */
export type FieldFault = { readonly pointer: string; readonly message: string; readonly expected?: string };

type Told = { readonly type?: string; readonly title: string; readonly detail?: string; readonly errors?: readonly FieldFault[]; readonly current?: unknown; readonly workbook?: string };

export class Refused extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fields: readonly FieldFault[];
  /** What is there now, when the change rested on an older version. */
  readonly current: unknown;
  /** The workbook that was refused, with its faults marked, as Base64. */
  readonly workbook: string | undefined;
  readonly #type: string;
  constructor(status: number, told: Told) {
    super(told.detail ?? told.title);
    this.name = "Refused";
    this.status = status;
    this.title = told.title;
    this.detail = told.detail;
    this.fields = told.errors ?? [];
    this.current = told.current;
    this.workbook = told.workbook;
    this.#type = told.type ?? "";
  }

  /** Whether this is the refusal of that name ("conflict", "stale", "not-signed-in"). */
  is(key: string): boolean {
    return this.#type === `/problems/${key}`;
  }
}

/** Whether asking again later may help: no answer, or a server that is busy. */
export const isPassing = (error: unknown): boolean => error instanceof Unreachable || (error instanceof Refused && (error.status === 503 || error.status === 502 || error.status === 504 || error.status === 429 || error.status === 408));

/** Whether fields can be asked of it. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function fieldOf(one: unknown): FieldFault[] {
  if (!isRecord(one)) return [];
  const expected = text(one["expected"]);
  return [{ pointer: text(one["pointer"]) ?? "", message: text(one["message"]) ?? "", ...(expected === undefined ? {} : { expected }) }];
}

/** What a problem document says; throws where it is none. */
export function asFields(document: unknown): Told {
  if (!isRecord(document)) throw new TypeError("not a problem document");
  const detail = text(document["detail"]);
  const { errors } = document;
  const workbook = text(document["workbook"]);
  return {
    type: text(document["type"]) ?? "",
    title: text(document["title"]) ?? "",
    ...(detail === undefined ? {} : { detail }),
    errors: Array.isArray(errors) ? errors.flatMap(fieldOf) : [],
    current: document["current"],
    ...(workbook === undefined ? {} : { workbook }),
  };
}
