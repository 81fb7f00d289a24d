import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readYears, YEAR_INDEXES, type YearValue } from "../../contract/plan-years.ts";
import { useUnitName } from "../shell/names.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { shortOf } from "./amount.ts";
import { Entering } from "./entering.tsx";
import { ReportFrame } from "./frame.tsx";
import { useUnitYearWords } from "./words-unit-years.ts";
import { useYearWords } from "./words-years.ts";
import { YearCharts } from "./year-charts.tsx";
import { YearTable } from "./year-table.tsx";

/** A unit's indexes over the years: its own, and those of the units that it continues or that continue it. */

const OWN = ["quality", "reform"] as const;
type Body = NonNullable<ReturnType<typeof useRead<typeof readYears>>["data"]>["body"];

function Cell({ found, unitId }: { readonly found: readonly YearValue[]; readonly unitId: string }): ReactNode {
  const t = useUnitYearWords();
  const format = useFormat();
  if (found.length === 0) return <span className="muted">{t("gap")}</span>;
  return found.map((one) => (
    <div key={one.unitId}>
      {one.value === null ? "–" : format.decimal(shortOf(one.value))}
      {one.rank === null ? null : <span className="report-reached-by small muted">{t("rankOf", { rank: one.rank, of: one.of ?? "–" })}</span>}
      {/* Before a merger there were several, or another one: each value says whose it is. */}
      {one.unitId === unitId ? null : <span className="report-reached-by small muted">{one.unit}</span>}
    </div>
  ));
}

function Values({ unitId, body: { values, gaps, kin } }: { readonly unitId: string; readonly body: Body }): ReactNode {
  const t = useUnitYearWords();
  const years = useYearWords();
  const own = values.filter((one) => one.unitId !== null && (one.value !== null || one.rank !== null));
  const nameOf = (index: string): string => {
    const other = YEAR_INDEXES.find((one) => one === index);
    return other !== undefined ? years(`index.${other}`) : index === "quality" || index === "reform" ? t(`own.${index}`) : index;
  };
  const known = own.map((one) => one.year);
  const sources = [...new Set(own.filter((one) => !one.isOwn).map((one) => `${nameOf(one.index)} ${String(one.year)}: ${one.source}`))];
  const shown = [...YEAR_INDEXES, ...OWN].filter((index) => own.some((one) => one.index === index));
  if (shown.length === 0) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const rows = shown.map((index) => ({ index, title: nameOf(index) }));
  return (
    <>
      <YearTable
        label={t("title")}
        years={all}
        rows={rows}
        renderCell={(index, year) => <Cell unitId={unitId} found={own.filter((one) => one.index === index && one.year === year)} />}
      />
      {/* What others had before a merger is no part of the unit's own line. */}
      <YearCharts values={own.filter((one) => one.unitId === unitId)} rows={rows} />
      {gaps.length === 0 ? null : <p className="muted">{t("gaps", { list: gaps.map((one) => `${nameOf(one.index)} ${String(one.year)}`).join(", ") })}</p>}
      {kin.length === 0 ? null : <p className="muted">{t("kin", { units: kin.map((one) => one.name).join(", ") })}</p>}
      {sources.length === 0 ? null : (
        <ul className="small muted">
          {sources.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

export function UnitYearsPage(): ReactNode {
  const t = useUnitYearWords();
  const session = useSession();
  const nameOf = useUnitName();
  const { unitId } = useParams({ from: "/signed-in/reports/years/$unitId" });
  const query = useRead(readYears, { query: { unitId } });
  return (
    <ReportFrame title={nameOf(unitId)} lead={t("lead")}>
      <Loaded query={query}>
        {({ body }) => (
          <>
            <Values unitId={unitId} body={body} />
            {hasRole(session, "programme-officer") ? <Entering values={body.values} unitId={unitId} /> : null}
          </>
        )}
      </Loaded>
      <p className="no-print">
        <Link to="/reports/years">{t("province")}</Link>
      </p>
    </ReportFrame>
  );
}
