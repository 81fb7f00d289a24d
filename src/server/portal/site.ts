import { PUBLIC_PAGES } from "../../contract/pages.ts";
import type { Database, PublicReader, Site, SiteAnswer, SiteRequest } from "../platform/index.ts";
import { type Edition, openShelf, type Shelf } from "./archive.ts";
import { catalogueOf } from "./describe-data.ts";
import { fileOf, notesOf } from "./downloads.ts";
import { DRESS } from "./dress.ts";
import { slugOf } from "./edition-parts.ts";
import { openDesk } from "./feedback-desk.ts";
import { robotsOf, sitemapOf } from "./feeds.ts";
import { filesView } from "./files-view.ts";
import { makeKeptPages, packed } from "./kept-pages.ts";
import { documentOf, inLanguage, type Page, type Room } from "./layout.ts";
import { pageOfComparison } from "./page-compare.ts";
import { answerList, commitmentTable } from "./page-feedback.ts";
import { failed, notFound, roomFor } from "./no-page.ts";
import { pageOfCriteria, pageOfMethod } from "./page-method.ts";
import { askedIn, pageOfRanking, pageOfSearch } from "./page-ranking.ts";
import { pageOfYear, pageOfYears } from "./page-results.ts";
import { pageOfUnit } from "./page-unit.ts";
import { pageOfVerification } from "./page-verify.ts";
import { languageOfPath, type Way, wayOf } from "./way.ts";

/** From an address to its page: made once, then handed out until something is published. */

const HTML = "text/html; charset=utf-8";
const FOREVER = { "cache-control": "public, max-age=31536000, immutable" };
/** Open data may be read by programs of any site. */
const FOR_OTHER_SITES = { "access-control-allow-origin": "*" };
const NOT_KEPT = { "cache-control": "no-store" };


const FORMS = ["/gop-y", "/gop-y/theo-doi"] as const;

const MOST_ANSWERS = 10;

type Making = { readonly shelf: Shelf; readonly room: Room; readonly search: URLSearchParams; readonly origin: string };

async function unitPage({ shelf, room }: Making, edition: Edition, code: string): Promise<Page | undefined> {
  const unit = edition.byCode.get(code);
  const told = unit === undefined ? undefined : await shelf.tellUnit(edition, code);
  if (unit === undefined || told === undefined) return undefined;
  const { commitments, answers } = room.archive;
  const isOwn = (id: string | null): boolean => id === unit.id || (id !== null && unit.kin.includes(id));
  const beside = [commitmentTable(room, commitments.filter((one) => one.campaign === edition.campaign && one.unitId === unit.id)), answerList(room, answers.filter((one) => isOwn(one.unitId)).slice(0, MOST_ANSWERS), room.t.answers)];
  return pageOfUnit(room, edition, unit, told, beside);
}

/** Undefined: there is none, or it is a file. */
async function pageFor(way: Way, making: Making): Promise<Page | undefined> {
  const { shelf, room, search } = making;
  if (way.page === "years") return (search.get("q") ?? "").trim() === "" ? pageOfYears(room) : pageOfSearch(room, search.get("q") ?? "");
  if (way.page === "year") return pageOfYear(room, way.edition, filesView(room, way.edition, await notesOf(shelf, way.edition)));
  if (way.page === "compare") return pageOfComparison(room, way.edition, search);
  if (way.page === "ranking") return pageOfRanking(room, way.edition, way.slug, askedIn(search));
  if (way.page === "unit") return unitPage(making, way.edition, way.code);
  if (way.page === "method") return way.edition === undefined ? undefined : pageOfMethod(room, way.edition);
  return way.page === "criteria" ? criteriaPage(room, way.edition, way.slug) : undefined;
}

function criteriaPage(room: Room, edition: Edition, slug: string): Page | undefined {
  const index = edition.regulation.indexes.find((one) => slugOf(one) === slug);
  return index === undefined ? undefined : pageOfCriteria(room, edition, index);
}

