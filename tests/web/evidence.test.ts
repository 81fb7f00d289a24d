import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { docxOf, pdfOf, report } from "../server/office-files.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openCouncil } from "./council-house.ts";
import { type Place, placeOf } from "./desk.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

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

const section = (page: Page) => page.getByRole("region", { name: "Tài liệu kiểm chứng", exact: true });
const chooser = (page: Page) => page.getByLabel("Thêm tài liệu").locator("input[type=file]").first();
const viewer = (page: Page) => page.getByRole("complementary", { name: "Xem tài liệu" });
const openFile = (page: Page, name: string) => section(page).getByRole("button", { name, exact: true });

async function desk(page: Page, code = CODE): Promise<void> {
  await page.goto(`${place.path}?criterion=${code}`);
  await section(page).waitFor();
}

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("stc.cham");
  place = await placeOf(house, page);
  await page.close();
}, SLOW);
afterAll(async () => house.close(), SLOW);

test("a scorer brings two files to a criterion, says which pages prove what, and reads them beside the score", async () => {
  const page = await house.enter("stc.cham");
  await desk(page);
  // The worst order: one of the three is refused before they are linked.
  const refusal = page.waitForResponse((answer) => answer.url().endsWith("/bytes") && answer.status() === 415);
  await page.route(`**/evidence/${CODE}`, async (route) => {
    await refusal;
    await route.continue();
  });
  await chooser(page).setInputFiles([
    { name: REPORT, mimeType: "application/pdf", buffer: await pdfOf(report("12/BC-STC", "20 tháng 11 năm 2025", "Kết quả thu ngân sách năm 2025"), "Trang hai: bảng số liệu.", "Trang ba: kiến nghị.") },
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
}, SLOW);

/** A file of more than one piece. */
const long = async (): Promise<Buffer> => Buffer.concat([await pdfOf("Hồ sơ quét, nhiều trang."), Buffer.alloc(9 * MEGABYTE, "% ")]);

test("a file whose line broke goes on where it ended, in another browser too", async () => {
  const buffer = await long();
  const file = { name: LONG, mimeType: "application/pdf", buffer };
  const first = await house.enter("stc.cham");
  let pieces = 0;
  await first.route("**/bytes", async (route) => {
    pieces += route.request().method() === "PATCH" ? 1 : 0;
    await (pieces > 1 ? route.abort() : route.continue());
  });
  await desk(first);
  await chooser(first).setInputFiles(file);
  await expect.poll(() => pieces, { timeout: SLOW }).toBeGreaterThan(1);
  await first.context().close();

  const second = await house.enter("stc.cham", { width: 375, height: 800 });
  const offsets: number[] = [];
  second.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await desk(second);
  await section(second).getByText(/Chưa nhận đủ; chỗ được giữ đến/).waitFor();
  await expectAccessible(second);
  await expectNoSidewaysScroll(second);
  await chooser(second).setInputFiles(file);
  await openFile(second, LONG).waitFor({ timeout: SLOW });
  expect(offsets).toEqual([8 * MEGABYTE]);
  expect(await openFile(second, LONG).count()).toBe(1);
  await openFile(second, LONG).click();
  await viewer(second).getByRole("img", { name: "Trang 1", exact: true }).locator("canvas").waitFor();
  await second.getByRole("button", { name: "Đóng", exact: true }).click();
}, SLOW);

test("the library holds each file once, with what a program has read of it; a word leads to its page", async () => {
  const page = await house.enter("stc.cham");
  await page.goto(`${house.address}/evidence/${place.unitId}/2025`);
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

test("who has no business with a library is told so; a line that is lost loses nothing", async () => {
  const stranger = await house.enter("bmt.cham");
  await stranger.goto(`${house.address}/evidence/${place.unitId}/2025`);
  await stranger.getByRole("heading", { name: "Không tìm thấy trang này" }).waitFor();

  const page = await house.enter("bmt.cham");
  const own = await placeOf(house, page);
  await page.route("**/api/v1/units/*/evidence/**", async (route) => route.abort());
  await page.goto(`${house.address}/evidence/${own.unitId}/2025`);
  await page.getByRole("heading", { name: "Không kết nối được với máy chủ" }).waitFor({ timeout: SLOW });
  await page.unroute("**/api/v1/units/*/evidence/**");
  await page.getByRole("button", { name: "Thử lại" }).first().click();
  await page.getByLabel("Tải tệp lên").waitFor();
  expect(await page.getByRole("heading", { name: "Không kết nối được với máy chủ" }).count()).toBe(0);
}, SLOW);

test("a member of the council reads the evidence beside the score", async () => {
  const council = await openCouncil(house);
  const page = await house.enter("hd.chutich");
  await page.goto(council.path(`/units/${place.unitId}?code=${CODE}`));
  await openFile(page, "Báo cáo kết quả thu ngân sách").click();
  await viewer(page).getByRole("img", { name: "Trang 2", exact: true }).locator("canvas").last().waitFor();
  await viewer(page).getByText("Số thu vượt dự toán.").waitFor();
  expect(await page.getByRole("button", { name: /^Gỡ/ }).count()).toBe(0);
  await expectAccessible(page);
  // The viewer goes along: the next criterion has nothing that proves it, so it closes.
  await page.keyboard.press("Alt+ArrowDown");
  await viewer(page).waitFor({ state: "detached" });
}, SLOW);
