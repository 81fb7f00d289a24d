import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openClamd } from "../server/clamd.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** A file that the public sends with what it says, as the officer finds it: not looked at yet, clean, malicious. */

const SLOW = 180_000;
const pdfWith = (words: string): Buffer => Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`);

let house: WebHouse;
let clamd: Awaited<ReturnType<typeof openClamd>>;
let isBusy = true;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  clamd = await openClamd((bytes) => (bytes.includes("malicious") ? "stream: Eicar-Test-Signature FOUND" : isBusy && bytes.includes("later") ? "INSTREAM size limit exceeded. ERROR" : "stream: OK"));
  house = await openWebHouse(undefined, undefined, { CLAMD: clamd.place, TRUSTED_PROXIES: "127.0.0.1" });
}, SLOW);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await house.close();
  clamd.close();
}, SLOW);

/** Somebody without scripts says something; until the form takes it, since what comes back at once was written by a program. */
async function say(text: string, file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<Page> {
  // Each from an address of their own: one alone is not heard so often.
  const context = await house.browser.newContext({ viewport: { width: 320, height: 900 }, javaScriptEnabled: false, locale: "vi-VN", extraHTTPHeaders: { "x-forwarded-for": `198.51.100.${String(contexts.length + 1)}` } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${house.address}/gop-y?dv=SNV`);
  await page.getByLabel("Loại góp ý").selectOption("procedure");
  await page.getByLabel("Nội dung góp ý").fill(text);
  await expect.poll(async () => {
    await page.getByLabel(/^Tệp gửi kèm/).setInputFiles(file);
    await page.getByRole("button", { name: "Gửi góp ý" }).click();
    return page.getByText("quá nhanh").count();
  }, { interval: 1500, timeout: 30_000 }).toBe(0);
  return page;
}

test("each file says how it stands; only a clean one is given out", { timeout: SLOW }, async () => {
  const refused = await say("Gửi kèm một tệp không phải ảnh hay PDF.", { name: "ghi chu.txt", mimeType: "text/plain", buffer: Buffer.from("chữ") });
  expect(await refused.getByRole("alert").getByRole("link").allTextContents()).toEqual(["Tệp phải là PDF hoặc ảnh JPEG, PNG, không quá 5 MB."]);
  await expectNoSidewaysScroll(refused);
  await refused.close();
  for (const [text, name, words] of [["Giấy hẹn ghi sai ngày trả kết quả.", "giấy hẹn.pdf", "clean"], ["Đơn nộp lần hai chưa được trả lời.", "đơn.pdf", "later"], ["Thông báo phí gửi kèm bên dưới.", "phí.pdf", "malicious"]] as const) {
    const page = await say(text, { name, mimeType: "application/pdf", buffer: pdfWith(words) });
    expect(await page.locator(".big").textContent()).toMatch(/^GY(?:-[2-9A-Z]{4}){3}$/);
    await expectNoSidewaysScroll(page);
    await page.close();
  }
  const officer = await house.enter("sonoivu", { width: 375 });
  const open = async (text: string): Promise<void> => {
    await officer.goto(`${house.address}/feedback`);
    await officer.getByRole("listitem").filter({ hasText: text }).getByRole("link").click();
    await officer.waitForURL(/\/feedback\/.+/);
    await officer.getByRole("region", { name: "Góp ý" }).getByText(text).first().waitFor();
  };
  await open("Đơn nộp lần hai");
  await officer.getByText("đơn.pdf: đang quét mã độc").waitFor();
  expect(await officer.getByRole("button", { name: /đơn\.pdf/ }).count()).toBe(0);
  await expectAccessible(officer);
  await expectNoSidewaysScroll(officer);
  await open("Thông báo phí");
  // The scanner looks beside what people do: whoever reads again sees what it has found.
  await expect.poll(async () => {
    await officer.reload();
    await officer.getByText(/^phí\.pdf/).waitFor();
    return officer.getByText("phí.pdf: có mã độc, không tải được").count();
  }, { timeout: 30_000 }).toBe(1);
  expect(await officer.getByRole("button", { name: /phí\.pdf/ }).count()).toBe(0);
  await open("Giấy hẹn");
  const given = officer.getByRole("button", { name: /^giấy hẹn\.pdf/ });
  await expect.poll(async () => {
    await officer.reload();
    await officer.getByText(/^giấy hẹn\.pdf/).waitFor();
    return given.count();
  }, { timeout: 30_000 }).toBe(1);
  const [download] = await Promise.all([officer.waitForEvent("download"), given.click()]);
  expect(download.suggestedFilename()).toBe("giấy hẹn.pdf");
  // The scanner has time again: what waited is looked at without anybody asking.
  isBusy = false;
  await open("Đơn nộp lần hai");
  await expect.poll(async () => {
    await officer.reload();
    await officer.getByText(/^đơn\.pdf/).waitFor();
    return officer.getByRole("button", { name: /^đơn\.pdf/ }).count();
  }, { timeout: 60_000 }).toBe(1);
});
