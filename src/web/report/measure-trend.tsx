import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { createElement, type ReactNode } from "react";
import { readDashboard } from "../../contract/plan-dashboard.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { shortOf } from "./amount.ts";
import { CHART_HEIGHT, CHART_WIDTH, type Chart, paintOf, shapesOf } from "./chart.ts";
import { keepDrawing } from "./picture.ts";
import type { Dashboard, Measure } from "./types.ts";
import { useReportWords } from "./words.ts";
import "./chart.css";

function useChart(measure: Measure | undefined, dashboard: Dashboard | undefined): Chart | undefined {
  const t = useReportWords();
  const format = useFormat();
  if (measure === undefined || dashboard === undefined || measure.points.length === 0) return undefined;
  const shown = (plain: string): string => (measure.unit === "%" ? format.percent(shortOf(plain)) : format.decimal(shortOf(plain)));
  const { points, threshold, forecast } = measure;
  const labelOf = (periodId: string): string => {
    const period = dashboard.periods.find((one) => one.id === periodId);
    return period === undefined ? "" : t(`kind.${period.kind}`, { year: period.year });
  };
  return {
    title: measure.title,
    points: points.map((one) => ({ label: labelOf(one.periodId), value: Number(one.value), shown: shown(one.value) })),
    threshold: threshold === null ? undefined : { value: Number(threshold), label: shown(threshold) },
    forecast: forecast === null ? undefined : { value: Number(forecast.value), low: Number(forecast.low), high: Number(forecast.high), label: `${t("forecastShort")} ${shown(forecast.value)}` },
  };
}

/** How a measure has gone from period to period, each leading to its own sources; where it would end is said to be a forecast. */
export function MeasureTrend({ periodId, measureKey }: { readonly periodId: string; readonly measureKey: string }): ReactNode {
  const t = useReportWords();
  const dashboard = useRead(readDashboard, { query: { periodId } }).data?.body;
  const measure = dashboard?.measures.find((one) => one.key === measureKey);
  const chart = useChart(measure, dashboard);
  if (chart === undefined || measure === undefined) return null;
  return (
    <section className="stack" aria-labelledby="measure-trend">
      <h2 id="measure-trend">{t("trend")}</h2>
      <TableScroll label={chart.title} className="report-chart-box" isTaken={false}>
        <svg className="report-chart" viewBox={`0 0 ${String(CHART_WIDTH)} ${String(CHART_HEIGHT)}`} role="img" aria-label={`${chart.title}: ${chart.points.map((one) => `${one.label} ${one.shown}`).join("; ")}`}>
          {shapesOf(chart).map(({ tag, tone, at: { "font-size": fontSize, "text-anchor": textAnchor, "stroke-dasharray": strokeDasharray, "stroke-width": strokeWidth, ...at }, words }, i) => createElement(tag, { key: i, ...at, fontSize, textAnchor, strokeDasharray, strokeWidth, ...paintOf({ tag }, `var(${tone})`) }, words))}
        </svg>
      </TableScroll>
      <ul className="report-points">
        {chart.points.map((one, i) => (
          <li key={measure.points[i]?.periodId}>
            <Link to="/reports/$periodId/measures/$key" params={{ periodId: measure.points[i]?.periodId ?? "", key: measureKey }}>
              {one.label}: <span className="num">{one.shown}</span>
            </Link>
          </li>
        ))}
      </ul>
      {measure.forecast === null ? null : <p className="small muted">{t("forecastFrom", { points: measure.forecast.points })} {t("forecastHelp")}</p>}
      <div className="row no-print">
        <Button onClick={() => { void keepDrawing(chart.title, chart, "svg"); }}>{t("saveSvg")}</Button>
        <Button onClick={() => { void keepDrawing(chart.title, chart, "png"); }}>{t("savePng")}</Button>
      </div>
    </section>
  );
}
