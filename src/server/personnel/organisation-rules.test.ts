import { describe, expect, it } from "vitest";
import { openRegulation } from "../../cli/regulations.ts";
import { readFacts } from "../../scoring/case/facts.ts";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { levelByConditions, levelByPoints } from "../../scoring/explain/gates.ts";
import { isLoaded } from "../../scoring/regulation/load.ts";
import { countFault, openQuarterOn, sumOf } from "./organisation-rules.ts";
import { termsOf } from "./terms.ts";

const law = openRegulation("gia-lai-2026-org");
if (!isLoaded(law)) throw new Error("the built-in regulation has faults");
const staff = openRegulation("gia-lai-2026-staff");
if (!isLoaded(staff)) throw new Error("the built-in regulation has faults");
const engine = compileRegulation(law);
const [classification] = law.regulation.classifications;
if (classification === undefined) throw new Error("no levels");

const REMEDIED: Record<string, unknown> = { shortcomingsRemedied: true };
const allowed = (tasks: Record<string, number>, facts = REMEDIED): string | null => {
  const faults: Parameters<typeof readFacts>[2] = [];
  return levelByConditions(classification, readFacts({ code: "A", index: "01", facts: { tasks, ...facts }, scores: {} }, engine, faults))?.key ?? null;
};

describe("what the conditions allow, points aside (article 8)", () => {
  const all = { assigned: 100, completed: 100, onTime: 100, exceeded: 30 };
  it("falls from level to level as conditions fail, and leaves gaps to people", () => {
    expect([allowed(all), allowed({ ...all, exceeded: 29 }), allowed(all, {}), allowed({ ...all, onTime: 80 }), allowed({ ...all, onTime: 79, exceeded: 0 }), allowed({ assigned: 100, completed: 69, onTime: 0, exceeded: 0 })]).toEqual(["excellent", "good", "good", "completed", null, "failed"]);
  });
  it("is shown beside what the points allow", () => {
    expect(["95.00", "89.99", "50.00", "49.99"].map((one) => levelByPoints(classification, one)?.key)).toEqual(["excellent", "good", "completed", "failed"]);
  });
});

describe("the Office's quarterly review (plan V.3)", () => {
  it("has its window from the 5th to the 10th of the quarter's last month", () => {
    expect(["2026-03-04", "2026-03-05", "2026-06-10", "2026-06-11", "2026-07-07"].map((day) => openQuarterOn(day, termsOf(staff.regulation))?.quarter ?? null)).toEqual([null, 1, 2, null, null]);
  });
  it("adds quarters up and names counts that cannot be", () => {
    expect(sumOf([{ assigned: 3, completed: 2, onTime: 1, exceeded: 0 }, { assigned: 1, completed: 1, onTime: 1, exceeded: 1 }])).toEqual({ assigned: 4, completed: 3, onTime: 2, exceeded: 1 });
    expect([countFault({ assigned: 1, completed: 2, onTime: 0, exceeded: 0 }), countFault({ assigned: 2, completed: 1, onTime: 2, exceeded: 0 }), countFault({ assigned: 2, completed: 1, onTime: 1, exceeded: 2 }), countFault({ assigned: 2, completed: 2, onTime: 2, exceeded: 2 })]).toEqual(["completed", "onTime", "exceeded", undefined]);
  });
});
