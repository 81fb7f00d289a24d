import { expect, test } from "vitest";
import { dayAfter, dayOfEnd, endOfDay, lastDay } from "./day.ts";

test("a day that was chosen comes back as the same day", () => {
  expect(endOfDay("2026-06-30")).toBe("2026-06-30T17:00:00.000Z");
  expect(dayOfEnd(endOfDay("2026-06-30"))).toBe("2026-06-30");
  expect(dayOfEnd("2026-06-30T16:59:59.000Z")).toBe("2026-06-30");
});

test("periods end the day before", () => {
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
  expect(lastDay("2026-03-01")).toBe("2026-02-28");
});
