import { expect, test } from "vitest";
import { calendarFaults, calendarOf } from "./calendar.ts";

const NOW = "2025-12-01T00:00:00.000Z";
const ENDS = { "self-scoring": "2025-12-15T10:00:00.000Z", "appraisal-1": "2025-12-20T10:00:00.000Z", explanation: "2025-12-23T10:00:00.000Z", "appraisal-2": "2025-12-25T10:00:00.000Z" };

test("ends that follow one another are a calendar", () => {
  expect(calendarFaults(ENDS, NOW)).toEqual({});
  expect(calendarOf(ENDS)).toEqual(ENDS);
});

test("each end that is wrong is named at its own field", () => {
  expect(calendarFaults({ ...ENDS, "self-scoring": NOW }, NOW)).toEqual({ "self-scoring": "past" });
  expect(calendarFaults({ ...ENDS, explanation: ENDS["appraisal-1"] }, NOW)).toEqual({ explanation: "order" });
  expect(calendarFaults({ ...ENDS, "appraisal-1": undefined, explanation: "2025-12-01T10:00:00.000Z" }, NOW)).toEqual({});
});

test("without one of the ends there is no calendar", () => {
  expect(calendarOf({ ...ENDS, explanation: undefined })).toBeUndefined();
});
