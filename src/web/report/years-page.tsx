import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { fiveYearReport, readYears, YEAR_INDEXES, type YearValue } from "../../contract/plan-years.ts";
import { Download } from "../shell/download.tsx";
import { useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Pick } from "../ui/pick.tsx";
import { Loaded } from "../ui/states.tsx";
import { shortOf } from "./amount.ts";
import { Entering } from "./entering.tsx";
import { ReportFrame } from "./frame.tsx";
import { OVERSEERS } from "./reports-page.tsx";
import { useReportWords } from "./words.ts";
import { useUnitYearWords } from "./words-unit-years.ts";
import { useYearWords } from "./words-years.ts";
import { YearCharts } from "./year-charts.tsx";
import { YearTable } from "./year-table.tsx";

const SHOWN = [...YEAR_INDEXES, "quality", "reform"] as const;

function Values({ values }: { readonly values: readonly YearValue[] }): ReactNode {
  const t = useYearWords();
  const own = useReportWords();
  const format = useFormat();
  const years = [...new Set(values.map((one) => one.year))].toSorted((a, b) => a - b);
  const cell = (index: string, year: number): ReactNode => {
    const found = values.find((one) => one.index === index && one.year === year && one.unitId === null);
    if (found === undefined) return <span className="muted">{t("gap")}</span>;
    return (
      <span title={found.source}>
        {found.value === null ? "–" : format.decimal(shortOf(found.value))}
        {found.rank === null ? null : <span className="report-reached-by small muted">{t("rankOf", { rank: found.rank, of: found.of ?? "–" })}</span>}
      </span>
    );
  };
  const rows = SHOWN.filter((index) => values.some((one) => one.index === index)).map((index) => ({ index, title: t(`index.${index}`) }));
  return (
    <>
      <YearTable label={own("years")} years={years} rows={rows} renderCell={cell} />
      <YearCharts values={values.filter((one) => one.unitId === null)} rows={rows} />
    </>
  );
}

const LONGEST = 5;

function FiveYears({ values }: { readonly values: readonly YearValue[] }): ReactNode {
  const t = useYearWords();
  const last = Math.max(...values.map((one) => one.year), 2025);
  const [from, setFrom] = useState(String(last - LONGEST + 1));
  const [to, setTo] = useState(String(last));
  return (
    <div className="row no-print">
      <TextField label={t("from")} value={from} onChange={setFrom} />
      <TextField label={t("to")} value={to} onChange={setTo} />
      <Download route={fiveYearReport} given={{ query: { from: Number(from), to: Number(to), format: "docx" } }} label={t("fiveYears")} of={`${from}-${to}`} isMain />
    </div>
  );
}

/** The way to one unit's years: to any for whoever oversees, to the own for its people. */
function UnitPick(): ReactNode {
  const t = useUnitYearWords();
  const session = useSession();
  const navigate = useNavigate();
  const { data: units = [] } = useAll(listUnits, {});
  const mine = hasRole(session, ...OVERSEERS) ? units.filter((one) => one.index !== null) : units.filter((one) => session.user.unitIds.includes(one.id));
  if (mine.length === 0) return null;
  return (
    <div className="field no-print">
      <span className="field-label">{t("ofUnit")}</span>
      <Pick label={t("ofUnit")} value={undefined} options={mine.map((one) => ({ value: one.id, label: one.name }))} onPick={(unitId) => { if (unitId !== undefined) void navigate({ to: "/reports/years/$unitId", params: { unitId } }); }} />
    </div>
  );
}

/** Indexes side by side over the years, with their gaps, and the report on several years. */
export function YearsPage(): ReactNode {
  const t = useYearWords();
  const own = useReportWords();
  const session = useSession();
  const query = useRead(readYears, {});
  return (
    <ReportFrame title={own("years")} lead={t("yearsLead")}>
      <Loaded query={query}>
        {({ body: { values, gaps } }) => (
          <>
            <Values values={values.filter((one) => one.value !== null || one.rank !== null)} />
            {gaps.length === 0 ? null : <p className="muted">{t("gaps", { list: gaps.map((one) => `${one.index.toUpperCase()} ${String(one.year)}`).join(", ") })}</p>}
            <UnitPick />
            {hasRole(session, ...OVERSEERS) ? <FiveYears values={values} /> : null}
            {hasRole(session, "programme-officer") ? <Entering values={values} /> : null}
          </>
        )}
      </Loaded>
    </ReportFrame>
  );
}
