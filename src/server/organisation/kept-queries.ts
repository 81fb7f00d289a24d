import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. */

export async function keptOrganisation(tx: Transaction): Promise<Record<"unit" | "unit_name" | "unit_successor" | "person" | "post", KeptRow[]>> {
  return {
    unit: await keptRows(tx, sql`congtam.unit kept`),
    unit_name: await keptRows(tx, sql`congtam.unit_name kept`),
    unit_successor: await keptRows(tx, sql`congtam.unit_successor kept`),
    person: await keptRows(tx, sql`congtam.person kept`),
    post: await keptRows(tx, sql`congtam.post kept`),
  };
}
