import type { IsProposed } from "../campaign/index.ts";
import type { Endpoint } from "../platform/index.ts";
import { appraisalEndpoints } from "./appraisal-routes.ts";
import { gridEndpoints } from "./grid-routes.ts";
import { linkEndpoints } from "./link-routes.ts";
import { importEndpoints } from "./import-routes.ts";
import { minutesEndpoints } from "./minutes-routes.ts";
import { opinionEndpoints } from "./opinion-routes.ts";
import { readEndpoints } from "./read-routes.ts";
import { reasonEndpoints } from "./reason-routes.ts";
import { reportEndpoints } from "./report-routes.ts";
import { roundEndpoints } from "./round-routes.ts";
import { scoreSheetEndpoints } from "./score-sheet-routes.ts";
import { scoreSheetsEndpoints } from "./score-sheets-routes.ts";
import { unitEndpoints } from "./unit-routes.ts";

export { councilReasons } from "./council-reasons.ts";
export { PAPER_KINDS } from "./paper-kinds.ts";
export { enterOwnScore, importedValues } from "./own-score.ts";
export { enterScores, submitFiles } from "./bulk.ts";
export { evidenceTopics } from "./evidence-live.ts";
export { useOfFile } from "./link-queries.ts";
export { evidenceSight } from "./evidence-sight.ts";
export { contestedUnits } from "./contested.ts";
export { takeMeasured } from "./import-routes.ts";
export { campaignSight, type CampaignSight, seenEntries } from "./desk.ts";
export { askedCampaigns, filesKept, keptOfFile, keptRequests } from "./kept-queries.ts";
export { assessmentTopics, sideOf } from "./live.ts";
export { entriesIn, type EntryText, newestEntryTexts } from "./queries.ts";
export { workIn } from "./work.ts";
export { type WorkHere, workOf } from "./work-rules.ts";
export { type CriterionEntries, type Entry, fits, isContested, marksByLeaf, scoredByOf, sortEntries, type Standing, standingOf, type Step } from "./rules.ts";

/** Everything that the room answers. */
export const assessmentEndpoints = (isProposed: IsProposed): readonly Endpoint[] => [...readEndpoints, ...unitEndpoints, ...appraisalEndpoints, ...gridEndpoints, ...roundEndpoints, ...reasonEndpoints, ...linkEndpoints, ...importEndpoints(isProposed), ...opinionEndpoints, ...reportEndpoints, ...minutesEndpoints, ...scoreSheetEndpoints, ...scoreSheetsEndpoints];
