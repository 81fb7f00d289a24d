import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DRESS } from "../../src/server/portal/dress.ts";
import { TOKENS } from "../../src/web/ui/theme.ts";

const MOST_BYTES = 8 * 1024;

describe("the stylesheet of the public pages", () => {
  it("has the tokens of the staff's application and no others, and is small", () => {
    const text = DRESS.style.toString();
    const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const mode of ["light", "dark"] as const) for (const [name, value] of Object.entries(TOKENS[mode])) expect(text).toContain(`--${kebab(name)}: ${value};`);
    const colours = new Set(Array.from(text.split("@media print")[0]?.matchAll(/#[0-9a-f]{3,6}\b/g) ?? [], ([colour]) => colour));
    expect([...colours].filter((one) => ![...Object.values(TOKENS.light), ...Object.values(TOKENS.dark)].includes(one))).toEqual([]);
    expect(gzipSync(text).length).toBeLessThan(MOST_BYTES);
  });
});
