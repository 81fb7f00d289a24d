/** An official document by NĐ 30/2020 as data: what stands where, without a word of how it is drawn. */

/** Text of which a part may stand out. */
export type Piece = { readonly text: string; readonly bold?: boolean; readonly italics?: boolean };
export type Inline = string | readonly Piece[];

export type Align = "left" | "centre" | "right" | "justified";
/** `width` is a share of the table; shares add up to 100. */
export type Column = { readonly title: string; readonly width: number; readonly align?: Align };
/** Words that stand in the middle of several columns, as "Tổng cộng" does. */
export type Wide = { readonly words: Inline; readonly columns: number };
export type Table = {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (Inline | Wide)[])[];
  /** Whether its columns are numbered, "(1)", "(2)", below their titles. */
  readonly isNumbered?: boolean;
};

export type Block =
  /** Running text; `indent` false begins at the margin; lines of a list stand close, `kept` ones on the page of what follows them. */
  | { readonly kind: "text"; readonly text: Inline; readonly align?: Align; readonly indent?: boolean; readonly list?: "close" | "kept" }
  /** "Điều 1." in bold before its text. */
  | { readonly kind: "article"; readonly label: string; readonly text: Inline }
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string }
  /** The head of an annex, on a page of its own. */
  | { readonly kind: "annex"; readonly label: string; readonly title: string; readonly source: string }
  | Table
  /** Blocks that a template repeats for each entry of a list, or shows where there is something. */
  | { readonly kind: "each"; readonly of: string; readonly blocks: readonly Block[] };

/** Pages after the signature, which may lie on their side for a wide table. */
export type Annexes = { readonly isWide?: boolean; readonly body: readonly Block[] };

export type Signature = {
  /** "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH": one line each, in bold; pieces stand as they are ("(Ký tên, ghi rõ họ tên)"). */
  readonly capacity: readonly Inline[];
  /** The list that holds whoever signs; nobody's name stands there before it is known. */
  readonly of: string;
};

export type Official = {
  /** The authority above the one that issues; a province has none. */
  readonly superior?: string;
  /** A list without which there is no line for the superior: some of those who issue this paper have none. */
  readonly superiorOf?: string;
  /** Who issues. */
  readonly organ: string;
  /** "Số: 02311/QĐ-UBND" */
  readonly number: string;
  /** "Đắk Lắk, ngày 30 tháng 12 năm 2025"; minutes say in their text when and where. */
  readonly placeAndDay?: string;
  /** Type in capitals, and what it is about. */
  readonly title: { readonly type: string; readonly about: string };
  /** "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK" of a decision. */
  readonly decider?: string;
  /** What it rests on: a paragraph for each entry of a list. */
  readonly grounds?: { readonly of: string; readonly words: string };
  /** "QUYẾT ĐỊNH:" */
  readonly resolves?: string;
  readonly addressee?: string;
  readonly body: readonly Block[];
  readonly recipients: readonly string[];
  /** One, or two side by side. */
  readonly signatures: readonly [Signature, Signature?];
  /** Footnotes of a form, below a short line after who signs. */
  readonly notes?: readonly string[];
  readonly annexes?: readonly Annexes[];
};

export const bold = (text: string): Piece => ({ text, bold: true });
export const italics = (words: string): readonly Piece[] => [{ text: words, italics: true }];
export const text = (words: Inline): Block => ({ kind: "text", text: words });
/** One of a few short lines that belong together, as boxes to tick. */
export const listed = (words: Inline, list: "close" | "kept" = "close"): Block => ({ kind: "text", text: words, list });
export const heading = (words: string, level: 1 | 2 = 1): Block => ({ kind: "heading", level, text: words });
export const article = (number: number, words: Inline): Block => ({ kind: "article", label: `Điều ${String(number)}.`, text: words });
export const each = (of: string, ...blocks: readonly Block[]): Block => ({ kind: "each", of, blocks });

/** A table that has a row for each entry of a template's list. */
export function tableOf(list: string, columns: readonly (Column & { readonly cell: string })[]): Table {
  const last = columns.length - 1;
  const row = columns.map(({ cell }, at) => `${at === 0 ? `{#${list}}` : ""}${cell}${at === last ? `{/${list}}` : ""}`);
  return { kind: "table", columns: columns.map(({ cell: _cell, ...column }) => column), rows: [row] };
}
