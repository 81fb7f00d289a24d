import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Certificate } from "pkijs";
import { inReadingOrder, isOutOfOrder } from "./pdf-order.ts";
import { bounded, NOTHING_READ, type Reading } from "./reading.ts";
import { signaturesIn } from "./signatures.ts";

/** Text of a PDF, page by page. Scripts, forms, attachments and pictures are not looked at. */

const MOST_PAGES = 3000;

const isPassword = (error: unknown): boolean => error instanceof Error && error.name === "PasswordException";

type Document = Awaited<ReturnType<typeof getDocument>["promise"]>;

async function textOf(document: Document, number: number): Promise<string> {
  const page = await document.getPage(number);
  const items = (await page.getTextContent()).items.flatMap((item) => ("str" in item ? [item] : []));
  const text = items.map((item) => `${item.str}${item.hasEOL ? "\n" : ""}`).join("");
  const ordered = isOutOfOrder(items) ? inReadingOrder(await page.getOperatorList(), text) : undefined;
  page.cleanup();
  return ordered ?? text;
}

export async function readPdf(bytes: Uint8Array, roots: readonly Certificate[]): Promise<Reading> {
  const signatures = await signaturesIn(bytes, roots);
  // The library takes the bytes for itself; pictures are left out of what it looks at.
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, disableFontFace: true, enableXfa: false, stopAtErrors: false, maxImageSize: 0, verbosity: VerbosityLevel.ERRORS });
  try {
    const document = await task.promise;
    const texts: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number++) texts.push(await textOf(document, number).catch(() => ""));
    return { ...NOTHING_READ, pages: document.numPages, hasText: texts.some((one) => one.trim() !== ""), signatures, texts: bounded(texts) };
  } catch (error) {
    return isPassword(error) ? { ...NOTHING_READ, encrypted: true, signatures } : { ...NOTHING_READ, unreadable: true, signatures };
  } finally {
    await task.destroy();
  }
}
