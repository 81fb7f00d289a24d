import type { Letterhead, Signer } from "../../contract/documents.ts";
import { letterheadFor } from "../../contract/letterhead.ts";
import { mark } from "./words.ts";

/** Who issues papers, and how they are numbered: what a province sets once. No I/O. */

/** What was set before a mark or a way to sign was thought of has the usual one. */
export const wholeLetterhead = (kept: Letterhead): Letterhead => {
  const usual = letterheadFor(kept.authority);
  return { ...usual, ...kept, marks: { ...usual.marks, ...kept.marks }, chair: { ...usual.chair, ...kept.chair }, standing: { ...kept.standing, head: { ...usual.standing.head, ...kept.standing.head } } };
};

export const upper = (words: string): string => words.toUpperCase();

/** "02311/QĐ-UBND"; with room for a number that is not given yet. */
export const numberOf = (letterhead: Letterhead, type: keyof Letterhead["marks"], number?: string): string => number ?? mark(letterhead.marks[type], undefined, letterhead.digits);

const IN_PLACE_OF = { deputy: "KT.", order: "TL.", mandate: "TUQ." } as const;

/** As what somebody signs, a line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". */
export function capacityOf({ title, signing, ownTitle }: Signer): string {
  if (signing === "head") return upper(title);
  return signing === "acting" ? `Q. ${upper(title)}` : `${IN_PLACE_OF[signing]} ${upper(title)}\n${upper(ownTitle)}`;
}

const COMMITTEE = /^(?:UBND|ủy ban nhân dân) (.+)$/i;
const BODY = "Ủy ban nhân dân";

/** A committee decides as a body, so whoever signs for it does so on its behalf; an office with one head needs no such word. */
export const capacityFor = (organ: string, capacity: string): string => (COMMITTEE.test(organ) ? `TM. ${upper(BODY)}\n${capacity}` : capacity);

/** What ends the number of a unit's papers: "UBND", or the office's own sign. */
export const signOf = (unit: { readonly name: string; readonly code: string }): string => (COMMITTEE.test(unit.name) ? "UBND" : unit.code);

/** What stands above a unit's own papers: a committee stands there alone, any other office under its authority. */
export function headOfPaper(unit: string, { shortAuthority, place }: Letterhead): { readonly "CƠ QUAN CẤP TRÊN": string; readonly "có cấp trên": readonly Readonly<Record<string, string>>[]; readonly "CƠ QUAN": string; readonly "địa danh": string } {
  const where = COMMITTEE.exec(unit)?.[1];
  if (where === undefined) return { "CƠ QUAN CẤP TRÊN": upper(shortAuthority), "có cấp trên": [{}], "CƠ QUAN": upper(unit), "địa danh": place };
  return { "CƠ QUAN CẤP TRÊN": "", "có cấp trên": [], "CƠ QUAN": `${upper(BODY)}\n${upper(where)}`, "địa danh": letterheadFor(`${BODY} ${where}`).place };
}

/** Whoever signs, as a list: nobody's name stands there before it is known. */
export const signer = (name: string): { "họ tên": string }[] => (name === "" ? [] : [{ "họ tên": name }]);
