/**
 * Words as they are searched: small letters, once with their diacritics and once without, so that whoever types none
 * finds all and whoever types them finds those. Folding keeps the number of characters, so that what was found can be
 * marked in the text itself.
 */

const LONGEST_WORD = 40;
/** No document has more words of its own than this; the index has an end too. */
const MOST_WORDS = 20_000;
const MARKS = /\p{M}/gu;

/** One character for one: what would become longer stays as it is. */
function foldCharacter(character: string): string {
  if (character === "đ" || character === "Đ") return "d";
  const bare = character.normalize("NFD").replaceAll(MARKS, "").toLowerCase();
  return bare.length === character.length ? bare : character;
}

export const composed = (text: string): string => text.normalize("NFC");

/** The text without diacritics, of the same length; it must be composed. */
export const foldSameLength = (text: string): string => text.replaceAll(/[^\0-\u007F]/gu, foldCharacter).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

const inText = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** What a text is found by. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const word of inText(composed(text).toLowerCase())) {
    if (words.size >= MOST_WORDS) break;
    const short = word.slice(0, LONGEST_WORD);
    words.add(short);
    words.add(foldSameLength(short));
  }
  return [...words];
}

const MOST_SEARCHED = 12;

/** What somebody searches for: each word as they typed it. */
export const searchedWords = (text: string): string[] => [...new Set(inText(composed(text).toLowerCase()).map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_SEARCHED);

/** The words as PostgreSQL takes them: letters and digits only, so that nothing in them is a sign of its language. */
export const asQuery = (words: readonly string[], join: "&" | "|"): string => words.map((word) => `'${word}'`).join(` ${join} `);

const AROUND = 90;

type Excerpt = { readonly text: string; readonly marks: readonly (readonly [number, number])[] };

/** Where one of the words stands, as ranges of characters, in order. */
function places(text: string, words: readonly string[]): (readonly [number, number])[] {
  const lower = text.toLowerCase();
  const plain = lower.length === text.length ? lower : text;
  const folded = foldSameLength(text);
  const found: (readonly [number, number])[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const end = match.index + match[0].length;
    if (words.includes(plain.slice(match.index, end)) || words.includes(folded.slice(match.index, end))) found.push([match.index, end]);
  }
  return found;
}

/** A piece of the text around the first place where a word stands, with all places in it; undefined when none does. */
export function excerpt(text: string, words: readonly string[]): Excerpt | undefined {
  const all = places(composed(text), words);
  const [first] = all;
  if (first === undefined) return undefined;
  const whole = composed(text);
  const from = whole.lastIndexOf(" ", Math.max(0, first[0] - AROUND)) + 1;
  const cut = Math.min(whole.length, first[0] + AROUND * 2);
  const to = cut === whole.length ? cut : Math.max(first[1], whole.lastIndexOf(" ", cut));
  return { text: whole.slice(from, to), marks: all.filter(([, end]) => end <= to).map(([start, end]) => [start - from, end - from]) };
}
