import { createHash } from "node:crypto";
import { type Bilingual, type FileReply, makeThread, type Transaction } from "../platform/index.ts";
import type { Chart } from "./charts.ts";
import type { BareTable } from "./bare-table.ts";
import type { DocumentJobs } from "./documents-thread.ts";
import type { Official } from "./official.ts";
import { asPdf } from "./office.ts";
import { newestTemplate } from "./queries.ts";
import type { Filling, Template } from "./template.ts";
import type { DocxTable } from "./read-docx.ts";
import type { ReadSheet } from "./read-workbook.ts";
import { type Sheet, XLSX } from "./workbook.ts";

/** Making documents happens beside the requests, in a thread. */

const thread = makeThread<DocumentJobs>(new URL("documents-thread.ts", import.meta.url));

/** A kind of document: what it is called, how it is laid out, and what fills it. */
export type DocumentKind = {
  readonly key: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly official: Official;
  /** Every place of the template, with words that show what would stand there. */
  readonly sample: Filling;
};

export const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

type Wanted = { readonly name: string; readonly filling: Filling; readonly format: "docx" | "pdf" | "html"; /** Where the filling names them by `chartPlace`. */ readonly charts?: readonly Chart[] };

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** The template of a kind that counts: a clerk's, else the program's own. */
async function templateOf(tx: Transaction, { key, official }: DocumentKind): Promise<Template> {
  const kept = await newestTemplate(tx, key);
  return kept?.bytes === undefined || kept.bytes === null ? { official } : { bytes: new Uint8Array(kept.bytes) };
}

/** The document as a file; its version is that of the template and of what fills it. */
export async function documentFile(tx: Transaction, kind: DocumentKind, { name, filling, format, charts = [] }: Wanted): Promise<Pick<FileReply, "file" | "version">> {
  const template = await templateOf(tx, kind);
  const version = sha256(template.bytes ?? JSON.stringify(template.official), JSON.stringify([filling, charts]), format);
  const make = (): Promise<Uint8Array> => thread.ask("fill", { template, title: kind.title.vi, filling, charts });
  if (format === "docx") return { file: { name: `${name}.docx`, type: DOCX, make }, version };
  if (format === "html") return { file: { name: `${name}.html`, type: "text/html; charset=utf-8", make: async () => thread.ask("printPage", { title: kind.title.vi, document: await make() }) }, version };
  return { file: { name: `${name}.pdf`, type: "application/pdf", make: async () => asPdf(await make()) }, version };
}

/** What a paper says, whoever wrote its template: its paragraphs, without head, end and annexes. */
export async function paperText(tx: Transaction, kind: DocumentKind, filling: Filling): Promise<readonly string[]> {
  return thread.ask("bodyText", await thread.ask("fill", { template: await templateOf(tx, kind), title: kind.title.vi, filling }));
}

/** Tables that people see, as a workbook; it has the version of what is in it. */
export function tableFile(name: string, sheets: readonly Sheet[]): Pick<FileReply, "file" | "version"> {
  return { file: { name: `${name}.xlsx`, type: XLSX, make: () => thread.ask("workbookOf", sheets) }, version: sha256(JSON.stringify(sheets)) };
}

/** Somebody's workbook with marks where it is wrong; undefined when it is none. */
export const markedWorkbook = (given: Parameters<DocumentJobs["markWorkbook"]>[0]): Promise<Uint8Array | undefined> => thread.ask("markWorkbook", given);

/** A table as somebody sees it; undefined when what was sent is none. */
export const bareTable = (table: BareTable): Promise<Uint8Array | undefined> => thread.ask("bareTableOf", table);

/** The program's own template of a kind, for a clerk who wants to change it. */
export const templateBytes = ({ official, title }: DocumentKind): Promise<Uint8Array> => thread.ask("templateFile", { template: { official }, title: title.vi });

/** What is wrong with somebody's template of a kind. */
export const checkedTemplate = ({ title, sample }: DocumentKind, bytes: Uint8Array): Promise<readonly Bilingual[]> => thread.ask("checkTemplate", { bytes, title: title.vi, sample });

/** The sheets of somebody's workbook; undefined when it is none that can be read. */
export const readSheets = async (bytes: Uint8Array): Promise<readonly ReadSheet[] | undefined> => (await thread.ask("readWorkbook", bytes)).sheets;

/** The tables of somebody's Word file; undefined when it is none that can be read. */
export const readDocxTables = async (bytes: Uint8Array): Promise<readonly DocxTable[] | undefined> => (await thread.ask("readDocx", bytes)).tables;
