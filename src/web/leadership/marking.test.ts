import { describe, expect, test } from "vitest";
import { begun, type Cell, freshCell, keptIn, markByKey, reread, settle, shownMark, stepsTo, taken, targetsOf, want } from "./marking.ts";

const kept = (mark: string | null, version: string) => ({ mark, note: null, version, at: null });
const said = (mark: string | null) => ({ mark, note: null });
const fresh = freshCell("u", "4.1", kept(null, "0"));
const started = (cell: Cell): Cell => begun(cell) ?? expect.fail("nothing to send");

describe("targets", () => {
  test("are half points up to the maximum, and a mark between them where one was given", () => {
    expect(stepsTo("5.00")).toEqual(["0.00", "0.50", "1.00", "1.50", "2.00", "2.50", "3.00", "3.50", "4.00", "4.50", "5.00"]);
    expect(targetsOf("2.00", "1.25")).toEqual(["0.00", "0.50", "1.00", "1.25", "1.50", "2.00"]);
    expect(stepsTo("100.00")).toBeUndefined();
  });
  test.each([
    { key: "4", now: null, mark: "4.00" },
    { key: "9", now: null, mark: undefined },
    { key: ",", now: "4.00", mark: "4.50" },
    { key: ".", now: "4.50", mark: "4.00" },
    { key: ",", now: "5.00", mark: undefined },
    { key: "Delete", now: "5.00", mark: null },
    { key: "Delete", now: null, mark: undefined },
    { key: "a", now: null, mark: undefined },
  ])("$key on $now means $mark", ({ key, now, mark }) => {
    expect(markByKey(key, now, "5.00")).toBe(mark);
  });
});

describe("a mark on its way", () => {
  test("is saved once, and what is chosen meanwhile is sent after it", () => {
    const sending = started(want(fresh, said("3.00")));
    expect(begun(sending)).toBeUndefined();
    const changed = want(sending, said("4.00"));
    expect(begun(changed)).toBeUndefined();
    const half = taken(changed, said("3.00"), kept("3.00", "1"));
    expect([half.state, shownMark(half)]).toEqual(["waiting", "4.00"]);
    const done = taken(started(half), said("4.00"), kept("4.00", "2"));
    expect([done.state, shownMark(done), done.wanted]).toEqual(["saved", "4.00", undefined]);
  });
  test("that goes back to what was there while another is under way is sent as well", () => {
    const back = want(started(want(fresh, said("3.00"))), said(null));
    expect(taken(back, said("3.00"), kept("3.00", "1"))).toMatchObject({ state: "waiting", wanted: said(null) });
  });
  test("that is what the server has is not sent", () => {
    expect(begun(want(want(fresh, said("3.00")), said(null)))).toBeUndefined();
  });
  test("that meets another is settled by the person", () => {
    const conflict: Cell = { ...want(fresh, said("3.00")), state: "conflict", theirs: kept("1.00", "5") };
    expect(begun(conflict)).toBeUndefined();
    expect(settle(conflict, "theirs")).toMatchObject({ kept: kept("1.00", "5"), wanted: undefined, state: "idle" });
    expect(started(settle(conflict, "mine"))).toMatchObject({ kept: kept("1.00", "5"), sending: said("3.00") });
  });
  test("is not overwritten by a reading, nor is a newer one by an older", () => {
    expect(reread(want(fresh, said("3.00")), kept("1.00", "1")).kept).toEqual(kept(null, "0"));
    expect(reread({ ...fresh, kept: kept("2.00", "2") }, kept("1.00", "1")).kept).toEqual(kept("2.00", "2"));
    expect(reread(fresh, kept("1.00", "1")).kept).toEqual(kept("1.00", "1"));
  });
});

test("what the server says is there is read as it comes", () => {
  expect(keptIn({ mark: "1.00", note: null, version: "3", at: "2025-12-28T02:00:00Z", max: "5.00" })).toEqual({ mark: "1.00", note: null, version: "3", at: "2025-12-28T02:00:00Z" });
  expect([keptIn(null), keptIn("x"), keptIn({ mark: "1.00" })]).toEqual([undefined, undefined, undefined]);
});
