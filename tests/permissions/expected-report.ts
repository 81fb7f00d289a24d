import type { Relation, Role } from "../../src/contract/route.ts";
import type { Cell } from "./cell.ts";

/** Periodic reports, what the province draws together from them, indexes over the years. */

const OFFICER: readonly Role[] = ["programme-officer"];
const SEEING: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];
const UNIT: readonly Role[] = ["unit-scorer", "unit-head"];
const ALL: readonly Role[] = [...SEEING, ...UNIT];

export const REPORT_EXPECTED: Readonly<Record<string, Readonly<Partial<Record<Relation, Cell>>>>> = {
  "report.listForms": { any: ALL },
  "report.readForm": { any: ALL },
  "report.saveForm": { any: OFFICER },
  "report.listPeriods": { any: ALL },
  "report.openPeriod": { any: OFFICER },
  "report.readPeriod": { any: SEEING },
  "report.periodTable": { any: SEEING },
  "report.acceptMany": { any: OFFICER },
  "report.extendMany": { any: OFFICER },
  "report.read": { any: [...SEEING, "council-chair", "council-member"], "own-unit": UNIT },
  "report.saveFigure": { "own-unit": UNIT },
  "report.saveText": { "own-unit": UNIT },
  "report.prefill": { "own-unit": UNIT },
  "report.act": { any: OFFICER, "own-unit": UNIT },
  "report.readMapping": { any: [...OFFICER, ...UNIT] },
  "report.consolidate": { any: OFFICER },
  "report.listConsolidations": { any: SEEING },
  "report.readConsolidation": { any: SEEING },
  "report.cancelConsolidation": { any: OFFICER },
  "report.consolidationDocument": { any: SEEING },
  "report.consolidationTable": { any: SEEING },
  "report.dashboard": { any: ALL },
  "report.readMeasure": { any: ALL },
  "report.readMeasured": { any: ["programme-officer", "working-group", "council-chair", "council-member", "auditor"], "own-unit": UNIT },
  "report.answerMeasured": { "own-unit": UNIT },
  "report.readYears": { any: ALL },
  "report.setYear": { any: OFFICER },
  "report.fiveYears": { any: SEEING },
  "report.import": { any: OFFICER, "own-unit": UNIT },
};
