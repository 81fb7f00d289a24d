import { expect, it } from "vitest";
import { paragraphsOf, partOf } from "../../../tests/server/office.ts";
import { fill } from "../documents/template.ts";
import { answerFilling, answerKind, decisionFilling, decisionKind, noticeFilling, noticeKind } from "./year-papers.ts";

/** Papers of the authority itself, above which nobody stands. */

const ISSUER = { superior: "", agency: "Ủy ban nhân dân tỉnh Đắk Lắk", organ: "Ủy ban nhân dân\ntỉnh Đắk Lắk", place: "Đắk Lắk", deciderTitle: "Chủ tịch", deciderName: "" };
const ROW = { name: "Nguyễn Văn A", title: "Giám đốc", office: "Sở Nội vụ", points: "87,50", level: "Hoàn thành tốt nhiệm vụ" };

it.each([
  [decisionKind, decisionFilling({ ...ISSUER, number: "12/QĐ-UBND", on: "2026-12-10", year: 2026, replaces: null, reason: "", grounds: ["Nghị định số 335/2025/NĐ-CP"], rows: [ROW] })],
  [noticeKind, noticeFilling({ ...ISSUER, year: 2026, row: ROW, decision: { number: "12/QĐ-UBND", on: "2026-12-10" }, publication: "tại cuộc họp" })],
  [answerKind, answerFilling({ ...ISSUER, year: 2026, name: "Nguyễn Văn A", complaint: "Đề nghị xem lại.", receivedOn: "2026-12-12", text: "Đã xem.", changes: false, on: "2026-12-16" })],
] as const)("$0.key begins with the authority, without an empty line above it", async ({ official, title }, filling) => {
  const document = partOf(await fill({ template: { official }, title: title.vi, filling }), "word/document.xml");
  expect(document.slice(0, document.indexOf("</w:tc>")).match(/<w:p>/g)).toHaveLength(1);
  expect(paragraphsOf(document)[0]).toContain("ỦY BAN NHÂN DÂN");
  expect(paragraphsOf(document).filter((one) => one.includes("Gia Lai") || /[{}]/.test(one))).toEqual([]);
});
