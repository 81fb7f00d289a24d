import { describe, expect, it } from "vitest";
import { fieldOf, shortOf, typedOf } from "./amount.ts";

describe("amounts", () => {
  it.each([["1.234", "1234"], ["1.234.567,5", "1234567.5"], ["12,5", "12.5"], ["12.5", "12.5"], [" 12 000 ", "12000"], ["nhiều", "nhiều"], ["", null], ["  ", null]])("that are typed as %j go as %j", (typed, sent) => {
    expect(typedOf(typed)).toBe(sent);
  });
  it("stand without decimals that say nothing", () => {
    expect([shortOf("120.00"), shortOf("97.50"), fieldOf("97.50"), fieldOf(null), shortOf("100")]).toEqual(["120", "97.5", "97,5", "", "100"]);
  });
});
