import { castFor, headOf, MEMBERS } from "../cycle/people.ts";
import { makePlan, type Plan, type UnitPlan } from "../cycle/plan.ts";
import type { Cast } from "../server/cycle-house.ts";

/** Everybody who may ask something of a campaign: each role, and for each relation somebody who stands in it and somebody who does not. */
export const EVERYBODY = ["nobody", "administrator", "officer", "chair", "member", "bystander", "group", "scorer", "head", "otherScorer", "otherHead", "giver", "chairman", "vice", "otherVice", "auditor"] as const;
/** `member` appraises the criterion, `bystander` another; `vice` marks the unit, `otherVice` none; `giver` is of the body that was asked. */
export type Person = (typeof EVERYBODY)[number];

const whole = makePlan(2025);
const isFit = (one: UnitPlan): boolean => one.index === "01" && one.marks.length === 0 && one.ratings.length > 0 && one.imported.length > 0;

function threeUnits(): readonly [UnitPlan, UnitPlan, UnitPlan] {
  const unit = whole.units.find((one) => isFit(one) && one.cut.some(({ code }) => code.startsWith("1.")));
  const [other, asked] = whole.units.filter((one) => isFit(one) && one !== unit);
  if (unit === undefined || other === undefined || asked === undefined) throw new RangeError("the plan has too few units");
  return [unit, other, asked];
}
/** The unit that everything is asked about, one that is somebody else's, and the body that was asked for its opinion. */
export const [unit, other, asked] = threeUnits();
export const plan: Plan = { ...whole, units: [unit, other, asked] };

export const cast: Cast = {
  ...castFor(plan.units),
  administrator: { role: "administrator" },
  bystander: { role: "council-member" },
  scorer: { role: "unit-scorer", unit: unit.code },
  otherscorer: { role: "unit-scorer", unit: other.code },
  giver: { role: "opinion-giver", unit: asked.code },
  "pct.ba": { role: "vice-chairman" },
};

const NAMES: Readonly<Partial<Record<Person, string>>> = { member: MEMBERS[0], head: headOf(unit.code), otherHead: headOf(other.code), otherScorer: "otherscorer", chairman: "chutich", vice: "pct.mot", otherVice: "pct.ba" };
/** Under which name somebody is known to the house. */
export const nameOf = (person: Person): string => NAMES[person] ?? person;
