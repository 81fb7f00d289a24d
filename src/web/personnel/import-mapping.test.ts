import { describe, expect, it } from "vitest";
import { formatOf, guessed, isWhole } from "./import-mapping.ts";

describe("columns of an export", () => {
  it("are guessed by their names, with diacritics and without; what is not known is left to people", () => {
    const columns = guessed(["Mã việc", "NGUOI THUC HIEN", "Mã sản phẩm", "Số lượng", "Ngày giao", "Hạn xử lý", "Ghi chú"]);
    expect(columns).toEqual({ id: "Mã việc", personId: "NGUOI THUC HIEN", product: "Mã sản phẩm", quantity: "Số lượng", assignedOn: "Ngày giao", due: "Hạn xử lý" });
    expect([isWhole(columns), isWhole({ id: "Mã việc" })]).toEqual([true, false]);
  });

  it("a file's format is told by its name", () => {
    expect(["viec.CSV", "a.b.xlsx", "x.json", "x.xls"].map(formatOf)).toEqual(["csv", "xlsx", "json", undefined]);
  });
});
