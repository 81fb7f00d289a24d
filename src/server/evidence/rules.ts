import type { FileView, FINDINGS, ItemView } from "../../contract/evidence.ts";
import { type Bilingual, type FieldProblem, Problem } from "../platform/index.ts";
import type { FileRow, ItemRow } from "./rows.ts";
import type { FileKind, Intake, Limits, Use } from "./settings.ts";

/** The room's decisions. Pure; `now` is handed in. */

export const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** Whatever was received is kept until it can be stored. */
export const storeAway = (): Problem => new Problem("unavailable", { detail: { vi: "Kho tệp tạm thời không trả lời; phần đã nhận được giữ lại, hãy thử lại sau ít phút.", en: "The store does not answer at the moment; what was received is kept, try again in a few minutes." } });

const DAY_MS = 86_400_000;
/** What was named and never sent is forgotten after a week. */
const PATIENCE_DAYS = 7;

/** Until when the bytes of a file that is named now may come. */
export function bytesUntil(now: string, { until }: Intake, graceMinutes: number): string {
  const patience = Date.parse(now) + PATIENCE_DAYS * DAY_MS;
  const grace = until === undefined ? patience : Date.parse(until) + graceMinutes * 60_000;
  return new Date(Math.min(patience, grace)).toISOString();
}

export function requireIntake({ isOpen }: Intake): void {
  if (!isOpen) throw conflict("Đã hết hạn nộp tài liệu của đơn vị.", "The unit's time to hand in evidence is over.");
}

type Wanted = { readonly name: string; readonly size: number; readonly itemId?: string | undefined };
const MEGABYTE = 1024 * 1024;
const megabytes = (size: number): string => String(Math.floor(size / MEGABYTE));
/** Of what is asked for, nothing is called none. */
const megabytesOf = (size: number): string => String(Math.ceil(size / MEGABYTE));

/** Refuses what is too large for a file or for what is left to the unit; names every file that is. */
export function requireRoom(files: readonly Wanted[], used: number, { maxBytes, quotaBytes }: Limits): void {
  const fields = files.flatMap((file, i): FieldProblem[] => (file.size > maxBytes ? [{ pointer: `/files/${String(i)}/size`, message: { vi: `Tệp lớn hơn ${megabytes(maxBytes)} MB.`, en: `The file is larger than ${megabytes(maxBytes)} MB.` } }] : []));
  if (fields.length > 0) throw new Problem("too-large", { fields });
  const wanted = files.reduce((sum, file) => sum + file.size, 0);
  if (used + wanted > quotaBytes) throw new Problem("insufficient-storage", { detail: { vi: `Cần ${megabytesOf(wanted)} MB mà đơn vị chỉ còn ${megabytes(Math.max(0, quotaBytes - used))} MB trong hạn mức ${megabytes(quotaBytes)} MB; hãy giảm cỡ tệp (quét lại, nén ảnh) hoặc đề nghị quản trị viên nâng hạn mức.`, en: `${megabytesOf(wanted)} MB are needed and the unit has ${megabytes(Math.max(0, quotaBytes - used))} MB left of ${megabytes(quotaBytes)} MB; make the files smaller or ask the administrator for more room.` } });
}

/** A new version is one of an item of the same unit and year, and of one item only once in a manifest. */
export function requireItems(files: readonly Wanted[], known: ReadonlyMap<string, number>): void {
  const faults = files.flatMap(({ itemId }, i): FieldProblem[] => {
    if (itemId === undefined) return [];
    const isTwice = files.findIndex((one) => one.itemId === itemId) !== i;
    return known.has(itemId) && !isTwice ? [] : [{ pointer: `/files/${String(i)}/itemId`, message: { vi: "Cần một tài liệu của đơn vị trong năm này, mỗi tài liệu một lần.", en: "Needs an item of the unit in this year, each once." } }];
  });
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
}

/** Bytes are taken for a file that waits for them, in its time. */
export function requireWaiting(file: FileRow, now: string): void {
  if (file.keptAt !== null) throw conflict("Tệp này đã nhận đủ; không ai thay được nội dung.", "This file was received in full; nobody can replace what is in it.");
  if (file.refusal !== null) throw conflict(`Tệp này không được nhận: ${file.refusal}`, `This file was refused: ${file.refusal}`);
  if (now > file.bytesUntil) throw conflict("Đã hết thời gian gia hạn để gửi nội dung tệp này.", "The time of grace for the bytes of this file is over.");
}

export const REFUSALS = {
  mismatch: { vi: "Nội dung không khớp mã băm đã kê khai; hãy kê khai lại tệp.", en: "The bytes do not match the hash that was named; name the file again." },
  abandoned: { vi: "Đơn vị bỏ, không gửi tiếp.", en: "The unit gave it up." },
  overdue: { vi: "Không gửi đủ nội dung trong thời gian cho phép.", en: "The bytes did not come in time." },
} as const satisfies Readonly<Record<string, Bilingual>>;

