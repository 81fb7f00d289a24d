import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, WidthType } from "docx";
import type { Official } from "./official.ts";
import { mm, point, rule, SIZE, within } from "./layout-parts.ts";

/** The head of a document: who issues it and its number on the left, the nation's name, place and day on the right. */

const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };
const UNSEEN = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };
/** The nation's name has to stand on one line. */
const WIDTHS = [mm(65), mm(105)] as const;
/** Lines lie between the head and what stands below it, on which they hang. */
const GAP = 8;
const ABOVE = point(-GAP / 2);

const line = (words: string, run: { readonly bold?: boolean; readonly italics?: boolean; readonly size: number }, { ruled, after = 0 }: { readonly ruled?: "motto" | "organ"; readonly after?: number } = {}): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: point(after) }, children: [...(ruled === undefined ? [] : [rule(ruled, ABOVE)]), new TextRun({ ...run, text: words })] });

const cell = (width: number, children: Paragraph[]): TableCell => new TableCell({ width: { size: width, type: WidthType.DXA }, children });

export const pairOf = (widths: readonly [number, number], rows: readonly (readonly [Paragraph[], Paragraph[]])[]): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths[0] + widths[1], type: WidthType.DXA },
    alignment: AlignmentType.CENTER,
    columnWidths: [...widths],
    borders: UNSEEN,
    margins: { left: 0, right: 0 },
    rows: rows.map(([left, right]) => new TableRow({ cantSplit: true, children: [cell(widths[0], left), cell(widths[1], right)] })),
  });

export function head({ superior, superiorOf, organ, number, placeAndDay }: Official): Table[] {
  const above = superior === undefined ? [] : [line(superior, { size: SIZE.head })];
  const issuer = [...(superiorOf === undefined ? above : within(superiorOf, above)), line(organ, { bold: true, size: SIZE.head }, { after: GAP })];
  const nation = [line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", { bold: true, size: SIZE.head }), line("Độc lập - Tự do - Hạnh phúc", { bold: true, size: SIZE.motto }, { after: GAP })];
  return [pairOf(WIDTHS, [[issuer, nation], [[line(number, { size: SIZE.head }, { ruled: "organ" })], [line(placeAndDay ?? "", { italics: true, size: SIZE.motto }, { ruled: "motto" })]]])];
}
