import { type Stage, STAGES } from "../../contract/cycle.ts";

/** What is said of units and of who appraises them stands until the result is being made. */
export const isBeforeConsolidation = (stage: Stage): boolean => STAGES.indexOf(stage) < STAGES.indexOf("consolidation");
