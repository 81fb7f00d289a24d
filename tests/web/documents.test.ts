import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import PizZip from "pizzip";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Download, Page } from "playwright-core";
import { readWorkbook } from "../../src/server/documents/index.ts";
import { ARABIC, IN_TITLES, type MessySheet, workbookWith } from "../server/messy-sheets.ts";
import { paragraphsOf, partOf } from "../server/office.ts";
import { regulationFiles } from "../server/regulation-files.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 240_000;
let house: WebHouse;
let campaigns: readonly { readonly id: string; readonly year: number }[] = [];

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("sonoivu", NOWHERE);
  ({ items: campaigns } = (await (await page.request.get(`${house.address}/api/v1/campaigns`)).json()) as { items: { id: string; year: number }[] });
}, SLOW);
afterAll(async () => house.close());

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(house.address + path);
};
const documentsOf = (year: number): string => `/campaigns/${campaigns.find((one) => one.year === year)?.id ?? ""}/documents`;

async function taken(page: Page, name: RegExp): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).first().click()]);
  return download;
}

test("papers of a published result are taken from the campaign's page of documents", async () => {
  const page = await house.enter("sonoivu", { width: 375, path: documentsOf(2024) });
  await page.getByText("Dự thảo quyết định kèm phụ lục xếp hạng").first().waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const decision = await taken(page, /^Word.*Dự thảo quyết định/);
  expect(decision.suggestedFilename()).toBe("Quyết định phê duyệt kết quả năm 2024.docx");
  expect(paragraphsOf(partOf(readFileSync(await decision.path()), "word/document.xml"))).toContain("QUYẾT ĐỊNH:");
}, SLOW);

test("a unit takes its scoring table, and hears what is wrong with one that is none", async () => {
  const page = await house.enter("snv.cham", { path: documentsOf(2025) });
  expect((await taken(page, /^Excel.*Bảng chấm điểm/)).suggestedFilename()).toBe("Bảng chấm điểm Sở Nội vụ năm 2025.xlsx");
  await page.getByLabel("Chọn tệp Excel (.xlsx)").setInputFiles({ name: "khac.xlsx", mimeType: "application/octet-stream", buffer: await workbookWith(ARABIC) });
  await page.getByRole("button", { name: "Kiểm tra và lưu" }).click();
  await page.getByText("Tệp không phải bảng chấm điểm do hệ thống xuất ra.").waitFor();
  await expectAccessible(page);
}, SLOW);

test("a province's table of criteria is read, looked at and added to the files of a regulation", async () => {
  const page = await house.enter("sonoivu", { path: "/regulations/import" });
  await page.getByText("Đọc bộ tiêu chí từ Excel").click();
  await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "bo-tieu-chi.xlsx", mimeType: "application/octet-stream", buffer: await workbookWith(ARABIC) });
  await page.getByRole("button", { name: "Đọc tệp" }).click();
  await page.getByText("2 dòng cần xem lại").waitFor();
  await expectAccessible(page);
  const marked = await readWorkbook(new Uint8Array(readFileSync(await (await taken(page, /^Tải tệp có đánh dấu/)).path())));
  expect(JSON.stringify(marked.sheets)).toContain("không có số thứ tự");
  await page.getByRole("button", { name: "Đưa vào danh sách tệp với tên index-01.yaml" }).click();
  await page.getByText("index-01.yaml", { exact: true }).first().waitFor();
}, SLOW);

/** What a clerk mends after the doubtful rows were listed: the number in words, and the content that the formula names. */
const MENDED: MessySheet = { ...IN_TITLES, rows: [...IN_TITLES.rows.map((row) => row.map((cell) => (cell === "mười lăm" ? 15 : cell))), ["", "VI. Điểm trừ", "", ""], ["", "1. Chậm báo cáo", "", "-0,5/lần"]] };

