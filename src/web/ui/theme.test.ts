import { describe, expect, test } from "vitest";
import { MODES, TOKENS } from "./theme.ts";

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["ground", "surface", "sunken", "markWash"] as const;
const TEXTS = ["ink", "muted", "brandStrong", "excellent", "good", "completed", "failed", "undecided", "warning"] as const;

test("black on white is 21 : 1", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});

describe.each(MODES)("%s", (mode) => {
  const tokens = TOKENS[mode];
  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => ({ text, ground }))))("$text can be read on $ground", ({ text, ground }) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
  test.each([
    ["ink", "warningWash", 4.5],
    ["ink", "failedWash", 4.5],
    ["onBrand", "brand", 4.5],
    ["brand", "surface", 3],
    ["focus", "ground", 3],
    ["focus", "surface", 3],
  ] as const)("%s on %s reaches %d", (one, other, least) => {
    expect(contrast(tokens[one], tokens[other])).toBeGreaterThanOrEqual(least);
  });
});
