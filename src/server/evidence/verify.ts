import { type Bilingual, type Database, openDatabase } from "../platform/index.ts";
import { type EvidenceSettings, storeOf } from "./making.ts";
import { keptContents } from "./verify-queries.ts";
import type { Store } from "./store.ts";

/** The store against what was written down as kept: what is missing, altered, or there without anybody's knowing. */

export type StoreReport = { readonly files: number; readonly faults: readonly Bilingual[] };

const MOST_LISTED = 1000;
/** What was stored just now may be written down in a moment. */
const SETTLING_MS = 3_600_000;

/** Each content that was ever kept is read anew and hashed. */
async function compareKept(tx: Parameters<typeof keptContents>[0], store: Store): Promise<{ readonly known: ReadonlySet<string>; readonly faults: Bilingual[] }> {
  const known = new Set<string>();
  const faults: Bilingual[] = [];
  for await (const { sha256, name } of keptContents(tx)) {
    known.add(sha256);
    const found = await store.hashAt(sha256);
    if (found === undefined) faults.push({ vi: `tệp tài liệu ${name} (${sha256}) không còn trong kho`, en: `evidence ${name} (${sha256}) is missing from the store` });
    else if (found !== sha256) faults.push({ vi: `tệp tài liệu ${name} (${sha256}) trong kho đã bị sửa`, en: `evidence ${name} (${sha256}) was altered in the store` });
  }
  return { known, faults };
}

export async function verifyStore(database: Database, store: Store): Promise<StoreReport> {
  return database.read(async (tx) => {
    const now = (await tx.now()).getTime();
    const { known, faults } = await compareKept(tx, store);
    for await (const { sha256, keptAt } of store.list()) {
      if (!known.has(sha256) && now - keptAt.getTime() > SETTLING_MS) faults.push({ vi: `kho có ${sha256} mà không hồ sơ nào ghi đã nhận`, en: `the store holds ${sha256}, which nothing was kept as` });
    }
    return { files: known.size, faults: faults.slice(0, MOST_LISTED) };
  });
}

/** The same from outside: opens the database, with the application's rights and no more. */
export async function verifyStoreAt(connection: Parameters<typeof openDatabase>[0], settings: EvidenceSettings): Promise<StoreReport> {
  const database = openDatabase(connection, 1);
  try {
    return await verifyStore(database, storeOf(settings));
  } finally {
    await database.close();
  }
}
