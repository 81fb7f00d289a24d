import { SaxesParser } from "saxes";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { bounded, NOTHING_READ, type Reading } from "./reading.ts";
import { kindOfFormat, shownAs, type ValueKind } from "./sheet-values.ts";

/** Text of office files: their XML is read as a stream, without resolving anything that it names. */

const LONGEST_PART = 60 * 1024 * 1024;
const MOST_SHARED = 500_000;

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };
/** What is done with the parts of an XML document. */
type Handlers = { readonly open?: (tag: Tag) => void; readonly close?: (name: string) => void; readonly text?: (text: string) => void };

async function readXml(zip: ZipFile, entry: Entry, { open, close, text }: Handlers): Promise<void> {
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    open?.({ name, attributes });
  });
  parser.on("closetag", ({ name }) => {
    close?.(name);
  });
  parser.on("text", (piece) => {
    text?.(piece);
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let length = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const bytes: unknown = piece;
    if (!(bytes instanceof Uint8Array)) throw new RangeError("a part is bytes");
    length += bytes.length;
    if (length > LONGEST_PART) throw new RangeError("a part is too long");
    parser.write(decoder.decode(bytes, { stream: true }));
  }
  parser.write(decoder.decode());
  parser.close();
}

/** Pages of text that grow as tags come by. */
function pagesOf(): { readonly add: (text: string) => void; readonly turn: () => void; readonly pages: readonly string[] } {
  const pages: string[] = [""];
  return {
    pages,
    add: (text) => {
      pages[pages.length - 1] += text;
    },
    turn: () => {
      pages.push("");
    },
  };
}

type Parts = ReadonlyMap<string, Entry>;
type Reader = (zip: ZipFile, parts: Parts) => Promise<readonly string[]>;

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? "0");
const named = (parts: Parts, pattern: RegExp): Entry[] => [...parts].filter(([name]) => pattern.test(name)).toSorted(([a], [b]) => numberIn(a) - numberIn(b)).map(([, entry]) => entry);

function partOf(parts: Parts, name: string): Entry {
  const part = parts.get(name);
  if (part === undefined) throw new RangeError(`there is no ${name}`);
  return part;
}

/** Word puts a mark where a page ended when it was last shown. */
const readDocx: Reader = async (zip, parts) => {
  const { pages, add, turn } = pagesOf();
  let isText = false;
  await readXml(zip, partOf(parts, "word/document.xml"), {
    open: ({ name, attributes }) => {
      if (name === "w:t") isText = true;
      else if (name === "w:tab") add("\t");
      else if (name === "w:lastRenderedPageBreak" || (name === "w:br" && attributes["w:type"] === "page")) turn();
    },
    close: (name) => {
      if (name === "w:t") isText = false;
      else if (name === "w:p") add("\n");
    },
    text: (text) => {
      if (isText) add(text);
    },
  });
  return pages;
};

async function sharedStrings(zip: ZipFile, parts: Parts): Promise<string[]> {
  const part = parts.get("xl/sharedStrings.xml");
  const strings: string[] = [];
  if (part === undefined) return strings;
  let isText = false;
  await readXml(zip, part, {
    open: ({ name }) => {
      if (name === "si" && strings.length < MOST_SHARED) strings.push("");
      isText = name === "t";
    },
    close: () => {
      isText = false;
    },
    text: (text) => {
      if (isText && strings.length > 0) strings[strings.length - 1] += text;
    },
  });
  return strings;
}

/** By the number of a cell's style what its number stands for; and from which day the workbook counts. */
async function valueKinds(zip: ZipFile, parts: Parts): Promise<{ readonly kinds: readonly ValueKind[]; readonly from1904: boolean }> {
  const kinds: ValueKind[] = [];
  const codes = new Map<string, string>();
  const [styles, workbook] = [parts.get("xl/styles.xml"), parts.get("xl/workbook.xml")];
  let isCells = false;
  if (styles !== undefined) {
    await readXml(zip, styles, {
      open: ({ name, attributes }) => {
        if (name === "cellXfs") isCells = true;
        else if (name === "numFmt") codes.set(attributes["numFmtId"] ?? "", attributes["formatCode"] ?? "");
        else if (name === "xf" && isCells && kinds.length < MOST_SHARED) kinds.push(kindOfFormat(attributes["numFmtId"] ?? "", codes.get(attributes["numFmtId"] ?? "")));
      },
      close: (name) => {
        if (name === "cellXfs") isCells = false;
      },
    });
  }
  let from1904 = false;
  if (workbook !== undefined) {
    await readXml(zip, workbook, {
      open: ({ name, attributes }) => {
        if (name === "workbookPr") from1904 = ["1", "true"].includes(attributes["date1904"] ?? "");
      },
    });
  }
  return { kinds, from1904 };
}

