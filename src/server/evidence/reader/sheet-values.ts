/** What a cell of a workbook shows for its number: a day is kept there as a count of days. Pure. */

export type ValueKind = "number" | "day" | "moment" | "time" | "percent";

const DAYS: readonly (readonly [number, number])[] = [[14, 17], [27, 31], [34, 36], [50, 54], [57, 58]];
const TIMES: readonly (readonly [number, number])[] = [[18, 21], [32, 33], [45, 47], [55, 56]];
const PERCENTS: readonly (readonly [number, number])[] = [[9, 10]];
const MOMENT = 22;
const isIn = (ranges: readonly (readonly [number, number])[], id: number): boolean => ranges.some(([from, to]) => from <= id && id <= to);

/** What a code means besides its own words: those in quotes, signs after a backslash, colours and languages in brackets. */
const bare = (code: string): string => (code.split(";", 1)[0] ?? "").replaceAll(/"[^"]*"|\\.|[_*]./g, "").replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, "").toLowerCase();

/** By the number of a format, or the code of one that the workbook itself brings. */
export function kindOfFormat(id: string, code: string | undefined): ValueKind {
  if (code === undefined) {
    const number = Number(id);
    return number === MOMENT ? "moment" : isIn(DAYS, number) ? "day" : isIn(TIMES, number) ? "time" : isIn(PERCENTS, number) ? "percent" : "number";
  }
  const signs = bare(code);
  if (signs.includes("general")) return "number";
  const [hasDay, hasTime] = [/[yd]|mmm/.test(signs), /[hs]/.test(signs)];
  if (hasDay) return hasTime ? "moment" : "day";
  return hasTime ? "time" : signs.includes("%") ? "percent" : "number";
}

const MS_A_DAY = 86_400_000;
/** Day 0 by which most workbooks count; they take 1900 for a leap year, so that days before its March are one off. */
const EPOCH = Date.UTC(1899, 11, 30);
const SHIFT_1904 = 1462;
const LAST_DAY = 2_958_466;
const two = (value: number): string => String(value).padStart(2, "0");

/** As people read it here: 20/11/2025; what is no such value stays as it is. */
export function shownAs(text: string, kind: ValueKind, from1904 = false): string {
  const value = Number(text);
  if (kind === "number" || text.trim() === "" || !Number.isFinite(value)) return text;
  if (kind === "percent") return `${String(Number((value * 100).toPrecision(12)))}%`;
  if (value < 0 || value >= LAST_DAY) return text;
  // To the nearest minute: fractions of a day are never exact.
  const at = new Date(EPOCH + Math.round(((value + (from1904 ? SHIFT_1904 : 0)) * MS_A_DAY) / 60_000) * 60_000);
  const day = `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${String(at.getUTCFullYear())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return kind === "time" && value < 1 ? time : kind === "day" ? day : `${day} ${time}`;
}
