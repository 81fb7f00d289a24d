import { describe, expect, it } from "vitest";
import { csvRows, headsOf } from "./table-heads.ts";

const FIGURES = [{ key: "tiep-nhan", title: "Hồ sơ TTHC tiếp nhận" }, { key: "dung-han", title: "Giải quyết đúng hạn" }];
const ROWS = csvRows("\uFEFFBáo cáo tháng 3;;\nMã đơn vị;Hồ sơ TTHC tiếp nhận;Đúng hạn\nSNV;12;11\n");

describe("the heads of another system's table", () => {
  it("are taken for the figures that they name", () => {
    expect(headsOf(ROWS, FIGURES, null)).toEqual({ heads: ["Mã đơn vị", "Hồ sơ TTHC tiếp nhận", "Đúng hạn"], mapping: { unitColumn: "Mã đơn vị", columns: [{ column: "Hồ sơ TTHC tiếp nhận", key: "tiep-nhan" }] } });
  });
  it("are known again by the mapping that was kept, while the table has its columns", () => {
    const kept = { unitColumn: "Mã đơn vị", columns: [{ column: "Đúng hạn", key: "dung-han" }] };
    expect(headsOf(ROWS, FIGURES, kept).mapping).toEqual(kept);
    expect(headsOf(ROWS, FIGURES, { ...kept, columns: [{ column: "Cột cũ", key: "dung-han" }] }).mapping.columns).toEqual([{ column: "Hồ sơ TTHC tiếp nhận", key: "tiep-nhan" }]);
  });
});
