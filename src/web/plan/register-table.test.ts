import { describe, expect, it } from "vitest";
import { registerBody } from "../../contract/plan-register.ts";
import { entriesFrom } from "./register-table.ts";

const row = (values: Readonly<Record<string, string>>) => ({ row: 1, values });
const codeOf = (words: string): string => (words === "Sở Nội vụ" ? "SNV" : words);
const said = (kind: Parameters<typeof entriesFrom>[0], values: Readonly<Record<string, string>>) => entriesFrom(kind, [row(values)], codeOf);

describe("rows of a table", () => {
  it("become entries that the server takes", () => {
    const rows = [
      said("initiative", { unit: "Sở Nội vụ", on: "10/04/2025", title: "Phiếu hẹn", text: "Qua Zalo.", measure: "Chờ", unitOfMeasure: "phút", before: "35", after: "12,5", number: "", decided: "", issuer: "" }),
      said("reward", { unit: "STC", on: "2025-12-20", title: "Bằng khen", to: "Phòng A", isCollective: "Tập thể", number: "1/QĐ", decided: "20/12/2025", issuer: "UBND tỉnh" }),
      said("communication", { unit: "STC", on: "1/8/2025", title: "Chuyên mục", channel: "Trang tin", count: "1.200", reach: "" }),
    ];
    expect(rows.map((one) => one.faults)).toEqual([[], [], []]);
    expect(rows.map(({ entries }) => entries[0]?.unit)).toEqual(["SNV", "STC", "STC"]);
    for (const { entries } of rows) expect(registerBody.safeParse(entries[0]?.body).error).toBeUndefined();
    expect(rows[0]?.entries[0]?.body).toMatchObject({ on: "2025-04-10", effect: { before: "35", after: "12.5" }, recognised: null });
    expect(rows[2]?.entries[0]?.body).toMatchObject({ count: 1200, reach: null });
  });
  it("say which cell is wrong, and how", () => {
    const faults = (kind: Parameters<typeof entriesFrom>[0], values: Readonly<Record<string, string>>) => said(kind, values).faults.map(({ field, why }) => [field, why]);
    expect(faults("communication", { unit: "", on: "31/02/2025", title: "x", channel: "y", count: "nhiều", reach: "-3" })).toEqual([["unit", "needed"], ["on", "notDay"], ["count", "notCount"], ["reach", "notCount"]]);
    expect(faults("reward", { unit: "STC", on: "20/12/2025", title: "x", to: "y", isCollective: "cả hai", number: "1", decided: "", issuer: "z" })).toEqual([["decided", "needed"], ["isCollective", "notKind"]]);
    expect(faults("initiative", { unit: "STC", on: "20/12/2025", title: "x", text: "y", measure: "Chờ", unitOfMeasure: "phút", before: "lâu", after: "" })).toEqual([["after", "needed"], ["before", "notNumber"]]);
  });
});
