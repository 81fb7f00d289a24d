import { listMappings, markTable, readTable, saveMapping } from "../../contract/sheets.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, type Reply } from "../platform/index.ts";
import { markedWorkbook, readSheets } from "./making.ts";
import { addMapping, mappingsOf, newestMappingNumber } from "./queries.ts";
import type { ReadSheet, Value } from "./read-workbook.ts";
import { XLSX } from "./workbook.ts";

/** Tables that people bring in: read, marked, and their layouts learnt. */

const MOST_CELLS = 600_000;
const NO_WORKBOOK = { vi: "Tệp không phải bảng Excel (.xlsx) đọc được.", en: "The file is no workbook (.xlsx) that can be read." };
const bytesOf = (content: string): Uint8Array => new Uint8Array(Buffer.from(content, "base64"));
const wordsOf = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).normalize("NFC").trim());

/** What stands in a merged cell holds for each of the cells that it covers. */
function filledRows({ rows, merged }: ReadSheet): string[][] {
  const filled = rows.map((row) => row.map(wordsOf));
  for (const { top, left, bottom, right } of merged) {
    const words = filled[top]?.[left] ?? "";
    for (let row = top; row <= Math.min(bottom, filled.length - 1); row++) for (let column = left; column <= right; column++) filled[row] = Object.assign(filled[row] ?? [], { [column]: words });
  }
  return filled.map((row) => Array.from(row, (words) => words ?? ""));
}

async function handleReadTable({ body }: Call<typeof readTable>): Promise<Reply<typeof readTable>> {
  const sheets = await readSheets(bytesOf(body.content));
  const sheet = body.sheet === undefined ? (sheets?.find((one) => one.rows.length > 0) ?? sheets?.[0]) : sheets?.find((one) => one.name === body.sheet);
  if (sheets === undefined || sheet === undefined) throw new Problem("invalid-input", { fields: [{ pointer: sheets === undefined ? "/content" : "/sheet", message: NO_WORKBOOK }] });
  const rows = filledRows(sheet);
  if (rows.reduce((count, row) => count + row.length, 0) > MOST_CELLS) throw new Problem("too-large");
  return { body: { sheets: sheets.map((one) => one.name), sheet: sheet.name, rows } };
}

async function handleMark({ body: { content, sheet, faults } }: Call<typeof markTable>): Promise<FileReply> {
  const make = async (): Promise<Uint8Array> => {
    const bytes = await markedWorkbook({ bytes: bytesOf(content), sheets: [{ name: sheet, marks: faults }] });
    if (bytes === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: NO_WORKBOOK }] });
    return bytes;
  };
  return { file: { name: "Bảng có đánh dấu lỗi.xlsx", type: XLSX, make } };
}

async function handleMappings({ tx, query: { kind } }: Call<typeof listMappings>): Promise<Reply<typeof listMappings>> {
  const items = await mappingsOf(tx, kind);
  return { body: { items: items.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })) } };
}

async function handleSave(call: Call<typeof saveMapping>): Promise<Change<typeof saveMapping>> {
  const { tx, body } = call;
  const at = await tx.now();
  const { personId: by } = actorOf(call);
  const number = (await newestMappingNumber(tx, body)) + 1;
  if (!(await addMapping(tx, { ...body, number, at, by }))) throw new Problem("conflict", { detail: { vi: "Người khác vừa lưu cách bố trí này; hãy thử lại.", en: "Somebody else has just saved this layout; try again." } });
  const kept = { ...body, at: at.toISOString(), by };
  return { reply: { body: kept }, audit: [{ action: "documents.mapping-saved", subject: `sheet-mapping:${body.kind}`, data: { ...kept, number } }] };
}

export const sheetEndpoints: readonly Endpoint[] = [query(readTable, handleReadTable), query(markTable, handleMark), query(listMappings, handleMappings), command(saveMapping, handleSave)];
