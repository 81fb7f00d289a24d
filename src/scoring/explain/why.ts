import type { Trial } from "../engine/level.ts";
import type { Placed, QuotaRound } from "../engine/quota.ts";
import { contentOf, type UnitRatio } from "../engine/ratio.ts";
import type { CompiledRatio, Engine } from "../engine/compile.ts";
import { formatHundredths, NO_POINTS, type Points } from "../exact.ts";
import { viDecimal, viHundredths } from "../words.ts";
import { describeTried, type Names, namesOf, triedValues } from "./describe.ts";

/** One step of a derivation: the article it applies, what was done in Vietnamese, the values used. */
export type Step = { readonly article: string; readonly text: string; readonly values: Readonly<Record<string, string | readonly string[]>> };

const codeOf = (one: UnitRatio): string => one.unit.unit.code;

export function ratioStep(one: UnitRatio, { ratio }: CompiledRatio): Step {
  const sum = one.contents.reduce((total, content) => total + content.points, 0);
  const floor = sum < 0 ? " (tổng âm, tính bằng 0)" : "";
  return {
    article: ratio.article,
    text: `${ratio.title}: điểm đạt ${viHundredths(one.points)}${floor}, điểm tối đa ${viHundredths(one.maxPoints)}; 100 × ${viHundredths(one.points)} / ${viHundredths(one.maxPoints)} = ${viHundredths(one.percent)}%.`,
    values: { points: formatHundredths(one.points), maxPoints: formatHundredths(one.maxPoints), percent: formatHundredths(one.percent) },
  };
}

/** A step names at most so many units; in a list of thousands that are equal nobody reads more. */
const MOST_NAMED = 30;

function listed(codes: readonly string[]): string {
  return codes.length > MOST_NAMED ? `${codes.slice(0, MOST_NAMED).join(", ")} và ${String(codes.length - MOST_NAMED)} đơn vị khác` : codes.join(", ");
}

const named = (units: readonly UnitRatio[]): string => listed(units.map(codeOf));
const few = (units: readonly UnitRatio[]): string[] => units.slice(0, MOST_NAMED).map(codeOf);

/** Each tie-break that was looked at, until the unit stood apart from all others of its percent. */
function tieBreakSteps(placed: Placed, { ratio }: CompiledRatio): Step[] {
  const { of: one, equals } = placed.ranked;
  let rivals = equals.filter((other) => other !== one);
  const steps: Step[] = [];
  for (const tieBreak of ratio.tieBreaks) {
    if (rivals.length === 0) break;
    const points = (unit: UnitRatio): Points => contentOf(unit.unit, tieBreak.content)?.points ?? NO_POINTS;
    const own = points(one);
    const [above, below, same] = [rivals.filter((other) => points(other) > own), rivals.filter((other) => points(other) < own), rivals.filter((other) => points(other) === own)];
    const parts = [above.length > 0 ? `thấp hơn ${named(above)}` : "", below.length > 0 ? `cao hơn ${named(below)}` : "", same.length > 0 ? `bằng ${named(same)}` : ""].filter((part) => part !== "");
    steps.push({
      article: tieBreak.article,
      text: `Cùng tỷ lệ với ${named(rivals)}: so điểm nội dung ${tieBreak.content}, đơn vị có ${viHundredths(own)}, ${parts.join(", ")}.`,
      values: { content: tieBreak.content, points: formatHundredths(own), same: few(same) },
    });
    rivals = same;
  }
  return steps;
}

function rankStep(placed: Placed, compiled: CompiledRatio): Step {
  const { ratio } = compiled;
  const { rank, sharing, decided, of: one } = placed.ranked;
  const others = sharing.filter((other) => other !== one);
  const base = { rank: String(rank) };
  if (decided !== undefined && ratio.decision !== undefined) {
    return { article: ratio.decision.article, text: `Vẫn bằng nhau; ${ratio.decision.by} đã quyết định thứ tự ${listed(decided)}: xếp thứ ${String(rank)}.`, values: { ...base, decided } };
  }
  if (others.length === 0) return { article: ratio.article, text: `Xếp thứ ${String(rank)} trong Chỉ số ${one.unit.index.index.code}.`, values: base };
  const open = ratio.decision?.required === true ? `; chờ ${ratio.decision.by} quyết định` : "";
  return { article: ratio.decision?.article ?? ratio.article, text: `Đồng hạng ${String(rank)} với ${named(others)}${open}.`, values: { ...base, sharing: few(others) } };
}

