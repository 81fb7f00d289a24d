import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { docxOf, pdfOf, report } from "../server/office-files.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openCouncil } from "./council-house.ts";
import { type Place, placeOf } from "./desk.ts";
import { openWebHouse, type View, type WebHouse } from "./house.ts";

/** Evidence from the scorer's drag and drop to the council member's eyes. The tests follow one another, as the year does. */

const SLOW = 240_000;
const MEGABYTE = 1024 * 1024;
/** A criterion that nothing proves yet. */
const CODE = "1.2.2";
const REPORT = "Báo cáo cải cách hành chính.pdf";
const LETTER = "Công văn 45.docx";
const LONG = "Hồ sơ quét.pdf";
let house: WebHouse;
let place: Place;
let folder = "";

const section = (page: Page) => page.getByRole("region", { name: "Tài liệu kiểm chứng", exact: true });
const chooser = (page: Page) => page.getByLabel("Thêm tài liệu").locator("input[type=file]").first();
const viewer = (page: Page) => page.getByRole("complementary", { name: "Xem tài liệu" });
const openFile = (page: Page, name: string) => section(page).getByRole("button", { name, exact: true });

/** The scorer before a criterion. */
async function desk(view: View = {}): Promise<Page> {
  const page = await house.enter("stc.cham", { ...view, path: `${place.path}?criterion=${CODE}` });
  await section(page).waitFor();
  return page;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "congtam-large-"));
  house = await openWebHouse(undefined, undefined, { EVIDENCE_MAX_MB: "10", EVIDENCE_QUOTA_MB: "20" });
  const page = await house.enter("stc.cham", { path: "/favicon.svg" });
  place = await placeOf(house, page);
  await page.context().close();
}, SLOW);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await house.close();
}, SLOW);

test("a scorer brings two files to a criterion, says which pages prove what, and reads them beside the score", async () => {
  const page = await desk();
  // The worst order: one of the three is refused before they are linked.
  const refusal = page.waitForResponse((answer) => answer.url().endsWith("/bytes") && answer.status() === 415);
  await page.route(`**/evidence/${CODE}`, async (route) => {
    await refusal;
    await route.continue();
  });
  const brought = { name: REPORT, mimeType: "application/pdf", buffer: await pdfOf(report("12/BC-STC", "20 tháng 11 năm 2025", "Kết quả thu ngân sách năm 2025"), "Trang hai: bảng số liệu.", "Trang ba: kiến nghị.") };
  await chooser(page).setInputFiles([
    brought,
    { name: LETTER, mimeType: "application/octet-stream", buffer: await docxOf("Về việc báo cáo tiến độ giải ngân") },
    { name: "Chương trình.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ, an executable by its content") },
  ]);
  // What a file is its content says; what is refused proves nothing and is told with the reason.
  await section(page).getByText(/^Loại tệp không được nhận/).waitFor();
  await page.getByRole("button", { name: "Gỡ: Chương trình.pdf" }).waitFor({ state: "detached" });
  await openFile(page, REPORT).waitFor();
  await openFile(page, LETTER).waitFor();
  await page.getByRole("button", { name: `Ghi trang, điều chứng minh: ${REPORT}` }).click();
  await page.getByLabel("Trang", { exact: true }).fill("hai");
  await page.getByText("Hãy ghi số trang, ví dụ 3-5, 8.").waitFor();
  await page.getByLabel("Trang", { exact: true }).fill("2-3");
  await page.getByLabel("Chứng minh điều gì").fill("Số thu vượt dự toán.");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await section(page).getByText("tr. 2–3").waitFor();
  await expectAccessible(page);

  await page.reload();
  await section(page).getByText("Số thu vượt dự toán.").waitFor();
  const worker = page.waitForResponse(/pdf\.worker/);
  await openFile(page, REPORT).click();
  // Whatever a file makes its reader do, it does in a worker that may talk to nobody.
  expect((await worker).headers()["content-security-policy"]).toBe("default-src 'none'; script-src 'wasm-unsafe-eval'");
  // It opens where the link says, as a picture drawn from the file.
  await viewer(page).getByRole("img", { name: "Trang 2", exact: true }).locator("canvas").last().waitFor();
  await expect.poll(async () => viewer(page).getByLabel("Tới trang", { exact: true }).inputValue()).toBe("2");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await viewer(page).getByRole("button", { name: "Tài liệu sau" }).click();
  await viewer(page).getByText("Về việc báo cáo tiến độ giải ngân").waitFor();
  await page.keyboard.press("Escape");
  await viewer(page).waitFor({ state: "detached" });

  // Brought again for another criterion it is used again, and not a byte of it is sent.
  await page.getByRole("button", { name: "Tiêu chí trước" }).click();
  await section(page).getByText("Tiêu chí đã có điểm nhưng chưa có tài liệu kiểm chứng.").waitFor();
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "PATCH") sent++;
  });
  await chooser(page).setInputFiles(brought);
  await openFile(page, REPORT).waitFor();
  expect(sent).toBe(0);
  await page.context().close();
}, SLOW);

