import { PassThrough, Readable } from "node:stream";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { ZipFile } from "yazl";

/**
 * A table of any length as a workbook, row after row as they are read: whoever takes it slowly is not read ahead of, and
 * nothing is kept. Every cell of words is text (an inline string), whatever it begins with.
 */

export type StreamedCell = string | number | null;
type Table = { readonly name: string; readonly heads: readonly string[]; readonly widths: readonly number[]; /** Some hundred at a time. */ readonly pages: AsyncIterable<readonly (readonly StreamedCell[])[]> };

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LONGEST = 32_767;

/** Signs that no XML takes go; what means something in XML is written so that it does not. */
const escaped = (words: string): string => words.slice(0, LONGEST).replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Cs}/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
/** As many columns as there are letters are enough for any table of ours. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function cellXml(cell: StreamedCell, place: string): string {
  if (cell === null) return "";
  return typeof cell === "number" ? `<c r="${place}"><v>${String(cell)}</v></c>` : `<c r="${place}" t="inlineStr" s="1"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}
const rowXml = (cells: readonly StreamedCell[], at: number): string => `<row r="${String(at)}">${cells.map((cell, column) => cellXml(cell, `${LETTERS[column] ?? ""}${String(at)}`)).join("")}</row>`;

async function* sheetXml({ heads, widths, pages }: Table): AsyncGenerator<string> {
  const columns = widths.map((width, at) => `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(width)}" customWidth="1"/>`).join("");
  yield `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${rowXml(heads, 1)}`;
  let at = 1;
  for await (const rows of pages) {
    const first = at + 1;
    at += rows.length;
    yield rows.map((row, i) => rowXml(row, first + i)).join("");
  }
  yield "</sheetData></worksheet>";
}

/** Text stays text also when somebody edits it: format 49 is "@". */
const STYLES = `<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;

const partsOf = (name: string): readonly (readonly [string, string])[] => [
  ["[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`],
  ["_rels/.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
  ["xl/workbook.xml", `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(name).replaceAll(/[\\/?*[\]:"]/g, " ").slice(0, 31)}" sheetId="1" r:id="r1"/></sheets></workbook>`],
  ["xl/_rels/workbook.xml.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`],
  ["xl/styles.xml", STYLES],
];

export function streamTable(table: Table): Readable {
  const zip = new ZipFile();
  for (const [path, xml] of partsOf(table.name)) zip.addBuffer(Buffer.from(xml), path);
  const sheet = Readable.from(sheetXml(table), { objectMode: false });
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  zip.end();
  const bytes = new PassThrough();
  zip.outputStream.pipe(bytes);
  // What breaks while rows are read breaks the file: half a workbook must not look like a whole one.
  sheet.on("error", (error) => bytes.destroy(error));
  return bytes;
}

const deflated = promisify(deflateRaw);

/** About how many bytes so many rows like these will be, for a bar that shows how far one is. */
export async function estimateBytes(sample: readonly (readonly StreamedCell[])[], rows: number): Promise<number> {
  if (sample.length === 0) return 0;
  const packed = await deflated(sample.map((row, i) => rowXml(row, i + 2)).join(""));
  return Math.ceil((packed.length / sample.length) * rows);
}
