import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { type Place, placeOf, saveBeside, scoreAllBut, selfOf } from "./desk.ts";
import { NOWHERE, openWebHouse, PASSWORD, type WebHouse } from "./house.ts";

const SLOW = 240_000;
/** Of a criterion with two numbers, one with a single one, one of points. */
const [RATIO, INVERSE, POINTS] = ["1.1.1", "1.1.3", "5.3"] as const;
const NUMERATOR = "Số nhiệm vụ hoàn thành đúng hạn";
const DENOMINATOR = "Tổng số nhiệm vụ đến hạn trong năm";
const OVERDUE = "Tỷ lệ nhiệm vụ quá hạn chưa hoàn thành trên tổng số nhiệm vụ giao";

let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => house.close());

async function openDesk(page: Page, place: Place, code: string): Promise<void> {
  await page.goto(`${place.path}?criterion=${code}`);
  await page.getByRole("article").getByRole("heading", { name: new RegExp(`^${code} `) }).waitFor();
}

/** A signed-in page on a criterion of the person's own unit. */
async function sitDown(username: string, code: string, view = {}): Promise<{ readonly page: Page; readonly place: Place }> {
  const page = await house.enter(username, { ...view, path: "/favicon.svg" });
  const place = await placeOf(house, page);
  await openDesk(page, place, code);
  return { page, place };
}

const state = (page: Page): Locator => page.locator(".desk-state [role=status]");
const expectState = async (page: Page, words: string | RegExp): Promise<void> => {
  await expect.poll(async () => state(page).textContent()).toMatch(words);
};
const live = async (page: Page): Promise<string> => (await page.getByRole("status", { name: "Điểm" }).textContent()) ?? "";
const isWarned = async (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const event = new Event("beforeunload", { cancelable: true });
    globalThis.dispatchEvent(event);
    return event.defaultPrevented;
  });

