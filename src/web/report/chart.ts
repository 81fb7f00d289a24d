/** A measure over its periods as a drawing: what is reported, what is to be reached, where it would end. No I/O. */

type ChartPoint = { readonly label: string; readonly value: number; readonly shown: string };
export type Chart = { readonly title: string; readonly points: readonly ChartPoint[]; readonly threshold: { readonly value: number; readonly label: string } | undefined; readonly forecast: { readonly value: number; readonly low: number; readonly high: number; readonly label: string } | undefined };
/** `tone` is a colour of the page by name. */
export type Shape = { readonly tag: "line" | "polyline" | "circle" | "text"; readonly tone: string; readonly at: Readonly<Record<string, string>>; readonly words?: string };

export const [CHART_WIDTH, CHART_HEIGHT] = [720, 280];
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 60, 46, 58];
const LONGEST = 18;

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const places = (values: Readonly<Record<string, number>>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toFixed(1)]));
type Place = { readonly x: number; readonly y: number; readonly size: string; readonly anchor?: "start" | "middle" };
const words = (text: string, tone: string, { x, y, size, anchor = "middle" }: Place): Shape => ({ tag: "text", tone, at: { ...places({ x, y }), "font-size": size, "text-anchor": anchor }, words: text });

/** Above a point, or below it where the line comes down to it or leaves it upwards, and would cross its number. */
const ABOVE = -10;
const BELOW = 20;
function besideLine(points: readonly ChartPoint[], at: number): number {
  const own = points[at]?.value ?? 0;
  const beside = [points[at - 1], points[at + 1]].flatMap((one) => one ?? []);
  return beside.length > 0 && beside.every((one) => one.value > own) ? BELOW : ABOVE;
}

export function shapesOf({ title, points, threshold, forecast }: Chart): Shape[] {
  const all = [...points.map((one) => one.value), ...(threshold === undefined ? [] : [threshold.value]), ...(forecast === undefined ? [] : [forecast.low, forecast.high, forecast.value])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const steps = points.length + (forecast === undefined ? 0 : 1);
  const x = (at: number): number => LEFT + (steps < 2 ? 0.5 : at / (steps - 1)) * (CHART_WIDTH - LEFT - RIGHT);
  const y = (value: number): number => CHART_HEIGHT - BOTTOM - (most === least ? 0.5 : (value - least) / (most - least)) * (CHART_HEIGHT - TOP - BOTTOM - 20);
  const last = points.at(-1);
  const line = (tone: string, from: readonly [number, number], to: readonly [number, number], dash: string): Shape => ({ tag: "line", tone, at: { ...places({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] }), "stroke-dasharray": dash, "stroke-width": "2" } });
  const end = forecast === undefined || last === undefined ? [] : [
    line("--muted", [x(points.length - 1), y(last.value)], [x(points.length), y(forecast.value)], "5 4"),
    line("--muted", [x(points.length), y(forecast.low)], [x(points.length), y(forecast.high)], "none"),
    words(forecast.label, "--muted", { x: x(points.length), y: CHART_HEIGHT - 16, size: "11" }),
  ];
  return [
    words(title, "--ink", { x: LEFT, y: 20, size: "15", anchor: "start" }),
    ...(threshold === undefined ? [] : [line("--warning", [LEFT, y(threshold.value)], [CHART_WIDTH - RIGHT, y(threshold.value)], "2 4"), words(threshold.label, "--warning", { x: CHART_WIDTH - RIGHT + 6, y: y(threshold.value) + 4, size: "11", anchor: "start" })]),
    { tag: "polyline", tone: "--brand", at: { points: points.map((one, at) => `${x(at).toFixed(1)},${y(one.value).toFixed(1)}`).join(" "), "stroke-width": "2.5" } },
    ...end,
    ...points.flatMap((one, at): Shape[] => [
      { tag: "circle", tone: "--brand", at: { ...places({ cx: x(at), cy: y(one.value) }), r: "4" } },
      words(one.shown, "--ink", { x: x(at), y: y(one.value) + besideLine(points, at), size: "12" }),
      words(cut(one.label), "--muted", { x: x(at), y: CHART_HEIGHT - 16, size: "11" }),
    ]),
  ];
}

/** How a shape takes its colour: texts and dots are filled, lines are drawn. */
export const paintOf = ({ tag }: Pick<Shape, "tag">, colour: string): Readonly<Record<string, string>> => (tag === "text" || tag === "circle" ? { fill: colour } : { stroke: colour, fill: "none" });
