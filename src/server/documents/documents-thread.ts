import { serveThread } from "../platform/index.ts";
import { fill, templateFile } from "./template.ts";
import { workbookOf } from "./workbook.ts";

/** The thread in which documents are made. */

const JOBS = { fill, templateFile, workbookOf };
export type DocumentJobs = typeof JOBS;

serveThread(JOBS);