describe("a scorer at the desk", () => {
  test("types numbers as they come, sees points at once, and finds them saved", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await page.getByLabel(NUMERATOR).fill(" 97 ");
    await page.getByLabel(DENOMINATOR).fill("1.00");
    await page.getByLabel(DENOMINATOR).fill("100");
    await expect.poll(async () => live(page)).toContain("6,00");
    await expectState(page, /^Đã lưu lúc \d\d:\d\d$/);
    expect((await selfOf(house, page, place, RATIO))?.input).toEqual({ numerator: "97", denominator: "100" });
    await openDesk(page, place, INVERSE);
    await page.getByLabel(OVERDUE).fill("");
    await page.getByLabel(OVERDUE).pressSequentially("12,5");
    await expectState(page, /^Đã lưu/);
    expect((await selfOf(house, page, place, INVERSE))?.input).toEqual({ value: "12.5" });
    await page.getByLabel(OVERDUE).fill(" 12.50 ");
    await page.getByLabel(OVERDUE).blur();
    expect(await page.getByLabel(OVERDUE).inputValue()).toBe("12,50");
  }, SLOW);

  test("pastes cells of a spreadsheet into their fields", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await page.getByLabel(NUMERATOR).focus();
    await page.getByLabel(NUMERATOR).evaluate((element) => {
      const data = new DataTransfer();
      data.setData("text/plain", "1.188\t1.200\r\n");
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await page.getByLabel(DENOMINATOR).inputValue()).toBe("1,200");
    // "1.200" may have meant more than a thousand: the page says how it was read.
    await page.getByText("Nếu là số hàng nghìn, hãy nhập 1200.").waitFor();
    await page.getByLabel(NUMERATOR).fill("1188");
    await page.getByLabel(DENOMINATOR).fill("1200");
    await expectState(page, /^Đã lưu/);
    expect((await selfOf(house, page, place, RATIO))?.input).toEqual({ numerator: "1188", denominator: "1200" });
  }, SLOW);

  test("hears at the field what is wrong, and loses nothing of it", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    const before = await selfOf(house, page, place, RATIO);
    await page.getByLabel(NUMERATOR).fill("chín mươi");
    await page.getByText("Cần một số từ 0 trở lên, ví dụ 12,5.").waitFor();
    expect(await page.getByLabel(NUMERATOR).getAttribute("aria-invalid")).toBe("true");
    await expectState(page, "Chưa lưu");
    expect(await isWarned(page)).toBe(true);
    await page.getByLabel(NUMERATOR).fill("98");
    await page.getByLabel(DENOMINATOR).fill("0");
    await page.getByText(/Mẫu số bằng 0/).waitFor();
    await page.getByLabel(DENOMINATOR).fill("");
    await page.getByText("Cần nhập.").waitFor();
    expect(await selfOf(house, page, place, RATIO)).toEqual(before);
    await expectAccessible(page);
    // Half an entry is there again after the page was loaded anew.
    page.on("dialog", (dialog) => { void dialog.accept(); });
    await page.reload();
    await page.getByLabel(NUMERATOR).waitFor();
    expect(await page.getByLabel(NUMERATOR).inputValue()).toBe("98");
    await page.getByLabel(DENOMINATOR).fill("100");
    await expectState(page, /^Đã lưu/);
    await openDesk(page, place, POINTS);
    await page.getByLabel(/^Số điểm/).fill("0,75");
    await page.getByText("0,75 điểm vượt mức tối đa 0,50 điểm.").waitFor();
    await page.getByLabel(/^Số điểm/).fill("0,125");
    await page.getByText(/nhiều nhất hai chữ số sau dấu phẩy/).waitFor();
    await page.getByLabel(/^Số điểm/).fill("0,5");
    await expectState(page, /^Đã lưu/);
    expect(await isWarned(page)).toBe(false);
  }, SLOW);

  test("pulls the plug and goes on: what was typed is kept here and sent when the line is back", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await page.context().setOffline(true);
    await page.getByLabel(NUMERATOR).fill("91");
    await page.getByLabel(DENOMINATOR).fill("100");
    await expectState(page, "Ngoại tuyến: đã giữ trên máy này");
    await page.getByLabel(NUMERATOR).fill("92");
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("congtam.draft.")))).toHaveLength(1);
    expect(await isWarned(page)).toBe(true);
    await page.context().setOffline(false);
    await expectState(page, /^Đã lưu/);
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "92" });
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("congtam.draft.")))).toEqual([]);
  }, SLOW);

  test("does not notice that the server was started anew", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    let refused = 0;
    await page.route("**/scores/**", async (route) => {
      refused++;
      await (refused === 1 ? route.abort("connectionrefused") : route.continue());
    });
    await page.getByLabel(NUMERATOR).fill("93");
    await expectState(page, /^Ngoại tuyến/);
    await expectState(page, /^Đã lưu/);
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "93" });
  }, SLOW);

  test("whose answer got lost is not asked about their own value", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    let count = 0;
    await page.route("**/scores/**", async (route) => {
      count++;
      if (count === 1) {
        await route.fetch();
        await route.abort("connectionreset");
      } else await route.continue();
    });
    await page.getByLabel(NUMERATOR).fill("94");
    await expectState(page, /^Ngoại tuyến/);
    await expect.poll(async () => state(page).textContent()).not.toMatch(/Ngoại tuyến|Đang lưu/);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "94" });
  }, SLOW);

  test("who types in two windows decides which value it shall be", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    // Without the line by which the page would hear of it at once.
    await page.route("**/api/v1/live", async (route) => route.abort());
    await page.reload();
    await page.getByLabel(NUMERATOR).waitFor();
    await saveBeside(house, page, place, { code: RATIO, input: { numerator: "50", denominator: "100" }, note: "Cửa sổ kia" });
    await page.getByLabel(NUMERATOR).fill("95");
    const question = page.getByRole("alert", { name: "Đã có thay đổi từ người khác" });
    await question.waitFor();
    await expectState(page, "Có thay đổi từ người khác: xem lại");
    expect(await question.textContent()).toContain("Cửa sổ kia");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Giữ giá trị đang nhập" }).click();
    await expectState(page, /^Đã lưu/);
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "95" });
    await saveBeside(house, page, place, { code: RATIO, input: { numerator: "51", denominator: "100" } });
    await page.getByLabel(NUMERATOR).fill("96");
    await page.getByRole("button", { name: "Lấy giá trị đã lưu" }).click();
    expect(await page.getByLabel(NUMERATOR).inputValue()).toBe("51");
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "51" });
  }, SLOW);

  test("sees at once what another window has saved", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await saveBeside(house, page, place, { code: RATIO, input: { numerator: "52", denominator: "100" } });
    await expect.poll(async () => page.getByLabel(NUMERATOR).inputValue()).toBe("52");
  }, SLOW);

  test("whose session ends signs in again in place, and the value is saved", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await page.context().clearCookies();
    await page.getByLabel(NUMERATOR).fill("97");
    await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expectState(page, /^Đã lưu/);
    expect(await page.getByLabel(NUMERATOR).inputValue()).toBe("97");
    expect((await selfOf(house, page, place, RATIO))?.input).toMatchObject({ numerator: "97" });
  }, SLOW);

  test("whose role was taken away reads why, and keeps what was typed", async () => {
    const { page } = await sitDown("snv.cham", RATIO);
    await page.route("**/scores/**", async (route) => {
      await route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/not-allowed", title: "Không có quyền thực hiện", status: 403 }) });
    });
    await page.getByLabel(NUMERATOR).fill("99");
    await page.getByText("Không có quyền thực hiện").waitFor();
    await page.getByText("Nội dung vừa nhập vẫn còn trên trang và trên máy này.").waitFor();
    expect(await page.getByLabel(NUMERATOR).inputValue()).toBe("99");
    await page.unroute("**/scores/**");
    await page.getByRole("button", { name: "Lưu lại" }).click();
    await expectState(page, /^Đã lưu/);
  }, SLOW);

  test("works with the keyboard alone, from the list to the next criterion", async () => {
    const { page } = await sitDown("snv.cham", RATIO);
    await page.getByRole("searchbox").fill("van ban, de an");
    const tree = page.getByRole("tree");
    expect(await tree.getByRole("treeitem").filter({ hasText: "1.1.2" }).count()).toBe(1);
    await page.getByRole("searchbox").fill("");
    await tree.focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("article").getByRole("heading", { name: /^1\.1\.2 / }).waitFor();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await page.keyboard.press("Alt+ArrowDown");
    await page.getByRole("article").getByRole("heading", { name: /^1\.1\.3 / }).waitFor();
    await expect.poll(async () => page.evaluate(() => document.activeElement?.closest("article") !== null && document.activeElement?.tagName)).toBe("INPUT");
    await page.evaluate(() => { (document.activeElement as HTMLElement).blur(); });
    await page.keyboard.press("k");
    await page.getByRole("article").getByRole("heading", { name: /^1\.1\.2 / }).waitFor();
    await page.getByRole("button", { name: /^Còn thiếu/ }).click();
    expect(await tree.getByRole("treeitem").filter({ hasText: "1.1.2" }).count()).toBe(0);
    // The next one is the next of those that are listed.
    await page.keyboard.press("Alt+ArrowDown");
    await tree.getByRole("treeitem", { selected: true, name: /chưa chấm/ }).waitFor();
  }, SLOW);

  test("finds the history of a criterion and how the result so far is computed", async () => {
    const { page, place } = await sitDown("snv.cham", RATIO);
    await saveBeside(house, page, place, { code: RATIO, input: { numerator: "53", denominator: "100" }, note: "Theo báo cáo số 7" });
    await page.getByRole("button", { name: "Lịch sử" }).click();
    await page.getByRole("dialog").getByText("Theo báo cáo số 7").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Xem cách tính" }).click();
    await page.getByRole("dialog").getByText(/Chưa xét thứ hạng và hạn mức/).first().waitFor();
  }, SLOW);
});

