import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { SiteAnswer } from "../platform/index.ts";

/** Pages that were made, packed and ready, until something is published or there is no more room. */

const MOST_BYTES = 64 * 1024 * 1024;
const TAG_LETTERS = 24;
/** Most of what the best packing gains, for a tenth of its time. */
const QUALITY = 6;

const packBr = promisify(brotliCompress);
const packGzip = promisify(gzip);

/** An answer with its packed forms and its tag. */
export async function packed(answer: Pick<SiteAnswer, "status" | "type" | "headers">, text: string | Uint8Array): Promise<SiteAnswer> {
  const body = typeof text === "string" ? Buffer.from(text) : text;
  const [br, gz] = await Promise.all([packBr(body, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }), packGzip(body, { level: QUALITY })]);
  return { ...answer, body, packed: { br, gzip: gz }, tag: createHash("sha256").update(body).digest("hex").slice(0, TAG_LETTERS) };
}

const weightOf = ({ body, packed: forms }: SiteAnswer): number => body.byteLength + (forms?.br.byteLength ?? 0) + (forms?.gzip.byteLength ?? 0);

type KeptPages = {
  readonly get: (generation: number, key: string) => SiteAnswer | undefined;
  readonly put: (generation: number, key: string, answer: SiteAnswer) => void;
};

export function makeKeptPages(most: number = MOST_BYTES): KeptPages {
  const pages = new Map<string, SiteAnswer>();
  let bytes = 0;
  let of = -1;
  const startAnew = (generation: number): void => {
    if (generation === of) return;
    pages.clear();
    bytes = 0;
    of = generation;
  };
  return {
    get: (generation, key) => (generation === of ? pages.get(key) : undefined),
    put: (generation, key, answer) => {
      // Made from what was published before: nobody needs it any more.
      if (generation < of) return;
      startAnew(generation);
      if (pages.has(key)) return;
      pages.set(key, answer);
      bytes += weightOf(answer);
      for (const [oldest, page] of pages) {
        if (bytes <= most) break;
        pages.delete(oldest);
        bytes -= weightOf(page);
      }
    },
  };
}
