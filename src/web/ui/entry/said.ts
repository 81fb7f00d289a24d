import type { Fault } from "../../../scoring/fault.ts";
import type { Format } from "../format.ts";
import type { T } from "../language.ts";
import type { FieldFault } from "../refusal.ts";
import type { useEntryWords } from "./words.ts";

/** What is said at the fields of an entry: the method's faults in words for the person who types, and the server's own. */

type Words = ReturnType<typeof useEntryWords>;
type Key = Words extends T<infer K> ? K : never;

/** One sentence at the field that the path names; a field that is only empty yet is no fault. */
export type Said = { readonly path: string; readonly text: string; readonly isFault: boolean };

const BAD_VALUES: Readonly<Record<string, Key>> = { amount: "notAmount", decimal: "notDecimal", count: "notCount", "points-value": "notPoints", "option-key": "notAnOption" };

const SENTENCES: Readonly<Record<string, Key>> = {
  "points-above-maximum": "aboveMaximum",
  "zero-best": "zeroBest",
  "no-band": "noBand",
  "below-lowest": "belowLowest",
  "outside-scale": "outsideScale",
  "not-one-of": "notAnOption",
  "given-twice": "notAnOption",
  "nothing-assigned": "nothingAssigned",
  "unknown-field": "noLongerFits",
  "missing-field": "needed",
};

const keyOf = ({ code, params, place }: Fault): Key => {
  if (code === "zero-denominator") return place.path?.[0] === "counts" ? "noAnswers" : "zeroDenominator";
  if (code === "bad-value") return BAD_VALUES[params["expected"] ?? ""] ?? "wrong";
  return SENTENCES[code] ?? "wrong";
};

/** Numbers among the parameters as the reader writes them. */
const shown = (params: Fault["params"], format: Format): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.replace(/^-?\d+(?:\.\d+)?/, (number) => format.decimal(number))]));

export const saidOf = (faults: readonly Fault[], t: Words, format: Format): Said[] =>
  faults.map((one) => ({ path: (one.place.path ?? []).join("/"), text: t(keyOf(one), shown(one.params, format)), isFault: one.code !== "missing-field" }));

/** The server's sentences, whose pointers begin at the body. */
export const saidByServer = (faults: readonly FieldFault[]): Said[] => faults.filter((one) => one.pointer.startsWith("/input")).map(({ pointer, message }) => ({ path: pointer.slice("/input/".length), text: message, isFault: true }));