test.each([
  { width: 1440, mode: "light" },
  { width: 320, mode: "dark" },
] as const)("the desk is open to everybody at $width px, $mode", async (view) => {
  const { page, place } = await sitDown("stc.cham", RATIO, view);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  if (view.width === 320) {
    await page.getByRole("button", { name: /^Danh sách tiêu chí/ }).click();
    await page.getByRole("tree").waitFor();
    await expectAccessible(page);
    await page.getByRole("treeitem", { name: /^1\.1\.2|1\.1\.2/ }).click();
    await page.getByRole("button", { name: "Đóng" }).click();
    await page.getByRole("article").getByRole("heading", { name: /^1\.1\.2 / }).waitFor();
  }
  await page.goto(`${place.path}/submit`);
  await page.getByRole("heading", { name: /phải chấm trước khi nộp/ }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}, SLOW);

test("an auditor and a member of the council read the same page and cannot write", async () => {
  const { place } = await sitDown("stc.cham", RATIO);
  for (const reader of ["kiemtoan", "hd.stp"]) {
    const page = await house.enter(reader, NOWHERE);
    await openDesk(page, place, RATIO);
    await page.getByRole("heading", { level: 1, name: "Hồ sơ đánh giá: Sở Tài chính" }).waitFor();
    expect(await page.getByRole("link", { name: /^Kiểm tra và/ }).count()).toBe(0);
    expect(await page.getByRole("article").locator("input:not([readonly])").count()).toBe(0);
    await expectAccessible(page);
  }
}, SLOW);

test("a file goes from its scorer to the head, back, up again and out of the house, and a receipt comes of it", async () => {
  const { page, place } = await sitDown("bmt.cham", RATIO);
  await scoreAllBut(house, page, place, []);
  await page.goto(`${place.path}/submit`);
  await page.getByText(/^✓ Đã chấm đủ/).waitFor();
  await page.getByRole("button", { name: "Trình thủ trưởng" }).click();
  // Whoever pressed the button stands on what came of it.
  await expect.poll(async () => page.locator(":focus").textContent()).toBe("Hồ sơ đã trình thủ trưởng đơn vị, đang chờ nộp.");
  await page.goto(house.address);
  await page.getByRole("link", { name: /Tự chấm điểm.*Đã trình thủ trưởng đơn vị/s }).waitFor();

  const head = await house.enter("bmt.truong", { path: `${place.path}/submit` });
  await head.getByRole("button", { name: "Trả lại để sửa" }).click();
  await head.getByText("Cần ít nhất 10 ký tự.").waitFor();
  await head.getByLabel("Ý kiến gửi người chấm điểm").fill("Xem lại số nhiệm vụ đúng hạn.");
  await head.getByRole("button", { name: "Trả lại để sửa" }).click();
  await expect.poll(async () => head.locator(":focus").textContent()).toBe("Đã trả lại người chấm điểm");
  expect(await head.getByRole("button", { name: "Trả lại để sửa" }).count()).toBe(0);

  await openDesk(page, place, RATIO);
  await page.getByText("Xem lại số nhiệm vụ đúng hạn.").waitFor();
  await page.goto(`${place.path}/submit`);
  await page.getByRole("button", { name: "Trình thủ trưởng" }).click();
  await page.getByText("Hồ sơ đã trình thủ trưởng đơn vị, đang chờ nộp.").waitFor();

  // The head's page is older than the scorer's act: it says so and submits nothing unseen.
  await head.getByRole("button", { name: "Nộp hồ sơ" }).click();
  await head.getByText(/vừa được người khác trình, trả lại hoặc nộp/).waitFor();
  await expectAccessible(head);
  let posts = 0;
  head.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/file-actions")) posts++;
  });
  await head.getByRole("button", { name: "Nộp hồ sơ" }).dblclick();
  await head.getByRole("heading", { level: 1, name: "Biên nhận nộp hồ sơ" }).waitFor();
  expect(posts).toBe(1);
  expect(await head.locator(".receipt-hash").first().textContent()).toMatch(/^[0-9a-f]{64}$/);
  await expectAccessible(head);

  await openDesk(page, place, RATIO);
  await page.getByText("Hồ sơ đã nộp, không sửa được nữa.").waitFor();
  expect(await page.getByRole("article").locator("input:not([readonly])").count()).toBe(0);
  await head.goBack();
  await head.getByRole("heading", { name: "Rút lại hồ sơ đã nộp" }).waitFor();
  await head.getByLabel("Lý do rút lại").fill("Bổ sung số liệu quý bốn.");
  await head.getByRole("button", { name: "Rút lại hồ sơ" }).click();
  await head.getByRole("heading", { name: "Nộp hồ sơ lên Hội đồng thẩm định" }).waitFor();
}, SLOW);
