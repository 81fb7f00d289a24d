import type { Endpoint } from "../platform/index.ts";
import type { DocumentKind } from "./making.ts";
import { settingEndpoints } from "./setting-routes.ts";
import { sheetEndpoints } from "./sheet-routes.ts";
import { tableEndpoints } from "./table-routes.ts";
import { templateEndpoints } from "./template-routes.ts";

export type { Letterhead } from "../../contract/documents.ts";
export { letterheadFor } from "../../contract/letterhead.ts";
export { capacityFor, capacityOf, headOfPaper, numberOf, signer, signOf, upper } from "./letterhead.ts";
export { csvTable } from "./csv.ts";
export { type Chart, chartPlace } from "./charts.ts";
export { documentFile, type DocumentKind, markedWorkbook, paperText, readDocxTables, readSheets, tableFile } from "./making.ts";
export { article, type Block, bold, each, heading, italics, listed, type Official, type Table, tableOf, text } from "./official.ts";
export type { Filling } from "./template.ts";
export { decimal, longDay, openDay, openMoment, roman, shortDay, thousands, timeOfDay, vietnameseDay } from "./words.ts";
export { letterheadOf } from "./setting-routes.ts";
export { type Accepts, type Cell, columnLetters, type Formula, quoted, type Row, type Sheet, type SheetColumn, sheetName, workbookOf, writeWorkbook, XLSX } from "./workbook.ts";
export { stableWorkbook } from "./stable-workbook.ts";
export { type ReadSheet, readWorkbook, type Value } from "./read-workbook.ts";
export { sheetFault, type SheetFault, sheetFaultLine } from "./sheet-fault.ts";

/** Everything that the room answers; `kinds` are the papers that other rooms issue. */
export const documentsEndpoints = (kinds: readonly DocumentKind[]): readonly Endpoint[] => [...settingEndpoints, ...tableEndpoints, ...sheetEndpoints, ...templateEndpoints(kinds)];
