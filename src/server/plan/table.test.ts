import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target, Task } from "../../contract/plan-content.ts";
import { workbookOf } from "../documents/index.ts";
import { EDITED, openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";
import { planSheets, readPlanTables } from "./table.ts";
import { partiesOf, partiesText, thresholdOf, thresholdText, timingOf, timingText } from "./table-text.ts";

const rowsOf = () => planSheets(EDITED).map(({ name, rows }) => ({ name, rows: [...rows].map(({ cells }) => cells.map((one) => (typeof one === "object" ? null : one))) }));

describe("a plan's table", () => {
  it("says all of the plan of 2025, and is read back as it was", () => {
    const { targets, tasks, faults } = readPlanTables(rowsOf(), EDITED.general.areas);
    expect(faults).toEqual([]);
    // Where a baseline comes from is no column.
    expect(targets).toEqual(EDITED.targets.map((one): Target => ({ ...one, baseline: one.baseline === null ? null : { ...one.baseline, source: null } })));
    expect(tasks).toEqual(EDITED.tasks);
  });

  it("names every cell that is wrong, by its sheet and place", () => {
    const [targets, tasks] = rowsOf();
    if (targets === undefined || tasks === undefined) throw new RangeError("two sheets");
    const broken = [
      { ...targets, rows: targets.rows.map((row, at) => (at === 2 ? row.map((cell, column) => (column === 6 ? "khoảng 90" : column === 12 ? "1 + " : cell)) : row)) },
      { ...tasks, rows: tasks.rows.map((row, at) => (at === 3 ? row.map((cell, column) => (column === 8 ? "31/02/2025" : column === 2 ? "Lĩnh vực lạ" : cell)) : at === 4 ? tasks.rows[1] ?? [] : row)) },
    ];
    expect(readPlanTables(broken, EDITED.general.areas).faults.map(({ sheet, cell, found }) => [sheet, cell, found])).toEqual([
      ["Chỉ tiêu", "G3", "khoảng 90"],
      ["Chỉ tiêu", "L3", "vbqppl-ban-hanh-dung"],
      ["Nhiệm vụ", "I4", "31/02/2025"],
      ["Nhiệm vụ", "C4", "Lĩnh vực lạ"],
      ["Nhiệm vụ", "A5", "iii-1-a"],
    ]);
  });

  it("reads whatever it writes of parties, days and thresholds", () => {
    const amount = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 99 })).map(([whole, rest]) => (rest === 0 ? String(whole) : `${String(whole)}.${String(rest).padStart(2, "0")}`));
    fc.assert(
      fc.property(fc.constantFrom(">=", ">", "<=", "<", "="), amount, fc.constantFrom("value", "change", "change-percent"), (compare, value, of) => {
        expect(thresholdOf(thresholdText({ compare, value, of }))).toEqual({ compare, value, of });
      }),
    );
    const timing = fc.oneof(fc.constant({ kind: "throughout" }), fc.record({ kind: fc.constant("recurring"), every: fc.constantFrom("month", "quarter", "half-year", "year"), onDay: fc.integer({ min: 1, max: 31 }) }), fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }).map((due) => ({ kind: "once", due: due.toISOString().slice(0, 10) })));
    fc.assert(
      fc.property(timing, (one) => {
        expect(timingOf(timingText(one as Task["timing"]))).toEqual(one);
      }),
    );
    const party = fc.oneof(fc.constant({ kind: "all" }), fc.constantFrom("01", "03").map((index) => ({ kind: "index", index })), fc.constantFrom("SNV", "24133").map((code) => ({ kind: "unit", code })), fc.constant({ kind: "unit", code: "SKHCN", named: "Sở Thông tin và Truyền thông" }), fc.constant({ kind: "other", name: "Báo Đắk Lắk" }));
    fc.assert(
      fc.property(fc.array(party, { maxLength: 5 }), (some) => {
        expect(partiesOf(partiesText(some as Task["lead"]))).toEqual(some);
      }),
    );
  });
});

describe("bringing a table in", () => {
  let house: PlanHouse;
  let path = "";
  let revision = "1";
  beforeAll(async () => {
    house = await openPlanHouse();
    const made = await house.send("officer", "POST", "/plans", { programmeId: null, year: 2025, title: "Kế hoạch", content: { ...EDITED, targets: [], tasks: [] } });
    path = `/plans/${String(made.json["id"])}/versions/1`;
  });
  afterAll(async () => {
    await house.close();
  });
  const bringIn = async (name: string, bytes: Uint8Array) => {
    const answer = await house.send("officer", "POST", `${path}/import`, { name, content: Buffer.from(bytes).toString("base64") }, revision);
    if (answer.status === 200) revision = answer.etag;
    return answer;
  };
  const wordOf = (rows: readonly (readonly string[])[]): Promise<Buffer> => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph("PHỤ LỤC"), new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map((one) => new TableCell({ children: [new Paragraph(one)] })) })) })] }] }));
  const HEAD = ["Mục", "Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Phối hợp", "Kết quả", "Thời hạn"];

  it("from Excel puts all of it in the draft's place", async () => {
    const { status, json } = await bringIn("Phụ lục.xlsx", await workbookOf(planSheets(EDITED)));
    expect([status, (json["targets"] as object[]).length, (json["tasks"] as object[]).length, json["faults"]]).toEqual([200, EDITED.targets.length, EDITED.tasks.length, []]);
    expect(house.room.recorded.at(-1)).toMatchObject({ action: "plan.table-imported", data: { name: "Phụ lục.xlsx" } });
  });

  it("from Word takes the tasks of its tables, with keys of its own", async () => {
    const { status, json } = await bringIn("Phụ lục.docx", await wordOf([HEAD, ["III.1.a", "Hoàn thiện cơ chế", "Cải cách thể chế", "STP", "Mọi đơn vị", "Văn bản", "Hằng quý, ngày 15"], ["III.7.a", "Kế hoạch đơn vị", "Tổ chức chỉ đạo, điều hành", "Mọi đơn vị", "", "Kế hoạch", "15/01/2025"]]));
    expect(status).toBe(200);
    expect(json["tasks"]).toMatchObject([{ key: "iii-1-a-1", lead: [{ kind: "unit", code: "STP" }], timing: { kind: "recurring", every: "quarter", onDay: 15 } }, { section: "III.7.a", timing: { kind: "once", due: "2025-01-15" } }]);
  });

  it("is all or nothing: one wrong cell leaves everything as it was, and is named", async () => {
    const refused = await bringIn("Phụ lục.docx", await wordOf([HEAD, ["III.1.a", "Đúng", "Cải cách thể chế", "STP", "", "Văn bản", "Cả năm"], ["III.1.b", "Sai", "Cải cách thể chế", "STP", "", "Văn bản", "sớm"]]));
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: "/content/Bảng 1/G3" }] } });
    expect((await house.send("officer", "GET", path)).json["tasks"]).toHaveLength(2);
  });

  it.each([
    ["what is no file of either", Buffer.from("không phải tệp")],
    ["a Word file without such a table", undefined],
  ])("refuses %s", async (_what, bytes) => {
    expect((await bringIn("x.docx", bytes ?? (await wordOf([["Cột", "Khác"]])))).status).toBe(422);
  });
});
