import type { Formula, Party, SumOf, Target, Term, Threshold, Timing } from "../../contract/plan-content.ts";
import { fold } from "../organisation/index.ts";

/** What stands in the cells of a plan's table, in words that people write, and back. Pure; undefined where it cannot be read. */

const pieces = (text: string): string[] => text.split(/[;\n]/).map((one) => one.trim()).filter((one) => one !== "");

function partyText(party: Party): string {
  switch (party.kind) {
    case "all":
      return "Mọi đơn vị";
    case "index":
      return `Chỉ số ${party.index}`;
    case "unit":
      return party.named === undefined ? party.code : `${party.code} (${party.named})`;
    case "other":
      return `khác: ${party.name}`;
  }
}

function partyOf(text: string): Party | undefined {
  const plain = fold(text);
  if (plain === "moi don vi" || plain === "tat ca" || plain === "moi co quan, don vi") return { kind: "all" };
  const index = /^chi so ([0-9a-z.-]{1,40})$/.exec(plain)?.[1];
  if (index !== undefined) return { kind: "index", index };
  const other = /^[^:]{2,10}:\s*(\S.*)$/.exec(text)?.[1];
  if (other !== undefined) return plain.startsWith("khac:") ? { kind: "other", name: other } : undefined;
  const unit = /^([\p{L}\p{N}._/-]{1,60})(?:\s*\(([^()]+)\))?$/u.exec(text);
  if (unit?.[1] === undefined) return undefined;
  return unit[2] === undefined ? { kind: "unit", code: unit[1] } : { kind: "unit", code: unit[1], named: unit[2].trim() };
}

export const partiesText = (parties: readonly Party[]): string => parties.map(partyText).join("; ");
export function partiesOf(text: string): Party[] | undefined {
  const read = pieces(text).map(partyOf);
  return read.every((one) => one !== undefined) ? read : undefined;
}

const EVERY = [["month", "Hằng tháng", "hang thang"], ["quarter", "Hằng quý", "hang quy"], ["half-year", "Sáu tháng", "sau thang"], ["year", "Hằng năm", "hang nam"]] as const;

export function timingText(timing: Timing): string {
  if (timing.kind === "once") return timing.due.split("-").toReversed().join("/");
  if (timing.kind === "throughout") return "Cả năm";
  return `${EVERY.find(([every]) => every === timing.every)?.[1] ?? ""}, ngày ${String(timing.onDay)}`;
}

const LAST_DAY = 31;

/** A day of the calendar, written 31/03/2025 or 2025-03-31. */
function dayOfText(text: string): string | undefined {
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const iso = written === null ? text : `${written[3] ?? ""}-${(written[2] ?? "").padStart(2, "0")}-${(written[1] ?? "").padStart(2, "0")}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? undefined : iso;
}

export function timingOf(text: string): Timing | undefined {
  const plain = fold(text);
  if (plain === "ca nam" || plain === "thuong xuyen") return { kind: "throughout" };
  const day = dayOfText(text.trim());
  if (day !== undefined) return { kind: "once", due: day };
  const [head = "", onDay = ""] = /^([a-z ]+),? ngay (\d{1,2})$/.exec(plain)?.slice(1) ?? [];
  const every = EVERY.find((one) => one[2] === head.replace(/,$/, "").trim())?.[0];
  const number = Number(onDay);
  return every === undefined || number < 1 || number > LAST_DAY ? undefined : { kind: "recurring", every, onDay: number };
}

const SIGNS = [[">=", "≥"], ["<=", "≤"], [">", ">"], ["<", "<"], ["=", "="]] as const;
const OF = [["change-percent", "% so với mốc"], ["change", "so với mốc"], ["value", ""]] as const;

export function thresholdText(threshold: Threshold | null): string {
  if (threshold === null) return "";
  const sign = SIGNS.find(([compare]) => compare === threshold.compare)?.[1] ?? "";
  const of = OF.find(([name]) => name === threshold.of)?.[1] ?? "";
  return `${sign} ${threshold.value.replace(".", ",")}${threshold.of === "change" ? " " : ""}${of}`.trim();
}

/** Null: there is none. */
export function thresholdOf(text: string): Threshold | null | undefined {
  if (text.trim() === "") return null;
  const found = /^(≥|>=|≤|<=|>|<|=)\s*([-−]?\d+(?:[.,]\d{1,2})?)\s*(%?)\s*(so với mốc)?$/u.exec(text.trim().normalize("NFC"));
  const compare = SIGNS.find(([plain, sign]) => plain === found?.[1] || sign === found?.[1])?.[0];
  if (found === null || compare === undefined) return undefined;
  const of = found[4] === undefined ? "value" : found[3] === "%" ? "change-percent" : "change";
  return { compare, value: amountOf(found[2] ?? "") ?? "0", of };
}

/** A number as people write it: a comma before the decimals. */
export function amountOf(text: string): string | undefined {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return /^-?(?:0|[1-9]\d{0,11})(?:\.\d{1,2})?$/.test(plain) ? plain : undefined;
}

const termText = (term: Term): string => ("figure" in term ? term.figure : `@${term.target}`);
export const sumText = ({ plus, minus }: SumOf): string => [...plus.map((one, at) => `${at === 0 ? "" : "+ "}${termText(one)}`), ...minus.map((one) => `- ${termText(one)}`)].join(" ");

function sumOfText(text: string): SumOf | undefined {
  const sum: { plus: Term[]; minus: Term[] } = { plus: [], minus: [] };
  // A sign stands between spaces: keys may have hyphens in them.
  for (const [at, one] of text.trim().split(/\s+(?=[+-]\s)/).entries()) {
    const found = /^([+-])?\s*(@)?([a-z0-9]+(?:[.-][a-z0-9]+)*)$/.exec(one.trim());
    if (found?.[3] === undefined || (at > 0 && found[1] === undefined)) return undefined;
    const term: Term = found[2] === undefined ? { figure: found[3] } : { target: found[3] };
    (found[1] === "-" ? sum.minus : sum.plus).push(term);
  }
  return sum;
}

/** Null: entered as it is published. A percent is a hundred times its ratio. */
export function formulaOf(numerator: string, denominator: string, unitOfMeasure: string): Formula | null | undefined {
  if (numerator.trim() === "") return denominator.trim() === "" ? null : undefined;
  const of = sumOfText(numerator);
  if (of === undefined) return undefined;
  if (denominator.trim() === "") return { kind: "sum", of };
  const to = sumOfText(denominator);
  return to === undefined ? undefined : { kind: "ratio", of, to, times: unitOfMeasure.trim() === "%" ? "100" : "1" };
}

export const directionText = (direction: Target["direction"]): string => (direction === "up" ? "tăng" : "giảm");
export const directionOf = (text: string): Target["direction"] | undefined => ({ tang: "up", giam: "down" } as const)[fold(text)];
export const scopeText = (scope: Target["scope"]): string => (scope === "unit" ? "đơn vị" : "tỉnh");
export const scopeOf = (text: string): Target["scope"] | undefined => ({ "don vi": "unit", tinh: "province" } as const)[fold(text)];
