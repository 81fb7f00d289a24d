import { type AuditEntryView, auditEntry, listAuditEntries, readAuditHead } from "../../contract/audit.ts";
import { type Endpoint, pageFrom, query, type Transaction } from "../platform/index.ts";
import { readLogEndpoints } from "./read-routes.ts";
import { type EntryFilter, readHead, readPage } from "./queries.ts";
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

export const auditEndpoints: readonly Endpoint[] = [
  ...readLogEndpoints,
  query(listAuditEntries, async ({ tx, query: { limit, cursor, ...filter } }) => ({ body: await readEntries(tx, filter, { limit, cursor }) })),
  query(readAuditHead, async ({ tx }) => ({ body: { ...(await readHead(tx)), at: (await tx.now()).toISOString() } })),
];
