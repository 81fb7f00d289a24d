import { AlignmentType, Paragraph, type Table, TextRun } from "docx";
import { ShapeRun } from "docx/shapes";
import type { Align, Inline } from "./official.ts";

/** Measures and the smallest parts of a document. */

const TWIPS_A_POINT = 20;
const TWIPS_A_MILLIMETRE = (72 * TWIPS_A_POINT) / 25.4;
export const mm = (millimetres: number): number => Math.round(millimetres * TWIPS_A_MILLIMETRE);
export const point = (points: number): number => Math.round(points * TWIPS_A_POINT);

/** Half points, as the format counts them. */
export const SIZE = { body: 28, head: 26, motto: 28, small: 22, table: 24, recipients: 24 } as const;

export const ALIGN = { left: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT, justified: AlignmentType.JUSTIFIED } as const satisfies Record<Align, unknown>;

export const runsOf = (words: Inline, size?: number): TextRun[] => (typeof words === "string" ? [{ text: words }] : words).map((piece) => new TextRun({ ...piece, ...(size === undefined ? {} : { size }) }));

/** Lengths of the drawn lines in pixels: as long as the motto; a third to a half of an authority's name and of a title. */
const LINES = { motto: 226, organ: 66, title: 120 } as const;
const EMU_A_TWIP = 635;
const LINE_POINTS = 0.75;

/** A line as one draws it: it hangs on its paragraph, centred, so many twips below the paragraph's top. */
export const rule = (which: keyof typeof LINES, below: number): ShapeRun =>
  new ShapeRun({
    type: "line",
    transformation: { width: LINES[which], height: 0 },
    line: { color: "000000", width: LINE_POINTS },
    floating: { horizontalPosition: { relative: "column", align: "center" }, verticalPosition: { relative: "paragraph", offset: below * EMU_A_TWIP }, layoutInCell: true },
  });

/** A tag of a template that stands alone; it goes when the template is filled. */
const tag = (words: string): Paragraph => new Paragraph({ children: [new TextRun(words)] });

/** What a template repeats for each entry of a list. */
export const within = <T extends Paragraph | Table>(list: string, children: readonly T[]): (T | Paragraph)[] => [tag(`{#${list}}`), ...children, tag(`{/${list}}`)];
