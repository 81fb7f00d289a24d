import { type ReactNode, useEffect, useRef } from "react";
import { readText } from "../../../contract/evidence-files.ts";
import type { FileView } from "../../../contract/evidence.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useAll } from "../query.ts";
import { marksIn, piecesOf } from "./found.ts";
import { useEvidenceWords } from "./words.ts";

type Section = { readonly page: number; readonly text: string };

/** A text with the words marked by which it was found. */
function Words({ text, sought }: { readonly text: string; readonly sought: string }): ReactNode {
  const pieces = piecesOf(text, marksIn([{ text, endsLine: true }], sought)[0] ?? []);
  return <p className="viewer-words">{pieces.map((piece, i) => (piece.isMarked ? <mark key={i}>{piece.text}</mark> : piece.text))}</p>;
}

/** More than that is read in its own program. */
const MOST_ROWS = 500;
const NUMBER = /^-?\d[\d.,\u00A0 ]*%?$/;

/** A sheet of a workbook, as far as it is read on a screen. */
function Sheet({ label, text, sought }: { readonly label: string; readonly text: string; readonly sought: string }): ReactNode {
  const lines = text.split("\n");
  return (
    <>
      <TableScroll label={label} isTaken={false}>
        <table className="plain viewer-sheet">
          <tbody>
            {lines.slice(0, MOST_ROWS).map((line, row) => (
              <tr key={row}>
                {line.replace(/\t$/, "").split("\t").map((cell, column) => (
                  <td key={column} {...(NUMBER.test(cell) ? { className: "num" } : {})}>
                    <Words text={cell} sought={sought} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {lines.length > MOST_ROWS ? <Words text={lines.slice(MOST_ROWS).join("\n")} sought={sought} /> : null}
    </>
  );
}

function Sections({ sections, page, sought, isWorkbook }: { readonly sections: readonly Section[]; readonly page: number; readonly sought: string; readonly isWorkbook: boolean }): ReactNode {
  const t = useEvidenceWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`[data-page="${String(page)}"]`)?.scrollIntoView({ block: "start" });
  }, [page]);
  return (
    <div ref={box}>
      {sections.map((one) => (
        <section key={one.page} data-page={one.page}>
          {sections.length === 1 ? null : <h3>{t("section", { number: one.page })}</h3>}
          {one.text.includes("\t") && isWorkbook ? <Sheet label={t("section", { number: one.page })} text={one.text.trimEnd()} sought={sought} /> : <Words text={one.text} sought={sought} />}
        </section>
      ))}
    </div>
  );
}

/** What is written in an office file, section by section; how it looks only its own program shows. */
export function TextView({ file, page, sought }: { readonly file: FileView; readonly page: number; readonly sought: string }): ReactNode {
  const t = useEvidenceWords();
  const query = useAll(readText, { params: { fileId: file.id } });
  return (
    <div className="viewer-scroll viewer-text" role="group" tabIndex={0} aria-label={t("textOf", { name: file.name })}>
      <p className="small muted">{t(file.content?.reading === "waiting" ? "beingRead" : file.kind === "zip" ? "namesOnly" : "textOnly")}</p>
      <Loaded query={query}>
        {(pages) =>
          pages.length === 0 ? (
            <Notice title={t("noText")}>{t("downloadOnlyHelp")}</Notice>
          ) : (
            <Sections sections={pages} page={page} sought={sought} isWorkbook={file.kind === "xlsx"} />
          )
        }
      </Loaded>
    </div>
  );
}
