import { type Kysely, sql } from "kysely";
import type { VersionItem } from "../../contract/result.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Transaction } from "../platform/index.ts";

/** Where the public reads: rows are added here and nowhere changed. */

type Tables = {
  "portal.regulation": { sha256: string; document: string };
  "portal.snapshot": { campaign: string; number: number; year: number; title: string; published_at: Date; regulation_sha256: string; about: string; case_text: string; result_text: string; result_sha256: string };
  "portal.generation": { number: number };
};
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

/** What stands beside the texts of a snapshot; the portal reads it by a schema of its own. */
export type SnapshotAbout = {
  readonly reason: string;
  readonly decision: VersionItem["decision"];
  /** What the decision says, without its annexes; those are the pages. */
  readonly text: readonly string[];
  readonly ledger: VersionItem["ledger"];
  /** `kin`: ids of the units that it continues or that continue it, to follow it across mergers. */
  readonly units: readonly { readonly id: string; readonly code: string; readonly name: string; readonly index: string; readonly kin: readonly string[] }[];
  /** Levels that the law left to people, as they were decided. */
  readonly levels: readonly { readonly ratio: string; readonly unit: string; readonly level: string; readonly reason: string }[];
};

type Snapshot = { readonly campaign: string; readonly number: number; readonly year: number; readonly title: string; readonly publishedAt: Date; readonly about: SnapshotAbout; readonly caseText: string; readonly resultText: string; readonly resultSha256: string };

/** A second time it changes nothing. */
export async function addSnapshot(tx: Transaction, snapshot: Snapshot, law: { readonly sha256: string; readonly document: Regulation }): Promise<void> {
  await tables(tx).insertInto("portal.regulation").values({ sha256: law.sha256, document: JSON.stringify(law.document) }).onConflict((on) => on.doNothing()).execute();
  await tables(tx)
    .insertInto("portal.snapshot")
    .values({ campaign: snapshot.campaign, number: snapshot.number, year: snapshot.year, title: snapshot.title, published_at: snapshot.publishedAt, regulation_sha256: law.sha256, about: JSON.stringify(snapshot.about), case_text: snapshot.caseText, result_text: snapshot.resultText, result_sha256: snapshot.resultSha256 })
    .onConflict((on) => on.doNothing())
    .execute();
  await tables(tx).updateTable("portal.generation").set({ number: sql<number>`number + 1` }).execute();
}

/** Published versions of the authority's campaigns that the public cannot read yet. */
export async function campaignsWithoutSnapshot(tx: Transaction): Promise<{ campaign: string; numbers: number[] }[]> {
  const { rows } = await sql<{ campaign: string; numbers: number[] }>`
    select step.campaign, array_agg(step.number order by step.number) as numbers
    from congtam.result_step step join congtam.campaign campaign on campaign.id = step.campaign
    where step.kind = 'publish' and campaign.owner_unit is null
      and not exists (select from portal.snapshot kept where kept.campaign = step.campaign and kept.number = step.number)
    group by step.campaign order by step.campaign`.execute(tables(tx));
  return rows;
}
