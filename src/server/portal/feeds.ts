import type { Archive } from "./archive.ts";
import { pathOf, pathOfIndex, pathOfUnit, slugOf, unitsOfIndex } from "./edition-parts.ts";
import { inLanguage } from "./layout.ts";
import { escaped } from "./markup.ts";

/** For search engines: which pages there are, and which are none of their business. */

export function sitemapOf({ newest }: Archive, origin: string): string {
  const paths = [
    { path: "/ket-qua", at: newest[0]?.publishedAt },
    { path: "/phuong-phap", at: newest[0]?.publishedAt },
    { path: "/kiem-chung", at: undefined },
    { path: "/gop-y", at: undefined },
    ...newest.flatMap((edition) => [
      pathOf(edition),
      ...edition.regulation.indexes.filter((one) => unitsOfIndex(edition, one.code).length > 0).map((one) => pathOfIndex(edition, one)),
      ...edition.units.map((one) => pathOfUnit(edition, one.code)),
      `/phuong-phap/${edition.slug}`,
      ...edition.regulation.indexes.map((one) => `/phuong-phap/${edition.slug}/${slugOf(one)}`),
    ].map((path) => ({ path, at: edition.publishedAt }))),
  ];
  const entries = paths.map(({ path, at }) => {
    const own = escaped(`${origin}${path}`);
    const other = escaped(`${origin}${inLanguage("en", path)}`);
    return `<url><loc>${own}</loc>${at === undefined ? "" : `<lastmod>${at}</lastmod>`}<xhtml:link rel="alternate" hreflang="en" href="${other}"/></url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join("")}</urlset>\n`;
}

export const robotsOf = (origin: string): string => `User-agent: *\nAllow: /ket-qua\nAllow: /phuong-phap\nAllow: /kiem-chung\nAllow: /gop-y\nAllow: /en/\nDisallow: /api/\n\nSitemap: ${origin}/sitemap.xml\n`;
