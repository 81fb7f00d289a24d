import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type Clock, giveClock } from "../server/clock.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { handOf, type Played, playToConsolidation } from "./consolidated.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 240_000;
let house: WebHouse;
let whole: Played;
let past: string;
let present: string;

beforeAll(async () => {
  let setClock: Clock = async () => undefined;
  house = await openWebHouse(async (database) => {
    setClock = await giveClock(database);
  });
  const page = await house.enter("sonoivu", NOWHERE);
  const { items } = (await handOf(page, house.address).get("/campaigns")) as { items: { id: string; year: number }[] };
  past = items.find((one) => one.year === 2024)?.id ?? "";
  present = items.find((one) => one.year === 2025)?.id ?? "";
  whole = await playToConsolidation(house, setClock);
}, SLOW);
afterAll(async () => house.close());

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(house.address + path);
};

test("from the ranking to the reasons of a number in two clicks, and on to the criterion in the unit's file", async () => {
  const page = await house.enter("sonoivu", { path: `/campaigns/${past}/result` });
  await page.getByText("15/15 đơn vị").waitFor();
  await page.getByText(/Hết chỗ Hoàn thành xuất sắc nhiệm vụ: 2\/2 chỗ/).waitFor();
  await expectAccessible(page);
  await page.getByRole("link", { name: /của Sở Tài chính$/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Xếp mức “Hoàn thành tốt nhiệm vụ”.").first().waitFor();
  await drawer.getByText(/^Xem từng bước: Nội dung 1/).click();
  const link = drawer.getByRole("link", { name: /^Xem trong hồ sơ ?: 1\.1\.1 / });
  expect(await link.getAttribute("href")).toMatch(/\/units\/[^/]+\?criterion=1\.1\.1$/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.has("unit")).toBe(false);
}, SLOW);

test("a hundred units: searched with and without marks, filtered, ordered, copied with numbers as numbers", async () => {
  const page = await house.enter("sonoivu", NOWHERE);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await go(page, `/campaigns/${past}/result?index=03`);
  await page.getByText("102/102 đơn vị").waitFor();
  expect(await page.locator(".ranking-row").count()).toBeLessThan(60);
  await page.getByRole("searchbox", { name: "Tìm đơn vị" }).fill("buon ma thuot");
  await page.getByText("1/102 đơn vị").waitFor();
  await page.getByRole("button", { name: "Chép sang Excel" }).click();
  await page.getByText("Đã chép 1 dòng").waitFor();
  expect(await page.evaluate(async () => navigator.clipboard.readText())).toMatch(/\n\d+\t[^\t]*Buôn Ma Thuột[^\t]*\t\d+,\d\d\t/);
  await page.getByRole("searchbox", { name: "Tìm đơn vị" }).fill("khong co dau");
  await page.getByText("Không có đơn vị nào khớp với điều kiện lọc").waitFor();
  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  await page.getByRole("button", { name: /^Tỷ lệ/ }).click();
  await expect.poll(async () => page.locator(".ranking-rank").first().textContent()).toBe("1");
}, SLOW);

test.each([
  { width: 768, mode: "light" },
  { width: 320, mode: "dark" },
] as const)("the draft bears its reader's name and what is missing, at $width px, $mode", async (view) => {
  const page = await house.enter("hd.chutich", { ...view, path: `/campaigns/${present}/result` });
  await page.locator(".ranking-row").first().waitFor();
  expect(await page.locator(".watermark text").first().textContent()).toContain("Chủ tịch Hội đồng thẩm định");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: /^Xem [\d.]+ chỗ thiếu$/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Sở Tài chính").click();
  await drawer.getByRole("link", { name: /^1\.1\.1 / }).first().waitFor();
  await expectAccessible(page);
}, SLOW);

test("leaders do not see a draft, and are told when there is something to decide", async () => {
  const page = await house.enter("chutich", { path: `/campaigns/${present}/result` });
  await page.getByText("Chưa có kết quả để xem").waitFor();
  await go(page, `/campaigns/${present}/result/decisions`);
  await page.getByText("Chưa có gì để quyết định").waitFor();
  expect(await page.locator(".ranking-row").count()).toBe(0);
}, SLOW);

test("what is missing keeps a result from being proposed until the leader has given it", async () => {
  const page = await house.enter("sonoivu", NOWHERE);
  const proposal = `/campaigns/${whole.campaignId}/result/proposal`;
  await go(page, proposal);
  await page.getByText("Còn 2 tiêu chí của 2 đơn vị chưa có điểm cuối cùng.").waitFor();
  expect(await page.getByRole("button", { name: "Chốt và trình phê duyệt" }).count()).toBe(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Xem các chỗ thiếu trong bảng xếp hạng" }).click();
  await page.getByRole("button", { name: "1 chỗ thiếu của Sở Nội vụ" }).click();
  await page.getByRole("dialog").getByText("lãnh đạo chưa cho điểm").first().waitFor();
  const chairman = await house.enter("chutich", { path: `/campaigns/${whole.campaignId}/marks` });
  for (const name of whole.names) await chairman.getByRole("group", { name: new RegExp(` của ${name}, từ 0 `) }).getByRole("radio", { name: "4", exact: true }).check();
  await chairman.getByText("Mọi điểm đã lưu").waitFor();
  await go(page, proposal);
  await page.getByText("Chưa trình được").waitFor();
  expect(await page.getByText("chưa có điểm cuối cùng").count()).toBe(0);
}, SLOW);

test("what waits for a decision keeps a result from being proposed, and is linked", async () => {
  const page = await house.enter("sonoivu", { path: `/campaigns/${whole.campaignId}/result/proposal` });
  await page.getByText("Chưa trình được").waitFor();
  expect(await page.getByRole("button", { name: "Chốt và trình phê duyệt" }).count()).toBe(0);
  await page.getByRole("link", { name: "Xem các trường hợp" }).click();
  await page.getByRole("heading", { name: "2 đơn vị bằng điểm" }).waitFor();
  await page.getByText("Chủ tịch và các Phó Chủ tịch UBND tỉnh quyết định.").first().waitFor();
  await expectAccessible(page);
}, SLOW);

test("a tie is decided by keyboard, with a reason", async () => {
  const page = await house.enter("pct1", { width: 768, height: 1024, path: `/campaigns/${whole.campaignId}/result/decisions` });
  const ties = page.locator("section.card");
  await ties.first().waitFor();
  const count = await ties.count();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (let left = count; left > 0; left--) {
    const tie = ties.first();
    const names = await tie.locator(".tie-list .grow").allTextContents();
    await tie.getByRole("button", { name: /^Đưa .* lên$/ }).last().focus();
    await page.keyboard.press("ArrowUp");
    expect((await tie.locator(".tie-list .grow").allTextContents())[0]).toBe(names[1]);
    await tie.getByRole("button", { name: "Quyết định thứ tự này" }).click();
    await tie.getByText("Lý do cần ít nhất 10 ký tự.").waitFor();
    await tie.getByLabel("Lý do").fill("Hoàn thành thêm hai nhiệm vụ đột xuất trong năm.");
    await tie.getByRole("button", { name: "Quyết định thứ tự này" }).click();
    await page.getByText(`Đã ghi quyết định số ${String(count - left + 1)}.`).waitFor();
    await expect.poll(async () => ties.count()).toBe(left - 1);
  }
  await page.getByText("Không còn trường hợp nào chờ quyết định").waitFor();
  expect(await page.locator(".made").textContent()).toContain("Phó Chủ tịch UBND tỉnh");
}, SLOW);

test("proposed, returned, proposed again, approved by another person and published, in the browser alone", async () => {
  const officer = await house.enter("sonoivu", NOWHERE);
  const chairman = await house.enter("chutich", { width: 768, height: 1024, ...NOWHERE });
  const proposal = `/campaigns/${whole.campaignId}/result/proposal`;
  await go(officer, proposal);
  // Whoever presses twice has proposed once.
  await officer.getByRole("button", { name: "Chốt và trình phê duyệt" }).dblclick();
  await officer.getByText("Phiên bản 1 đang chờ Chủ tịch UBND tỉnh phê duyệt.").waitFor();
  await go(chairman, proposal);
  await chairman.getByLabel("Lý do trả lại").fill("Cần làm rõ điểm của Sở Nội vụ trước khi phê duyệt.");
  await chairman.getByRole("button", { name: "Trả lại kết quả" }).click();
  await chairman.getByText("Phiên bản 1 đã bị trả lại.").waitFor();
  await officer.reload();
  await officer.getByText("Cần làm rõ điểm của Sở Nội vụ trước khi phê duyệt.").first().waitFor();
  await officer.getByRole("button", { name: "Chốt và trình phê duyệt" }).click();
  await officer.getByText("Phiên bản 2 đang chờ Chủ tịch UBND tỉnh phê duyệt.").waitFor();
  expect(await officer.getByRole("button", { name: "Phê duyệt" }).count()).toBe(0);
  await chairman.reload();
  await chairman.getByRole("button", { name: "Phê duyệt", exact: true }).waitFor();
  await expectAccessible(chairman);
  await expectNoSidewaysScroll(chairman);
  await chairman.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await chairman.getByText("Hãy ghi số quyết định.").waitFor();
  await chairman.getByLabel("Số quyết định").fill("02311/QĐ-UBND");
  await chairman.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await chairman.getByText("Phiên bản 2 đã được phê duyệt, chờ công bố.").waitFor();
  await officer.reload();
  await officer.getByRole("button", { name: "Công bố", exact: true }).click();
  await officer.getByText("Phiên bản 2 đã công bố.").waitFor();
  await officer.getByRole("heading", { name: "Thay kết quả đã công bố" }).waitFor();
  await expectAccessible(officer);
  // Now anybody may look at it, with the year before beside it.
  const scorer = await house.enter("bmt.cham", { path: `/campaigns/${whole.campaignId}/result` });
  await scorer.getByText("2/2 đơn vị").waitFor();
  await scorer.getByText("So với 2024").waitFor();
  expect(await scorer.locator(".watermark").count()).toBe(0);
}, SLOW);

test("a published result is replaced only with a reason", async () => {
  const page = await house.enter("sonoivu", { path: `/campaigns/${whole.campaignId}/result/proposal` });
  await page.getByRole("button", { name: "Chốt và trình phê duyệt" }).click();
  await page.getByText("Lý do cần ít nhất 10 ký tự.").waitFor();
  await page.getByLabel("Lý do thay kết quả đã công bố").fill("Đính chính số liệu khảo sát của một đơn vị.");
  await page.getByRole("button", { name: "Chốt và trình phê duyệt" }).click();
  await page.getByText("Phiên bản 3 đang chờ Chủ tịch UBND tỉnh phê duyệt.").waitFor();
  expect(await page.locator("table.versions tbody tr").count()).toBe(3);
}, SLOW);
