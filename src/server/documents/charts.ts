import type PizZip from "pizzip";

/** Charts in a Word file: drawn by Word and LibreOffice themselves from their numbers, not pictures of charts. No I/O; for the thread. */

/** `null`: there is no value, and the chart shows the gap. */
export type Chart = {
  readonly kind: "bars" | "lines";
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Where the scale ends; without it the program that shows the chart chooses. */
  readonly most?: number;
};

/** What stands in a filling where a chart is to stand in the document. */
export const chartPlace = (at: number): string => `⟦biểu đồ ${String(at + 1)}⟧`;
const PLACE = /<w:t(?: [^>]*)?>\s*⟦biểu đồ (\d+)⟧\s*<\/w:t>/g;

const escaped = (words: string): string => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Dark to light, told apart in print without colours as well. */
const COLOURS = ["0B6E6E", "5FA8A3", "B8862D", "8B5E83", "7A8794", "D9A441"] as const;
const colourOf = (at: number): string => COLOURS[at % COLOURS.length] ?? COLOURS[0];

const SMALL = 1000;
/** Numbers as Vietnamese write them, whatever the machine's own way is. */
const VIETNAMESE = "[$-42A]General";
const textOf = (size: number, isBold = false): string => `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${String(size)}" b="${isBold ? "1" : "0"}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>`;

const points = (values: readonly (string | number | null)[]): string => values.map((one, at) => (one === null ? "" : `<c:pt idx="${String(at)}"><c:v>${escaped(String(one))}</c:v></c:pt>`)).join("");
const labels = (isShown: boolean): string => `<c:dLbls>${isShown ? `<c:numFmt formatCode="${VIETNAMESE}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textOf(SMALL)}` : ""}<c:showLegendKey val="0"/><c:showVal val="${isShown ? "1" : "0"}"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;

function seriesOf({ kind, categories, series }: Chart): string {
  // Lines cross, and their numbers would lie on each other; bars have room.
  const isBars = kind === "bars";
  return series
    .map(({ name, values }, at) => {
      const fill = `<a:solidFill><a:srgbClr val="${colourOf(at)}"/></a:solidFill>`;
      const looks = isBars ? `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>` : `<c:spPr><a:ln w="28575" cap="rnd">${fill}<a:round/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>${fill}</c:spPr></c:marker>`;
      return `<c:ser><c:idx val="${String(at)}"/><c:order val="${String(at)}"/><c:tx><c:strRef><c:f>s${String(at)}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escaped(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${looks}${labels(isBars)}<c:cat><c:strRef><c:f>c</c:f><c:strCache><c:ptCount val="${String(categories.length)}"/>${points(categories)}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>v${String(at)}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${String(values.length)}"/>${points(values)}</c:numCache></c:numRef></c:val>${kind === "lines" ? '<c:smooth val="0"/>' : ""}</c:ser>`;
    })
    .join("");
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const LINE = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></c:spPr>';

/** The part of the file that a chart is. */
function chartXml(chart: Chart): string {
  const { kind, title, series, most } = chart;
  const isBars = kind === "bars";
  const plot = isBars ? `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${seriesOf(chart)}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` : `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${seriesOf(chart)}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`;
  const scale = `<c:scaling><c:orientation val="minMax"/>${most === undefined ? "" : `<c:max val="${String(most)}"/>`}${isBars ? '<c:min val="0"/>' : ""}</c:scaling>`;
  // Bars lie on their side: the first category is to stand on top.
  const categories = `<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${isBars ? "maxMin" : "minMax"}"/></c:scaling><c:delete val="0"/><c:axPos val="${isBars ? "l" : "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${LINE}${textOf(SMALL)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/></c:catAx>`;
  const values = `<c:valAx><c:axId val="2"/>${scale}<c:delete val="0"/><c:axPos val="${isBars ? "t" : "l"}"/><c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="D0D0D0"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="${VIETNAMESE}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${isBars ? "high" : "nextTo"}"/>${LINE}${textOf(SMALL)}<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>`;
  const heading = `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="vi-VN" sz="1200" b="1"><a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/></a:rPr><a:t>${escaped(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
  const legend = series.length < 2 ? "" : `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textOf(SMALL)}</c:legend>`;
  return `${HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart>${heading}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}${categories}${values}</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

const EMU_A_MILLIMETRE = 36_000;
const WIDTH = 160;
/** A line of bars needs so much; a chart of lines always the same. */
const [LINES_HEIGHT, BAR, AROUND, TALLEST] = [70, 6, 32, 210];
const heightOf = ({ kind, categories, series }: Chart): number => (kind === "lines" ? LINES_HEIGHT : Math.min(TALLEST, AROUND + categories.length * (4 + series.length * BAR)));

function drawing(chart: Chart, number: number): string {
  const [cx, cy] = [WIDTH, heightOf(chart)].map((one) => String(Math.round(one * EMU_A_MILLIMETRE)));
  return `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx ?? ""}" cy="${cy ?? ""}"/><wp:docPr id="${String(9000 + number)}" name="${escaped(chart.title)}" descr="${escaped(chart.title)}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdChart${String(number)}"/></a:graphicData></a:graphic></wp:inline></w:drawing>`;
}

const CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart";

/** Puts the charts where the filled document names them; places that no chart is for are left empty. */
export function putCharts(zip: PizZip, charts: readonly Chart[]): void {
  const [document, types, relations] = ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"].map((name) => zip.file(name)?.asText() ?? "");
  if (document === undefined || types === undefined || relations === undefined || !document.includes("⟦biểu đồ ")) return;
  const used = new Set<number>();
  const drawn = document.replaceAll(PLACE, (_found, digits: string) => {
    const chart = charts[Number(digits) - 1];
    if (chart === undefined || used.has(Number(digits))) return "";
    used.add(Number(digits));
    return drawing(chart, Number(digits));
  });
  zip.file("word/document.xml", drawn);
  for (const number of used) {
    const chart = charts[number - 1];
    if (chart !== undefined) zip.file(`word/charts/chart${String(number)}.xml`, chartXml(chart));
  }
  zip.file("[Content_Types].xml", types.replace("</Types>", `${[...used].map((one) => `<Override PartName="/word/charts/chart${String(one)}.xml" ContentType="${CHART_TYPE}"/>`).join("")}</Types>`));
  zip.file("word/_rels/document.xml.rels", relations.replace("</Relationships>", `${[...used].map((one) => `<Relationship Id="rIdChart${String(one)}" Type="${RELATION}" Target="charts/chart${String(one)}.xml"/>`).join("")}</Relationships>`));
}
