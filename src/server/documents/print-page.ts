import PizZip from "pizzip";
import { SaxesParser } from "saxes";

/** A document as pages to print, where no program makes a PDF of it: what Word would show, as HTML that a browser prints on A4. No I/O; for the thread. */

type Node = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly inner: Node[]; readonly text: string };

/** The document's tree, without what only old versions of Word need. */
function treeOf(xml: string): Node {
  const root: Node = { name: "", attributes: {}, inner: [], text: "" };
  const open: Node[] = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const node: Node = { name, attributes, inner: [], text: "" };
    open.at(-1)?.inner.push(node);
    open.push(node);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.on("text", (text) => {
    open.at(-1)?.inner.push({ name: "#", attributes: {}, inner: [], text });
  });
  parser.write(xml).close();
  return root;
}

const child = (node: Node | undefined, name: string): Node | undefined => node?.inner.find((one) => one.name === name);
const under = (node: Node | undefined, ...names: readonly string[]): Node | undefined => names.reduce<Node | undefined>((found, name) => child(found, name), node);
const valueOf = (node: Node | undefined): string | undefined => node?.attributes["w:val"];
/** "w:b" alone says yes. */
const isOn = (node: Node | undefined): boolean => node !== undefined && !["0", "false", "off", "none"].includes(valueOf(node) ?? "");
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const TWIPS_A_POINT = 20;
const EMU_A_POINT = 12_700;
const points = (twips: string | undefined): number => Number(twips ?? 0) / TWIPS_A_POINT;

