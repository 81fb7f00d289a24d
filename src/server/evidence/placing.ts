import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type AuditEntry, enqueue, type Transaction } from "../platform/index.ts";
import { addDescription } from "./description-queries.ts";
import { newId } from "./ids.ts";
import { lookAt } from "./kinds.ts";
import { addFiles, addKept } from "./queries.ts";
import { READ_QUEUE, READ_TASK, toldOf } from "./receive.ts";
import type { Description, FileRow } from "./rows.ts";
import type { Means } from "./settings.ts";
import { wordsOf } from "./words.ts";

/** Files that the program itself puts into a library: named, looked at and stored as those that people send. */

type Place = { readonly unitId: string; readonly year: number; readonly by: string };
type Placed = { readonly name: string; readonly bytes: Buffer; /** Told by a person; without it the program's reading proposes one. */ readonly description?: Pick<Description, "number" | "dated" | "issuer" | "subject"> };

export type PlaceFiles = (tx: Transaction, place: Place, files: readonly Placed[]) => Promise<{ readonly ids: readonly string[]; readonly audit: readonly AuditEntry[] }>;

export const placeFilesIn = ({ store, staging, limits }: Means): PlaceFiles => async (tx, { unitId, year, by }, files) => {
  const clock = await tx.now();
  const at = clock.toISOString();
  const audit: AuditEntry[] = [];
  const ids: string[] = [];
  for (const [part, { name, bytes, description }] of files.entries()) {
    const id = newId(clock, part);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const file: FileRow = { id, itemId: id, unitId, year, number: 1, name, size: bytes.length, sha256, reservedAt: at, by, bytesUntil: at, keptAt: at, kind: null, refusal: null, withdrawal: null, verdict: null, content: null };
    await staging.append(id, 0, bytes.length, Readable.from([bytes]));
    const { kind } = await lookAt(staging.pathOf(id), limits.kinds);
    if (kind === undefined) throw new RangeError(`${name} is of no kind that is taken`);
    await store.keep(staging.pathOf(id), sha256);
    await addFiles(tx, [{ id }], [file]);
    await addKept(tx, { file: id, unitId, sha256, kind, at });
    await enqueue(tx, READ_TASK, [{ sha256, kind }], READ_QUEUE);
    audit.push(toldOf("evidence.reserved", file, { reservedAt: at, bytesUntil: at, by }), toldOf("evidence.kept", file, { kind, at }));
    if (description !== undefined) {
      await addDescription(tx, { item: id, unitId, words: wordsOf([description.number, description.issuer, description.subject].join(" ")) }, { ...description, revision: 1, by, at });
      audit.push({ action: "evidence.described", subject: `evidence:${unitId}/${String(year)}`, data: { unit: unitId, item: id, revision: 1, ...description, by, at } });
    }
    await staging.drop(id);
    ids.push(id);
  }
  return { ids, audit };
};
