import type { Endpoint } from "../platform/index.ts";
import { reportImportRoutes } from "./report-import-routes.ts";
import { dashboardRoutes } from "./dashboard-routes.ts";
import { reportConsolidationRoutes } from "./report-consolidation-routes.ts";
import { reportPeriodRoutes } from "./report-period-routes.ts";
import { type MeasuredParts, measuredRoutes } from "./measured-routes.ts";
import type { RecordedFigures } from "./report-prefill.ts";
import { reportRoutes } from "./report-routes.ts";
import { type OwnIndexes, yearsRoutes } from "./years-routes.ts";

/** What other rooms give: what is recorded of tasks, the way to a unit's own score, what surveys came to, results that were published. */
export type ReportParts = MeasuredParts & { readonly recorded: RecordedFigures; readonly ownIndexes: OwnIndexes };

/** Everything that periodic reports answer. */
export const reportEndpoints = ({ recorded, ownIndexes, ...measured }: ReportParts): readonly Endpoint[] => [...reportPeriodRoutes, ...reportRoutes({ recorded, surveyed: measured.surveyed }), ...reportImportRoutes, ...reportConsolidationRoutes, ...dashboardRoutes, ...measuredRoutes(measured), ...yearsRoutes(ownIndexes)];
