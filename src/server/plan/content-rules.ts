import type { Formula, Party, PlanContent, SumOf, Target, Term } from "../../contract/plan-content.ts";

/** What keeps a plan from being issued: each with the place that is wrong. Pure. */

export type ContentFault = { readonly pointer: string; readonly vi: string; readonly en: string };

/** Which units a plan may name, on the day for which it is asked. */
export type Known = { readonly codes: ReadonlySet<string>; readonly indexes: ReadonlySet<string> };

const sumsOf = (formula: Formula): readonly SumOf[] => (formula.kind === "sum" ? [formula.of] : [formula.of, formula.to]);
const termsOf = ({ plus, minus }: SumOf): readonly Term[] => [...plus, ...minus];
const nameOf = (term: Term): string => ("figure" in term ? `f ${term.figure}` : `t ${term.target}`);

/** The targets whose values a target's formula takes. */
const dependenciesOf = ({ formula }: Pick<Target, "formula">): string[] => (formula === null ? [] : sumsOf(formula).flatMap(termsOf).flatMap((term) => ("target" in term ? [term.target] : [])));

/** Every figure that a target's formula takes. */
export const figuresOf = ({ formula }: Pick<Target, "formula">): string[] => [...new Set(formula === null ? [] : sumsOf(formula).flatMap(termsOf).flatMap((term) => ("figure" in term ? [term.figure] : [])))];

/** A sum that is nothing whatever is reported: empty, or all of it taken away again. */
function isAlwaysZero({ plus, minus }: SumOf): boolean {
  const counts = new Map<string, number>();
  for (const term of plus) counts.set(nameOf(term), (counts.get(nameOf(term)) ?? 0) + 1);
  for (const term of minus) counts.set(nameOf(term), (counts.get(nameOf(term)) ?? 0) - 1);
  return [...counts.values()].every((count) => count === 0);
}

/** The targets that come back to themselves through the formulas of others. */
export function circular(targets: readonly Target[]): ReadonlySet<string> {
  const next = new Map(targets.map((one) => [one.key, dependenciesOf(one)]));
  const reaches = (from: string): boolean => {
    const seen = new Set(next.get(from));
    // A set grows while it is walked, so that this reaches everything.
    for (const key of seen) for (const one of next.get(key) ?? []) seen.add(one);
    return seen.has(from);
  };
  return new Set(targets.map((one) => one.key).filter(reaches));
}

const partyFaults = (at: string, parties: readonly Party[], { codes, indexes }: Known): ContentFault[] =>
  parties.flatMap((one, i): ContentFault[] => {
    if (one.kind === "unit" && !codes.has(one.code)) return [{ pointer: `${at}/${String(i)}`, vi: `Không có đơn vị mang mã ${one.code}.`, en: `There is no unit with the code ${one.code}.` }];
    if (one.kind === "index" && !indexes.has(one.index)) return [{ pointer: `${at}/${String(i)}`, vi: `Không có đơn vị nào thuộc Chỉ số ${one.index}.`, en: `No unit belongs to index ${one.index}.` }];
    return [];
  });

function targetFaults(targets: readonly Target[], known: Known): ContentFault[] {
  const keys = new Set(targets.map((one) => one.key));
  const circle = circular(targets);
  return targets.flatMap((one) => {
    const at = `/targets/${one.key}`;
    const { formula, threshold, baseline } = one;
    return [
      ...partyFaults(`${at}/reporters`, one.reporters, known),
      ...(formula?.kind === "ratio" && isAlwaysZero(formula.to) ? [{ pointer: `${at}/formula/to`, vi: "Mẫu số luôn bằng 0: công thức sẽ chia cho 0.", en: "The denominator is always 0: the formula would divide by zero." }] : []),
      ...dependenciesOf(one).filter((key) => !keys.has(key)).map((key) => ({ pointer: `${at}/formula`, vi: `Không có chỉ tiêu ${key}.`, en: `There is no target ${key}.` })),
      ...(circle.has(one.key) ? [{ pointer: `${at}/formula`, vi: "Công thức dẫn về chính chỉ tiêu này.", en: "The formula leads back to the target itself." }] : []),
      ...(threshold !== null && threshold.of !== "value" && baseline === null ? [{ pointer: `${at}/baseline`, vi: "Ngưỡng so với mốc cần có mốc so sánh.", en: "A threshold on a change needs a baseline." }] : []),
    ];
  });
}

function taskFaults({ general, targets, tasks }: PlanContent, year: number, known: Known): ContentFault[] {
  const areas = new Set(general.areas.map((one) => one.key));
  const keys = new Set(targets.map((one) => one.key));
  return tasks.flatMap((one) => {
    const at = `/tasks/${one.key}`;
    return [
      ...(areas.has(one.area) ? [] : [{ pointer: `${at}/area`, vi: `Không có lĩnh vực ${one.area}.`, en: `There is no area ${one.area}.` }]),
      ...partyFaults(`${at}/lead`, one.lead, known),
      ...partyFaults(`${at}/partners`, one.partners, known),
      ...one.targets.filter((key) => !keys.has(key)).map((key) => ({ pointer: `${at}/targets`, vi: `Không có chỉ tiêu ${key}.`, en: `There is no target ${key}.` })),
      ...(one.timing.kind === "once" && !one.timing.due.startsWith(`${String(year)}-`) ? [{ pointer: `${at}/timing/due`, vi: `Thời hạn phải trong năm ${String(year)}.`, en: `The day must lie in ${String(year)}.` }] : []),
    ];
  });
}

function repeated(at: string, items: readonly { readonly key: string }[]): ContentFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }) => {
    if (seen.has(key)) return [{ pointer: `${at}/${key}`, vi: `Khóa ${key} được dùng hai lần.`, en: `The key ${key} is used twice.` }];
    seen.add(key);
    return [];
  });
}

/** What has to be mended at once, since nothing could be kept by such keys. */
export const keyFaults = ({ general, targets, tasks }: PlanContent): ContentFault[] => [...repeated("/general/areas", general.areas), ...repeated("/targets", targets), ...repeated("/tasks", tasks)];

/** Everything that is wrong with a plan of a year. */
export const contentFaults = (content: PlanContent, year: number, known: Known): ContentFault[] => [
  ...keyFaults(content),
  ...(content.targets.length === 0 && content.tasks.length === 0 ? [{ pointer: "/targets", vi: "Kế hoạch chưa có chỉ tiêu, nhiệm vụ nào.", en: "The plan has neither targets nor tasks." }] : []),
  ...content.general.areas.flatMap(({ key, lead }) => partyFaults(`/general/areas/${key}/lead`, lead, known)),
  ...targetFaults(content.targets, known),
  ...taskFaults(content, year, known),
];
