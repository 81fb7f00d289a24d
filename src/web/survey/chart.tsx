import { Button } from "antd";
import { type ReactNode, useRef } from "react";
import { savePng, saveSvg } from "./save-chart.ts";
import { startsOf } from "./shares.ts";
import { useAnalysisWords } from "./words-analysis.ts";

/** Stacked bars that people can read, print and take along: SVG with its colours in it. */

export type Bar = { readonly label: string; /** A second line below it. */ readonly under?: string; readonly note: string; /** Shares in percent, from the worst level to the best; or one share. */ readonly parts: readonly number[] };

// From brown over grey to green: told apart also by who sees no red, and in black and white by their lightness.
const FIVE = ["#8a3b12", "#d99a5b", "#c9cfd4", "#6fb7ae", "#0b6e69"] as const;
const INK_ON = ["#ffffff", "#16202a", "#16202a", "#16202a", "#ffffff"] as const;
const WIDTH = 900;
const LABEL = 380;
const ROW = 38;
const HEAD = 44;
const LEAST_WRITTEN = 6;
const LONGEST = 52;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function BarRow({ bar, y }: { readonly bar: Bar; readonly y: number }): ReactNode {
  const wide = WIDTH - LABEL - 90;
  const starts = startsOf(bar.parts);
  const isSingle = bar.parts.length === 1;
  return (
    <g>
      <text x={LABEL - 10} y={y + (bar.under === undefined ? 21 : 15)} textAnchor="end" fontSize="13" fill="#16202a">
        <title>{bar.label}</title>
        {short(bar.label)}
      </text>
      {bar.under === undefined ? null : (
        <text x={LABEL - 10} y={y + 30} textAnchor="end" fontSize="11" fill="#55606b">
          {short(bar.under)}
        </text>
      )}
      {bar.parts.map((share, i) => {
        const width = (wide * share) / 100;
        const x = LABEL + (wide * (starts[i] ?? 0)) / 100;
        const shade = isSingle ? 4 : i;
        return (
          <g key={i}>
            <rect x={x} y={y + 4} width={width} height={ROW - 12} fill={FIVE[shade] ?? FIVE[4]} />
            {share >= LEAST_WRITTEN ? (
              <text x={x + width / 2} y={y + 22} textAnchor="middle" fontSize="12" fill={INK_ON[shade] ?? INK_ON[4]}>
                {Math.round(share)}%
              </text>
            ) : null}
          </g>
        );
      })}
      <text x={LABEL + wide + 10} y={y + 22} fontSize="12" fill="#55606b">
        {bar.note}
      </text>
    </g>
  );
}

type Props = { readonly title: string; readonly bars: readonly Bar[]; readonly legend: readonly string[]; readonly name: string };

export function Chart({ title, bars, legend, name }: Props): ReactNode {
  const t = useAnalysisWords();
  const drawing = useRef<SVGSVGElement>(null);
  const height = HEAD + bars.length * ROW + (legend.length > 1 ? 40 : 10);
  return (
    <figure className="survey-chart">
      <div className="table-scroll" role="group" aria-label={title} tabIndex={0}>
        <svg ref={drawing} role="img" aria-label={`${title}: ${bars.map((one) => `${one.label}${one.under === undefined ? "" : ` (${one.under})`}: ${one.parts.map((share) => `${String(Math.round(share))}%`).join(", ")}`).join("; ")}`} viewBox={`0 0 ${String(WIDTH)} ${String(height)}`} width={WIDTH} height={height} fontFamily="Be Vietnam Pro, Segoe UI, Arial, sans-serif" xmlns="http://www.w3.org/2000/svg">
          <rect width={WIDTH} height={height} fill="#ffffff" />
          <text x="16" y="26" fontSize="15" fontWeight="600" fill="#16202a">
            {title}
          </text>
          {bars.map((bar, i) => (
            <BarRow key={`${bar.label} ${bar.under ?? ""}`} bar={bar} y={HEAD + i * ROW} />
          ))}
          {legend.length < 2
            ? null
            : legend.map((word, i) => (
                <g key={word}>
                  <rect x={16 + i * 172} y={height - 26} width="12" height="12" fill={FIVE[i] ?? FIVE[4]} />
                  <text x={34 + i * 172} y={height - 15} fontSize="12" fill="#16202a">
                    {word}
                  </text>
                </g>
              ))}
        </svg>
      </div>
      <div className="row no-print">
        <Button
          onClick={() => {
            if (drawing.current !== null) saveSvg(drawing.current, name);
          }}
        >
          {t("saveSvg")}
          <span className="visually-hidden">: {title}</span>
        </Button>
        <Button
          onClick={() => {
            if (drawing.current !== null) void savePng(drawing.current, name);
          }}
        >
          {t("savePng")}
          <span className="visually-hidden">: {title}</span>
        </Button>
      </div>
    </figure>
  );
}
