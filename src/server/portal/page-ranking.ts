import { fold } from "../organisation/index.ts";
import type { Edition, PublishedUnit } from "./archive.ts";
import { dataLinks, factsOf, nameOfIndex, noticesOf, pathOf, pathOfIndex, pathOfUnit, ratiosOf, slugOf, unitsOfIndex } from "./edition-parts.ts";
import { editionBefore, placeBefore } from "./kin.ts";
import { crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";
import { rankingRow } from "./page-results.ts";

/** The ranking of one index, filtered and ordered by plain forms; and looking for a unit by its name. */

export const SORTS = ["hang", "ten", "thay-doi"] as const;
type Sort = (typeof SORTS)[number];
/** What a reader asked of a ranking; what is not known counts as not asked. */
export type Asked = { readonly ratio: string | undefined; readonly level: string | undefined; readonly sort: Sort; readonly q: string };

const LONGEST_QUERY = 80;

export const askedIn = (search: URLSearchParams): Asked => ({
  ratio: search.get("xep-theo") ?? undefined,
  level: search.get("muc") ?? undefined,
  sort: SORTS.find((one) => one === search.get("thu-tu")) ?? "hang",
  q: (search.get("q") ?? "").trim().slice(0, LONGEST_QUERY),
});

/** Whether every word that was typed is in the name or is the code; marks that were typed must be there. */
export function fits({ name, code }: Pick<PublishedUnit, "name" | "code">, typed: string): boolean {
  const whole = `${name} ${code}`.normalize("NFC").toLowerCase();
  const plain = fold(whole);
  const words = typed.normalize("NFC").toLowerCase().split(/\s+/).filter((word) => word !== "");
  return words.every((word) => (fold(word) === word ? plain.includes(word) : whole.includes(word)));
}

const COLLATOR = new Intl.Collator("vi", { numeric: true });

function ordered(units: readonly PublishedUnit[], ratio: string, sort: Sort, before: Edition | undefined): readonly PublishedUnit[] {
  const rank = (one: PublishedUnit): number => one.ratios[ratio]?.rank ?? Number.POSITIVE_INFINITY;
  const rise = (one: PublishedUnit): number => {
    const last = placeBefore(before, one, ratio)?.percent;
    return last === undefined ? Number.NEGATIVE_INFINITY : Number(one.ratios[ratio]?.percent ?? 0) - Number(last);
  };
  switch (sort) {
    case "hang":
      return units.toSorted((a, b) => rank(a) - rank(b) || COLLATOR.compare(a.name, b.name));
    case "ten":
      return units.toSorted((a, b) => COLLATOR.compare(a.name, b.name));
    case "thay-doi":
      return units.toSorted((a, b) => (rise(a) === rise(b) ? rank(a) - rank(b) : rise(b) - rise(a)));
  }
}

const option = (value: string, label: string, chosen: string | undefined): Markup => markup`<option value="${value}"${when(value === chosen, () => ({ html: " selected" }))}>${label}</option>`;

function filterForm(room: Room, edition: Edition, path: string, asked: Asked, main: ReturnType<typeof ratiosOf>[number]): Markup {
  const { t, href } = room;
  return markup`<form class="filters" action="${href(path)}" method="get" aria-label="${t.filter}"><div class="field grow"><label for="q">${t.search} <span class="hint">${t.searchHint}</span></label><input id="q" name="q" type="search" value="${asked.q}" maxlength="${LONGEST_QUERY}" autocomplete="off"></div><div class="field"><label for="xep-theo">${t.ratio}</label><select id="xep-theo" name="xep-theo">${ratiosOf(edition).map((one) => option(one.key, one.title, main.key))}</select></div><div class="field"><label for="muc">${t.level}</label><select id="muc" name="muc">${option("", t.allLevels, asked.level ?? "")}${main.levels.map((one) => option(one.key, one.title, asked.level))}</select></div><div class="field"><label for="thu-tu">${t.sort}</label><select id="thu-tu" name="thu-tu">${option("hang", t.byRank, asked.sort)}${option("ten", t.byName, asked.sort)}${option("thay-doi", t.byChange, asked.sort)}</select></div><button>${t.show}</button></form>`;
}

export function pageOfRanking(room: Room, edition: Edition, indexSlug: string, asked: Asked): Page | undefined {
  const { t, href, archive } = room;
  const index = edition.regulation.indexes.find((one) => slugOf(one) === indexSlug);
  const ratios = ratiosOf(edition);
  const main = ratios.find((one) => one.key === asked.ratio) ?? ratios[0];
  if (index === undefined || main === undefined) return undefined;
  const before = editionBefore(archive, edition);
  const all = unitsOfIndex(edition, index.code);
  const isLevel = main.levels.some((one) => one.key === asked.level);
  const shown = ordered(all.filter((one) => fits(one, asked.q) && (!isLevel || one.ratios[main.key]?.level === asked.level)), main.key, asked.sort, before);
  const second = ratios.find((one) => one.key !== main.key);
  const path = pathOfIndex(edition, index);
  const { short, rest } = nameOfIndex(index);
  const tabs: Piece = edition.regulation.indexes.filter((one) => unitsOfIndex(edition, one.code).length > 0).map((one) => markup`<li><a href="${href(pathOfIndex(edition, one))}"${when(one.code === index.code, () => ({ html: ' aria-current="page"' }))}>${nameOfIndex(one).short}</a></li>`);
  const isFiltered = asked.q !== "" || isLevel;
  return {
    title: `${short}, ${t.inYear(edition.year)}`,
    description: `${t.ranking}: ${index.title}. ${t.units(all.length)}.`,
    path,
    section: "results",
    links: dataLinks(edition),
    ...(asked.q === "" ? {} : { isPrivate: true, isFound: true }),
    body: markup`${crumbs(room, [[t.results, "/ket-qua"], [t.year(edition.year), pathOf(edition)], [short, undefined]])}<div class="head"><h1 lang="vi">${short}, năm ${String(edition.year)}</h1><p lang="vi">${rest}</p>${factsOf(room, edition, all.length)}</div><nav class="tabs" aria-label="${t.indexSets}"><ul lang="vi">${tabs}</ul></nav>${noticesOf(room, edition)}${filterForm(room, edition, path, asked, main)}${shown.length === 0 ? markup`<section class="card"><h2>${t.foundNone}</h2><p>${t.foundNoneHelp}</p><p><a href="${href(path)}">${t.clear}</a></p></section>` : markup`<div class="scroll" tabindex="0" role="group" aria-label="${t.ranking}"><table class="cards"><caption><span lang="vi">${main.title}</span> · ${t.found(shown.length, all.length)}${when(isFiltered, () => markup` · <a href="${href(path)}">${t.clear}</a>`)}</caption><thead><tr><th scope="col" class="rank">${t.rank}</th><th scope="col">${t.unit}</th><th scope="col" class="right">${t.percent}</th><th scope="col">${t.onRuler}</th><th scope="col">${t.level}</th>${before === undefined ? undefined : markup`<th scope="col" class="right">${t.changeShort}</th>`}${second === undefined ? undefined : markup`<th scope="col" lang="vi">${second.title}</th>`}</tr></thead><tbody>${shown.map((unit) => rankingRow(room, edition, unit, { main, second, before }))}</tbody></table></div>`}`,
  };
}

const MOST_FOUND = 60;

/** Units of the newest year whose names fit what somebody typed. */
export function pageOfSearch(room: Room, q: string): Page {
  const { t, href, archive: { newest: [newest] } } = room;
  const typed = q.trim().slice(0, LONGEST_QUERY);
  const found = newest === undefined ? [] : newest.units.filter((one) => fits(one, typed));
  return {
    title: `${t.search}: ${typed}`,
    description: t.resultsLead,
    path: "/ket-qua",
    section: "results",
    // Its canonical address is that of the page without words.
    isPrivate: true,
    isFound: true,
    body: markup`${crumbs(room, [[t.results, "/ket-qua"], [t.search, undefined]])}<div class="head"><h1>${t.search}</h1></div><form class="filters" action="${href("/ket-qua")}" method="get" role="search"><div class="field grow"><label for="tim">${t.search} <span class="hint">${t.searchHint}</span></label><input id="tim" name="q" type="search" value="${typed}" maxlength="${LONGEST_QUERY}" autocomplete="off"></div><button>${t.show}</button></form>${newest === undefined || found.length === 0 ? markup`<section class="card"><h2>${t.foundNone}</h2><p>${t.foundNoneHelp}</p></section>` : markup`<section aria-labelledby="thay"><h2 id="thay">${t.found(found.length, newest.units.length)}</h2><ul lang="vi">${found.slice(0, MOST_FOUND).map((one) => markup`<li><a href="${href(pathOfUnit(newest, one.code))}">${one.name}</a></li>`)}</ul></section>`}`,
  };
}
