import { z } from "zod";
import { day, grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/**
 * Evidence (tài liệu kiểm chứng): files of a unit for a year. A file is named first (name, size, SHA-256), which
 * reserves it at that moment by the database's clock; its bytes follow, in pieces that resume (tus 1.0.0), and are checked
 * against what was named. A file never changes: a newer one is a new version of the same item.
 */

/** What a file may be, by what is in it; which of them are taken is a setting. */
export const FILE_KINDS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "jpg", "png", "heic", "mp4", "zip"] as const;
/** `waiting`: named, bytes are to come; `kept`: stored, read back and committed; `refused`: never will be; `withdrawn`: kept, and taken back by its unit. `refusal` says why. */
const FILE_STATES = ["waiting", "kept", "refused", "withdrawn"] as const;
/** What a scanner said of a file; without a scanner every file is `unscanned`, and one that waits for it is held back. */
const SCAN_STATES = ["unscanned", "waiting", "clean", "infected"] as const;
/** `waiting`: is being read; `read`; `failed`: could not be read within the limits. */
const READING_STATES = ["waiting", "read", "failed"] as const;
/** What should make somebody look: told, never decided upon. */
export const FINDINGS = ["no-text", "encrypted", "unreadable", "signature-altered", "signature-untrusted", "unsigned", "outside-year", "infected", "unscanned", "not-described"] as const;

/** The same of a file that proves something; and whether its bytes are elsewhere too. */
export const NOTICES = [...FINDINGS, "used-elsewhere"] as const;

const line = (most: number) => z.string().trim().max(most).regex(/^\P{C}*$/u);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const person = z.string();

/** A file's name as people see it; what it could mean to a file system or a terminal is refused. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{C}/\\:*?"<>|]+$/u)
  .normalize("NFC");

/** Of a document as it says of itself: its number, its day, who issued it and what about. */
const described = { number: line(100), dated: day.nullable(), issuer: line(300), subject: line(1000) };
const description = z.strictObject({ ...described, by: person, at: time });
/** Read from the first page by a program; a person confirms it by describing the item. */
const proposal = z.strictObject(described);

const signature = z.strictObject({
  /** The name in the signer's certificate. */
  signer: z.string(),
  issuer: z.string(),
  signedAt: time.nullable(),
  /** Whether the signed bytes are still as they were signed; null where the signature cannot be read. */
  intact: z.boolean().nullable(),
  /** False: something was added to the file after this signature. */
  coversWhole: z.boolean(),
  /** Who vouches for the signer, from the issuer upwards, as far as the file says; `isVerified`: the one before was really signed by it. */
  chain: z.array(z.strictObject({ name: z.string(), until: time, isVerified: z.boolean() })),
  /** `unchecked`: the house was given no roots to hold it against. Revocation is not asked. */
  trust: z.enum(["unchecked", "trusted", "untrusted"]),
});

const content = z.strictObject({
  reading: z.enum(READING_STATES),
  pages: count.nullable(),
  /** False: scanned pages, "không có lớp chữ". */
  hasText: z.boolean().nullable(),
  encrypted: z.boolean(),
  unreadable: z.boolean(),
  signatures: z.array(signature),
  proposal: proposal.nullable(),
});

export const fileView = z.strictObject({
  id,
  itemId: id,
  unitId: id,
  year: z.number().int(),
  /** Of the item, from 1; a file that never came leaves a gap. */
  number: z.number().int(),
  name: z.string(),
  size: count,
  sha256,
  state: z.enum(FILE_STATES),
  /** How many bytes are stored for good; where the next piece begins. */
  offset: count,
  reservedAt: time,
  reservedBy: person,
  /** Until when its bytes may come. */
  bytesUntil: time,
  keptAt: time.nullable(),
  kind: z.enum(FILE_KINDS).nullable(),
  refusal: z.string().nullable(),
  scan: z.enum(SCAN_STATES),
  /** Null until the file is kept. */
  content: content.nullable(),
  /** Whether `view` shows it in a page; everything else downloads. */
  isViewable: z.boolean(),
});
export type FileView = z.output<typeof fileView>;

export const itemView = z.strictObject({
  id,
  unitId: id,
  year: z.number().int(),
  at: time,
  by: person,
  description: description.nullable(),
  /** The newest file that was kept; null while the first one is awaited. */
  current: fileView.nullable(),
  versionCount: count,
  findings: z.array(z.enum(FINDINGS)),
  version: z.string(),
});
export type ItemView = z.output<typeof itemView>;

export const year = z.coerce.number().int().min(2000).max(2100);
export const libraryParams = z.strictObject({ unitId: id, year });
const itemParams = z.strictObject({ itemId: id });
export const fileParams = z.strictObject({ fileId: id });

export const UNIT = grant("own-unit", "unit-scorer", "unit-head");
/** Whoever reads a unit's file in a campaign reads what it is proved with; which, the room asks those who know. */
export const READERS = [...grant("any", "programme-officer", "working-group", "council-chair", "council-member", "auditor", "unit-head"), ...UNIT];

