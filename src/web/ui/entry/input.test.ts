import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asInput, cellsOf, isSameInput, mayMeanThousands, readTyped, withField } from "./input.ts";

describe("what was typed or pasted becomes a plain decimal", () => {
  test.each([
    ["amount", "12,5", "12.5"],
    ["amount", " 12.50 ", "12.50"],
    ["amount", "\u00A012,50\r\n", "12.50"],
    ["amount", "1.234,56", "1234.56"],
    ["amount", "007", "7"],
    ["amount", "0,5", "0.5"],
    ["amount", "12,", "12"],
    ["whole", "1.234", "1234"],
    ["whole", "12 500", "12500"],
    ["signed", "-3,5", "-3.5"],
    ["signed", "−3,5", "-3.5"],
  ] as const)("%s %j", (kind, typed, read) => {
    expect(readTyped(kind, typed)).toBe(read);
  });
  test("a unit behind it is no part of it", () => {
    expect(readTyped("amount", "95,5 %", "%")).toBe("95.5");
  });
  test.each([
    ["amount", "mười"],
    ["amount", "12a"],
    ["amount", "-5"],
    ["amount", "97\t100"],
    ["amount", "1,2,3"],
    ["amount", "1e3"],
  ] as const)("%s %j stays as it was typed", (kind, typed) => {
    expect(readTyped(kind, typed)).toBe(typed);
  });
  test("reading again changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom("amount", "whole", "signed"), fc.string(), (kind, typed) => {
        const once = readTyped(kind, typed);
        fc.pre(!mayMeanThousands("amount", once) && !/^\d{1,3}(?:\.\d{3})+$/.test(once));
        expect(readTyped(kind, once)).toBe(once);
      }),
    );
  });
});

test("what may mean thousands is told, not changed", () => {
  expect(readTyped("amount", "1.234")).toBe("1.234");
  expect(mayMeanThousands("amount", "1.234")).toBe(true);
  expect(mayMeanThousands("amount", "0.234")).toBe(false);
  expect(mayMeanThousands("whole", "1.234")).toBe(false);
});

test("cells of a spreadsheet come apart", () => {
  expect(cellsOf("97\t100\r\n")).toEqual(["97", "100"]);
  expect(cellsOf("97 / 100")).toEqual(["97", "100"]);
  expect(cellsOf(" 12,5\n")).toEqual(["12,5"]);
});

test("a record without fields is no input", () => {
  expect(withField({ points: "1" }, "points", "")).toBeNull();
  expect(withField(null, "checked", [])).toEqual({ checked: [] });
});

test("what was kept comes back, what no input can hold does not", () => {
  const input = { a: "1", list: ["x", { b: "2" }], counts: { yes: "3" } };
  expect(asInput(structuredClone(input))).toEqual(input);
  expect(asInput({ a: null, b: [null, "1"] })).toEqual({ b: ["1"] });
  expect(asInput("12")).toBeNull();
});

test("inputs are the same whatever the order of their fields", () => {
  expect(isSameInput({ a: "1", b: ["2"] }, { b: ["2"], a: "1" })).toBe(true);
  expect(isSameInput({ a: "1" }, { a: "1", b: "2" })).toBe(false);
  expect(isSameInput({ a: ["1", "2"] }, { a: ["2", "1"] })).toBe(false);
  expect(isSameInput(null, {})).toBe(false);
});
