import type { Engine } from "../engine/compile.ts";
import type { EvaluatedUnit, Evaluation } from "../engine/evaluate.ts";
import { type ContentResult, type LeafResult, reasonOf } from "../engine/score-unit.ts";
import { formatHundredths } from "../exact.ts";
import { isLeaf, type Node } from "../regulation/index-set.ts";
import { viHundredths } from "../words.ts";
import { namesFor, type Step, whyOf } from "./why.ts";

/** A step with the steps that it rests on. */
export type ExplainedStep = Step & { readonly title: string; readonly steps: readonly ExplainedStep[] };

/** Criteria that have no points yet, by code; in a finished evaluation there is none. */
export type Waiting = ReadonlySet<string>;
const NONE: Waiting = new Set();

function leafStep(result: LeafResult, waiting: Waiting): ExplainedStep {
  const { leaf, state, points, maxPoints } = result;
  if (waiting.has(leaf.code)) return { title: `${leaf.code} ${leaf.leaf.title}`, article: leaf.leaf.article, text: "Chưa có điểm: tạm để ngoài điểm đạt và điểm tối đa.", values: { state: "waiting" }, steps: [] };
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
function nodeStep(node: Node, byCode: ReadonlyMap<string, LeafResult>, waiting: Waiting): ExplainedStep[] {
  if (isLeaf(node)) {
    const found = byCode.get(node.code);
    return found === undefined ? [] : [leafStep(found, waiting)];
  }
  const steps = node.criteria.flatMap((child) => nodeStep(child, byCode, waiting));
  return [{ title: `${node.code} ${node.title}`, article: node.article, text: "", values: {}, steps }];
}

/** Why the maximum is less than the content's own. */
function maximumText({ content, leaves, maxPoints }: ContentResult, waiting: Waiting): string {
  const left = leaves.filter((one) => one.state === "notApplicable" && !waiting.has(one.leaf.code));
  const yet = leaves.filter((one) => waiting.has(one.leaf.code));
  if (left.length + yet.length === 0) return `Điểm tối đa ${viHundredths(maxPoints)}.`;
  const why = [...(left.length > 0 ? [`${String(left.length)} tiêu chí không áp dụng`] : []), ...(yet.length > 0 ? [`${String(yet.length)} tiêu chí chưa có điểm`] : [])].join(" và ");
  const own = content.max ?? 0;
  const minus = yet.length > 0 ? viHundredths(own - maxPoints) : left.map((one) => `${viHundredths(one.leaf.max ?? 0)} (${one.leaf.code})`).join(" − ");
  return `Điểm tối đa ${viHundredths(own)} − ${minus} = ${viHundredths(maxPoints)}, vì ${why}.`;
}

function sumText(result: ContentResult, waiting: Waiting): string {
  const { content, leaves, points, maxPoints, raw } = result;
  if (content.kind === "deduction") return `Điểm trừ: ${viHundredths(raw)}${0 - points < raw ? `, không quá ${viHundredths(0 - points)}` : ""}; tính vào điểm đạt là ${viHundredths(points)}, không tính vào điểm tối đa.`;
  const capped = content.kind === "bonus" && points < raw ? ` = ${viHundredths(raw)}, không quá ${viHundredths(points)}` : "";
  const scored = leaves.filter((one) => one.state === "scored" && one.points > 0);
  const sum = scored.length > 1 && scored.length <= 40 ? `${scored.map((one) => viHundredths(one.points)).join(" + ")}${capped} = ` : "";
  const maximum = content.kind === "bonus" ? `Điểm tối đa ${viHundredths(maxPoints)} luôn tính vào mẫu số.` : maximumText(result, waiting);
  return `Điểm đạt: ${sum}${viHundredths(points)}. ${maximum}`;
}

/** A content with its criteria; `waiting` are those that have no points yet. */
export function contentStep(one: ContentResult, waiting: Waiting = NONE): ExplainedStep {
  const byCode = new Map(one.leaves.map((leaf) => [leaf.leaf.code, leaf]));
  const { content } = one.content;
  return {
    title: `Nội dung ${content.code}. ${content.title}`,
    article: content.article,
    text: sumText(one, waiting),
    values: { points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints) },
    steps: content.criteria.flatMap((node) => nodeStep(node, byCode, waiting)),
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
    steps: [...unit.scored.contents.map((one) => contentStep(one)), ...ratioSteps(unit, evaluation.engine)],
  };
}

/** The explanation as prose: one line a step, indented by depth, the article in brackets. */
export function proseOf(step: ExplainedStep, depth: number = 0): string[] {
  const indent = "  ".repeat(depth);
  const heading = step.title === "" ? [] : [`${indent}${step.title}${step.text === "" ? ` [${step.article}]` : ""}`];
  const body = step.text === "" ? [] : [`${indent}${step.title === "" ? "- " : "  "}${step.text} [${step.article}]`];
  return [...heading, ...body, ...step.steps.flatMap((inner) => proseOf(inner, depth + 1))];
}
