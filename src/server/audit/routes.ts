import { type AuditEntryView, auditEntry, listAuditEntries, readAuditHead, takeAuditEntries } from "../../contract/audit.ts";
import { type Call, type Endpoint, estimateBytes, pageFrom, passage, query, type Sent, type StreamedCell, streamTable, type Transaction, type Wire } from "../platform/index.ts";
import { readLogEndpoints } from "./read-routes.ts";
import { countEntries, type EntryFilter, readHead, readPage } from "./queries.ts";
import type { StoredRow } from "./rules.ts";

function viewOf(row: StoredRow): AuditEntryView {
  const data: unknown = JSON.parse(row.data ?? "null");
  return auditEntry.parse({ ...row, data });
}

/** Entries newest first; the cursor is the number before which the next page begins. */
export async function readEntries(tx: Transaction, filter: EntryFilter, page: { readonly limit: number; readonly cursor?: string | undefined }): Promise<{ items: AuditEntryView[]; nextCursor: string | null }> {
  const rows = await readPage(tx, filter, page.cursor === undefined ? undefined : Number(page.cursor), page.limit + 1);
  const { items, nextCursor } = pageFrom(rows, page.limit, (row) => String(row.seq));
  return { items: items.map(viewOf), nextCursor };
}

const ROWS_AT_ONCE = 500;
const HEADS = ["Số", "Thời điểm (UTC)", "Người thực hiện", "Hành động", "Đối tượng", "Nội dung", "Mã băm"];
const WIDTHS = [9, 26, 38, 30, 44, 80, 68];
const cellsOf = ({ seq, at, by, action, subject, data, hash }: StoredRow): StreamedCell[] => [seq, at, by, action, subject, data, hash];

/** Page after page, each in a transaction of its own: however long somebody takes, nobody waits for it. */
async function* pagesOf(filter: EntryFilter, read: Wire["commit"], first: readonly StoredRow[]): AsyncGenerator<StreamedCell[][]> {
  let rows = first;
  while (rows.length > 0) {
    yield rows.map(cellsOf);
    const last = rows.at(-1)?.seq;
    rows = rows.length < ROWS_AT_ONCE || last === undefined || last === null ? [] : await read(async (tx) => ({ audit: [], result: await readPage(tx, filter, last, ROWS_AT_ONCE) }));
  }
}

async function handleWorkbook({ tx, query: filter }: Call<typeof takeAuditEntries>): Promise<{ readonly pass: (wire: Wire) => Promise<Sent> }> {
  const first = await readPage(tx, filter, undefined, ROWS_AT_ONCE);
  const expected = await estimateBytes(first.map(cellsOf), await countEntries(tx, filter));
  const headers = { "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "content-disposition": "attachment; filename=\"So kiem toan.xlsx\"; filename*=UTF-8''S%E1%BB%95%20ki%E1%BB%83m%20to%C3%A1n.xlsx", "x-expected-bytes": String(expected), "cache-control": "no-store" };
  return { pass: async ({ commit }) => ({ status: 200, headers, body: streamTable({ name: "Sổ kiểm toán", heads: HEADS, widths: WIDTHS, pages: pagesOf(filter, commit, first) }) }) };
}

export const auditEndpoints: readonly Endpoint[] = [
  ...readLogEndpoints,
  query(listAuditEntries, async ({ tx, query: { limit, cursor, ...filter } }) => ({ body: await readEntries(tx, filter, { limit, cursor }) })),
  passage(takeAuditEntries, handleWorkbook),
  query(readAuditHead, async ({ tx }) => ({ body: { ...(await readHead(tx)), at: (await tx.now()).toISOString() } })),
];
