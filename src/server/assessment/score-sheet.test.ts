import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reach } from "../../../tests/server/cycle-house.ts";
import { converted, hasOffice } from "../../../tests/server/office.ts";
import { fileOf, openProvince, ownOf, type Province } from "../../../tests/trust/province.ts";

/** The unit's scoring table as a workbook: taken, filled in, brought back. */

let house: Province;
beforeAll(async () => {
  house = await openProvince();
  await reach(house, "self-scoring");
}, 120_000);
afterAll(() => house.end());

const take = async (as = "cham.stc", unit = "STC"): Promise<ExcelJS.Workbook> => {
  const answer = await house.app.inject({ method: "GET", url: `/api/v1${fileOf(house, unit)}/score-sheet`, headers: { authorization: `Bearer ${as}` } });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(answer.rawPayload as unknown as ArrayBuffer);
  return workbook;
};
const bring = async (workbook: ExcelJS.Workbook, as = "cham.stc", unit = "STC") => house.send(as, "POST", `${fileOf(house, unit)}/score-sheet`, { content: Buffer.from(await workbook.xlsx.writeBuffer()).toString("base64") });
const sheetOf = (workbook: ExcelJS.Workbook) => workbook.getWorksheet("Chấm điểm")!;

/** The rows of a criterion by what they ask. */
function cellsOf(workbook: ExcelJS.Workbook, code: string): Map<string, ExcelJS.Cell> {
  const cells = new Map<string, ExcelJS.Cell>();
  sheetOf(workbook).eachRow((row) => {
    if (row.getCell(1).value === code) cells.set(row.getCell(8).text.split("|")[0] ?? "", row.getCell(5));
  });
  return cells;
}

/** Fills in what the plan of the unit says, as a clerk would; options by their number, ticks by an x. */
function fillIn(workbook: ExcelJS.Workbook, steps: readonly { readonly code: string; readonly input: unknown }[]): string[] {
  return steps.flatMap(({ code, input }) => {
    const cells = cellsOf(workbook, code);
    const given = input as Record<string, unknown>;
    if (cells.size === 0) return [];
    const ticked = (given["checked"] ?? []) as string[];
    for (const [key, cell] of cells) {
      if ("checked" in given) cell.value = ticked.includes(key) ? "x" : null;
      else if (key === "choice") cell.value = 1;
      else cell.value = Number(given[key]);
    }
    return "checked" in given && ticked.length === 0 ? [] : [code];
  });
}

