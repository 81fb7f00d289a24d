import { describe, expect, it } from "vitest";
import { emptyForm, freshKey, moved, newQuestion, optionsOf, placesIn, questionOf, sameOptions, sampleOf, strataFrom, wordsWith } from "./design-state.ts";
import { sharesOf } from "./shares.ts";

const some = { options: [{ key: "x", text: { vi: "X" } }, { key: "y", text: { vi: "Y" } }], rows: [{ key: "r", text: { vi: "R" } }] };

describe("a design being drawn up", () => {
  it("computes a sample as the server does: n = N / (1 + N·e²), rounded up", () => {
    expect([sampleOf(400, 5), sampleOf(1_000_000, 5), sampleOf(1, 5), sampleOf(2000, 3)]).toEqual([200, 400, 1, 715]);
  });

  it("gives keys that nobody has, and moves lines within their list", () => {
    expect([freshKey("cau", []), freshKey("cau", ["cau-1", "cau-3"])]).toEqual(["cau-1", "cau-4"]);
    expect([moved(["a", "b", "c"], 1, -1), moved(["a", "b"], 0, -1)]).toEqual([["b", "a", "c"], ["a", "b"]]);
  });

  it("keeps what a question says when its kind changes, and options where both have some", () => {
    const single = questionOf("single", { key: "q", text: { vi: "Hỏi?" }, required: false, when: [] }, some);
    const ranking = questionOf("ranking", single, { ...some, options: "options" in single ? single.options : [] });
    expect(ranking).toMatchObject({ kind: "ranking", key: "q", required: false, options: [{ key: "x" }, { key: "y" }] });
    expect(questionOf("number", ranking, some)).toEqual({ kind: "number", key: "q", text: { vi: "Hỏi?" }, required: false, when: [], min: 0, max: 100 });
    expect(newQuestion(emptyForm("F", "S", "Q"), "Mới").key).toBe("cau-2");
  });

  it("leaves out words that were emptied, never the Vietnamese ones", () => {
    expect(wordsWith({ vi: "a", rad: "b" }, "rad", "")).toEqual({ vi: "a" });
    expect(wordsWith({ vi: "a" }, "vi", "")).toEqual({ vi: "" });
    expect(wordsWith({ vi: "a" }, "cmo", "c")).toEqual({ vi: "a", cmo: "c" });
  });

  it("makes strata of a counted list, and knows what can be converted", () => {
    expect(strataFrom([{ group: "g", unit: "SNV", population: 10, sample: 5 }, { group: "h", unit: "", population: 3, sample: 3 }])).toEqual([{ key: "g-SNV", group: "g", unit: "SNV", population: 10, sample: 5 }, { key: "h", group: "h", unit: null, population: 3, sample: 3 }]);
    const form = emptyForm("F", "S", "Q");
    expect([placesIn(form, "mean"), placesIn({ ...form, sections: [] }, "answers")]).toEqual([[{ value: "cau-1", label: "Q" }], []]);
    expect(sameOptions([{ key: "good" }, { key: "x" }], [{ key: "good" }])).toEqual({ good: "good" });
    const design = { title: "", intro: "", groups: [{ key: "g", title: "G", form }], strata: [], conversions: [], open: null };
    expect(optionsOf(design, { index: "01", leaf: "3", groups: [{ group: "g", weight: "1" }], questions: ["cau-1"], rule: { kind: "answers", options: {} } }).map((one) => one.key)).toEqual(["5", "4", "3", "2", "1"]);
  });

  it("draws shares without those who have no opinion", () => {
    expect(sharesOf({ 1: 1, 5: 3, none: 9 })).toEqual([25, 0, 0, 0, 75]);
    expect(sharesOf({ none: 4 })).toEqual([]);
  });
});
