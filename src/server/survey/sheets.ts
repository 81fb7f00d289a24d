import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import PdfKit from "pdfkit";
import { encode } from "uqr";

/** Cards to cut out, ten on an A4 sheet: what it is, the code to type and the square to scan. No number, no name. */

type Sheet = { readonly title: string; readonly address: string; readonly cards: readonly { readonly code: string; readonly link: string; readonly what: string }[] };

const MM = 72 / 25.4;
const [COLUMNS, ROWS] = [2, 5];
const [WIDTH, HEIGHT] = [95 * MM, 55 * MM];
const [LEFT, TOP] = [10 * MM, 11 * MM];
const PAD = 4 * MM;
const SQUARE = 34 * MM;

const find = createRequire(import.meta.url);
const FONTS = { regular: "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf", bold: "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf" } as const;
const font = (name: keyof typeof FONTS): Promise<Buffer> => readFile(find.resolve(FONTS[name]));

type Pdf = InstanceType<typeof PdfKit>;

/** Black squares, each line's neighbours as one, all as one shape: printers leave no hairlines, and a thousand cards are soon drawn. */
function drawSquare(pdf: Pdf, text: string, x: number, y: number): void {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const step = SQUARE / size;
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

function drawCard(pdf: Pdf, { title, address }: Pick<Sheet, "title" | "address">, card: Sheet["cards"][number], at: { readonly x: number; readonly y: number }): void {
  const { x, y } = at;
  pdf.lineWidth(0.4).dash(2, { space: 2 }).rect(x, y, WIDTH, HEIGHT).stroke("#888888").undash();
  drawSquare(pdf, card.link, x + PAD, y + PAD);
  const textX = x + SQUARE + 2 * PAD;
  const width = WIDTH - SQUARE - 3 * PAD;
  pdf.fillColor("black").font("bold").fontSize(10).text(title, textX, y + PAD, { width, height: 26 * MM - PAD, ellipsis: true });
  pdf.font("regular").fontSize(9).text(card.what, textX, y + 26 * MM, { width, height: 10 * MM, ellipsis: true });
  pdf.font("bold").fontSize(13).text(card.code, x + PAD, y + SQUARE + 1.6 * PAD, { width: WIDTH - 2 * PAD, characterSpacing: 0.6, lineBreak: false });
  pdf.font("regular").fontSize(8).text(`Quét mã hoặc mở ${address} rồi nhập dòng chữ trên. Phiếu không ghi tên; mỗi mã dùng một lần.`, x + PAD, y + SQUARE + 3.2 * PAD, { width: WIDTH - 2 * PAD, height: HEIGHT - SQUARE - 3.4 * PAD, ellipsis: true });
}

/** The sheets as PDF. */
export async function drawSheets({ title, address, cards }: Sheet): Promise<{ readonly pdf: Uint8Array }> {
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
  for (const [i, card] of cards.entries()) {
    const at = i % (COLUMNS * ROWS);
    if (at === 0) pdf.addPage();
    drawCard(pdf, { title, address }, card, { x: LEFT + (at % COLUMNS) * WIDTH, y: TOP + Math.floor(at / COLUMNS) * HEIGHT });
  }
  pdf.end();
  await done;
  return { pdf: new Uint8Array(Buffer.concat(parts)) };
}
