import type { Engine } from "../engine/compile.ts";
import type { EvaluatedUnit, Evaluation } from "../engine/evaluate.ts";
import { type ContentResult, type LeafResult, reasonOf } from "../engine/score-unit.ts";
import { formatHundredths } from "../exact.ts";
import { isLeaf, type Node } from "../regulation/index-set.ts";
import { viHundredths } from "../words.ts";
import { namesFor, type Step, whyOf } from "./why.ts";

/** A step with the steps that it rests on. */
export type ExplainedStep = Step & { readonly title: string; readonly steps: readonly ExplainedStep[] };

function leafStep(result: LeafResult): ExplainedStep {
  const { leaf, state, points, maxPoints } = result;
  const because = reasonOf(result);
  const shownMax = leaf.max === null || leaf.kind === "deduction" ? "" : `/${viHundredths(state === "notApplicable" ? 0 : maxPoints)}`;
  return {
    title: `${leaf.code} ${leaf.leaf.title}`,
    article: leaf.leaf.article,
    text: `${viHundredths(points)}${shownMax} điểm. ${because.text}`,
    values: { state, rule: because.rule, ...because.values },
    steps: [],
  };
}

/** Groups keep their headings, so that the prose reads like the index set itself. */
function nodeStep(node: Node, byCode: ReadonlyMap<string, LeafResult>): ExplainedStep[] {
  if (isLeaf(node)) {
    const found = byCode.get(node.code);
    return found === undefined ? [] : [leafStep(found)];
  }
  const steps = node.criteria.flatMap((child) => nodeStep(child, byCode));
  return [{ title: `${node.code} ${node.title}`, article: node.article, text: "", values: {}, steps }];
}

function sumText({ content, leaves, points, maxPoints, raw }: ContentResult): string {
  if (content.kind === "deduction") return `Điểm trừ: ${viHundredths(raw)}${0 - points < raw ? `, không quá ${viHundredths(0 - points)}` : ""}; tính vào điểm đạt là ${viHundredths(points)}, không tính vào điểm tối đa.`;
  const capped = content.kind === "bonus" && points < raw ? ` = ${viHundredths(raw)}, không quá ${viHundredths(points)}` : "";
  const scored = leaves.filter((one) => one.state === "scored" && one.points > 0);
  const sum = scored.length > 1 && scored.length <= 40 ? `${scored.map((one) => viHundredths(one.points)).join(" + ")}${capped} = ` : "";
  const left = leaves.filter((one) => one.state === "notApplicable");
  const own = content.max ?? 0;
  const maximum =
    content.kind === "bonus"
      ? `Điểm tối đa ${viHundredths(maxPoints)} luôn tính vào mẫu số.`
      : left.length === 0
        ? `Điểm tối đa ${viHundredths(maxPoints)}.`
        : `Điểm tối đa ${viHundredths(own)} − ${left.map((one) => `${viHundredths(one.leaf.max ?? 0)} (${one.leaf.code})`).join(" − ")} = ${viHundredths(maxPoints)}, vì ${String(left.length)} tiêu chí không áp dụng.`;
  return `Điểm đạt: ${sum}${viHundredths(points)}. ${maximum}`;
}

function contentStep(one: ContentResult): ExplainedStep {
  const byCode = new Map(one.leaves.map((leaf) => [leaf.leaf.code, leaf]));
  const { content } = one.content;
  return {
    title: `Nội dung ${content.code}. ${content.title}`,
    article: content.article,
    text: sumText(one),
    values: { points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints) },
    steps: content.criteria.flatMap((node) => nodeStep(node, byCode)),
  };
}

function ratioSteps(unit: EvaluatedUnit, engine: Engine): ExplainedStep[] {
  const names = namesFor(engine);
  return unit.ratios.map(({ compiled, placed }) => {
    const { contents, points, maxPoints } = placed.ranked.of;
    const plus = (values: readonly number[]) => values.map((value, i) => (i === 0 ? viHundredths(value) : value < 0 ? `− ${viHundredths(-value)}` : `+ ${viHundredths(value)}`)).join(" ");
    return {
      title: compiled.ratio.title,
      article: compiled.ratio.article,
      text: `Điểm đạt: ${plus(contents.map((one) => one.points))} = ${viHundredths(points)}. Điểm tối đa: ${plus(contents.map((one) => one.maxPoints))} = ${viHundredths(maxPoints)}.`,
      values: {},
      steps: whyOf(placed, compiled, names).map((step) => ({ ...step, title: "", steps: [] })),
    };
  });
}

/** How one unit's whole result came about: contents with their criteria, then each ratio. Undefined for an unknown unit. */
export function explainUnit(evaluation: Evaluation, code: string): ExplainedStep | undefined {
  const unit = evaluation.units.find((one) => one.scored.unit.code === code);
  if (unit === undefined) return undefined;
  const { regulation } = evaluation.engine;
  const { index } = unit.scored.index;
  return {
    title: `${unit.scored.unit.name ?? code} (${code})`,
    article: index.article,
    text: `${regulation.title}. ${index.title}.${regulation.illustrative === undefined ? "" : ` ${regulation.illustrative}`}`,
    values: { regulation: regulation.id, sha256: evaluation.engine.sha256 },
    steps: [...unit.scored.contents.map(contentStep), ...ratioSteps(unit, evaluation.engine)],
  };
}

/** The explanation as prose: one line a step, indented by depth, the article in brackets. */
export function proseOf(step: ExplainedStep, depth: number = 0): string[] {
  const indent = "  ".repeat(depth);
  const heading = step.title === "" ? [] : [`${indent}${step.title}${step.text === "" ? ` [${step.article}]` : ""}`];
  const body = step.text === "" ? [] : [`${indent}${step.title === "" ? "- " : "  "}${step.text} [${step.article}]`];
  return [...heading, ...body, ...step.steps.flatMap((inner) => proseOf(inner, depth + 1))];
}
