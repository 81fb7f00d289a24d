import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import PizZip from "pizzip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { congtam } from "../../../tests/cli/run.ts";
import { readWorkbook, workbookOf } from "../documents/index.ts";

/** The command line over workbooks: from a case to a workbook and back to the same result. */

let folder = "";
let caseFile = "";
let bookFile = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "congtam-"));
  caseFile = join(folder, "case.json");
  bookFile = join(folder, "result.xlsx");
  writeFileSync(caseFile, congtam(["example", "dak-lak-2025", "--seed", "2025"]).stdout);
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const change = async (to: string, edit: (workbook: ExcelJS.Workbook) => void): Promise<string> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(bookFile);
  edit(workbook);
  const file = join(folder, to);
  await workbook.xlsx.writeFile(file);
  return file;
};

describe("congtam evaluate with workbooks", () => {
  it("what it writes it reads, and comes to the same result", () => {
    expect(congtam(["evaluate", "--input", caseFile, "--xlsx", bookFile])).toMatchObject({ status: 0, stdout: "", stderr: "" });
    const [from, back] = [congtam(["evaluate", "--input", caseFile]), congtam(["evaluate", "--input", bookFile])];
    expect(back.stderr).toBe("");
    expect(JSON.parse(back.stdout)).toEqual(JSON.parse(from.stdout));
  }, 60_000);

  it("lists every cell that cannot be read, with what was expected, and computes nothing", async () => {
    const broken = await change("broken.xlsx", (workbook) => {
      const sheet = workbook.getWorksheet("Chỉ số 01")!;
      sheet.getCell("C5").value = "mười";
      sheet.getCell("D6").value = "=1+1";
      sheet.getCell("E7").value = "12,5";
    });
    const { status, stdout, lines } = congtam(["evaluate", "--input", broken]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(lines.map((one) => one.slice(0, 40))).toEqual(["Trang “Chỉ số 01”, ô C5 có “mười”; cần s", "Trang “Chỉ số 01”, ô D6 có “=1+1”; cần s"]);
  }, 60_000);

  it("points above the maximum are the regulation's business: unit, criterion, expectation", async () => {
    const broken = await change("above.xlsx", (workbook) => {
      workbook.getWorksheet("Chỉ số 01")!.getCell("C5").value = 999;
    });
    const { status, lines } = congtam(["evaluate", "--input", broken, "--lang", "en"]);
    expect([status, lines.length]).toEqual([1, 1]);
  }, 60_000);

  it("what is no workbook, or one that would not fit into memory, is refused with 2", () => {
    const text = join(folder, "text.xlsx");
    writeFileSync(text, "Mã,Tên");
    expect(congtam(["evaluate", "--input", text]).status).toBe(2);
    expect(congtam(["evaluate", "--input", join(folder, "none.xlsx")]).status).toBe(2);
  }, 60_000);
});

describe("archives of anybody", () => {
  it("a bomb is refused by its own list, and one that lies about its size when it is unpacked", async () => {
    const zip = new PizZip();
    for (let at = 0; at < 12; at++) zip.file(`xl/worksheets/sheet${String(at)}.xml`, new Uint8Array(10 * 1024 * 1024));
    const bomb = zip.generate({ type: "uint8array", compression: "DEFLATE" });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await readWorkbook(bomb)).toEqual({ why: "too-large" });
    const small = new PizZip();
    small.file("xl/workbook.xml", new Uint8Array(1_000_000));
    const lying = Buffer.from(small.generate({ type: "uint8array", compression: "DEFLATE" }));
    // In both lists of the archive the part is said to be of ten bytes.
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    for (let at = lying.indexOf(size); at !== -1; at = lying.indexOf(size, at + 1)) lying.writeUInt32LE(10, at);
    expect(await readWorkbook(lying)).toEqual({ why: "not-xlsx" });
  });

  it("text that begins like a formula is text, in the file and when it is read back", async () => {
    const hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"];
    const file = await workbookOf([{ name: "Thử", columns: [{ width: 20 }], rows: hostile.map((one) => ({ cells: [one] })) }]);
    expect(new PizZip(file).file("xl/worksheets/sheet1.xml")?.asText().includes("<f>")).toBe(false);
    const styles = new PizZip(file).file("xl/styles.xml")?.asText() ?? "";
    expect(styles.includes('numFmtId="49"')).toBe(true);
    const read = await readWorkbook(file);
    expect(read.sheets?.[0]?.rows.map(([one]) => one)).toEqual(hostile);
  });
});
