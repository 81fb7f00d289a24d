import type { Kysely } from "kysely";
import { z } from "zod";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Transaction } from "../platform/index.ts";

/** What the pages are made from, read under a role that sees nothing else. */

type Tables = {
  "portal.regulation": { sha256: string; document: Regulation };
  "portal.snapshot": { campaign: string; number: number; year: number; title: string; published_at: Date; regulation_sha256: string; about: unknown; case_text: string; result_text: string; result_sha256: string };
  "portal.generation": { number: number };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

const about = z.object({
  reason: z.string(),
  decision: z.object({ number: z.string(), on: z.string() }).nullable(),
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
