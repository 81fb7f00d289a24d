import type { ReactNode } from "react";
import type { Threshold } from "../../scoring/explain/thresholds.ts";
import { useFormat } from "./format.ts";
import { levelColour } from "./level.tsx";
import { useUiWords } from "./words.ts";
import "./ruler.css";

type Props = {
  /** What is measured: "Chỉ số chất lượng". */
  readonly title: string;
  readonly thresholds: readonly Threshold[];
  /** Percent as a plain decimal; null: not known. */
  readonly value: string | null;
  readonly level: string | null;
  /** Last year's percent. */
  readonly last?: string | null | undefined;
  /** `large` heads a page, `medium` stands in a panel, `spark` in a row of a table. */
  readonly size: "large" | "medium" | "spark";
};

const HEIGHTS = { large: 56, medium: 44, spark: 16 } as const;
const WIDTH = 400;
const PAD = 8;

/** Where a percent stands on the strip. */
const placeOf = (percent: string): number => PAD + (Math.min(100, Math.max(0, Number(percent))) / 100) * (WIDTH - 2 * PAD);

/** "60.00" → "60": the label of a threshold, whose zeros say nothing. */
const shortened = (percent: string): string => (percent.includes(".") ? percent.replace(/\.?0+$/, "") : percent);

function Ticks({ top, bottom }: { readonly top: number; readonly bottom: number }): ReactNode {
  return (
    <>
      {Array.from({ length: 21 }, (_, i) => (
        <line key={i} x1={placeOf(String(i * 5))} x2={placeOf(String(i * 5))} y1={top} y2={top + (bottom - top) * (i % 2 === 0 ? 0.45 : 0.25)} className="ruler-tick" />
      ))}
    </>
  );
}

/**
 * The scale of a ratio as a ruler: ticks at the regulation's thresholds, a marker where the unit stands, last year's
 * place as a faint tick. The same strip in every size.
 */
export function Ruler({ title, thresholds, value, level, last, size }: Props): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  const height = HEIGHTS[size];
  const isSpark = size === "spark";
  const top = isSpark ? 4 : 10;
  const bottom = isSpark ? 13 : height - 18;
  const list = thresholds.map((one) => `${format.percent(one.at)} ${one.title}`).join(", ");
  const said = value === null ? t("rulerNone", { title, thresholds: list }) : t("rulerAt", { title, value: format.percent(value), thresholds: list });
  const before = last === null || last === undefined ? "" : ` ${t("rulerLast", { value: format.percent(last) })}`;
  return (
    <svg className={`ruler ruler-${size}`} viewBox={`0 0 ${String(WIDTH)} ${String(height)}`} preserveAspectRatio={isSpark ? "none" : "xMidYMid meet"} role="img" aria-label={said + before}>
      <rect x={PAD} y={top} width={WIDTH - 2 * PAD} height={bottom - top} className="ruler-strip" />
      {isSpark ? null : <Ticks top={top} bottom={bottom} />}
      {thresholds.map((one) => (
        <g key={one.level}>
          <line x1={placeOf(one.at)} x2={placeOf(one.at)} y1={top} y2={bottom} stroke={levelColour(one.level)} className="ruler-threshold" />
          {isSpark ? null : (
            <text x={placeOf(one.at)} y={height - 4} className="ruler-label">
              {format.decimal(shortened(one.at))}
            </text>
          )}
        </g>
      ))}
      {last === null || last === undefined ? null : <line x1={placeOf(last)} x2={placeOf(last)} y1={top} y2={bottom} className="ruler-last" />}
      {value === null ? null : <path className="ruler-marker" fill={levelColour(level)} transform={`translate(${String(placeOf(value))} 0)`} d={isSpark ? `M-4 0h8l-4 6zM-1.5 6h3v${String(bottom - 6)}h-3z` : `M-7 0h14L0 10zM-1.25 9h2.5v${String(bottom - 9)}h-2.5z`} />}
    </svg>
  );
}
