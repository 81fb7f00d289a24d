import { describe, namesOf } from "../../scoring/explain/describe.ts";
import { bind } from "../../scoring/method/methods.ts";
import { type IndexSet, isLeaf, type Node } from "../../scoring/regulation/index-set.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { viDecimal, viPoints } from "../../scoring/words.ts";
import type { Edition } from "./archive.ts";
import { levelView, nameOfIndex, slugOf } from "./edition-parts.ts";
import { article, crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";

/** The regulation as people read it: rule by rule, each with its article. */

type Rule = { readonly article: string; readonly text?: string | undefined; readonly reading?: { readonly clause: string; readonly taken: string; readonly alternatives: readonly string[] } | undefined };

const readingView = ({ t }: Room, { clause, taken, alternatives }: NonNullable<Rule["reading"]>): Markup =>
  markup`<p class="small"><strong>${t.reading}</strong> “${clause}”. ${t.taken}: ${taken} <span class="muted">${t.alternatives}: ${alternatives.join("; ")}.</span></p>`;

const ruleView = (room: Room, title: Piece, rule: Rule, more?: Piece): Markup =>
  markup`<div class="rule"><p><strong>${title}</strong> ${article(rule.article)}</p>${rule.text === undefined ? undefined : markup`<p>${rule.text}</p>`}${more}${rule.reading === undefined ? undefined : readingView(room, rule.reading)}</div>`;

const section = (id: string, title: string, body: Piece): Markup => markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><div class="rules" lang="vi">${body}</div></section>`;

function levelsView(room: Room, regulation: Regulation): Piece {
  const { t } = room;
  const names = namesOf(regulation.facts);
  const firstUp = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return regulation.classifications.map((one) => section(`muc-${one.ratio}`, one.title, [
    ruleView(room, one.title, one),
    markup`<div class="scroll" tabindex="0" role="group" aria-label="${one.title}"><table><thead><tr><th scope="col">${t.level}</th><th scope="col">${t.condition}</th><th scope="col">${t.article}</th></tr></thead><tbody>${one.levels.map((level) => markup`<tr><th scope="row">${levelView(room, level.key, level.title)}</th><td class="wide">${firstUp(describe(level.when, names))}. <span class="muted">${level.text}</span>${level.quota === undefined ? undefined : markup`<br><strong>${t.quota}: ${viDecimal(level.quota.share)}%.</strong> ${level.quota.text} ${article(level.quota.article)}${level.quota.reading === undefined ? undefined : readingView(room, level.quota.reading)}`}</td><td>${article(level.article)}</td></tr>`)}</tbody></table></div>`,
    one.ceiling === undefined ? undefined : ruleView(room, t.condition, one.ceiling),
    one.forceMajeure === undefined ? undefined : ruleView(room, t.condition, one.forceMajeure),
    one.gap === undefined ? undefined : ruleView(room, t.undecided, one.gap),
  ]));
}

/** "12-15" as people write it. */
const monthDay = (text: string): string => text.split("-").toReversed().join("/");
const daysOf = ({ from, to, before }: Regulation["calendar"][number]): string => [from === undefined ? [] : `từ ${monthDay(from)}`, to === undefined ? [] : `đến ${monthDay(to)}`, before === undefined ? [] : `trước ${monthDay(before)}`].flat().join(" ");

function ratiosView(room: Room, regulation: Regulation): Piece {
  return regulation.ratios.map((ratio) => ruleView(room, ratio.title, ratio, markup`${ratio.tieBreaks.length === 0 ? undefined : markup`<p class="small"><strong>${room.t.tieBreak}:</strong> ${ratio.tieBreaks.map((one) => markup`${one.text} ${article(one.article)} `)}${ratio.decision === undefined ? undefined : markup`${ratio.decision.text} ${article(ratio.decision.article)}`}</p>`}`));
}

function countingView(room: Room, { scale, rounding, notApplicable, bonus, deduction }: Regulation): Piece {
  const { t } = room;
  return [
    markup`<p>${t.scale(viPoints(scale))}</p>`,
    ruleView(room, t.rounding, rounding),
    ruleView(room, t.notApplicable, notApplicable),
    bonus === undefined ? undefined : ruleView(room, t.bonus, bonus),
    deduction === undefined ? undefined : ruleView(room, t.deduction, deduction),
  ];
}

const pathOfMethod = (edition: Edition): string => `/phuong-phap/${edition.slug}`;

/** What a regulation of a published result says; the years share a page each, so that addresses stay. */
export function pageOfMethod(room: Room, edition: Edition): Page {
  const { t, href } = room;
  const { regulation } = edition;
  const indexes = regulation.indexes.map((one) => markup`<tr><th scope="row" lang="vi"><a href="${href(`${pathOfMethod(edition)}/${slugOf(one)}`)}">${one.title}</a></th><td lang="vi">${one.contents.map((content) => markup`${content.code}. ${content.title}${content.maxPoints === null || content.maxPoints === undefined ? "" : ` (${viDecimal(content.maxPoints)})`}<br>`)}</td></tr>`);
  return {
    title: `${t.methodTitle}, ${t.inYear(edition.year)}`,
    description: regulation.title,
    path: pathOfMethod(edition),
    section: "method",
    body: markup`${crumbs(room, [[t.method, "/phuong-phap"], [t.year(edition.year), undefined]])}<div class="head"><h1>${t.methodTitle}</h1><p lang="vi"><strong>${regulation.title}</strong></p><p>${t.methodLead} ${t.usedIn(String(edition.year))}.</p></div>${regulation.illustrative === undefined ? undefined : markup`<div class="notice"><p lang="vi">${regulation.illustrative}</p></div>`}${section("tinh", t.counting, countingView(room, regulation))}${section("ty-le", t.ratios, ratiosView(room, regulation))}${levelsView(room, regulation)}<section aria-labelledby="bo-tieu-chi"><h2 id="bo-tieu-chi">${t.indexSets}</h2><div class="scroll" tabindex="0" role="group" aria-label="${t.indexSets}"><table><thead><tr><th scope="col">${t.indexSets}</th><th scope="col">${t.content} (${t.max.toLowerCase()})</th></tr></thead><tbody>${indexes}</tbody></table></div></section>${when(regulation.facts.length > 0, () => section("du-kien", t.facts, regulation.facts.map((one) => ruleView(room, one.title, one))))}${section("vai-tro", t.roles, regulation.roles.map((one) => ruleView(room, one.title, one)))}${section("lich", t.calendar, regulation.calendar.map((one) => ruleView(room, `${one.title}: ${daysOf(one)}`, one)))}<section aria-labelledby="nguon"><h2 id="nguon">${t.sources}</h2><ul lang="vi">${regulation.sources.map((one) => markup`<li><strong>${one.abbreviation}</strong>: ${one.title}</li>`)}</ul><dl class="pairs"><dt>${t.lawHash}</dt><dd><code>${edition.lawSha256}</code></dd></dl></section>`,
  };
}

function nodeView(room: Room, node: Node): Markup {
  const { t } = room;
  const points = node.maxPoints === null || node.maxPoints === undefined ? (isLeaf(node) ? t.uncapped : "") : t.pointsOf(viPoints(node.maxPoints));
  const head = markup`<span class="num muted">${node.code}</span> <strong>${node.title}</strong> ${article(node.article)} <span class="num small">${points}</span>`;
  if (!isLeaf(node)) return markup`<li>${head}${node.text === undefined ? undefined : markup`<br>${node.text}`}<ol class="steps">${node.criteria.map((one) => nodeView(room, one))}</ol></li>`;
  const bound = bind(node);
  return markup`<li>${head}<br>${node.text} <span class="muted">${bound.title}. ${bound.describe()}</span> <span class="small muted">${t.evidence}: ${node.evidence.join("; ")}.</span></li>`;
}

export function pageOfCriteria(room: Room, edition: Edition, index: IndexSet): Page {
  const { t } = room;
  const { short, rest } = nameOfIndex(index);
  const path = `${pathOfMethod(edition)}/${slugOf(index)}`;
  return {
    title: `${short}, ${t.inYear(edition.year)}: ${t.indexSets.toLowerCase()}`,
    description: index.title,
    path,
    section: "method",
    body: markup`${crumbs(room, [[t.method, "/phuong-phap"], [t.year(edition.year), pathOfMethod(edition)], [short, undefined]])}<div class="head"><h1 lang="vi">${short}</h1><p lang="vi">${rest}. ${index.text} ${article(index.article)}</p></div>${index.note === undefined ? undefined : markup`<div class="notice"><p lang="vi">${index.note}</p></div>`}<div lang="vi">${index.contents.map((content) => markup`<details><summary><span>${content.code}. ${content.title}</span><span class="num">${content.maxPoints === null || content.maxPoints === undefined ? "" : t.pointsOf(viPoints(content.maxPoints))}</span></summary><ol class="steps"><li>${content.text} ${article(content.article)}</li>${content.criteria.map((one) => nodeView(room, one))}</ol></details>`)}</div>`,
  };
}
