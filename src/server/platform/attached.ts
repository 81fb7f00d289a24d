import { fileTypeFromBuffer } from "file-type";
import { Problem } from "./problem.ts";

/** Files that come in one piece beside something: what they are by their bytes, never by what they are called. */

export const FILE_LIMIT = 5 * 1024 * 1024;

export const FILE_TYPES = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  png: "image/png",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
export type FileKind = keyof typeof FILE_TYPES;
const STAFF_KINDS: readonly FileKind[] = ["pdf", "jpg", "png", "docx", "xlsx"];

/** Undefined: it is none of the kinds, whatever it is called. */
export async function kindOf(bytes: Uint8Array, kinds: readonly FileKind[]): Promise<FileKind | undefined> {
  const found = await fileTypeFromBuffer(bytes);
  return kinds.find((one) => one === found?.ext);
}

const LONGEST_NAME = 120;
/** The name that it came with, without a path, and with the ending that it really has. */
export function plainName(name: string, kind: FileKind): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? "").normalize("NFC").replaceAll(/\p{C}/gu, "").trim().replace(/\.[^.]{1,5}$/, "").slice(0, LONGEST_NAME);
  return `${bare === "" ? "tep" : bare}.${kind}`;
}

export type NewFile = { readonly name: string; readonly kind: FileKind; readonly bytes: Uint8Array };

/** What staff have brought, in Base64; refused when it is too large or of no kind that is taken. */
export async function broughtBy({ name, content }: { readonly name: string; readonly content: string }): Promise<NewFile> {
  const bytes = new Uint8Array(Buffer.from(content, "base64"));
  if (bytes.length > FILE_LIMIT) throw new Problem("too-large");
  const kind = await kindOf(bytes, STAFF_KINDS);
  if (kind === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi: "Chỉ nhận PDF, ảnh JPEG, PNG, Word (.docx) và Excel (.xlsx).", en: "Only PDF, JPEG, PNG, Word (.docx) and Excel (.xlsx) are taken." } }] });
  return { name: plainName(name, kind), kind, bytes };
}
