import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Result } from "../../src/scoring/engine/result.ts";
import type { ExplainedStep } from "../../src/scoring/explain/unit.ts";
import { sha256OfDocument } from "../../src/scoring/regulation/canonical.ts";
import { showRegulation } from "../../src/scoring/regulation/show.ts";
import { recompute } from "../second/recompute.ts";
import type { CaseInput, Shown } from "../second/shapes.ts";
import { openProvince, plan, playToProposal, type Province } from "./province.ts";

/** Threats 8 and 9: every published number follows from its explanation, and no weight changes unseen. */

let house: Province;
let published: Result;
let explained = new Map<string, ExplainedStep>();
let exported: CaseInput;
let shownSha = "";
const path = (rest: string): string => `/campaigns/${house.campaignId}/result-versions${rest}`;

beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
  await house.send("officer", "POST", path(""), {});
  await house.send("chutich", "POST", path("/1/approval"), { decisionNumber: "1/QĐ-UBND", decidedOn: "2025-12-30" });
  await house.send("officer", "POST", path("/1/publication"));
  const { json } = await house.send("nobody", "GET", path("/1"));
  published = json["result"] as Result;
  shownSha = (json["item"] as { regulation: { sha256: string } }).regulation.sha256;
  exported = (await house.send("nobody", "GET", path("/1/case"))).json as unknown as CaseInput;
  explained = new Map(await Promise.all(plan.units.map(async ({ code }) => [code, (await house.send("nobody", "GET", path(`/1/units/${code}`))).json as unknown as ExplainedStep] as const)));
}, 120_000);
afterAll(async () => {
  await house.end();
});

const hundredths = (text: string): number => Math.round(Number(text.replaceAll(".", "").replace(",", ".").replace("−", "-")) * 100);
const shown = (value: number): string => `${value < 0 ? "-" : ""}${String(Math.floor(Math.abs(value) / 100))}.${String(Math.abs(value) % 100).padStart(2, "0")}`;
const leavesOf = (step: ExplainedStep): ExplainedStep[] => (step.steps.length === 0 ? [step] : step.steps.flatMap(leavesOf));

type Cell = { readonly points: string; readonly maxPoints: string };

/** Points of a content from the sentences about its criteria alone: "0,95/1,00 điểm. …". */
function contentCell(step: ExplainedStep, kind: string, max: number): Cell {
  const leaves = leavesOf(step).flatMap((leaf) => /^(−?[\d.]+,\d\d)(?:\/([\d.]+,\d\d))? điểm\./.exec(leaf.text) ?? []);
  let [points, maxPoints] = [0, 0];
  for (let i = 0; i < leaves.length; i += 3) {
    points += hundredths(leaves[i + 1] ?? "0,00");
    maxPoints += hundredths(leaves[i + 2] ?? "0,00");
  }
  if (kind === "bonus") return { points: shown(Math.min(points, max)), maxPoints: shown(max) };
  if (kind === "deduction") return { points: shown(-Math.min(Math.abs(points), max)), maxPoints: "0.00" };
  return { points: shown(points), maxPoints: shown(maxPoints) };
}

/** A hundredth of a percent, half up. */
const percent = (points: number, max: number): string => shown(Math.floor((2 * points * 10_000 + max) / (2 * max)));

const { regulation } = plan.loaded;
const toHundredths = (value: unknown): number => Math.round(Number(value) * 100);

/** Every published cell of a unit, worked out from its explanation and the regulation's own list of what is added up. */
function recomputed(explanation: ExplainedStep, indexCode: string): { contents: Record<string, Cell>; ratios: Record<string, Cell & { percent: string }> } {
  const index = plan.engine.indexes.get(indexCode);
  const contents: Record<string, Cell> = {};
  for (const [i, { content }] of (index?.contents ?? []).entries()) {
    const step = explanation.steps[i];
    if (step === undefined || !step.title.startsWith(`Nội dung ${content.code}.`)) throw new Error(`no explanation of content ${content.code}`);
    contents[content.code] = contentCell(step, content.kind, content.maxPoints === undefined ? Number.POSITIVE_INFINITY : toHundredths(content.maxPoints));
  }
  const ratios: Record<string, Cell & { percent: string }> = {};
  for (const { ratio } of plan.engine.ratios) {
    const cells = ratio.contents.flatMap((code) => contents[code] ?? []);
    const points = Math.max(0, cells.reduce((sum, cell) => sum + toHundredths(cell.points), 0));
    const max = cells.reduce((sum, cell) => sum + toHundredths(cell.maxPoints), 0);
    ratios[ratio.key] = { points: shown(points), maxPoints: shown(max), percent: percent(points, max) };
  }
  return { contents, ratios };
}

