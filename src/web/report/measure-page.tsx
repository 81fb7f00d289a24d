import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readMeasure } from "../../contract/plan-dashboard.ts";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { shortOf } from "./amount.ts";
import { useArrival } from "./arrival.ts";
import { ReportFrame } from "./frame.tsx";
import { MeasureTrend } from "./measure-trend.tsx";
import { useReportWords } from "./words.ts";

type Measure = Answer<typeof readMeasure>["body"];

function Sources({ measure, periodId }: { readonly measure: Measure; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const shown = (plain: string | null | undefined): string => (plain === null || plain === undefined ? "–" : format.decimal(shortOf(plain)));
  return (
    <TableScroll label={t("sources")} className="report-units">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            <th scope="col" className="num">
              {measure.unit}
            </th>
            {measure.figures.map((one) => (
              <th key={one.key} scope="col" className="num">
                {one.title}
              </th>
            ))}
            <th scope="col">{t("sources")}</th>
          </tr>
        </thead>
        <tbody>
          <tr className="report-total">
            <th scope="row">{t("total")}</th>
            <td className="num">{shown(measure.value)}</td>
            {measure.figures.map((one) => (
              <td key={one.key} className="num">
                {shown(one.sum)}
              </td>
            ))}
            <td>–</td>
          </tr>
          {measure.units.toSorted((a, b) => format.compare(a.name, b.name)).map((one) => (
            <tr key={one.unitId}>
              <th scope="row">{one.name}</th>
              <td className="num">
                {shown(one.value)} <span className="small muted">{one.isReached === null ? "" : one.isReached ? "●" : "✕"}</span>
              </td>
              {measure.figures.map((figure) => (
                <td key={figure.key} className="num">
                  {shown(one.figures[figure.key])}
                </td>
              ))}
              <td className="small">
                <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: one.unitId }}>
                  {t("copy", { number: one.submission, time: format.time(one.at) })}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The formula with what its figures are called; keys are for the form. */
function told({ formula, figures }: Pick<Measure, "formula" | "figures">): string {
  const titles = new Map(figures.map((one) => [one.key, one.title]));
  return formula.replaceAll(/[a-z][a-z0-9-]*/g, (key) => titles.get(key) ?? key).replaceAll("*", "×").replaceAll("/", "÷");
}

/** From a number to the figures of each unit that it comes from, and to the copies in which they stand. */
export function MeasurePage(): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const params = useParams({ from: "/signed-in/reports/$periodId/measures/$key" });
  const query = useRead(readMeasure, { params });
  const measure = query.data?.body;
  useArrival(measure !== undefined);
  return (
    <ReportFrame title={measure?.title ?? t("measure")} lead={measure === undefined ? undefined : `${t("formula")}: ${told(measure)}${measure.threshold === null ? "" : ` · ${t("threshold")}: ${measure.unit === "%" ? format.percent(measure.threshold) : `${format.decimal(measure.threshold)} ${measure.unit}`}`}`}>
      <Loaded query={query} rows={8}>
        {({ body }) => (
          <>
            <MeasureTrend periodId={params.periodId} measureKey={params.key} />
            <section className="stack" aria-labelledby="measure-units">
              <h2 id="measure-units">{t("sources")}</h2>
              <Sources measure={body} periodId={params.periodId} />
            </section>
          </>
        )}
      </Loaded>
    </ReportFrame>
  );
}
