import { serveThread } from "../platform/index.ts";
import { checkTemplate } from "./check-template.ts";
import { bareTableOf } from "./bare-table.ts";
import { markWorkbook } from "./mark-workbook.ts";
import { bodyText, printPage } from "./print-page.ts";
import { readDocx } from "./read-docx.ts";
import { readWorkbook } from "./read-workbook.ts";
import { fill, templateFile } from "./template.ts";
import { workbookOf } from "./workbook.ts";

/** The thread in which documents are made. */

const JOBS = { bareTableOf, bodyText, checkTemplate, fill, markWorkbook, printPage, readDocx, readWorkbook, templateFile, workbookOf };
export type DocumentJobs = typeof JOBS;

serveThread(JOBS);
