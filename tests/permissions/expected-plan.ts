import type { Relation, Role } from "../../src/contract/route.ts";
import type { Cell } from "./cell.ts";

/** Who may call each route of the reform plan: whoever is signed in reads the province's plan, the programme officer makes it. */

const OFFICER: readonly Role[] = ["programme-officer"];
const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];
/** Follow a figure to the record that it was taken from. */
const COUNCIL: readonly Role[] = ["council-chair", "council-member"];
const UNIT: readonly Role[] = ["unit-head", "unit-scorer"];

export const PLAN_EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Relation, Cell>>>>> = {
  "plan.programmes": { any: "signed-in" },
  "plan.addProgramme": { any: OFFICER },
  "plan.list": { any: "signed-in" },
  "plan.create": { any: OFFICER },
  "plan.version": { any: "signed-in" },
  "plan.amend": { any: OFFICER },
  "plan.changeGeneral": { any: OFFICER },
  "plan.setTarget": { any: OFFICER },
  "plan.removeTarget": { any: OFFICER },
  "plan.setTask": { any: OFFICER },
  "plan.removeTask": { any: OFFICER },
  "plan.issue": { any: OFFICER },
  "plan.import": { any: OFFICER },
  "plan.export": { any: "signed-in" },

  "plan.unitPlans": { any: OVERSEERS },
  "plan.unitPlan": { any: OVERSEERS, "own-unit": UNIT },
  "plan.takeOver": { "own-unit": UNIT },
  "plan.setUnitItem": { "own-unit": UNIT },
  "plan.removeUnitItem": { "own-unit": UNIT },
  // The head hands in; a scorer prepares.
  "plan.actOnUnitPlan": { any: OFFICER, "own-unit": ["unit-head"] },
  "plan.work": { any: [...OVERSEERS, ...COUNCIL], "own-unit": UNIT },
  "plan.workOverview": { any: OVERSEERS },
  "plan.recordWork": { "own-unit": UNIT },
  "plan.duplicates": { any: ["programme-officer", "auditor"] },
  "plan.decideDuplicate": { any: OFFICER },
  "plan.calendarLinks": { self: "signed-in" },
  "plan.addCalendarLink": { self: "signed-in" },
  "plan.revokeCalendarLink": { self: "signed-in" },

  // A room says which of them one sees; a team acts whatever its members are else.
  "plan.inspections": { any: "signed-in" },
  "plan.addInspection": { any: OFFICER },
  "plan.checklist": { any: OVERSEERS },
  "plan.inspection": { any: [...OVERSEERS, ...COUNCIL], "own-unit": UNIT, assigned: "signed-in" },
  "plan.actOnInspection": { any: OFFICER, "own-unit": UNIT, assigned: "signed-in" },
  "plan.addInspectionFile": { "own-unit": UNIT, assigned: "signed-in" },
  "plan.inspectionFile": { any: [...OVERSEERS, ...COUNCIL], "own-unit": UNIT, assigned: "signed-in" },
  "plan.verifiedFile": { any: ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] },
  "plan.verifiedFindings": { any: ["programme-officer", "working-group", "council-chair", "council-member", "auditor"] },

  "plan.register": { any: "signed-in" },
  "plan.importRegister": { any: ["programme-officer"] },
  "plan.registerCounts": { any: "signed-in" },
  "plan.registerSheet": { any: "signed-in" },
  "plan.addRegisterEntry": { any: OFFICER, "own-unit": UNIT },
  "plan.changeRegisterEntry": { any: OFFICER, "own-unit": UNIT },

  // Whoever holds the secret: calendar programs cannot sign in.
  "plan.calendar": { any: "everybody" },
};
