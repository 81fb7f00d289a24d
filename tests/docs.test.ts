import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileRegulation } from "../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../src/scoring/engine/evaluate.ts";
import { resultOf, type Result } from "../src/scoring/engine/result.ts";
import { FAULT_TEXTS, faultLine } from "../src/scoring/fault-text.ts";
import { leaf as leafUnion } from "../src/scoring/method/methods.ts";
import { isLoaded, type LoadedRegulation, loadRegulation } from "../src/scoring/regulation/load.ts";
import { viPoints } from "../src/scoring/words.ts";

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const FORMAT = textOf("docs/regulation-format.md");

/** A fenced block that a comment marks for these tests: `<!-- example: leaf -->`. */
type Example = { readonly mark: string; readonly text: string; readonly at: number };
const EXAMPLES: readonly Example[] = [...FORMAT.matchAll(/<!-- example: (.+?) -->\n```(?:yaml|json)\n([\s\S]*?)\n```/g)].map((found) => ({ mark: found[1] ?? "", text: found[2] ?? "", at: found.index }));
const LEAVES = EXAMPLES.filter((one) => one.mark === "leaf");
const ENTRIES = EXAMPLES.filter((one) => one.mark.startsWith("entry"));

function only(mark: string): string {
  const found = EXAMPLES.filter((one) => one.mark === mark);
  expect(found).toHaveLength(1);
  return found[0]?.text ?? "";
}

/** The value of a scalar field that stands at the left margin of a snippet. */
const fieldOf = (snippet: string, name: string): string => new RegExp(`^${name}: (.+)$`, "m").exec(snippet)?.[1] ?? "";

function load(yaml: string): LoadedRegulation {
  const loaded = loadRegulation(new Map([["regulation.yaml", yaml]]), "regulation.yaml");
  if (!isLoaded(loaded)) throw new Error(loaded.map((fault) => faultLine(fault, "vi")).join("\n"));
  return loaded;
}

function resultFor(regulation: LoadedRegulation, input: unknown): Result {
  const evaluation = evaluate(compileRegulation(regulation), input);
  if (isFaulty(evaluation)) throw new Error(evaluation.faults.map((fault) => faultLine(fault, "vi")).join("\n"));
  return resultOf(evaluation);
}

/** The smallest regulation that holds one leaf, worth as much as the leaf. */
const around = (snippet: string): string => `
format: 1
id: minimal
title: Quy định nhỏ nhất
authority: Cơ quan ban hành
year: 2026
sources: [{ abbreviation: VB, title: Văn bản }]
scale: ${fieldOf(snippet, "maxPoints")}
rounding: { places: 2, mode: halfUp, article: 1, text: Làm tròn. }
notApplicable: { article: 1, text: Không áp dụng. }
roles: [{ key: unit, title: Đơn vị, article: 1, text: Tự chấm. }]
calendar: [{ key: scoring, title: Chấm, before: 12-15, article: 1, text: Tự chấm. }]
indexes:
  - code: 01
    title: Chỉ số
    article: 1
    text: Áp dụng cho mọi đơn vị.
    contents:
      - code: 1
        title: Nội dung
        kind: points
        maxPoints: ${fieldOf(snippet, "maxPoints")}
        scoredBy: unit
        article: 1
        text: Nội dung duy nhất.
        criteria:
          - ${snippet.split("\n").join("\n            ")}
ratios: [{ key: quality, title: Tỷ lệ, contents: [1], article: 1, text: Tỷ lệ. }]
classifications:
  - ratio: quality
    title: Mức
    article: 1
    text: Một mức.
    levels: [{ key: any, title: Mức duy nhất, article: 1, text: Mọi tỷ lệ., when: { value: percent, atLeast: 0 } }]
`;

