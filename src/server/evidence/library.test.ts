import ExcelJS from "exceljs";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileView } from "../../contract/evidence.ts";
import { type EvidenceHouse, openEvidenceHouse, smallPdf } from "../../../tests/server/evidence-house.ts";
import { docxOf, patchedPdf, pdfOf, report } from "../../../tests/server/office-files.ts";

let house: EvidenceHouse;
let first: FileView;
let second: FileView;

/** Reads a kept file, as the job does that was added with it. */
const read = (file: FileView, kind: string) => house.rooms.tasksOn(house.test.database)["evidence.read"]?.({ sha256: file.sha256, kind }, { isLast: false });
const words = Array.from({ length: 60 }, (_, i) => `từ${String(i)}`).join(" ");

beforeAll(async () => {
  house = await openEvidenceHouse();
  first = await house.upload("A", "Báo cáo.pdf", await pdfOf(report("12/BC-SNV", "20 tháng 11 năm 2025", "Kết quả cải cách hành chính năm 2025"), `Trang hai nói về thủ tục hành chính. ${words}`));
  second = await house.upload("A", "Kế hoạch.docx", await docxOf(report("5/KH-SNV", "2 tháng 3 năm 2024", "Kế hoạch kiểm tra"), `Phần hai. ${words}`));
  await read(first, "pdf");
  await read(second, "docx");
}, 60_000);
afterAll(() => house.end());

const json = async (as: string, path: string) => (await house.send(as, "GET", path)).json;
type Found = { items: { item: { current: { name: string } }; pages: { page: number; text: string; marks: [number, number][] }[] }[]; total: number };
const search = async (as: string, q: string) => (await json(as, `/evidence/search?q=${encodeURIComponent(q)}`)) as unknown as Found;

describe("what was read out of a file", () => {
  it("is its pages, its text and a proposal for its description", async () => {
    expect(await json("scorer.a", `/evidence/items/${first.itemId}`)).toMatchObject({ current: { content: { reading: "read", pages: 2, hasText: true, proposal: { number: "12/BC-SNV", dated: "2025-11-20", issuer: "SỞ NỘI VỤ", subject: "BÁO CÁO Kết quả cải cách hành chính năm 2025" } } }, findings: ["unsigned", "unscanned", "not-described"] });
    expect(await json("scorer.a", `/evidence/files/${second.id}/text`)).toMatchObject({ items: [{ page: 1, text: expect.stringContaining("5/KH-SNV") as string }, { page: 2, text: expect.stringContaining("Phần hai") as string }], nextCursor: null });
  });

  it("is in the order in which one reads, also where a program drew the letters that a font lacks after the others", async () => {
    const file = await house.upload("A", "Vá phông.pdf", await patchedPdf("Kết quả thực hiện dự toán", "Nhiệm vụ trọng tâm"));
    await read(file, "pdf");
    expect(await json("scorer.a", `/evidence/files/${file.id}/text`)).toMatchObject({ items: [{ page: 1, text: "Kết quả thực hiện dự toán\nNhiệm vụ trọng tâm" }] });
    await house.send("scorer.a", "POST", `/evidence/files/${file.id}/withdrawal`, { reason: "Chỉ để thử." });
  });

  it("of a workbook is its rows with each cell in its column, of a container the names in it", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Số liệu");
    sheet.getCell("A1").value = "Tháng";
    sheet.getCell("D1").value = "Đúng hạn";
    sheet.getCell("B2").value = 98.5;
    // As Excel shows them, not the numbers that it keeps.
    for (const [cell, value, numFmt] of [["A3", new Date("2025-11-20T00:00:00Z"), "dd/mm/yyyy"], ["B3", new Date("2025-11-20T08:30:00Z"), '"lúc" hh:mm dd/mm/yyyy'], ["C3", 0.9753, "0.00%"], ["D3", 45_690, '#,##0 "đồng"'], ["E3", new Date("2025-01-02T00:00:00Z"), "[$-42A]d mmmm yyyy;@"]] as const) Object.assign(sheet.getCell(cell), { value, numFmt });
    const workbook = await house.upload("A", "Bảng.xlsx", Buffer.from(await book.xlsx.writeBuffer()));
    const zip = new ZipFile();
    zip.addBuffer(smallPdf("trong gói"), "Phụ lục/Trang.pdf");
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
    const container = await house.upload("A", "Gói.zip", Buffer.concat(pieces));
    await read(workbook, "xlsx");
    await read(container, "zip");
    expect(await json("scorer.a", `/evidence/files/${workbook.id}/text`)).toMatchObject({ items: [{ page: 1, text: "Tháng\t\t\tĐúng hạn\t\n\t98.5\t\n20/11/2025\t20/11/2025 08:30\t97.53%\t45690\t02/01/2025\t\n" }] });
    expect(await json("scorer.a", `/evidence/files/${container.id}/text`)).toMatchObject({ items: [{ text: "Phụ lục/Trang.pdf" }] });
    for (const { id } of [workbook, container]) await house.send("scorer.a", "POST", `/evidence/files/${id}/withdrawal`, { reason: "Chỉ để thử." });
  });

  it("is nothing where pages are scanned or the file cannot be read, and says so", async () => {
    const scanned = await house.upload("A", "Quét.pdf", smallPdf("quét"));
    const broken = await house.upload("A", "Hỏng.pdf", Buffer.from("%PDF-1.7\nkhông phải pdf"));
    await read(scanned, "pdf");
    await read(broken, "pdf");
    expect((await json("scorer.a", `/evidence/items/${scanned.itemId}`))["findings"]).toContain("no-text");
    expect((await json("scorer.a", `/evidence/items/${broken.itemId}`))["findings"]).toContain("unreadable");
  });
});

