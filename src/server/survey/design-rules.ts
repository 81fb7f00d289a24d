import { lintQuestionnaire, LEVELS, placesOf } from "../../contract/questionnaire.ts";
import type { Conversion, SurveyDesign, SurveyGroup } from "../../contract/survey-design.ts";
import type { CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import type { Bilingual } from "../platform/index.ts";

/** What a design must be before it is asked. */

export type DesignFault = { readonly at: string; readonly message: Bilingual };

const fault = (at: string, vi: string, en: string): DesignFault => ({ at, message: { vi, en } });

type Around = { readonly units: ReadonlySet<string>; readonly engine: Engine };

/** The options of each place that may be counted; undefined for places that hold no options. */
function optionsOf({ form }: SurveyGroup): Map<string, readonly string[]> {
  return new Map(form.sections.flatMap(({ questions }) => questions.flatMap((one) => placesOf(one).map((place): [string, readonly string[]] => [place, one.kind === "scale" || one.kind === "matrix" ? LEVELS : "options" in one ? one.options.map((each) => each.key) : []]))));
}

/** Whether the criterion takes what the rule gives. */
function methodFaults({ rule, leaf: code }: Conversion, leaf: CompiledLeaf, at: string): DesignFault[] {
  const { method } = leaf.leaf;
  const wanted = ({ mean: "survey", "top-share": "external", answers: "answers" } as const)[rule.kind];
  if (method !== wanted) return [fault(at, `Tiêu chí ${code} dùng phương pháp ${method}, không nhận kiểu quy đổi ${rule.kind}.`, `Criterion ${code} uses the method ${method}, which does not take ${rule.kind}.`)];
  if (rule.kind !== "answers" || leaf.leaf.method !== "answers") return [];
  const known = new Set(leaf.leaf.options.map((each) => each.key));
  return Object.values(rule.options).filter((target) => !known.has(target)).map((target) => fault(at, `Tiêu chí ${code} không có phương án ${target}.`, `Criterion ${code} has no option ${target}.`));
}

function questionFaults({ rule, questions }: Conversion, group: SurveyGroup, at: string): DesignFault[] {
  const places = optionsOf(group);
  return questions.flatMap((question) => {
    const options = places.get(question);
    if (options === undefined) return [fault(at, `Nhóm ${group.key} không có câu ${question}.`, `Group ${group.key} has no question ${question}.`)];
    if (rule.kind !== "answers") return options === LEVELS ? [] : [fault(at, `Câu ${question} không theo thang 5 mức.`, `Question ${question} is not on the scale of five.`)];
    return Object.keys(rule.options).every((key) => options.includes(key)) ? [] : [fault(at, `Phương án quy đổi không có ở câu ${question}.`, `An option of the conversion is not in question ${question}.`)];
  });
}

function conversionFaults(one: Conversion, at: string, { groups }: SurveyDesign, { engine }: Around): DesignFault[] {
  const leaf = engine.indexes.get(one.index)?.leafByCode.get(one.leaf);
  if (leaf === undefined) return [fault(at, `Chỉ số ${one.index} không có tiêu chí ${one.leaf}.`, `Index ${one.index} has no criterion ${one.leaf}.`)];
  const isUneven = one.rule.kind === "answers" && new Set(one.groups.map((each) => each.weight)).size > 1;
  return [
    ...methodFaults(one, leaf, at),
    ...(isUneven ? [fault(at, "Đếm phương án thì các nhóm phải cùng trọng số.", "Where options are counted, groups weigh the same.")] : []),
    ...one.groups.flatMap(({ group }) => {
      const known = groups.find((each) => each.key === group);
      return known === undefined ? [fault(at, `Không có nhóm ${group}.`, `There is no group ${group}.`)] : questionFaults(one, known, at);
    }),
  ];
}

/**
 * Two values of one unit from the same question but of groups that overlap would tell, by their difference, what a small
 * group said: the groups are either the same or have nothing in common.
 */
function differenceFaults(all: readonly Conversion[]): DesignFault[] {
  const seen = new Map<string, Conversion[]>();
  return all.flatMap((one, i) =>
    one.questions.flatMap((question): DesignFault[] => {
      const place = `${one.index} ${question}`;
      const before = seen.get(place) ?? [];
      seen.set(place, [...before, one]);
      const own = new Set(one.groups.map((each) => each.group));
      const isTelling = before.some((other) => {
        const common = other.groups.filter((each) => own.has(each.group)).length;
        return common > 0 && (common < own.size || common < other.groups.length);
      });
      return isTelling ? [fault(`conversions/${String(i)}`, `Câu ${question} đã quy đổi với nhóm khác; hiệu của hai giá trị có thể lộ câu trả lời của nhóm ít người.`, `Question ${question} is converted with other groups already; the difference could tell what a small group said.`)] : [];
    }),
  );
}

/** Everything that is wrong with a design; an empty list lets it be opened. */
export function designFaults(design: SurveyDesign, around: Around): DesignFault[] {
  const groups = new Set(design.groups.map((one) => one.key));
  const faults = design.groups.flatMap(({ key, form }) => lintQuestionnaire(form).map((one) => fault(`groups/${key}/${one.at}`, one.vi, one.en)));
  if (groups.size < design.groups.length) faults.push(fault("groups", "Hai nhóm có cùng khóa.", "Two groups have the same key."));
  if (new Set(design.strata.map((one) => one.key)).size < design.strata.length) faults.push(fault("strata", "Hai tầng mẫu có cùng khóa.", "Two strata have the same key."));
  for (const { key, group, unit } of design.strata) {
    if (!groups.has(group)) faults.push(fault(`strata/${key}`, `Không có nhóm ${group}.`, `There is no group ${group}.`));
    if (unit !== null && !around.units.has(unit)) faults.push(fault(`strata/${key}`, `Đợt này không có đơn vị ${unit}.`, `The campaign has no unit ${unit}.`));
  }
  if (design.open !== null && !groups.has(design.open.group)) faults.push(fault("open", `Không có nhóm ${design.open.group}.`, `There is no group ${design.open.group}.`));
  if (design.strata.length === 0) faults.push(fault("strata", "Chưa có tầng mẫu nào.", "There is no stratum yet."));
  return [...faults, ...differenceFaults(design.conversions), ...design.conversions.flatMap((one, i) => conversionFaults(one, `conversions/${String(i)}`, design, around))];
}
