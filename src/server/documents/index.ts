export type { Letterhead } from "../../contract/documents.ts";
export { letterheadFor, numberOf, signer, upper } from "./letterhead.ts";
export { documentFile, type DocumentKind, tableFile } from "./making.ts";
export { article, bold, each, heading, type Official, tableOf, text } from "./official.ts";
export type { Filling } from "./template.ts";
export { decimal, longDay, openDay, roman, shortDay, timeOfDay, vietnameseDay } from "./words.ts";
export { letterheadOf, settingEndpoints as documentsEndpoints } from "./setting-routes.ts";
export { type Cell, columnLetters, type Formula, quoted, type Row, type Sheet, type SheetColumn, sheetName, workbookOf, writeWorkbook, XLSX } from "./workbook.ts";
