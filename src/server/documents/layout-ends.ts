import { AlignmentType, Paragraph, type Table, TextRun } from "docx";
import type { Official, Signature } from "./official.ts";
import { pairOf } from "./layout-head.ts";
import { mm, point, SIZE, within } from "./layout-parts.ts";

/** The end of a document: to whom it goes, and who signs. */

const WIDTHS = [mm(75), mm(90)] as const;
/** Room for the hand and the seal between capacity and name. */
const TO_SIGN = 72;
/** Between the text and its end. */
const BEFORE = 12;

const recipientsOf = (recipients: readonly string[]): Paragraph[] => [
  new Paragraph({ spacing: { before: point(BEFORE) }, children: [new TextRun({ text: "Nơi nhận:", bold: true, italics: true, size: SIZE.recipients })] }),
  ...recipients.map((one, at) => new Paragraph({ children: [new TextRun({ text: `- ${one}${at === recipients.length - 1 ? "." : ";"}`, size: SIZE.small })] })),
];

const centred = (words: string, before: number, after: number): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: point(before), after: point(after) }, keepNext: true, children: [new TextRun({ text: words, bold: true, size: SIZE.body })] });

const signatureOf = ({ capacity, of }: Signature): Paragraph[] => [...capacity.map((words, at) => centred(words, at === 0 ? BEFORE : 0, at === capacity.length - 1 ? TO_SIGN : 0)), ...within(of, [centred("{họ tên}", 0, 0)])];

/** One who signs stands on the right beside the recipients; of two the first stands on the left. */
export function ends({ recipients, signatures }: Official): Table {
  const [first, second] = signatures;
  if (second !== undefined) return pairOf([mm(82), mm(83)], [[signatureOf(first), signatureOf(second)]]);
  return pairOf(WIDTHS, [[recipientsOf(recipients), signatureOf(first)]]);
}
