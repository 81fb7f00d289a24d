import { expect, test } from "vitest";
import type { Role } from "../../contract/route.ts";
import { availableActions, foldCycle, type RecordedAction, type Stage, STAGES } from "../../contract/cycle.ts";
import { todoOf } from "./todo.ts";

const NOW = "2026-02-01T00:00:00.000Z";
const calendar = { "self-scoring": "2026-01-10T00:00:00.000Z", "appraisal-1": "2026-01-11T00:00:00.000Z", explanation: "2026-01-12T00:00:00.000Z", "appraisal-2": "2026-01-13T00:00:00.000Z" };

/** A campaign in a stage whose time is over, as the server would tell it to somebody. */
function campaignIn(stage: Stage, roles: readonly Role[]) {
  const steps = STAGES.slice(1, STAGES.indexOf(stage) + 1).map((to) => ({ kind: "advance", to }) as const);
  const actions = [{ kind: "set-calendar", calendar } as const, ...steps].map((action, i): RecordedAction => ({ number: i + 1, at: NOW, by: "p", action }));
  const state = foldCycle(actions);
  return { id: "c", stage, calendar: state.calendar ?? null, availableActions: availableActions(state, roles, NOW) };
}

const whatOf = (stage: Stage, roles: readonly Role[], units: readonly string[] = []): string[] => todoOf(campaignIn(stage, roles), roles, units).map((one) => one.what);

test.each([
  ["draft", ["programme-officer"], ["setup", "open"]],
  ["self-scoring", ["programme-officer"], ["advance", "progress", "import", "ask", "extend"]],
  ["self-scoring", ["council-chair"], ["progress"]],
  ["appraisal-1", ["council-chair"], ["advance", "appraise", "progress"]],
  ["appraisal-1", ["council-member"], ["appraise", "progress"]],
  ["explanation", ["opinion-giver"], ["opinion"]],
  ["appraisal-2", ["vice-chairman"], ["mark", "progress"]],
  ["consolidation", ["programme-officer"], ["consolidate", "import"]],
  ["decided", ["chairman"], ["result"]],
  ["published", ["auditor"], ["result"]],
  ["draft", ["auditor"], []],
] as const)("in %s, %s finds %s to do", (stage, roles, what) => {
  expect(whatOf(stage, roles)).toEqual(what);
});

test("a unit's people are led to their file, in the words of the stage", () => {
  expect(whatOf("self-scoring", ["unit-scorer"], ["u"])).toEqual(["score"]);
  expect(whatOf("explanation", ["unit-scorer"], ["u"])).toEqual(["explain"]);
  expect(whatOf("appraisal-1", ["unit-head"], ["u"])).toEqual(["file", "propose-reopening"]);
  expect(whatOf("draft", ["unit-scorer"], ["u"])).toEqual([]);
});

test("something is always the first thing to do", () => {
  for (const stage of STAGES.slice(1)) {
    const todo = todoOf(campaignIn(stage, ["programme-officer"]), ["programme-officer"], []);
    expect(todo.some((one) => one.isMain)).toBe(true);
  }
});
