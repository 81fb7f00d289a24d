import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { documentsEndpoints } from "./index.ts";

/** Tables that people bring in: read as they stand, marked where they are wrong, their layout learnt. */

let test: TestDatabase;
let room: Room;
beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, documentsEndpoints([]), () => ({ accountId: "account-officer", personId: "person-officer", name: "Cán bộ", roles: ["programme-officer"], unitIds: [], sessionId: "s" }));
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

const call = (method: "GET" | "POST", path: string, payload?: object) => room.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: "Bearer officer" }, ...(payload === undefined ? {} : { payload }) });

async function messy(): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Bìa");
  const sheet = workbook.addWorksheet("Đơn vị");
  sheet.addRows([["DANH SÁCH"], ["Nhóm", "Tên đơn vị", "Mã"], ["Sở", "Sở Nội vụ", "SNV"], [null, { richText: [{ text: "Sở " }, { text: "Tài chính" }] }, "STC"], ["Xã", "Ea Na", { formula: "1+1", result: 2 }]]);
  sheet.mergeCells("A3:A4");
  sheet.mergeCells("A1:C1");
  sheet.getCell("B3").font = { bold: true };
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString("base64");
}

describe("a province's own table", () => {
  it("is read as words, merged cells filled, from the first sheet that has something", async () => {
    const answer = await call("POST", "/tables/reading", { content: await messy() });
    expect(answer.json()).toEqual({
      sheets: ["Bìa", "Đơn vị"],
      sheet: "Đơn vị",
      rows: [
        ["DANH SÁCH", "DANH SÁCH", "DANH SÁCH"],
        ["Nhóm", "Tên đơn vị", "Mã"],
        ["Sở", "Sở Nội vụ", "SNV"],
        ["Sở", "Sở Tài chính", "STC"],
        ["Xã", "Ea Na", "2"],
      ],
    });
    expect((await call("POST", "/tables/reading", { content: "AAAA" })).statusCode).toBe(422);
    expect((await call("POST", "/tables/reading", { content: await messy(), sheet: "Khác" })).statusCode).toBe(422);
  });

  it("comes back the same, with what is wrong marked in its cells and beside them", async () => {
    const faults = [{ row: 3, column: 2, message: "=Mã đã có" }, { row: 3, column: 1, message: "Tên khác" }, { row: 4, column: null, message: "Thiếu" }];
    const answer = await call("POST", "/tables/marking", { content: await messy(), sheet: "Đơn vị", faults });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
    const sheet = workbook.getWorksheet("Đơn vị")!;
    const red = (address: string): string | undefined => (sheet.getCell(address).fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb;
    expect([red("C4"), red("B4"), red("B3")]).toEqual(["FFF8D7DA", "FFF8D7DA", undefined]);
    expect([sheet.getCell("C4").text, sheet.getCell("B3").font.bold, sheet.getCell("D4").value, sheet.getCell("D5").value]).toEqual(["STC", true, "=Mã đã có\nTên khác", "Thiếu"]);
    expect((await call("POST", "/tables/marking", { content: await messy(), sheet: "Không", faults })).statusCode).toBe(422);
  });

  it("has its layout learnt, the newest of a head, and the ledger tells of it", async () => {
    const layout = { kind: "units", signature: "nhóm | tên đơn vị | mã", mapping: { code: 0, name: 1 } };
    expect((await call("POST", "/sheet-mappings", layout)).statusCode).toBe(201);
    expect((await call("POST", "/sheet-mappings", { ...layout, mapping: { code: 2, name: 1, points: [3, 4], index: null } })).statusCode).toBe(201);
    const { items } = (await call("GET", "/sheet-mappings?kind=units")).json<{ items: { mapping: unknown }[] }>();
    expect(items.map((one) => one.mapping)).toEqual([{ code: 2, name: 1, points: [3, 4], index: null }]);
    expect((await call("GET", "/sheet-mappings?kind=people")).json()).toEqual({ items: [] });
    expect(room.recorded.map((one) => one.action)).toEqual(["documents.mapping-saved", "documents.mapping-saved"]);
  });
});
