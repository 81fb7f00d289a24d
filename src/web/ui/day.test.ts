import { expect, test } from "vitest";
import { dayAfter, dayOfEnd, endOfDay, lastDay, readDay } from "./day.ts";

test("a day that was chosen comes back as the same day", () => {
  expect(endOfDay("2026-06-30")).toBe("2026-06-30T17:00:00.000Z");
  expect(dayOfEnd(endOfDay("2026-06-30"))).toBe("2026-06-30");
  expect(dayOfEnd("2026-06-30T16:59:59.000Z")).toBe("2026-06-30");
});

test("periods end the day before", () => {
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
  expect(lastDay("2026-03-01")).toBe("2026-02-28");
});

test.each([
  ["15/12/2025", "2025-12-15"],
  [" 1-7-2026 ", "2026-07-01"],
  ["2026-07-01", "2026-07-01"],
  ["30/02/2026", undefined],
  ["12/15/2025", undefined],
  ["15/12/25", undefined],
  ["", undefined],
])("%j is the day %s", (typed, day) => {
  expect(readDay(typed)).toBe(day);
});
