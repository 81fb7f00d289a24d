import type { PlanWork } from "../../contract/home.ts";
import type { Actor, Endpoint, Transaction } from "../platform/index.ts";
import type { Reminder } from "../notification/index.ts";
import { calendarEndpoints } from "./calendar-routes.ts";
import { duplicateEndpoints } from "./duplicate-routes.ts";
import { inspectionFileEndpoints, type Scanned } from "./inspection-file-routes.ts";
import { inspectionEndpoints } from "./inspection-routes.ts";
import { recommendationsDue } from "./inspections.ts";
import { planDocumentEndpoints } from "./plan-routes.ts";
import { registerEndpoints } from "./register-routes.ts";
import { planRemindersDue } from "./reminders.ts";
import { reportEndpoints, type ReportParts } from "./report-endpoints.ts";
import { recordedFigures, reportDues } from "./report-recorded.ts";
import { tableEndpoints } from "./table-routes.ts";
import { unitPlanEndpoints } from "./unit-routes.ts";
import { planWorkFor } from "./waiting.ts";
import type { OtherDues } from "./work.ts";
import { workEndpoints } from "./work-routes.ts";

export { figuresOf } from "./content-rules.ts";
export { type PlanFiles, readPlanFiles, type WrittenPlan } from "./plan-yaml.ts";
export { currentPlan, type CurrentPlan, type PlanAt, targetsOf, tasksOf } from "./plans.ts";
export { inspectionCounts, verifiedFindingsOf, type VerifiedFinding } from "./inspections.ts";
export { registerCounts } from "./register-routes.ts";
export { type WorkIn, workOfYear } from "./work.ts";

/** What is due besides the plan's tasks: whoever knows of such days adds a line. */
const OTHER_DUES: readonly OtherDues[] = [recommendationsDue, reportDues];

/** What units are reminded of. */
export const planDue: (tx: Transaction, now: Date) => Promise<readonly Reminder[]> = planRemindersDue(OTHER_DUES);

/** What somebody finds to do in the work programmes of their units. */
export const planWaitingFor = (tx: Transaction, actor: Actor): Promise<PlanWork[]> => planWorkFor(tx, actor, OTHER_DUES);

export { scanning as planScanning } from "./scanning.ts";
export { keptInspections, keptInspectionScans, keptPeriod, keptPlans, keptReports, keptUnitPlans, reportPeriods } from "./kept-queries.ts";
export { enterReports, type WholeReport } from "./report-bulk.ts";
export { beginPeriod, keepForm } from "./report-period-routes.ts";
export { reportTasksOn, runConsolidation } from "./report-consolidating.ts";
export { provinceKind } from "./report-paper.ts";
export { fiveYearKind } from "./years-paper.ts";

/** Everything that the room answers. */
export const planEndpoints = (scanned: Scanned): readonly Endpoint[] => [...planDocumentEndpoints, ...tableEndpoints, ...unitPlanEndpoints, ...workEndpoints(OTHER_DUES), ...duplicateEndpoints, ...calendarEndpoints(OTHER_DUES), ...inspectionEndpoints, ...inspectionFileEndpoints(scanned), ...registerEndpoints];

/** Periodic reports and what they come to, with what other rooms hand in. */
export const planReportEndpoints = (parts: Omit<ReportParts, "recorded">): readonly Endpoint[] => reportEndpoints({ ...parts, recorded: recordedFigures });
