import { z } from "zod";
import type { Regulation } from "../scoring/regulation/schema.ts";
import type { ShownRegulation } from "../scoring/regulation/show.ts";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** Versions of regulations: imported, checked, frozen by a second person, then used and never changed. */

const MAIN_FILE = "regulation.yaml";
const fileName = z.string().regex(/^[a-z0-9][a-z0-9.-]*\.ya?ml$/).max(100);
// A text that the database could not give back as it came is no text.
const fileText = z.string().refine((text) => !text.includes("\0") && text.isWellFormed());
const MOST_FILES = 50;

/** Either the texts of the regulation's files, `regulation.yaml` and those that it names, or the whole as one JSON document. */
const content = z
  .strictObject({
    files: z.record(fileName, fileText).optional(),
    document: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(({ files, document }) => (files === undefined) !== (document === undefined))
  .refine(({ files }) => files === undefined || Object.keys(files).length <= MOST_FILES, { path: ["files"] });
export type RegulationContent = z.output<typeof content>;
const example = { files: { [MAIN_FILE]: "format: 1\nid: tinh-2026\n…\nindexes:\n  - file: index-01.yaml\n", "index-01.yaml": "code: 01\n…\n" } };

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const versionItem = z.strictObject({
  id,
  regulationId: z.string(),
  title: z.string(),
  sha256,
  importedAt: time,
  importedBy: z.string(),
  frozenAt: time.nullable(),
  frozenBy: z.string().nullable(),
});
export type VersionItem = z.output<typeof versionItem>;

/** One thing that is wrong, with its sentence in both languages; `pointer` leads into the request's body. */
const regulationFault = z.strictObject({
  code: z.string(),
  file: z.string().nullable(),
  line: z.number().int().nullable(),
  pointer: z.string(),
  message: z.strictObject({ vi: z.string(), en: z.string() }),
});
export type RegulationFault = z.output<typeof regulationFault>;

const versionParams = z.strictObject({ versionId: id });
/** The shape that `congtam regulation show --json` prints. */
const shown = z.custom<ShownRegulation>((value) => typeof value === "object" && value !== null).meta({ type: "object" });

/** What the engine compiles; a browser computes a unit while it is being scored. */
const regulationDocument = z.custom<Regulation>((value) => typeof value === "object" && value !== null).meta({ type: "object" });

const change = z.strictObject({ field: z.string(), old: z.unknown(), new: z.unknown() });
const compared = <T extends z.ZodRawShape, U extends z.ZodRawShape>(what: T, more: U) => {
  const item = z.strictObject(what);
  return z.strictObject({ added: z.array(item), removed: z.array(item), changed: z.array(z.strictObject({ ...what, ...more, changes: z.array(change) })) });
};
const points = z.string().nullable();
const criterion = { index: z.string(), code: z.string(), title: z.string(), points };
const pointsMove = { oldPoints: points, newPoints: points };
const ratio = { ratio: z.string(), title: z.string() };
const level = { ratio: z.string(), level: z.string(), title: z.string() };

/** What differs between two regulations; nothing that differs is left out (`other` names what no list shows). */
export const comparison = z.strictObject({
  leaves: compared(criterion, pointsMove),
  /** Contents and groups of criteria. */
  groups: compared(criterion, pointsMove),
  ratios: compared(ratio, {}),
  levels: compared(level, {}),
  quotas: compared(level, {}),
  /** "calendar", "indexes.01.note", "classifications.quality.ceiling". */
  other: z.array(z.string()),
});
export type Comparison = z.output<typeof comparison>;

export const listRegulations = route({
  operationId: "regulation.list",
  method: "GET",
  path: "/regulations",
  summary: { vi: "Các phiên bản quy định, mới nhất trước", en: "Versions of regulations, latest first" },
  grants: grant("any", "signed-in"),
  query: pageQuery.extend({ regulation: z.string().max(60).regex(/^[a-z0-9-]+$/).optional() }),
  response: pageOf(versionItem),
});

export const showVersion = route({
  operationId: "regulation.show",
  method: "GET",
  path: "/regulations/{versionId}",
  summary: { vi: "Nội dung một phiên bản quy định", en: "The content of a version" },
  grants: grant("any", "signed-in"),
  params: versionParams,
  response: versionItem.extend({ regulation: shown }),
});

export const readDocument = route({
  operationId: "regulation.document",
  method: "GET",
  path: "/regulations/{versionId}/document",
  summary: { vi: "Toàn văn một phiên bản quy định dưới dạng dữ liệu, đúng nội dung được tính SHA-256", en: "The whole of a version as data, exactly what its SHA-256 was taken of" },
  grants: grant("any", "signed-in"),
  params: versionParams,
  response: z.strictObject({ sha256, document: regulationDocument }),
});

export const checkContent = route({
  operationId: "regulation.check",
  method: "POST",
  path: "/regulations/check",
  summary: { vi: "Kiểm tra tệp quy định, không lưu", en: "Check a regulation's files; nothing is kept" },
  grants: grant("any", "programme-officer", "administrator", "auditor"),
  body: content,
  response: z.strictObject({ sha256: sha256.nullable(), faults: z.array(regulationFault), faultCount: z.number().int() }),
  example,
});

export const importVersion = route({
  operationId: "regulation.import",
  method: "POST",
  path: "/regulations",
  summary: { vi: "Nhập một phiên bản quy định; nội dung đã có thì trả về phiên bản cũ", en: "Import a version; content that is known gives its version again" },
  grants: grant("any", "programme-officer", "administrator"),
  body: content,
  status: 201,
  response: versionItem.extend({ isNew: z.boolean() }),
  example,
});

export const freezeVersion = route({
  operationId: "regulation.freeze",
  method: "POST",
  path: "/regulations/{versionId}/freezing",
  summary: { vi: "Khóa phiên bản để dùng; người khóa phải khác người nhập", en: "Freeze a version for use; by another person than the importer" },
  grants: grant("any", "programme-officer"),
  params: versionParams,
  response: versionItem,
  problems: ["conflict", "otp-required"],
});

export const compareVersions = route({
  operationId: "regulation.compare",
  method: "GET",
  path: "/regulations/{versionId}/comparison",
  summary: { vi: "Khác nhau từ phiên bản này (cũ) đến phiên bản `with` (mới)", en: "What differs from this version (old) to the version `with` (new)" },
  grants: grant("any", "signed-in"),
  params: versionParams,
  query: z.strictObject({ with: id }),
  response: comparison.extend({ old: versionItem, new: versionItem }),
});

const column = z.number().int().min(0).max(1999);
export const sheetMapping = z.strictObject({
  head: z.number().int().min(0).max(100_000),
  /** The first row of criteria; all counted from 0. */
  first: z.number().int().min(0).max(100_000),
  number: column,
  title: column,
  points: z.array(column).min(1).max(20),
  scale: column.nullable(),
  evidence: column.nullable(),
});

export const readIndexWorkbook = route({
  operationId: "regulation.readSheet",
  method: "POST",
  path: "/regulations/sheets",
  summary: { vi: "Đọc bộ tiêu chí từ tệp Excel của tỉnh: xem trước, dòng nghi vấn, tệp Chỉ số dạng YAML; không lưu", en: "Read an index set from a province's workbook: preview, doubtful rows, the index as YAML; nothing is kept" },
  grants: grant("any", "programme-officer", "administrator", "auditor"),
  body: z.strictObject({
    /** Base64 */
    content: z.string().min(1).max(4_000_000).regex(/^[A-Za-z0-9+/]+={0,2}$/),
    sheet: z.string().max(100).optional(),
    code: z.string().regex(/^[0-9A-Za-z]{1,10}$/),
    title: z.string().trim().min(1).max(300),
    article: z.string().trim().min(1).max(80),
    mapping: sheetMapping.optional(),
  }),
  bodyLimit: 4_500_000,
  response: z.strictObject({
    sheets: z.array(z.string()),
    sheet: z.string(),
    /** The first rows as they stand, for the mapping. */
    head: z.array(z.array(z.string())),
    /** Null: no head was found, and nobody has said where the columns are. */
    mapping: sheetMapping.nullable(),
    preview: z.array(z.strictObject({ row: z.number().int(), depth: z.number().int(), code: z.string(), title: z.string(), points: z.string(), method: z.string() })),
    doubts: z.array(z.strictObject({ row: z.number().int(), vi: z.string(), en: z.string() })),
    yaml: z.string(),
  }),
  example: { content: "UEsDBA==", code: "01", title: "Chỉ số 01", article: "II.4.b" },
});
