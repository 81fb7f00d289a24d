import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "../../contract/plan-content.ts";
import { EDITED, openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";
import { circular, contentFaults } from "./content-rules.ts";
import { currentPlan, targetsOf, tasksOf } from "./index.ts";

const known = { codes: new Set(["STP"]), indexes: new Set(["01"]) };
const target = (key: string, more: Partial<Target> = {}): Target => ({ key, section: "II.1", name: key, text: key, unitOfMeasure: "%", direction: "up", threshold: null, baseline: null, scope: "province", reporters: [{ kind: "unit", code: "STP" }], formula: null, reading: null, ...more });
const over = (...keys: readonly string[]): Target["formula"] => ({ kind: "sum", of: { plus: keys.map((one) => ({ target: one })), minus: [] } });
const faultsOf = (...targets: readonly Target[]): string[] => contentFaults({ general: EDITED.general, targets: [...targets], tasks: [] }, 2025, known).map((one) => one.pointer).filter((one) => one.startsWith("/targets"));

describe("a measure", () => {
  const figures = (plus: readonly string[], minus: readonly string[] = []) => ({ plus: plus.map((figure) => ({ figure })), minus: minus.map((figure) => ({ figure })) });
  it.each([
    ["a denominator of nothing", target("a", { formula: { kind: "ratio", of: figures(["x"]), to: figures([]), times: "100" } }), "/targets/a/formula/to"],
    ["a denominator that is taken away again", target("a", { formula: { kind: "ratio", of: figures(["x"]), to: figures(["y", "z"], ["z", "y"]), times: "100" } }), "/targets/a/formula/to"],
    ["itself", target("a", { formula: over("a") }), "/targets/a/formula"],
    ["a target that is not there", target("a", { formula: over("b") }), "/targets/a/formula"],
    ["a change from no baseline", target("a", { threshold: { compare: ">", value: "0", of: "change" } }), "/targets/a/baseline"],
    ["a unit that is not there", target("a", { reporters: [{ kind: "unit", code: "KHONG" }] }), "/targets/a/reporters/0"],
    ["an index of no unit", target("a", { reporters: [{ kind: "index", index: "09" }] }), "/targets/a/reporters/0"],
  ])("with %s is refused", (_what, one, pointer) => {
    expect(faultsOf(one)).toEqual([pointer]);
  });

  const keyOf = (at: number): string => `k${String(at)}`;
  const taking = (links: readonly number[], at: number): Target => target(keyOf(at), { formula: over(...links.filter((one) => one > at).map(keyOf)) });

  it("refers to itself exactly if it lies on a circle", () => {
    expect([...circular([target("a", { formula: over("b") }), target("b", { formula: over("c") }), target("c", { formula: over("b") })])]).toEqual(["b", "c"]);
    // Formulas that only ever take targets that come later never lead back.
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(8), { maxLength: 4 }), { minLength: 9, maxLength: 9 }), (links) => {
        expect(circular(links.map(taking)).size).toBe(0);
      }),
    );
  });
});

