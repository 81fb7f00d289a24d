import { z } from "zod";
import { grant, route } from "./route.ts";

/** How the authority's papers look: who issues them, their numbers, who signs. */

const words = z.string().trim().min(1).max(200);
/** A name that may not be known yet. */
const name = z.string().trim().max(120);
const signer = z.strictObject({ title: words, name });
/** What a number looks like, with {số} where it stands: "{số}/QĐ-UBND". */
const mark = z.string().trim().max(60).regex(/^[^{}]*\{số\}[^{}]*$/);

export const letterhead = z.strictObject({
  authority: words,
  shortAuthority: words,
  /** As it stands above the papers, a line each. */
  organ: z.array(words).min(1).max(3),
  place: words,
  chair: signer,
  standing: z.strictObject({ name: words, head: signer }),
  council: words,
  marks: z.strictObject({ decision: mark, proposal: mark, notice: mark, report: mark, minutes: mark, list: mark }),
  /** To so many digits a number is filled up with zeros. */
  digits: z.number().int().min(1).max(8),
  /** What decisions rest on besides the regulation, each without "Căn cứ" and end mark. */
  grounds: z.array(z.string().trim().min(1).max(1000)).max(30),
});
export type Letterhead = z.output<typeof letterhead>;

export const readSettings = route({
  operationId: "documents.settings",
  method: "GET",
  path: "/document-settings",
  summary: { vi: "Thể thức văn bản: cơ quan, số ký hiệu, địa danh, người ký", en: "Letterhead, numbers, place and signers of papers" },
  grants: grant("any", "administrator", "programme-officer", "unit-scorer", "unit-head", "council-chair", "council-member", "working-group", "opinion-giver", "chairman", "vice-chairman", "auditor"),
  version: "carries",
  response: z.strictObject({ /** Null until somebody has set it: then it follows from the name of the authority. */ letterhead: letterhead.nullable() }),
});

export const changeSettings = route({
  operationId: "documents.changeSettings",
  method: "PUT",
  path: "/document-settings",
  summary: { vi: "Sửa thể thức văn bản", en: "Change the letterhead" },
  grants: grant("any", "administrator", "programme-officer"),
  body: letterhead,
  version: "requires",
  response: z.strictObject({ letterhead }),
  example: {
    authority: "Ủy ban nhân dân tỉnh Đắk Lắk",
    shortAuthority: "UBND tỉnh Đắk Lắk",
    organ: ["Ủy ban nhân dân", "tỉnh Đắk Lắk"],
    place: "Đắk Lắk",
    chair: { title: "Chủ tịch", name: "" },
    standing: { name: "Sở Nội vụ", head: { title: "Giám đốc", name: "" } },
    council: "Hội đồng thẩm định",
    marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr-SNV", notice: "{số}/TB-SNV", report: "{số}/BC", minutes: "{số}/BB-HĐTĐ", list: "{số}/DS-SNV" },
    digits: 5,
    grounds: ["Luật Tổ chức chính quyền địa phương ngày 16/6/2025"],
  },
});