/** What is no page: files, descriptions, feeds. */
async function fileFor(way: Way, { shelf, room: { archive }, origin }: Making): Promise<SiteAnswer | undefined> {
  if (way.page === "sitemap") return packed({ status: 200, type: "application/xml; charset=utf-8" }, sitemapOf(archive, origin));
  if (way.page === "robots") return packed({ status: 200, type: "text/plain; charset=utf-8" }, robotsOf(origin));
  if (way.page === "catalogue") {
    const described = [];
    for (const edition of archive.newest) described.push({ edition, files: await notesOf(shelf, edition) });
    return packed({ status: 200, type: "application/ld+json; charset=utf-8", headers: FOR_OTHER_SITES }, JSON.stringify(catalogueOf(described, origin), null, 2));
  }
  if (way.page !== "file") return undefined;
  const file = await fileOf(shelf, way.edition, way.name, origin);
  const attached = `attachment; filename="${way.edition.slug}-ban-${String(way.edition.number)}-${way.name}"`;
  return file === undefined ? undefined : packed({ status: 200, type: file.type, headers: { ...FOR_OTHER_SITES, "content-disposition": attached } }, file.text);
}

const answerWith = async (page: Page, room: Room, origin: string): Promise<SiteAnswer> => {
  const { html } = documentOf(page, room, origin);
  const status = page.status ?? 200;
  if (status === 200 && page.isPrivate !== true) return packed({ status, type: HTML }, html);
  return { status, type: HTML, body: Buffer.from(html), headers: NOT_KEPT };
};

/** One answer for all that is not there, whether it never was or is still to come. */
async function answerTo(way: Way | undefined, making: Making): Promise<SiteAnswer> {
  const file = way === undefined ? undefined : await fileFor(way, making);
  if (file !== undefined) return file;
  const page = way === undefined ? undefined : await pageFor(way, making);
  return answerWith(page ?? notFound(making.room), making.room, making.origin);
}

export type Wiring = {
  readonly reader: PublicReader;
  /** Where people reach the house; else what their browsers call it. */
  readonly publicUrl?: string | undefined;
  /** For what the public sends, and for the ledger: never for what is shown of results. */
  readonly database: Database;
  /** Seals the forms that are handed out; the same for all processes of a house. */
  readonly secret: Uint8Array;
};

/** The public pages of a house. */
export function makeSite({ reader, publicUrl, database, secret }: Wiring): Site {
  const shelf = openShelf(reader);
  const desk = openDesk(database, secret);
  const kept = makeKeptPages();
  const base = publicUrl?.replace(/\/+$/, "");
  const originOf = (given: string): string => base ?? given;
  const keyOf = (origin: string, path: string, search: URLSearchParams | undefined): string => `${originOf(origin)} ${path}?${search?.toString() ?? ""}`;
  const dressed: ReadonlyMap<string, Promise<SiteAnswer>> = new Map([
    [DRESS.path, packed({ status: 200, type: "text/css; charset=utf-8", headers: FOREVER }, DRESS.style)],
    [DRESS.icon.path, packed({ status: 200, type: "image/svg+xml", headers: FOREVER }, DRESS.icon.bytes)],
  ]);

  const answer: Site["answer"] = async (request: SiteRequest) => {
    const { path, search, form, origin: given } = request;
    const archive = await shelf.archive();
    const room = roomFor(archive, path);
    const origin = originOf(given);
    const way = wayOf(archive, languageOfPath(path).rest, search);
    if (way?.page === "feedback") return answerWith(await (form === undefined ? desk.form(room, search.get("dv") ?? "") : desk.take(room, request)), room, origin);
    if (way?.page === "follow") return answerWith(await desk.follow(room, form), room, origin);
    if (way?.page === "verify") return answerWith(await pageOfVerification(room, { shelf, reader, database }, search), room, origin);
    const answered = await answerTo(way, { shelf, room, search, origin });
    if (answered.tag !== undefined) kept.put(archive.generation, keyOf(given, path, search), answered);
    return answered;
  };
  return {
    paths: [...PUBLIC_PAGES, ...PUBLIC_PAGES.map((path) => inLanguage("en", path)), "/sitemap.xml", "/robots.txt", DRESS.path, DRESS.icon.path],
    forms: FORMS.flatMap((path) => [path, inLanguage("en", path)]),
    kept: async ({ path, search, origin }) => {
      const dress = dressed.get(path);
      if (dress !== undefined) return dress;
      return kept.get((await shelf.archive()).generation, keyOf(origin, path, search === "" ? undefined : new URLSearchParams(search)));
    },
    answer,
    failure: (status, path) => {
      const { room, page } = failed(status, path);
      return { status, type: HTML, body: Buffer.from(documentOf(page, room, "").html), headers: NOT_KEPT };
    },
  };
}
