import { describe, expect, it } from "vitest";
import { planImport } from "./import-rules.ts";
import { dayAfter, dayOf, fold, makesCycle, overlap, planRenaming, requireEnding, requireMerging, requirePost, type UnitFacts, withKin } from "./rules.ts";

const unit = (id: string, more: Partial<UnitFacts> = {}): UnitFacts => ({ id, code: id.toUpperCase(), parent: null, index: "01", from: "2020-01-01", to: null, ...more });
const period = (from: string, to: string | null = null) => ({ from, to });

describe("days", () => {
  it("begin seven hours before UTC", () => {
    expect(dayOf(new Date("2025-12-31T16:59:59Z"))).toBe("2025-12-31");
    expect(dayOf(new Date("2025-12-31T17:00:00Z"))).toBe("2026-01-01");
    expect(dayAfter("2028-02-28")).toBe("2028-02-29");
  });

  it.each([
    [period("2025-01-01", "2025-07-01"), period("2025-07-01"), false],
    [period("2025-01-01", "2025-07-02"), period("2025-07-01"), true],
    [period("2025-01-01"), period("2020-01-01"), true],
    [period("2025-01-01"), period("2020-01-01", "2025-01-01"), false],
  ])("%j and %j overlap: %s", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});

describe("search", () => {
  it.each([
    ["Sở Nội vụ", "so noi vu"],
    ["ĐẮK LẮK", "dak lak"],
    ["Hoà", "hoa"],
    ["Ea H’Leo", "ea h'leo"],
    ["Cư  M'gar ", "cu m'gar"],
    ["Thị xã Ứng Hòa".normalize("NFD"), "thi xa ung hoa"],
  ])("reads %s as %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe("the tree", () => {
  const parents: Readonly<Record<string, string | null>> = { a: null, b: "a", c: "b", x: "y", y: "x" };
  it("never bites its tail", () => {
    expect(makesCycle("a", "c", (one) => parents[one])).toBe(true);
    expect(makesCycle("a", "a", (one) => parents[one])).toBe(true);
    expect(makesCycle("c", "a", (one) => parents[one])).toBe(false);
    expect(makesCycle("a", "x", (one) => parents[one])).toBe(false);
  });
});

describe("a renaming", () => {
  const names = [{ name: "A", ...period("2020-01-01", "2025-01-01") }, { name: "B", ...period("2025-01-01") }];
  it("follows, corrects or changes nothing", () => {
    expect(planRenaming(unit("u"), names, "C", "2025-01-02")).toBe("follow");
    expect(planRenaming(unit("u"), names, "C", "2025-01-01")).toBe("correct");
    expect(planRenaming(unit("u"), names, "B", "2000-01-01")).toBe("none");
    expect(() => planRenaming(unit("u"), names, "C", "2024-12-31")).toThrow("cannot start before");
    expect(() => planRenaming(unit("u", { to: "2026-01-01" }), names, "C", "2026-01-01")).toThrow("does not exist on this day");
  });
});

describe("a merger", () => {
  const base = { unit: unit("u"), into: unit("v"), on: "2025-07-01", children: [], incoming: [], posts: [] };
  it("is allowed between two units that exist", () => {
    expect(() => {
      requireMerging(base);
    }).not.toThrow();
  });
  it.each([
    ["into nothing", { into: undefined }, "no such unit"],
    ["into itself", { into: unit("u") }, "into itself"],
    ["of what has ended", { unit: unit("u", { to: "2025-01-01" }) }, "has ended"],
    ["into what will end", { into: unit("v", { to: "2030-01-01" }) }, "to merge into ends"],
    ["before one exists", { into: unit("v", { from: "2025-07-02" }) }, "do not both exist"],
    ["on the first day", { unit: unit("u", { from: "2025-07-01" }) }, "do not both exist"],
    ["before something merges into it", { incoming: [{ unit: "w", successor: "u", on: "2025-07-01" }] }, "choose a later one"],
    ["with units below", { children: [unit("k")] }, "Move the units under it first: K."],
    ["with posts still to come", { posts: [{ ...period("2025-07-01"), unit: "u", person: "p", kind: "head" as const }] }, "A post starts"],
  ])("%s is refused", (_name, more, words) => {
    expect(() => {
      requireMerging({ ...base, ...more });
    }).toThrow(words);
  });
  it("is not held up by units below that end in time", () => {
    expect(() => {
      requireMerging({ ...base, children: [unit("k", { to: "2025-07-01" })] });
    }).not.toThrow();
  });
});

describe("a post", () => {
  const head = { ...period("2025-01-01", "2026-01-01"), unit: "u", person: "p", kind: "head" as const };
  it.each([
    ["a second head", { person: "q", from: "2025-12-31", to: null }, [head], "has a head"],
    ["the same post twice", { kind: "officer" as const }, [{ ...head, kind: "officer" as const }], "has that post"],
    ["an end before the start", { to: "2025-01-01" }, [], "must come after"],
    ["before its unit", { from: "2019-12-31" }, [], "outside the time"],
  ])("%s is refused", (_name, more, others, words) => {
    expect(() => {
      requirePost({ ...head, ...more }, unit("u"), others);
    }).toThrow(words);
  });
  it("follows another, and stands beside other kinds", () => {
    expect(() => {
      requirePost({ ...head, ...period("2026-01-01") }, unit("u"), [head, { ...head, ...period("2020-01-01"), kind: "deputy" }]);
    }).not.toThrow();
  });
  it("ends once, after its start", () => {
    expect(() => {
      requireEnding(period("2025-01-01"), "2025-01-01", "2025-06-01");
    }).toThrow("must come later");
    expect(() => {
      requireEnding(period("2025-01-01", "2025-03-01"), "2025-02-01", "2025-06-01");
    }).toThrow("has ended");
    expect(() => {
      requireEnding(period("2025-01-01", "2025-12-01"), "2025-07-01", "2025-06-01");
    }).not.toThrow();
  });
});

describe("kin", () => {
  const links = [{ unit: "a", successor: "c", on: "2025-07-01" }, { unit: "b", successor: "c", on: "2025-07-01" }, { unit: "c", successor: "d", on: "2026-01-01" }];
  it("are what continues a unit and what it continues, not its siblings", () => {
    expect(withKin(["a"], links)).toEqual(["a", "c", "d"]);
    expect(withKin(["d"], links)).toEqual(["a", "b", "c", "d"]);
    expect(withKin(["x"], links)).toEqual(["x"]);
  });
});

describe("an import", () => {
  const existing = [{ ...unit("a"), name: "Sở A" }, { ...unit("late", { from: "2030-01-01" }), name: "Sở L" }];
  const line = (code: string, more = {}) => ({ code, name: `Sở ${code}`, index: "01", ...more });
  it("creates what is new and leaves what is there", () => {
    expect(planImport([line("B", { parent: "C" }), line("C", { parent: "A" }), line("A")], existing, "2025-01-01")).toMatchObject({ create: [{ code: "B" }, { code: "C" }], unchanged: [{ id: "a" }] });
  });
  it("tells all that is wrong", () => {
    const lines = [line("A", { name: "Khác", index: "02", parent: "B" }), line("B", { parent: "C" }), line("C", { parent: "B" }), line("C"), line("LATE"), line("E", { parent: "NONE" })];
    const plan = planImport(lines, existing, "2025-01-01");
    expect("faults" in plan && plan.faults.map((one) => one.pointer).toSorted()).toEqual(["/units/0/index", "/units/0/name", "/units/0/parent", "/units/1/parent", "/units/2/parent", "/units/3/code", "/units/4/code", "/units/5/parent"]);
  });
  it("tells of cells that cannot be used beside all else that is wrong, what stands there and what is expected", () => {
    const plan = planImport([line(""), line("A", { name: "Khác" }), line("B", { name: " ", index: "một hai" }), line("C", { parent: "NONE" }), line(" D\n ")], existing, "2025-01-01");
    const faults = "faults" in plan ? plan.faults : [];
    expect(faults.map((one) => one.pointer)).toEqual(["/units/0/code", "/units/2/name", "/units/2/index", "/units/1/name", "/units/3/parent"]);
    expect(faults[2]?.message).toMatchObject({ vi: "“một hai” không dùng được; cần mã chỉ số (ví dụ 01), hoặc để trống." });
  });
});
