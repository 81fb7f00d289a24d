import type { Shape } from "./chart.ts";

/** One index over the years as a small drawing: a line breaks where a year has no value. No I/O. */

export type YearPoint = { readonly year: number; readonly value: number; readonly shown: string };

export const [YEAR_CHART_WIDTH, YEAR_CHART_HEIGHT] = [320, 132];
const [SIDE, TOP, BOTTOM] = [34, 30, 30];

const place = (value: number): string => value.toFixed(1);

/** Years from the first to the last, each at its own distance; values between the least and the greatest of the index itself. */
export function yearShapes([first, last]: readonly [number, number], points: readonly YearPoint[]): Shape[] {
  const [least, most] = [Math.min(...points.map((one) => one.value)), Math.max(...points.map((one) => one.value))];
  const x = (year: number): number => SIDE + (last === first ? 0.5 : (year - first) / (last - first)) * (YEAR_CHART_WIDTH - 2 * SIDE);
  const y = (value: number): number => YEAR_CHART_HEIGHT - BOTTOM - 10 - (most === least ? 0.5 : (value - least) / (most - least)) * (YEAR_CHART_HEIGHT - TOP - BOTTOM - 10);
  const words = (text: string, tone: string, at: number, height: number, size: string): Shape => ({ tag: "text", tone, at: { x: place(at), y: place(height), "font-size": size, "text-anchor": "middle" }, words: text });
  const ground = YEAR_CHART_HEIGHT - BOTTOM + 6;
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return [
    { tag: "line", tone: "--line", at: { x1: place(8), y1: place(ground), x2: place(YEAR_CHART_WIDTH - 8), y2: place(ground), "stroke-width": "1" } },
    ...years.map((year) => words(String(year), "--muted", x(year), YEAR_CHART_HEIGHT - 8, "12")),
    ...points.flatMap((one): Shape[] => {
      const next = points.find(({ year }) => year === one.year + 1);
      return next === undefined ? [] : [{ tag: "line", tone: "--brand", at: { x1: place(x(one.year)), y1: place(y(one.value)), x2: place(x(next.year)), y2: place(y(next.value)), "stroke-width": "2.5" } }];
    }),
    ...points.flatMap((one): Shape[] => [
      { tag: "circle", tone: "--brand", at: { cx: place(x(one.year)), cy: place(y(one.value)), r: "4" } },
      words(one.shown, "--ink", x(one.year), y(one.value) - 10, "13"),
    ]),
  ];
}
