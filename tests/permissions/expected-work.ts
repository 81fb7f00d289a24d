import type { Relation, Role } from "../../src/contract/route.ts";

/** Work and its periods: a person's file is for that person, for who follows them, and for who keeps the personnel files. */

const OF_PERSON = { self: "signed-in", superior: "signed-in", "own-unit": ["personnel-officer"], any: ["programme-officer"] } as const;

export const EXPECTED_WORK: Readonly<Record<string, Readonly<Partial<Record<Relation, readonly Role[] | "everybody" | "signed-in">>>>> = {
  "personnel.listPeriods": { any: "signed-in" },
  "personnel.openPeriod": { any: ["programme-officer"] },
  "personnel.actOnPeriod": { any: ["programme-officer"] },
  "personnel.setGranularity": { any: ["programme-officer"] },
  "personnel.readPlace": { self: "signed-in" },
  "personnel.setRemit": { superior: "signed-in" },
  "personnel.listProducts": { any: "signed-in" },
  "personnel.assignWork": { superior: "signed-in" },
  "personnel.recordWork": { self: "signed-in" },
  "personnel.acceptWork": { superior: "signed-in" },
  "personnel.actOnItem": { self: "signed-in", superior: "signed-in" },
  "personnel.addWorkFile": { self: "signed-in" },
  "personnel.workFile": OF_PERSON,
  "personnel.readWork": OF_PERSON,
  "personnel.readBoard": { superior: "signed-in", "own-unit": ["personnel-officer"], any: ["programme-officer"] },
  "personnel.actOnUnit": { superior: "signed-in", "own-unit": ["personnel-officer"] },
  "personnel.readForm": OF_PERSON,
  "personnel.scoreForm": { self: "signed-in" },
  "personnel.actOnForm": { self: "signed-in", superior: "signed-in", "own-unit": ["personnel-officer"] },
  "personnel.boardWorkbook": { superior: "signed-in", "own-unit": ["personnel-officer"], any: ["programme-officer"] },
  "personnel.formDocument": OF_PERSON,
  "personnel.distributionWorkbook": { any: ["programme-officer", "personnel-officer"] },
  "personnel.compute": { any: ["programme-officer"] },
  "personnel.listComputations": { any: ["programme-officer", "auditor", "chairman"] },
  "personnel.cancelComputation": { any: ["programme-officer"] },
  "personnel.sendTasks": { any: ["task-system"] },
  "personnel.streamTasks": { any: ["task-system"] },
  "personnel.previewImport": { "own-unit": ["personnel-officer"], any: ["programme-officer"] },
  "personnel.importTasks": { "own-unit": ["personnel-officer"], any: ["programme-officer"] },
  "personnel.readHistory": OF_PERSON,
  "personnel.readDistribution": { any: ["programme-officer", "personnel-officer"] },
};
