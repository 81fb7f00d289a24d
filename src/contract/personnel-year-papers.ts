import { z } from "zod";
import { FILE_READERS, inRounds, ofFile, roundParams } from "./personnel-year.ts";
import { bytes, id, route } from "./route.ts";

/** The papers of a year: form 02, notice, minutes, decision; the list as a workbook; the records of article 24 as one archive. */

const format = z.strictObject({ format: z.enum(["docx", "pdf"]).default("docx") });

export const RATING_PAPERS = ["form", "notice", "minutes", "answer"] as const;
export const readRatingPaper = route({
  operationId: "personnel.ratingPaper",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-files/{fileId}/papers/{kind}",
  summary: { vi: "Phiếu Mẫu số 02, thông báo kết quả, biên bản, trả lời kiến nghị", en: "Form 02, notice, minutes, answer to a complaint" },
  grants: FILE_READERS,
  params: ofFile.extend({ kind: z.enum(RATING_PAPERS) }),
  query: format,
  produces: "application/octet-stream",
  problems: ["not-found", "conflict"],
  response: bytes,
});

export const readRoundDecision = route({
  operationId: "personnel.ratingDecision",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-rounds/{roundId}/{year}/decisions/{fileId}",
  summary: { vi: "Quyết định xếp loại kèm danh sách những người cùng quyết định", en: "The decision with everybody whom it names" },
  grants: inRounds,
  params: roundParams.extend({ fileId: id }),
  query: format,
  produces: "application/octet-stream",
  problems: ["not-found", "conflict"],
  response: bytes,
});

export const readRoundSheet = route({
  operationId: "personnel.ratingSheet",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-rounds/{roundId}/{year}/sheet",
  summary: { vi: "Danh sách xếp loại của cơ quan (Excel)", en: "The agency's list as a workbook" },
  grants: inRounds,
  params: roundParams,
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: bytes,
});

export const readArchive = route({
  operationId: "personnel.ratingArchive",
  reads: "personnel-file",
  method: "GET",
  path: "/rating-files/{fileId}/archive",
  summary: { vi: "Hồ sơ xếp loại năm theo Điều 24: một tệp nén có mục lục", en: "The records of article 24 as one archive with a table of contents" },
  grants: FILE_READERS,
  params: ofFile,
  produces: "application/octet-stream",
  problems: ["not-found"],
  response: bytes,
});
