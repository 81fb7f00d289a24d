import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { docxOf, pdfOf, report } from "../server/office-files.ts";
import { makeAuthority, signedPdf } from "../server/signed-pdf.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openCouncil } from "./council-house.ts";
import { type Place, placeOf } from "./desk.ts";
import { dropFiles } from "./drop.ts";
import { openWebHouse, type View, type WebHouse } from "./house.ts";

/** What is said where there is no evidence, a wrong file taken back, sought words on the page itself, and what others do seen as they do it. The tests follow one another. */

const SLOW = 240_000;
const EMPTY = "1.2.3";
const PROVED = "1.2.2";
const REPORT = "Báo cáo thu ngân sách.pdf";
const SIGNED = "Quyết định ký số.pdf";
const WRONG = "Tệp của đơn vị khác.docx";
const SAID = "Nhiệm vụ phát sinh, thực hiện theo chỉ đạo trực tiếp của lãnh đạo nên không có văn bản.";
let house: WebHouse;
let place: Place;
let disk = "";

const section = (page: Page) => page.getByRole("region", { name: "Tài liệu kiểm chứng", exact: true });
const viewer = (page: Page) => page.getByRole("complementary", { name: "Xem tài liệu" });
const library = (): string => `${house.address}/evidence/${place.unitId}/2025`;
const jump = (page: Page) => viewer(page).getByLabel("Tới trang", { exact: true });

/** The scorer before a criterion. */
async function desk(code: string, view: View = {}): Promise<Page> {
  const page = await house.enter("stc.cham", { ...view, path: `${place.path}?criterion=${code}` });
  await section(page).waitFor();
  return page;
}

beforeAll(async () => {
  disk = mkdtempSync(join(tmpdir(), "congtam-dropped-"));
  house = await openWebHouse();
  const page = await house.enter("stc.cham", { path: "/favicon.svg" });
  place = await placeOf(house, page);
  await page.context().close();
}, SLOW);
afterAll(async () => {
  rmSync(disk, { recursive: true, force: true });
  await house.close();
}, SLOW);

test("a criterion without evidence carries an explanation instead, on a phone too, and evidence takes its place", async () => {
  const page = await desk(EMPTY, { width: 375, height: 800 });
  await section(page).getByRole("button", { name: "Không có tài liệu? Ghi giải trình thay" }).click();
  await section(page).getByLabel("Giải trình thay tài liệu").fill("Ngắn");
  expect(await section(page).getByRole("button", { name: "Lưu", exact: true }).isDisabled()).toBe(true);
  await section(page).getByLabel("Giải trình thay tài liệu").fill(SAID);
  await expectAccessible(page);
  await section(page).getByRole("button", { name: "Lưu", exact: true }).click();
  await section(page).getByRole("button", { name: "Sửa giải trình" }).waitFor();
  await section(page).getByText(SAID).waitFor();
  await expectNoSidewaysScroll(page);
  await page.reload();
  await section(page).getByText(SAID).waitFor();
  await section(page).getByRole("button", { name: "Sửa giải trình" }).waitFor();
  await page.context().close();
}, SLOW);

test("what a colleague brings is seen at once; a wrong file is taken back with a reason", async () => {
  const colleague = await house.enter("stc.truong", { path: library() });
  await colleague.getByText("Nộp tài liệu", { exact: true }).waitFor();
  const page = await house.enter("stc.cham", { path: library() });
  // Real files are dragged to the page: one of them, and a folder with the others and with what a system leaves in it.
  mkdirSync(join(disk, "Hồ sơ", "Phụ lục"), { recursive: true });
  writeFileSync(join(disk, SIGNED), await signedPdf("Nguyễn Văn An", new Date("2025-11-20T02:00:00Z"), [await makeAuthority("CA chuyên dùng Chính phủ")]));
  writeFileSync(join(disk, "Hồ sơ", REPORT), await pdfOf(report("15/BC-STC", "20 tháng 11 năm 2025", "Kết quả thu ngân sách"), "Trang hai: số thu.", "Trang ba: kiến nghị của đơn vị về thủ tục.", "Trang bốn."));
  writeFileSync(join(disk, "Hồ sơ", "Phụ lục", WRONG), await docxOf("Tài liệu nội bộ của đơn vị khác"));
  writeFileSync(join(disk, "Hồ sơ", "Thumbs.db"), "x");
  // What misses its place changes nothing.
  await dropFiles(page, page.getByRole("heading", { level: 1 }), [join(disk, SIGNED)]);
  await dropFiles(page, page.getByRole("group", { name: "Thêm tài liệu" }), [join(disk, SIGNED), join(disk, "Hồ sơ")]);
  // No reload: the colleague's page hears of it.
  for (const name of [REPORT, WRONG, SIGNED]) await colleague.getByRole("button", { name, exact: true }).waitFor({ timeout: SLOW });
  await page.getByRole("button", { name: WRONG, exact: true }).waitFor();
  expect(page.url()).toBe(library());
  expect(await page.getByText("Thumbs.db").count()).toBe(0);
  // A picture of the screen is pasted, and gets a name of its own.
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
    const picture = await new Promise<Blob>((resolve) => { canvas.toBlob((blob) => { resolve(blob!); }); });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([picture], "image.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole("button", { name: /^Ảnh dán \d{4}-.*\.png$/ }).first().waitFor();
  await page.getByRole("button", { name: new RegExp(`: ${WRONG}$`) }).last().click();
  await page.getByRole("button", { name: `Rút tệp nhầm: ${WRONG}` }).click();
  await page.getByLabel("Lý do rút").fill("Tải nhầm tệp của đơn vị khác.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Rút tệp", exact: true }).click();
  await page.getByText("đã rút: Tải nhầm tệp của đơn vị khác.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("1 tệp đã rút trong tuần").waitFor();
  await colleague.getByRole("button", { name: WRONG, exact: true }).waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: WRONG, exact: true }).count()).toBe(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await colleague.context().close();
  await page.context().close();
}, SLOW);

