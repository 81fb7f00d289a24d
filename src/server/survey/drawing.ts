import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import PdfKit from "pdfkit";
import { encode } from "uqr";

/** What printed sheets of a survey share: paper, letters with all Vietnamese signs, squares to scan. */

export const MM = 72 / 25.4;

const find = createRequire(import.meta.url);
const FONTS = { regular: "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf", bold: "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf" } as const;
const font = (name: keyof typeof FONTS): Promise<Buffer> => readFile(find.resolve(FONTS[name]));

export type Pdf = InstanceType<typeof PdfKit>;
type Place = { readonly x: number; readonly y: number; readonly side: number };

/** Black squares, each line's neighbours as one, all as one shape: printers leave no hairlines, and a thousand cards are soon drawn. */
export function drawSquare(pdf: Pdf, text: string, { x, y, side }: Place): void {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const step = side / size;
  const bars: string[] = [];
  for (const [row, line] of data.entries()) {
    for (let from = 0; from < size; from++) {
      if (line[from] !== true) continue;
      let to = from;
      while (line[to + 1] === true) to++;
      bars.push(`${(x + from * step).toFixed(2)} ${(y + row * step).toFixed(2)} ${((to - from + 1) * step).toFixed(2)} ${(step + 0.05).toFixed(2)} re`);
      from = to;
    }
  }
  pdf.addContent(`0 g ${bars.join(" ")} f`);
}

/** A PDF of A4 sheets; `draw` adds its own pages. */
export async function paper(title: string, draw: (pdf: Pdf) => void): Promise<{ readonly pdf: Uint8Array }> {
  const pdf = new PdfKit({ size: "A4", margin: 0, autoFirstPage: false, info: { Title: title } });
  pdf.registerFont("regular", await font("regular"));
  pdf.registerFont("bold", await font("bold"));
  const parts: Buffer[] = [];
  const done = new Promise<undefined>((resolve, reject) => {
    pdf.on("data", (part: Buffer) => {
      parts.push(part);
    });
    pdf.on("end", () => {
      resolve(undefined);
    });
    pdf.on("error", reject);
  });
  draw(pdf);
  pdf.end();
  await done;
  return { pdf: new Uint8Array(Buffer.concat(parts)) };
}