/** Points of a content as the engine computes them for one entry, beside another unit's entry if there is one. */
function pointsFor(snippet: string, entry: unknown, best: unknown): string {
  const entries = best === undefined ? [entry] : [entry, best];
  const units = entries.map((one, i) => ({ code: `U${String(i)}`, index: "01", scores: { "1.1": one } }));
  return resultFor(load(around(snippet)), { units }).units[0]?.contents[0]?.points ?? "";
}

/** The prose between one example and the next, however its lines are broken. */
const proseAfter = (example: Example): string => FORMAT.slice(example.at, EXAMPLES.find((one) => one.at > example.at)?.at).replace(/\s+/g, " ");

describe("docs/regulation-format.md", () => {
  it("has a complete example without faults", () => {
    expect(load(only("complete")).regulation.id).toBe("tinh-vi-du-2026");
  });

  it("prints the results that the complete example gives", () => {
    const regulation = load(only("complete"));
    const { units, pending } = resultFor(regulation, JSON.parse(only("case")));
    expect(pending).toEqual([]);
    for (const { code, ratios: { quality } } of units) {
      const level = regulation.regulation.classifications[0]?.levels.find((one) => one.key === quality?.level)?.title;
      const cells = [String(quality?.rank), code, viPoints(quality?.points ?? ""), viPoints(quality?.maxPoints ?? ""), viPoints(quality?.percent ?? ""), level];
      expect(FORMAT).toContain(`| ${cells.join(" | ")} |`);
    }
  });

  it("has one snippet for every scoring method", () => {
    const methods = leafUnion.options.map((option) => option.shape.method.value);
    expect(LEAVES.map((one) => fieldOf(one.text, "method"))).toEqual(methods);
    expect(ENTRIES).toHaveLength(methods.length);
  });

  it.each(LEAVES.map((one) => [fieldOf(one.text, "method"), one.text]))("%s: the snippet has no faults", (_method, snippet) => {
    expect(load(around(snippet)).regulation.indexes).toHaveLength(1);
  });

  it.each(ENTRIES.map((one, i) => [fieldOf(LEAVES[i]?.text ?? "", "method"), one, LEAVES[i]?.text ?? ""] as const))("%s: the computed points are those of the engine", (_method, entry, snippet) => {
    const best = /^entry, best (.+)$/.exec(entry.mark)?.[1];
    const points = pointsFor(snippet, JSON.parse(entry.text), best === undefined ? undefined : JSON.parse(best));
    expect(proseAfter(entry)).toContain(` ${viPoints(points)} điểm`);
  });

  it("names only codes of faults that exist", () => {
    const table = /\| Điều được kiểm tra \| Mã lỗi \|\n([\s\S]*?)\n\n/.exec(FORMAT)?.[1] ?? "";
    const codes = [...table.matchAll(/^\|.*\| (.+) \|$/gm)].flatMap((row) => [...(row[1] ?? "").matchAll(/`([a-z0-9-]+)`/g)].map((found) => found[1] ?? ""));
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => FAULT_TEXTS[code] === undefined)).toEqual([]);
  });
});

describe("docs/dependencies.md", () => {
  type Manifest = Readonly<Record<"dependencies" | "devDependencies" | "optionalDependencies", Readonly<Record<string, string>>>>;
  const manifest = JSON.parse(textOf("package.json")) as Manifest;
  const declared = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }).filter(([name]) => !name.startsWith("@types/"));
  const lines = textOf("docs/dependencies.md").split("\n");

  it.each(declared)("names %s %s", (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[0-9a-z.]+)?$/);
    expect(lines.filter((line) => line.startsWith(`| \`${name}\` | ${version} | `))).toHaveLength(1);
  });
});

describe("fault texts", () => {
  const placeholders = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? ""))].toSorted();

  it.each(Object.entries(FAULT_TEXTS))("%s says the same in both languages", (_code, { vi, en }) => {
    expect(vi.trim()).not.toBe("");
    expect(en.trim()).not.toBe("");
    expect(placeholders(en)).toEqual(placeholders(vi));
  });
});
