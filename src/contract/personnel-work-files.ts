import { z } from "zod";
import { besideFile, BROUGHT_LIMIT, broughtFile, fileNumber } from "./attached-file.ts";
import { periodId } from "./personnel-period.ts";
import { itemId, OF_PERSON } from "./personnel-work.ts";
import { fileAnswer, grant, route } from "./route.ts";

/** What came of a piece of work, attached to it: reports, letters, pictures. */

/** How many files a piece may have. */
export const MOST_WORK_FILES = 5;

const itemParams = z.strictObject({ periodId, itemId });

export const addWorkFile = route({
  operationId: "personnel.addWorkFile",
  method: "POST",
  path: "/work-periods/{periodId}/items/{itemId}/files",
  summary: { vi: "Đính kèm sản phẩm đầu ra của việc mình làm, trước khi nghiệm thu (PDF, ảnh, Word, Excel; tối đa 5 tệp, mỗi tệp 5 MB)", en: "Attach the output of one's own piece of work before it is accepted (PDF, pictures, Word, Excel; at most 5 files of 5 MB)" },
  grants: grant("self", "signed-in"),
  shedLast: true,
  params: itemParams,
  body: broughtFile,
  bodyLimit: BROUGHT_LIMIT,
  status: 201,
  problems: ["not-found", "conflict", "invalid-input", "too-large"],
  response: besideFile,
  example: { name: "Báo cáo tháng 3.pdf", content: "JVBERi0x" },
});

export const readWorkFile = route({
  operationId: "personnel.workFile",
  method: "GET",
  path: "/work-periods/{periodId}/items/{itemId}/files/{number}",
  summary: { vi: "Một tệp đính kèm của một việc", en: "A file attached to a piece of work" },
  grants: OF_PERSON,
  reads: "personnel-file",
  params: itemParams.extend({ number: fileNumber }),
  version: "carries",
  produces: "application/octet-stream",
  problems: ["not-found", "conflict"],
  response: fileAnswer,
});
