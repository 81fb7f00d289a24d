import type { Edition } from "./archive.ts";
import { field, shares, spark } from "./drawing.ts";
import { changeView, dataLinks, factsOf, levelCounts, levelView, nameOfIndex, noticesOf, pathOf, pathOfIndex, pathOfUnit, ratiosOf, unitsOfIndex } from "./edition-parts.ts";
import { day, decimal, percent } from "./format.ts";
import { editionBefore, placeBefore } from "./kin.ts";
import { crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";

/** The years, and one year's result index by index. */

const MOST_AT_TOP = 5;

type Index = Edition["regulation"]["indexes"][number];

function indexCard(room: Room, edition: Edition, index: Index, level: 2 | 3): Markup {
  const { t, language, href } = room;
  const [main] = ratiosOf(edition);
  const units = unitsOfIndex(edition, index.code);
  const { short, rest } = nameOfIndex(index);
  if (main === undefined || units.length === 0) return markup``;
  const placed = units.flatMap((unit) => {
    const own = unit.ratios[main.key];
    return own === undefined ? [] : [{ unit, own }];
  }).toSorted((a, b) => a.own.rank - b.own.rank);
  const percents = placed.map((one) => Number(one.own.percent)).toSorted((a, b) => a - b);
  const shown = (value: number | undefined) => percent(language, (value ?? 0).toFixed(2));
  const before = editionBefore(room.archive, edition);
  const rows = placed.slice(0, MOST_AT_TOP).map(({ unit, own }) => markup`<tr><td class="rank num">${own.rank}</td><th scope="row" lang="vi"><a href="${href(pathOfUnit(edition, unit.code))}">${unit.name}</a></th><td class="right num">${percent(language, own.percent)}</td>${before === undefined ? undefined : markup`<td class="right second">${changeView(language, own.percent, placeBefore(before, unit, main.key)?.percent)}</td>`}</tr>`);
  return markup`<section class="card index" aria-labelledby="cs-${index.code}"><div class="stack"><div class="head"><h${level} id="cs-${index.code}" lang="vi"><a href="${href(pathOfIndex(edition, index))}">${short}</a></h${level}><p class="small muted" lang="vi">${rest}</p></div>${field(language, t.fieldLabel(main.title, placed.length, shown(percents[0]), shown(percents.at(-1))), main.thresholds, placed.map((one) => one.own))}${levelList(room, edition, index, main)}</div><div><table class="cards"><caption>${t.atTop}: <span lang="vi">${main.title}</span></caption><thead><tr><th scope="col" class="rank">${t.rank}</th><th scope="col">${t.unit}</th><th scope="col" class="right">${t.percent}</th>${before === undefined ? undefined : markup`<th scope="col" class="right">${t.changeShort}</th>`}</tr></thead><tbody>${rows}</tbody></table><p class="more"><a href="${href(pathOfIndex(edition, index))}">${t.wholeRanking(placed.length)}</a></p></div></section>`;
}

function levelList(room: Room, edition: Edition, index: Index, ratio: ReturnType<typeof ratiosOf>[number]): Markup {
  const counts = levelCounts(unitsOfIndex(edition, index.code), ratio);
  return markup`<div>${shares(counts)}<ul class="levels" aria-label="${room.t.levels}">${counts.map((one) => markup`<li>${levelView(room, one.level, one.title)} <strong class="num">${one.count}</strong></li>`)}</ul></div>`;
}

const searchForm = ({ t, href }: Room): Markup => markup`<form class="filters" action="${href("/ket-qua")}" method="get" role="search"><div class="field grow"><label for="tim">${t.search} <span class="hint">${t.searchHint}</span></label><input id="tim" name="q" type="search" maxlength="80" autocomplete="off"></div><button>${t.show}</button></form>`;

const yearCard = ({ t, href }: Room, edition: Edition): Markup => markup`<li><a href="${href(pathOf(edition))}">${t.resultOf(edition.year)}</a> <span class="muted small">${t.units(edition.units.length)} · ${t.published(day(edition.publishedAt))}</span></li>`;

/** All years; the newest one is shown, the others are listed. */
export function pageOfYears(room: Room): Page {
  const { t, archive } = room;
  const [newest] = archive.newest;
  const head = { title: t.resultsTitle, description: t.resultsLead, path: "/ket-qua", section: "results" as const };
  if (newest === undefined) return { ...head, body: markup`<div class="head"><h1>${t.resultsTitle}</h1><p>${t.resultsLead}</p></div><section class="card"><h2>${t.none}</h2><p>${t.noneHelp}</p></section>` };
  return {
    ...head,
    links: [{ rel: "alternate", type: "application/ld+json", href: "/ket-qua/danh-muc.jsonld", title: "DCAT" }],
    body: markup`<div class="head"><h1>${t.resultsTitle}</h1><p>${t.resultsLead}</p></div>${searchForm(room)}<section aria-labelledby="moi-nhat"><div class="head"><h2 id="moi-nhat"><a href="${room.href(pathOf(newest))}">${t.resultOf(newest.year)}</a></h2>${factsOf(room, newest)}</div>${noticesOf(room, newest)}<div class="stack">${newest.regulation.indexes.map((index) => indexCard(room, newest, index, 3))}</div></section><section id="du-lieu" aria-labelledby="nam"><h2 id="nam">${t.years}</h2><ul>${archive.newest.map((one) => yearCard(room, one))}</ul><p class="small"><a href="/ket-qua/danh-muc.jsonld">${t.footerData} (DCAT, JSON-LD)</a></p></section>`,
  };
}

/** What was decided, in its own words. */
const decisionText = ({ t }: Room, { decision, text }: Edition): Piece =>
  when(decision !== null && text.length > 0, () => markup`<section aria-labelledby="quyet-dinh"><details><summary><h2 id="quyet-dinh">${t.decisionText(decision?.number ?? "")}</h2></summary><div class="card stack" lang="vi">${text.map((line) => markup`<p>${line}</p>`)}</div></details></section>`);

export function pageOfYear(room: Room, edition: Edition, files: Piece): Page {
  const { t, archive, href } = room;
  const versions = archive.all.filter((one) => one.campaign === edition.campaign);
  return {
    title: t.resultOf(edition.year),
    description: `${t.resultOf(edition.year)}: ${t.units(edition.units.length)}. ${edition.decision === null ? "" : t.decision(edition.decision.number, edition.decision.on.split("-").toReversed().join("/"))}`,
    path: pathOf(edition),
    section: "results",
    links: dataLinks(edition),
    body: markup`${crumbs(room, [[t.results, "/ket-qua"], [t.year(edition.year), undefined]])}<div class="head"><h1>${t.resultOf(edition.year)}</h1><p lang="vi">${edition.regulation.title}</p>${factsOf(room, edition)}</div>${noticesOf(room, edition)}<div class="stack">${edition.regulation.indexes.map((index) => indexCard(room, edition, index, 2))}</div><p class="actions"><a href="${href(`/phuong-phap/${edition.slug}`)}">${t.method}</a><a href="${href(`/ket-qua/so-sanh?nam=${edition.slug}`)}">${t.compareTitle}</a></p>${decisionText(room, edition)}${files}${when(versions.length > 1, () => markup`<section aria-labelledby="cac-ban"><h2 id="cac-ban">${t.editions}</h2><ul>${versions.map((one) => markup`<li><a href="${href(pathOf(one))}">${t.edition(one.number)}</a> <span class="muted small">${t.published(day(one.publishedAt))}</span></li>`)}</ul></section>`)}`,
  };
}

/** A row of any ranking. */
export function rankingRow(room: Room, edition: Edition, unit: Edition["units"][number], { main, second, before }: { readonly main: ReturnType<typeof ratiosOf>[number]; readonly second: ReturnType<typeof ratiosOf>[number] | undefined; readonly before: Edition | undefined }): Piece {
  const { language, href, t } = room;
  const own = unit.ratios[main.key];
  if (own === undefined) return undefined;
  const last = placeBefore(before, unit, main.key)?.percent;
  const other = second === undefined ? undefined : unit.ratios[second.key];
  return markup`<tr><td class="rank num">${own.rank}</td><th scope="row" class="wide" lang="vi"><a href="${href(pathOfUnit(edition, unit.code))}">${unit.name}</a></th><td class="right num">${percent(language, own.percent)}</td><td class="second">${spark({ thresholds: main.thresholds, value: own.percent, level: own.level, last })}</td><td class="second">${levelView(room, own.level, main.levelTitle(own.level))}</td>${before === undefined ? undefined : markup`<td class="right second" data-k="${t.changeShort}">${changeView(language, own.percent, last)}</td>`}${second === undefined || other === undefined ? undefined : markup`<td class="second" data-k="${second.title}"><span class="num">${decimal(language, other.percent)}%</span> <span class="small muted" lang="vi">${second.levelTitle(other.level) ?? ""}</span></td>`}</tr>`;
}
