import { AlignmentType, Document, Header, type IParagraphOptions, type ISectionOptions, LineRuleType, PageNumber, PageOrientation, Paragraph, type Table, TextRun } from "docx";
import type { Annexes, Block, Inline, Official } from "./official.ts";
import { ends } from "./layout-ends.ts";
import { head } from "./layout-head.ts";
import { ALIGN, mm, point, rule, runsOf, SIZE, within } from "./layout-parts.ts";
import { gridTable } from "./layout-table.ts";

/** Draws an official document as Phụ lục I of NĐ 30/2020/NĐ-CP prescribes. Space stands in the paragraphs; none is there to be empty. */

const PAGE = { width: mm(210), height: mm(297) };
const MARGINS = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10), footer: mm(10) };
/** What is left of the page between its margins. */
const TEXT_WIDTH = { upright: mm(165), wide: mm(252) };
const FIRST_LINE = mm(12.7);
const ABOUT_INSET = mm(20);

const BODY: IParagraphOptions = { alignment: AlignmentType.JUSTIFIED, spacing: { after: point(6), line: point(17), lineRule: LineRuleType.AT_LEAST } };

/** The line under a title hangs on what follows it. */
const GAP = 10;
const titleRule = (): ReturnType<typeof rule> => rule("title", point(-GAP / 2));

const paragraph = (words: Inline, more: IParagraphOptions = {}, hasRuleAbove = false): Paragraph => new Paragraph({ ...BODY, ...more, children: [...(hasRuleAbove ? [titleRule()] : []), ...runsOf(words)] });

const centred = (words: string, { after = 0, ...run }: { readonly after?: number; readonly size?: number; readonly italics?: boolean; readonly bold?: boolean }, more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: point(after) }, ...more, children: [new TextRun({ bold: run.italics !== true, ...run, text: words })] });

const endsInTable = (block: Block | undefined): boolean => block !== undefined && (block.kind === "table" || (block.kind === "each" && endsInTable(block.blocks.at(-1))));

/** Blocks one after the other; what follows a table keeps away from it. */
const allDrawn = (blocks: readonly Block[], width: number, { hasRuleAbove = false, isAfterTable = false, isBeforeEnds = false }: Around = {}): (Paragraph | Table)[] =>
  blocks.flatMap((block, at) => drawn(block, width, { isAfterTable: at === 0 ? isAfterTable : endsInTable(blocks[at - 1]), hasRuleAbove: at === 0 && hasRuleAbove, staysWithNext: staysWith(blocks[at + 1]) || (isBeforeEnds && at === blocks.length - 1) }));

/** What announces a table or a list stands on the page where that begins. */
const staysWith = (next: Block | undefined): boolean => next !== undefined && (next.kind === "table" || (next.kind === "each" && next.blocks[0]?.kind !== "annex"));

type Place = { readonly isAfterTable: boolean; readonly hasRuleAbove: boolean; readonly staysWithNext: boolean };
type Around = { readonly hasRuleAbove?: boolean; readonly isAfterTable?: boolean; /** Who signs does not stand on a page alone. */ readonly isBeforeEnds?: boolean };

function drawn(block: Block, width: number, { isAfterTable, hasRuleAbove, staysWithNext }: Place): (Paragraph | Table)[] {
  switch (block.kind) {
    case "text":
      return [paragraph(block.text, { keepNext: staysWithNext || block.list === "kept", ...(block.list === undefined ? {} : { spacing: { ...BODY.spacing, after: point(2) } }), ...(isAfterTable ? { spacing: { ...BODY.spacing, before: point(8) } } : {}), ...(block.align === undefined ? {} : { alignment: ALIGN[block.align] }), ...(block.indent === false ? {} : { indent: { firstLine: FIRST_LINE } }) }, hasRuleAbove)];
    case "article":
      return [new Paragraph({ ...BODY, keepNext: staysWithNext, indent: { firstLine: FIRST_LINE }, children: [new TextRun({ text: `${block.label} `, bold: true }), ...runsOf(block.text)] })];
    case "heading":
      return [new Paragraph({ ...BODY, alignment: AlignmentType.LEFT, style: block.level === 1 ? "Heading1" : "Heading2", keepNext: true, spacing: { before: point(10), after: point(4) }, children: [new TextRun(block.text)] })];
    case "annex":
      return [
        centred(block.label, { size: SIZE.body }, { style: "Heading1", pageBreakBefore: true }),
        centred(block.title, { size: SIZE.body }),
        centred(block.source, { after: 10, size: SIZE.body, italics: true }),
      ];
    case "table":
      return [gridTable(block, width)];
    case "each":
      return within(block.of, allDrawn(block.blocks, width, { isAfterTable }));
  }
}

