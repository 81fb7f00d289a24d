import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { congtam, temporaryFile } from "./run.ts";

/** The published interface of the command, as somebody outside would use it. */

const shown = congtam(["regulation", "show", "dak-lak-2025", "--json"]);
type Leaf = { code: string; method: string; maxPoints: string | null; cap?: string | null };
type Shown = { sha256: string; indexes: { code: string; contents: { code: string; kind: string; maxPoints: string | null; criteria: Leaf[] }[] }[] };
const regulation = JSON.parse(shown.stdout) as Shown;
const example = congtam(["example", "dak-lak-2025", "--seed", "5"]);
const file = () => temporaryFile("case.json", example.stdout);

describe("congtam regulation", () => {
  it("lists the built-in regulations", () => {
    const { status, stdout } = congtam(["regulation", "list"]);
    expect(status).toBe(0);
    expect(stdout.trim().split("\n").map((line) => line.split("\t")[0])).toEqual(["dak-lak-2025", "gia-lai-2026-org", "gia-lai-2026-staff"]);
  });

  it("shows a regulation with its leaves flattened, in order, points as decimal strings", () => {
    expect(Object.keys(regulation)).toEqual(expect.arrayContaining(["id", "title", "sha256", "indexes", "ratios", "classifications"]));
    expect(regulation.indexes.map((index) => index.code)).toEqual(["01", "02", "03"]);
    for (const index of regulation.indexes) {
      expect(index.contents.map((content) => [content.code, content.kind, content.maxPoints])).toEqual([["1", "points", "45.00"], ["2", "points", "35.00"], ["3", "points", "12.00"], ["4", "points", "5.00"], ["5", "bonus", "3.00"], ["6", "deduction", null]]);
      const leaves = index.contents.flatMap((content) => content.criteria);
      expect(leaves.length).toBeGreaterThanOrEqual(index.code === "02" ? 40 : 60);
      for (const leaf of leaves.filter((one) => one.method === "occurrences")) expect(leaf).toHaveProperty("cap");
    }
  });

  it("names the hash that anybody can compute from the canonical text", () => {
    const { stdout } = congtam(["regulation", "show", "dak-lak-2025", "--canonical"]);
    expect(createHash("sha256").update(stdout).digest("hex")).toBe(regulation.sha256);
  });

  it("checks without a fault", () => {
    expect(congtam(["regulation", "check", "gia-lai-2026-staff"])).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("congtam example and evaluate", () => {
  it("the example is the same for the same seed and another for another", () => {
    expect(congtam(["example", "dak-lak-2025", "--seed", "5"]).stdout).toBe(example.stdout);
    expect(congtam(["example", "dak-lak-2025", "--seed", "6"]).stdout).not.toBe(example.stdout);
  });

  it("prints the result of all 128 units with exactly the published fields", () => {
    const { status, stdout, stderr } = congtam(["evaluate", "--input", file()]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const result = JSON.parse(stdout) as { regulation: unknown; units: Record<string, unknown>[]; pending: unknown[] };
    expect(Object.keys(result)).toEqual(["regulation", "units", "pending"]);
    expect(result.regulation).toEqual({ id: "dak-lak-2025", sha256: regulation.sha256 });
    expect(result.units).toHaveLength(128);
    const money = expect.stringMatching(/^-?\d+\.\d\d$/) as string;
    const ratio = { points: money, maxPoints: money, percent: money, rank: expect.any(Number) as number, level: expect.anything() as unknown, why: expect.any(Array) as unknown };
    for (const unit of result.units) {
      expect(Object.keys(unit)).toEqual(["code", "index", "contents", "ratios"]);
      expect(unit["contents"]).toEqual(Array.from({ length: 6 }, (_, i) => ({ code: String(i + 1), points: money, maxPoints: money })));
      expect(Object.keys(unit["ratios"] as object)).toEqual(["quality", "reform"]);
      expect(Object.keys((unit["ratios"] as Record<string, object>)["quality"] ?? {})).toEqual(Object.keys(ratio));
    }
    const ratios = (result.units[0]?.["ratios"] ?? {}) as Record<string, { why: unknown[] }>;
    expect(ratios["quality"]?.why[0]).toEqual({ article: expect.any(String) as string, text: expect.any(String) as string, values: expect.any(Object) as object });
  });

  it("prints prettily, and takes a regulation by name", () => {
    const piped = congtam(["evaluate", "--input", file(), "--regulation", "dak-lak-2025", "--pretty"]);
    expect(piped.stdout.startsWith('{\n  "regulation": {')).toBe(true);
  });

  it("prints three ranking tables, and one unit's derivation", () => {
    const table = congtam(["evaluate", "--input", file(), "--table"]).stdout;
    expect(table.match(/^Chỉ số 0[123]: .*\(\d+\)$/gm)).toHaveLength(3);
    const prose = congtam(["evaluate", "--input", file(), "--explain", "SNV"]).stdout;
    expect(prose).toMatch(/^Sở Nội vụ \(SNV\)/);
    expect(prose).toContain("Xếp thứ");
    expect(prose.match(/Xếp mức “/g)?.length ?? 0).toBeGreaterThanOrEqual(1);
  });
});
