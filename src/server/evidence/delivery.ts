import type { FileRow } from "./rows.ts";
import type { FileKind } from "./settings.ts";
import type { Range } from "./store.ts";

/** How a file is handed out: its type, its name and the part of it that is asked for. Pure. */

const TYPES: Readonly<Partial<Record<FileKind, string>>> = { pdf: "application/pdf", jpg: "image/jpeg", png: "image/png", mp4: "video/mp4" };
export const typeOf = ({ kind }: Pick<FileRow, "kind">): string => (kind === null ? undefined : TYPES[kind]) ?? "application/octet-stream";

const ENDINGS: Readonly<Partial<Record<FileKind, readonly string[]>>> = { jpg: ["jpg", "jpeg"], mp4: ["mp4", "m4v"] };

/** The name with an ending that fits what is in the file, whatever it was called. */
export function safeName({ name, kind }: Pick<FileRow, "name" | "kind">): string {
  if (kind === null) return name;
  const ending = name.toLowerCase().split(".").at(-1) ?? "";
  return (ENDINGS[kind] ?? [kind]).includes(ending) ? name : `${name}.${kind}`;
}

/** Whoever does not read RFC 6266's second form gets a name of plain letters. */
export function dispositionOf(file: Pick<FileRow, "name" | "kind">, isInline: boolean): string {
  const name = safeName(file);
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").replaceAll(/[^\w .()-]/g, "_");
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ""}`);
  return `${isInline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** One range of bytes; several, or what is no range, is answered with the whole file, as the standard lets. `none`: there are no such bytes. */
export function wantedRange(header: string | undefined, size: number): Range | undefined | "none" {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const count = Math.min(Number(to), size);
    return count === 0 ? "none" : { first: size - count, last: size - 1 };
  }
  const range = { first: Number(from), last: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
  if (range.first >= size) return "none";
  return range.last < range.first ? undefined : range;
}