export const readIntake = route({
  operationId: "evidence.intake",
  method: "GET",
  path: "/units/{unitId}/evidence/{year}/intake",
  summary: { vi: "Đơn vị còn được nộp tài liệu đến khi nào, loại nào, còn bao nhiêu chỗ", en: "Until when a unit may name files, of which kinds, and how much room is left" },
  grants: UNIT,
  params: libraryParams,
  response: z.strictObject({
    isOpen: z.boolean(),
    /** The latest end of what is open for the unit; null when nothing is. */
    until: time.nullable(),
    /** For how long after the end the bytes of files named in time may come. */
    graceMinutes: count,
    kinds: z.array(z.enum(FILE_KINDS)),
    maxBytes: count,
    /** A good size of one piece. */
    pieceBytes: count,
    quota: z.strictObject({ limit: count, used: count }),
    now: time,
  }),
});

export const reserveFiles = route({
  operationId: "evidence.reserve",
  method: "POST",
  path: "/units/{unitId}/evidence/{year}/manifests",
  summary: { vi: "Kê khai tên, cỡ và mã băm của các tệp; được kê khai trước hạn thì nội dung gửi sau, trong thời gian gia hạn đã công bố", en: "Names files before the deadline; their bytes may follow within the published time of grace" },
  grants: UNIT,
  params: libraryParams,
  body: z.strictObject({
    files: z.array(z.strictObject({ name: fileName, size: z.number().int().min(1), sha256, /** The item of which it is a new version; without it, it begins a new one. */ itemId: id.optional() })).min(1).max(200),
  }),
  status: 201,
  problems: ["conflict", "invalid-input", "too-large", "insufficient-storage", "not-found"],
  shedLast: true,
  /** In the order in which they were named. Send bytes to `/api/v1/evidence/files/{id}/bytes`. */
  response: z.strictObject({ items: z.array(fileView), now: time }),
  example: { files: [{ name: "Báo cáo 12.pdf", size: 48_213, sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }] },
});

export const dropFile = route({
  operationId: "evidence.drop",
  method: "POST",
  path: "/evidence/files/{fileId}/abandonment",
  summary: { vi: "Bỏ một tệp chưa gửi xong", en: "Gives up a file whose bytes have not all come" },
  grants: UNIT,
  params: fileParams,
  status: 201,
  problems: ["conflict", "locked"],
  response: fileView,
});

export const withdrawFile = route({
  operationId: "evidence.withdraw",
  method: "POST",
  path: "/evidence/files/{fileId}/withdrawal",
  summary: { vi: "Rút một tệp nộp nhầm khi chưa nộp cùng hồ sơ; sau đó chỉ thêm bản mới", en: "Takes back a wrong file before it was handed in with anything; afterwards only a new version may follow" },
  grants: UNIT,
  params: fileParams,
  body: z.strictObject({ reason: line(500).min(5) }),
  status: 201,
  problems: ["conflict"],
  response: fileView,
  example: { reason: "Tải nhầm tệp của đơn vị khác." },
});

export const listFiles = route({
  operationId: "evidence.pending",
  method: "GET",
  path: "/units/{unitId}/evidence/{year}/pending",
  summary: { vi: "Tệp đã kê khai mà chưa nhận đủ, hoặc bị từ chối trong tuần", en: "Files that were named and have not come in full, or were refused within the week" },
  grants: UNIT,
  params: libraryParams,
  query: pageQuery,
  response: pageOf(fileView),
});

export const listItems = route({
  operationId: "evidence.list",
  reads: "unit-file",
  method: "GET",
  path: "/units/{unitId}/evidence/{year}",
  summary: { vi: "Kho tài liệu của một đơn vị trong năm: những gì được xem, mới nhất trước", en: "A unit's evidence of a year: what the reader may see, newest first" },
  grants: READERS,
  params: libraryParams,
  query: pageQuery,
  response: pageOf(itemView),
});

export const readItem = route({
  operationId: "evidence.read",
  reads: "unit-file",
  method: "GET",
  path: "/evidence/items/{itemId}",
  summary: { vi: "Một tài liệu với các phiên bản và mô tả", en: "An item with its versions and description" },
  grants: READERS,
  params: itemParams,
  version: "carries",
  response: itemView.extend({ files: z.array(fileView), history: z.array(description) }),
});

export const describeItem = route({
  operationId: "evidence.describe",
  method: "PUT",
  path: "/evidence/items/{itemId}/description",
  summary: { vi: "Ghi số, ngày, cơ quan ban hành và trích yếu của tài liệu", en: "Says a document's number, date, issuer and subject" },
  grants: UNIT,
  params: itemParams,
  body: z.strictObject({ ...described, subject: line(1000).min(1) }),
  version: "requires",
  response: itemView,
  example: { number: "12/BC-SNV", dated: "2025-11-20", issuer: "Sở Nội vụ", subject: "Báo cáo kết quả cải cách hành chính năm 2025" },
});

