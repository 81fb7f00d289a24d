import { z } from "zod";
import { CATALOGUE_STATES, catalogueStep, frame, itemFields, MOST_GROUPS, points } from "./personnel-catalogue-parts.ts";
import { LEAST_REASON } from "./prose.ts";
import { day, fileAnswer, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/**
 * The catalogue of products and work (NĐ 335/2025, article 13; the province's plan, IV.2): each unit lists its own, the
 * Home Affairs department merges the lists into one for the whole province, the Chairman approves it.
 */

/** Everybody who is signed in may read what is approved; of the rest the room shows what is one's own, and all to those who merge and decide. */
const READERS = grant("any", "signed-in");
/** Of the unit's own list; who merges works on the province's, which is nobody's own. */
const PREPARERS = [...grant("own-unit", "unit-head", "personnel-officer"), ...grant("any", "programme-officer")];
const MERGERS = grant("any", "programme-officer");
const DECIDERS = [...PREPARERS, ...grant("any", "chairman")];

const params = z.strictObject({ catalogueId: id });
const words = z.strictObject({ vi: z.string(), en: z.string() });

const summary = z.strictObject({
  id,
  /** Null: the one for the whole province. */
  unitId: id.nullable(),
  number: z.int(),
  title: z.string(),
  year: z.int(),
  state: z.enum(CATALOGUE_STATES),
  inForceFrom: day.nullable(),
  /** Of the approved versions the one that counts today. */
  isInForce: z.boolean(),
  items: z.int(),
  createdAt: time,
});

const CATALOGUE_ACTS = ["edit", "send", "take-back", "return", "approve", "renew"] as const;
const view = z.strictObject({
  ...summary.shape,
  basedOn: id.nullable(),
  standardName: z.string(),
  standardPoints: z.string(),
  frames: z.array(frame),
  steps: z.array(z.strictObject({ number: z.int(), at: time, by: id, step: catalogueStep })),
  /** What whoever asks may do with it now; `renew`: begin the version after it. */
  may: z.array(z.enum(CATALOGUE_ACTS)),
  today: day,
  version: z.string(),
});

export const catalogueItem = z.strictObject({
  id,
  /** The same in every version of one catalogue. */
  work: id,
  ...itemFields.shape,
  points: z.string().nullable(),
  coefficient: z.string().nullable(),
});

const standard = z.strictObject({ title: z.string().trim().min(1).max(300), year: z.int().min(2000).max(2100), standardName: z.string().trim().max(500), standardPoints: points, frames: z.array(frame).min(1).max(MOST_GROUPS) });

export const listCatalogues = route({ operationId: "personnel.catalogues", method: "GET", path: "/catalogues", summary: { vi: "Các danh mục sản phẩm, công việc", en: "Catalogues of products and work" }, grants: READERS, query: z.strictObject({ ...pageQuery.shape, unitId: id.optional(), state: z.enum(CATALOGUE_STATES).optional() }), response: pageOf(summary) });

export const createCatalogue = route({
  operationId: "personnel.createCatalogue",
  method: "POST",
  path: "/catalogues",
  summary: { vi: "Lập danh mục mới: từ phiên bản trước nếu có, nếu chưa có thì trống; việc mới phát sinh trong năm cũng bắt đầu từ đây", en: "Begin a list: from the version before if there is one, else empty; new work in mid-year begins here too" },
  grants: PREPARERS,
  /** Without a year the one before this, whose work is listed. */
  body: z.strictObject({ unitId: id.nullable(), year: z.int().min(2000).max(2100).optional(), title: z.string().trim().min(1).max(300).optional() }),
  status: 201,
  version: "carries",
  problems: ["conflict", "not-found", "invalid-input"],
  response: view,
  example: { unitId: "0b9f2c4e", year: 2025, title: "Danh mục sản phẩm, công việc năm 2025" },
});

export const readCatalogue = route({ operationId: "personnel.catalogue", method: "GET", path: "/catalogues/{catalogueId}", summary: { vi: "Một danh mục, tình trạng và việc làm được", en: "A list, where it stands and what may be done" }, grants: READERS, params, version: "carries", problems: ["not-found"], response: view });

export const changeCatalogue = route({
  operationId: "personnel.changeCatalogue",
  method: "PUT",
  path: "/catalogues/{catalogueId}",
  summary: { vi: "Đặt đơn vị chuẩn, điểm của đơn vị chuẩn và khung điểm của các nhóm", en: "Set the standard unit, its points and the frames of the groups" },
  grants: PREPARERS,
  params,
  body: standard,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: view,
  example: { title: "Danh mục sản phẩm, công việc năm 2025", year: 2025, standardName: "Soạn thảo văn bản hành chính đơn giản", standardPoints: "5.00", frames: [{ group: 1, from: "1.00", to: "10.00" }, { group: 2, from: "11.00", to: "50.00" }] },
});

export const listItems = route({ operationId: "personnel.catalogueItems", method: "GET", path: "/catalogues/{catalogueId}/items", summary: { vi: "Các dòng của một danh mục, theo thứ tự", en: "The lines of a list, in order" }, grants: READERS, params, query: pageQuery, problems: ["not-found"], response: pageOf(catalogueItem) });

const MOST_CHANGES = 5000;
export const changeItems = route({
  operationId: "personnel.changeItems",
  method: "POST",
  path: "/catalogues/{catalogueId}/items",
  summary: { vi: "Thêm, sửa, bỏ nhiều dòng cùng lúc; tất cả hoặc không dòng nào", en: "Add, change and remove lines at once; all or none" },
  grants: PREPARERS,
  params,
  body: z.strictObject({
    add: z.array(itemFields).max(MOST_CHANGES).default([]),
    change: z.array(z.strictObject({ id, fields: itemFields })).max(MOST_CHANGES).default([]),
    remove: z.array(id).max(MOST_CHANGES).default([]),
  }),
  bodyLimit: 6_000_000,
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ items: z.array(catalogueItem), removed: z.array(id), version: z.string() }),
  example: { add: [{ unitId: null, code: "DC.01", field: "", name: "Soạn thảo văn bản hành chính đơn giản", detail: "", output: "Văn bản hành chính", unitOfMeasure: "văn bản", group: 1, points: "5.00", note: "" }], change: [], remove: [] },
});

