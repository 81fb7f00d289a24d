import { expect, test } from "vitest";
import { numberShown } from "./shown-table.ts";

test.each([
  ["vi", "1.234,50", { value: 1234.5, decimals: 2 }],
  ["vi", "−0,25", { value: -0.25, decimals: 2 }],
  ["vi", "+12", { value: 12, decimals: 0 }],
  ["vi", "24133", { value: 24_133, decimals: 0 }],
  ["en", "1,234.50", { value: 1234.5, decimals: 2 }],
  // Half a number, a percent, a place and a word stay what they are.
  ["vi", "1,234.50", undefined],
  ["vi", "91,24%", undefined],
  ["vi", "4/15", undefined],
  ["vi", "–", undefined],
] as const)("%s: %j", (language, words, number) => {
  expect(numberShown(language, words)).toEqual(number);
});
