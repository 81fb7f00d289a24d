import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { partOf } from "../../../tests/server/office.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { PAPER_KINDS } from "../assessment/index.ts";
import { bareTableOf } from "./bare-table.ts";
import { capacityFor, capacityOf, documentsEndpoints, headOfPaper, letterheadFor } from "./index.ts";
import { bodyText, printPage } from "./print-page.ts";
import { each, tableOf, text } from "./official.ts";
import { readWorkbook, type Value } from "./read-workbook.ts";
import { fill } from "./template.ts";

/** Tables as people see them, papers as pages to print, and what becomes of templates. */

const HEADS = ["=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", ""];
const word = fc.tuple(fc.constantFrom(...HEADS), fc.string({ unit: "grapheme", maxLength: 30 })).map((parts) => parts.join(""));
const cell = fc.oneof(word, fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constant(null));

/** What a sheet can hold of a value: no sign that XML does not take, one kind of line end, and nothing where nothing is written. */
function heldOf(value: Value | undefined): Value {
  if (typeof value !== "string") return value ?? null;
  const words = value.replaceAll(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, "").replaceAll(/\r\n?/g, "\n");
  return words === "" ? null : words;
}
const shownRows = (rows: readonly (readonly Value[])[], count: number): Value[][] => Array.from({ length: count }, (_row, row) => Array.from({ length: 3 }, (_cell, column) => heldOf(rows[row]?.[column])));

describe("a table that somebody sees", () => {
  it("comes back as it went out, and none of its words is a formula", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const bytes = await bareTableOf({ name: "Bảng", columns: ["a", "b", "c"].map((title) => ({ title, width: 10 })), rows: JSON.stringify(rows) });
        const { sheets } = await readWorkbook(bytes ?? new Uint8Array());
        expect(shownRows(sheets?.[0]?.rows.slice(1) ?? [], rows.length)).toEqual(shownRows(rows, rows.length));
      }),
      { numRuns: 40 },
    );
  });

  it("is refused when its rows are none", async () => {
    const columns = [{ title: "a", width: 10 }];
    for (const rows of ["{}", "[1]", '[["a","b"]]', "[[true]]", "[[[]]]", "nonsense"]) expect([rows, await bareTableOf({ name: "Bảng", columns, rows })]).toEqual([rows, undefined]);
  });
});

