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

type Step = { readonly what: Deed; readonly path: string; readonly isMain: boolean; readonly isDue: boolean };
type Has = (...wanted: readonly Role[]) => boolean;

/** Of those who prepare and drive the campaign. */
function drivingSteps({ stage, calendar, availableActions: may }: Known, has: Has): Step[] {
  const isDraft = stage === "draft";
  const runs = has("programme-officer");
  // The council's chair ends the council's own stages only.
  const mayEnd = may.includes("advance") && (runs || stage === "appraisal-1" || stage === "appraisal-2");
  return [
    { what: "set-calendar", path: "/setup/calendar", isMain: true, isDue: isDraft && runs && calendar === null },
    { what: "setup", path: "/setup", isMain: calendar !== null, isDue: isDraft && runs },
    { what: "open", path: "/advance", isMain: false, isDue: isDraft && mayEnd },
    // A round may be ended early; while it runs, appraising is what matters.
    { what: "advance", path: "/advance", isMain: stage === "self-scoring" || stage === "explanation", isDue: !isDraft && mayEnd },
    { what: "approve-reopening", path: "/reopenings", isMain: true, isDue: may.includes("approve-reopening") },
    { what: "consolidate", path: "/result", isMain: true, isDue: stage === "consolidation" && has("programme-officer", "council-chair") },
  ];
}

/** Of those who judge, advise and look. */
function workingSteps({ stage, availableActions: may }: Known, has: Has): Step[] {
  const isRunning = WORKING.includes(stage);
  const isOver = stage === "decided" || stage === "published";
  const mayExtend = may.includes("extend");
  return [
    { what: "appraise", path: "/appraisal", isMain: true, isDue: (stage === "appraisal-1" || stage === "appraisal-2") && has(...COUNCIL) },
    { what: "mark", path: "/marks", isMain: true, isDue: isRunning && has(...LEADERS) },
    { what: "opinion", path: "/opinions", isMain: true, isDue: isRunning && has("opinion-giver") },
    { what: "result", path: "/result", isMain: false, isDue: isOver || (stage === "consolidation" && has("council-member", "working-group", "auditor", ...LEADERS)) },
    { what: "progress", path: "/progress", isMain: false, isDue: isRunning && has(...COUNCIL, ...OFFICE, ...LEADERS, "auditor") },
    { what: "import", path: "/imports", isMain: false, isDue: (isRunning || stage === "consolidation") && has(...OFFICE) },
    { what: "ask", path: "/opinions/new", isMain: false, isDue: isRunning && has(...OFFICE) },
    { what: "extend", path: "/extensions", isMain: false, isDue: mayExtend },
    { what: "propose-reopening", path: "/extensions", isMain: false, isDue: may.includes("propose-reopening") && !mayExtend },
  ];
}

const fileDeed = (stage: Stage): Deed => (stage === "self-scoring" ? "score" : stage === "explanation" ? "explain" : "file");

export function todoOf(campaign: Known, roles: readonly Role[], units: readonly string[]): Todo[] {
  const base = `/campaigns/${campaign.id}`;
  const ofUnits = campaign.stage === "draft" ? [] : units.map((unitId): Todo => ({ what: fileDeed(campaign.stage), to: `${base}/units/${unitId}${campaign.stage === "explanation" ? "/explanation" : ""}`, isMain: campaign.stage === "self-scoring" || campaign.stage === "explanation" }));
  const has: Has = (...wanted) => wanted.some((role) => roles.includes(role));
  const steps = [...drivingSteps(campaign, has), ...workingSteps(campaign, has)].filter((one) => one.isDue);
  const all = [...ofUnits, ...steps.map(({ what, path, isMain }) => ({ what, to: `${base}${path}`, isMain }))];
  // Something is always the first thing to do.
  return all.map((one, at) => (at === 0 && !all.some(({ isMain }) => isMain) ? { ...one, isMain: true } : one));
}
