import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { Button } from "antd";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Loading, Notice } from "../../ui/states.tsx";
import { type Look, LookButtons } from "./image-view.tsx";
import { openPdf } from "./pdf.ts";
import { PdfPage } from "./pdf-page.tsx";
import { useEvidenceWords } from "./words.ts";

/** A PDF page under page, with small pictures of them at its side. */

type Opened = { readonly pdf: PDFDocumentProxy; readonly ratio: number };
type Opening = Opened | { readonly error: unknown } | undefined;

function useOpened(fileId: string): Opening {
  const [opening, setOpening] = useState<Opening>();
  useEffect(() => {
    const task = openPdf(fileId);
    let isOver = false;
    const open = async (): Promise<void> => {
      const pdf = await task.promise;
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      if (!isOver) setOpening({ pdf, ratio: height / width });
    };
    open().catch((error: unknown) => {
      if (!isOver) setOpening({ error });
    });
    return () => {
      isOver = true;
      void task.destroy();
    };
  }, [fileId]);
  return opening;
}

/** How wide an element is, now and whenever it changes. */
function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [box]);
  return width;
}

const pageIn = (scroller: HTMLElement, number: number): HTMLElement | null => scroller.querySelector<HTMLElement>(`[data-page="${String(number)}"]`);

function scrollTo(scroller: HTMLElement | null, number: number): void {
  const place = scroller === null ? null : pageIn(scroller, number);
  if (scroller !== null && place !== null) scroller.scrollTop = place.offsetTop;
}

/** The page that is in the upper part of the window. */
function pageSeen(scroller: HTMLElement): number {
  const edge = scroller.scrollTop + scroller.clientHeight / 3;
  const pages = [...scroller.querySelectorAll<HTMLElement>("[data-page]")];
  return Number(pages.findLast((one) => one.offsetTop <= edge)?.dataset["page"] ?? 1);
}

function Jump({ at, count, onGo }: { readonly at: number; readonly count: number; readonly onGo: (page: number) => void }): ReactNode {
  const t = useEvidenceWords();
  const [typed, setTyped] = useState<string>();
  return (
    <form
      className="row viewer-jump"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = Number(typed);
        if (Number.isInteger(wanted) && wanted >= 1) onGo(Math.min(count, wanted));
        setTyped(undefined);
      }}
    >
      <Button size="small" aria-label={t("pageBefore")} disabled={at <= 1} onClick={() => { onGo(at - 1); }}>
        ↑
      </Button>
      <input className="field-input num" inputMode="numeric" aria-label={t("pageNumber")} value={typed ?? String(at)} onChange={(event) => { setTyped(event.target.value); }} onBlur={() => { setTyped(undefined); }} />
      <span className="small num">{t("ofPages", { count })}</span>
      <Button size="small" aria-label={t("pageAfter")} disabled={at >= count} onClick={() => { onGo(at + 1); }}>
        ↓
      </Button>
    </form>
  );
}

const THUMB_PX = 92;

function Thumbs({ opened: { pdf, ratio }, at, onGo }: { readonly opened: Opened; readonly at: number; readonly onGo: (page: number) => void }): ReactNode {
  const t = useEvidenceWords();
  return (
    <nav className="viewer-thumbs" aria-label={t("thumbnails")}>
      {Array.from({ length: pdf.numPages }, (_, i) => (
        <button key={i} type="button" aria-label={t("toPage", { number: i + 1 })} aria-current={at === i + 1 ? "page" : undefined} onClick={() => { onGo(i + 1); }}>
          <PdfPage className="viewer-thumb" pdf={pdf} number={i + 1} width={THUMB_PX} turn={0} ratio={ratio} />
          <span className="num small">{i + 1}</span>
        </button>
      ))}
    </nav>
  );
}

function Pages({ opened, page, sought }: { readonly opened: Opened; readonly page: number; readonly sought: string }): ReactNode {
  const t = useEvidenceWords();
  const { pdf, ratio } = opened;
  const [look, setLook] = useState<Look>({ zoom: 100, turn: 0 });
  const [at, setAt] = useState(1);
  const [hasThumbs, setThumbs] = useState(() => pdf.numPages > 1 && matchMedia("(width >= 700px)").matches);
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller);
  // The last pages may not reach the top of the window: who jumped to one of them is there until they scroll away.
  const jumped = useRef<{ readonly page: number; readonly top: number }>(undefined);
  const go = (to: number): void => {
    scrollTo(scroller.current, to);
    jumped.current = { page: to, top: scroller.current?.scrollTop ?? 0 };
    setAt(to);
  };
  const follow = (box: HTMLElement): void => {
    const { current } = jumped;
    if (current !== undefined && Math.abs(current.top - box.scrollTop) <= 1) return;
    jumped.current = undefined;
    setAt(pageSeen(box));
  };
  const isLaidOut = room > 0;
  useEffect(() => {
    // To the page that proves it, once there is a page to go to.
    if (isLaidOut) scrollTo(scroller.current, Math.min(page, pdf.numPages));
  }, [isLaidOut, page, pdf]);
  const width = Math.floor(((room - 2) * look.zoom) / 100);
  return (
    <>
      <div className="viewer-bar">
        {pdf.numPages < 2 ? null : (
          <Button size="small" aria-pressed={hasThumbs} onClick={() => { setThumbs(!hasThumbs); }}>
            {t("thumbnails")}
          </Button>
        )}
        <Jump at={at} count={pdf.numPages} onGo={go} />
        <LookButtons look={look} onLook={setLook} />
      </div>
      <div className="viewer-pages">
        {hasThumbs ? <Thumbs opened={opened} at={at} onGo={go} /> : null}
        <div ref={scroller} className="viewer-scroll" role="group" tabIndex={0} aria-label={t("pagesOf")} onScroll={({ currentTarget }) => { follow(currentTarget); }}>
          {room === 0 ? null : Array.from({ length: pdf.numPages }, (_, i) => <PdfPage key={i} className="viewer-page" pdf={pdf} number={i + 1} width={width} turn={look.turn} ratio={ratio} sought={sought} />)}
        </div>
      </div>
    </>
  );
}

export function PdfView({ fileId, page, sought }: { readonly fileId: string; readonly page: number; /** Words to be marked. */ readonly sought: string }): ReactNode {
  const t = useEvidenceWords();
  const opening = useOpened(fileId);
  if (opening === undefined) return <Loading />;
  if (!("pdf" in opening)) {
    return (
      <Notice title={t("cannotShow")} tone="warning">
        {t("downloadOnlyHelp")}
      </Notice>
    );
  }
  return <Pages opened={opening} page={page} sought={sought} />;
}
