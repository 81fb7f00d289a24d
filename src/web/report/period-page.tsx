import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { acceptReports, periodTable, readPeriod, REPORT_STATES } from "../../contract/plan-report.ts";
import type { Answer } from "../shell/client.ts";
import { Download } from "../shell/download.tsx";
import { useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { matches, useFormat } from "../ui/format.ts";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { Consolidations } from "./consolidations.tsx";
import { ExtendMany } from "./extend-many.tsx";
import { ReportFrame } from "./frame.tsx";
import { StateMark } from "./state.tsx";
import { useReportWords } from "./words.ts";

type Whole = Answer<typeof readPeriod>["body"];
type Row = Whole["units"][number];

function Rows({ rows, periodId }: { readonly rows: readonly Row[]; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  if (rows.length === 0) return <p className="muted">{t("noneFits")}</p>;
  return (
    <TableScroll label={t("overview")} className="report-units">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("submittedAt")}</th>
            <th scope="col" className="num">
              {t("filled")}
            </th>
            <th scope="col" className="num">
              {t("returned")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.unitId}>
              <th scope="row">
                <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: one.unitId }}>
                  {one.name}
                </Link>
              </th>
              <td>
                <StateMark state={one.state} isLate={one.isLate} />
              </td>
              <td className="num">{one.submittedAt === null ? "–" : format.time(one.submittedAt)}</td>
              <td className="num">{format.count(one.filled)}</td>
              <td className="num">{format.count(one.returned)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function AcceptAll({ periodId, rows }: { readonly periodId: string; readonly rows: readonly Row[] }): ReactNode {
  const t = useReportWords();
  const act = useAct(acceptReports, { touches: ["report"] });
  const ready = rows.filter((one) => one.state === "submitted");
  return (
    <>
      {ready.length === 0 ? null : (
        <Button
          loading={act.isPending}
          onClick={() => {
            act.mutate({ params: { periodId }, body: { unitIds: ready.map((one) => one.unitId) } });
          }}
        >
          {t("acceptAll", { count: ready.length })}
        </Button>
      )}
      <RefusalNote error={act.error} />
      <span role="status">{act.data === undefined ? "" : t("accepted", { count: act.data.body.accepted })}</span>
    </>
  );
}

function Overview({ whole, periodId }: { readonly whole: Whole; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const session = useSession();
  const [text, setText] = useState("");
  const [state, setState] = useState("");
  const sorted = useMemo(() => whole.units.toSorted((a, b) => format.compare(a.name, b.name)), [whole, format]);
  const shown = sorted.filter((one) => matches(`${one.code} ${one.name}`, text) && (state === "" || (state === "late" ? one.isLate : one.state === state)));
  return (
    <section className="stack" aria-labelledby="report-overview">
      <h2 id="report-overview">{t("overview")}</h2>
      <div className="row no-print">
        <input className="field-input" type="search" value={text} aria-label={t("search")} placeholder={t("search")} onChange={(event) => { setText(event.target.value); }} />
        <select className="field-input" value={state} aria-label={t("filter")} onChange={(event) => { setState(event.target.value); }}>
          <option value="">{t("all")}</option>
          {REPORT_STATES.map((one) => (
            <option key={one} value={one}>
              {t(`state.${one}`)}
            </option>
          ))}
          <option value="late">{t("late")}</option>
        </select>
        <span className="small muted" role="status">
          {t("shown", { shown: shown.length, all: sorted.length })}
        </span>
        {hasRole(session, "programme-officer") ? <AcceptAll periodId={periodId} rows={shown} /> : null}
      </div>
      <Rows rows={shown} periodId={periodId} />
      {hasRole(session, "programme-officer") ? <ExtendMany periodId={periodId} units={sorted} /> : null}
    </section>
  );
}

/** A period for who oversees it: the province's report first, then who has handed in. */
export function PeriodPage(): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const session = useSession();
  const { periodId } = useParams({ from: "/signed-in/reports/$periodId" });
  const query = useRead(readPeriod, { params: { periodId } });
  const period = query.data?.body.period;
  const actions = (
    <>
      {hasRole(session, "programme-officer") ? (
        <Link to="/reports/$periodId/import" params={{ periodId }} className="link-button">
          {t("import")}
        </Link>
      ) : null}
      <Download route={periodTable} given={{ params: { periodId } }} label={t("table")} of={period?.title ?? ""} />
    </>
  );
  return (
    <ReportFrame title={period?.title ?? t("title")} lead={period === undefined ? undefined : t("due", { time: format.time(period.dueAt) })} actions={actions}>
      <Loaded query={query} rows={8}>
        {({ body }) => (
          <>
            <p>{t("counts", { submitted: body.period.submitted, units: body.period.units, late: body.period.late, accepted: body.period.accepted, returned: body.period.returned })}</p>
            <Consolidations periodId={periodId} title={body.period.title} />
            <Overview whole={body} periodId={periodId} />
          </>
        )}
      </Loaded>
    </ReportFrame>
  );
}
