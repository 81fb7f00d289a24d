import type { Edition, PublishedUnit } from "./archive.ts";
import { bar, spark } from "./drawing.ts";
import { levelView, nameOfIndex, noticesOf, pathOfUnit, ratiosOf, unitsOfIndex } from "./edition-parts.ts";
import { decimal, percent } from "./format.ts";
import { crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";

/** Up to four units side by side. */

const MOST = 4;

/** The units asked for, each once; codes that are none are left out. */
const chosenOf = (edition: Edition, search: URLSearchParams): readonly PublishedUnit[] => [...new Set(search.getAll("dv"))].flatMap((code) => edition.byCode.get(code) ?? []).slice(0, MOST);

function chooser({ t, href, archive }: Room, edition: Edition, chosen: readonly PublishedUnit[]): Markup {
  const groups = (selected: string | undefined): Piece =>
    edition.regulation.indexes.map((index) => markup`<optgroup label="${nameOfIndex(index).short}">${unitsOfIndex(edition, index.code).map((one) => markup`<option value="${one.code}"${when(one.code === selected, () => ({ html: " selected" }))}>${one.name}</option>`)}</optgroup>`);
  return markup`<form class="stack" action="${href("/ket-qua/so-sanh")}" method="get"><div class="grid"><div class="field"><label for="nam">${t.chooseYear}</label><select id="nam" name="nam">${archive.newest.map((one) => markup`<option value="${one.slug}"${when(one.slug === edition.slug, () => ({ html: " selected" }))}>${one.slug}</option>`)}</select></div>${Array.from({ length: MOST }, (_, i) => markup`<div class="field"><label for="dv${i}">${t.chooseUnit(i + 1)}</label><select id="dv${i}" name="dv" lang="vi"><option value="">${t.chooseNone}</option>${groups(chosen[i]?.code)}</select></div>`)}</div><p><button>${t.compareGo}</button></p></form>`;
}

const row = (label: Piece, units: readonly PublishedUnit[], cell: (unit: PublishedUnit) => Piece): Markup => markup`<tr><th scope="row" lang="vi">${label}</th>${units.map((one) => markup`<td data-k="${one.name}">${cell(one)}</td>`)}</tr>`;

function ratioRows(room: Room, edition: Edition, units: readonly PublishedUnit[]): Piece {
  return ratiosOf(edition).map((ratio) => row(ratio.title, units, (unit) => {
    const own = unit.ratios[ratio.key];
    if (own === undefined) return "–";
    return markup`<strong class="num">${percent(room.language, own.percent)}</strong> ${spark({ thresholds: ratio.thresholds, value: own.percent, level: own.level, last: undefined })}${levelView(room, own.level, ratio.levelTitle(own.level))}<br><span class="small muted">${room.t.rankOf(own.rank, unitsOfIndex(edition, unit.index).length)}</span>`;
  }));
}

/** Contents bear the same codes in every index of a regulation; the names are those of the first unit's index. */
function contentRows({ language }: Room, edition: Edition, units: readonly PublishedUnit[]): Piece {
  const index = edition.regulation.indexes.find((one) => one.code === units[0]?.index);
  return (index?.contents ?? []).map((content) => row(`${content.code}. ${content.title}`, units, (unit) => {
    const own = unit.contents.find((one) => one.code === content.code);
    if (own === undefined) return "–";
    const isDeduction = content.kind === "deduction" || Number(own.maxPoints) === 0;
    return markup`<span class="num">${decimal(language, own.points)}${isDeduction ? "" : ` / ${decimal(language, own.maxPoints)}`}</span>${isDeduction ? undefined : bar((Number(own.points) / Number(own.maxPoints)) * 100)}`;
  }));
}

export function pageOfComparison(room: Room, edition: Edition, search: URLSearchParams): Page {
  const { t, href } = room;
  const chosen = chosenOf(edition, search);
  const isAcross = new Set(chosen.map((one) => one.index)).size > 1;
  const query = chosen.length === 0 ? "" : `?nam=${edition.slug}${chosen.map((one) => `&dv=${encodeURIComponent(one.code)}`).join("")}`;
  return {
    title: chosen.length === 0 ? t.compareTitle : `${t.compare}: ${chosen.map((one) => one.name).join(", ")}`,
    description: t.compareLead,
    path: `/ket-qua/so-sanh${query}`,
    section: "compare",
    body: markup`${crumbs(room, [[t.results, "/ket-qua"], [t.compare, undefined]])}<div class="head"><h1>${t.compareTitle}</h1><p>${t.compareLead}</p></div>${chooser(room, edition, chosen)}${when(chosen.length > 0, () => markup`${noticesOf(room, edition)}${when(isAcross, () => markup`<div class="notice"><p>${t.compareIndexes}</p></div>`)}<div class="scroll" tabindex="0" role="group" aria-label="${t.compareTitle}"><table class="compare"><caption>${t.resultOf(edition.year)}</caption><thead><tr><td></td>${chosen.map((one) => markup`<th scope="col" lang="vi"><a href="${href(pathOfUnit(edition, one.code))}">${one.name}</a></th>`)}</tr></thead><tbody>${ratioRows(room, edition, chosen)}${contentRows(room, edition, chosen)}</tbody></table></div>`)}`,
  };
}
