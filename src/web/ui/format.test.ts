import { describe, expect, test } from "vitest";
import { matches, minutesBetween, plainText, readDecimal } from "./format.ts";

describe("numbers as people type and paste them", () => {
  test.each([
    ["12,5", "12.5"],
    [" 12.50 ", "12.50"],
    ["1.234,56", "1234.56"],
    ["1,234.56", "1234.56"],
    ["1.234.567", "1234567"],
    ["1\u00A0234,5", "1234.5"],
    ["0", "0"],
    ["12", "12"],
  ])("%j is %s", (typed, wanted) => {
    expect(readDecimal(typed)).toBe(wanted);
  });
  test.each(["", "abc", "12,5,6", "1..2", "-3", "12%", "١٢"])("%j is none", (typed) => {
    expect(readDecimal(typed)).toBeUndefined();
  });
});

describe("searching as Vietnamese do", () => {
  test.each([
    ["Phường Buôn Ma Thuột", "buon ma", true],
    ["Phường Buôn Ma Thuột", "thuột buôn", true],
    ["Phường Buôn Ma Thuột", "thuọt", false],
    ["Sở Nội vụ tỉnh Đắk Lắk", "DAK", true],
    ["Sở Nội vụ tỉnh Đắk Lắk", "đăk", false],
    ["Sở Nội vụ", "", true],
    ["So\u031B\u0309 Nội vụ", "sở", true],
  ])("%j with %j: %s", (text, typed, wanted) => {
    expect(matches(text, typed)).toBe(wanted);
  });
  test("letters lose their marks and their case", () => {
    expect(plainText("Đắk Lắk ƯỚC")).toBe("dak lak uoc");
  });
});

test("minutes run from one moment to another", () => {
  expect(minutesBetween("2025-12-15T09:00:00Z", "2025-12-15T10:30:59Z")).toBe(90);
});
