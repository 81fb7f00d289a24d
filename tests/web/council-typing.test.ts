import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Council, openCouncil } from "./council-house.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** What is typed into the grid stays with the unit it was typed for, whatever becomes of the list meanwhile. */

const SLOW = 240_000;
const REASON = "Hai nhiệm vụ hoàn thành sau hạn được giao.";
let house: WebHouse;
let council: Council;

beforeAll(async () => {
  house = await openWebHouse();
  council = await openCouncil(house);
}, SLOW);
afterAll(async () => house.close(), SLOW);

const cell = (page: Page, column: string, unitId: string) => page.locator(`#cell-${column}-${unitId}`);
const filter = (page: Page, name: string) => page.getByRole("group", { name: "Lọc", exact: true }).getByRole("button", { name: new RegExp(`^${name}`) });
/** Whose row the active cell is in. */
const activeUnit = async (page: Page) => page.getByRole("grid").evaluate((box) => box.getAttribute("aria-activedescendant")?.replace(/^cell-[a-z]+-/, ""));

/** What one has said, of each unit for which something was said. */
async function said(code: string): Promise<Record<string, string>> {
  const rows = await council.rows("hd.stc", code);
  return Object.fromEntries(rows.flatMap(({ unitId, mine }) => (mine === null ? [] : [[unitId, mine.points]])));
}

/** The grid of a criterion with what is left, its first cell active; ids of the units from the top. */
async function open(code: string, count: number): Promise<{ page: Page; ids: string[]; left: number }> {
  const page = await house.enter("hd.stc", { path: council.path(`/criteria/03/${code}`) });
  await page.getByRole("grid").waitFor();
  await filter(page, "Chưa chấm").click();
  const ids = await page.locator("[data-column=mine]").evaluateAll((all) => all.map((one) => one.id.replace("cell-mine-", "")));
  const rows = await council.rows("hd.stc", code);
  const able = new Set(rows.filter((one) => one.before !== null).map((one) => one.unitId));
  const first = ids.findIndex((_, i) => ids.slice(i, i + count).every((id) => able.has(id)));
  await page.getByRole("grid").focus();
  for (let i = 0; i < first; i++) await page.keyboard.press("ArrowDown");
  return { page, ids: ids.slice(first, first + count), left: rows.filter((one) => one.states.includes("to-do")).length };
}

/** Answers of saves wait until they are let go. */
async function holdSaves(page: Page): Promise<{ held: () => number; release: () => Promise<void> }> {
  const waiting: Route[] = [];
  let isHeld = true;
  await page.route("**/appraisals/**", async (route) => {
    if (isHeld) waiting.push(route);
    else await route.continue();
  });
  return {
    held: () => waiting.length,
    release: async () => {
      isHeld = false;
      await Promise.all(waiting.map(async (route) => route.continue()));
    },
  };
}

async function typeReason(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: /^Lý do:/ }).or(page.getByRole("textbox", { name: /^Lý do:/ })).waitFor();
  await page.keyboard.type(REASON);
  await page.keyboard.press("Enter");
}

test("while a save is answered late and its unit is no longer among those left", async () => {
  const { page, ids: [first, second, third], left } = await open("1.2.3", 3);
  const saves = await holdSaves(page);
  await page.keyboard.press("=");
  await expect.poll(saves.held).toBe(1);
  await page.keyboard.press("0");
  await page.getByRole("textbox", { name: /^Điểm của tôi:/ }).waitFor();
  await saves.release();
  await filter(page, "Chưa chấm").getByText(String(left - 1)).waitFor();
  await page.keyboard.type(",1");
  await page.keyboard.press("Enter");
  await typeReason(page);
  await cell(page, "status", second!).getByText("· đã lưu").waitFor();
  expect(await activeUnit(page)).toBe(third);
  const kept = await said("1.2.3");
  expect(Object.keys(kept).toSorted()).toEqual([first!, second!].toSorted());
  expect(kept[second!]).toBe("0.10");
}, SLOW);

test("while somebody else's change is heard of and takes a row above away", async () => {
  const { page, ids: [first, second, third], left } = await open("1.2.4", 3);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("0");
  await page.getByRole("textbox", { name: /^Điểm của tôi:/ }).waitFor();
  const elsewhere = await council.ask("hd.stc", "PUT", `/campaigns/${council.campaignId}/units/${first!}/appraisals/1/1.2.4`, { input: { points: "0.05" }, reason: REASON }, "0");
  expect(elsewhere.status).toBe(200);
  await filter(page, "Chưa chấm").getByText(String(left - 1)).waitFor();
  await page.keyboard.type(",1");
  await page.keyboard.press("Enter");
  await typeReason(page);
  await expect.poll(async () => said("1.2.4")).toEqual({ [first!]: "0.05", [second!]: "0.10" });
  expect(await activeUnit(page)).toBe(third);
}, SLOW);

test("while the row is scrolled out of sight", async () => {
  const { page, ids: [first] } = await open("1.5.2", 1);
  await page.keyboard.press("0");
  await page.getByRole("textbox", { name: /^Điểm của tôi:/ }).waitFor();
  await page.getByRole("grid").evaluate((box) => {
    box.scrollTop = box.scrollHeight;
  });
  await page.locator(".grid-row").last().waitFor();
  await expect.poll(async () => page.locator("[aria-rowindex='100']").count()).toBe(1);
  await page.keyboard.type(",1");
  await page.keyboard.press("Enter");
  await typeReason(page);
  await expect.poll(async () => said("1.5.2")).toEqual({ [first!]: "0.10" });
}, SLOW);

test("when it is changed or taken back before the first save was answered", async () => {
  const { page, ids: [first, second, third] } = await open("1.3.1", 3);
  const saves = await holdSaves(page);
  await page.keyboard.press("=");
  await page.keyboard.press("=");
  await expect.poll(saves.held).toBe(2);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("0,1");
  await page.keyboard.press("Enter");
  await typeReason(page);
  await saves.release();
  await expect.poll(async () => (await said("1.3.1"))[first!]).toBe("0.10");
  await expect.poll(async () => (await said("1.3.1"))[second!] ?? null).toBe(null);
  await cell(page, "status", first!).getByText("· đã lưu").waitFor();
  expect(await activeUnit(page)).toBe(second);
  expect(third).toBeDefined();
}, SLOW);

test("through many cells, typed fast, in an order by one's own points", async () => {
  const { page } = await open("1.1.2", 1);
  await filter(page, "Tất cả").click();
  await page.getByRole("button", { name: /^Điểm của tôi/ }).click();
  const able = (await council.rows("hd.stc", "1.1.2")).filter((one) => one.before !== null);
  await page.getByRole("grid").focus();
  const typed = new Map<string, string>();
  for (let i = 0; i < 100; i++) {
    const unitId = (await activeUnit(page))!;
    if (able.some((one) => one.unitId === unitId) && !typed.has(unitId)) {
      const points = `0.${String(typed.size + 10)}`;
      typed.set(unitId, points);
      await page.keyboard.type(points.replace(".", ","));
      await page.keyboard.press("Tab");
      if ((await page.getByRole("combobox", { name: /^Lý do:/ }).or(page.getByRole("textbox", { name: /^Lý do:/ })).count()) > 0) {
        await page.keyboard.type(REASON);
        await page.keyboard.press("Enter");
      } else {
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowLeft");
      }
    } else await page.keyboard.press("ArrowDown");
    if (typed.size === 25) break;
  }
  await expect.poll(async () => said("1.1.2"), { timeout: 30_000 }).toEqual(Object.fromEntries(typed));
}, SLOW);