const VIEWABLE: ReadonlySet<FileKind> = new Set(["pdf", "jpg", "png"]);
export const isViewable = ({ kind }: Pick<FileRow, "kind">): boolean => kind !== null && VIEWABLE.has(kind);

/** A file leaves its library only while nothing rests on it: neither a criterion now nor anything that was ever handed in. */
export function requireWithdrawable({ keptAt, withdrawal }: FileRow, { wasHandedIn, codes }: Use): void {
  if (keptAt === null) throw conflict("Tệp chưa nhận đủ nội dung; hãy bỏ tệp chứ không rút.", "The file has not come in full; give it up instead.");
  if (withdrawal !== null) throw conflict("Tệp này đã được rút.", "This file was withdrawn.");
  if (wasHandedIn) throw conflict("Tệp này đã nộp cùng hồ sơ nên không rút được; hãy thêm bản mới.", "This file was handed in and stays; add a new version instead.");
  if (codes.length > 0) throw conflict(`Tệp đang được dẫn ở tiêu chí ${codes.join(", ")}; hãy gỡ ở đó trước.`, `The file proves ${codes.join(", ")}; unlink it there first.`);
}

/** What is in quarantine goes to nobody, nor what was taken back. */
export function requireSafe({ keptAt, verdict, withdrawal }: FileRow): void {
  if (withdrawal !== null) throw conflict("Đơn vị đã rút tệp này.", "The unit withdrew this file.");
  if (keptAt === null) throw conflict("Tệp chưa nhận đủ nội dung.", "The file has not come in full.");
  if (verdict === "infected") throw conflict("Tệp có mã độc nên không được mở.", "The file is infected and is not given out.");
  if (verdict === "waiting") throw conflict("Tệp đang được quét mã độc; hãy thử lại sau ít phút.", "The file is being scanned; try again in a few minutes.");
}

/** What was read out of a file that is kept; `waiting` until it was. */
function contentView({ content }: Pick<FileRow, "content">): NonNullable<FileView["content"]> {
  if (content === null) return { reading: "waiting", pages: null, hasText: null, encrypted: false, unreadable: false, signatures: [], proposal: null };
  const { state, signatures, ...read } = content;
  return { ...read, reading: state, signatures: signatures.map(({ chain = [], trust = "unchecked", ...one }) => ({ ...one, chain: [...chain], trust })) };
}

/** A file as it is told; `offset` says how far one that waits has come. */
export function fileView(file: FileRow, offset = 0): FileView {
  const { by, verdict, content: _content, withdrawal, ...rest } = file;
  const state = withdrawal !== null ? "withdrawn" : file.keptAt !== null ? "kept" : file.refusal !== null ? "refused" : "waiting";
  return { ...rest, refusal: withdrawal ?? file.refusal, reservedBy: by, state, offset: file.keptAt === null ? offset : file.size, scan: verdict ?? "unscanned", content: state === "kept" ? contentView(file) : null, isViewable: isViewable(file) };
}

type Finding = (typeof FINDINGS)[number];

/** What should make somebody look at a file; nothing of it decides anything. */
function findingsOf({ description, year }: Pick<ItemRow, "description" | "year">, file: FileRow): Finding[] {
  const { content } = file;
  const dated = description?.dated ?? content?.proposal?.dated ?? null;
  const isPdf = file.kind === "pdf";
  const found: readonly (readonly [Finding, boolean])[] = [
    ["no-text", content?.hasText === false && !content.encrypted && !content.unreadable],
    ["encrypted", content?.encrypted === true],
    ["unreadable", content?.unreadable === true],
    ["signature-altered", content?.signatures.some((one) => one.intact === false) === true],
    ["signature-untrusted", content?.signatures.some((one) => one.trust === "untrusted") === true],
    ["unsigned", isPdf && content?.state === "read" && content.signatures.length === 0],
    ["outside-year", dated !== null && Number(dated.slice(0, 4)) !== year],
    ["infected", file.verdict === "infected"],
    ["unscanned", file.verdict === null],
    ["not-described", description === null],
  ];
  return found.flatMap(([finding, is]) => (is ? [finding] : []));
}

export function itemView(item: ItemRow): ItemView {
  const { current, description } = item;
  return {
    ...item,
    description: description === null ? null : { number: description.number, dated: description.dated, issuer: description.issuer, subject: description.subject, by: description.by, at: description.at },
    current: current === null ? null : fileView(current),
    findings: current === null ? [] : findingsOf(item, current),
    version: String(description?.revision ?? 0),
  };
}
