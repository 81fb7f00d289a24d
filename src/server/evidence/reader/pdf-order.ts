import { OPS, Util } from "pdfjs-dist/legacy/build/pdf.mjs";
import { z } from "zod";

/**
 * The letters of a page in the order in which one reads them. A program that lacks letters in a font draws a line twice: with
 * gaps, and then what belongs into them from another font. Read as it was drawn, "Kết quả" comes out as "K t qu ế ả".
 */

type Item = { readonly str: string; readonly transform: readonly number[]; readonly width: number; readonly height: number };
type Matrix = readonly number[];
type Letter = { readonly text: string; readonly from: number; readonly to: number; readonly at: number; readonly size: number };
/** What is set once and holds for all that is drawn after it. */
type Pen = { page: Matrix; size: number; between: number; atSpaces: number; stretch: number; rise: number; leading: number };

const PLAIN: Matrix = [1, 0, 0, 1, 0, 0];
/** Shares of the size of letters: of one line, back by so much, so much free is a space. */
const [SAME_LINE, BACK, GAP] = [0.3, 0.5, 0.2];

/** Whether a line goes back behind what was already drawn in it. */
export function isOutOfOrder(items: readonly Item[]): boolean {
  let [line, end] = [Number.NaN, 0];
  return items.some(({ str, transform, width, height }) => {
    if (str.trim() === "") return false;
    const [x, y] = [transform[4] ?? 0, transform[5] ?? 0];
    const isBack = Math.abs(y - line) < SAME_LINE * height && x < end - BACK * height;
    end = Math.abs(y - line) < SAME_LINE * height ? Math.max(end, x + width) : x + width;
    line = y;
    return isBack;
  });
}

const numbersIn = (value: unknown): number[] => (typeof value === "number" ? [value] : value instanceof Float32Array ? [...value] : Array.isArray(value) ? value.flatMap(numbersIn) : []);
const drawn = z.tuple([z.array(z.unknown())]);
const glyph = z.object({ unicode: z.string(), width: z.number() });
const combined = (outer: Matrix, inner: Matrix): Matrix => numbersIn(Util.transform([...outer], [...inner]));

type Drawing = { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] };

/** Each letter with its place, as the page draws them. */
function lettersOf({ fnArray, argsArray }: Drawing): Letter[] {
  const letters: Letter[] = [];
  const kept: Pen[] = [];
  let pen: Pen = { page: PLAIN, size: 0, between: 0, atSpaces: 0, stretch: 1, rise: 0, leading: 0 };
  let [matrix, x, y, lineX, lineY] = [PLAIN, 0, 0, 0, 0];
  const move = (right: number, up: number): void => {
    [lineX, lineY] = [lineX + right, lineY + up];
    [x, y] = [lineX, lineY];
  };
  const begin = (at: Matrix): void => {
    [matrix, x, y, lineX, lineY] = [at, 0, 0, 0, 0];
  };
  const save = (): void => {
    kept.push({ ...pen });
  };
  const restore = (): void => {
    pen = kept.pop() ?? pen;
  };
  const show = (pieces: readonly unknown[]): void => {
    const whole = combined(pen.page, matrix);
    const size = Math.abs(pen.size) * Math.hypot(whole[2] ?? 0, whole[3] ?? 0);
    const placeOf = (at: number): number => (whole[0] ?? 1) * at + (whole[2] ?? 0) * (y + pen.rise) + (whole[4] ?? 0);
    const height = (whole[1] ?? 0) * x + (whole[3] ?? 1) * (y + pen.rise) + (whole[5] ?? 0);
    for (const piece of pieces) {
      const one = glyph.safeParse(piece).data;
      if (typeof piece === "number") x -= (piece * pen.size * pen.stretch) / 1000;
      if (one === undefined) continue;
      const after = x + (one.width * pen.size * pen.stretch) / 1000;
      letters.push({ text: one.unicode, from: placeOf(x), to: placeOf(after), at: height, size });
      x = after + (pen.between + (one.unicode === " " ? pen.atSpaces : 0)) * pen.stretch;
    }
  };
  const acts: Readonly<Record<number, (given: readonly number[], args: unknown) => void>> = {
    [OPS.save]: save,
    [OPS.restore]: restore,
    [OPS.transform]: (given) => (pen.page = combined(pen.page, given)),
    [OPS.paintFormXObjectBegin]: (given) => {
      save();
      if (given.length >= 6) pen.page = combined(pen.page, given.slice(0, 6));
    },
    [OPS.paintFormXObjectEnd]: restore,
    [OPS.beginText]: () => { begin(PLAIN); },
    [OPS.setTextMatrix]: (given) => { begin(given); },
    [OPS.moveText]: ([right = 0, up = 0]) => { move(right, up); },
    [OPS.setLeading]: ([leading = 0]) => (pen.leading = -leading),
    [OPS.setLeadingMoveText]: ([right = 0, up = 0]) => {
      pen.leading = up;
      move(right, up);
    },
    [OPS.nextLine]: () => { move(0, pen.leading); },
    [OPS.setFont]: (given) => (pen.size = given.at(-1) ?? 0),
    [OPS.setCharSpacing]: ([space = 0]) => (pen.between = space),
    [OPS.setWordSpacing]: ([space = 0]) => (pen.atSpaces = space),
    [OPS.setHScale]: ([percent = 100]) => (pen.stretch = percent / 100),
    [OPS.setTextRise]: ([rise = 0]) => (pen.rise = rise),
    [OPS.showText]: (_given, args) => { show(drawn.safeParse(args).data?.[0] ?? []); },
  };
  for (const [i, act] of fnArray.entries()) acts[act]?.(act === OPS.showText ? [] : numbersIn(argsArray[i]), argsArray[i]);
  return letters;
}

/** A line from left to right; undefined where letters lie on each other, as in bold that is drawn twice. */
function lineOf(letters: readonly Letter[]): string | undefined {
  const sorted = letters.filter(({ text }) => text.trim() !== "").toSorted((a, b) => a.from - b.from);
  let line = "";
  for (const [i, one] of sorted.entries()) {
    const before = sorted[i - 1];
    const free = before === undefined ? 0 : one.from - before.to;
    if (before !== undefined && -free > Math.min(before.to - before.from, one.to - one.from) / 2) return undefined;
    line += `${free > GAP * one.size ? " " : ""}${one.text}`;
  }
  return line;
}

const lettersIn = (text: string): string => text.normalize("NFKC").replaceAll(/\s+/gu, "").split("").toSorted().join("");

/** The page anew, its lines in the order in which they were drawn; undefined where that would not give the same letters. */
export function inReadingOrder(drawing: Drawing, text: string): string | undefined {
  const lines: Letter[][] = [];
  for (const letter of lettersOf(drawing)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line !== undefined && first !== undefined && Math.abs(first.at - letter.at) < SAME_LINE * Math.max(first.size, letter.size)) line.push(letter);
    else lines.push([letter]);
  }
  const texts = lines.map(lineOf);
  if (texts.includes(undefined)) return undefined;
  const whole = texts.filter((one) => one !== "").join("\n");
  return lettersIn(whole) === lettersIn(text) ? whole : undefined;
}
