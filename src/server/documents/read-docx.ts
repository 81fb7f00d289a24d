import { SaxesParser } from "saxes";
import { type Entry, fromBufferPromise } from "yauzl";
import { archiveState } from "./archive.ts";

/** Tables of a Word file that anybody may have made: their cells as words, bounded, without resolving anything that it names. */

/** Rows and cells are counted from 0; of merged cells the words stand in the first. */
export type DocxTable = readonly (readonly string[])[];
type ReadDocx = { readonly tables: readonly DocxTable[]; readonly why?: never } | { readonly why: "not-docx" | "too-large"; readonly tables?: never };

const LONGEST_PART = 40 * 1024 * 1024;
const MOST_TABLES = 200;
const MOST_CELLS = 200_000;
const MOST_SPAN = 100;

type Open = { readonly rows: string[][]; row: string[] | undefined; cell: string | undefined; span: number };

/** Takes the tags of a document as they come and gathers its outermost tables; what a table within a cell says belongs to that cell. */
function gatherer(): { readonly tables: string[][][]; readonly open: (name: string, value: string) => void; readonly close: (name: string) => void; readonly text: (text: string) => void } {
  const tables: string[][][] = [];
  let [depth, cells, isText] = [0, 0, false];
  let table: Open = { rows: [], row: undefined, cell: undefined, span: 1 };
  const add = (text: string): void => {
    if (table.cell !== undefined) table.cell += text;
  };
  const endCell = (): void => {
    if (table.row === undefined || table.cell === undefined) return;
    const blank = Array.from({ length: Math.min(table.span, MOST_SPAN) - 1 }, () => "");
    table.row.push(table.cell.replaceAll(/[ \t]+/g, " ").trim(), ...blank);
    cells += 1 + blank.length;
    if (cells > MOST_CELLS) throw new RangeError("too many cells");
    table.cell = undefined;
  };
  const opened: Readonly<Record<string, () => void>> = {
    "w:tr": () => { table.row = []; },
    "w:tc": () => { [table.cell, table.span] = ["", 1]; },
  };
  const closed: Readonly<Record<string, () => void>> = {
    "w:tc": endCell,
    "w:tr": () => {
      if (table.row !== undefined) table.rows.push(table.row);
      table.row = undefined;
    },
  };
  return {
    tables,
    open: (name, value) => {
      if (name === "w:tbl" && ++depth === 1) table = { rows: [], row: undefined, cell: undefined, span: 1 };
      if (depth === 1) opened[name]?.();
      if (name === "w:gridSpan" && depth === 1) table.span = Math.max(1, Math.trunc(Number(value)) || 1);
      if (name === "w:t") isText = true;
      if (name === "w:br" || name === "w:tab") add(" ");
    },
    close: (name) => {
      if (depth === 1) closed[name]?.();
      if (name === "w:t") isText = false;
      if (name === "w:p") add("\n");
      if (name === "w:tbl" && --depth === 0 && tables.length < MOST_TABLES) tables.push(table.rows);
    },
    text: (text) => {
      if (isText) add(text);
    },
  };
}

async function tablesIn(bytes: Uint8Array): Promise<readonly DocxTable[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true });
  let part: Entry | undefined;
  for await (const entry of zip.eachEntry()) if (entry.fileName === "word/document.xml") part = entry;
  if (part === undefined) throw new RangeError("there is no document in it");
  const { tables, open, close, text } = gatherer();
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => { open(name, attributes["w:val"] ?? ""); });
  parser.on("closetag", ({ name }) => { close(name); });
  parser.on("text", text);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let length = 0;
  for await (const piece of await zip.openReadStreamPromise(part)) {
    const some: unknown = piece;
    if (!(some instanceof Uint8Array)) throw new RangeError("a part is bytes");
    length += some.length;
    if (length > LONGEST_PART) throw new RangeError("a part is too long");
    parser.write(decoder.decode(some, { stream: true }));
  }
  parser.write(decoder.decode());
  parser.close();
  return tables.map((rows) => rows.map((row) => row.map((cell) => cell.trim())));
}

export async function readDocx(bytes: Uint8Array): Promise<ReadDocx> {
  try {
    const state = await archiveState(bytes);
    if (state !== "sound") return { why: state === "too-large" ? "too-large" : "not-docx" };
    return { tables: await tablesIn(bytes) };
  } catch {
    // Whatever was not liked: it is no document of Word.
    return { why: "not-docx" };
  }
}
