import { type Threshold, thresholdsOf } from "../../scoring/explain/thresholds.ts";
import type { IndexSet } from "../../scoring/regulation/index-set.ts";
import type { Edition, PublishedUnit } from "./archive.ts";
import { signOf } from "./drawing.ts";
import { day, decimal, difference, type Language, percent } from "./format.ts";
import type { Page, Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";

/** What several pages show of a published result. */

/** Where a version stands: the newest under the year alone, older ones under their number. */
export const pathOf = (edition: Edition): string => `/ket-qua/${edition.slug}${edition.isNewest ? "" : `/ban-${String(edition.number)}`}`;
/** A name of an index that addresses can bear. */
export const slugOf = (index: Pick<IndexSet, "code">): string => `chi-so-${index.code.toLowerCase()}`;
export const pathOfIndex = (edition: Edition, index: Pick<IndexSet, "code">): string => `${pathOf(edition)}/${slugOf(index)}`;
export const pathOfUnit = (edition: Edition, code: string): string => `${pathOf(edition)}/don-vi/${encodeURIComponent(code)}`;

/** "Chỉ số 01: các cơ quan cấp tỉnh" in its two halves. */
export function nameOfIndex({ title }: Pick<IndexSet, "title">): { readonly short: string; readonly rest: string } {
  const at = title.indexOf(":");
  if (at === -1) return { short: title, rest: "" };
  const rest = title.slice(at + 1).trim();
  return { short: title.slice(0, at).trim(), rest: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

export const unitsOfIndex = (edition: Edition, index: string): readonly PublishedUnit[] => edition.units.filter((one) => one.index === index);

type RatioParts = { readonly key: string; readonly title: string; readonly thresholds: readonly Threshold[]; readonly levelTitle: (level: string | null) => string | undefined; readonly levels: readonly { readonly key: string; readonly title: string }[] };

/** The published ratios with their levels, as the regulation of that year has them. */
export const ratiosOf = ({ regulation }: Edition): readonly RatioParts[] =>
  regulation.ratios.map(({ key, title }) => {
    const classification = regulation.classifications.find((one) => one.ratio === key);
    const levels = classification?.levels ?? [];
    return { key, title, levels, thresholds: classification === undefined ? [] : thresholdsOf(classification), levelTitle: (level) => levels.find((one) => one.key === level)?.title };
  });

export function levelView({ t }: Pick<Room, "t">, level: string | null, title: string | undefined): Markup {
  const { sign, tone } = signOf(level);
  return markup`<span class="level t-${tone}"><span aria-hidden="true">${sign}</span> <span${when(level !== null, () => ({ html: ' lang="vi"' }))}>${title ?? level ?? t.undecided}</span></span>`;
}

/** By how much a percent rose or fell, with its sign and a word for those who do not see it. */
export function changeView(language: Language, now: string, before: string | undefined): Piece {
  if (before === undefined) return markup`<span class="muted">–</span>`;
  const by = difference(now, before);
  if (by === "0.00") return markup`<span class="num muted">${decimal(language, by)}</span>`;
  const isUp = by.startsWith("+");
  return markup`<span class="num ${isUp ? "up" : "down"}"><span aria-hidden="true">${isUp ? "▲" : "▼"}</span> ${isUp ? "+" : ""}${decimal(language, by.replace("+", ""))}</span>`;
}

/** Which decision, when published, how many units. */
export const factsOf = ({ t }: Room, edition: Edition, count: number = edition.units.length): Markup =>
  markup`<ul class="facts">${edition.decision === null ? undefined : markup`<li>${t.decision(edition.decision.number, day(edition.decision.on))}</li>`}<li>${t.published(day(edition.publishedAt))}</li><li>${t.units(count)}</li>${when(edition.number > 1 || !edition.isNewest, () => markup`<li>${t.edition(edition.number)}</li>`)}</ul>`;

/** What must be said before the numbers: that the criteria are not the official ones, that the version was replaced. */
export function noticesOf({ t, href, archive }: Room, edition: Edition): Piece {
  const newest = archive.newest.find((one) => one.campaign === edition.campaign);
  return [
    when(newest !== undefined && newest.number !== edition.number, () => markup`<div class="notice"><p>${t.isOld(newest?.number ?? 0)} <a href="${href(pathOf(newest ?? edition))}">${t.toNewest}</a></p></div>`),
    when(edition.reason !== "", () => markup`<div class="notice"><p>${t.replaces(edition.number - 1)} <span lang="vi">${t.reasonWas(edition.reason)}</span></p></div>`),
    edition.regulation.illustrative === undefined ? undefined : markup`<div class="notice"><p><strong>${t.illustrative}.</strong> <span lang="vi">${edition.regulation.illustrative}</span></p></div>`,
  ];
}

/** For who cannot see the ruler. */
export const rulerLabel = ({ t, language }: Room, title: string, value: string, thresholds: readonly Threshold[], last: string | undefined): string =>
  t.rulerLabel(title, percent(language, value), thresholds.map((one) => `${percent(language, one.at)} ${one.title}`).join(", "), last === undefined ? "" : t.rulerLast(percent(language, last)));

/** How many units have each level, from the best to none at all. */
export const levelCounts = (units: readonly PublishedUnit[], { key, levels }: RatioParts): { readonly level: string | null; readonly title: string | undefined; readonly count: number }[] =>
  [...levels.map((one) => ({ level: one.key, title: one.title })), { level: null, title: undefined }]
    .map((one) => ({ ...one, count: units.filter((unit) => (unit.ratios[key]?.level ?? null) === one.level).length }))
    .filter((one) => one.level !== null || one.count > 0);

/** The same result in other forms. */
export const dataLinks = (edition: Edition): NonNullable<Page["links"]> => [
  { rel: "alternate", type: "application/json", href: `${pathOf(edition)}/tai-ve/ket-qua.json`, title: "JSON" },
  { rel: "alternate", type: "text/csv", href: `${pathOf(edition)}/tai-ve/ket-qua.csv`, title: "CSV" },
  { rel: "describedby", type: "application/json", href: `${pathOf(edition)}/tai-ve/datapackage.json`, title: "Data Package" },
];
