import { drawSquare, MM, paper, type Pdf } from "./drawing.ts";

/** Posters for open participation, one on an A4 sheet: what is asked, of which body, the square to scan. */

type Poster = { readonly what: string; readonly link: string };
type Posters = { readonly title: string; readonly until: string; readonly illustrative: string; readonly posters: readonly Poster[] };

const WIDTH = 210 * MM;
const EDGE = 20 * MM;
const INNER = WIDTH - 2 * EDGE;
const SIDE = 105 * MM;
const SQUARE_AT = 92 * MM;

const WORDS = {
  head: "KHẢO SÁT Ý KIẾN",
  how: "Quét mã bằng điện thoại để trả lời",
  howEn: "Scan with a phone to answer · also in English",
  secret: "Không ghi tên, không cần mã, không cần cài phần mềm. Câu trả lời được niêm phong ngay khi gửi; không ai biết phiếu nào của ai.",
  apart: "Đây là phiếu mở: được tính riêng với phiếu của những người được chọn mẫu.",
  until: "Nhận trả lời đến",
} as const;

function drawPoster(pdf: Pdf, { title, until, illustrative }: Omit<Posters, "posters">, { what, link }: Poster): void {
  pdf.addPage();
  const centred = (text: string, y: number, size: number, height: number, name: "regular" | "bold" = "regular"): void => {
    pdf.font(name).fontSize(size).fillColor("black").text(text, EDGE, y * MM, { width: INNER, height: height * MM, align: "center", ellipsis: true });
  };
  centred(WORDS.head, 18, 16, 8, "bold");
  pdf.lineWidth(1.2).moveTo(WIDTH / 2 - 20 * MM, 27 * MM).lineTo(WIDTH / 2 + 20 * MM, 27 * MM).stroke("#0b6e69");
  centred(what, 32, 26, 33, "bold");
  // A short name leaves no hole above the title.
  centred(title, pdf.y / MM + 4, 15, 20);
  drawSquare(pdf, link, { x: (WIDTH - SIDE) / 2, y: SQUARE_AT, side: SIDE });
  centred(WORDS.how, 204, 20, 10, "bold");
  centred(WORDS.howEn, 213.5, 13, 7);
  centred(WORDS.secret, 223, 13, 17);
  centred(WORDS.apart, 241, 12, 7);
  centred(`${WORDS.until} ${until}.`, 248, 12, 7, "bold");
  if (illustrative !== "") centred(illustrative, 257, 10, 12);
  centred(link, 275, 8, 8);
}

export const drawPosters = ({ posters, ...shared }: Posters): Promise<{ readonly pdf: Uint8Array }> =>
  paper(shared.title, (pdf) => {
    for (const one of posters) drawPoster(pdf, shared, one);
  });
