import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { handOf } from "./consolidated.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 120_000;
let house: WebHouse;
let marks: string;
let campaignId: string;

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("sonoivu", NOWHERE);
  const { items } = (await handOf(page, house.address).get("/campaigns")) as { items: { id: string; year: number }[] };
  campaignId = items.find((one) => one.year === 2025)?.id ?? "";
  marks = `${house.address}/campaigns/${campaignId}/marks`;
}, SLOW);
afterAll(async () => house.close());

type Row = { unitId: string; name: string; index: string; marks: { code: string; mark: string | null; version: string }[] };
const rowsOf = async (page: Page): Promise<Row[]> => ((await handOf(page, house.address).get(`/campaigns/${campaignId}/marking?limit=200`)) as { items: Row[] }).items;
const unitInFocus = async (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-unit]")?.dataset["unit"] ?? "");
const open = async (username: string, width = 768): Promise<Page> => {
  const page = await house.enter(username, { width, height: 1024 });
  await page.goto(marks);
  await page.locator(".mark-row").first().waitFor();
  return page;
};

test("a leader marks a whole group on a tablet, and everything is saved", async () => {
  const page = await open("pct1");
  await page.getByRole("button", { name: /Chỉ số 02/ }).click();
  await page.getByRole("checkbox", { name: "Chỉ đơn vị chưa có điểm" }).check();
  const rows = page.locator(".mark-row");
  const left = await rows.count();
  expect(left).toBeGreaterThan(0);
  const target = await rows.first().locator(".mark-target").first().boundingBox();
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(44);
  for (let i = 0; i < left; i++) await rows.nth(i).getByRole("radio", { name: "4,5", exact: true }).check();
  await page.getByText("Mọi điểm đã lưu").waitFor();
  await page.getByRole("button", { name: /Chỉ số 02 ✓ đủ/ }).waitFor();
  expect((await rowsOf(page)).filter((one) => one.index === "02").flatMap((one) => one.marks.filter((mark) => mark.mark === null))).toEqual([]);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}, SLOW);

test("by keyboard alone: digits, half points, the next unit, taking back", async () => {
  const page = await open("pct2", 1440);
  await page.getByRole("button", { name: "Tới đơn vị chưa có điểm" }).click();
  const first = await unitInFocus(page);
  await page.keyboard.press("3");
  await page.keyboard.press(",");
  await page.keyboard.press("ArrowDown");
  expect(await unitInFocus(page)).not.toBe(first);
  const markOf = async (): Promise<string | null | undefined> => (await rowsOf(page)).find((one) => one.unitId === first)?.marks[0]?.mark;
  await expect.poll(markOf).toBe("3.50");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Delete");
  await expect.poll(markOf).toBe(null);
}, SLOW);

test("without a line marks are kept here and sent when it is back, even by a page that was loaded anew", async () => {
  const page = await open("pct1");
  await page.getByRole("button", { name: /Chỉ số 03/ }).click();
  await page.getByRole("checkbox", { name: "Chỉ đơn vị chưa có điểm" }).check();
  const row = page.locator(".mark-row").first();
  const unitId = await row.getAttribute("data-unit");
  await page.context().setOffline(true);
  await row.getByRole("radio", { name: "2", exact: true }).check();
  await page.getByText("Ngoại tuyến: 1 điểm được giữ trên máy này").waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await expect.poll(async () => (await rowsOf(page)).find((one) => one.unitId === unitId)?.marks[0]?.mark).toBe("2.00");
}, SLOW);

test("a mark that was changed elsewhere is shown beside the one just chosen, and the person decides", async () => {
  const page = await open("pct2");
  await page.getByRole("button", { name: /Chỉ số 03/ }).click();
  await page.getByRole("checkbox", { name: "Chỉ đơn vị chưa có điểm" }).check();
  const row = page.locator(".mark-row").first();
  const unitId = (await row.getAttribute("data-unit")) ?? "";
  await handOf(page, house.address).send("PUT", `/campaigns/${campaignId}/units/${unitId}/marks/4.1`, { mark: "1.00" }, "0");
  await row.getByRole("radio", { name: "5", exact: true }).check();
  await row.getByRole("alert").waitFor();
  expect(await row.getByRole("alert").textContent()).toContain("1,00");
  await expectAccessible(page);
  await row.getByRole("button", { name: "Dùng điểm vừa chọn (5,00)" }).click();
  await expect.poll(async () => (await rowsOf(page)).find((one) => one.unitId === unitId)?.marks[0]?.mark).toBe("5.00");
}, SLOW);

test("a group is marked at once, and the summary of a unit tells of last year", async () => {
  const page = await open("chutich", 320);
  await expectNoSidewaysScroll(page);
  await page.getByText("Cho điểm cả nhóm").click();
  await page.getByRole("button", { name: /^Cho 4,00 điểm cho \d+ đơn vị$/ }).click();
  await page.getByText(/^Đã cho điểm \d+ đơn vị\.$/).waitFor();
  await page.getByRole("button", { name: /Chỉ số 01 ✓ đủ/ }).waitFor();
  expect((await rowsOf(page)).filter((one) => one.index === "01").every((one) => one.marks[0]?.mark !== null)).toBe(true);
  await page.getByRole("button", { name: "Tóm tắt về Sở Tài chính" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Hoàn thành tốt nhiệm vụ").first().waitFor();
  await drawer.getByRole("heading", { name: "Năm 2024" }).waitFor();
  await expectAccessible(page);
}, SLOW);

test("whoever is no leader is told whose page this is", async () => {
  const page = await house.enter("sonoivu", { path: marks });
  await page.getByText("Trang này dành cho Chủ tịch và các Phó Chủ tịch UBND tỉnh.").waitFor();
  expect(await page.locator(".mark-row").count()).toBe(0);
}, SLOW);
