import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readDashboard } from "../../contract/plan-dashboard.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { shortOf } from "./amount.ts";
import { ReportFrame } from "./frame.tsx";
import { Heat } from "./heat.tsx";
import { Trend } from "./trend.tsx";
import type { Dashboard, Measure } from "./types.ts";
import { useReportWords } from "./words.ts";

function Reached({ measure }: { readonly measure: Measure }): ReactNode {
  const t = useReportWords();
  if (measure.value === null) return <span className="muted">{t(measure.why === "zero" ? "zero" : "noValue")}</span>;
  if (measure.isReached === null) return <span className="muted">◌ {t("watched")}</span>;
  return measure.isReached ? <span className="report-reached">● {t("reached")}</span> : <span className="report-missed">✕ {t("notReached")}</span>;
}

function MeasureRow({ measure, periodId }: { readonly measure: Measure; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const { key, title, unit, value, threshold, change, forecast, reached, units } = measure;
  const shown = (plain: string): string => (unit === "%" ? format.percent(shortOf(plain)) : `${format.decimal(shortOf(plain))} ${unit}`);
  const isUp = change !== null && !change.startsWith("-");
  return (
    <tr>
      <th scope="row">
        {title}
        {threshold === null || units < 2 ? null : (
          <span className="report-reached-by small muted">
            <Link to="/reports/$periodId/measures/$key" params={{ periodId, key }} hash="measure-units">
              {t("reachedUnits", { reached, units })}
            </Link>
          </span>
        )}
      </th>
      <td className="num report-value">
        {value === null ? "–" : (
          <Link to="/reports/$periodId/measures/$key" params={{ periodId, key }}>
            {shown(value)}
          </Link>
        )}
      </td>
      <td className="num">{threshold === null ? "–" : shown(threshold)}</td>
      <td>
        <Reached measure={measure} />
      </td>
      <td className="num">{change === null || Number(change) === 0 ? "–" : `${isUp ? "▲" : "▼"} ${format.decimal(shortOf(change.replace("-", "")))}`}</td>
      <td>
        <Trend measure={measure} label={`${title}: ${measure.points.map((one) => shown(one.value)).join(", ")}`} />
      </td>
      <td className="num small">
        {forecast === null ? "–" : (
          <Link to="/reports/$periodId/measures/$key" params={{ periodId, key }} hash="measure-trend">
            {t("forecastRange", { value: shown(forecast.value), low: shown(forecast.low), high: shown(forecast.high) })}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Measures({ dashboard, periodId }: { readonly dashboard: Dashboard; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  return (
    <section className="stack" aria-labelledby="dashboard-targets">
      <h2 id="dashboard-targets">{t("targets")}</h2>
      <TableScroll label={t("targets")} className="report-measures">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("measure")}</th>
              <th scope="col" className="num">{t("result")}</th>
              <th scope="col" className="num">{t("threshold")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col" className="num">{t("change")}</th>
              <th scope="col">{t("trend")}</th>
              <th scope="col" className="num">{t("forecast")}</th>
            </tr>
          </thead>
          {dashboard.areas.map((area) => (
            <tbody key={area.key}>
              <tr className="report-area-row">
                <th scope="rowgroup" colSpan={7}>
                  {area.title}
                </th>
              </tr>
              {dashboard.measures.filter((one) => one.area === area.key).map((one) => (
                <MeasureRow key={one.key} measure={one} periodId={periodId} />
              ))}
            </tbody>
          ))}
        </table>
      </TableScroll>
      <p className="small muted">{t("forecastHelp")}</p>
    </section>
  );
}

const MOST_CHANGED = 5;

function Changed({ dashboard, periodId }: { readonly dashboard: Dashboard; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const size = ({ change }: Measure): number => Math.abs(Number(change ?? "0"));
  const shown = dashboard.measures.filter((one) => size(one) > 0).toSorted((a, b) => size(b) - size(a)).slice(0, MOST_CHANGED);
  if (shown.length === 0) return null;
  return (
    <section className="card" aria-labelledby="dashboard-changed">
      <h2 id="dashboard-changed">{t("changed")}</h2>
      <ul>
        {shown.map((one) => (
          <li key={one.key}>
            <Link to="/reports/$periodId/measures/$key" params={{ periodId, key: one.key }} hash="measure-trend">{one.title}</Link>: <span className="num">{one.change?.startsWith("-") === true ? "▼" : "▲"} {format.decimal(shortOf((one.change ?? "").replace("-", "")))} {one.unit}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Late({ dashboard, periodId }: { readonly dashboard: Dashboard; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  return (
    <section className="card" aria-labelledby="dashboard-late">
      <h2 id="dashboard-late">{t("lateUnits")}</h2>
      {dashboard.late.length === 0 ? <p className="muted">{t("noLate")}</p> : (
        <ul className="report-late-list">
          {dashboard.late.map((one) => (
            <li key={one.unitId}>
              <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: one.unitId }}>
                {one.name}
              </Link>
              {one.isMissing ? <span className="small muted"> ({t("missing")})</span> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** How the plan stands by what was reported; each number leads to what it comes from. */
export function DashboardPage(): ReactNode {
  const t = useReportWords();
  const [periodId, setPeriodId] = useState<string>();
  const query = useRead(readDashboard, { query: periodId === undefined ? {} : { periodId } });
  const print = <Button onClick={() => { globalThis.print(); }}>{t("print")}</Button>;
  return (
    <ReportFrame title={t("dashboard")} lead={query.data?.body.period?.title} actions={print}>
      <Loaded query={query} rows={12}>
        {({ body }) =>
          body.period === null ? <Notice title={t("none")}>{t("noneHelp")}</Notice> : (
            <>
              <div className="row no-print">
                <label htmlFor="dashboard-period">{t("period")}</label>
                <select id="dashboard-period" className="field-input" value={body.period.id} onChange={(event) => { setPeriodId(event.target.value); }}>
                  {body.periods.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.title}
                    </option>
                  ))}
                </select>
              </div>
              <Measures dashboard={body} periodId={body.period.id} />
              <div className="report-two">
                <Changed dashboard={body} periodId={body.period.id} />
                <Late dashboard={body} periodId={body.period.id} />
              </div>
              <Heat dashboard={body} periodId={body.period.id} />
            </>
          )
        }
      </Loaded>
    </ReportFrame>
  );
}
