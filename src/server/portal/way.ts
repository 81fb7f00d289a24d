import type { Archive, Edition } from "./archive.ts";
import type { Language } from "./format.ts";

/** Which page an address means. No I/O. */

export type Way =
  | { readonly page: "years" }
  | { readonly page: "year" | "compare"; readonly edition: Edition }
  | { readonly page: "ranking"; readonly edition: Edition; readonly slug: string }
  | { readonly page: "unit"; readonly edition: Edition; readonly code: string }
  | { readonly page: "file"; readonly edition: Edition; readonly name: string }
  | { readonly page: "method"; readonly edition: Edition | undefined }
  | { readonly page: "criteria"; readonly edition: Edition; readonly slug: string }
  | { readonly page: "catalogue" | "sitemap" | "robots" | "verify" | "feedback" | "follow" };

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not an address that anybody wrote down.
    return undefined;
  }
}

/** A version by the parts of its address: the year, and the number of an older one. */
function editionAt({ all }: Archive, slug: string | undefined, version: string | undefined): Edition | undefined {
  const number = /^ban-([1-9]\d{0,5})$/.exec(version ?? "")?.[1];
  return all.find((one) => one.slug === slug && (number === undefined ? one.isNewest : String(one.number) === number));
}

function ofEdition(edition: Edition, [kind, last, ...more]: readonly string[]): Way | undefined {
  if (more.length > 0) return undefined;
  if (kind === undefined) return { page: "year", edition };
  if (last === undefined) return { page: "ranking", edition, slug: kind };
  if (kind === "don-vi") return { page: "unit", edition, code: last };
  return kind === "tai-ve" ? { page: "file", edition, name: last } : undefined;
}

function ofResults(archive: Archive, parts: readonly string[], search: URLSearchParams): Way | undefined {
  const [first, second, ...rest] = parts;
  if (first === undefined) return { page: "years" };
  if (first === "danh-muc.jsonld" && second === undefined) return { page: "catalogue" };
  if (first === "so-sanh" && second === undefined) {
    const edition = archive.newest.find((one) => one.slug === search.get("nam")) ?? archive.newest[0];
    return edition === undefined ? { page: "years" } : { page: "compare", edition };
  }
  const isVersion = second?.startsWith("ban-") === true;
  const edition = editionAt(archive, first, isVersion ? second : undefined);
  return edition === undefined ? undefined : ofEdition(edition, isVersion || second === undefined ? rest : [second, ...rest]);
}

function ofMethod(archive: Archive, [slug, index, ...more]: readonly string[]): Way | undefined {
  if (more.length > 0) return undefined;
  if (slug === undefined) return { page: "method", edition: archive.newest[0] };
  const edition = editionAt(archive, slug, undefined);
  if (edition === undefined) return undefined;
  return index === undefined ? { page: "method", edition } : { page: "criteria", edition, slug: index };
}

const ALONE: Readonly<Record<string, Way>> = { "kiem-chung": { page: "verify" }, "gop-y": { page: "feedback" }, "gop-y/theo-doi": { page: "follow" }, "sitemap.xml": { page: "sitemap" }, "robots.txt": { page: "robots" } };

/** Undefined: there is no such page, whatever is under way behind. */
export function wayOf(archive: Archive, path: string, search: URLSearchParams): Way | undefined {
  const parts = path.slice(1).split("/").map(decoded);
  if (parts.some((one) => one === undefined || one === "")) return undefined;
  const [first, ...rest] = parts.filter((one) => one !== undefined);
  if (first === "ket-qua") return ofResults(archive, rest, search);
  if (first === "phuong-phap") return ofMethod(archive, rest);
  return ALONE[parts.join("/")];
}

/** The language of an address, and the address without it. */
export const languageOfPath = (path: string): { readonly language: Language; readonly rest: string } => (path === "/en" || path.startsWith("/en/") ? { language: "en", rest: path.slice("/en".length) } : { language: "vi", rest: path });
