import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import type { Edition, PublishedUnit } from "./archive.ts";
import { bar, ruler } from "./drawing.ts";
import { changeView, dataLinks, factsOf, levelView, nameOfIndex, noticesOf, pathOf, pathOfIndex, pathOfUnit, ratiosOf, rulerLabel, unitsOfIndex } from "./edition-parts.ts";
import { decimal, percent } from "./format.ts";
import { editionBefore, kinIn, placeBefore } from "./kin.ts";
import { article, crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";
import { lostOf, stepOf, type UnitTold } from "./unfold-work.ts";

/** One unit in one year: what it came to, how, and how that compares with itself before. */

type Of = { readonly room: Room; readonly edition: Edition; readonly unit: PublishedUnit; readonly told: UnitTold };

const share = (points: string, max: string): number => (Number(max) === 0 ? 0 : (Number(points) / Number(max)) * 100);

function ratioCards({ room, edition, unit }: Of): Piece {
  const { t, language, archive } = room;
  const before = editionBefore(archive, edition);
  const of = unitsOfIndex(edition, unit.index).length;
  return ratiosOf(edition).map((ratio, i) => {
    const own = unit.ratios[ratio.key];
    if (own === undefined) return undefined;
    const last = placeBefore(before, unit, ratio.key)?.percent;
    return markup`<section class="card stack" aria-labelledby="tl-${ratio.key}"><h2 id="tl-${ratio.key}" lang="vi">${ratio.title}</h2><p class="figure"><span class="big ${i === 0 ? "" : "second"}">${percent(language, own.percent)}</span><span>${t.rankOf(own.rank, of)}</span>${levelView(room, own.level, ratio.levelTitle(own.level))}${when(last !== undefined, () => markup`<span>${changeView(language, own.percent, last)} <span class="small muted">${t.change}</span></span>`)}</p>${ruler({ language, label: rulerLabel(room, ratio.title, own.percent, ratio.thresholds, last), thresholds: ratio.thresholds, value: own.percent, level: own.level, last })}<p class="small muted num">${decimal(language, own.points)} / ${decimal(language, own.maxPoints)} ${t.points.toLowerCase()}</p>${own.decided === undefined ? undefined : markup`<p class="small" lang="vi">${t.decidedBy(own.decided)}</p>`}</section>`;
  });
}

function contentTable({ room, edition, unit }: Of): Markup {
  const { t, language } = room;
  const index = edition.regulation.indexes.find((one) => one.code === unit.index);
  const rows = unit.contents.map((one) => {
    const content = index?.contents.find((other) => other.code === one.code);
    const isDeduction = content?.kind === "deduction";
    return markup`<tr><th scope="row" class="wide" lang="vi">${one.code}. ${content?.title ?? ""}</th><td class="right num">${decimal(language, one.points)}</td><td class="right num max">${isDeduction ? "–" : decimal(language, one.maxPoints)}</td><td>${isDeduction ? undefined : bar(share(one.points, one.maxPoints))}</td><td class="right num">${isDeduction || Number(one.maxPoints) === 0 ? "–" : percent(language, share(one.points, one.maxPoints).toFixed(1))}</td></tr>`;
  });
  return markup`<section aria-labelledby="noi-dung-diem"><h2 id="noi-dung-diem">${t.byContent}</h2><div class="scroll" tabindex="0" role="group" aria-label="${t.byContent}"><table class="by-content"><thead><tr><th scope="col">${t.content}</th><th scope="col" class="right">${t.points}</th><th scope="col" class="right">${t.max}</th><th scope="col"><span class="hidden">${t.share}</span></th><th scope="col" class="right">${t.share}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function historyTable({ room, edition, unit }: Of): Piece {
  const { t, language, href, archive } = room;
  const rows = archive.newest.flatMap((year) => kinIn(year, unit).map((other) => ({ year, other })));
  if (rows.length < 2) return undefined;
  return markup`<section aria-labelledby="cac-nam"><h2 id="cac-nam">${t.history}</h2><div class="scroll" tabindex="0" role="group" aria-label="${t.history}"><table><thead><tr><th scope="col">${t.chooseYear}</th><th scope="col">${t.unit}</th>${ratiosOf(edition).map((one) => markup`<th scope="col" lang="vi">${one.title}</th>`)}</tr></thead><tbody>${rows.map(({ year, other }) => markup`<tr><td class="num">${String(year.year)}</td><th scope="row" lang="vi"><a href="${href(pathOfUnit(year, other.code))}">${other.name}</a></th>${ratiosOf(year).map(({ key, levelTitle }) => {
    const own = other.ratios[key];
    return own === undefined ? markup`<td>–</td>` : markup`<td><span class="num">${percent(language, own.percent)}</span> · ${t.rank.toLowerCase()} <span class="num">${own.rank}</span> · ${levelView(room, own.level, levelTitle(own.level))}</td>`;
  })}</tr>`)}</tbody></table></div></section>`;
}

const MOST_LOST = 8;
function lostTable({ room, told }: Of): Markup {
  const { t, language } = room;
  const lost = lostOf(told.leaves).slice(0, MOST_LOST);
  if (lost.length === 0) return markup`<section aria-labelledby="mat-diem"><h2 id="mat-diem">${t.lost}</h2><p>${t.lostNone}</p></section>`;
  return markup`<section aria-labelledby="mat-diem"><h2 id="mat-diem">${t.lost}</h2><div class="scroll" tabindex="0" role="group" aria-label="${t.lost}"><table class="by-loss"><thead><tr><th scope="col">${t.criterion}</th><th scope="col" class="right">${t.lostBy}</th><th scope="col">${t.why}</th></tr></thead><tbody>${lost.map(({ leaf, lost: by }) => {
    const step = stepOf(told.explained, leaf.code);
    return markup`<tr><th scope="row" class="wide" lang="vi"><span class="num muted">${leaf.code}</span> ${leaf.title}</th><td class="right num">${decimal(language, (by / 100).toFixed(2))}</td><td lang="vi">${step?.text ?? ""} ${step === undefined ? undefined : article(step.article)}</td></tr>`;
  })}</tbody></table></div></section>`;
}

const stepView = (step: ExplainedStep): Markup => markup`<li>${step.title === "" ? undefined : markup`<strong>${step.title}</strong> `}${step.text} ${article(step.article)}${when(step.steps.length > 0, () => markup`<ol class="steps">${step.steps.map(stepView)}</ol>`)}</li>`;

/** The whole sum as it was worked: contents with their criteria, then each ratio with its rank and level. */
function workedSum({ room, told, unit }: Of): Markup {
  const { t, language } = room;
  const contents = told.explained.steps.slice(0, unit.contents.length);
  const ratios = told.explained.steps.slice(unit.contents.length);
  const fold = (step: ExplainedStep, figure: string | undefined): Markup => markup`<details><summary><span>${step.title}</span>${figure === undefined ? undefined : markup`<span class="num">${figure}</span>`}</summary><ol class="steps"><li>${step.text} ${article(step.article)}</li>${step.steps.map(stepView)}</ol></details>`;
  return markup`<section aria-labelledby="tat-ca"><div class="head"><h2 id="tat-ca">${t.allCriteria}</h2><p class="small muted">${t.allCriteriaLead}</p></div><div lang="vi">${ratios.map((step) => fold(step, undefined))}${contents.map((step, i) => fold(step, decimal(language, unit.contents[i]?.points ?? "")))}</div></section>`;
}

function neighbours({ room, edition, unit }: Of): Piece {
  const { t, href, language } = room;
  const [main] = ratiosOf(edition);
  if (main === undefined) return undefined;
  const sorted = unitsOfIndex(edition, unit.index).toSorted((a, b) => (a.ratios[main.key]?.rank ?? 0) - (b.ratios[main.key]?.rank ?? 0));
  const at = sorted.findIndex((one) => one.code === unit.code);
  const near = sorted.slice(Math.max(0, at - 2), at + 3).filter((one) => one.code !== unit.code);
  return markup`<section aria-labelledby="lien-ke" class="no-print"><h2 id="lien-ke">${t.sameIndex}</h2><ul>${near.map((one) => markup`<li><span class="num">${one.ratios[main.key]?.rank ?? ""}.</span> <a lang="vi" href="${href(pathOfUnit(edition, one.code))}">${one.name}</a> <span class="num muted">${percent(language, one.ratios[main.key]?.percent ?? "0.00")}</span></li>`)}</ul></section>`;
}

/** `beside`: what the unit promised and what people asked about it. */
export function pageOfUnit(room: Room, edition: Edition, unit: PublishedUnit, told: UnitTold, beside: Piece): Page {
  const { t, href, language } = room;
  const index = edition.regulation.indexes.find((one) => one.code === unit.index);
  const [main] = ratiosOf(edition);
  const own = main === undefined ? undefined : unit.ratios[main.key];
  const name = index === undefined ? { short: unit.index, rest: "" } : nameOfIndex(index);
  const given: Of = { room, edition, unit, told };
  return {
    title: `${unit.name}, ${t.inYear(edition.year)}`,
    description: own === undefined || main === undefined ? unit.name : `${unit.name}: ${percent(language, own.percent)}, ${t.rankOf(own.rank, unitsOfIndex(edition, unit.index).length)}, ${main.levelTitle(own.level) ?? t.undecided}.`,
    path: pathOfUnit(edition, unit.code),
    section: "results",
    links: dataLinks(edition),
    body: markup`${crumbs(room, [[t.results, "/ket-qua"], [t.year(edition.year), pathOf(edition)], [name.short, index === undefined ? undefined : pathOfIndex(edition, index)], [unit.code, undefined]])}<div class="head"><h1 lang="vi">${unit.name}</h1><p class="muted">${t.resultOf(edition.year)} · <span lang="vi">${name.short}: ${name.rest}</span></p>${factsOf(room, edition)}</div>${noticesOf(room, edition)}<div class="grid">${ratioCards(given)}</div>${contentTable(given)}${lostTable(given)}${beside}${historyTable(given)}${workedSum(given)}<p class="actions"><a href="${href(`/ket-qua/so-sanh?nam=${edition.slug}&dv=${encodeURIComponent(unit.code)}`)}">${t.compareThis}</a><a href="${href(`/gop-y?dv=${encodeURIComponent(unit.code)}`)}">${t.feedbackThis}</a><a href="${href(`/phuong-phap/${edition.slug}`)}">${t.method}</a></p>${neighbours(given)}`,
  };
}