function deep(node: Node, name: string): Node | undefined {
  for (const one of node.inner) {
    const found = one.name === name ? one : one.name === "mc:Fallback" ? undefined : deep(one, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lines are drawn; they hang a little above their paragraph. */
function ruleOf(run: Node): string {
  const extent = deep(run, "wp:extent");
  return extent === undefined ? "" : `<span class="rule" style="width:${(Number(extent.attributes["cx"] ?? 0) / EMU_A_POINT).toFixed(0)}pt"></span>`;
}

function runHtml(run: Node): string {
  const look = child(run, "w:rPr");
  const words = run.inner.map((one) => (one.name === "w:t" ? escaped(one.inner.map(({ text }) => text).join("")) : one.name === "w:br" ? "<br>" : one.name === "w:tab" ? " " : "")).join("");
  const size = valueOf(child(look, "w:sz"));
  const styles = [...(isOn(child(look, "w:b")) ? ["font-weight:bold"] : []), ...(isOn(child(look, "w:i")) ? ["font-style:italic"] : []), ...(size === undefined ? [] : [`font-size:${String(Number(size) / 2)}pt`])];
  return `${ruleOf(run)}${words === "" || styles.length === 0 ? words : `<span style="${styles.join(";")}">${words}</span>`}`;
}

const ALIGN: Readonly<Record<string, string>> = { center: "center", right: "right", end: "right", both: "justify" };
const BOLD_STYLES = /^(?:Title|Heading\d)$/;

function paragraphHtml(paragraph: Node): string {
  const look = child(paragraph, "w:pPr");
  const [spacing, indent] = [child(look, "w:spacing")?.attributes, child(look, "w:ind")?.attributes];
  const styles = [
    `text-align:${ALIGN[valueOf(child(look, "w:jc")) ?? ""] ?? "left"}`,
    `margin:${String(points(spacing?.["w:before"]))}pt ${String(points(indent?.["w:right"]))}pt ${String(points(spacing?.["w:after"]))}pt ${String(points(indent?.["w:left"]))}pt`,
    ...(indent?.["w:firstLine"] === undefined ? [] : [`text-indent:${String(points(indent["w:firstLine"]))}pt`]),
    ...(BOLD_STYLES.test(valueOf(child(look, "w:pStyle")) ?? "") ? ["font-weight:bold"] : []),
    ...(isOn(child(look, "w:pageBreakBefore")) ? ["break-before:page"] : []),
    ...(isOn(child(look, "w:keepNext")) ? ["break-after:avoid"] : []),
  ];
  const runs = paragraph.inner.flatMap((one) => (one.name === "w:r" ? [one] : one.name === "w:hyperlink" || one.name === "w:ins" ? one.inner.filter((run) => run.name === "w:r") : []));
  return `<p style="${styles.join(";")}">${runs.map(runHtml).join("")}</p>`;
}

function rowHtml(row: Node): string {
  const cells = row.inner.filter((one) => one.name === "w:tc").map((cell) => {
    const look = child(cell, "w:tcPr");
    const span = valueOf(child(look, "w:gridSpan"));
    const isMiddle = valueOf(child(look, "w:vAlign")) === "center";
    return `<td style="width:${String(points(child(look, "w:tcW")?.attributes["w:w"]))}pt${isMiddle ? ";vertical-align:middle" : ""}"${span === undefined ? "" : ` colspan="${escaped(span)}"`}>${blocksHtml(cell.inner)}</td>`;
  });
  return `<tr>${cells.join("")}</tr>`;
}

function tableHtml(table: Node): string {
  const border = valueOf(under(table, "w:tblPr", "w:tblBorders", "w:top"));
  const isHead = (row: Node): boolean => isOn(under(row, "w:trPr", "w:tblHeader"));
  const rows = table.inner.filter((one) => one.name === "w:tr");
  const heads = rows.filter(isHead);
  return `<table class="${border === undefined || border === "none" || border === "nil" ? "bare" : "grid"}">${heads.length === 0 ? "" : `<thead>${heads.map(rowHtml).join("")}</thead>`}<tbody>${rows.filter((row) => !isHead(row)).map(rowHtml).join("")}</tbody></table>`;
}

const blocksHtml = (nodes: readonly Node[]): string => nodes.map((one) => (one.name === "w:p" ? paragraphHtml(one) : one.name === "w:tbl" ? tableHtml(one) : "")).join("");

/** A section ends with the paragraph that says how its pages lie; the last one with the body. */
function sectionsOf(body: Node): { readonly isWide: boolean; readonly nodes: readonly Node[] }[] {
  const sections: { isWide: boolean; nodes: Node[] }[] = [];
  let nodes: Node[] = [];
  for (const node of body.inner) {
    const end = node.name === "w:sectPr" ? node : under(node, "w:pPr", "w:sectPr");
    if (node.name !== "w:sectPr") nodes.push(node);
    if (end === undefined) continue;
    sections.push({ isWide: child(end, "w:pgSz")?.attributes["w:orient"] === "landscape", nodes });
    nodes = [];
  }
  return sections;
}

const documentOf = (document: Uint8Array): Node | undefined => under(treeOf(new PizZip(document).file("word/document.xml")?.asText() ?? "<none/>"), "w:document", "w:body");

const textIn = (node: Node): string => (node.name === "w:t" ? node.inner.map(({ text }) => text).join("") : node.name === "w:br" ? " " : node.name === "mc:Fallback" ? "" : node.inner.map(textIn).join(""));

/** What a paper says between its head and its end, a line for each paragraph; neither its tables nor its annexes. */
export function bodyText(document: Uint8Array): string[] {
  const body = documentOf(document);
  const [first] = body === undefined ? [] : sectionsOf(body);
  return (first?.nodes ?? []).filter((one) => one.name === "w:p").map((one) => textIn(one).replaceAll(/\s+/g, " ").trim()).filter((one) => one !== "");
}

const STYLE = `@page{size:A4;margin:20mm 15mm 20mm 30mm;@top-center{content:counter(page);font:14pt "Times New Roman",Tinos,serif}}@page:first{@top-center{content:none}}@page wide{size:A4 landscape;margin:25mm 20mm 20mm 25mm}body{font:14pt/1.2 "Times New Roman",Tinos,"Liberation Serif",serif;color:#000;margin:0}section{max-width:165mm;margin:0 auto}section.wide{page:wide;max-width:252mm}section+section{break-before:page}p{position:relative;min-height:1px}.rule{position:absolute;left:50%;top:-5pt;transform:translateX(-50%);border-top:.75pt solid #000}table{border-collapse:collapse;width:100%;table-layout:fixed}td{box-sizing:border-box;vertical-align:top;padding:0}table.grid td{border:.5pt solid #000;padding:2pt 3pt;font-size:12pt;overflow-wrap:anywhere}thead{display:table-header-group}tr{break-inside:avoid}@media screen{body{padding:24px 12px}section+section{margin-top:32px;padding-top:32px;border-top:1px dashed #888}section.wide{overflow-x:auto}}`;

/** Bytes of one HTML page, which needs nothing from anywhere. A phone shows the sheet whole and small: lines of a paper are not set anew. */
export function printPage({ title, document }: { readonly title: string; readonly document: Uint8Array }): Uint8Array {
  const body = documentOf(document);
  // A paragraph that only ends its section would begin a page of its own.
  const sections = body === undefined ? [] : sectionsOf(body);
  const html = sections.map(({ isWide, nodes }) => `<section${isWide ? ' class="wide"' : ""}>${blocksHtml(nodes)}</section>`).join("");
  return new TextEncoder().encode(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=720"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${html}</body></html>`);
}
