import { keepFile } from "../shell/download.tsx";
import { CHART_HEIGHT, CHART_WIDTH, type Chart, paintOf, shapesOf } from "./chart.ts";

/** A drawing of a table of colours, to be taken along: as SVG with its own colours, or as PNG. */

type Square = { readonly label: string; readonly colour: string; readonly ink: string };
export type Picture = { readonly title: string; readonly columns: readonly string[]; readonly rows: readonly { readonly name: string; readonly cells: readonly (Square | undefined)[] }[]; readonly paper: string; readonly ink: string };

const [NAME, CELL, LINE, HEAD] = [340, 110, 24, 60];
const escaped = (words: string): string => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const words = (x: number, y: number, text: string, more: string): string => `<text x="${String(x)}" y="${String(y)}" ${more}>${escaped(text)}</text>`;
const LONGEST_HEAD = 17;
const cut = (text: string): string => (text.length > LONGEST_HEAD ? `${text.slice(0, LONGEST_HEAD - 1)}…` : text);

function svgOf({ title, columns, rows, paper, ink }: Picture): { readonly svg: string; readonly width: number; readonly height: number } {
  const [width, height] = [NAME + columns.length * CELL + 20, HEAD + rows.length * LINE + 20];
  const heads = columns.map((one, at) => words(NAME + at * CELL + CELL / 2, 48, cut(one), 'text-anchor="middle" font-size="11"'));
  const body = rows.map(({ name, cells }, row) => {
    const y = HEAD + row * LINE;
    const squares = cells.map((one, at) => (one === undefined ? "" : `<rect x="${String(NAME + at * CELL + 2)}" y="${String(y)}" width="${String(CELL - 4)}" height="${String(LINE - 3)}" rx="3" fill="${one.colour}"/>${words(NAME + at * CELL + CELL / 2, y + 15, one.label, `text-anchor="middle" font-size="11" fill="${one.ink}"`)}`));
    return `${words(10, y + 15, name, 'font-size="12"')}${squares.join("")}`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" font-family="Be Vietnam Pro, Noto Sans, sans-serif" fill="${ink}"><rect width="100%" height="100%" fill="${paper}"/>${words(10, 22, title, 'font-size="15" font-weight="600"')}${heads.join("")}${body.join("")}</svg>`;
  return { svg, width, height };
}

const asBlob = (svg: string): Blob => new Blob([svg], { type: "image/svg+xml" });
type Drawing = { readonly svg: string; readonly width: number; readonly height: number };

/** Drawn by the browser, twice as fine as the screen. */
async function pngOf({ svg, width, height }: Drawing): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}

async function keep(name: string, drawing: Drawing, format: "svg" | "png"): Promise<void> {
  const blob = format === "svg" ? asBlob(drawing.svg) : await pngOf(drawing);
  if (blob !== null) keepFile({ name: `${name}.${format}`, blob });
}

export const keepPicture = (name: string, picture: Picture, format: "svg" | "png"): Promise<void> => keep(name, svgOf(picture), format);

/** The same chart as on the page, with the page's colours as they are now. */
export async function keepDrawing(name: string, chart: Chart, format: "svg" | "png"): Promise<void> {
  const style = getComputedStyle(document.documentElement);
  const colour = (tone: string): string => style.getPropertyValue(tone).trim();
  const attributes = (at: Readonly<Record<string, string>>): string => Object.entries(at).map(([key, value]) => `${key}="${escaped(value)}"`).join(" ");
  const shapes = shapesOf(chart).map((one) => `<${one.tag} ${attributes({ ...one.at, ...paintOf(one, colour(one.tone)) })}>${escaped(one.words ?? "")}</${one.tag}>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(CHART_WIDTH)}" height="${String(CHART_HEIGHT)}" viewBox="0 0 ${String(CHART_WIDTH)} ${String(CHART_HEIGHT)}" font-family="Be Vietnam Pro, Noto Sans, sans-serif"><rect width="100%" height="100%" fill="${colour("--surface")}"/>${shapes.join("")}</svg>`;
  await keep(name, { svg, width: CHART_WIDTH, height: CHART_HEIGHT }, format);
}
