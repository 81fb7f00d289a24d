import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, PASSWORD, type WebHouse } from "./house.ts";

const SLOW = 120_000;
let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => house.close());

test("who is not signed in comes to the door, signs in and is where they wanted to be", async () => {
  const page = await house.stranger();
  await page.goto(`${house.address}/?x=1`);
  await page.getByLabel("Tên đăng nhập").fill("snv.cham");
  await page.getByLabel("Mật khẩu", { exact: true }).fill("sai-mat-khau-roi");
  await page.keyboard.press("Enter");
  await expect.poll(async () => page.getByRole("alert").textContent()).toContain("Tên đăng nhập hoặc mật khẩu không đúng");
  expect(await page.getByLabel("Tên đăng nhập").inputValue()).toBe("snv.cham");
  await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
  expect(new URL(page.url()).search).toBe("?x=1");
}, SLOW);

test("a link leads nowhere but to this house", async () => {
  const page = await house.stranger();
  await page.goto(`${house.address}/sign-in?next=//example.org/`);
  await page.getByLabel("Tên đăng nhập").fill("snv.cham");
  await page.getByLabel("Mật khẩu", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Người chấm điểm, Sở Nội vụ/ }).or(page.getByRole("heading", { name: "Không tìm thấy trang này" })).first().waitFor();
  expect(new URL(page.url()).origin).toBe(house.address);
}, SLOW);

test.each([
  { width: 1440, mode: "light" },
  { width: 320, mode: "dark" },
] as const)("the door is open to everybody at $width px, $mode", async (view) => {
  const page = await house.stranger(view);
  await page.goto(house.address);
  await page.getByRole("button", { name: "Đăng nhập" }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}, SLOW);
