import type { Belonging } from "../organisation/index.ts";
import type { Bilingual, FieldProblem } from "../platform/index.ts";
import type { NewAssignment } from "./assignment-queries.ts";
import type { CampaignUnit } from "./queries.ts";

/** What may be assigned to whom. */

/** Some contents or criteria of an index, of these units or (null) of all, for one person. */
type Wanted = { readonly personId: string; readonly index: string; readonly codes: readonly string[]; readonly unitIds: readonly string[] | null };

/** What is known of a campaign and of the people. */
type Known = {
  readonly hasCode: (index: string, code: string) => boolean;
  readonly hasIndex: (index: string) => boolean;
  readonly units: ReadonlyMap<string, CampaignUnit>;
  readonly isAssignable: (personId: string) => boolean;
  readonly belonged: (personId: string) => ReadonlyMap<string, Belonging>;
};

const WORDS = {
  person: { vi: "Người này không có vai trò thẩm định trong đợt đánh giá.", en: "This person has no part in the appraisal of this campaign." },
  index: { vi: "Quy định của đợt không có Chỉ số này.", en: "The campaign's regulation has no such index." },
  code: { vi: "Chỉ số không có nội dung, tiêu chí này.", en: "The index has no such content or criterion." },
  unit: { vi: "Đơn vị không thuộc Chỉ số này trong đợt đánh giá.", en: "The unit is not evaluated by this index in the campaign." },
} as const satisfies Record<string, Bilingual>;

const conflictWords = ({ code, name }: CampaignUnit): Bilingual => ({
  vi: `Xung đột lợi ích: trong năm đánh giá, người này thuộc ${code} (${name}) hoặc đơn vị sáp nhập với đơn vị đó.`,
  en: `Conflict of interest: in the year of the campaign this person belonged to ${code} (${name}) or to a unit merged with it.`,
});

function unitFault(unitId: string, { personId, index }: Wanted, known: Known): Bilingual | undefined {
  const unit = known.units.get(unitId);
  if (unit?.index !== index) return WORDS.unit;
  return known.belonged(personId).has(unitId) ? conflictWords(unit) : undefined;
}

/** Everything that is wrong with what is wanted, field by field. */
export function assignmentFaults(items: readonly Wanted[], known: Known): FieldProblem[] {
  return items.flatMap((item, i) => {
    const at = `/items/${String(i)}`;
    const faults: FieldProblem[] = known.isAssignable(item.personId) ? [] : [{ pointer: `${at}/personId`, message: WORDS.person }];
    if (!known.hasIndex(item.index)) return [...faults, { pointer: `${at}/index`, message: WORDS.index }];
    const ofCodes = item.codes.flatMap((code, j) => (known.hasCode(item.index, code) ? [] : [{ pointer: `${at}/codes/${String(j)}`, message: WORDS.code }]));
    const ofUnits = (item.unitIds ?? []).flatMap((unitId, j) => {
      const message = unitFault(unitId, item, known);
      return message === undefined ? [] : [{ pointer: `${at}/unitIds/${String(j)}`, message }];
    });
    return [...faults, ...ofCodes, ...ofUnits];
  });
}

/** How many assignments would come of it, before they are made. */
export const sizeOf = (items: readonly Wanted[]): number => items.reduce((sum, { codes, unitIds }) => sum + codes.length * (unitIds?.length ?? 1), 0);

/** One and the same assignment has one key. */
export const assignmentKey = ({ personId, index, code, unitId }: NewAssignment): string => [personId, index, code, unitId ?? ""].join(" ");

/** Each assignment once, in the order in which they were wanted. */
export function planAssignments(items: readonly Wanted[]): NewAssignment[] {
  const all = items.flatMap(({ personId, index, codes, unitIds }) => codes.flatMap((code) => (unitIds ?? [null]).map((unitId) => ({ personId, index, code, unitId }))));
  return [...new Map(all.map((one) => [assignmentKey(one), one])).values()];
}

export type Conflict = { readonly unitId: string; readonly code: string; readonly name: string; readonly because: Belonging };

/** The units, of those given, that the person may not appraise. */
export function conflictsAmong(units: Iterable<CampaignUnit>, belonged: ReadonlyMap<string, Belonging>): Conflict[] {
  return [...units].flatMap(({ unitId, code, name }) => {
    const because = belonged.get(unitId);
    return because === undefined ? [] : [{ unitId, code, name, because }];
  });
}

/** What "all units of the index" leaves out for each person, in the order of units. */
export function leftOut(items: readonly Wanted[], { units, belonged }: Known): (Conflict & { readonly personId: string })[] {
  const wide = new Map(items.filter((one) => one.unitIds === null).map((one) => [`${one.personId} ${one.index}`, one]));
  return [...wide.values()].flatMap(({ personId, index }) => conflictsAmong([...units.values()].filter((unit) => unit.index === index), belonged(personId)).map((one) => ({ personId, ...one })));
}
