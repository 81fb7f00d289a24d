import { sql } from "kysely";
import type { Transaction } from "../platform/index.ts";

/** The room's SQL for whoever checks the store. */

type KeptContent = { readonly sha256: string; readonly name: string };
const AT_ONCE = 1000;

/** Every content that was kept, once, with the name of a file that has it. */
export async function* keptContents(tx: Transaction): AsyncGenerator<KeptContent> {
  for (let after = ""; ; ) {
    const { rows } = await sql<KeptContent>`
      select k.sha256, min(f.name) as name from congtam.evidence_kept k join congtam.evidence_file f on f.id = k.file
      where k.sha256 > ${after} group by k.sha256 order by k.sha256 limit ${AT_ONCE}`.execute(tx.tables());
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sha256;
  }
}
