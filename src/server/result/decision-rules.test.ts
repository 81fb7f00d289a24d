import { describe, expect, it } from "vitest";
import { openRegulation } from "../../cli/regulations.ts";
import type { Decision } from "../../contract/result.ts";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import { isLoaded } from "../../scoring/regulation/load.ts";
import { decisionFaults } from "./decision-rules.ts";

const law = openRegulation("gia-lai-2026-org");
if (!isLoaded(law)) throw new Error("the built-in regulation has faults");
const engine = compileRegulation(law);
const ratio = law.regulation.ratios[0]?.key ?? "";
const left = (why: Pending["why"], percent: string, units = ["SNV"]) => ({ pending: [{ ratio, units, why }], percents: new Map(units.map((one) => [`${ratio} ${one}`, percent])) });
const level = (key: string, unit = "SNV"): Decision => ({ kind: "level", ratio, unit, level: key, reason: "Theo đề nghị của cơ quan thẩm định." });
const order = (...units: string[]): Decision => ({ kind: "order", ratio, units, reason: "Theo đề nghị của cơ quan thẩm định." });
const faultsOf = (given: Decision, from: ReturnType<typeof left>) => decisionFaults(given, from, engine).map((one) => one.pointer);

describe("a gap that a person decides", () => {
  it("takes no level whose points the unit has not (NĐ 335/2025, 8.1 to 8.3)", () => {
    const chosen = (percent: string) => ["excellent", "good", "completed", "failed"].filter((key) => faultsOf(level(key), left("no-level", percent)).length === 0);
    expect(chosen("92.00")).toEqual(["excellent", "good", "completed", "failed"]);
    expect(chosen("70.00")).toEqual(["good", "completed", "failed"]);
    expect(chosen("69.99")).toEqual(["completed", "failed"]);
    expect(chosen("49.99")).toEqual(["failed"]);
    expect(decisionFaults(level("good"), left("no-level", "68.50"), engine)).toMatchObject([{ pointer: "/level", message: { vi: expect.stringMatching(/^Đơn vị đạt 68,50%; số điểm ấy cho phép cao nhất là “Hoàn thành nhiệm vụ” \(.+\)\.$/) as string }, expected: "completed, failed" }]);
  });
  it("is left whole to whoever weighs force majeure (8.4.b)", () => {
    expect(faultsOf(level("good"), left("force-majeure", "40.00"))).toEqual([]);
  });
  it("is no gap where the law gives a level, and no level that the law does not know", () => {
    expect(faultsOf(level("good", "STC"), left("no-level", "80.00"))).toEqual(["/unit"]);
    expect(faultsOf(level("splendid"), left("no-level", "80.00"))).toEqual(["/level"]);
  });
});

describe("a tie", () => {
  it("is decided for all that are tied, and for no other", () => {
    const tie = left("tie", "80.00", ["SNV", "STC"]);
    expect([faultsOf(order("STC", "SNV"), tie), faultsOf(order("SNV"), tie), faultsOf(order("SNV", "STC", "SYT"), tie)]).toEqual([[], ["/units"], ["/units"]]);
  });
});