describe("the sheets of a paper", () => {
  it("lie as they were laid out, also where a list ends them, whether it has entries or none", async () => {
    const table = tableOf("hàng", [{ title: "Tên", width: 100, cell: "{tên}" }]);
    const official = { organ: "SỞ NỘI VỤ", number: "Số: 1", placeAndDay: "Đắk Lắk", title: { type: "BÁO CÁO", about: "Thử" }, body: [text("Một.")], recipients: ["Như trên"], signatures: [{ capacity: ["{CHỨC VỤ}"], of: "người ký" }] as const, annexes: [{ isWide: true, body: [each("các bảng", table)] }, { body: [text("Hai.")] }] };
    for (const tables of [[], [{ hàng: [{ tên: "Một" }] }, { hàng: [{ tên: "Hai" }] }]]) {
      const document = await fill({ template: { official }, title: "Thử", filling: { "CHỨC VỤ": "GIÁM ĐỐC", "người ký": [], "các bảng": tables } });
      expect(partOf(document, "word/document.xml").match(/w:orient="(?:portrait|landscape)"/g)).toEqual(['w:orient="portrait"', 'w:orient="landscape"', 'w:orient="portrait"']);
    }
  });

  it("a total stands in the middle of the columns that it closes, as wide as they are together", async () => {
    const columns = [10, 60, 30].map((width) => ({ title: "Cột", width }));
    const official = { organ: "SỞ NỘI VỤ", number: "", placeAndDay: "", title: { type: "PHIẾU", about: "Thử" }, body: [{ kind: "table", columns, rows: [["1", "Một", "2"], [{ words: "Tổng cộng", columns: 2 }, "2"]] }], recipients: [], signatures: [{ capacity: ["CÔNG CHỨC"], of: "người ký" }] } as const;
    const body = partOf(await fill({ template: { official }, title: "Thử", filling: { "người ký": [] } }), "word/document.xml");
    const cells = body.slice(body.indexOf("Một") - 900).matchAll(/<w:tcW w:type="dxa" w:w="(\d+)"\/>(?:<w:gridSpan w:val="(\d)"\/>)?/g);
    const [, one = 0, two = 0, , wide] = [...cells].map((found) => Number(found[1]));
    expect({ wide, spans: body.match(/w:gridSpan w:val="2"/g)?.length }).toEqual({ wide: one + two, spans: 1 });
  });

  it.each([
    ["head", "CHỦ TỊCH"],
    ["acting", "Q. CHỦ TỊCH"],
    ["deputy", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
    ["order", "TL. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
    ["mandate", "TUQ. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
  ] as const)("signed as %s: %j", (signing, lines) => {
    const capacity = capacityOf({ title: "Chủ tịch", name: "", signing, ownTitle: "Phó Chủ tịch" });
    expect(capacity).toBe(lines);
    expect(capacityFor("Ủy ban nhân dân tỉnh Đắk Lắk", capacity)).toBe(`TM. ỦY BAN NHÂN DÂN\n${lines}`);
    expect(capacityFor("Sở Nội vụ", capacity)).toBe(lines);
  });

  it("a committee stands alone above its papers, an office under its authority", () => {
    const above = letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk");
    expect(headOfPaper("UBND phường Buôn Ma Thuột", above)).toEqual({ "CƠ QUAN CẤP TRÊN": "", "có cấp trên": [], "CƠ QUAN": "ỦY BAN NHÂN DÂN\nPHƯỜNG BUÔN MA THUỘT", "địa danh": "Buôn Ma Thuột" });
    expect(headOfPaper("Sở Tài chính", above)).toEqual({ "CƠ QUAN CẤP TRÊN": "UBND TỈNH ĐẮK LẮK", "có cấp trên": [{}], "CƠ QUAN": "SỞ TÀI CHÍNH", "địa danh": "Đắk Lắk" });
  });
});

describe("a paper as pages to print", () => {
  it("has the words, the tables with their heads and the drawn lines, and nothing of it is code", async () => {
    const official = { organ: "<script>alert(1)</script>", number: "Số: {số}", placeAndDay: "Đắk Lắk", title: { type: "THÔNG BÁO", about: "Về việc thử" }, body: [text("Kính gửi."), { kind: "table" as const, columns: [{ title: "Tên", width: 100 }], rows: [["{#d}{tên}{/d}"]] }], recipients: ["Như trên"], signatures: [{ capacity: ["GIÁM ĐỐC"], of: "người ký" }] as const };
    const document = await fill({ template: { official }, title: "Thử", filling: { số: "01/TB", d: [{ tên: "Sở <Nội vụ>" }], "người ký": [] } });
    const html = new TextDecoder().decode(printPage({ title: "Thử", document }));
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("Sở &lt;Nội vụ&gt;");
    expect(html).toMatch(/<table class="grid"><thead><tr>(?:(?!<tr>).)*Tên(?:(?!<tr>).)*<\/tr><\/thead><tbody><tr>(?:(?!<tr>).)*Nội vụ/);
    expect(html.match(/class="rule"/g)?.length).toBe(3);
    expect(html.startsWith("<!doctype html>")).toBe(true);
    // Columns are as wide as the sheet together, their padding included.
    expect(html).toContain("td{box-sizing:border-box;");
    expect(bodyText(document)).toEqual(["THÔNG BÁO", "Về việc thử", "Kính gửi."]);
  });
});

describe("templates and tables over HTTP", () => {
  let test: TestDatabase;
  let room: Room;
  beforeAll(async () => {
    test = await freshDatabase();
    room = await openRoom(test.database, documentsEndpoints(PAPER_KINDS), () => ({ accountId: "account-officer", personId: "person-officer", name: "Cán bộ", roles: ["programme-officer"], unitIds: [], sessionId: "s" }));
  });
  afterAll(async () => {
    await room.app.close();
    await test.close();
  });
  const as = { authorization: "Bearer officer" };
  const call = (method: "GET" | "POST" | "PUT", path: string, payload?: object, more: Readonly<Record<string, string>> = {}) => room.app.inject({ method, url: `/api/v1${path}`, headers: { ...as, ...more }, ...(payload === undefined ? {} : { payload }) });

  it("every version of a changed template stays, and can be taken again", async () => {
    const own = await call("GET", "/document-templates/minutes/file");
    const content = own.rawPayload.toString("base64");
    const kept = await call("PUT", "/document-templates/minutes", { name: "Lần một.docx", content }, { "if-match": '"0"' });
    expect(kept.statusCode).toBe(200);
    await call("POST", "/document-templates/minutes/reset", undefined, { "if-match": '"1"' });
    const { items } = (await call("GET", "/document-templates/minutes/versions")).json<{ items: { number: number; name: string | null }[] }>();
    expect(items.map(({ number, name }) => [number, name])).toEqual([[2, null], [1, "Lần một.docx"]]);
    expect((await call("GET", "/document-templates/minutes/file?number=1")).rawPayload.equals(own.rawPayload)).toBe(true);
    expect((await call("GET", "/document-templates/minutes/file?number=9")).statusCode).toBe(404);
    expect((await call("GET", "/document-templates/minutes/file?of=sample")).statusCode).toBe(200);
  });

  it("a table is written as a workbook, and one that is none is refused", async () => {
    const columns = [{ title: "Cơ quan", width: 30 }, { title: "Điểm", width: 10, decimals: 2 }];
    const answer = await call("POST", "/tables", { name: "Tiến độ", columns, rows: '[["Sở Nội vụ",91.24]]' });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);
    const { sheets } = await readWorkbook(new Uint8Array(answer.rawPayload));
    expect(sheets?.[0]?.rows).toEqual([["Cơ quan", "Điểm"], ["Sở Nội vụ", 91.24]]);
    expect((await call("POST", "/tables", { name: "Tiến độ", columns, rows: "[1]" })).statusCode).toBe(422);
  });
});
