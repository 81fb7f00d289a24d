import type { Endpoint } from "../platform/index.ts";
import type { DocumentKind } from "./making.ts";
import { settingEndpoints } from "./setting-routes.ts";
import { templateEndpoints } from "./template-routes.ts";

export type { Letterhead } from "../../contract/documents.ts";
export { letterheadFor, numberOf, signer, upper } from "./letterhead.ts";
export { documentFile, type DocumentKind, readSheets, tableFile } from "./making.ts";
export { article, bold, each, heading, type Official, tableOf, text } from "./official.ts";
export type { Filling } from "./template.ts";
export { decimal, longDay, openDay, roman, shortDay, timeOfDay, vietnameseDay } from "./words.ts";
export { letterheadOf } from "./setting-routes.ts";
export { type Accepts, type Cell, columnLetters, type Formula, quoted, type Row, type Sheet, type SheetColumn, sheetName, workbookOf, writeWorkbook, XLSX } from "./workbook.ts";
export { type ReadSheet, readWorkbook, type Value } from "./read-workbook.ts";
export { sheetFault, type SheetFault, sheetFaultLine } from "./sheet-fault.ts";

/** Everything that the room answers; `kinds` are the papers that other rooms issue. */
export const documentsEndpoints = (kinds: readonly DocumentKind[]): readonly Endpoint[] => [...settingEndpoints, ...templateEndpoints(kinds)];
