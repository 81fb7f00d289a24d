import type { Kysely } from "kysely";
import { z } from "zod";
import type { FeedbackCategory } from "../../contract/feedback.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Transaction } from "../platform/index.ts";

/** What the pages are made from, read under a role that sees nothing else. */

type Tables = {
  "portal.regulation": { sha256: string; document: Regulation };
  "portal.snapshot": { campaign: string; number: number; year: number; title: string; published_at: Date; regulation_sha256: string; about: unknown; case_text: string; result_text: string; result_sha256: string };
  "portal.generation": { number: number };
  "portal.answer": { feedback: string; unit: string | null; category: FeedbackCategory; asked: string; answered: string; at: Date };
  "portal.commitment": { item: string; number: number; campaign: string; unit: string; criterion: string; title: string; measure: string; deadline: string; state: "confirmed" | "remedied" | "not-remedied"; at: Date };
  "portal.signed_head": { seq: number; hash: string; at: Date; signature: string };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

const about = z.object({
  reason: z.string(),
  decision: z.object({ number: z.string(), on: z.string() }).nullable(),
  /** Of snapshots that are older there is none. */
  text: z.array(z.string()).default([]),
  ledger: z.object({ seq: z.number(), hash: z.string() }),
  units: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), index: z.string(), kin: z.array(z.string()) })),
  levels: z.array(z.object({ ratio: z.string(), unit: z.string(), level: z.string(), reason: z.string() })),
});

export type StoredSnapshot = { readonly campaign: string; readonly number: number; readonly year: number; readonly title: string; readonly publishedAt: Date; readonly lawSha256: string; readonly resultSha256: string; readonly resultText: string } & z.output<typeof about>;

/** How often anything of the schema has changed. */
export async function generationOf(tx: Transaction): Promise<number> {
  const row = await tables(tx).selectFrom("portal.generation").select("number").executeTakeFirst();
  return row?.number ?? 0;
}

export async function allSnapshots(tx: Transaction): Promise<StoredSnapshot[]> {
  const rows = await tables(tx)
    .selectFrom("portal.snapshot")
    .select(["campaign", "number", "year", "title", "published_at as publishedAt", "regulation_sha256 as lawSha256", "result_sha256 as resultSha256", "result_text as resultText", "about"])
    .orderBy("year")
    .orderBy("published_at")
    .orderBy("campaign")
    .orderBy("number")
    .execute();
  return rows.map(({ about: beside, ...row }) => ({ ...row, ...about.parse(beside) }));
}

export const allRegulations = async (tx: Transaction): Promise<ReadonlyMap<string, Regulation>> => new Map((await tables(tx).selectFrom("portal.regulation").select(["sha256", "document"]).execute()).map((one) => [one.sha256, one.document]));

/** What a version was computed from, and its result, byte for byte. */
export const textsOf = (tx: Transaction, campaign: string, number: number): Promise<{ caseText: string; resultText: string } | undefined> =>
  tables(tx).selectFrom("portal.snapshot").select(["case_text as caseText", "result_text as resultText"]).where("campaign", "=", campaign).where("number", "=", number).executeTakeFirst();

/** The newest published version of a campaign with all that it was computed from; the application may read it as everybody may. */
export async function newestPublished(tx: Transaction, campaign: string): Promise<{ readonly number: number; readonly unitIds: ReadonlyMap<string, string>; readonly sha256: string; readonly regulation: Regulation; readonly caseText: string; readonly resultSha256: string } | undefined> {
  const row = await tables(tx)
    .selectFrom("portal.snapshot as s")
    .innerJoin("portal.regulation as r", "r.sha256", "s.regulation_sha256")
    .select(["s.number", "s.about", "s.case_text as caseText", "s.result_sha256 as resultSha256", "r.sha256", "r.document as regulation"])
    .where("s.campaign", "=", campaign)
    .orderBy("s.number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { about: beside, ...published } = row;
  return { ...published, unitIds: new Map(about.parse(beside).units.map((one) => [one.code, one.id])) };
}

export type PublishedAnswer = { readonly unitId: string | null; readonly category: FeedbackCategory; readonly asked: string; readonly answered: string; readonly at: Date };
const MOST_ANSWERS = 2000;
/** Newest first. */
export const allAnswers = (tx: Transaction): Promise<PublishedAnswer[]> => tables(tx).selectFrom("portal.answer").select(["unit as unitId", "category", "asked", "answered", "at"]).orderBy("at", "desc").orderBy("feedback").limit(MOST_ANSWERS).execute();

export type Commitment = { readonly item: string; readonly campaign: string; readonly unitId: string; readonly criterion: string; readonly title: string; readonly measure: string; readonly deadline: string; readonly state: "confirmed" | "remedied" | "not-remedied" };
/** As each stands now. */
export const allCommitments = (tx: Transaction): Promise<Commitment[]> => tables(tx).selectFrom("portal.commitment").distinctOn("item").select(["item", "campaign", "unit as unitId", "criterion", "title", "measure", "deadline", "state"]).orderBy("item").orderBy("number", "desc").execute();

type PublicHead = { readonly seq: number; readonly hash: string; readonly at: Date; readonly signature: string };
/** The first signed head at or after a place in the ledger: with its signature everything up to there stands. */
export const headCovering = (tx: Transaction, seq: number): Promise<PublicHead | undefined> => tables(tx).selectFrom("portal.signed_head").select(["seq", "hash", "at", "signature"]).where("seq", ">=", seq).orderBy("seq").limit(1).executeTakeFirst();

/** For the application, which signs: what it sends to witnesses is for the public as well. */
export async function keepHead(tx: Transaction, { seq, hash, at, signature }: { readonly seq: number; readonly hash: string; readonly at: string; readonly signature: string }): Promise<void> {
  await tables(tx).insertInto("portal.signed_head").values({ seq, hash, at: new Date(at), signature }).onConflict((on) => on.doNothing()).execute();
}
