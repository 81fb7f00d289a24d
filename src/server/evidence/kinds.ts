import { open } from "node:fs/promises";
import { fileTypeFromBuffer, fileTypeFromFile } from "file-type";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import type { Bilingual } from "../platform/index.ts";
import { FILE_KINDS } from "../../contract/evidence.ts";
import type { FileKind } from "./settings.ts";

/** What a file is, by its bytes, and whether it is safe to keep. Nothing is unpacked to disk, painted or run. */

export type Looked = { readonly kind: FileKind; readonly refusal?: never } | { readonly refusal: Bilingual; readonly kind?: never };

const refused = (vi: string, en: string): Looked => ({ refusal: { vi, en } });

/** A container: how many things may be in it, how large they may be together, and how much larger than it. */
const MOST_ENTRIES = 10_000;
const MOST_UNPACKED = 1024 * 1024 * 1024;
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 50 * 1024 * 1024;
/** What says of itself which kind it is says it here. */
const HEAD_BYTES = 4100;
const MOST_PIXELS = 120_000_000;

/** What made the container says in the upper half of these which kind of file an entry is, as Unix counts them. */
const SYMLINK = 0o12;
const isLink = ({ externalFileAttributes }: Entry): boolean => Math.floor(externalFileAttributes / 2 ** 28) === SYMLINK;
const isFolder = ({ fileName }: Entry): boolean => fileName.endsWith("/");
/** Programs in office documents, by the names of the parts that hold them. */
const isProgram = ({ fileName }: Entry): boolean => /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|Basic\/|Scripts\/)|\.(?:exe|dll|js|vbs|scr|bat|cmd|ps1|hta|jar)$/i.test(fileName);

const CONTAINER: Readonly<Record<"entries" | "size" | "link" | "encrypted" | "program" | "nested" | "broken", Looked>> = {
  entries: refused(`Tệp nén có quá ${String(MOST_ENTRIES)} phần.`, `The container has more than ${String(MOST_ENTRIES)} parts.`),
  size: refused("Tệp nén bung ra quá lớn.", "The container unpacks to too much."),
  link: refused("Tệp nén chứa liên kết tới tệp khác.", "The container holds links to other files."),
  encrypted: refused("Tệp nén có mật khẩu nên không kiểm tra được.", "The container has a password and cannot be checked."),
  program: refused("Tệp chứa mã chạy được (macro hoặc chương trình).", "The file holds code that runs (macros or programs)."),
  nested: refused("Tệp nén chứa tệp loại không được nhận, hoặc một tệp nén khác.", "The container holds a file of a kind that is not taken, or another container."),
  broken: refused("Tệp hỏng hoặc bị sửa: không đọc được cấu trúc bên trong.", "The file is broken or was made to break: its structure cannot be read."),
};

/** Reads what a container says of itself; yauzl refuses names that lead outside and sizes that are not true. */
async function lookAtEntries(zip: ZipFile, size: number, entry: (one: Entry) => Promise<Looked | undefined>): Promise<Looked | undefined> {
  let unpacked = 0;
  if (zip.entryCount === 0) return CONTAINER.broken;
  if (zip.entryCount > MOST_ENTRIES) return CONTAINER.entries;
  for await (const one of zip.eachEntry()) {
    unpacked += one.uncompressedSize;
    if (unpacked > MOST_UNPACKED || (unpacked > RATIO_COUNTS_FROM && unpacked > size * MOST_RATIO)) return CONTAINER.size;
    if (isLink(one)) return CONTAINER.link;
    if (one.isEncrypted()) return CONTAINER.encrypted;
    if (isProgram(one)) return CONTAINER.program;
    const found = await entry(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Unpacks one entry, keeping no more than its head; throws when it is larger than it says. */
async function headOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const head: Buffer[] = [];
  let length = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    if (!(piece instanceof Buffer)) throw new RangeError("an entry is bytes");
    const bytes: Buffer = piece;
    if (length < HEAD_BYTES) head.push(bytes.subarray(0, HEAD_BYTES - length));
    length += bytes.length;
  }
  return Buffer.concat(head);
}

async function lookInside(path: string, kind: FileKind, kinds: ReadonlySet<string>): Promise<Looked | undefined> {
  try {
    const zip = await openPromise(path, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true });
    try {
      return await lookAtEntries(zip, zip.fileSize, async (one) => {
        if (kind !== "zip" || isFolder(one)) return undefined;
        const type = await fileTypeFromBuffer(await headOf(zip, one));
        // Office files show what they are only further in; as a container within one they are told by their name.
        const inner = type?.ext === "zip" ? officeByName(one.fileName) : asKind(type?.ext);
        return inner !== undefined && inner !== "zip" && kinds.has(inner) ? undefined : CONTAINER.nested;
      });
    } finally {
      zip.close();
    }
  } catch {
    return CONTAINER.broken;
  }
}

const officeByName = (name: string): FileKind | undefined => (["docx", "xlsx", "pptx", "odt", "ods"] as const).find((kind) => name.toLowerCase().endsWith(`.${kind}`));

const SAME: Readonly<Record<string, FileKind>> = { jpeg: "jpg", m4v: "mp4" };
const asKind = (ext: string | undefined): FileKind | undefined => (ext === undefined ? undefined : (FILE_KINDS.find((one) => one === ext) ?? SAME[ext]));

const CONTAINERS: ReadonlySet<FileKind> = new Set(["docx", "xlsx", "pptx", "odt", "ods", "zip"]);

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const JPEG_FRAME = new Set([0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF]);

/** How many pixels a picture says it has; undefined where it does not say so at its beginning. */
function pixelsIn(kind: FileKind, head: Buffer): number | undefined {
  if (kind === "png") return head.length < 24 ? undefined : head.readUInt32BE(16) * head.readUInt32BE(20);
  for (let at = 2; at + 9 < head.length && head[at] === 0xFF; at += 2 + head.readUInt16BE(at + 2)) {
    if (JPEG_FRAME.has(head[at + 1] ?? 0)) return head.readUInt16BE(at + 5) * head.readUInt16BE(at + 7);
  }
  return undefined;
}

const PICTURE_HEAD = 256 * 1024;

/** Looks at a file that came in full: its kind, if it is one of those that are taken and nothing speaks against it. */
export async function lookAt(path: string, kinds: readonly FileKind[]): Promise<Looked> {
  const taken: ReadonlySet<string> = new Set(kinds);
  const type = await fileTypeFromFile(path).catch(() => undefined);
  const kind = asKind(type?.ext);
  if (kind === undefined || !taken.has(kind)) return refused(`Loại tệp không được nhận, xét theo nội dung chứ không theo tên; chỉ nhận ${kinds.join(", ")}.`, `This kind of file is not taken, going by what is in it and not by its name; only ${kinds.join(", ")} are.`);
  if (CONTAINERS.has(kind)) return (await lookInside(path, kind, taken)) ?? { kind };
  if (kind === "jpg" || kind === "png") {
    const pixels = pixelsIn(kind, await firstBytes(path, PICTURE_HEAD));
    if (pixels === undefined || pixels > MOST_PIXELS) return refused("Ảnh hỏng hoặc quá nhiều điểm ảnh.", "The picture is broken or has too many pixels.");
  }
  return { kind };
}
