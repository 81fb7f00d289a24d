import { z } from "zod";
import { fileAnswer, grant, id, route, time } from "./route.ts";

/** Templates of papers: the program's own, and what clerks have made of them in Word. */

const kind = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const params = z.strictObject({ kind });
const template = z.strictObject({
  kind,
  title: z.strictObject({ vi: z.string(), en: z.string() }),
  /** Every place that a template may use; of a list "#list › place". */
  places: z.array(z.string()),
  version: z.string(),
  /** Null: the program's own template counts. */
  own: z.strictObject({ name: z.string(), at: time, by: id }).nullable(),
});

/** A template of 2 MB as Base64, and its name. */
const BODY_LIMIT = 3 * 1024 * 1024;
const LONGEST = 2_700_000;

export const listTemplates = route({
  operationId: "documents.templates",
  method: "GET",
  path: "/document-templates",
  summary: { vi: "Các mẫu văn bản và chỗ điền của từng mẫu", en: "Templates of papers, and the places of each" },
  grants: grant("any", "administrator", "programme-officer", "auditor"),
  response: z.strictObject({ items: z.array(template) }),
});

export const readTemplate = route({
  operationId: "documents.template",
  method: "GET",
  path: "/document-templates/{kind}/file",
  summary: { vi: "Tệp mẫu Word: mẫu đang dùng, hoặc mẫu gốc của chương trình", en: "The template as a Word file: the one in use, or the program's own" },
  grants: grant("any", "administrator", "programme-officer", "auditor"),
  params,
  query: z.strictObject({ /** The one in use, the program's own, or the one in use filled with examples. */ of: z.enum(["own", "program", "sample"]).default("own"), /** An earlier version of the own one. */ number: z.coerce.number().int().min(1).max(1_000_000).optional() }),
  version: "carries",
  produces: "application/octet-stream",
  response: fileAnswer,
});

export const listTemplateVersions = route({
  operationId: "documents.templateVersions",
  method: "GET",
  path: "/document-templates/{kind}/versions",
  summary: { vi: "Các lần thay mẫu của một văn bản, mới nhất trước", en: "Every change of a template, newest first" },
  grants: grant("any", "administrator", "programme-officer", "auditor"),
  params,
  response: z.strictObject({ items: z.array(z.strictObject({ number: z.number().int(), at: time, by: id, /** Null: back to the program's own. */ name: z.string().nullable(), sha256: z.string().nullable() })) }),
});

export const changeTemplate = route({
  operationId: "documents.changeTemplate",
  method: "PUT",
  path: "/document-templates/{kind}",
  summary: { vi: "Thay mẫu bằng tệp Word đã sửa; chỗ điền sai được chỉ ra từng chỗ", en: "Replace a template by a Word file; every place that is wrong is told" },
  grants: grant("any", "administrator", "programme-officer"),
  params,
  body: z.strictObject({ name: z.string().trim().min(1).max(200), /** Base64 */ content: z.string().min(1).max(LONGEST).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
  bodyLimit: BODY_LIMIT,
  version: "requires",
  response: template,
  example: { name: "Quyết định.docx", content: "UEsDBA==" },
});

export const resetTemplate = route({
  operationId: "documents.resetTemplate",
  method: "POST",
  path: "/document-templates/{kind}/reset",
  summary: { vi: "Dùng lại mẫu gốc của chương trình", en: "Go back to the program's own template" },
  grants: grant("any", "administrator", "programme-officer"),
  params,
  version: "requires",
  response: template,
});