/** What became of a row of somebody's workbook. */
const ROW_FATES = ["taken", "changed", "joined", "skipped"] as const;
const readRow = z.strictObject({
  sheet: z.string(),
  /** As Excel numbers it. */
  row: z.int(),
  fate: z.enum(ROW_FATES),
  why: words,
  /** The row that it went into. */
  into: z.int().nullable(),
  /** As it was written, for whoever checks. */
  said: z.string(),
  item: itemFields.nullable(),
  /** The line of the list that it changes. */
  changes: id.nullable(),
  remarks: z.array(words),
});

export const readCatalogueFile = route({
  operationId: "personnel.readCatalogueFile",
  method: "POST",
  path: "/catalogues/{catalogueId}/reading",
  summary: { vi: "Đọc một tệp Excel: từng dòng được lấy, được gộp hay bị bỏ qua, vì sao; chưa lưu gì", en: "Read a workbook: what becomes of each row and why; nothing is kept" },
  grants: PREPARERS,
  params,
  /** Base64 */
  body: z.strictObject({ content: z.string().min(1).max(7_000_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) }),
  bodyLimit: 7_100_000,
  repeatable: false,
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ rows: z.array(readRow), standardPoints: z.string().nullable(), sheets: z.array(z.strictObject({ name: z.string(), rows: z.int(), taken: z.int(), changed: z.int(), joined: z.int(), skipped: z.int() })) }),
  example: { content: "UEsDBA==" },
});

const finding = z.strictObject({ itemId: id.nullable(), key: z.string(), isBlocking: z.boolean(), message: words, article: z.string() });
const alike = z.strictObject({ items: z.array(id), /** Of the least alike to the first, in percent. */ similarity: z.int() });

export const catalogueFindings = route({
  operationId: "personnel.catalogueFindings",
  method: "GET",
  path: "/catalogues/{catalogueId}/findings",
  summary: { vi: "Điều cần xem lại trong danh mục và các dòng gần giống nhau", en: "What to look at in a list, and lines that are nearly the same" },
  grants: READERS,
  params,
  problems: ["not-found"],
  response: z.strictObject({ findings: z.array(finding), alike: z.array(alike), version: z.string() }),
});

