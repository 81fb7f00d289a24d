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

/** What is longer is given room, so that it is not broken at every word. */
const LONG_CELL = 24;
const classOf = (cell: string): string | undefined => (NUMBER.test(cell) ? "num" : cell.length > LONG_CELL ? "wide" : undefined);

/** The cells of a row; what stands alone at its beginning, as a title does, goes over all columns. */
function cellsOf(line: string, columns: number): readonly { readonly cell: string; readonly span: number }[] {
  const cells = line.replace(/\t$/, "").split("\t");
  const span = cells.length === 1 && classOf(cells[0] ?? "") === "wide" ? columns : 1;
  return cells.map((cell) => ({ cell, span }));
}

/** A sheet of a workbook, as far as it is read on a screen. */
function Sheet({ label, text, sought }: { readonly label: string; readonly text: string; readonly sought: string }): ReactNode {
  const lines = text.split("\n");
  const shown = lines.slice(0, MOST_ROWS);
  const columns = Math.max(...shown.map((line) => cellsOf(line, 1).length));
  return (
    <>
      <TableScroll label={label} isTaken={false}>
        <table className="plain viewer-sheet">
          <tbody>
            {shown.map((line, row) => (
              <tr key={row}>
                {cellsOf(line, columns).map(({ cell, span }, column) => (
                  <td key={column} className={classOf(cell)} colSpan={span}>
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
    // What stands above the first part belongs to the beginning.
    if (page <= 1) box.current?.closest(".viewer-scroll")?.scrollTo({ top: 0 });
    else box.current?.querySelector(`[data-page="${String(page)}"]`)?.scrollIntoView({ block: "start" });
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
