import { expect, it } from "vitest";
import type { WorkItem } from "../../contract/personnel-work.ts";
import { namedPlace, placeIn } from "./faults.ts";
import { copiedFrom, type Draft, isPutRight, knownOf, unsent } from "./week.ts";

/** What of a week is copied, what stays on the page, and which line a fault is about. */

const item = (productId: string, doneOn: string | null, more: Partial<WorkItem> = {}): WorkItem => ({ id: productId, personId: "p", unitId: "u", productId, code: "", name: productId, unitOfMeasure: "", coefficient: "1", assigned: "1", done: "2", accepted: "0", qualityFailures: 0, delays: 0, excused: 0, isExtra: true, state: "done", assignedOn: "2026-11-01", due: "2026-11-30", doneOn, output: null, reference: "1/BC", files: [], source: null, takenFrom: null, team: null, isOverdue: false, version: "1", ...more });
const names = (today: string, ...items: WorkItem[]): string[] => copiedFrom(items, today).map((one) => one.productId);

// 23 November 2026 is a Monday.
it.each([
  ["2026-11-25", ["last monday", "last sunday"], "in the middle of the week: the calendar week before, whole"],
  ["2026-11-23", ["last monday", "last sunday"], "on Monday the same"],
  ["2026-12-02", ["this tuesday"], "a week later: what was this week"],
  ["2026-11-18", ["two weeks ago"], "and not what comes after the day"],
])("%s copies %j: %s", (today, wanted) => {
  expect(names(today, item("two weeks ago", "2026-11-09"), item("last monday", "2026-11-16"), item("last sunday", "2026-11-22"), item("this tuesday", "2026-11-24"), item("assigned", "2026-11-17", { isExtra: false }), item("taken over", "2026-11-17", { takenFrom: "9" }))).toEqual(wanted);
});

it("in the first week of a period its days so far; what is copied has no reference and is of today", () => {
  expect(copiedFrom([item("a", "2026-11-23"), item("b", "2026-11-25")], "2026-11-25")).toEqual([{ productId: "a", quantity: "2", doneOn: "2026-11-25", reference: "" }]);
});

it("what does not say yet what or how much stays when the rest is saved", () => {
  const half: Draft = { done: " ", doneOn: "2026-11-23", reference: "15/BC" };
  const whole: Draft = { ...half, done: "1" };
  const chosen = { productId: "x", quantity: "1", doneOn: "2026-11-23", reference: "" };
  const open = { ...chosen, productId: "" };
  expect(unsent(new Map([["1", half], ["2", whole]]), [chosen, open])).toEqual({ drafts: new Map([["1", half]]), more: [open] });
});

it("what was recorded is shown as it was when it is put right, and only until it is accepted", () => {
  const said = (decimal: string): string => decimal.replace(".", ",");
  expect(knownOf(item("a", "2026-11-20", { done: "1.5" }), "2026-11-23", said)).toEqual({ done: "1,5", doneOn: "2026-11-20", reference: "1/BC" });
  expect(knownOf(item("a", null, { state: "assigned" }), "2026-11-23", said)).toEqual({ done: "", doneOn: "2026-11-23", reference: "" });
  expect([isPutRight(item("a", null), new Set(["a"])), isPutRight(item("a", null, { state: "accepted" }), new Set(["a"])), isPutRight(item("a", null), new Set())]).toEqual([true, false, false]);
});

it("a pointer leads to the line and the field that people know", () => {
  expect([placeIn("records", "/records/3/done"), placeIn("records", "/records/3"), placeIn("records", "/unplanned/3/done"), placeIn("records", ""), placeIn("assignments", "/assignments/0/people/2/share")]).toEqual([{ at: 3, field: "done" }, { at: 3, field: "" }, undefined, undefined, { at: 0, field: "people/2/share" }]);
  expect([namedPlace("Báo cáo tháng", undefined, "Đã làm"), namedPlace(undefined, "")]).toEqual(["Báo cáo tháng · Đã làm", undefined]);
});
