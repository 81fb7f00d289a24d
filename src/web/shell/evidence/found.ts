import { plainText } from "../../ui/format.ts";

/** Where sought words stand in a text, by the rules of the search: whoever types no marks finds all, whoever types them finds those. Pure. */

export type Mark = readonly [from: number, to: number];
/** A run of letters as a PDF paints it; a word may be spread over several. */
export type Run = { readonly text: string; readonly endsLine: boolean };

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const composed = (word: string): string => word.normalize("NFC").toLowerCase();

/** Of each run the ranges that belong to a sought word. */
export function marksIn(runs: readonly Run[], sought: string): readonly (readonly Mark[])[] {
  const words = new Set(sought.match(WORD)?.map(composed));
  const marks: Mark[][] = runs.map(() => []);
  if (words.size === 0) return marks;
  const starts: number[] = [];
  let whole = "";
  for (const { text, endsLine } of runs) {
    starts.push(whole.length);
    whole += endsLine ? `${text}\n` : text;
  }
  for (const match of whole.matchAll(WORD)) {
    const [word] = match;
    if (!words.has(composed(word)) && !words.has(plainText(word))) continue;
    for (const [i, { text }] of runs.entries()) {
      const start = starts[i] ?? 0;
      const [from, to] = [Math.max(0, match.index - start), Math.min(text.length, match.index + word.length - start)];
      if (from < to) marks[i]?.push([from, to]);
    }
  }
  return marks;
}

/** A text in pieces, each with whether it is marked. */
export function piecesOf(text: string, marks: readonly Mark[]): readonly { readonly text: string; readonly isMarked: boolean }[] {
  let at = 0;
  const pieces = marks.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [{ text: before, isMarked: false }, { text: text.slice(from, to), isMarked: true }];
  });
  return [...pieces, { text: text.slice(at), isMarked: false }].filter((one) => one.text !== "");
}
