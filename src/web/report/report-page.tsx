import { useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { prefill, readReport } from "../../contract/plan-report.ts";
import { forget, useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Deadline } from "../ui/deadline.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { Faults, JudgeAct, Returned, Steps, SubmitAct } from "./acts.tsx";
import { FigureRow } from "./figure-row.tsx";
import { useArrival } from "./arrival.ts";
import { ReportFrame } from "./frame.tsx";
import { Narrative } from "./narrative.tsx";
import { StateMark } from "./state.tsx";
import type { Report } from "./types.ts";
import { useReportWords } from "./words.ts";

/** `round`: cells are set up anew when others than the person have filled them. */
type AreaProps = { readonly report: Report; readonly round: number; readonly area: Report["form"]["areas"][number]; readonly onSaved: () => void };

function Area({ report, area, round, onSaved }: AreaProps): ReactNode {
  const t = useReportWords();
  const figures = report.form.figures.filter((one) => one.area === area.key);
  const narratives = report.form.narratives.filter((one) => one.area === area.key);
  if (figures.length === 0 && narratives.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`area-${area.key}`} id={`report-${area.key}`}>
      <h2 id={`area-${area.key}`}>{area.title}</h2>
      {figures.length === 0 ? null : (
        <TableScroll label={area.title} className="report-figures">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("figure")}</th>
                <th scope="col">{t("unitOf")}</th>
                <th scope="col" className="num">
                  {t("last")}
                </th>
                <th scope="col" className="num">
                  {t("value")}
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.map((one) => (
                <FigureRow key={`${one.key} ${report.version} ${String(round)}`} report={report} figure={one} onSaved={onSaved} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {narratives.map((one) => (
        <Narrative key={`${one.key} ${report.version}`} report={report} part={one} onSaved={onSaved} />
      ))}
    </section>
  );
}

function Prefill({ report, onFilled }: { readonly report: Report; readonly onFilled: () => void }): ReactNode {
  const t = useReportWords();
  const act = useAct(prefill, { touches: ["report.read"] });
  if (report.proposed.length === 0) return null;
  return (
    <div className="no-print">
      <Button
        loading={act.isPending}
        onClick={() => {
          act.mutate({ params: { periodId: report.period.id, unitId: report.unit.id } }, { onSuccess: onFilled });
        }}
      >
        {t("prefill", { count: report.proposed.length })}
      </Button>
      <RefusalNote error={act.error} />
    </div>
  );
}

function Whole({ report, onSaved }: { readonly report: Report; readonly onSaved: () => void }): ReactNode {
  const t = useReportWords();
  const session = useSession();
  const [round, setRound] = useState(0);
  const isOwn = session.user.unitIds.includes(report.unit.id);
  const isUnwritten = report.state === "open" || report.state === "returned";
  return (
    <>
      <div className="row">
        <StateMark state={report.state} isLate={report.isLate} />
        {isUnwritten ? <Deadline at={report.now < report.period.dueAt ? report.period.dueAt : report.until} now={report.now} /> : null}
      </div>
      {isOwn ? <Returned report={report} /> : null}
      {isOwn && !report.mayWrite && isUnwritten ? <Notice title={t("readOnly")}>{t("closed")}</Notice> : null}
      <nav className="report-areas no-print" aria-label={t("areas")}>
        {report.form.areas.map((one) => (
          <a key={one.key} href={`#report-${one.key}`}>
            {one.title}
          </a>
        ))}
      </nav>
      {report.mayWrite ? <Prefill report={report} onFilled={() => { setRound(round + 1); }} /> : null}
      {report.form.areas.map((one) => (
        <Area key={one.key} report={report} area={one} round={round} onSaved={onSaved} />
      ))}
      {report.mayWrite ? (
        <div className="stack no-print">
          <Faults report={report} />
          <SubmitAct report={report} />
        </div>
      ) : null}
      {hasRole(session, "programme-officer") && !isOwn ? <JudgeAct key={report.version} report={report} /> : null}
      <Steps report={report} />
    </>
  );
}

const QUIET_MS = 2500;

/** Reads the report again when nothing was saved for a moment: what is said of the whole follows, cells are left alone. */
function useRereading(): () => void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => {
    clearTimeout(timer.current);
  }, []);
  return () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void forget(client, ["report.read"]);
    }, QUIET_MS);
  };
}

/** One unit's report: written while it is open, read and judged when it is handed in. */
export function ReportPage(): ReactNode {
  const t = useReportWords();
  const reread = useRereading();
  const params = useParams({ from: "/signed-in/reports/$periodId/units/$unitId" });
  const query = useRead(readReport, { params });
  const report = query.data?.body;
  useArrival(report !== undefined);
  const actions = (
    <>
      {report?.mayWrite === true ? (
        <Link to="/reports/$periodId/units/$unitId/import" params={params} className="link-button">
          {t("import")}
        </Link>
      ) : null}
      <Button
        onClick={() => {
          globalThis.print();
        }}
      >
        {t("print")}
      </Button>
    </>
  );
  return (
    <ReportFrame title={report === undefined ? t("title") : t("ofUnit", { unit: report.unit.name })} lead={report?.period.title} actions={actions}>
      <Loaded query={query} rows={10}>
        {({ body }) => <Whole report={body} onSaved={reread} />}
      </Loaded>
    </ReportFrame>
  );
}
