import { type FileView, listItems } from "../../../contract/evidence.ts";
import { call } from "../client.ts";
import type { Library } from "./sendings.ts";

const PAGE = 200;

/** The files of a library by their hash, as far as they are among these: what is there need not be sent again. */
export async function filesInLibrary({ unitId, year }: Library, hashes: ReadonlySet<string>): Promise<ReadonlyMap<string, FileView>> {
  const found = new Map<string, FileView>();
  let cursor: string | null | undefined;
  do {
    const { body } = await call(listItems, { params: { unitId, year }, query: { limit: PAGE, ...(cursor === undefined || cursor === null ? {} : { cursor }) } });
    for (const { current } of body.items) if (current !== null && hashes.has(current.sha256)) found.set(current.sha256, current);
    cursor = body.nextCursor;
  } while (cursor !== null && found.size < hashes.size);
  return found;
}
