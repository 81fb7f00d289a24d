import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, searchFor, stringifySearch } from "./search.ts";

describe("what an address says", () => {
  it("stays the text that somebody typed", () => {
    expect(parseSearch("?criterion=1.10&text=true&before=0012")).toEqual({ criterion: "1.10", text: "true", before: "0012" });
  });

  it("comes back as it was written", () => {
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
    }));
  });

  it("is nothing where nothing is said", () => {
    expect([stringifySearch({}), stringifySearch({ state: undefined })]).toEqual(["", ""]);
  });

  it("is read by name; the empty and the unknown are left out", () => {
    expect(searchFor("state", "index")(parseSearch("?state=&index=01&other=x"))).toEqual({ index: "01" });
  });
});
