import { type Bilingual, type Database, openDatabase } from "../platform/index.ts";
import { type EvidenceSettings, storeOf } from "./making.ts";
import { keptContents } from "./verify-queries.ts";
import { type Guard, type Store, StoreFault } from "./store.ts";

/** The store against what was written down as kept: what is missing, altered, or there without anybody's knowing. */

export type StoreReport = { readonly files: number; readonly faults: readonly Bilingual[]; /** What the store does by itself against loss. */ readonly guard: Guard };

const MOST_LISTED = 1000;
/** What was stored just now may be written down in a moment. */
const SETTLING_MS = 3_600_000;

const EARLIER: Bilingual = { vi: "; kho còn giữ phiên bản nguyên vẹn và phiên bản đó đang được đưa ra", en: "; the store still holds a version that is whole, and that one is given out" };

/** Whether whoever asks for a content still gets it, from what the store kept of it. */
async function isStillGivenOut(store: Store, sha256: string): Promise<boolean> {
  try {
    await (await store.open(sha256)).close();
    return true;
  } catch (error) {
    if (error instanceof StoreFault) return false;
    throw error;
  }
}

/** Each content that was ever kept is read anew and hashed. */
async function compareKept(tx: Parameters<typeof keptContents>[0], store: Store): Promise<{ readonly known: ReadonlySet<string>; readonly faults: Bilingual[] }> {
  const known = new Set<string>();
  const faults: Bilingual[] = [];
  for await (const { sha256, name } of keptContents(tx)) {
    known.add(sha256);
    const found = await store.hashAt(sha256);
    if (found === sha256) continue;
    const earlier = (await isStillGivenOut(store, sha256)) ? EARLIER : { vi: "", en: "" };
    faults.push(found === undefined ? { vi: `tệp tài liệu ${name} (${sha256}) không còn trong kho${earlier.vi}`, en: `evidence ${name} (${sha256}) is missing from the store${earlier.en}` } : { vi: `tệp tài liệu ${name} (${sha256}) trong kho đã bị sửa${earlier.vi}`, en: `evidence ${name} (${sha256}) was altered in the store${earlier.en}` });
  }
  return { known, faults };
}

async function verifyStore(database: Database, store: Store): Promise<StoreReport> {
  return database.read(async (tx) => {
    const now = (await tx.now()).getTime();
    const { known, faults } = await compareKept(tx, store);
    for await (const { sha256, keptAt } of store.list()) {
      if (!known.has(sha256) && now - keptAt.getTime() > SETTLING_MS) faults.push({ vi: `kho có ${sha256} mà không hồ sơ nào ghi đã nhận`, en: `the store holds ${sha256}, which nothing was kept as` });
    }
    return { files: known.size, faults: faults.slice(0, MOST_LISTED), guard: await store.guard() };
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