/** A file of so many megabytes, on the disk of whoever sends it. */
async function large(name: string, megabytes: number): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([await pdfOf(`${name}, nhiều trang.`), Buffer.alloc(megabytes * MEGABYTE, "% ")]));
  return path;
}

test("a file whose line broke goes on where it ended, in another browser too", async () => {
  // More than one piece.
  const file = await large(LONG, 9);
  const first = await desk();
  let pieces = 0;
  await first.route("**/bytes", async (route) => {
    pieces += route.request().method() === "PATCH" ? 1 : 0;
    await (pieces > 1 ? route.abort() : route.continue());
  });
  await chooser(first).setInputFiles(file);
  await expect.poll(() => pieces, { timeout: SLOW }).toBeGreaterThan(1);
  await first.context().close();

  const second = await desk({ width: 375, height: 800 });
  const offsets: number[] = [];
  second.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await section(second).getByText(/Chưa nhận đủ; chỗ được giữ đến/).waitFor();
  // What stands behind the bar at the foot of a phone is no target until it is scrolled to.
  await section(second).evaluate((region) => { region.scrollIntoView({ block: "start" }); });
  await expectAccessible(second);
  await expectNoSidewaysScroll(second);
  await chooser(second).setInputFiles(file);
  await openFile(second, LONG).waitFor({ timeout: SLOW });
  // One more piece from where the first line ended, wherever that was; not from the beginning.
  expect(offsets).toEqual([expect.toSatisfy((at: number) => at > 0)]);
  expect(await openFile(second, LONG).count()).toBe(1);
  await openFile(second, LONG).click();
  await viewer(second).getByRole("img", { name: "Trang 1", exact: true }).locator("canvas").waitFor();
  await second.context().close();
}, SLOW);

