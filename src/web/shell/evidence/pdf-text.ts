import { type PDFPageProxy, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
import { marksIn, piecesOf } from "./found.ts";

/** The words of a page, laid unseen over its picture: they can be selected and read out, and those that are sought are marked. */

/** Letters of one run, the sought ones in a mark. Nothing of the file is ever read as markup. */
function mark(place: HTMLElement, text: string, marks: ReturnType<typeof marksIn>[number]): void {
  const nodes = piecesOf(text, marks).map((piece) => {
    if (!piece.isMarked) return document.createTextNode(piece.text);
    const found = document.createElement("mark");
    found.textContent = piece.text;
    return found;
  });
  place.replaceChildren(...nodes);
}

/** Draws the words of a page; `width` is how wide the page is shown. */
export async function textOver(page: PDFPageProxy, { width, rotation, sought }: { readonly width: number; readonly rotation: number; readonly sought: string }): Promise<HTMLElement> {
  const container = document.createElement("div");
  container.className = "viewer-letters";
  const plain = page.getViewport({ scale: 1, rotation });
  const scale = width / plain.width;
  container.style.setProperty("--total-scale-factor", String(scale));
  const content = await page.getTextContent();
  const layer = new TextLayer({ textContentSource: content, container, viewport: page.getViewport({ scale, rotation }) });
  await layer.render();
  const runs = content.items.flatMap((item) => ("str" in item ? [{ text: item.str, endsLine: item.hasEOL }] : []));
  const marks = marksIn(runs, sought);
  for (const [i, place] of layer.textDivs.entries()) {
    const found = marks[i] ?? [];
    if (found.length > 0) mark(place, runs[i]?.text ?? "", found);
  }
  return container;
}
