import type { Threshold } from "../../scoring/explain/thresholds.ts";
import { decimal, type Language } from "./format.ts";
import { type Markup, markup, type Piece } from "./markup.ts";

/** Pictures as SVG, drawn by the server: the ruler on which every result stands, and bars. Colours are classes of the stylesheet. */

const SIGNS: Readonly<Record<string, { readonly sign: string; readonly tone: string }>> = {
  excellent: { sign: "★", tone: "excellent" },
  good: { sign: "●", tone: "good" },
  fair: { sign: "◕", tone: "good" },
  completed: { sign: "◐", tone: "completed" },
  average: { sign: "◐", tone: "completed" },
  failed: { sign: "✕", tone: "failed" },
  weak: { sign: "✕", tone: "failed" },
};
const UNDECIDED = { sign: "◌", tone: "undecided" };
export const signOf = (level: string | null): { readonly sign: string; readonly tone: string } => SIGNS[level ?? ""] ?? UNDECIDED;

const WIDTH = 400;
const PAD = 8;
/** Where a percent stands on the strip. */
const at = (percent: string): string => (PAD + (Math.min(100, Math.max(0, Number(percent))) / 100) * (WIDTH - 2 * PAD)).toFixed(1);
const shortened = (percent: string): string => (percent.includes(".") ? percent.replace(/\.?0+$/, "") : percent);

type RulerProps = { readonly language: Language; readonly label: string; readonly thresholds: readonly Threshold[]; readonly value: string; readonly level: string | null; readonly last?: string | undefined };

const TICKS = Array.from({ length: 21 }, (_, i) => `M${at(String(i * 5))} 10v${i % 2 === 0 ? "12" : "7"}`).join("");

/** The whole ruler, as it heads a page. */
export const ruler = ({ language, label, thresholds, value, level, last }: RulerProps): Markup => markup`<svg class="ruler" viewBox="0 0 400 56" role="img" aria-label="${label}"><rect class="r-strip" x="8" y="10" width="384" height="28"/><path class="r-ticks" d="${TICKS}"/>${thresholds.map((one) => markup`<path class="r-line l-${signOf(one.level).tone}" d="M${at(one.at)} 10v28"/><text class="r-text" x="${at(one.at)}" y="52">${decimal(language, shortened(one.at))}</text>`)}${last === undefined ? undefined : markup`<path class="r-last" d="M${at(last)} 10v28"/>`}<path class="r-mark f-${signOf(level).tone}" transform="translate(${at(value)} 0)" d="M-7 0h14L0 10zM-1.25 9h2.5v29h-2.5z"/></svg>`;

/** The same in a row of a table; beside it stands the number, so it says nothing by itself. */
export const spark = ({ thresholds, value, level, last }: Pick<RulerProps, "thresholds" | "value" | "level" | "last">): Markup => markup`<svg class="spark" viewBox="0 0 400 16" preserveAspectRatio="none" aria-hidden="true"><path class="r-strip" d="M8 4h384v9H8z"/>${thresholds.map((one) => markup`<path class="r-line l-${signOf(one.level).tone}" d="M${at(one.at)} 4v9"/>`)}${last === undefined ? undefined : markup`<path class="r-last" d="M${at(last)} 4v9"/>`}<path class="f-${signOf(level).tone}" d="M${at(value)} 0m-6 0h12l-6 6zm4 6h4v9h-4z"/></svg>`;

/** All units of an index on one ruler: each a short line where it stands. */
export function field(language: Language, label: string, thresholds: readonly Threshold[], units: readonly { readonly percent: string; readonly level: string | null }[]): Markup {
  const byTone = Map.groupBy(units, (one) => signOf(one.level).tone);
  const lines: Piece[] = Array.from(byTone, ([tone, some]) => markup`<path class="r-unit l-${tone}" d="${some.map((one) => `M${at(one.percent)} 12v24`).join("")}"/>`);
  return markup`<svg class="ruler field" viewBox="0 0 400 56" role="img" aria-label="${label}"><rect class="r-strip" x="8" y="10" width="384" height="28"/>${lines}${thresholds.map((one) => markup`<path class="r-limit" d="M${at(one.at)} 6v36"/><text class="r-text" x="${at(one.at)}" y="53">${decimal(language, shortened(one.at))}</text>`)}</svg>`;
}

/** Points of a maximum as a bar; the table beside says the numbers. */
export const bar = (share: number, tone: string = "good"): Markup => markup`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path class="r-strip" d="M0 0h100v10H0z"/><path class="f-${tone}" d="M0 0h${Math.min(100, Math.max(0, share)).toFixed(1)}v10H0z"/></svg>`;

/** How many units have each level, as one strip. */
export function shares(counts: readonly { readonly level: string | null; readonly count: number }[]): Markup {
  const all = counts.reduce((sum, one) => sum + one.count, 0);
  let from = 0;
  const parts = counts.filter((one) => one.count > 0).map(({ level, count }) => {
    const wide = (count / all) * 100;
    const part = markup`<path class="f-${signOf(level).tone}" d="M${from.toFixed(2)} 0h${Math.max(0, wide - 0.4).toFixed(2)}v10h-${Math.max(0, wide - 0.4).toFixed(2)}z"/>`;
    from += wide;
    return part;
  });
  return markup`<svg class="shares" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>`;
}

/** The product's mark: a short ruler balanced on a point. */
export const MARK = markup`<svg width="28" height="28" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill="currentColor" d="M1 3h14v5H1z"/><path class="m-cut" d="M4.5 3v2M8 3v3M11.5 3v2"/><path fill="currentColor" d="m8 9 3 5H5z"/></svg>`;
