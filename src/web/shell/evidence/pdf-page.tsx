import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import type { Look } from "./image-view.tsx";
import { scaleWithin } from "./pdf.ts";
import { textOver } from "./pdf-text.ts";
import { useEvidenceWords } from "./words.ts";

/** One page of a PDF: drawn when it is about to be seen, let go of when it is far away. */

type Props = { readonly pdf: PDFDocumentProxy; readonly number: number; /** Width in pixels of the page as it is shown. */ readonly width: number; readonly turn: Look["turn"]; /** Height through width until the page itself is known. */ readonly ratio: number; readonly className: string; /** The page's words over its picture, with these marked; absent: the picture alone. */ readonly sought?: string };

const NEAR = "600px";
const isCancelled = (error: unknown): boolean => error instanceof Error && error.name === "RenderingCancelledException";

/** Whether the element is near what is on the screen. */
function useIsNear(box: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        setNear(entry?.isIntersecting === true);
      },
      { root: current.closest(".viewer-scroll, .viewer-thumbs"), rootMargin: NEAR },
    );
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [box]);
  return isNear;
}

/** Lays the words over a page that is near, and takes them away when it is not. */
function useLetters({ pdf, number, width, turn, sought }: Pick<Props, "pdf" | "number" | "width" | "turn" | "sought">, isNear: boolean): RefObject<HTMLDivElement | null> {
  const letters = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = letters.current;
    if (place === null || sought === undefined || width === 0 || !isNear) return undefined;
    let isOver = false;
    const lay = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      const over = await textOver(page, { width, rotation: (page.rotate + turn) % 360, sought });
      if (!isOver) place.replaceChildren(over);
    };
    // The picture is what counts; a page whose words cannot be laid out is shown without.
    lay().catch(() => undefined);
    return () => {
      isOver = true;
      place.replaceChildren();
    };
  }, [pdf, number, width, turn, sought, isNear]);
  return letters;
}

export function PdfPage({ pdf, number, width, turn, ratio, className, sought }: Props): ReactNode {
  const t = useEvidenceWords();
  const box = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<number>();
  const [isBroken, setBroken] = useState(false);
  const isNear = useIsNear(box);
  const letters = useLetters({ pdf, number, width, turn, ...(sought === undefined ? {} : { sought }) }, isNear);
  useEffect(() => {
    const place = box.current;
    if (place === null || width === 0) return undefined;
    if (!isNear) {
      // What is not seen holds no picture.
      place.replaceChildren();
      return undefined;
    }
    let task: RenderTask | undefined;
    let isOver = false;
    const canvas = document.createElement("canvas");
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      if (isOver) return;
      const plain = page.getViewport({ scale: 1, rotation: (page.rotate + turn) % 360 });
      setOwn(plain.height / plain.width);
      const dots = globalThis.devicePixelRatio;
      const scale = scaleWithin((width / plain.width) * dots, plain.width, plain.height);
      const viewport = page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      task = page.render({ canvas, viewport });
      await task.promise;
      place.replaceChildren(canvas);
    };
    draw().catch((error: unknown) => {
      if (!isOver && !isCancelled(error)) setBroken(true);
    });
    return () => {
      isOver = true;
      task?.cancel();
    };
  }, [pdf, number, width, turn, isNear]);
  return (
    <div className={className} data-page={number} style={{ width, height: width * (own ?? (turn % 180 === 0 ? ratio : 1 / ratio)) }}>
      <div ref={box} className="viewer-canvas" role="img" aria-label={t("page", { number })} />
      {sought === undefined ? null : <div ref={letters} className="viewer-over" />}
      {isBroken ? <p className="evidence-bad viewer-broken">{t("pageBroken", { number })}</p> : null}
    </div>
  );
}
