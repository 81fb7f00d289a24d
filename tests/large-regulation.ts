import type { CaseInput } from "../src/scoring/case/schema.ts";
import { exampleCase } from "../src/scoring/example/case.ts";
import { checkRegulation, isLoaded, type LoadedRegulation } from "../src/scoring/regulation/load.ts";

/** Invented regulations of any size: the rules of Đắk Lắk over criteria of all common methods in equal numbers. */

const rule = { article: "1", text: "Quy tắc dùng để đo tốc độ." };
const leafBase = (code: string, maxPoints: string) => ({ code, title: `Tiêu chí ${code}`, maxPoints, ...rule, evidence: ["Tài liệu"] });

function leaf(code: string, maxPoints: string, at: number): unknown {
  const base = leafBase(code, maxPoints);
  switch (at % 6) {
    case 0:
      return { ...base, method: "choice", options: [{ key: "full", title: "Đủ", points: maxPoints }, { key: "none", title: "Không", points: "0" }] };
    case 1:
      return { ...base, method: "ratio", numerator: "a", denominator: "b", bands: [{ atLeast: "95", points: maxPoints }, { atLeast: "50", proportional: true }, { atLeast: "0", points: "0" }] };
    case 2:
      return { ...base, method: "deduct", event: "lần", pointsEach: "0.05" };
    case 3:
      return { ...base, method: "survey", question: "Hài lòng", scaleMin: "1", scaleMax: "5" };
    default:
      return { ...base, method: "points" };
  }
}

/** Splits `total` hundredths into `parts` that add up exactly. */
function split(total: number, parts: number): string[] {
  const each = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, i) => ((i === 0 ? total - each * (parts - 1) : each) / 100).toFixed(2));
}

function content(code: string, points: number, leaves: number): object {
  return { code, title: `Nội dung ${code}`, kind: "points", maxPoints: String(points), scoredBy: "unit", ...rule, criteria: split(points * 100, leaves).map((max, i) => leaf(`${code}.${String(i + 1)}`, max, i)) };
}

function indexSet(code: string, leaves: number): unknown {
  const occurrences = (at: string, more: object) => ({ ...leafBase(at, "3"), method: "occurrences", event: "lần", pointsEach: "1", ...more });
  const { maxPoints: _unused, ...uncapped } = occurrences("6.1", {});
  const rest = leaves - 12 - 1 - 1 - 1;
  const half = Math.floor(rest / 2);
  return {
    code,
    title: `Chỉ số ${code}`,
    ...rule,
    contents: [
      content("1", 45, rest - half),
      content("2", 35, half),
      content("3", 12, 12),
      { ...content("4", 5, 1), criteria: [{ ...leafBase("4.1", "5"), method: "rating", raters: "lãnh đạo" }] },
      { code: "5", title: "Điểm cộng", kind: "bonus", maxPoints: "3", scoredBy: "unit", ...rule, criteria: [occurrences("5.1", { cap: "3" })] },
      { code: "6", title: "Điểm trừ", kind: "deduction", scoredBy: "unit", ...rule, criteria: [uncapped] },
    ],
  };
}

const percentLevels = (steps: readonly (readonly [string, string])[]) =>
  steps.map(([key, atLeast], i) => ({ key, title: key, ...rule, when: i === steps.length - 1 ? { value: "percent", below: steps[i - 1]?.[1] ?? "0" } : { value: "percent", atLeast } }));

/** A regulation with the given number of criteria in each of `indexes` indexes. */
export function largeRegulation(leaves: number, indexes: number): LoadedRegulation {
  const [excellent, ...worse] = percentLevels([["excellent", "90"], ["good", "75"], ["completed", "60"], ["failed", "0"]]);
  const document = {
    format: "1", id: "bench", title: "Quy định để đo tốc độ", authority: "—", year: "2025", sources: [{ abbreviation: "Đo", title: "Đo tốc độ" }], scale: "100",
    rounding: { places: "2", mode: "halfUp", ...rule }, notApplicable: rule, roles: [{ key: "unit", title: "Đơn vị", ...rule }], calendar: [{ key: "all", title: "Cả năm", to: "12-31", ...rule }],
    facts: [{ key: "leaderDisciplined", type: "boolean", default: "false", title: "Kỷ luật", ...rule }],
    indexes: Array.from({ length: indexes }, (_, i) => indexSet(`0${String(i + 1)}`, leaves)),
    ratios: [
      { key: "quality", title: "Chất lượng", contents: ["1", "2", "3", "4", "5", "6"], ...rule, tieBreaks: [{ content: "1", ...rule }, { content: "2", ...rule }], decision: { by: "Chủ tịch", required: "true", ...rule } },
      { key: "reform", title: "Cải cách", contents: ["2", "3", "4", "5", "6"], ...rule },
    ],
    classifications: [
      { ratio: "quality", title: "Mức", ...rule, levels: [{ ...excellent, when: { all: [{ value: "percent", atLeast: "90" }, { value: "leaderDisciplined", equals: "false" }] }, quota: { share: "20", base: "levelOrBetter", baseLevel: "good", ...rule } }, ...worse] },
      { ratio: "reform", title: "Loại", ...rule, levels: percentLevels([["good", "80"], ["fair", "70"], ["average", "50"], ["weak", "0"]]) },
    ],
  };
  const loaded = checkRegulation(document);
  if (!isLoaded(loaded)) throw new Error(`the bench regulation is not valid: ${JSON.stringify(loaded[0])}`);
  return loaded;
}

/** An invented case of that many units, as parsed JSON. */
export function largeCase(loaded: LoadedRegulation, units: number): CaseInput {
  const codes = loaded.regulation.indexes.map((index) => index.code);
  return exampleCase(loaded, Array.from({ length: units }, (_, i) => ({ code: `U${String(i).padStart(5, "0")}`, name: `Đơn vị ${String(i)}`, index: codes[i % codes.length] ?? "01" })), 7);
}
