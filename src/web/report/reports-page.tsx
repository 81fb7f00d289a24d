import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listPeriods } from "../../contract/plan-report.ts";
import type { Role } from "../../contract/route.ts";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { ReportFrame } from "./frame.tsx";
import { StateMark } from "./state.tsx";
import { useReportWords } from "./words.ts";

type Period = Answer<typeof listPeriods>["body"]["items"][number];
export const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];

function PeriodCard({ period, mayOversee }: { readonly period: Period; readonly mayOversee: boolean }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const { id: periodId, title, dueAt, own, ...counts } = period;
  return (
    <li className="card report-card">
      <div className="grow">
        <h2>
          {mayOversee ? (
            <Link to="/reports/$periodId" params={{ periodId }}>
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        <p className="small muted">{t("due", { time: format.time(dueAt) })}</p>
        {mayOversee ? <p className="small">{t("counts", { submitted: counts.submitted, units: counts.units, late: counts.late, accepted: counts.accepted, returned: counts.returned })}</p> : null}
      </div>
      {own.length === 0 ? null : (
        <ul className="report-own">
          {own.map((one) => (
            <li key={one.unitId}>
              <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: one.unitId }} className="link-button">
                {t("ofUnit", { unit: one.name })}
              </Link>{" "}
              <StateMark state={one.state} isLate={one.isLate} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The periods: for a unit its reports, for who oversees them all how each stands. */
export function ReportsPage(): ReactNode {
  const t = useReportWords();
  const session = useSession();
  const query = useRead(listPeriods, {});
  const open = hasRole(session, "programme-officer") ? (
    <Link to="/reports/new" className="link-button">
      {t("newPeriod")}
    </Link>
  ) : null;
  return (
    <ReportFrame title={t("title")} lead={t("lead")} actions={open}>
      <Loaded query={query}>
        {({ body: { items } }) =>
          items.length === 0 ? (
            <Notice title={t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <ul className="report-cards">
              {items.map((one) => (
                <PeriodCard key={one.id} period={one} mayOversee={hasRole(session, ...OVERSEERS)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </ReportFrame>
  );
}
