import { drawSquare, MM, paper, type Pdf } from "./drawing.ts";

/** Cards to cut out, ten on an A4 sheet: what it is, the code to type and the square to scan. No number; only an interviewer's says whose it is. */

type Sheet = { readonly title: string; readonly address: string; readonly cards: readonly { readonly code: string; readonly link: string; readonly what: string; /** Opens a list of interviews rather than one form. */ readonly isInterviewers: boolean }[] };

const FORM_HELP = "Phiếu không ghi tên; mỗi mã dùng một lần.";
const INTERVIEWS_HELP = "Thẻ điều tra viên; giữ kín.";

const [COLUMNS, ROWS] = [2, 5];
const [WIDTH, HEIGHT] = [95 * MM, 55 * MM];
const [LEFT, TOP] = [10 * MM, 11 * MM];
const PAD = 4 * MM;
const SQUARE = 34 * MM;

function drawCard(pdf: Pdf, { title, address }: Pick<Sheet, "title" | "address">, card: Sheet["cards"][number], at: { readonly x: number; readonly y: number }): void {
  const { x, y } = at;
  pdf.lineWidth(0.4).dash(2, { space: 2 }).rect(x, y, WIDTH, HEIGHT).stroke("#888888").undash();
  drawSquare(pdf, card.link, { x: x + PAD, y: y + PAD, side: SQUARE });
  const textX = x + SQUARE + 2 * PAD;
  const width = WIDTH - SQUARE - 3 * PAD;
  pdf.fillColor("black").font("bold").fontSize(10).text(title, textX, y + PAD, { width, height: 26 * MM - PAD, ellipsis: true });
  pdf.font("regular").fontSize(9).text(card.what, textX, y + 26 * MM, { width, height: 10 * MM, ellipsis: true });
  pdf.font("bold").fontSize(13).text(card.code, x + PAD, y + SQUARE + 1.6 * PAD, { width: WIDTH - 2 * PAD, characterSpacing: 0.6, lineBreak: false });
  pdf.font("regular").fontSize(8).text(`Quét mã hoặc mở ${address} rồi nhập dòng chữ trên. ${card.isInterviewers ? INTERVIEWS_HELP : FORM_HELP}`, x + PAD, y + SQUARE + 3.2 * PAD, { width: WIDTH - 2 * PAD, height: HEIGHT - SQUARE - 3.4 * PAD, ellipsis: true });
}

/** The sheets as PDF. */
export const drawSheets = ({ title, address, cards }: Sheet): Promise<{ readonly pdf: Uint8Array }> =>
  paper(title, (pdf) => {
    for (const [i, card] of cards.entries()) {
      const at = i % (COLUMNS * ROWS);
      if (at === 0) pdf.addPage();
      drawCard(pdf, { title, address }, card, { x: LEFT + (at % COLUMNS) * WIDTH, y: TOP + Math.floor(at / COLUMNS) * HEIGHT });
    }
  });
