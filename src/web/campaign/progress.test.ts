import { expect, test } from "vitest";
import { isPressing, type ProgressItem, shareOf, sortItems, stateOf } from "./progress.ts";

const NOW = "2025-12-10T03:00:00.000Z";
const item = (given: Partial<ProgressItem> = {}): ProgressItem => ({ unitId: "u", unitCode: "SNV", unitName: "Sở Nội vụ", index: "01", parts: { "self-scoring": "draft", explanation: "draft" }, submittedAt: null, deadline: "2025-12-15T10:00:00.000Z", toScore: 10, scored: 0, appraised: { "1": 0, "2": 0 }, explained: 0, ...given });
const parts = (self: ProgressItem["parts"]["self-scoring"], explanation: ProgressItem["parts"]["explanation"] = "draft") => ({ parts: { "self-scoring": self, explanation } });

test.each([
  [item(), "self-scoring", "not-begun"],
  [item({ scored: 3 }), "self-scoring", "scoring"],
  [item({ scored: 3, ...parts("sent-back") }), "self-scoring", "sent-back"],
  [item(parts("handed-up")), "self-scoring", "handed-up"],
  [item(parts("submitted")), "self-scoring", "submitted"],
  [item({ deadline: NOW }), "self-scoring", "missed"],
  [item({ deadline: NOW }), "appraisal-1", "missed"],
  [item({ scored: 1 }), "appraisal-1", "scoring"],
  [item({ ...parts("submitted"), appraised: { "1": 0, "2": 0 } }), "appraisal-1", "not-appraised"],
  [item({ ...parts("submitted"), appraised: { "1": 4, "2": 0 } }), "appraisal-1", "appraising"],
  [item({ ...parts("submitted"), appraised: { "1": 12, "2": 0 } }), "appraisal-1", "appraised"],
  [item(), "explanation", "not-explained"],
  [item({ explained: 1 }), "explanation", "explaining"],
  [item(parts("submitted", "submitted")), "explanation", "explained"],
  [item({ appraised: { "1": 10, "2": 1 } }), "appraisal-2", "appraising"],
  [item(), "consolidation", "closed"],
] as const)("%#: a unit in %s is %s", (one, stage, state) => {
  expect(stateOf(one, stage, NOW)).toBe(state);
});

test("what is counted follows the stage", () => {
  const one = item({ scored: 10, ...parts("submitted"), appraised: { "1": 4, "2": 7 }, explained: 2 });
  expect(shareOf(one, "self-scoring")).toEqual({ done: 10, all: 10 });
  expect(shareOf(one, "appraisal-1")).toEqual({ done: 4, all: 10 });
  expect(shareOf(one, "appraisal-2")).toEqual({ done: 7, all: 10 });
});

test("pressing are those who have not handed in three days before the end", () => {
  expect(isPressing(item(), "self-scoring", NOW)).toBe(false);
  expect(isPressing(item(), "self-scoring", "2025-12-13T10:00:00.000Z")).toBe(true);
  expect(isPressing(item(parts("submitted")), "self-scoring", "2025-12-13T10:00:00.000Z")).toBe(false);
});

test("sorted by state, those with most to do stand first, and names settle the rest", () => {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const list = [item({ unitName: "C", ...parts("submitted") }), item({ unitName: "B" }), item({ unitName: "A" })];
  expect(sortItems(list, "state", { stage: "self-scoring", now: NOW, compare }).map((one) => one.unitName)).toEqual(["A", "B", "C"]);
  expect(sortItems(list, "name", { stage: "self-scoring", now: NOW, compare }).map((one) => one.unitName)).toEqual(["A", "B", "C"]);
});
