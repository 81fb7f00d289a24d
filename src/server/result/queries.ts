import { type Kysely, sql } from "kysely";
import type { Decided, Decision } from "../../contract/result.ts";
import type { Transaction } from "../platform/index.ts";
import type { Version, VersionStep } from "./rules.ts";

/** The room's SQL. */

type Tables = {
  "congtam.result_decision": { campaign: string; number: number; at: Date; by: string; decision: Decision };
  "congtam.result_version": { campaign: string; number: number; at: Date; by: string; reason: string; regulation_version: string; regulation_sha256: string; ledger_seq: number; ledger_hash: string; case_text: string; result_text: string; result_sha256: string; level_decisions: Decided[] };
  "congtam.result_step": { campaign: string; number: number; step: number; at: Date; by: string; kind: VersionStep["kind"]; data: VersionStep["data"] };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export async function decisionsOf(tx: Transaction, campaign: string): Promise<Decided[]> {
  const rows = await tables(tx).selectFrom("congtam.result_decision").select(["number", "at", "by", "decision"]).where("campaign", "=", campaign).orderBy("number").execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** False when the number is taken. */
export async function addDecision(tx: Transaction, campaign: string, { number, at, by, decision }: Decided): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.result_decision")
    .values({ campaign, number, at: new Date(at), by, decision: JSON.stringify(decision) as unknown as Decision })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

const VERSION = ["number", "at", "by", "reason", "regulation_version as regulationVersionId", "regulation_sha256 as regulationSha256", "ledger_seq as ledgerSeq", "ledger_hash as ledgerHash", "result_sha256 as resultSha256"] as const;

/** Newest first, without the texts. */
export const versionsOf = (tx: Transaction, campaign: string): Promise<Version[]> => tables(tx).selectFrom("congtam.result_version").select(VERSION).where("campaign", "=", campaign).orderBy("number", "desc").execute();

/** Whether a version waits for approval or publication: nothing was done with it, or it was approved and is not published. */
export async function isProposed(tx: Transaction, campaign: string): Promise<boolean> {
  const open = await tables(tx)
    .selectFrom("congtam.result_version as v")
    .select("v.number")
    .where("v.campaign", "=", campaign)
    .where((is) => is.not(is.exists(is.selectFrom("congtam.result_step as s").select("s.step").where("s.campaign", "=", campaign).whereRef("s.number", "=", "v.number").where("s.kind", "in", ["return", "publish"]))))
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

export const stepsOf = async (tx: Transaction, campaign: string): Promise<VersionStep[]> => {
  const rows = await tables(tx).selectFrom("congtam.result_step").select(["number", "step", "at", "by", "kind", "data"]).where("campaign", "=", campaign).orderBy("number").orderBy("step").execute();
  // What `data` holds follows from `kind`: both are written together, below.
  return rows as unknown as VersionStep[];
};

export type Texts = { readonly caseText: string; readonly resultText: string; readonly levelDecisions: Decided[] };

export const textsOf = (tx: Transaction, campaign: string, number: number): Promise<Texts | undefined> =>
  tables(tx).selectFrom("congtam.result_version").select(["case_text as caseText", "result_text as resultText", "level_decisions as levelDecisions"]).where("campaign", "=", campaign).where("number", "=", number).executeTakeFirst();

/** False when the number is taken. */
export async function addVersion(tx: Transaction, campaign: string, version: Version, { caseText, resultText, levelDecisions }: Texts): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.result_version")
    .values({
      campaign,
      number: version.number,
      at: version.at,
      by: version.by,
      reason: version.reason,
      regulation_version: version.regulationVersionId,
      regulation_sha256: version.regulationSha256,
      ledger_seq: version.ledgerSeq,
      ledger_hash: version.ledgerHash,
      case_text: caseText,
      result_text: resultText,
      result_sha256: version.resultSha256,
      level_decisions: JSON.stringify(levelDecisions) as unknown as Decided[],
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/** False when the step, or one of its kind, is there already. */
export async function addStep(tx: Transaction, campaign: string, { data, ...step }: VersionStep): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx)
    .insertInto("congtam.result_step")
    .values({ campaign, ...step, data: JSON.stringify(data) as unknown as VersionStep["data"] })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/** The newest published version of each of these campaigns that has one. */
export const newestPublished = (tx: Transaction, campaigns: readonly string[]): Promise<{ campaign: string; number: number; regulationVersionId: string; regulationSha256: string }[]> =>
  tables(tx)
    .selectFrom("congtam.result_version as v")
    .innerJoin("congtam.result_step as s", (join) => join.onRef("s.campaign", "=", "v.campaign").onRef("s.number", "=", "v.number").on("s.kind", "=", "publish"))
    .distinctOn("v.campaign")
    .select(["v.campaign", "v.number", "v.regulation_version as regulationVersionId", "v.regulation_sha256 as regulationSha256"])
    .where(sql<boolean>`v.campaign = any(${campaigns}::text[])`)
    .orderBy("v.campaign")
    .orderBy("v.number", "desc")
    .execute();

/** Published versions of all campaigns, for whoever recomputes them. */
export const publishedVersions = (tx: Transaction): Promise<(Version & { readonly campaign: string; readonly resultText: string; readonly caseText: string })[]> =>
  tables(tx)
    .selectFrom("congtam.result_version as v")
    .innerJoin("congtam.result_step as s", (join) => join.onRef("s.campaign", "=", "v.campaign").onRef("s.number", "=", "v.number").on("s.kind", "=", "publish"))
    .select(["v.campaign", "v.number", "v.at", "v.by", "v.reason", "v.regulation_version as regulationVersionId", "v.regulation_sha256 as regulationSha256", "v.ledger_seq as ledgerSeq", "v.ledger_hash as ledgerHash", "v.result_sha256 as resultSha256", "v.result_text as resultText", "v.case_text as caseText"])
    .orderBy("v.campaign")
    .orderBy("v.number")
    .execute();

/** Approved versions whose publication was ordered for an hour that has come; `by` ordered it. */
export const dueVersions = (tx: Transaction, now: Date): Promise<{ campaign: string; number: number; by: string }[]> =>
  tables(tx)
    .with("ordered", (db) => db.selectFrom("congtam.result_step").distinctOn(["campaign", "number"]).select(["campaign", "number", "by", sql<Date | null>`(data ->> 'until')::timestamptz`.as("until")]).where("kind", "=", "embargo").orderBy("campaign").orderBy("number").orderBy("step", "desc"))
    .selectFrom("ordered")
    .select(["ordered.campaign", "ordered.number", "ordered.by"])
    .where("ordered.until", "<=", now)
    .where((is) => is.not(is.exists(is.selectFrom("congtam.result_step as s").select("s.step").whereRef("s.campaign", "=", "ordered.campaign").whereRef("s.number", "=", "ordered.number").where("s.kind", "=", "publish"))))
    .execute();