describe("the scoring table", () => {
  it("can be filled in only where it is asked: locked, with lists and limits", async () => {
    const sheet = sheetOf(await take());
    const model = sheet.model as unknown as { sheetProtection?: { sheet?: boolean } };
    expect(model.sheetProtection?.sheet).toBe(true);
    const open = (column: number) => sheet.getRow(5).getCell(column).protection?.locked === false;
    expect([1, 2, 3, 4, 5, 6, 7].filter(open)).toEqual([5, 7]);
    const limits: unknown[] = [];
    sheet.eachRow((row) => {
      const { dataValidation } = row.getCell(5);
      if ((dataValidation as unknown) !== undefined) limits.push(dataValidation.type);
    });
    expect(limits).toContain("list");
  });

  it("with faults nothing is saved: every cell is told, and the workbook comes back marked", async () => {
    const workbook = await take();
    const ratio = ownOf("STC").find(({ input }) => "denominator" in (input as object));
    const other = ownOf("STC").find(({ code, input }) => code !== ratio?.code && "denominator" in (input as object));
    cellsOf(workbook, ratio?.code ?? "").get("numerator")!.value = 5;
    cellsOf(workbook, ratio?.code ?? "").get("denominator")!.value = 0;
    cellsOf(workbook, other?.code ?? "").get("numerator")!.value = "nhiều";
    cellsOf(workbook, other?.code ?? "").get("denominator")!.value = 10;
    const { status, json } = await bring(workbook);
    expect(status).toBe(422);
    const told = json["errors"] as { pointer: string; message: string }[];
    expect(told.length).toBe(2);
    expect(told.every((one) => /^\/cells\/E\d+$/.test(one.pointer) && one.message.startsWith("Trang “Chấm điểm”, ô E"))).toBe(true);
    // In the words of who works in Excel: with a decimal comma, and without the fields of the format.
    const said = told.map((one) => one.message).join("\n");
    expect(said).toContain("có “nhiều”; cần một số từ 0 trở lên, ví dụ 12,5. Nhập là số trong ô");
    expect(said).toContain("có “0”; cần mẫu số lớn hơn 0.");
    expect(said).not.toMatch(/dấu chấm|notApplicable|denominator|numerator/);
    const marked = new ExcelJS.Workbook();
    await marked.xlsx.load(Buffer.from(json["workbook"] as string, "base64") as unknown as ArrayBuffer);
    const rows = told.map((one) => Number(/\d+$/.exec(one.pointer)?.[0]));
    for (const row of rows) expect(sheetOf(marked).getRow(row).getCell(9).text.length).toBeGreaterThan(10);
    // Nothing else of it is touched: mended, the same file can be brought in again.
    expect(cellsOf(marked, ratio?.code ?? "").get("denominator")?.note).toBeDefined();
    expect(sheetOf(marked).getRow(5).getCell(1).text).toBe(sheetOf(workbook).getRow(5).getCell(1).text);
    const { json: file } = await house.send("cham.stc", "GET", `${fileOf(house, "STC")}/assessment`);
    expect((file["criteria"] as { self: unknown }[]).filter((one) => one.self !== null)).toEqual([]);
  });

  it("takes numbers as people type them into cells of text, and says what Excel made of others", async () => {
    const workbook = await take("cham.snv", "SNV");
    const codes = ownOf("SNV").filter(({ input }) => "denominator" in (input as object)).map((one) => one.code);
    const [ratio, other] = codes.map((code) => cellsOf(workbook, code));
    // Excel made the 12th of May of "12.5". The library lets cells share what they look like: not this one.
    ratio!.get("numerator")!.style = { ...ratio!.get("numerator")!.style };
    ratio!.get("numerator")!.value = new Date("2026-05-12");
    ratio!.get("denominator")!.value = 20;
    other!.get("numerator")!.value = "1.012,5";
    const { json } = await bring(workbook, "cham.snv", "SNV");
    const said = (json["errors"] as { message: string }[]).map((one) => one.message);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain("Excel đã đổi số thành ngày");
    expect(said[1]).toContain("để trống; cần một số từ 0 trở lên, ví dụ 12,5. Nhập đủ các ô của tiêu chí");
    ratio!.get("numerator")!.value = "12,5";
    ratio!.get("denominator")!.value = "12.50";
    other!.get("denominator")!.value = "2 025,00";
    expect((await bring(workbook, "cham.snv", "SNV")).status).toBe(201);
    const { json: file } = await house.send("cham.snv", "GET", `${fileOf(house, "SNV")}/assessment`);
    const inputs = (file["criteria"] as { code: string; self: { input: unknown } | null }[]).filter((one) => one.self !== null).map((one) => one.self?.input);
    expect(inputs).toEqual([{ numerator: "12.5", denominator: "12.50" }, { numerator: "1012.5", denominator: "2025.00" }]);
  });

  it("brings in what was filled in, all at once, and is then full of it", async () => {
    const workbook = await take();
    const codes = fillIn(workbook, ownOf("STC"));
    const stale = await take();
    fillIn(stale, ownOf("STC"));
    const { status, json } = await bring(workbook);
    expect([status, (json["saved"] as string[]).toSorted()]).toEqual([201, codes.toSorted()]);
    const { json: file } = await house.send("cham.stc", "GET", `${fileOf(house, "STC")}/assessment`);
    const scored = (file["criteria"] as { code: string; self: { points: string } | null }[]).filter((one) => one.self !== null);
    expect(scored.map((one) => one.code).toSorted()).toEqual(codes.toSorted());
    // The same again says nothing new; a table that was taken before overwrites nobody's work.
    expect((await bring(await take())).status).toBe(409);
    const [first] = cellsOf(stale, codes.find((code) => cellsOf(stale, code).has("numerator")) ?? "").values();
    first!.value = 0;
    expect(((await bring(stale)).json["errors"] as { message: string }[])[0]?.message).toContain("Hãy tải tệp mới");
  });

  it.runIf(hasOffice)("adds up in LibreOffice to the points that the system says, where the table can compute them", async () => {
    const workbook = await take();
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    const again = new ExcelJS.Workbook();
    await again.xlsx.load(converted(bytes, "xlsx", "xlsx") as unknown as ArrayBuffer);
    const { json: file } = await house.send("cham.stc", "GET", `${fileOf(house, "STC")}/assessment`);
    const points = new Map((file["criteria"] as { code: string; self: { points: string } | null }[]).map((one) => [one.code, Number(one.self?.points ?? 0)]));
    const computed: [string, number][] = [];
    sheetOf(again).eachRow((row) => {
      const cell = row.getCell(6).value as { formula?: string; result?: unknown } | null;
      if (cell?.formula !== undefined && typeof cell.result === "number" && row.getCell(1).value !== "") computed.push([row.getCell(1).text, cell.result]);
    });
    expect(computed.length).toBeGreaterThan(10);
    for (const [code, value] of computed.filter(([one]) => points.has(one))) expect([code, value]).toEqual([code, points.get(code)]);
  }, 120_000);

  it("of all units: entered on behalf of several at once, whole or not at all, and only by the officer", async () => {
    const path = `/campaigns/${house.campaignId}/score-sheets`;
    const taken = await house.app.inject({ method: "GET", url: `/api/v1${path}`, headers: { authorization: "Bearer officer" } });
    const all = new ExcelJS.Workbook();
    await all.xlsx.load(taken.rawPayload as unknown as ArrayBuffer);
    const sheetsOfUnits = all.worksheets.filter((one) => one.name !== "Thông tin");
    expect(sheetsOfUnits.length).toBeGreaterThanOrEqual(2);
    const send = async (as: string) => house.send(as, "POST", path, { content: Buffer.from(await all.xlsx.writeBuffer()).toString("base64") });
    const cellIn = (unit: string): ExcelJS.Cell => {
      let found: ExcelJS.Cell | undefined;
      all.getWorksheet(unit)?.eachRow((row) => {
        if (row.getCell(8).text.startsWith("numerator|")) found ??= row.getCell(5);
      });
      return found!;
    };
    const below = (cell: ExcelJS.Cell) => cell.worksheet.getCell(Number(cell.row) + 1, 5);
    cellIn("SNV").value = 1;
    below(cellIn("SNV")).value = "không rõ";
    const refused = await send("officer");
    expect(refused.status).toBe(422);
    expect((refused.json["errors"] as { pointer: string }[])[0]?.pointer).toMatch(/^\/cells\/SNV!E\d+$/);
    expect(typeof refused.json["workbook"]).toBe("string");
    below(cellIn("SNV")).value = 2;
    expect((await send("cham.snv")).status).toBe(403);
    const { status, json } = await send("officer");
    expect([status, json["units"], json["saved"]]).toEqual([201, 1, 1]);
  }, 60_000);

  it("is of one unit: another's people cannot take it, nor bring it in elsewhere", async () => {
    const workbook = await take();
    expect((await bring(workbook, "cham.snv", "SNV")).json["errors"]).toEqual([expect.objectContaining({ pointer: "/content", message: "Bảng chấm điểm này của đơn vị hoặc đợt khác." })]);
    expect((await bring(workbook, "cham.snv")).status).toBe(404);
    expect((await bring(workbook, "officer")).status).toBe(403);
  });
});
