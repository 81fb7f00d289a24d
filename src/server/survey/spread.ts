import { LEVELS } from "../../contract/questionnaire.ts";
import { divide, formatHundredths, fraction, roundToHundredths } from "../../scoring/exact.ts";
import { WHOLE_BALLOT } from "./box.ts";
import type { Count } from "./box-queries.ts";
import { cellKey, shownCells } from "./suppression.ts";

/** How answers are spread, of every unit and group and question; what could point at somebody is left out. */

export type Spread = { readonly channel: "card" | "open"; readonly unit: string; readonly respondents: string; readonly place: string; readonly answers: number | null; readonly counts: Readonly<Record<string, number>> | null; readonly mean: string | null; readonly topShare: string | null };

type Own = { readonly unit: string; readonly respondents: string; readonly counts: Record<string, number> };

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, n) => all + n, 0);

function gathered(counts: readonly Count[]): Own[] {
  const cells = new Map<string, Own>();
  for (const { unit, respondents, option, n } of counts) {
    const key = cellKey({ row: unit, column: respondents });
    const own = cells.get(key) ?? { unit, respondents, counts: {} };
    cells.set(key, own);
    own.counts[option] = (own.counts[option] ?? 0) + n;
  }
  return [...cells.values()];
}

const shownAmong = (cells: readonly Own[]): ReadonlySet<string> => shownCells(cells.map(({ unit, respondents, counts }) => ({ row: unit, column: respondents, n: sum(counts) }))).cells;

function figuresOf(counts: Readonly<Record<string, number>>): Pick<Spread, "mean" | "topShare"> {
  const levels = LEVELS.map((level) => ({ value: Number(level), n: counts[level] ?? 0 }));
  const n = levels.reduce((all, one) => all + one.n, 0);
  if (n === 0 || Object.keys(counts).some((key) => key !== "none" && !(LEVELS as readonly string[]).includes(key))) return { mean: null, topShare: null };
  const total = levels.reduce((all, one) => all + one.n * one.value, 0);
  const top = levels.filter((one) => one.value >= 4).reduce((all, one) => all + one.n, 0);
  return { mean: formatHundredths(roundToHundredths(divide(fraction(total), fraction(n)))), topShare: formatHundredths(roundToHundredths(fraction(100 * top, n))) };
}

/** Every question apart, and each as a table of units and groups, of which small cells and what would tell them are hidden. */
export function spreadOf(counts: readonly Count[]): Spread[] {
  return [...Map.groupBy(counts, (one) => one.channel)].flatMap(([channel, own]) => {
    const ballots = shownAmong(gathered(own.filter((one) => one.place === WHOLE_BALLOT.place)));
    return [...Map.groupBy(own.filter((one) => one.place !== WHOLE_BALLOT.place), (one) => one.place)].flatMap(([place, of]): Spread[] => {
      const cells = gathered(of);
      const shown = shownAmong(cells);
      return cells.map(({ unit, respondents, counts: options }) => {
        const key = cellKey({ row: unit, column: respondents });
        const isShown = shown.has(key) && ballots.has(key);
        return { channel, unit, respondents, place, answers: isShown ? sum(options) : null, counts: isShown ? options : null, ...(isShown ? figuresOf(options) : { mean: null, topShare: null }) };
      });
    });
  });
}

/** A field of CSV that no table program takes for a formula. */
const field = (text: string): string => `"${(/^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

export function csvOf(rows: readonly Spread[]): string {
  const head = ["kenh", "don_vi", "nhom", "cau_hoi", "so_tra_loi", "trung_binh", "ty_le_hai_long", "phan_bo"].join(",");
  const lines = rows.map((one) => [one.channel, one.unit, one.respondents, one.place, one.answers === null ? "< 10" : String(one.answers), one.mean ?? "", one.topShare ?? "", one.counts === null ? "" : Object.entries(one.counts).map(([option, n]) => `${option}:${String(n)}`).join(" ")].map(field).join(","));
  return `\u{FEFF}${[head, ...lines].join("\r\n")}\r\n`;
}
