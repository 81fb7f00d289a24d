import { serveThread } from "../platform/index.ts";
import { checkTemplate } from "./check-template.ts";
import { readWorkbook } from "./read-workbook.ts";
import { fill, templateFile } from "./template.ts";
import { workbookOf } from "./workbook.ts";

/** The thread in which documents are made. */

const JOBS = { checkTemplate, fill, readWorkbook, templateFile, workbookOf };
export type DocumentJobs = typeof JOBS;

serveThread(JOBS);