const LETTERS = 26;
/** What stands further to the right is told without the empty cells before it. */
const WIDEST = 200;

/** The column of a cell by its place ("AB12"), from 1. */
const columnOf = (place: string): number => Buffer.from(/^[A-Z]{1,3}/.exec(place)?.[0] ?? "").reduce((column, letter) => column * LETTERS + letter - 64, 0);

/** Each sheet is a page, each row a line, with a tab after every cell, also an empty one. */
const readXlsx: Reader = async (zip, parts) => {
  const strings = await sharedStrings(zip, parts);
  const { kinds, from1904 } = await valueKinds(zip, parts);
  const { pages, add, turn } = pagesOf();
  for (const [i, sheet] of named(parts, /^xl\/worksheets\/sheet\d+\.xml$/).entries()) {
    if (i > 0) turn();
    let [type, within, style] = ["", "", ""];
    let passed = 0;
    await readXml(zip, sheet, {
      open: ({ name, attributes }) => {
        within = name;
        if (name !== "c") return;
        type = attributes["t"] ?? "";
        style = attributes["s"] ?? "0";
        const column = Math.min(columnOf(attributes["r"] ?? ""), WIDEST);
        if (column > passed + 1) add("\t".repeat(column - passed - 1));
        passed = Math.max(column, passed);
      },
      close: (name) => {
        within = "";
        if (name !== "row") return;
        passed = 0;
        add("\n");
      },
      text: (text) => {
        if (within === "v") add(`${type === "s" ? (strings[Number(text)] ?? "") : type === "" || type === "n" ? shownAs(text, kinds[Number(style)] ?? "number", from1904) : text}\t`);
        else if (within === "t") add(`${text}\t`);
      },
    });
  }
  return pages;
};

/** Each slide is a page. */
const readPptx: Reader = async (zip, parts) => {
  const { pages, add, turn } = pagesOf();
  for (const [i, slide] of named(parts, /^ppt\/slides\/slide\d+\.xml$/).entries()) {
    if (i > 0) turn();
    let isText = false;
    await readXml(zip, slide, {
      open: ({ name }) => {
        isText = name === "a:t";
      },
      close: (name) => {
        isText = false;
        if (name === "a:p") add("\n");
      },
      text: (text) => {
        if (isText) add(text);
      },
    });
  }
  return pages;
};

/** Open Document: text with soft page breaks, or tables of which each is a page. */
const readOpenDocument: Reader = async (zip, parts) => {
  const { pages, add, turn } = pagesOf();
  let [depth, tables] = [0, 0];
  await readXml(zip, partOf(parts, "content.xml"), {
    open: ({ name }) => {
      if (name === "text:p" || name === "text:h") depth++;
      else if (name === "text:soft-page-break") turn();
      else if (name === "table:table" && parts.has("styles.xml") && ++tables > 1 && depth === 0) turn();
      else if (name === "text:tab" || name === "text:s") add(" ");
    },
    close: (name) => {
      if (name === "text:p" || name === "text:h") {
        depth--;
        add("\n");
      }
    },
    text: (text) => {
      if (depth > 0) add(text);
    },
  });
  return pages;
};

/** Many programs write UTF-8 without saying so. */
function nameOf({ fileName, fileNameRaw }: Entry): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(fileNameRaw);
  } catch {
    return fileName;
  }
}

/** Of a container of files the names of what is in it. */
const readZip: Reader = async (_zip, parts) => [[...parts.values()].map(nameOf).join("\n")];

const READERS = { docx: readDocx, xlsx: readXlsx, pptx: readPptx, odt: readOpenDocument, ods: readOpenDocument, zip: readZip } as const;
type Container = keyof typeof READERS;
export const isContainer = (kind: string): kind is Container => kind in READERS;

export async function readContainer(kind: Container, bytes: Uint8Array): Promise<Reading> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true });
    const parts = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry);
    const texts = await READERS[kind](zip, parts);
    return { ...NOTHING_READ, pages: kind === "zip" ? null : texts.length, hasText: texts.some((one) => one.trim() !== ""), texts: bounded(texts) };
  } catch {
    return { ...NOTHING_READ, unreadable: true };
  }
}