/** Type and subject. */
function titleOf({ title, decider, addressee, grounds, resolves }: Official): Paragraph[] {
  const under = (words: string, run: { readonly bold: boolean }): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: point(8) }, children: [titleRule(), new TextRun({ text: words, ...run })] });
  return [
    centred(title.type, { size: SIZE.body }, { style: "Title", spacing: { before: point(14), after: 0 } }),
    // A subject of two lines breaks in its middle rather than at the margin.
    centred(title.about, { after: GAP, size: SIZE.body }, { indent: { left: ABOUT_INSET, right: ABOUT_INSET } }),
    ...(decider === undefined ? [] : [under(decider, { bold: true })]),
    ...(addressee === undefined ? [] : [under(addressee, { bold: false })]),
    ...(grounds === undefined ? [] : within(grounds.of, [paragraph([{ text: grounds.words, italics: true }], { indent: { firstLine: FIRST_LINE } })])),
    ...(resolves === undefined ? [] : [centred(resolves, { after: 6 }, { keepNext: true, spacing: { before: point(6), after: point(6) } })]),
  ];
}

function bodyOf(official: Official): (Paragraph | Table)[] {
  return [...head(official), ...titleOf(official), ...allDrawn(official.body, TEXT_WIDTH.upright, { hasRuleAbove: official.decider === undefined && official.addressee === undefined, isBeforeEnds: true }), ...ends(official)];
}

/** A section's sheet is told by its last paragraph: not by the tag of a list, which goes when the template is filled. */
const sectionEnd = (): Paragraph => new Paragraph({ spacing: { line: 1, lineRule: LineRuleType.EXACT } });

type Sheets = { readonly isWide?: boolean; readonly isLast: boolean };

/** The text and each annex count their pages from one and show no number on their first. */
const section = ({ isWide = false, isLast }: Sheets, children: readonly (Paragraph | Table)[]): ISectionOptions => ({
  properties: {
    titlePage: true,
    // The library turns the sheet itself: sides are given upright.
    page: { pageNumbers: { start: 1 }, size: { ...PAGE, orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT }, margin: isWide ? { ...MARGINS, left: mm(25), right: mm(20), top: mm(25) } : MARGINS },
  },
  headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.body })] })] }) },
  children: isLast || !(children.at(-1) instanceof Paragraph) ? children : [...children, sectionEnd()],
});

const annexOf = ({ isWide = false, body }: Annexes, isLast: boolean): ISectionOptions => section({ isWide, isLast }, allDrawn(body, isWide ? TEXT_WIDTH.wide : TEXT_WIDTH.upright));

const heading = { run: { bold: true, size: SIZE.body, color: "000000", font: "Times New Roman" } };

/** The whole document, ready to be packed. */
export function layOut(official: Official, title: string): Document {
  const annexes = official.annexes ?? [];
  return new Document({
    title,
    creator: "Công Tâm",
    styles: {
      default: { document: { run: { font: "Times New Roman", size: SIZE.body, color: "000000", language: { value: "vi-VN" } } }, title: heading, heading1: heading, heading2: heading },
    },
    sections: [section({ isLast: annexes.length === 0 }, bodyOf(official)), ...annexes.map((one, at) => annexOf(one, at === annexes.length - 1))],
  });
}
