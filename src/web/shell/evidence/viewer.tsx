import { Button } from "antd";
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
import { useFormat } from "../../ui/format.ts";
import { Loading, Notice } from "../../ui/states.tsx";
import { Checks } from "./checks.tsx";
import { Findings, titleOf, useDescribed } from "./findings.tsx";
import { ImageView } from "./image-view.tsx";
import { Signatures } from "./signatures.tsx";
import { sizeText } from "./size.ts";
import { TextView } from "./text-view.tsx";
import { closeViewer, openViewer, type Showing, type Viewed } from "./viewer-state.ts";
import { useEvidenceWords } from "./words.ts";
import "./evidence.css";
import "./viewer.css";

/** A file beside the page that it proves something on: to be read without leaving, and without downloading where it can be shown. */

const PdfView = lazy(async () => ({ default: (await import("./pdf-view.tsx")).PdfView }));

/** To the reader of a file its missing description says nothing. */
const NOT_HERE = ["not-described"] as const;
/** What is in them is told in words; how it looks only their own programs show. */
const IN_WORDS: ReadonlySet<string> = new Set(["docx", "xlsx", "pptx", "odt", "ods", "zip"]);

function Content({ viewed: { file }, page, sought }: { readonly viewed: Viewed; readonly page: number; readonly sought: string }): ReactNode {
  const t = useEvidenceWords();
  if (file.state !== "kept") return <Notice title={t("notHere")}>{t("notHereHelp")}</Notice>;
  if (file.scan === "infected") return <Notice title={t("finding.infected")} tone="failed" />;
  if (file.scan === "waiting") return <Notice title={t("scanning")}>{t("scanningHelp")}</Notice>;
  if (file.content?.encrypted === true) return <Notice title={t("finding.encrypted")} tone="warning">{t("encryptedHelp")}</Notice>;
  if (file.kind === "pdf") {
    return (
      <Suspense fallback={<Loading />}>
        <PdfView key={file.id} fileId={file.id} page={page} sought={sought} />
      </Suspense>
    );
  }
  if (file.isViewable) return <ImageView key={file.id} fileId={file.id} name={file.name} />;
  if (file.kind !== null && IN_WORDS.has(file.kind)) return <TextView key={file.id} file={file} page={page} sought={sought} />;
  return <Notice title={t("downloadOnly")}>{t("downloadOnlyHelp")}</Notice>;
}

/** A screen reader says what has opened. */
const arrive = (heading: HTMLElement | null): void => {
  heading?.focus({ preventScroll: true });
};

function Head({ showing, viewed }: { readonly showing: Showing; readonly viewed: Viewed }): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  const described = useDescribed();
  const { owner, list, at, sought } = showing;
  const { file, item, pages, proves } = viewed;
  const go = (to: number): void => {
    openViewer({ owner, list, at: to, sought });
  };
  const facts = [described(item), sizeText(file.size, format), t("version", { number: file.number })].filter((one) => one !== "").join(" · ");
  return (
    <header className="viewer-head">
      <div className="row">
        {list.length < 2 ? null : (
          <>
            <Button size="small" aria-label={t("fileBefore")} disabled={at === 0} onClick={() => { go(at - 1); }}>
              ‹
            </Button>
            <span className="small num">{t("fileOf", { at: at + 1, count: list.length })}</span>
            <Button size="small" aria-label={t("fileAfter")} disabled={at === list.length - 1} onClick={() => { go(at + 1); }}>
              ›
            </Button>
          </>
        )}
        <span className="grow" />
        {file.state === "kept" ? (
          <a className="small" href={`/api/v1/evidence/files/${file.id}/download`} download={file.name}>
            {t("download")}
          </a>
        ) : null}
        <Button size="small" onClick={closeViewer}>
          {t("close")}
        </Button>
      </div>
      <h2 key={file.id} {...(showing.takesFocus ? { ref: arrive } : {})} tabIndex={-1}>{titleOf({ ...item, current: file })}</h2>
      <p className="small muted">{facts}</p>
      {pages === "" && proves === "" ? null : (
        <p className="viewer-proves">
          {pages === "" ? null : <strong className="num">{t("atPages", { pages: pages.replaceAll("-", "–") })} </strong>}
          {proves}
        </p>
      )}
      {item.current !== null && item.current.id !== file.id ? <p className="small evidence-warn">{t("newerVersion", { number: item.current.number })}</p> : null}
      <Findings item={item} hides={NOT_HERE} />
      <Signatures file={file} />
      <Checks item={item} />
    </header>
  );
}

/** On a narrow screen it covers the page: what is below is not reached by accident. */
function useCoversAll(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const narrow = matchMedia("(width < 1100px)");
    const rest = [...(box.current?.parentElement?.children ?? [])].filter((one) => one !== box.current);
    const cover = (is: boolean): void => {
      for (const one of rest) one.toggleAttribute("inert", is);
    };
    const listen = ({ matches }: MediaQueryListEvent): void => {
      cover(matches);
    };
    cover(narrow.matches);
    narrow.addEventListener("change", listen);
    return () => {
      narrow.removeEventListener("change", listen);
      cover(false);
    };
  }, [box]);
}

export function Viewer({ showing }: { readonly showing: Showing }): ReactNode {
  const t = useEvidenceWords();
  const box = useRef<HTMLElement>(null);
  const viewed = showing.list[showing.at];
  useCoversAll(box);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && box.current?.contains(document.activeElement) === true) closeViewer();
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
    };
  }, []);
  return viewed === undefined ? null : (
    <aside ref={box} className="viewer no-print" aria-label={t("viewer")}>
      <Head showing={showing} viewed={viewed} />
      <Content viewed={viewed} page={showing.page} sought={showing.sought} />
    </aside>
  );
}