describe("a search", () => {
  it.each([
    ["thu tuc hanh chinh", "Báo cáo.pdf", 2],
    ["THỦ TỤC", "Báo cáo.pdf", 2],
    ["5/KH-SNV", "Kế hoạch.docx", 1],
  ])("for %s finds %s on page %i, with the words marked", async (q, name, page) => {
    const found = await search("scorer.a", q);
    expect(found).toMatchObject({ items: [{ item: { current: { name } } }], total: 1 });
    expect(found.items[0]?.pages[0]?.page).toBe(page);
    const [piece] = found.items[0]?.pages ?? [];
    const marked = piece?.marks.map(([from, to]) => piece.text.slice(from, to).toLowerCase()) ?? [];
    expect(marked.length).toBeGreaterThan(1);
    for (const one of marked) expect(["thủ", "tục", "hành", "chính", "5", "kh", "snv"]).toContain(one);
  });

  it("with diacritics finds only what is written so; what nobody wrote, and signs, find nothing", async () => {
    expect((await search("scorer.a", "thù tục")).total).toBe(0);
    expect((await house.send("scorer.a", "GET", `/evidence/search?q=${encodeURIComponent("'&|!:*")}`)).status).toBe(422);
    expect((await search("scorer.a", "thủ' | tục")).total).toBe(1);
  });

  it("finds for nobody what they may not open", async () => {
    expect((await search("scorer.b", "thu tuc hanh chinh")).total).toBe(0);
    expect((await search("member", "thu tuc hanh chinh")).total).toBe(0);
    expect((await search("auditor", "thu tuc hanh chinh")).total).toBe(1);
  });

  it("does not let somebody find a text by naming its hash", async () => {
    await house.send("scorer.b", "POST", `${house.shelf("B")}/manifests`, { files: [{ name: "x.pdf", size: first.size, sha256: first.sha256 }] });
    expect((await search("scorer.b", "thu tuc hanh chinh")).total).toBe(0);
    expect(await json("scorer.b", `${house.shelf("B")}/pending`)).toMatchObject({ items: [{ state: "waiting", content: null }] });
  });

  it("tells a page once, also where two documents are the same", async () => {
    const { body } = await house.ask("scorer.a", "GET", `/evidence/files/${first.id}/download`);
    const copy = await house.upload("A", "Báo cáo chép.pdf", body);
    expect((await search("scorer.a", "thu tuc hanh chinh")).items.map(({ pages }) => pages.map((one) => one.page))).toEqual([[2, 1], [2, 1]]);
    await house.send("scorer.a", "POST", `/evidence/files/${copy.id}/withdrawal`, { reason: "Nộp hai lần." });
  });
});

