import { getDocument, GlobalWorkerOptions, type PDFDocumentLoadingTask } from "pdfjs-dist/legacy/build/pdf.mjs";

/** PDF files as pictures of their pages; parsed in a worker that can talk to nobody. */

/** The worker, and what a file may lean on without bringing it along: the standard fonts (for the sans-serif the reader's own), the decoders of scanners' formats. */
const EXTRAS = import.meta.glob<string>(["../../../../node_modules/pdfjs-dist/standard_fonts/*.pfb", "../../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm", "../../../../node_modules/pdfjs-dist/legacy/build/pdf.worker.min.mjs"], { query: "?url", import: "default", eager: true });
const addresses = new Map(Object.entries(EXTRAS).map(([path, address]) => [path.split("/").at(-1) ?? "", address]));
GlobalWorkerOptions.workerSrc = addresses.get("pdf.worker.min.mjs") ?? "";

/** Fetches for the worker, which may not. */
class OwnFiles {
  readonly #addresses = addresses;
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = this.#addresses.get(filename);
    if (address === undefined) throw new Error(`${filename} is not among the files of the application`);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${filename}: ${String(answer.status)}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** Of a large file only what is looked at is fetched. */
const PIECE_BYTES = 512 * 1024;
/** A page of more pixels is drawn smaller than asked. */
const MOST_PIXELS = 16_000_000;

export const openPdf = (fileId: string): PDFDocumentLoadingTask =>
  getDocument({
    url: new URL(`/api/v1/evidence/files/${fileId}/view`, globalThis.location.href).href,
    rangeChunkSize: PIECE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    useWorkerFetch: false,
    BinaryDataFactory: OwnFiles,
    // Forms, scripts and other people's addresses have no business here.
    enableXfa: false,
    disableWorkerRendering: true,
    maxImageSize: 4 * MOST_PIXELS,
    verbosity: 0,
  });

/** How large a page may be drawn. */
export const scaleWithin = (scale: number, width: number, height: number): number => Math.min(scale, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
