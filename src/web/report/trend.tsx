import type { ReactNode } from "react";
import type { Measure } from "./types.ts";

/** A line of the periods with the threshold and, beyond it, where it would end; drawn by us, so that it can be taken along. */

const [WIDTH, HEIGHT, EDGE] = [120, 34, 4];

export type Drawn = { readonly line: string; readonly last: { readonly x: number; readonly y: number } | undefined; readonly threshold: number | undefined; readonly forecast: { readonly x: number; readonly y: number; readonly low: number; readonly high: number } | undefined };

/** Places within the drawing; values lie between the least and the greatest that is drawn. */
export function drawn({ points, threshold, forecast }: Pick<Measure, "points" | "threshold" | "forecast">): Drawn {
  const values = points.map((one) => Number(one.value));
  const limit = threshold === null ? undefined : Number(threshold);
  const ends = forecast === null ? [] : [Number(forecast.low), Number(forecast.value), Number(forecast.high)];
  const all = [...values, ...ends, ...(limit === undefined ? [] : [limit])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const places = values.length + (forecast === null ? 0 : 1);
  const x = (at: number): number => EDGE + (places < 2 ? 0 : (at / (places - 1)) * (WIDTH - 2 * EDGE));
  const y = (value: number): number => HEIGHT - EDGE - (most === least ? 0.5 : (value - least) / (most - least)) * (HEIGHT - 2 * EDGE);
  const spots = values.map((value, at) => ({ x: x(at), y: y(value) }));
  return {
    line: spots.map((one) => `${one.x.toFixed(1)},${one.y.toFixed(1)}`).join(" "),
    last: spots.at(-1),
    threshold: limit === undefined ? undefined : y(limit),
    forecast: forecast === null ? undefined : { x: x(values.length), y: y(Number(forecast.value)), low: y(Number(forecast.low)), high: y(Number(forecast.high)) },
  };
}

export function Trend({ measure, label }: { readonly measure: Measure; readonly label: string }): ReactNode {
  if (measure.points.length === 0) return null;
  const { line, last, threshold, forecast } = drawn(measure);
  return (
    <svg className="report-trend" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="img" aria-label={label}>
      {threshold === undefined ? null : <line x1={0} x2={WIDTH} y1={threshold} y2={threshold} className="report-trend-threshold" />}
      <polyline points={line} className="report-trend-line" />
      {last === undefined || forecast === undefined ? null : (
        <>
          <line x1={last.x} y1={last.y} x2={forecast.x} y2={forecast.y} className="report-trend-forecast" />
          <line x1={forecast.x} x2={forecast.x} y1={forecast.low} y2={forecast.high} className="report-trend-range" />
        </>
      )}
      {last === undefined ? null : <circle cx={last.x} cy={last.y} r={2.5} className="report-trend-last" />}
    </svg>
  );
}
