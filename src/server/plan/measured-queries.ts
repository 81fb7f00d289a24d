import type { answerMeasured } from "../../contract/plan-measured.ts";
import type { Reply, Transaction } from "../platform/index.ts";
import { asJson } from "./report-queries.ts";

/** What units answered to values that were computed of their reports. */

export type Answer = NonNullable<Reply<typeof answerMeasured>["body"]["answer"]>;
type MeasuredTables = { "congtam.report_measured": { campaign: string; unit: string; code: string; number: number; taken: Answer; by: string; at: Date } };
const tables = (tx: Transaction) => tx.tables<MeasuredTables>();

/** A unit's newest answer to each criterion. */
export async function answersOf(tx: Transaction, campaign: string, unit: string): Promise<Map<string, { readonly number: number; readonly taken: Answer }>> {
  const rows = await tables(tx).selectFrom("congtam.report_measured").distinctOn("code").select(["code", "number", "taken"]).where("campaign", "=", campaign).where("unit", "=", unit).orderBy("code").orderBy("number", "desc").execute();
  return new Map(rows.map((one) => [one.code, one]));
}

export async function insertAnswer(tx: Transaction, { taken, ...row }: MeasuredTables["congtam.report_measured"]): Promise<void> {
  await tables(tx).insertInto("congtam.report_measured").values({ ...row, taken: asJson(taken) }).execute();
}