describe("a description", () => {
  const described = { number: "12/BC-SNV", dated: "2025-11-20", issuer: "Sở Nội vụ", subject: "Báo cáo cải cách hành chính đã xác nhận" };
  it("is confirmed by a person, kept with those before, and searched", async () => {
    const path = `/evidence/items/${first.itemId}`;
    expect((await house.send("scorer.a", "PUT", `${path}/description`, described, "1")).status).toBe(412);
    expect(await house.send("scorer.a", "PUT", `${path}/description`, { ...described, subject: "Bản đầu" }, "0")).toMatchObject({ status: 200, etag: "1" });
    expect(await house.send("scorer.a", "PUT", `${path}/description`, described, "1")).toMatchObject({ status: 200, etag: "2", json: { description: described } });
    expect((await house.send("scorer.b", "PUT", `${path}/description`, described, "2")).status).toBe(404);
    expect((await json("scorer.a", path))["history"]).toMatchObject([described, { subject: "Bản đầu" }]);
    expect((await search("scorer.a", "da xac nhan")).items).toMatchObject([{ item: { id: first.itemId }, pages: [] }]);
    expect((await search("scorer.a", "bản đầu")).total).toBe(0);
  });
});

describe("versions", () => {
  it("stand beside each other: a newer file is a new version, and the older one stays what it was", async () => {
    const bytes = smallPdf("bản hai");
    const newer = await house.upload("A", "Báo cáo (sửa).pdf", bytes, first.itemId);
    expect(newer).toMatchObject({ itemId: first.itemId, number: 2 });
    expect(await json("scorer.a", `/evidence/items/${first.itemId}`)).toMatchObject({ versionCount: 2, current: { id: newer.id }, files: [{ number: 2 }, { number: 1, sha256: first.sha256 }] });
    expect((await house.ask("scorer.a", "GET", `/evidence/files/${first.id}/download`)).body.length).toBe(first.size);
  });
});