test("from a table with doubtful rows to a criterion that a unit scores by it, in the browser", async () => {
  const admin = await house.enter("quantri", { path: "/regulations/import" });
  const main = (regulationFiles("dak-lak-2025")["regulation.yaml"] ?? "").replace("  - file: index-02.yaml\n  - file: index-03.yaml\n", "").replace("id: dak-lak-2025", "id: bo-tieu-chi-excel").replace(/^title: .*$/m, "title: Quy định từ bảng Excel");
  await admin.getByLabel(/^Tệp quy định/).setInputFiles({ name: "regulation.yaml", mimeType: "application/yaml", buffer: Buffer.from(main) });
  await admin.getByText("Đọc bộ tiêu chí từ Excel").click();
  const read = async (sheet: MessySheet): Promise<void> => {
    await admin.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "bo-tieu-chi.xlsx", mimeType: "application/octet-stream", buffer: await workbookWith(sheet) });
    await admin.getByRole("button", { name: "Đọc tệp" }).click();
  };
  await read(IN_TITLES);
  await admin.getByText("“Cải cách hành chính” ghi 35,00 điểm, các mục con cộng lại 20,00.").waitFor();
  await admin.setViewportSize({ width: 375, height: 900 });
  await expectNoSidewaysScroll(admin);
  await admin.setViewportSize({ width: 1440, height: 900 });
  await read(MENDED);
  await admin.getByText("Không có dòng nào phải xem lại.").waitFor();
  await admin.getByText("Xem trước 13 dòng").click();
  await admin.getByRole("row", { name: /Chuyển đổi số/ }).waitFor();
  await admin.getByRole("button", { name: "Đưa vào danh sách tệp với tên index-01.yaml" }).click();
  await admin.getByRole("button", { name: "Kiểm tra", exact: true }).click();
  await admin.getByText("Không có lỗi nào").waitFor();
  await admin.getByRole("button", { name: "Nhập", exact: true }).click();
  await admin.getByRole("heading", { level: 1, name: "Quy định từ bảng Excel" }).waitFor();

  const officer = await house.enter("sonoivu", { path: "/regulations" });
  await officer.getByRole("link", { name: "Quy định từ bảng Excel" }).click();
  await officer.getByRole("link", { name: "Khóa phiên bản" }).click();
  await officer.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await officer.getByRole("button", { name: "Khóa phiên bản" }).click();
  await officer.getByText(/khóa lúc/).first().waitFor();
  await go(officer, "/campaigns/new");
  await officer.getByLabel("Quy định", { exact: true }).selectOption({ label: "Quy định từ bảng Excel" });
  await officer.getByLabel("Năm đánh giá").fill("2088");
  await officer.getByLabel("Tên đợt").fill("Đợt theo bảng Excel");
  await officer.getByRole("searchbox").fill("so noi vu");
  await officer.getByRole("checkbox", { name: /Sở Nội vụ/ }).check();
  await officer.getByRole("button", { name: "Tạo đợt đánh giá" }).click();
  await officer.getByRole("link", { name: "Làm bước này Lịch của đợt" }).click();
  for (const [stage, day] of [["tự chấm điểm", "10/01/2090"], ["thẩm định lần 1", "20/01/2090"], ["giải trình", "25/01/2090"], ["thẩm định lần 2", "30/01/2090"]] as const) await officer.getByLabel(`Hạn ${stage}`, { exact: true }).fill(day);
  await officer.getByRole("button", { name: "Đặt lịch" }).click();
  await officer.getByText("Đã đặt lịch của đợt.").waitFor();
  await officer.getByRole("link", { name: "Về danh sách các bước" }).click();
  await officer.getByRole("link", { name: /Mở đợt/ }).click();
  await officer.getByRole("button", { name: "Mở đợt đánh giá" }).click();
  await officer.getByRole("heading", { name: "Đợt đang ở giai đoạn tự chấm điểm" }).waitFor();

  const scorer = await house.enter("snv.cham", { path: "/campaigns" });
  await scorer.getByRole("link", { name: "Đợt theo bảng Excel" }).first().click();
  await scorer.getByRole("link", { name: /^Chấm điểm hồ sơ/ }).first().click();
  const card = scorer.getByRole("article");
  await card.getByRole("heading", { name: /^1\.1 Nhiệm vụ được giao/ }).waitFor();
  await card.locator("input").first().fill("44,5");
  await scorer.locator(".desk-state [role=status]").getByText(/^Đã lưu lúc/).waitFor();
  await scorer.reload();
  await card.getByRole("heading", { name: /^1\.1 Nhiệm vụ được giao/ }).waitFor();
  expect(await card.locator("input").first().inputValue()).toBe("44,5");
}, SLOW);

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

test("a clerk's template is told which of its places is wrong, and is used once it is right", async () => {
  const page = await house.enter("sonoivu", { path: "/document-templates" });
  await page.getByRole("button", { name: /^Mở.*Quyết định phê duyệt kết quả/ }).click();
  const own = await taken(page, /^Tải mẫu đang dùng/);
  const bytes = readFileSync(await own.path());
  const changed = (from: string, to: string): Buffer => {
    const zip = new PizZip(bytes);
    zip.file("word/document.xml", (zip.file("word/document.xml")?.asText() ?? "").replace(from, to));
    return zip.generate({ type: "nodebuffer" });
  };
  const bring = async (name: string, buffer: Buffer): Promise<void> => {
    await page.getByLabel("Mẫu đã sửa (.docx)").setInputFiles({ name, mimeType: DOCX, buffer });
    await page.getByRole("button", { name: "Kiểm tra và dùng mẫu này" }).click();
  };
  await bring("Quyết định hỏng.docx", changed("{cơ quan thường trực}", "{co quan thuong truc}"));
  expect(await page.getByRole("alert").textContent()).toContain("Không có chỗ điền {co quan thuong truc}. Có phải {cơ quan thường trực}?");
  await expectAccessible(page);
  await bring("Quyết định của tỉnh.docx", changed("có hiệu lực kể từ ngày ký", "có hiệu lực từ ngày 01/01/2026"));
  await page.getByText("Đang dùng “Quyết định của tỉnh.docx”").waitFor();
  await page.getByRole("button", { name: "Dùng lại mẫu gốc", exact: true }).click();
  await page.getByText("Đang dùng “Quyết định của tỉnh.docx”").waitFor({ state: "detached" });
}, SLOW);

