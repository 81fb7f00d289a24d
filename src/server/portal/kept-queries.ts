import { sql } from "kysely";
import { type KeptRow, keptRows } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";

/** The room's rows as they are, for whoever compares them with the ledger. Of texts and files only the hash stands there. */

const keptFiles = (tx: Transaction, of: string): Promise<KeptRow[]> => keptRows(tx, sql`congtam.portal_file kept where starts_with(kept.owner, ${of})`, sql`|| jsonb_build_object('bytes', encode(sha256(kept.bytes), 'hex'))`);

export const keptFeedback = async (tx: Transaction): Promise<Record<"feedback" | "feedback_step" | "portal_file" | "answer", KeptRow[]>> => ({
  feedback: await keptRows(tx, sql`congtam.feedback kept`, sql`- 'code_hash' - 'form' || jsonb_build_object('body', encode(sha256(convert_to(kept.body, 'UTF8')), 'hex'))`),
  feedback_step: await keptRows(tx, sql`congtam.feedback_step kept`),
  portal_file: await keptFiles(tx, "feedback:"),
  answer: await keptRows(tx, sql`portal.answer kept`),
});

export const keptRemediation = async (tx: Transaction): Promise<Record<"remediation_item" | "remediation_step" | "portal_file" | "commitment", KeptRow[]>> => ({
  remediation_item: await keptRows(tx, sql`congtam.remediation_item kept`),
  remediation_step: await keptRows(tx, sql`congtam.remediation_step kept`),
  portal_file: await keptFiles(tx, "remediation:"),
  commitment: await keptRows(tx, sql`portal.commitment kept`),
});

export const keptScans = (tx: Transaction): Promise<KeptRow[]> => keptRows(tx, sql`congtam.portal_scan kept`);
