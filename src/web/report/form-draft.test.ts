import { describe, expect, it } from "vitest";
import { readForm } from "../../server/plan/report-form.ts";
import { type Draft, emptyItem, keyFrom, placeOf, sentOf } from "./form-draft.ts";

const draft: Draft = { key: "thu", title: "Thử", note: "", authority: "UBND tỉnh", confirmChange: 50, areas: [{ key: "chung", title: "Chung" }], figures: [{ key: "tong", area: "chung", title: "Tổng", unit: "hồ sơ", kind: "count", over: "year", isRequired: true, for: [], from: "" }], checks: [], measures: [], narratives: [] };

describe("a form that is worked on", () => {
  it("names what is new by its title, and nothing twice", () => {
    expect(keyFrom("Hồ sơ giải quyết đúng hạn (%)", new Set())).toBe("ho-so-giai-quyet-dung-han");
    expect(keyFrom("Tổng", new Set(["tong"]))).toBe("tong-2");
    expect(keyFrom("%%%", new Set())).toBe("so");
  });
  it("is sent as the server reads it", () => {
    const added = { ...draft, figures: [...draft.figures, { ...emptyItem(draft, "figures"), title: "Tổng", unit: "hồ sơ" }], measures: [{ ...emptyItem(draft, "measures"), title: "Tỷ lệ", formula: "100 * tong-2 / tong", threshold: "" }] };
    const read = readForm(sentOf(added));
    expect(read.faults).toBeUndefined();
    expect(read.form?.figures.map((one) => one.key)).toEqual(["tong", "tong-2"]);
    expect(read.form?.measures[0]).toMatchObject({ key: "ty-le", threshold: null });
  });
  it("finds the item that a fault is about", () => {
    expect([placeOf("/measures/3/formula"), placeOf("/title"), placeOf("/yaml/0")]).toEqual([{ list: "measures", at: 3 }, undefined, undefined]);
  });
});
