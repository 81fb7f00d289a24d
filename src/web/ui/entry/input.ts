import { readDecimal } from "../format.ts";

/**
 * What is entered for one criterion, as the interface takes it: numbers as decimal texts. While somebody types, a field
 * may hold what is no number yet: it stands in the record as it was typed, and the method says what is wrong with it.
 */
type Scalar = string | number | boolean;
type Flat = Record<string, Scalar>;
export type Item = Scalar | Flat;
export type Input = Record<string, Item | Item[]>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Scalar => typeof value === "string" || typeof value === "number" || typeof value === "boolean";
const flatOf = (value: Readonly<Record<string, unknown>>): Flat => Object.fromEntries(Object.entries(value).filter((pair): pair is [string, Scalar] => isScalar(pair[1])));
const itemOf = (value: unknown): Item[] => (isScalar(value) ? [value] : isRecord(value) ? [flatOf(value)] : []);

/** An input that came from the server or was kept in this browser; what no input can hold is left out. */
export function asInput(value: unknown): Input | null {
  if (!isRecord(value)) return null;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]): [string, Item | Item[]][] => (Array.isArray(one) ? [[key, one.flatMap(itemOf)]] : itemOf(one).map((item): [string, Item] => [key, item]))));
}

/** The text of a field; empty where nothing is entered. */
export const textAt = (input: Readonly<Record<string, unknown>> | null | undefined, key: string): string => {
  const value = input?.[key];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

/** An input with one field changed; empty fields are left out, and without any there is no input. */
export function withField(input: Input | null, key: string, value: Item | Item[] | undefined): Input | null {
  const rest = Object.entries(input ?? {}).filter(([name]) => name !== key);
  const all = Object.fromEntries(value === undefined || value === "" ? rest : [...rest, [key, value] as const]);
  return Object.keys(all).length === 0 ? null : all;
}

/** `whole` counts things, `signed` may be below zero. */
export type NumberKind = "amount" | "whole" | "signed";

/** Digits in groups of three with nothing behind: of things that are counted nobody means thousandths. */
const GROUPED = /^\d{1,3}(?:[.,\s]\d{3})+$/;

function plain(kind: NumberKind, text: string): string | undefined {
  // Two cells of a table side by side are two numbers, not one.
  if (/[\t\n\r]/.test(text)) return undefined;
  if (kind === "signed" && /^[-−]/.test(text)) {
    const rest = plain("amount", text.slice(1).trim());
    return rest === undefined ? undefined : `-${rest}`;
  }
  if (kind === "whole" && GROUPED.test(text)) return text.replaceAll(/\D/g, "");
  // A number that is being typed may end in its mark for a moment.
  return readDecimal(text.replace(/^(\d+)[.,]$/, "$1"))?.replace(/^0+(?=\d)/, "");
}

/** What is kept of what was typed or pasted: the plain decimal where it is a number, else the text itself. */
export function readTyped(kind: NumberKind, typed: string, unit = ""): string {
  const trimmed = typed.trim();
  const text = unit !== "" && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length).trim() : trimmed;
  return plain(kind, text) ?? trimmed;
}

/** Whether a text is a plain decimal as the interface writes it. */
export const isPlainDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

/** "1.234" and "1,234" were read as a little more than one; in a document they often mean more than a thousand. */
export const mayMeanThousands = (kind: NumberKind, value: string): boolean => kind !== "whole" && /^[1-9]\d{0,2}\.\d{3}$/.test(value);

/** The cells of what was copied from a spreadsheet, row by row; also "97/100". One cell is one. */
export const cellsOf = (pasted: string): string[] =>
  pasted
    .trim()
    .split(/[\t\n\r]+|(?<=\d)\s*\/\s*(?=\d)/)
    .map((cell) => cell.trim());

/** The same input, however its fields are ordered. */
export function isSameInput(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, i) => isSameInput(item, other[i]));
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSameInput(one[key], other[key]));
  }
  return one === other;
}