const act = z.discriminatedUnion("kind", [catalogueStep.options[0], catalogueStep.options[1], catalogueStep.options[2], catalogueStep.options[4]]);
export const actOnCatalogue = route({
  operationId: "personnel.actOnCatalogue",
  method: "POST",
  path: "/catalogues/{catalogueId}/actions",
  summary: { vi: "Gửi lên, rút lại, trả lại, phê duyệt danh mục", en: "Send a list up, take it back, return it, approve it" },
  grants: DECIDERS,
  params,
  body: act,
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: view,
  example: { kind: "send", note: "" },
});

const source = z.strictObject({
  ...catalogueItem.shape,
  catalogueId: id,
  ofUnit: id,
  standardPoints: z.string(),
  /** The line of the province's list into which it went. */
  into: id.nullable(),
  /** Why it was left out. */
  leftOut: z.string().nullable(),
});
const cluster = z.strictObject({ sources: z.array(source), similarity: z.int(), leastCoefficient: z.string().nullable(), mostCoefficient: z.string().nullable(), differs: z.boolean(), isSettled: z.boolean() });

export const catalogueSources = route({
  operationId: "personnel.catalogueSources",
  method: "GET",
  path: "/catalogues/{catalogueId}/sources",
  summary: { vi: "Danh mục các đơn vị đã gửi, việc gần giống nhau đặt cạnh nhau", en: "What units have sent, with like work side by side" },
  grants: [...MERGERS, ...grant("any", "chairman", "vice-chairman", "auditor")],
  params,
  query: z.strictObject({ ...pageQuery.shape, show: z.enum(["open", "differing", "all"]).default("all") }),
  problems: ["not-found", "conflict"],
  response: z.strictObject({ ...pageOf(cluster).shape, total: z.int(), open: z.int(), differing: z.int(), lists: z.array(z.strictObject({ catalogueId: id, unitId: id, title: z.string(), items: z.int(), open: z.int() })) }),
});

export const mergeItems = route({
  operationId: "personnel.mergeItems",
  method: "POST",
  path: "/catalogues/{catalogueId}/merging",
  summary: { vi: "Gộp các dòng của các đơn vị thành dòng của danh mục chung, hoặc không đưa vào kèm lý do; làm lại được", en: "Join units' lines into lines of the province's list, or leave them out with a reason; it can be undone" },
  grants: MERGERS,
  params,
  body: z.strictObject({
    joins: z.array(z.strictObject({ /** Null: a new line with these fields. */ itemId: id.nullable(), fields: itemFields.nullable(), sources: z.array(id).min(1).max(500) })).max(2000).default([]),
    leaveOut: z.array(z.strictObject({ sources: z.array(id).min(1).max(500), reason: z.string().trim().min(LEAST_REASON).max(2000) })).max(2000).default([]),
    undo: z.array(id).max(2000).default([]),
  }),
  bodyLimit: 6_000_000,
  status: 201,
  version: "requires",
  problems: ["not-found", "conflict", "invalid-input"],
  response: z.strictObject({ items: z.array(catalogueItem), settled: z.int(), version: z.string() }),
  example: { joins: [{ itemId: null, fields: { unitId: null, code: "DC.01", field: "", name: "Soạn thảo văn bản hành chính đơn giản", detail: "", output: "Văn bản hành chính", unitOfMeasure: "văn bản", group: 1, points: "5.00", note: "" }, sources: ["0b9f2c4e"] }], leaveOut: [], undo: [] },
});

const pair = z.strictObject({ before: catalogueItem, after: catalogueItem, fields: z.array(z.string()) });
export const compareCatalogues = route({
  operationId: "personnel.compareCatalogues",
  method: "GET",
  path: "/catalogues/{catalogueId}/comparison",
  summary: { vi: "So hai phiên bản: việc thêm, bỏ, đổi", en: "Two versions side by side: what was added, removed, changed" },
  grants: READERS,
  params,
  query: z.strictObject({ with: id }),
  problems: ["not-found", "invalid-input"],
  response: z.strictObject({ added: z.array(catalogueItem), removed: z.array(catalogueItem), changed: z.array(pair), same: z.int(), before: summary, after: summary, standardPoints: z.tuple([z.string(), z.string()]) }),
});

export const catalogueWorkbook = route({ operationId: "personnel.catalogueWorkbook", method: "GET", path: "/catalogues/{catalogueId}/workbook", summary: { vi: "Danh mục dạng Excel, nạp lại được", en: "The list as a workbook, which can be read back" }, grants: READERS, params, version: "carries", produces: "application/octet-stream", problems: ["not-found"], response: fileAnswer });
