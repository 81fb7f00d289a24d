import { serveThread } from "../platform/index.ts";
import { read, tellCheck, tellComparison, tellDocument } from "./reading.ts";

/** The thread in which whole regulations are read and compared. */

const JOBS = { read, tellCheck, tellComparison, tellDocument };
export type ReadingJobs = typeof JOBS;

serveThread(JOBS);
