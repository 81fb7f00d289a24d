import { serveThread } from "../platform/index.ts";
import { fill, templateFile } from "./template.ts";

/** The thread in which documents are made. */

const JOBS = { fill, templateFile };
export type DocumentJobs = typeof JOBS;

serveThread(JOBS);
