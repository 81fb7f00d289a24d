import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frameFault, lint, spreadOf } from "./catalogue-lint.ts";
import { clustersOf, type Described, pairsAlike, similarityOf } from "./catalogue-similar.ts";

const work = (name: string, detail = "", output = ""): Described => ({ name, detail, output });

/** Pairs as a plain comparison of each with each finds them. */
const plainPairs = (all: readonly Described[]): string[] => all.flatMap((one, b) => all.slice(0, b).flatMap((other, a) => (similarityOf(other, one) >= 0.63 ? [`${String(a)} ${String(b)}`] : [])));

describe("work that is nearly the same", () => {
  it("is found with diacritics and without", () => {
    expect(similarityOf(work("Soạn thảo văn bản hành chính"), work("Soạn thảo các văn bản hành chính"))).toBeGreaterThan(0.7);
    expect(similarityOf(work("Trả lời kiến nghị của doanh nghiệp"), work("Tra loi kien nghi cua doanh nghiep"))).toBe(1);
    expect(similarityOf(work("Đăng ký khai sinh"), work("Thẩm định dự án đầu tư"))).toBeLessThan(0.3);
    // The same letters with other diacritics are other words.
    expect(similarityOf(work("Bán hàng tồn kho"), work("Bàn hàng tôn khó"))).toBeLessThan(1);
  });

  it("is told apart by what is done and what comes of it, where names are the same", () => {
    const all = [work("Tổ chức hội nghị", "Xây dựng kế hoạch tổ chức", "Kế hoạch"), work("Tổ chức hội nghị", "Thanh toán kinh phí sau hội nghị", "Hồ sơ thanh toán"), work("Tổ chức hội nghị", "Lập kế hoạch tổ chức hội nghị", "Kế hoạch")];
    expect(clustersOf(all).map((one) => one.members)).toEqual([[0, 2], [1]]);
  });

  it("puts every line into exactly one cluster, and finds every pair that a plain comparison finds", () => {
    const words = fc.constantFrom("soạn", "thảo", "văn", "bản", "báo", "cáo", "kế", "hoạch", "tháng", "quý", "kiểm", "tra");
    const lines = fc.array(fc.array(words, { minLength: 2, maxLength: 6 }).map((one) => work(one.join(" "))), { maxLength: 25 });
    fc.assert(
      fc.property(lines, (all) => {
        expect(clustersOf(all).flatMap((one) => [...one.members]).toSorted((a, b) => a - b)).toEqual(all.map((_one, at) => at));
        expect(pairsAlike(all).map(({ a, b }) => `${String(a)} ${String(b)}`).toSorted()).toEqual(plainPairs(all).toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

const FRAMES = [{ group: 1, from: "1", to: "10" }, { group: 2, from: "11", to: "50" }];
const line = (id: string, more: object = {}) => ({ id, code: id, name: `Việc ${id}`, output: "Báo cáo", group: 1, points: "5.00", ...more });
const keysOf = (items: ReturnType<typeof line>[], standardPoints = "5.00"): string[] => lint({ standardName: "Việc a", standardPoints, frames: FRAMES, items }).map((one) => one.key);

describe("what should be looked at again", () => {
  it.each([
    ["nothing", {}, []],
    ["an output that is missing", { output: " - " }, ["missing-output"]],
    ["points outside the group's frame", { points: "10.01" }, ["outside-frame"]],
    ["points at the frame's end", { points: "10.00" }, []],
    ["no points", { points: null }, ["missing-points"]],
    ["no group", { group: null }, ["missing-group"]],
    ["a group that has no frame", { group: 3 }, ["no-such-group"]],
    ["several works in one", { name: "Xây dựng kế hoạch, tổ chức hội nghị và báo cáo kết quả" }, ["compound"]],
    ["several outputs in one", { output: "Kế hoạch, giấy mời, báo cáo" }, ["compound"]],
    ["ways of saying one output", { output: "Chương trình/kế hoạch/bảng phân công" }, []],
  ])("%s", (_what, more, keys) => {
    expect(keysOf([line("a"), line("b", more)])).toEqual(keys);
  });

  it("a code that is there twice, a coefficient that has to be rounded, a standard that is not listed", () => {
    expect(keysOf([line("a"), line("b", { code: "a" })])).toEqual(["code-twice", "code-twice"]);
    expect(lint({ standardName: "", standardPoints: "5.00", frames: FRAMES, items: [line("a", { name: "Việc một" }), line("b", { code: "a", name: "Việc hai" })] }).flatMap((one) => (one.key === "code-twice" ? [one.message.vi] : []))).toEqual(["Mã a trùng với dòng “Việc hai”.", "Mã a trùng với dòng “Việc một”."]);
    expect(keysOf([line("a", { points: "3.00" })], "3.00")).toEqual([]);
    expect(keysOf([line("a", { points: "3.00" }), line("b")], "3.00")).toEqual(["rounded-coefficient"]);
    expect(keysOf([line("b")])).toEqual(["standard-not-listed"]);
    expect(keysOf([])).toEqual(["empty"]);
  });

  it("coefficients of the same work that differ by half or more, each in its unit's own standard", () => {
    expect(spreadOf([{ points: "10", standardPoints: "5" }, { points: "200", standardPoints: "100" }])).toEqual({ least: "2", most: "2", differs: false });
    expect(spreadOf([{ points: "10", standardPoints: "5" }, { points: "15", standardPoints: "5" }])).toEqual({ least: "2", most: "3", differs: true });
    expect(spreadOf([{ points: null, standardPoints: "5" }])).toEqual({ least: null, most: null, differs: false });
  });

  it("frames are numbered from 1 and do not overlap", () => {
    expect(frameFault(FRAMES)).toBeUndefined();
    expect(frameFault([{ group: 2, from: "1", to: "10" }])?.en).toContain("from 1");
    expect(frameFault([{ group: 1, from: "10", to: "1" }])?.en).toContain("above its end");
    expect(frameFault([{ group: 1, from: "1", to: "10" }, { group: 2, from: "10", to: "50" }])?.en).toContain("overlaps");
  });
});
