import { z } from "zod";
import { fileAnswer, grant, route } from "./route.ts";

/** How the authority's papers look: who issues them, their numbers, who signs. */

const words = z.string().trim().min(1).max(200);
/** A name that may not be known yet. */
const name = z.string().trim().max(120);
/** As head, acting head (Q.), for the head (KT.), by order (TL.), by mandate (TUQ.): NĐ 30/2020, Phụ lục I, II.7. */
export const SIGNINGS = ["head", "acting", "deputy", "order", "mandate"] as const;
const signer = z.strictObject({ title: words, name, signing: z.enum(SIGNINGS).default("head"), /** Of whoever signs in the head's place. */ ownTitle: name.default("") });
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
  marks: z.strictObject({ decision: mark, proposal: mark, notice: mark, report: mark, minutes: mark, list: mark, /** Of the council's lists; settings that are older have none. */ changes: mark.default("{số}/DS-HĐTĐ") }),
  /** To so many digits a number is filled up with zeros. */
  digits: z.number().int().min(1).max(8),
  /** What decisions rest on besides the regulation, each without "Căn cứ" and end mark. */
  grounds: z.array(z.string().trim().min(1).max(1000)).max(30),
  /** From how many lost points on a criterion is a shortcoming of note: a unit's notice tells it in its text, smaller ones in the annex. */
  noteworthy: z.string().regex(/^\d{1,3}\.\d{2}$/).default("0.50"),
});
export type Letterhead = z.output<typeof letterhead>;
export type Signer = Letterhead["chair"];

export const readSettings = route({
  operationId: "documents.settings",
  method: "GET",
  path: "/document-settings",
  summary: { vi: "Thể thức văn bản: cơ quan, số ký hiệu, địa danh, người ký", en: "Letterhead, numbers, place and signers of papers" },
  grants: grant("any", "administrator", "programme-officer", "unit-scorer", "unit-head", "council-chair", "council-member", "working-group", "opinion-giver", "chairman", "vice-chairman", "auditor"),
  version: "carries",
  response: z.strictObject({ /** Null until somebody has set it: then it follows from the name of the authority. */ letterhead: letterhead.nullable(), /** Whether papers can be had as PDF; else as pages to print. */ hasPdf: z.boolean() }),
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
    chair: { title: "Chủ tịch", name: "", signing: "deputy", ownTitle: "Phó Chủ tịch" },
    standing: { name: "Sở Nội vụ", head: { title: "Giám đốc", name: "", signing: "head", ownTitle: "" } },
    council: "Hội đồng thẩm định",
    marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr-SNV", notice: "{số}/TB-SNV", report: "{số}/BC", minutes: "{số}/BB-HĐTĐ", list: "{số}/DS-SNV", changes: "{số}/DS-HĐTĐ" },
    digits: 5,
    grounds: ["Luật Tổ chức chính quyền địa phương ngày 16/6/2025"],
    noteworthy: "0.50",
  },
});

export const TABLE_LIMITS = { columns: 200, rows: 20_000, words: 32_767 } as const;

export const makeTable = route({
  operationId: "documents.table",
  method: "POST",
  path: "/tables",
  summary: { vi: "Ghi một bảng đang xem thành tệp Excel; không lưu gì", en: "Write a table that one sees as a workbook; nothing is kept" },
  grants: grant("any", "signed-in"),
  body: z.strictObject({
    name: z.string().trim().min(1).max(120),
    columns: z.array(z.strictObject({ title: z.string().max(300), width: z.number().int().min(3).max(120), decimals: z.number().int().min(0).max(6).optional() })).min(1).max(TABLE_LIMITS.columns),
    /** Rows of words, numbers and nothing, as JSON: they are read beside the other requests. */
    rows: z.string().min(2).max(4_000_000),
  }),
  bodyLimit: 4_500_000,
  repeatable: false,
  produces: "application/octet-stream",
  problems: ["invalid-input"],
  response: fileAnswer,
  example: { name: "Tiến độ", columns: [{ title: "Cơ quan, đơn vị", width: 40 }, { title: "Điểm", width: 10, decimals: 2 }], rows: '[["Sở Nội vụ", 91.24]]' },
});
