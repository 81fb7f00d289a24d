import { serveThread } from "../platform/index.ts";
import { openBallots, tally } from "./opening.ts";
import { drawPosters } from "./poster.ts";
import { drawSheets } from "./sheets.ts";

/** The thread in which boxes are opened and cards drawn. */

const JOBS = { openBallots, tally, drawSheets, drawPosters };
export type SurveyJobs = typeof JOBS;

serveThread(JOBS);
