import type { IndexSet, Node } from "../../scoring/regulation/index-set.ts";
import type { Classification, Ratio, Regulation } from "../../scoring/regulation/schema.ts";

/** Where in a regulation each rule stands, so that an article is found wherever it is applied. */

/** The rules that all indexes share. */
export const GENERAL = "general";

export type Passage = { readonly id: string; readonly part: string; readonly article: string; readonly title: string; readonly text: string };

export const ruleId = (...names: readonly string[]): string => ["rule", ...names].join("-");
export const criterionId = (index: string, code: string): string => `criterion-${index}-${code}`;

type Rule = { readonly article: string; readonly text?: string | undefined };

const passage = (part: string, id: string, title: string, { article, text }: Rule): Passage => ({ id, part, article, title, text: text ?? "" });
const general = (id: string, title: string, rule: Rule | undefined): Passage[] => (rule === undefined ? [] : [passage(GENERAL, id, title, rule)]);

function nodePassages(index: string, node: Node): Passage[] {
  const own = passage(index, criterionId(index, node.code), `${node.code} ${node.title}`, node);
  return "criteria" in node ? [own, ...node.criteria.flatMap((one) => nodePassages(index, one))] : [own];
}

const indexPassages = (index: IndexSet): Passage[] => [
  passage(index.code, criterionId(index.code, ""), index.title, index),
  ...index.contents.flatMap((content) => [passage(index.code, criterionId(index.code, content.code), `${content.code}. ${content.title}`, content), ...content.criteria.flatMap((one) => nodePassages(index.code, one))]),
];

const ratioPassages = (ratio: Ratio): Passage[] => [
  ...general(ruleId("ratio", ratio.key), ratio.title, ratio),
  ...ratio.tieBreaks.flatMap((one) => general(ruleId("ratio", ratio.key, "tie", one.content), ratio.title, one)),
  ...general(ruleId("ratio", ratio.key, "decision"), ratio.title, ratio.decision),
];

const classPassages = (one: Classification): Passage[] => [
  ...general(ruleId("class", one.ratio), one.title, one),
  ...one.levels.flatMap((level) => [...general(ruleId("level", one.ratio, level.key), level.title, level), ...general(ruleId("quota", one.ratio, level.key), level.title, level.quota)]),
  ...general(ruleId("ceiling", one.ratio), one.title, one.ceiling),
  ...general(ruleId("majeure", one.ratio), one.title, one.forceMajeure),
  ...general(ruleId("gap", one.ratio), one.title, one.gap),
];

/** Every rule of a regulation in the order of its pages. */
export const passagesOf = (regulation: Regulation): readonly Passage[] => [
  ...general(ruleId("rounding"), "", regulation.rounding),
  ...general(ruleId("not-applicable"), "", regulation.notApplicable),
  ...general(ruleId("bonus"), "", regulation.bonus),
  ...general(ruleId("deduction"), "", regulation.deduction),
  ...general(ruleId("without-evidence"), "", regulation.withoutEvidence),
  ...regulation.ratios.flatMap(ratioPassages),
  ...regulation.classifications.flatMap(classPassages),
  ...regulation.facts.flatMap((one) => general(ruleId("fact", one.key), one.title, one)),
  ...regulation.roles.flatMap((one) => general(ruleId("role", one.key), one.title, one)),
  ...regulation.calendar.flatMap((one) => general(ruleId("stage", one.key), one.title, one)),
  ...regulation.indexes.flatMap(indexPassages),
];

/** Whether a rule stands in the article that is asked for, or in a part of it: II.4.b(1) is in II.4.b. */
export const isWithin = (article: string, wanted: string): boolean => article === wanted || article.startsWith(`${wanted}.`) || article.startsWith(`${wanted}(`);

/** The part of a regulation that is shown: the one asked for, else where the article first stands, else the general rules. */
export function partOf(regulation: Regulation, wanted: { readonly part?: string | undefined; readonly article?: string | undefined }): string {
  const { part, article } = wanted;
  if (part !== undefined && (part === GENERAL || regulation.indexes.some((one) => one.code === part))) return part;
  return article === undefined ? GENERAL : (passagesOf(regulation).find((one) => isWithin(one.article, article))?.part ?? GENERAL);
}