/** The same cells as they were published. */
function cellsOf(unit: Result["units"][number]): unknown {
  return {
    contents: Object.fromEntries(unit.contents.map(({ code, points, maxPoints }) => [code, { points, maxPoints }])),
    ratios: Object.fromEntries(Object.entries(unit.ratios).map(([key, { points, maxPoints, percent: share }]) => [key, { points, maxPoints, percent: share }])),
  };
}

const COUNTS: ReadonlySet<string> = new Set(["occurrences", "counts", "count"]);
const numbers = (value: unknown): unknown => (typeof value === "string" ? Number(value) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, numbers(one)])) : value);

describe("every published number", () => {
  it.each(plan.units.map((unit) => unit.code))("of %s follows from what its explanation says of each criterion", (code) => {
    const unit = published.units.find((one) => one.code === code);
    const explanation = explained.get(code);
    if (unit === undefined || explanation === undefined) throw new Error(`${code} is not there`);
    expect(recomputed(explanation, unit.index)).toEqual(cellsOf(unit));
    // A criterion that earned a hundredth more than is said would not add up.
    const leaf = leavesOf(explanation).find((one) => /^\d,\d\d\//.test(one.text));
    const wrong = JSON.parse(JSON.stringify(explanation).replace(JSON.stringify(leaf?.text), JSON.stringify(leaf?.text.replace(/^\d,\d\d/, "9,99")))) as ExplainedStep;
    expect(recomputed(wrong, unit.index)).not.toEqual(cellsOf(unit));
  });

  /** The second computation takes counts as numbers and a mark that does not apply without its reason. */
  const asItReads = (entry: object): object =>
    "notApplicable" in entry ? { notApplicable: true } : Object.fromEntries(Object.entries(entry).map(([field, value]) => [field, COUNTS.has(field) ? numbers(value) : (value as unknown)]));
  const read = (input: CaseInput): CaseInput => ({ ...input, units: input.units.map((unit) => ({ ...unit, scores: Object.fromEntries(Object.entries(unit.scores).map(([code, entry]) => [code, asItReads(entry)])) })) });

  it("comes out the same from a second computation of the exported case", () => {
    const outcome = recompute(structuredClone(showRegulation(plan.loaded)) as unknown as Shown, read(exported));
    const bare = published.units.map((unit) => ({ ...unit, ratios: Object.fromEntries(Object.entries(unit.ratios).map(([key, { why: _why, ...ratio }]) => [key, ratio])) }));
    expect("faults" in outcome ? outcome : outcome.units).toEqual(bare);
  });

  it("and every level says why, with its articles", () => {
    const whys = published.units.flatMap((unit) => Object.values(unit.ratios).map((ratio) => ratio.why));
    expect(whys.length).toBeGreaterThan(0);
    expect(whys.every((steps) => steps.length > 0 && steps.every((step) => step.article !== "" && step.text !== ""))).toBe(true);
  });
});

type Weight = { readonly at: readonly (string | number)[]; readonly value: string | number };

/** Every weight of a document, with the way to it. */
function weightsIn(value: unknown, at: readonly (string | number)[] = []): Weight[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown, i) => weightsIn(one, [...at, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === "maxPoints" ? [{ at: [...at, key], value: one as string | number }] : weightsIn(one, [...at, key])));
}

describe("a weight", () => {
  it("that changes by a hundredth changes the hash by which the result is pinned", () => {
    const before = structuredClone(regulation) as unknown;
    expect(sha256OfDocument(before)).toBe(shownSha);
    const weights = weightsIn(before);
    const hashes = weights.map(({ at, value }) => {
      const changed: unknown = structuredClone(before);
      let place = changed as Record<string | number, unknown>;
      for (const step of at.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
      place["maxPoints"] = typeof value === "number" ? value + 1 : (Number(value) + 0.01).toFixed(2);
      return sha256OfDocument(changed);
    });
    expect(weights.length).toBeGreaterThan(100);
    expect(new Set([shownSha, ...hashes]).size).toBe(weights.length + 1);
  });
});
