import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openProvider, type TestProvider } from "../server/oidc.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, PASSWORD, type WebHouse } from "./house.ts";

const SLOW = 120_000;
let house: WebHouse;
let provider: TestProvider;

beforeAll(async () => {
  provider = await openProvider();
  const { issuer, clientId, clientSecret, redirectUrl } = provider.settings;
  house = await openWebHouse(undefined, "dak-lak", { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_REDIRECT_URL: redirectUrl });
}, SLOW);
afterAll(async () => {
  await house.close();
  await provider.close();
});

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

/** A browser that goes to the provider and comes back as somebody; the provider knows this house by another name. */
async function throughProvider(login: string): Promise<Page> {
  const page = await house.stranger();
  await page.route("**/api/v1/oidc/start", async (route) => {
    const sentOn = await route.fetch({ maxRedirects: 0 });
    const back = new URL(await provider.signIn(sentOn.headers()["location"] ?? "", { login }));
    await route.fulfill({ status: 303, headers: { ...sentOn.headers(), location: `${house.address}${back.pathname}${back.search}` } });
  });
  await page.goto(`${house.address}/sign-in`);
  await page.getByRole("link", { name: "Đăng nhập bằng tài khoản của tỉnh" }).click();
  return page;
}

test("who is linked comes in through the authority's own sign-in; who is not reads why, in words", async () => {
  const unknown = await throughProvider("an.snv");
  await unknown.getByRole("heading", { name: "Không đăng nhập được" }).waitFor();
  expect(await unknown.locator("body").textContent()).toContain("an.snv");
  await unknown.getByRole("link", { name: "Về trang đầu" }).click();
  await unknown.getByRole("button", { name: "Đăng nhập", exact: true }).waitFor();

  const admin = await house.enter("quantri");
  await admin.getByRole("link", { name: "Tài khoản" }).click();
  await admin.getByRole("link", { name: "Người chấm điểm, Sở Nội vụ" }).click();
  await admin.getByLabel(/Mã danh tính của người này/).fill("an.snv");
  await admin.getByRole("button", { name: "Liên kết", exact: true }).click();
  await admin.getByText(/Đăng nhập được với danh tính an\.snv/).waitFor();
  await expectAccessible(admin);

  const known = await throughProvider("an.snv");
  await known.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
  await known.getByText("Người chấm điểm, Sở Nội vụ").first().waitFor();
}, SLOW);
