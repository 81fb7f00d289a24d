import type { ReactNode } from "react";
import type { ReportState } from "../../contract/plan-report.ts";
import { useReportWords } from "./words.ts";

const SIGNS: Readonly<Record<ReportState, string>> = { open: "◌", submitted: "◐", returned: "↩", accepted: "●" };

/** Where a report stands, by a sign and a word. */
export function StateMark({ state, isLate }: { readonly state: ReportState; readonly isLate: boolean }): ReactNode {
  const t = useReportWords();
  return (
    <span className={`report-state report-state-${state}`}>
      <span aria-hidden="true">{SIGNS[state]}</span> {t(`state.${state}`)}
      {isLate ? <span className="report-late"> · {t("late")}</span> : null}
    </span>
  );
}
