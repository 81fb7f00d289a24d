import type { Kysely } from "kysely";
import type { Transaction } from "../platform/index.ts";
import type { CampaignTables } from "./queries.ts";

/** The room's SQL about who appraises what. */

type Tables = CampaignTables & {
  "congtam.campaign_assignment": { id: string; seq: number; campaign: string; person: string; index_code: string; code: string; unit: string | null; at: Date; by: string; ended_at: Date | null; ended_by: string | null };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** Somebody appraises a content, group or leaf of an index: of one unit, or of all when `unitId` is null. */
export type Assignment = { readonly id: string; readonly personId: string; readonly index: string; readonly code: string; readonly unitId: string | null };
export type NewAssignment = Omit<Assignment, "id">;

const COLUMNS = ["id", "person as personId", "index_code as index", "code", "unit as unitId"] as const;

const inForce = (tx: Transaction, campaignId: string) => tables(tx).selectFrom("congtam.campaign_assignment").where("campaign", "=", campaignId).where("ended_at", "is", null).orderBy("seq");

/** Assignments in force, of one person or all, in the order in which they were made. */
export const assignmentsOf = (tx: Transaction, campaignId: string, personId?: string): Promise<Assignment[]> =>
  inForce(tx, campaignId)
    .select(COLUMNS)
    .$if(personId !== undefined, (query) => query.where("person", "=", personId ?? ""))
    .execute();