test("what is too large, too much or not what was named is told in words, and takes nothing with it that fits", async () => {
  const page = await desk({ width: 375, height: 800 });
  // Where a machine of the person's own names another file than it sends.
  await page.route("**/manifests", async (route) => {
    const body = route.request().postData() ?? "";
    await route.continue({ postData: body.includes("Đổi ruột") ? body.replace(/"sha256":"[0-9a-f]{8}/, '"sha256":"00000000') : body });
  });
  await chooser(page).setInputFiles({ name: "Đổi ruột.pdf", mimeType: "application/pdf", buffer: await pdfOf("Một nội dung.") });
  await section(page).getByText("Nội dung không khớp mã băm đã kê khai; hãy kê khai lại tệp.").waitFor();
  await chooser(page).setInputFiles([await large("Quá lớn.pdf", 11), await large("Phần một.pdf", 6), await large("Phần hai.pdf", 6)]);
  await section(page).getByText("Tệp lớn hơn 10 MB.").waitFor();
  await section(page).getByText(/^Cần 7 MB mà đơn vị chỉ còn 4 MB trong hạn mức 20 MB/).waitFor({ timeout: SLOW });
  await openFile(page, "Phần một.pdf").waitFor({ timeout: SLOW });
  await expectNoSidewaysScroll(page);
  await page.context().close();
}, SLOW);

test("the library holds each file once, with what a program has read of it; a word leads to its page", async () => {
  const page = await house.enter("stc.cham", { path: `/evidence/${place.unitId}/2025` });
  await page.getByRole("button", { name: `Xác nhận mô tả: ${REPORT}` }).click();
  await expect.poll(async () => page.getByLabel("Số, ký hiệu").inputValue()).toBe("12/BC-STC");
  await page.getByRole("textbox", { name: "Trích yếu" }).fill("Báo cáo kết quả thu ngân sách");
  await page.getByRole("button", { name: "Xác nhận", exact: true }).click();
  await page.getByText("Mô tả đã được xác nhận; có thể sửa khi cần.").waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Báo cáo kết quả thu ngân sách", exact: true }).waitFor();
  await expectAccessible(page);
  for (const width of [768, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${house.address}/evidence?q=kien nghi`);
  await page.getByRole("button", { name: /^tr\. 3 / }).click();
  await expect.poll(async () => viewer(page).getByLabel("Tới trang", { exact: true }).inputValue()).toBe("3");
  await expectAccessible(page);
}, SLOW);

test("a workbook is a table with its title over it, from where it is said that only the text is shown", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Số liệu");
  sheet.addRow(["Bảng tổng hợp kết quả giải quyết thủ tục hành chính năm 2025"]);
  for (let i = 0; i < 60; i++) sheet.addRow([i, `Lĩnh vực quản lý nhà nước số ${String(i)}`, i * 7]);
  book.addWorksheet("Ghi chú").addRow(["Hết"]);
  const page = await house.enter("stc.cham", { width: 375, height: 800, path: `/evidence/${place.unitId}/2025` });
  await page.locator("input[type=file]").first().setInputFiles({ name: "Bảng.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await book.xlsx.writeBuffer()) });
  await page.getByRole("button", { name: "Bảng.xlsx", exact: true }).click();
  const title = viewer(page).getByRole("cell", { name: /^Bảng tổng hợp/ });
  await title.waitFor({ timeout: SLOW });
  expect(await title.getAttribute("colspan")).toBe("3");
  expect(await viewer(page).locator(".viewer-scroll").evaluate((scroll) => [scroll.scrollTop, scroll.scrollHeight > scroll.clientHeight])).toEqual([0, true]);
  await expectNoSidewaysScroll(page);
  await page.context().close();
}, SLOW);

test("who has no business with a library is told so; a line that is lost loses nothing", async () => {
  const page = await house.enter("bmt.cham", { path: `/evidence/${place.unitId}/2025` });
  await page.getByRole("heading", { name: "Không tìm thấy trang này" }).waitFor();

  const own = await placeOf(house, page);
  await page.route("**/api/v1/units/*/evidence/**", async (route) => route.abort());
  // The waits between one try and the next pass at once.
  await page.clock.install();
  await page.goto(`${house.address}/evidence/${own.unitId}/2025`);
  const lost = page.getByRole("heading", { name: "Không kết nối được với máy chủ" });
  await expect.poll(async () => {
    await page.clock.fastForward(5000);
    return lost.count();
  }, { timeout: SLOW }).toBe(1);
  await page.unroute("**/api/v1/units/*/evidence/**");
  await page.getByRole("button", { name: "Thử lại" }).first().click();
  await page.getByLabel("Tải tệp lên").waitFor();
  expect(await lost.count()).toBe(0);
  await page.context().close();
}, SLOW);

test("a member of the council reads the evidence beside the score", async () => {
  const council = await openCouncil(house);
  const page = await house.enter("hd.chutich", { path: council.path(`/units/${place.unitId}?code=${CODE}`) });
  await openFile(page, "Báo cáo kết quả thu ngân sách").click();
  await viewer(page).getByRole("img", { name: "Trang 2", exact: true }).locator("canvas").last().waitFor();
  await viewer(page).getByText("Số thu vượt dự toán.").waitFor();
  expect(await page.getByRole("button", { name: /^Gỡ/ }).count()).toBe(0);
  await expectAccessible(page);
  // The viewer goes along: the next criterion has nothing that proves it, so it closes.
  await page.keyboard.press("Alt+ArrowDown");
  await viewer(page).waitFor({ state: "detached" });
  // In the grid of all units the cell that counts documents opens them beside it, and the keys stay in the grid.
  await page.goto(council.path(`/criteria/01/${CODE}`));
  await page.locator(`#cell-evidence-${place.unitId}`).dblclick();
  await viewer(page).getByText("Số thu vượt dự toán.").waitFor();
  await page.keyboard.press("ArrowDown");
  await viewer(page).waitFor({ state: "detached" });
}, SLOW);
