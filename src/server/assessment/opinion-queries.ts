import type { Kysely } from "kysely";
import type { STANCES } from "../../contract/opinion.ts";
import type { Transaction } from "../platform/index.ts";

/** SQL of requests for opinion. */

type Stance = (typeof STANCES)[number];
type Tables = {
  "congtam.opinion_request": { id: string; campaign: string; to_unit: string; question: string; due: string; by: string; at: Date };
  "congtam.opinion_item": { request: string; unit: string; criterion: string };
  "congtam.opinion_answer": { request: string; unit: string; criterion: string; version: number; stance: Stance; text: string; by: string; at: Date };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type RequestRow = { readonly id: string; readonly toUnitId: string; readonly question: string; readonly due: string; readonly by: string; readonly at: Date };
export type ItemRow = { readonly request: string; readonly unitId: string; readonly code: string };
export type AnswerRow = ItemRow & { readonly version: number; readonly stance: Stance; readonly text: string; readonly by: string; readonly at: Date };

const REQUEST = ["id", "to_unit as toUnitId", "question", "due", "by", "at"] as const;

export async function insertRequest(tx: Transaction, campaign: string, { toUnitId, ...row }: RequestRow, items: readonly Omit<ItemRow, "request">[]): Promise<void> {
  await tables(tx).insertInto("congtam.opinion_request").values({ ...row, campaign, to_unit: toUnitId }).execute();
  await tables(tx).insertInto("congtam.opinion_item").values(items.map(({ unitId, code }) => ({ request: row.id, unit: unitId, criterion: code }))).execute();
}

/** Newest first: ids begin with their time. `toUnits`: only those sent to one of these. */
export const requestsOf = (tx: Transaction, campaign: string, { toUnits, before, limit }: { readonly toUnits: readonly string[] | undefined; readonly before: string | undefined; readonly limit: number }): Promise<RequestRow[]> =>
  tables(tx)
    .selectFrom("congtam.opinion_request")
    .select(REQUEST)
    .where("campaign", "=", campaign)
    .$if(toUnits !== undefined, (query) => query.where((is) => is("to_unit", "=", is.fn.any(is.val([...(toUnits ?? [])])))))
    .$if(before !== undefined, (query) => query.where("id", "<", before ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

export const findRequest = (tx: Transaction, campaign: string, id: string): Promise<RequestRow | undefined> =>
  tables(tx).selectFrom("congtam.opinion_request").select(REQUEST).where("campaign", "=", campaign).where("id", "=", id).executeTakeFirst();

export const itemsOf = (tx: Transaction, requests: readonly string[]): Promise<ItemRow[]> =>
  requests.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.opinion_item").select(["request", "unit as unitId", "criterion as code"]).where("request", "in", requests).orderBy("request").orderBy("unit").orderBy("criterion").execute();

/** The newest answers. */
export const answersOf = (tx: Transaction, requests: readonly string[]): Promise<AnswerRow[]> =>
  requests.length === 0
    ? Promise.resolve([])
    : tables(tx)
        .selectFrom("congtam.opinion_answer")
        .distinctOn(["request", "unit", "criterion"])
        .select(["request", "unit as unitId", "criterion as code", "version", "stance", "text", "by", "at"])
        .where("request", "in", requests)
        .orderBy("request")
        .orderBy("unit")
        .orderBy("criterion")
        .orderBy("version", "desc")
        .execute();

/** False when the version is taken. */
export async function addAnswer(tx: Transaction, { unitId, code, ...row }: AnswerRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.opinion_answer").values({ ...row, unit: unitId, criterion: code }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}
