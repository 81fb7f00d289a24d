import type { Archive } from "./archive.ts";
import { DRESS } from "./dress.ts";
import { MARK } from "./drawing.ts";
import type { Language } from "./format.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";
import type { Words } from "./words-vi.ts";

/** What all pages share: the head, the way around, the foot. */

/** What a page is made with. */
export type Room = {
  readonly language: Language;
  readonly t: Words;
  readonly archive: Archive;
  /** An address in the page's own language. */
  readonly href: (path: string) => string;
};

type Section = "results" | "compare" | "method" | "verify" | "feedback";

export type Page = {
  readonly title: string;
  readonly description: string;
  /** The one address of this page, without the language. */
  readonly path: string;
  readonly section: Section | undefined;
  readonly body: Piece;
  /** The same in other forms: files, descriptions. */
  readonly links?: readonly { readonly rel: string; readonly type: string; readonly href: string; readonly title: string }[];
  readonly status?: number;
  /** Not to be found by search engines, and kept by nobody: what is one reader's own. */
  readonly isPrivate?: boolean;
  /** Made for each reader, and yet to be found by everybody, under the address that is the same for all. */
  readonly isFound?: boolean;
};

const SECTIONS: readonly (readonly [Section, string])[] = [["results", "/ket-qua"], ["compare", "/ket-qua/so-sanh"], ["method", "/phuong-phap"], ["verify", "/kiem-chung"], ["feedback", "/gop-y"]];

/** The authority whose results these are: that of the newest regulation. */
const authorityOf = ({ newest }: Archive): string | undefined => newest[0]?.regulation.authority;

export const inLanguage = (language: Language, path: string): string => (language === "vi" ? path : `/en${path}`);

function headOf(page: Page, { language, t, archive }: Room, origin: string): Piece {
  const own = `${origin}${inLanguage(language, page.path)}`;
  const title = `${page.title} · ${authorityOf(archive) ?? t.product}`;
  return markup`<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><meta name="description" content="${page.description}">${when((page.isPrivate === true && page.isFound !== true) || (page.status ?? 200) !== 200, () => markup`<meta name="robots" content="noindex">`)}<link rel="stylesheet" href="${DRESS.path}"><link rel="icon" href="${DRESS.icon.path}" type="image/svg+xml">${when((page.status ?? 200) === 200 && (page.isPrivate !== true || page.isFound === true), () => markup`<link rel="canonical" href="${own}"><link rel="alternate" hreflang="vi" href="${origin}${page.path}"><link rel="alternate" hreflang="en" href="${origin}${inLanguage("en", page.path)}"><meta property="og:type" content="website"><meta property="og:title" content="${page.title}"><meta property="og:description" content="${page.description}"><meta property="og:url" content="${own}"><meta property="og:site_name" content="${authorityOf(archive) ?? t.product}"><meta property="og:locale" content="${language === "vi" ? "vi_VN" : "en_GB"}">`)}${(page.links ?? []).map((one) => markup`<link rel="${one.rel}" type="${one.type}" href="${one.href}" title="${one.title}">`)}<meta name="color-scheme" content="light dark"></head>`;
}

export function documentOf(page: Page, room: Room, origin: string): Markup {
  const { language, t, archive, href } = room;
  const other = language === "vi" ? "en" : "vi";
  return markup`<!doctype html><html lang="${language}">${headOf(page, room, origin)}<body><a class="skip" href="#chinh">${t.skip}</a><header class="top"><div class="page"><a class="brand" href="${href("/ket-qua")}">${MARK}<span><strong>${authorityOf(archive) ?? t.product}</strong><span>${authorityOf(archive) === undefined ? t.results : t.product}</span></span></a><nav aria-label="${t.nav}"><ul>${SECTIONS.map(([key, path]) => markup`<li><a href="${href(path)}"${when(page.section === key, () => ({ html: ' aria-current="true"' }))}>${t[key]}</a></li>`)}<li><a href="${inLanguage(other, page.path)}" hreflang="${other}" lang="${other}">${t.otherLanguage}</a></li></ul></nav></div></header><main class="page" id="chinh" tabindex="-1">${page.body}</main><footer class="foot"><div class="page"><p>${t.footer}</p><p><a href="${href("/ket-qua")}#du-lieu">${t.footerData}</a> · <a href="/">${t.staff}</a></p></div></footer></body></html>`;
}

/** Where one is, from the first page down. */
export const crumbs = ({ href, t }: Room, way: readonly (readonly [label: string, path: string | undefined])[]): Markup =>
  markup`<nav class="crumbs" aria-label="${t.results}"><ol>${way.map(([label, path]) => markup`<li>${path === undefined ? label : markup`<a href="${href(path)}">${label}</a>`}</li>`)}</ol></nav>`;

export const article = (text: string): Markup => markup`<span class="article" lang="vi">${text}</span>`;
