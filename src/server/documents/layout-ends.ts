import { AlignmentType, Paragraph, type Table, TextRun } from "docx";
import type { Inline, Official, Signature } from "./official.ts";
import { pairOf } from "./layout-head.ts";
import { mm, point, runsOf, SIZE, within } from "./layout-parts.ts";

/** The end of a document: to whom it goes, and who signs. */

const WIDTHS = [mm(75), mm(90)] as const;
/** Room for the hand and the seal between capacity and name. */
const TO_SIGN = 72;
/** Between the text and its end. */
const BEFORE = 12;
const NOTE_LINE = 28;

const recipientsOf = (recipients: readonly string[]): Paragraph[] => [
  new Paragraph({ spacing: { before: point(BEFORE) }, children: [new TextRun({ text: "Nơi nhận:", bold: true, italics: true, size: SIZE.recipients })] }),
  ...recipients.map((one, at) => new Paragraph({ children: [new TextRun({ text: `- ${one}${at === recipients.length - 1 ? "." : ";"}`, size: SIZE.small })] })),
];

const centred = (words: Inline, before: number, after: number): Paragraph => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: point(before), after: point(after) }, keepNext: true, children: runsOf(typeof words === "string" ? [{ text: words, bold: true }] : words, SIZE.body) });

const capacityOf = ({ capacity }: Signature): Paragraph[] => capacity.map((words, at) => centred(words, at === 0 ? BEFORE : 0, at === capacity.length - 1 ? TO_SIGN : 0));
const nameOf = ({ of }: Signature): Paragraph[] => within(of, [centred("{họ tên}", 0, 0)]);

/** As forms of a decree have it: a short line, and below it each note in small type. */
const notesOf = (notes: readonly string[]): Paragraph[] => (notes.length === 0 ? [] : ["_".repeat(NOTE_LINE), ...notes].map((words, at) => new Paragraph({ spacing: { before: at === 0 ? point(BEFORE) : 0 }, keepNext: at < notes.length, children: [new TextRun({ text: words, size: SIZE.small })] })));

export const ends = (official: Official): (Paragraph | Table)[] => [...whoSigns(official), ...notesOf(official.notes ?? [])];

/** One who signs stands on the right beside the recipients; of two the first stands on the left, with the recipients below. */
function whoSigns({ recipients, signatures }: Official): (Paragraph | Table)[] {
  const [first, second] = signatures;
  if (second === undefined) return [pairOf(WIDTHS, [[recipientsOf(recipients), [...capacityOf(first), ...nameOf(first)]]])];
  // Names stand side by side, however many lines stand above either.
  const both = pairOf([mm(82), mm(83)], [[capacityOf(first), capacityOf(second)], [nameOf(first), nameOf(second)]]);
  return recipients.length === 0 ? [both] : [both, ...recipientsOf(recipients)];
}
