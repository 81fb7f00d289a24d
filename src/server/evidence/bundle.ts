import { PassThrough, type Readable } from "node:stream";
import { ZipFile } from "yazl";
import { downloadBundle } from "../../contract/evidence-files.ts";
import { actorOf, type Call, type Endpoint, passage, type Sent, shownOf } from "../platform/index.ts";
import { libraryRelation } from "./access.ts";
import { safeName } from "./delivery.ts";
import { openKept } from "./file-routes.ts";
import { pageOfItems } from "./queries.ts";
import type { FileRow, ItemRow } from "./rows.ts";
import { conflict } from "./rules.ts";
import type { Means } from "./settings.ts";

/** A unit's evidence as one zip, made while it is sent: no more of it is in memory than is on the way. */

const MOST = 5000;
const CONTENTS = "MUC-LUC.txt";
const BYTE_ORDER_MARK = "\uFEFF";

type Part = { readonly path: string; readonly item: ItemRow; readonly file: FileRow };

const isGivenOut = ({ verdict }: FileRow): boolean => verdict === null || verdict === "clean";

/** Numbered, so that no two are called the same and the table of contents leads to each. */
function partsOf(items: readonly ItemRow[]): Part[] {
  return items.flatMap((item) => (item.current === null ? [] : [{ item, file: item.current }])).map(({ item, file }, i) => ({ item, file, path: `${String(i + 1).padStart(4, "0")} ${safeName(file)}` }));
}

const lineOf = ({ path, item: { description }, file }: Part): string =>
  [path, `  ${[description?.number, description?.dated, description?.issuer, description?.subject].filter((one) => one !== undefined && one !== null && one !== "").join("; ") || "(chưa mô tả)"}`, `  ${String(file.size)} byte, SHA-256 ${file.sha256}, nhận lúc ${file.keptAt ?? ""}`, ...(isGivenOut(file) ? [] : ["  (không kèm: chưa quét xong hoặc có mã độc)"])].join("\r\n");

async function giveNext(means: Means, file: FileRow, give: (error: null, stream: Readable) => void): Promise<void> {
  const opened = await openKept(means, file.sha256);
  give(null, opened.stream());
}

/** One file after the other: the next is opened when its turn comes. */
function zipOf(means: Means, parts: readonly Part[], heading: string): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  const broken = (error: unknown) => out.destroy(error instanceof Error ? error : new Error("the zip could not be made"));
  zip.addBuffer(Buffer.from(`${BYTE_ORDER_MARK}${heading}\r\n\r\n${parts.map(lineOf).join("\r\n\r\n")}\r\n`), CONTENTS, { compress: false });
  for (const { path, file } of parts.filter((one) => isGivenOut(one.file))) {
    // What people hand in is packed already.
    zip.addReadStreamLazy(path, { compress: false, mtime: new Date(file.keptAt ?? 0) }, (give) => {
      void giveNext(means, file, give).catch(broken);
    });
  }
  zip.on("error", broken);
  zip.outputStream.on("error", broken).pipe(out);
  zip.end();
  return out;
}

const handle = (means: Means) => async (call: Call<typeof downloadBundle>) => {
  const { tx, params } = call;
  const actor = actorOf(call);
  const sight = await means.asked.sightOf(tx, actor, params.year);
  const parts = partsOf((await pageOfItems(tx, params, sight.shows, { after: undefined, limit: MOST })).toReversed());
  if (parts.length === 0) throw conflict("Không có tài liệu nào để tải.", "There is no evidence to download.");
  const heading = `Tài liệu kiểm chứng năm ${String(params.year)}: ${String(parts.length)} tài liệu`;
  return {
    shown: shownOf(actor, sight.campaignOf(params.unitId), [params.unitId]),
    pass: async (): Promise<Sent> => ({ status: 200, headers: { "content-type": "application/zip", "content-disposition": `attachment; filename="tai-lieu-kiem-chung-${String(params.year)}.zip"`, "cache-control": "private, no-store" }, body: zipOf(means, parts, heading) }),
  };
};

export const bundleEndpoints = (means: Means): readonly Endpoint[] => [passage(downloadBundle, handle(means), ({ tx, actor, params }) => libraryRelation(means, tx, actorOf({ actor }), params))];
