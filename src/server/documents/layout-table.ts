import { AlignmentType, BorderStyle, Paragraph, Table as Drawn, TableCell, TableLayoutType, TableRow, VerticalAlignTable, WidthType } from "docx";
import type { Align, Inline, Table, Wide } from "./official.ts";
import { ALIGN, point, runsOf, SIZE } from "./layout-parts.ts";

/** Tables with a frame, whose heads stand on every page that they reach. */

const LINE = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const FRAME = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE };
const PADDING = { left: point(3), right: point(3), top: point(2), bottom: point(2) };

const cell = (words: Inline, { width, align, columns = 1 }: { readonly width: number; readonly align: Align; readonly columns?: number }): TableCell => new TableCell({ ...(columns > 1 ? { columnSpan: columns } : {}), width: { size: width, type: WidthType.DXA }, verticalAlign: VerticalAlignTable.CENTER, children: [new Paragraph({ alignment: ALIGN[align], children: runsOf(words, SIZE.table) })] });

const isWide = (words: Inline | Wide): words is Wide => typeof words === "object" && "columns" in words;

/** The cells of a row; a wide one takes the columns that follow it. */
function cellsOf(cells: readonly (Inline | Wide)[], widths: readonly number[], alignOf: (at: number) => Align): TableCell[] {
  let at = 0;
  return cells.map((one) => {
    const from = at;
    if (!isWide(one)) return cell(one, { width: widths[at++] ?? 0, align: alignOf(from) });
    at += one.columns;
    return cell(one.words, { width: widths.slice(from, at).reduce((sum, width) => sum + width, 0), align: "centre", columns: one.columns });
  });
}

export function gridTable({ columns, rows, isNumbered = false }: Table, width: number): Drawn {
  const widths = columns.map((one) => Math.round((width * one.width) / 100));
  const row = (cells: readonly (Inline | Wide)[], alignOf: (at: number) => Align, isHead = false): TableRow => new TableRow({ ...(isHead ? { tableHeader: true } : {}), cantSplit: true, children: cellsOf(cells, widths, alignOf) });
  return new Drawn({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    alignment: AlignmentType.CENTER,
    columnWidths: widths,
    borders: FRAME,
    margins: PADDING,
    rows: [
      row(
        columns.map(({ title }) => [{ text: title, bold: true }]),
        () => "centre",
        true,
      ),
      // Part of the head: centred, and on every page as the titles are.
      ...(isNumbered ? [row(columns.map((_, at) => `(${String(at + 1)})`), () => "centre", true)] : []),
      ...rows.map((cells) => row(cells, (at) => columns[at]?.align ?? "left")),
    ],
  });
}
