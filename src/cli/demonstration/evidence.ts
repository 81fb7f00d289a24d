import { createRequire } from "node:module";
import { Document, Packer, Paragraph } from "docx";
import PdfKit from "pdfkit";
import type { Actor, Transaction } from "../../server/platform/index.ts";
import { act, LABEL, type Loading, OWNER, tell } from "./loading.ts";

/** A few real documents, so that there is something to open, to search and to appraise; all of it is invented. */

const FONT = createRequire(import.meta.url).resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf");

type Text = { readonly name: string; readonly issuer: string; readonly number: string; readonly dated: string; readonly subject: string; readonly body: readonly string[] };

const inWords = (dated: string): string => {
  const [year = "", month = "", date = ""] = dated.split("-");
  return `ngày ${date} tháng ${month} năm ${year}`;
};

const headOf = ({ issuer, number, dated, subject }: Text): string[] => ["ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", issuer.toUpperCase(), `Số: ${number}`, `Đắk Lắk, ${inWords(dated)}`, "BÁO CÁO", subject, "Kính gửi: Ủy ban nhân dân tỉnh", `(${LABEL})`];

function pdfOf(text: Text): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PdfKit({ size: "A4", margin: 56, info: { Title: text.subject } });
    const pieces: Buffer[] = [];
    document.on("data", (piece: Buffer) => pieces.push(piece));
    document.on("end", () => {
      resolve(Buffer.concat(pieces));
    });
    document.font(FONT).fontSize(13).text(headOf(text).join("\n"));
    for (const page of text.body) document.addPage().text(page);
    document.end();
  });
}

const docxOf = (text: Text): Promise<Buffer> => Packer.toBuffer(new Document({ sections: [{ children: [...headOf(text), ...text.body].map((line) => new Paragraph(line)) }] }));

const QUARTERS = ["Phần I. Kết quả thực hiện kế hoạch cải cách hành chính: đơn vị đã ban hành kế hoạch đúng hạn, tổ chức kiểm tra hai đợt và công khai thủ tục hành chính đầy đủ.", "Phần II. Giải quyết thủ tục hành chính: 97,5 % hồ sơ được giải quyết trước và đúng hạn; không có phản ánh, kiến nghị quá hạn trả lời.", "Phần III. Tồn tại và phương hướng: tiếp tục số hóa hồ sơ, tập huấn công chức bộ phận một cửa."];

/** What a unit's people would hand in: by code and name of the unit. */
const textsOf = (code: string, issuer: string): readonly Text[] => [
  { name: "Báo cáo cải cách hành chính năm 2025.pdf", issuer, number: `112/BC-${code}`, dated: "2025-11-20", subject: `Kết quả cải cách hành chính năm 2025 của ${issuer}`, body: QUARTERS },
  { name: "Báo cáo giải quyết thủ tục hành chính quý III.docx", issuer, number: `87/BC-${code}`, dated: "2025-10-05", subject: "Tình hình giải quyết thủ tục hành chính quý III năm 2025", body: QUARTERS.slice(1) },
];

type Place = { readonly code: string; readonly name: string; readonly campaignId: string; readonly year: number; readonly criteria: readonly string[]; readonly by: Pick<Actor, "personId"> };

/** Puts a unit's documents into its library and links them to some of what it scored. */
export async function handInEvidence(loading: Loading, moment: Transaction, { code, name, campaignId, year, criteria, by }: Place): Promise<void> {
  const unitId = loading.unit(code);
  const texts = textsOf(code, name);
  const files = await Promise.all(texts.map(async (text) => ({ name: text.name, bytes: await (text.name.endsWith(".pdf") ? pdfOf(text) : docxOf(text)) })));
  // The second one is left for a person to describe.
  const { ids, audit } = await loading.rooms.placeEvidence(moment, { unitId, year, by: by.personId }, files.map((file, i) => ({ ...file, ...(i === 0 ? { description: { number: texts[0]?.number ?? "", dated: texts[0]?.dated ?? null, issuer: name, subject: texts[0]?.subject ?? "" } } : {}) })));
  await tell(moment, audit);
  const actor: Actor = { accountId: OWNER, personId: by.personId, name: LABEL, roles: ["unit-scorer"], unitIds: [unitId], sessionId: "" };
  for (const [i, criterion] of criteria.entries()) {
    const links = (i === 0 ? ids : ids.slice(0, 1)).map((fileId) => ({ fileId, pages: i === 0 ? "2-3" : "", proves: `${LABEL}: kết quả đã thực hiện` }));
    await act(loading, moment, actor, "assessment.setLinks", { params: { campaignId, unitId, code: criterion }, body: { links }, seen: "0" });
  }
}
