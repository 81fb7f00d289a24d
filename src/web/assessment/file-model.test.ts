import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { preview } from "../../scoring/engine/preview.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { randomFrom } from "../../scoring/example/random.ts";
import type { Fields } from "../../scoring/fields.ts";
import { isLoaded, loadRegulation } from "../../scoring/regulation/load.ts";
import { indexLines } from "../ui/engine.ts";
import { foresee } from "../ui/foresight.ts";
import { nextCode, type Status, visibleLines } from "./file-model.ts";

const FOLDER = new URL("../../../regulations/dak-lak-2025/", import.meta.url);
const loaded = loadRegulation(new Map(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")])), "regulation.yaml");
if (!isLoaded(loaded)) throw new Error("the regulation has faults");
const engine = compileRegulation(loaded);
const index = engine.indexes.get("01")!;
const lines = indexLines(index);
const ALL = { filter: "all", typed: "", collapsed: new Set<string>() } as const;

describe("the list of criteria", () => {
  const statuses = new Map<string, Status>(index.leaves.map(({ code }) => [code, code === "1.2.1" ? "missing" : "done"]));
  const codes = (wish: Partial<Parameters<typeof visibleLines>[2]>): string[] => visibleLines(lines, statuses, { ...ALL, ...wish }).map(({ code }) => code);

  test("is gone through as it is listed, also from a criterion that has just left the list", () => {
    const all = ["1.1", "1.2", "1.3", "1.4"];
    expect([nextCode(all, undefined, "1.1", 1), nextCode(all, undefined, "1.1", -1), nextCode(all, undefined, "1.4", 1)]).toEqual(["1.2", undefined, undefined]);
    expect([nextCode(all, ["1.1", "1.4"], "1.1", 1), nextCode(all, ["1.1", "1.4"], "1.2", 1), nextCode(all, ["1.1", "1.4"], "1.3", -1)]).toEqual(["1.4", "1.4", "1.1"]);
    expect(nextCode(all, [], "1.2", 1)).toBe("1.3");
  });

  test("is the whole index at first", () => {
    expect(codes({})).toEqual(lines.map(({ code }) => code));
  });

  test("hides what is below a heading that was closed, and nothing else", () => {
    const shown = codes({ collapsed: new Set(["1.1"]) });
    expect(shown).toContain("1.1");
    expect(shown).not.toContain("1.1.1");
    expect(shown).toContain("1.2.1");
  });

  test("finds what is left with the headings above it, closed or not", () => {
    expect(codes({ filter: "left", collapsed: new Set(["1"]) })).toEqual(["1", "1.2", "1.2.1"]);
  });

  test("is searched with marks and without", () => {
    expect(codes({ typed: "van ban, de an trinh" })).toEqual(["1", "1.1", "1.1.2"]);
    expect(codes({ typed: "văn bản, đề án trình" })).toEqual(["1", "1.1", "1.1.2"]);
    expect(codes({ typed: "không có gì như thế" })).toEqual([]);
  });
});

describe("where a unit would stand", () => {
  const random = randomFrom(3);
  const inputs = new Map(index.leaves.map((leaf) => [leaf.code, leaf.bound.example(85, random) as Fields]));

  test("is what the engine says once everything is scored", () => {
    const counted = preview(engine, { code: "unit", index: "01", scores: Object.fromEntries(inputs) });
    const { ratios, waiting, steps } = foresee(engine, "01", inputs, new Map());
    expect(waiting).toBe(0);
    expect(ratios.map(({ percent }) => percent)).toEqual("faults" in counted ? [] : counted.ratios.map(({ of }) => formatHundredths(of.percent)));
    expect(JSON.stringify(steps)).not.toContain("Chưa có điểm");
  });

  test("leaves out what has no points yet, and says so", () => {
    const without = new Map([...inputs].filter(([code]) => code !== "1.1.1"));
    const { contents, waiting, steps } = foresee(engine, "01", without, new Map());
    expect(waiting).toBe(1);
    expect(contents[0]).toMatchObject({ maxPoints: "39.00", waiting: 1 });
    expect(JSON.stringify(steps)).toContain("Điểm tối đa 45,00 − 6,00 = 39,00, vì 1 tiêu chí chưa có điểm.");
  });

  test("is nothing while nothing is scored; thresholds stand where the regulation has them", () => {
    const { ratios } = foresee(engine, "01", new Map(), new Map());
    expect(ratios.map(({ percent }) => percent)).toEqual([null, null]);
    expect(ratios[0]?.thresholds.map(({ at, level }) => `${at} ${level}`)).toEqual(["60 completed", "75 good", "90 excellent"]);
  });

  test("marks that do not apply leave both sums", () => {
    expect(foresee(engine, "01", inputs, new Map([["1.1.1", "Không được giao"]])).contents[0]).toMatchObject({ maxPoints: "39.00", waiting: 0 });
  });
});