test("sought words are marked on the page itself, which turns, grows, jumps and has small pictures", async () => {
  const page = await house.enter("stc.cham", { path: "/favicon.svg" });
  await expect.poll(async () => {
    await page.goto(`${house.address}/evidence?q=kien nghi thu tuc`);
    return page.getByRole("button", { name: /^tr\. 3 / }).first().waitFor({ timeout: 3000 }).then(() => true, () => false);
  }, { timeout: SLOW }).toBe(true);
  await page.getByRole("button", { name: /^tr\. 3 / }).first().click();
  const marks = viewer(page).locator('[data-page="3"] mark');
  await marks.first().waitFor();
  expect((await marks.allTextContents()).map((one) => one.toLowerCase())).toEqual(["kiến", "nghị", "thủ", "tục"]);
  // The marks lie on the page, where its picture shows the words.
  const inside = await marks.first().evaluate((mark) => {
    const [box, sheet] = [mark.getBoundingClientRect(), mark.closest("[data-page]")!.getBoundingClientRect()];
    return { isWithin: box.left >= sheet.left && box.right <= sheet.right && box.top >= sheet.top && box.bottom <= sheet.bottom, height: box.height / sheet.height };
  });
  expect(inside.isWithin).toBe(true);
  expect(inside.height).toBeGreaterThan(0.008);
  expect(inside.height).toBeLessThan(0.05);
  await expectAccessible(page);

  const sheet = viewer(page).locator('.viewer-scroll [data-page="3"]');
  const sizeOf = async () => (await sheet.boundingBox()) ?? { width: 0, height: 0 };
  const before = await sizeOf();
  await viewer(page).getByRole("button", { name: "Phóng to" }).click();
  await expect.poll(async () => Math.round(((await sizeOf()).width / before.width) * 100)).toBe(125);
  await viewer(page).getByRole("button", { name: "Thu nhỏ", exact: true }).click();
  await viewer(page).getByRole("button", { name: "Xoay" }).click();
  await expect.poll(async () => { const { width, height } = await sizeOf(); return width > height; }).toBe(true);
  await viewer(page).locator('[data-page="3"] .viewer-letters[data-main-rotation="90"]').waitFor();
  await viewer(page).getByRole("button", { name: "Tới trang 1", exact: true }).click();
  await expect.poll(() => jump(page).inputValue()).toBe("1");
  await jump(page).fill("4");
  await jump(page).press("Enter");
  await expect.poll(() => jump(page).inputValue()).toBe("4");
  await viewer(page).getByRole("img", { name: "Trang 4", exact: true }).locator("canvas").last().waitFor();
  await page.context().close();
}, SLOW);

test("a signature is told with its chain, and that nobody has checked it against a list", async () => {
  const page = await house.enter("stc.cham", { width: 375, height: 800, path: library() });
  await page.getByRole("button", { name: SIGNED, exact: true }).click();
  await viewer(page).getByText("Chữ ký số (1)").click({ timeout: SLOW });
  for (const text of ["nội dung được ký còn nguyên", "CA chuyên dùng Chính phủ", "Chưa kiểm tra nơi cấp: hệ thống chưa được đặt danh sách chứng thư gốc tin cậy."]) await viewer(page).getByText(text).first().waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.context().close();
}, SLOW);

test("the council reads what was said in place of evidence, and the evidence beside the score", async () => {
  const page = await desk(PROVED);
  await section(page).getByRole("button", { name: "Chọn từ kho" }).click();
  await page.getByRole("button", { name: new RegExp(REPORT) }).or(page.getByText(REPORT)).first().click();
  await section(page).getByRole("button", { name: REPORT, exact: true }).waitFor();
  await page.context().close();
  const council = await openCouncil(house);
  const member = await house.enter("hd.chutich", { width: 375, height: 800, path: council.path(`/units/${place.unitId}?code=${EMPTY}`) });
  await section(member).getByText(SAID).waitFor();
  await expectAccessible(member);
  await expectNoSidewaysScroll(member);
  await member.goto(council.path(`/units/${place.unitId}?code=${PROVED}`));
  await section(member).getByRole("button", { name: REPORT, exact: true }).click();
  await viewer(member).getByRole("img", { name: "Trang 1", exact: true }).locator("canvas").last().waitFor();
  await expectNoSidewaysScroll(member);
  await member.context().close();
}, SLOW);
