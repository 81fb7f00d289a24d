import type { readDashboard } from "../../contract/plan-dashboard.ts";
import type { readReport } from "../../contract/plan-report.ts";
import type { Answer } from "../shell/client.ts";

export type Report = Answer<typeof readReport>["body"];
export type Figure = Report["form"]["figures"][number];
export type Cell = Report["cells"][number];
export type Fault = Report["faults"][number];
export type Dashboard = Answer<typeof readDashboard>["body"];
export type Measure = Dashboard["measures"][number];
