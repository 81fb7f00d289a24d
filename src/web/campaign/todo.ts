import type { Stage } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";

/** What somebody can do in a campaign at this moment, most important first, and where. */

type Known = { readonly id: string; readonly stage: Stage; readonly calendar: unknown; readonly availableActions: readonly string[] };
type Deed = "set-calendar" | "setup" | "open" | "advance" | "extend" | "propose-reopening" | "approve-reopening" | "score" | "explain" | "file" | "appraise" | "mark" | "opinion" | "result" | "consolidate" | "import" | "ask" | "progress";
type Todo = { readonly what: Deed; readonly to: string; readonly isMain: boolean };

const COUNCIL: readonly Role[] = ["council-chair", "council-member"];
const OFFICE: readonly Role[] = ["programme-officer", "working-group"];
const LEADERS: readonly Role[] = ["chairman", "vice-chairman"];
const WORKING: readonly Stage[] = ["self-scoring", "appraisal-1", "explanation", "appraisal-2"];

function stepsOf({ stage, calendar, availableActions: may }: Known, roles: readonly Role[]): [Deed, string, boolean][] {
  const runs = roles.includes("programme-officer");
  const has = (...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
  const isRound = stage === "appraisal-1" || stage === "appraisal-2";
  // The council's chair ends the council's own stages only.
  const mayEnd = may.includes("advance") && (runs || isRound);
  const isRunning = WORKING.includes(stage);
  const steps: [Deed, string, boolean, boolean][] = [
    ["set-calendar", "/setup/calendar", true, stage === "draft" && runs && calendar === null],
    ["setup", "/setup", calendar !== null, stage === "draft" && runs],
    ["open", "/advance", false, stage === "draft" && mayEnd],
    ["advance", "/advance", true, stage !== "draft" && mayEnd],
    ["approve-reopening", "/reopenings", true, may.includes("approve-reopening")],
    ["appraise", "/appraisal", true, isRound && has(...COUNCIL)],
    ["mark", "/marks", true, (isRunning || stage === "draft") && stage !== "draft" && has(...LEADERS)],
    ["opinion", "/opinions", true, isRunning && has("opinion-giver")],
    ["consolidate", "/result", true, stage === "consolidation" && has("programme-officer", "council-chair")],
    ["result", "/result", false, (stage === "decided" || stage === "published") || (stage === "consolidation" && has(...COUNCIL, "working-group", "auditor", ...LEADERS) && !has("programme-officer", "council-chair"))],
    ["progress", "/progress", false, isRunning && has(...COUNCIL, ...OFFICE, ...LEADERS, "auditor")],
    ["import", "/imports", false, (isRunning || stage === "consolidation") && has(...OFFICE)],
    ["ask", "/opinions/new", false, isRunning && has(...OFFICE)],
    ["extend", "/extensions", false, may.includes("extend")],
    ["propose-reopening", "/extensions", false, may.includes("propose-reopening") && !may.includes("extend")],
  ];
  return steps.flatMap(([what, path, isMain, isDue]) => (isDue ? [[what, path, isMain] as [Deed, string, boolean]] : []));
}

const fileDeed = (stage: Stage): Deed => (stage === "self-scoring" ? "score" : stage === "explanation" ? "explain" : "file");

export function todoOf(campaign: Known, roles: readonly Role[], units: readonly string[]): Todo[] {
  const base = `/campaigns/${campaign.id}`;
  const ofUnits = campaign.stage === "draft" ? [] : units.map((unitId): Todo => ({ what: fileDeed(campaign.stage), to: `${base}/units/${unitId}`, isMain: campaign.stage === "self-scoring" || campaign.stage === "explanation" }));
  return [...ofUnits, ...stepsOf(campaign, roles).map(([what, path, isMain]) => ({ what, to: `${base}${path}`, isMain }))];
}
