import type { Register, RegisterBody } from "../../contract/plan-register.ts";
import type { SheetRecord } from "../shell/sheet/mapping.ts";
import { readDay } from "../ui/day.ts";
import { readDecimal } from "../ui/format.ts";

/** Rows of somebody's table as entries of a register; what a cell cannot be is said at the cell. No I/O. */

type Wrong = "needed" | "notDay" | "notNumber" | "notCount" | "notKind";
export type RowFault = { readonly at: number; readonly field: string; readonly why: Wrong };
export type ReadRow = { readonly unit: string; readonly body: RegisterBody };

export const FIELDS = {
  initiative: ["unit", "on", "title", "text", "measure", "unitOfMeasure", "before", "after", "number", "decided", "issuer"],
  reward: ["unit", "on", "title", "to", "isCollective", "number", "decided", "issuer"],
  communication: ["unit", "on", "title", "channel", "count", "reach"],
} as const satisfies Readonly<Record<Register, readonly string[]>>;
/** Without these there is no entry. */
export const NEEDED: Readonly<Record<Register, readonly string[]>> = { initiative: ["unit", "on", "title", "text"], reward: ["unit", "on", "title", "to", "isCollective", "number", "decided", "issuer"], communication: ["unit", "on", "title", "channel", "count"] };

type Reading = { readonly text: (field: string) => string; readonly day: (field: string) => string; readonly decimal: (field: string) => string; readonly whole: (field: string) => number };

/** "1.200" or "1200": pieces are counted, so a point or comma before three digits groups them. */
function wholeIn(typed: string): number | undefined {
  const plain = /^\d{1,3}(?:[.,]\d{3})+$/.test(typed) ? typed.replaceAll(/[.,]/g, "") : typed;
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined;
}

function readingOf({ values }: SheetRecord, wrong: (field: string, why: Wrong) => void): Reading {
  const text = (field: string): string => values[field] ?? "";
  const read = <T>(field: string, value: T | undefined, why: Wrong, instead: T): T => {
    if (value !== undefined) return value;
    if (text(field) !== "") wrong(field, why);
    return instead;
  };
  const whole = (field: string): number | undefined => wholeIn(text(field));
  return { text, day: (field) => read(field, readDay(text(field)), "notDay", ""), decimal: (field) => read(field, readDecimal(text(field)), "notNumber", ""), whole: (field) => read(field, whole(field), "notCount", 0) };
}

const COLLECTIVE: readonly (readonly [RegExp, boolean])[] = [[/^tập thể|^group/iu, true], [/^cá nhân|^person/iu, false]];

function bodyOf(kind: Register, { text, day, decimal, whole }: Reading, wrong: (field: string, why: Wrong) => void): RegisterBody {
  const [title, on] = [text("title"), day("on")];
  const decision = { number: text("number"), on: day("decided"), issuer: text("issuer") };
  switch (kind) {
    case "initiative": {
      // Half of what was measured, or half of a decision, is none: the rest of it is asked for.
      const needAll = (fields: readonly string[]): boolean => {
        const filled = fields.filter((one) => text(one) !== "");
        if (filled.length > 0) for (const field of fields) if (text(field) === "") wrong(field, "needed");
        return filled.length > 0;
      };
      const effect = needAll(["measure", "unitOfMeasure", "before", "after"]) ? { measure: text("measure"), unitOfMeasure: text("unitOfMeasure"), before: decimal("before"), after: decimal("after") } : null;
      return { kind, title, on, text: text("text"), effect, recognised: needAll(["number", "decided", "issuer"]) ? decision : null, replicatedBy: [], files: [] };
    }
    case "reward": {
      const isCollective = COLLECTIVE.find(([pattern]) => pattern.test(text("isCollective")))?.[1];
      if (isCollective === undefined && text("isCollective") !== "") wrong("isCollective", "notKind");
      return { kind, title, on, to: text("to"), isCollective: isCollective ?? false, decision, files: [] };
    }
    case "communication":
      return { kind, title, on, channel: text("channel"), count: whole("count"), reach: text("reach") === "" ? null : whole("reach"), files: [] };
  }
}

/** `codeOf`: a unit's code from what a table calls it. */
export function entriesFrom(kind: Register, records: readonly SheetRecord[], codeOf: (words: string) => string): { readonly entries: readonly ReadRow[]; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const entries = records.map((record, at): ReadRow => {
    const wrong = (field: string, why: Wrong): void => {
      faults.push({ at, field, why });
    };
    for (const field of NEEDED[kind]) if ((record.values[field] ?? "") === "") wrong(field, "needed");
    return { unit: codeOf(record.values["unit"] ?? ""), body: bodyOf(kind, readingOf(record, wrong), wrong) };
  });
  return { entries, faults };
}
