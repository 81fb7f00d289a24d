import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STAGES } from "../../contract/cycle.ts";
import { ROLES } from "../../contract/route.ts";
import { pointsOf } from "../../scoring/exact.ts";
import { byKey, counts, faultOf, isMarkable, type Leader, type Mark, remitFaults, repeatedAt, sightOf, standingOf, unitsToMark, type WantedMark } from "./rules.ts";

const units = [{ unitId: "a", index: "01" }, { unitId: "b", index: "01" }, { unitId: "c", index: "03" }];
const leaves = new Map([["01", [{ code: "4.1", title: "", max: pointsOf("5") }]], ["03", [{ code: "4.1", title: "", max: pointsOf("3") }, { code: "4.2", title: "", max: pointsOf("2") }]]]);
const deputy = (more: Partial<Leader> = {}): Leader => ({ personId: "p", marksAll: false, remit: ["a", "c"], own: [], ...more });
const mark = (unitId: string, code: string, more: Partial<Mark> = {}): Mark => ({ personId: "p", unitId, code, number: 1, mark: "3.00", note: null, at: new Date(0), ...more });
const desk = (leader: Leader, marks: readonly Mark[] = []) => ({ leader, units: new Map(units.map((one) => [one.unitId, one])), leaves, marks: byKey(marks) });
const wanted = (unitId: string, more: Partial<WantedMark> = {}): WantedMark => ({ unitId, code: "4.1", mark: "2.50", note: null, version: "0", ...more });

describe("who marks what", () => {
  it("a Vice-Chairman marks the remit, the Chairman everything, nobody a unit of their own", () => {
    expect(unitsToMark(deputy(), units).map((one) => one.unitId)).toEqual(["a", "c"]);
    expect(unitsToMark(deputy({ marksAll: true, remit: [] }), units).map((one) => one.unitId)).toEqual(["a", "b", "c"]);
    expect(unitsToMark(deputy({ marksAll: true, own: ["b"] }), units).map((one) => one.unitId)).toEqual(["a", "c"]);
    expect(unitsToMark(deputy({ own: ["a"] }), units).map((one) => one.unitId)).toEqual(["c"]);
  });

  it("what is listed as theirs is exactly what they may mark", () => {
    const some = fc.subarray(["a", "b", "c"]);
    fc.assert(
      fc.property(fc.boolean(), some, some, (marksAll, remit, own) => {
        const leader = deputy({ marksAll, remit, own });
        const open = units.filter(({ unitId }) => faultOf(wanted(unitId), desk(leader)) === undefined);
        expect(open).toEqual(unitsToMark(leader, units));
      }),
    );
  });

  it("marks are given from the opening until the result is proposed", () => {
    const working = ["self-scoring", "appraisal-1", "explanation", "appraisal-2"];
    expect(STAGES.filter((stage) => isMarkable(stage, false))).toEqual([...working, "consolidation"]);
    expect(STAGES.filter((stage) => isMarkable(stage, true))).toEqual(working);
  });
});

describe("a mark", () => {
  it.each([
    ["an unknown unit", wanted("z"), deputy(), "unknown", "unitId"],
    ["a unit outside the remit", wanted("b"), deputy(), "not-allowed", "unitId"],
    ["a unit of one's own in the remit", wanted("a"), deputy({ own: ["a"] }), "not-allowed", "unitId"],
    ["a unit of the Chairman's own", wanted("b"), deputy({ marksAll: true, own: ["b"] }), "not-allowed", "unitId"],
    ["a criterion of another index", wanted("a", { code: "4.2" }), deputy(), "unknown", "code"],
    ["more than the maximum", wanted("c", { mark: "3.01" }), deputy(), "invalid", "mark"],
    ["a version that was never there", wanted("a", { version: "1" }), deputy(), "stale", "version"],
    ["taking back what is not there", wanted("a", { mark: null }), deputy(), "nothing", "mark"],
  ])("%s is refused", (_name, one, leader, why, field) => {
    expect(faultOf(one, desk(leader))).toMatchObject({ why, field });
  });

  it("of exactly the maximum, or of nothing, is a mark", () => {
    expect(faultOf(wanted("c", { mark: "3.00" }), desk(deputy()))).toBeUndefined();
    expect(faultOf(wanted("c", { mark: "0.00" }), desk(deputy()))).toBeUndefined();
  });

  it("follows on the version before, and may be taken back once", () => {
    const given = [mark("a", "4.1", { number: 2 })];
    expect(faultOf(wanted("a"), desk(deputy(), given))).toMatchObject({ why: "stale", expected: "2" });
    expect(faultOf(wanted("a", { mark: null, version: "2" }), desk(deputy(), given))).toBeUndefined();
    expect(faultOf(wanted("a", { mark: null, version: "3" }), desk(deputy(), [mark("a", "4.1", { number: 3, mark: null })]))).toMatchObject({ why: "nothing" });
  });

  it("is named twice where unit and criterion are the same", () => {
    expect(repeatedAt([wanted("a"), wanted("c"), wanted("c", { code: "4.2" }), wanted("a")])).toEqual([3]);
  });
});

describe("what is left", () => {
  it("counts criteria, not units; a mark that was taken back is missing", () => {
    const marks = byKey([mark("a", "4.1"), mark("c", "4.2", { mark: "2.00" }), mark("c", "4.1", { mark: null, number: 2 })]);
    expect(standingOf(deputy(), units, leaves, marks)).toEqual({ expected: 3, given: 2, missing: [{ unitId: "c", codes: ["4.1"] }] });
  });

  it("is nothing for a leader without units", () => {
    // An amendment may have lowered the maximum since: such a mark is to be given anew.
    expect(standingOf(deputy({ remit: ["c"] }), units, leaves, byKey([mark("c", "4.1", { mark: "3.01" }), mark("c", "4.2", { mark: "2.00" })]))).toEqual({ expected: 2, given: 1, missing: [{ unitId: "c", codes: ["4.1"] }] });
    expect(standingOf(deputy({ remit: [] }), units, leaves, new Map())).toEqual({ expected: 0, given: 0, missing: [] });
  });
});

describe("who sees marks", () => {
  it.each(STAGES.flatMap((stage) => [[stage, false] as const, [stage, true] as const]))("in %s (proposed: %s)", (stage, isProposed) => {
    const isGathered = ["consolidation", "decided", "published"].includes(stage);
    expect(sightOf(["auditor"], stage, isProposed)).toBe("all");
    // Whoever may still mark is not shown what the others gave, officer or not.
    const leaders = isGathered && !isMarkable(stage, isProposed) ? "all" : "own";
    for (const role of ["chairman", "vice-chairman"] as const) expect([sightOf([role], stage, isProposed), sightOf(["programme-officer", role], stage, isProposed)]).toEqual([leaders, leaders]);
    for (const role of ROLES.filter((one) => !["auditor", "chairman", "vice-chairman"].includes(one))) expect(sightOf([role], stage, isProposed)).toBe(isGathered ? "all" : "none");
  });

  it("a mark for a unit to which the leader turned out to belong does not count", () => {
    const own = new Map([["p", ["a"]]]);
    expect([counts({ personId: "p", unitId: "a" }, own), counts({ personId: "p", unitId: "b" }, own), counts({ personId: "q", unitId: "a" }, own)]).toEqual([false, true, true]);
  });
});

describe("a remit", () => {
  it("names every place that is wrong", () => {
    expect(remitFaults(["a", "z", "a", "b", "c"], new Set(["a", "b", "c"]), new Set(["b"])).map((one) => one.at)).toEqual([1, 2, 3]);
  });
});
