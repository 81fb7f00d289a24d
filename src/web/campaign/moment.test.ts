import { expect, test } from "vitest";
import { readDay, readHour, readMoment, shiftedDay, typedMoment } from "./moment.ts";

test.each([
  ["15/12/2025", "2025-12-15"],
  [" 5-1-2026 ", "2026-01-05"],
  ["05.01.2026", "2026-01-05"],
  ["29/02/2024", "2024-02-29"],
  ["29/02/2025", undefined],
  ["31/04/2025", undefined],
  ["2025-12-15", undefined],
  ["mai", undefined],
])("the day %j", (typed, iso) => {
  expect(readDay(typed)).toBe(iso);
});

test.each([
  ["17:00", "17:00"],
  ["17h", "17:00"],
  ["8h30", "08:30"],
  ["7.15", "07:15"],
  ["24:00", undefined],
  ["9:75", undefined],
  ["", undefined],
])("the hour %j", (typed, hour) => {
  expect(readHour(typed)).toBe(hour);
});

test("a moment is the province's, whatever the computer's zone, and comes back as it was typed", () => {
  const iso = readMoment("01/01/2026", "6h30");
  expect(iso).toBe("2025-12-31T23:30:00.000Z");
  expect(typedMoment(iso ?? "")).toEqual({ day: "01/01/2026", hour: "06:30" });
  expect(readMoment("32/01/2026", "6h30")).toBeUndefined();
});

test("a day moves over the ends of months", () => {
  expect(shiftedDay("28/02/2025", 1)).toBe("01/03/2025");
  expect(shiftedDay("01/01/2026", -1)).toBe("31/12/2025");
  expect(shiftedDay("x", 1)).toBeUndefined();
});
