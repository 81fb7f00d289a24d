import { type Kysely, sql } from "kysely";
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

type AssignmentSearch = { readonly personId: string | undefined; readonly unitId: string | undefined; readonly index: string | undefined; readonly after: number | undefined; readonly limit: number };

/** Those in force that fit; of a unit also those that reach it as one of all units of its index. */
export const pageOfAssignments = (tx: Transaction, campaignId: string, { personId, unitId, index, after, limit }: AssignmentSearch): Promise<(Assignment & { seq: number; at: Date; by: string })[]> =>
  inForce(tx, campaignId)
    .select([...COLUMNS, "seq", "at", "by"])
    .$if(personId !== undefined, (query) => query.where("person", "=", personId ?? ""))
    .$if(index !== undefined, (query) => query.where("index_code", "=", index ?? ""))
    .$if(unitId !== undefined, (query) =>
      query.where((is) =>
        is.or([
          is("unit", "=", unitId ?? ""),
          is.and([is("unit", "is", null), is("index_code", "=", is.selectFrom("congtam.campaign_unit as member").select("member.index_code").where("member.campaign", "=", campaignId).where("member.unit", "=", unitId ?? ""))]),
        ]),
      ),
    )
    .$if(after !== undefined, (query) => query.where("seq", ">", after ?? 0))
    .limit(limit + 1)
    .execute();

export const findAssignment = (tx: Transaction, campaignId: string, id: string): Promise<(Assignment & { endedAt: Date | null }) | undefined> =>
  tables(tx).selectFrom("congtam.campaign_assignment").select([...COLUMNS, "ended_at as endedAt"]).where("campaign", "=", campaignId).where("id", "=", id).executeTakeFirst();

/** What one person appraises anywhere, with the campaign, its title and its year. */
export type Held = Assignment & { readonly campaignId: string; readonly title: string; readonly year: number };
export const assignmentsHeldBy = (tx: Transaction, personId: string): Promise<Held[]> =>
  tables(tx)
    .selectFrom("congtam.campaign_assignment as held")
    .innerJoin("congtam.campaign", "congtam.campaign.id", "held.campaign")
    .select(["held.id", "held.person as personId", "held.index_code as index", "held.code", "held.unit as unitId", "held.campaign as campaignId", "congtam.campaign.title", "congtam.campaign.year"])
    .where("held.person", "=", personId)
    .where("held.ended_at", "is", null)
    .orderBy("held.seq")
    .execute();

/** All in one statement, whatever their number; those in force already are left as they are. */
export async function insertAssignments(tx: Transaction, wanted: readonly (NewAssignment & { readonly campaignId: string })[], by: string): Promise<(Assignment & { campaignId: string })[]> {
  const { rows } = await sql<Assignment & { campaignId: string }>`
    insert into congtam.campaign_assignment (campaign, person, index_code, code, unit, at, by)
    select "campaignId", "personId", "index", "code", "unitId", ${await tx.now()}, ${by}
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted ("campaignId" text, "personId" text, "index" text, "code" text, "unitId" text)
    on conflict do nothing
    returning id, campaign as "campaignId", person as "personId", index_code as "index", code, unit as "unitId"`.execute(tables(tx));
  return rows;
}

/** How many of them were in force until now. */
export async function endAssignments(tx: Transaction, ids: readonly string[], by: string): Promise<number> {
  if (ids.length === 0) return 0;
  const { numUpdatedRows } = await tables(tx).updateTable("congtam.campaign_assignment").set({ ended_at: await tx.now(), ended_by: by }).where("id", "in", ids).where("ended_at", "is", null).executeTakeFirst();
  return Number(numUpdatedRows);
}
