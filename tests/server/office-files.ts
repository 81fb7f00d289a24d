import { createRequire } from "node:module";
import { Document, PageBreak, Packer, Paragraph } from "docx";
import PdfKit from "pdfkit";

/** Real documents with Vietnamese text, a page for each text. */

const FONT = createRequire(import.meta.url).resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf");

export function pdfOf(...pages: readonly string[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PdfKit({ size: "A4", autoFirstPage: false });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("end", () => {
      resolve(Buffer.concat(pieces));
    });
    document.font(FONT);
    for (const page of pages) document.addPage().text(page);
    document.end();
  });
}

/** Lines as a program draws them whose font lacks some letters: the line with gaps, then what belongs into them. */
export function patchedPdf(...lines: readonly string[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PdfKit({ size: "A4" });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("end", () => {
      resolve(Buffer.concat(pieces));
    });
    document.font(FONT);
    for (const [row, line] of lines.entries()) {
      const letters = Array.from(line, (letter, i) => ({ letter, at: 72 + document.widthOfString(line.slice(0, i)), isLacking: /[\u1E00-\u1EFF]/u.test(letter) }));
      for (const { letter, at } of letters.toSorted((a, b) => Number(a.isLacking) - Number(b.isLacking))) document.text(letter, at, 72 + row * 20, { lineBreak: false });
    }
    document.end();
  });
}

export const docxOf = (...pages: readonly string[]): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: pages.flatMap((page, i) => [...(i === 0 ? [] : [new Paragraph({ children: [new PageBreak()] })]), ...page.split("\n").map((line) => new Paragraph(line))]) }] }));

/** An administrative document as its first page begins. */
export const report = (number: string, date: string, subject: string): string => `UBND TỈNH ĐẮK LẮK\nSỞ NỘI VỤ\nSố: ${number}\nĐắk Lắk, ngày ${date}\nBÁO CÁO\n${subject}\nKính gửi: Ủy ban nhân dân tỉnh`;
