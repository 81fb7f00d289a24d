import { subjectsBeginning, tellingsAbout, tellingsOfActions } from "../audit/index.ts";
import { keptInspections, keptInspectionScans, keptPeriod, keptPlans, keptReports, keptUnitPlans, reportPeriods } from "../plan/index.ts";
import type { Transaction } from "../platform/index.ts";
import { scanSubject } from "./scan-subjects.ts";
import type { Subject } from "./subject.ts";
import { INSPECTION_ACTIONS, PLAN_ACTIONS, tellerOfPlans, tellerOfUnitPlans, toldOfInspections, UNIT_PLAN_ACTIONS } from "./told-plan.ts";
import { REPORT_ACTIONS, tellerOfPeriod, tellerOfReports } from "./told-report.ts";

/** The tables of the reform plan and of its reports against the ledger: a period at a time, for it has the most rows. */

const ofPeriod = (period: string): Subject => ({ tellings: (tx) => tellingsAbout(tx, `report-period:${period}`, `report:${period}:`), kept: (tx) => keptPeriod(tx, period), toldBy: tellerOfPeriod(period) });

export async function planSubjects(tx: Transaction): Promise<Subject[]> {
  const told = (await subjectsBeginning(tx, "report-period:")).map((one) => one.slice("report-period:".length));
  return [
    { tellings: (at) => tellingsOfActions(at, PLAN_ACTIONS), kept: keptPlans, toldBy: tellerOfPlans() },
    { tellings: (at) => tellingsOfActions(at, UNIT_PLAN_ACTIONS), kept: keptUnitPlans, toldBy: tellerOfUnitPlans() },
    { tellings: (at) => tellingsOfActions(at, INSPECTION_ACTIONS), kept: keptInspections, toldBy: toldOfInspections },
    scanSubject("plan", "inspection_scan", keptInspectionScans),
    { tellings: (at) => tellingsOfActions(at, REPORT_ACTIONS), kept: keptReports, toldBy: tellerOfReports() },
    ...[...new Set([...told, ...(await reportPeriods(tx))])].map(ofPeriod),
  ];
}