describe("checks", () => {
  it("tell the same file and nearly the same text elsewhere, and a document of another year", async () => {
    const again = await house.upload("A", "Lại.docx", await docxOf(report("5/KH-SNV", "2 tháng 3 năm 2024", "Kế hoạch kiểm tra"), `Phần hai. ${words} thêm`));
    await read(again, "docx");
    const twin = await house.upload("B", "Trùng.docx", await docxOf("x"));
    const copy = await house.upload("A", "Chép.docx", await docxOf("x"));
    expect([twin.sha256 === copy.sha256]).toEqual([false]);
    const bytes = smallPdf("chung hai đơn vị");
    const [inA, inB] = [await house.upload("A", "Chung.pdf", bytes), await house.upload("B", "Chung của B.pdf", bytes)];
    const { items } = (await json("auditor", `${house.shelf("A")}/checks`)) as unknown as { items: { item: { id: string; findings: string[] }; same: object[]; similar: object[] }[] };
    const of = (file: FileView) => items.find(({ item }) => item.id === file.itemId);
    expect(of(again)).toMatchObject({ item: { findings: expect.arrayContaining(["outside-year"]) as string[] }, similar: [{ fileId: second.id, percent: expect.any(Number) as number }] });
    expect(of(inA)?.same).toMatchObject([{ fileId: inB.id, unitId: house.unitId("B"), name: "Chung của B.pdf" }]);
    const own = (await json("scorer.a", `${house.shelf("A")}/checks`)) as unknown as { items: typeof items };
    expect(own.items.find(({ item }) => item.id === inA.itemId)?.same).toEqual([]);
  });

  it("tell no unit that another has the same bytes or a text like its own, also where no policy on rows stands behind the rule", async () => {
    const shared = smallPdf("cả hai đơn vị đều nộp");
    const [inA, inB] = [await house.upload("A", "Một.pdf", shared), await house.upload("B", "Hai.pdf", shared)];
    const text = Array.from({ length: 60 }, (_, i) => `chữ${String(i)}`).join(" ");
    const [likeA, likeB] = [await house.upload("A", "Gần giống.docx", await docxOf(text)), await house.upload("B", "Gần giống của B.docx", await docxOf(`${text} thêm`))];
    for (const one of [likeA, likeB]) await read(one, "docx");
    type Checked = { item: { id: string }; same: { unitId: string; fileId: string }[]; similar: { unitId: string; fileId: string }[] };
    const told = async (as: string) => {
      const { items } = (await json(as, `${house.shelf("A")}/checks`)) as unknown as { items: Checked[] };
      const others = items.filter(({ item }) => item.id === inA.itemId || item.id === likeA.itemId).flatMap(({ same, similar }) => [...same, ...similar]);
      return others.map(({ unitId, fileId }) => `${unitId} ${fileId}`).toSorted();
    };
    const policies = (word: "disable" | "enable") => house.test.superuser.query(["item", "file", "kept", "refused", "description", "content", "page", "scan"].map((table) => `alter table congtam.evidence_${table} ${word} row level security`).join("; "));
    const ofB = [inB, likeB].map((one) => `${house.unitId("B")} ${one.id}`).toSorted();
    for (const word of ["enable", "disable"] as const) {
      await policies(word);
      // Who may see both units is told of both: there is something to hide.
      expect([word, await told("auditor")]).toEqual([word, ofB]);
      expect([word, await told("scorer.a")]).toEqual([word, []]);
    }
    await policies("enable");
  });
});

describe("the bundle", () => {
  it("is a zip of everything that one sees, with a table of contents", async () => {
    const { status, headers, body } = await house.ask("scorer.a", "GET", `${house.shelf("A")}/bundle`);
    expect([status, headers["content-type"]]).toEqual([200, "application/zip"]);
    const zip = await fromBufferPromise(body, { lazyEntries: true });
    const names: string[] = [];
    for await (const entry of zip.eachEntry()) names.push(entry.fileName);
    expect(names[0]).toBe("MUC-LUC.txt");
    expect(names.slice(1, 3)).toEqual(["0001 Báo cáo (sửa).pdf", "0002 Kế hoạch.docx"]);
    expect((await house.ask("member", "GET", `${house.shelf("A")}/bundle`)).status).toBe(409);
    expect((await house.ask("scorer.b", "GET", `${house.shelf("A")}/bundle`)).status).toBe(404);
  });
});

describe("the room of a unit", () => {
  const used = async () => ((await json("scorer.b", `${house.shelf("B")}/intake`))["quota"] as { used: number }).used;

  it("is taken by what is named, kept or taken back, whose bytes stay; not by what never came", async () => {
    const before = await used();
    const bytes = smallPdf("rút lại");
    const file = await house.upload("B", "Nhầm.pdf", bytes);
    expect(await used()).toBe(before + bytes.length);
    expect((await house.send("scorer.b", "POST", `/evidence/files/${file.id}/withdrawal`, { reason: "Tải nhầm tệp của đơn vị khác." })).status).toBe(201);
    expect(await used()).toBe(before + bytes.length);
    const [other] = await house.named("B", [{ name: "Bỏ.pdf", bytes }]);
    expect(await used()).toBe(before + 2 * bytes.length);
    expect((await house.send("scorer.b", "POST", `/evidence/files/${other?.id ?? ""}/abandonment`)).status).toBe(201);
    expect(await used()).toBe(before + bytes.length);
  });
});