export function trialStep(trial: Trial, assumed: ReadonlySet<string>, names: Names): Step {
  const parts = trial.tried.map((tried) => `${describeTried(tried, names)}${assumed.has(tried.comparison.value) ? " (không ghi nhận nên lấy mặc định)" : ""}`);
  return {
    article: trial.level.article,
    text: `Mức “${trial.level.title}”: ${parts.join("; ")} → ${trial.holds ? "đủ điều kiện" : "không đủ điều kiện"}.`,
    values: { level: trial.level.key, holds: String(trial.holds), ...Object.fromEntries(trial.tried.flatMap((tried) => Object.entries(triedValues(tried)))) },
  };
}


function baseText(round: QuotaRound, compiled: CompiledRatio): string {
  const { quota } = round.level;
  if (quota === undefined) return "";
  const title = compiled.classification.levels.find((level) => level.key === quota.baseLevel)?.title ?? "";
  const group = round.group === undefined ? "" : ` trong nhóm “${round.group}”`;
  const kind = quota.base === "all" ? "của cả Chỉ số" : quota.base === "levelOnly" ? `đúng mức “${title}”` : `đủ điều kiện mức “${title}” trở lên`;
  return `${kind}${group} là ${String(round.base)}`;
}

function quotaStep(placed: Placed, { round, outcome }: Placed["quotas"][number], compiled: CompiledRatio): Step {
  const { quota } = round.level;
  const rank = String(placed.ranked.rank);
  const share = viDecimal(quota?.share ?? "0");
  const places = `${share}% × ${String(round.base)}, bỏ phần lẻ, là ${String(round.places)} chỗ`;
  const outcomes = {
    took: `đơn vị xếp thứ ${rank}, còn chỗ nên được xếp mức này`,
    full: `đơn vị xếp thứ ${rank}, đã hết chỗ nên xét mức tiếp theo`,
    straddles: `còn ít chỗ hơn số đơn vị đồng hạng ${listed(round.straddling)} nên chờ người có thẩm quyền quyết định`,
  };
  const taken = round.takers.length === 0 ? "chưa đơn vị nào nhận chỗ" : `các đơn vị nhận chỗ: ${listed(round.takers)}`;
  return {
    article: quota?.article ?? round.level.article,
    text: `Hạn mức “${round.level.title}”: số đơn vị ${baseText(round, compiled)}; ${places}; ${String(round.eligible)} đơn vị đủ điều kiện; ${taken}; ${outcomes[outcome]}.`,
    values: { share: quota?.share ?? "", base: String(round.base), places: String(round.places), eligible: String(round.eligible), outcome, takers: round.takers },
  };
}

function endSteps(placed: Placed, compiled: CompiledRatio): Step[] {
  const { classification } = compiled;
  const { standing, level } = placed;
  if (standing.forceMajeure && classification.forceMajeure !== undefined) {
    return [{ article: classification.forceMajeure.article, text: `${classification.forceMajeure.text} Có ghi nhận lý do bất khả kháng: người có thẩm quyền xem xét, quyết định.`, values: { forceMajeure: "true" } }];
  }
  if (level !== null) return [{ article: level.article, text: `Xếp mức “${level.title}”.`, values: { level: level.key } }];
  if (placed.quotas.some((quota) => quota.outcome === "straddles")) return [];
  const { gap } = classification;
  return [{ article: gap?.article ?? classification.article, text: `${gap === undefined ? "" : `${gap.text} `}Không mức nào đủ điều kiện: người có thẩm quyền quyết định.`, values: { level: "" } }];
}

/** The derivation of a unit's percent, rank and level in one ratio, step by step, to be recomputed by hand. */
export function whyOf(placed: Placed, compiled: CompiledRatio, names: Names): Step[] {
  const { assumed } = placed.ranked.of.facts;
  const trials = (list: readonly Trial[]) => list.map((trial) => trialStep(trial, assumed, names));
  const { ceiling } = compiled.classification;
  const held = placed.standing.heldBy;
  return [
    ratioStep(placed.ranked.of, compiled),
    ...tieBreakSteps(placed, compiled),
    rankStep(placed, compiled),
    ...trials(placed.standing.trials),
    ...(held === null || ceiling === undefined ? [] : [{ article: ceiling.article, text: `${ceiling.text} Mức không được vượt: “${held.title}”.`, values: { [ceiling.fact]: held.key } }]),
    ...placed.quotas.flatMap((quota) => [quotaStep(placed, quota, compiled), ...trials(quota.trials)]),
    ...endSteps(placed, compiled),
  ];
}

/** The names that an engine's sentences use. */
export const namesFor = (engine: Engine): Names => namesOf(engine.facts.values());
