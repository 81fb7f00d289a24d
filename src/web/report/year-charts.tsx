import { createElement, type ReactNode } from "react";
import { useFormat } from "../ui/format.ts";
import { shortOf } from "./amount.ts";
import { paintOf } from "./chart.ts";
import { useYearWords } from "./words-years.ts";
import { YEAR_CHART_HEIGHT, YEAR_CHART_WIDTH, type YearPoint, yearShapes } from "./year-chart.ts";
import "./chart.css";

type Value = { readonly index: string; readonly year: number; readonly value: string | null };
type Props = { readonly values: readonly Value[]; readonly rows: readonly { readonly index: string; readonly title: string }[] };

/** How each index went: a drawing of its own, since they are measured on scales of their own. What the table says stands in it again. */
export function YearCharts({ values, rows }: Props): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  const all = rows.map(({ index, title }) => ({
    index,
    title,
    points: values.flatMap((one): YearPoint[] => (one.index !== index || one.value === null ? [] : [{ year: one.year, value: Number(one.value), shown: format.decimal(shortOf(one.value)) }])).toSorted((a, b) => a.year - b.year),
  }));
  // A single value has gone nowhere yet.
  const drawn = all.filter((one) => one.points.length > 1);
  if (drawn.length === 0) return null;
  const years = drawn.flatMap((one) => one.points.map(({ year }) => year));
  const span = [Math.min(...years), Math.max(...years)] as const;
  return (
    <section className="stack" aria-labelledby="year-charts">
      <h2 id="year-charts">{t("charts")}</h2>
      <p className="small muted">{t("chartsHelp")}</p>
      <div className="report-year-charts">
        {drawn.map(({ index, title, points }) => (
          <figure key={index}>
            <figcaption>{title}</figcaption>
            <svg viewBox={`0 0 ${String(YEAR_CHART_WIDTH)} ${String(YEAR_CHART_HEIGHT)}`} role="img" aria-label={`${title}: ${points.map((one) => `${String(one.year)} ${one.shown}`).join("; ")}`}>
              {yearShapes(span, points).map(({ tag, tone, at: { "font-size": fontSize, "text-anchor": textAnchor, "stroke-width": strokeWidth, ...at }, words }, i) => createElement(tag, { key: i, ...at, fontSize, textAnchor, strokeWidth, ...paintOf({ tag }, `var(${tone})`) }, words))}
            </svg>
          </figure>
        ))}
      </div>
    </section>
  );
}