describe("a plan and its versions", () => {
  let house: PlanHouse;
  let planId = "";
  beforeAll(async () => {
    house = await openPlanHouse();
    planId = await house.issuePlan();
  });
  afterAll(async () => {
    await house.close();
  });

  it("of 2025 holds once it is issued, with all targets and tasks", async () => {
    const { json } = await house.send("auditor", "GET", "/plans");
    expect(json["items"]).toMatchObject([{ year: 2025, current: 1, versions: [{ state: "issued", targets: EDITED.targets.length, tasks: EDITED.tasks.length, decision: { number: "3235/QĐ-UBND" } }] }]);
    await house.test.database.read(async (tx) => {
      const current = await currentPlan(tx, 2025);
      expect(current).toMatchObject({ planId, number: 1 });
      expect(await targetsOf(tx, { planId, number: 1 })).toEqual(EDITED.targets);
      expect(await tasksOf(tx, { planId, number: 1 })).toEqual(EDITED.tasks);
      expect(await currentPlan(tx, 2024)).toBeUndefined();
    });
    expect(house.room.recorded.map((one) => one.action)).toEqual(["plan.created", "plan.issued"]);
  });

  it("is one a year", async () => {
    expect((await house.send("officer", "POST", "/plans", { programmeId: null, year: 2025, title: "Lần nữa" })).status).toBe(409);
  });

  it("is never changed once it is issued, not even by the database's own user", async () => {
    const { key: _key, ...body } = EDITED.targets[0] ?? target("x");
    expect((await house.send("officer", "PUT", `/plans/${planId}/versions/1/targets/ct01`, body, "1")).status).toBe(409);
    await expect(house.test.superuser.query("update congtam.plan_target set position = 99")).rejects.toThrow("was issued");
    await expect(house.test.superuser.query("delete from congtam.plan_task")).rejects.toThrow("was issued");
  });

  it("is amended by a draft that is changed by whoever has seen its last state, and then issued", async () => {
    const begun = await house.send("officer", "POST", `/plans/${planId}/versions`);
    expect(begun).toMatchObject({ status: 201, json: { version: { number: 2, follows: 1, state: "draft" }, faults: [] } });
    expect((await house.send("officer", "POST", `/plans/${planId}/versions`)).status).toBe(409);
    const { key: _key, ...body } = EDITED.targets.find((one) => one.key === "ct09c") ?? target("x");
    const path = `/plans/${planId}/versions/2/targets/ct09c`;
    const raised = await house.send("officer", "PUT", path, { ...body, threshold: { compare: ">=", value: "60", of: "value" } }, begun.etag);
    expect(raised).toMatchObject({ status: 200, etag: "2" });
    expect(await house.send("officer", "DELETE", path, undefined, begun.etag)).toMatchObject({ status: 412, json: { current: { revision: "2" } } });
    // A draft with a fault is kept, and not issued.
    const broken = await house.send("officer", "PUT", path, { ...body, reporters: [{ kind: "unit", code: "KHONG" }] }, "2");
    expect((broken.json["faults"] as { pointer: string }[]).map((one) => one.pointer)).toEqual(["/targets/ct09c/reporters/0"]);
    const decision = { number: "1200/QĐ-UBND", on: "2025-07-15", text: "Điều chỉnh Kế hoạch" };
    expect((await house.send("officer", "POST", `/plans/${planId}/versions/2/issue`, decision, "3")).status).toBe(422);
    await house.send("officer", "PUT", path, { ...body, threshold: { compare: ">=", value: "60", of: "value" } }, "3");
    expect(await house.send("officer", "POST", `/plans/${planId}/versions/2/issue`, decision, "4")).toMatchObject({ status: 200, json: { version: { state: "issued", decision } } });
    const [first, second] = [await house.send("stc.head", "GET", `/plans/${planId}/versions/1`), await house.send("stc.head", "GET", `/plans/${planId}/versions/2`)];
    const thresholdIn = (answer: typeof first) => (answer.json["targets"] as Target[]).find((one) => one.key === "ct09c")?.threshold?.value;
    expect([thresholdIn(first), thresholdIn(second)]).toEqual(["50", "60"]);
  });

  it("of the next year begins with this one's, its days moved along and its baselines to be entered anew", async () => {
    const made = await house.send("officer", "POST", "/plans", { programmeId: null, year: 2026, title: "Kế hoạch năm 2026", fromPlanId: planId });
    const { json } = await house.send("officer", "GET", `/plans/${String(made.json["id"])}/versions/1`);
    expect(json).toMatchObject({ year: 2026, general: { rules: { unitPlansDue: { on: "2026-01-15" } } }, faults: [] });
    expect((json["targets"] as Target[]).find((one) => one.key === "mt-par")?.baseline).toEqual({ period: "2024", value: null, source: null });
  });

  it("asks the database the same number of questions, however much stands in it", async () => {
    const before = house.test.database.statements();
    await house.send("auditor", "GET", `/plans/${planId}/versions/1`);
    const large = house.test.database.statements() - before;
    expect(large).toBeLessThan(14);
  });
});