test("the letterhead says who signs in whose place, shows the block, and papers have it", async () => {
  const page = await house.enter("sonoivu", { width: 375, path: "/document-templates/letterhead" });
  await page.getByLabel("Tên cơ quan ban hành").fill("Ủy ban nhân dân tỉnh Đắk Lắk");
  await page.getByRole("button", { name: "Điền các ô khác theo tên cơ quan" }).click();
  const signers = page.getByRole("group", { name: "Người ký quyết định" });
  await signers.getByLabel("Hình thức ký").selectOption("deputy");
  await page.getByRole("button", { name: "Lưu thể thức" }).click();
  await signers.getByText("Ghi chức vụ của người ký thay").waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await signers.getByLabel("Chức vụ của người ký").fill("Phó Chủ tịch");
  await page.getByRole("button", { name: "Lưu thể thức" }).click();
  await page.getByText("Văn bản xuất từ nay theo thể thức này").waitFor();
  await go(page, documentsOf(2024));
  const decision = await taken(page, /^Word.*Dự thảo quyết định/);
  expect(paragraphsOf(partOf(readFileSync(await decision.path()), "word/document.xml")).find((one) => one.startsWith("KT. CHỦ TỊCH"))).toContain("PHÓ CHỦ TỊCH");
}, SLOW);

async function sheetOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Danh sách").addRows(rows.map((row) => [...row]));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

test("a list of people with one wrong cell is marked and nothing is taken; mended it is, and its layout is known again", async () => {
  const page = await house.enter("sonoivu", NOWHERE);
  const rows = [["TT", "Tên gọi", "Nơi làm việc", "Chức danh", "Loại vị trí"], ["1", "Trần Thị Bưởi", "Sở Nội vụ", "Chuyên viên", "Công chức"], ["2", "Y Bhiông Niê", "Sở Không Có", "Chuyên viên", "Công chức"]] as const;
  const bring = async (buffer: Buffer): Promise<void> => {
    await go(page, "/people/import");
    await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "nguoi.xlsx", mimeType: "application/octet-stream", buffer });
  };
  const tellColumns = async (): Promise<void> => {
    await page.getByLabel("Họ và tên").selectOption({ label: "B: Tên gọi" });
    await page.getByLabel("Đơn vị (mã hoặc tên)").selectOption({ label: "C: Nơi làm việc" });
  };
  await bring(await sheetOf(rows));
  await tellColumns();
  await page.getByRole("button", { name: "Kiểm tra và nhập 2 dòng" }).click();
  await page.getByText("Có 1 ô cần sửa; chưa nhập gì.", { exact: true }).waitFor();
  await expectAccessible(page);
  const marked = await readWorkbook(new Uint8Array(readFileSync(await (await taken(page, /^Tải tệp có đánh dấu lỗi/)).path())));
  expect(JSON.stringify(marked.sheets)).toContain("Sở Không Có");
  // Whoever mends the file need not say again which column is what.
  await bring(await sheetOf(rows.map((row) => row.map((words) => words.replace("Sở Không Có", "Sở Tài chính")))));
  await page.getByText("Đã nhận ra cách bố trí đã lưu.").waitFor();
  await page.getByRole("button", { name: "Kiểm tra và nhập 2 dòng" }).click();
  await page.getByText("Đã thêm 2 người, 2 vị trí; 0 dòng đã có từ trước.").waitFor();
}, SLOW);

test("any table is taken home as it is seen", async () => {
  const page = await house.enter("kiemtoan", NOWHERE);
  const { id = "" } = campaigns.find((one) => one.year === 2024) ?? {};
  await page.request.get(`${house.address}/api/v1/campaigns/${id}/rounds/1/papers/minutes`);
  await go(page, "/audit/reads");
  await page.getByRole("button", { name: /^Tải Excel/ }).waitFor();
  const shown = await page.getByRole("row").count();
  const { sheets } = await readWorkbook(new Uint8Array(readFileSync(await (await taken(page, /^Tải Excel/)).path())));
  expect(sheets?.[0]?.rows[0]).toEqual(["Lúc", "Người xem", "Cơ quan, đơn vị", "Đã xem"]);
  expect(sheets?.[0]?.rows.length).toBe(shown);
}, SLOW);
