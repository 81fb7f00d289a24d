import { describe, expect, it } from "vitest";
import { amendedRegulation } from "../../../tests/cycle/amended.ts";
import { loadDakLak } from "../../../tests/cycle/plan.ts";
import { compileRegulation, type CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import { differs, type Entry, fits, isContested, marksByLeaf, outcomeOf, shownPoints, sortEntries, standingOf, type Step, valueBefore } from "./rules.ts";

const { loaded } = loadDakLak();
/** 1.2.1 was a choice of 2, 1 or 0 points and is scored by hand now. */
const index = compileRegulation({ regulation: amendedRegulation(loaded.regulation), sha256: "0".repeat(64) }).indexes.get("01");
const leafCalled = (code: string): CompiledLeaf => {
  const leaf = index?.leafByCode.get(code);
  if (leaf === undefined) throw new Error(`no leaf ${code}`);
  return leaf;
};
const leaf = leafCalled("1.2.1");
const OLD: Fields = { choice: "full" };
const NEW: Fields = { points: "1.50" };

const entry = (step: Step, author: string, input: Fields | null, more: Partial<Entry> = {}): Entry => ({ unitId: "u", code: "1.2.1", step, author, version: 1, input, note: "", source: null, dated: null, asChair: false, by: author, at: "2025-12-16T00:00:00Z", ...more });
const first = (author: string, input: Fields, more: Partial<Entry> = {}) => entry("appraisal-1", author, input, more);

describe("a value whose criterion has another method since", () => {
  it("has no points, not 0", () => {
    expect([fits(leaf, OLD), fits(leaf, NEW)]).toEqual([false, true]);
    expect([shownPoints(leaf, OLD), shownPoints(leaf, NEW), shownPoints(leaf, null)]).toEqual([null, "1.50", null]);
  });

  it("differs from a value as nothing does, and not from nothing", () => {
    expect([differs(leaf, NEW, OLD), differs(leaf, OLD, null), differs(leaf, OLD, { choice: "none" }), differs(leaf, NEW, NEW)]).toEqual([true, false, false, false]);
  });

  it("leaves a round open, even where another member's value fits: nobody's value wins because of an amendment", () => {
    expect(outcomeOf(leaf, [first("a", OLD)]).state).toBe("no-longer-fits");
    expect(outcomeOf(leaf, [first("a", NEW), first("b", OLD)]).state).toBe("no-longer-fits");
    expect(outcomeOf(leaf, [first("a", NEW), first("c", OLD, { asChair: true })]).state).toBe("no-longer-fits");
    expect(outcomeOf(leaf, [first("a", OLD), first("c", NEW, { asChair: true })])).toMatchObject({ state: "decided", entry: { author: "c" } });
    expect(outcomeOf(leaf, [first("a", NEW), first("b", NEW)]).state).toBe("decided");
  });

  it("is nothing to compare an appraisal with", () => {
    expect(valueBefore(leaf, sortEntries([entry("self", "", OLD)]), "1")).toBeNull();
    expect(valueBefore(leaf, sortEntries([entry("self", "", NEW), first("a", OLD)]), "2")).toEqual(NEW);
    expect(isContested(leaf, sortEntries([entry("self", "", OLD), first("a", NEW)]))).toBe(true);
    expect(isContested(leaf, sortEntries([entry("self", "", OLD), first("a", OLD)]))).toBe(false);
  });

  it("never gives way to the value that it had replaced", () => {
    const steps = [entry("self", "", NEW), first("a", NEW), entry("appraisal-2", "a", OLD)];
    expect(standingOf(leaf, sortEntries(steps), "unit", true)).toEqual({ step: undefined, why: "no-longer-fits" });
    expect(standingOf(leaf, sortEntries([...steps, entry("correction", "", OLD)]), "unit", false)).toEqual({ step: undefined, why: "no-longer-fits" });
    expect(standingOf(leaf, sortEntries([...steps, entry("correction", "", NEW)]), "unit", false)).toEqual({ step: "correction", input: NEW });
    expect(standingOf(leaf, sortEntries([entry("import", "", OLD)]), "import", true)).toEqual({ step: undefined, why: "no-longer-fits" });
    for (const isDraft of [true, false]) expect(standingOf(leaf, sortEntries([entry("self", "", OLD)]), "unit", isDraft)).toEqual({ step: undefined, why: "no-longer-fits" });
  });

  it("a mark on what became a bonus or is gone holds nothing", () => {
    if (index === undefined) throw new Error("no index");
    const bonus = index.leaves.find((one) => one.kind === "bonus")?.code ?? "";
    expect([...marksByLeaf(index, [{ code: bonus }, { code: "1.1.4" }, { code: "1.2.1" }]).keys()]).toEqual(["1.2.1"]);
  });
});
