import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** The regulation, the ledger, and what everybody has: inbox, settings, help. */

const SLOW = 120_000;
let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, 3 * SLOW);
afterAll(async () => house.close());

const title = async (page: Page, name: string | RegExp): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();
const file = (name: string): string => readFileSync(new URL(`../../regulations/dak-lak-2025/${name}`, import.meta.url), "utf8");

test("an article is opened by a link and marked, a criterion is found without marks", async () => {
  const page = await house.enter("snv.cham", { path: "/regulations?article=II.5.a" });
  await page.getByRole("heading", { name: "Điều khoản II.5.a" }).waitFor();
  expect(await page.locator("[data-marked]").count()).toBeGreaterThan(5);
  await page.getByRole("searchbox", { name: "Tìm trong quy định" }).first().fill("bang ty le");
  await page.getByRole("searchbox", { name: "Tìm trong quy định" }).first().fill("phoi hop xu ly cong viec");
  await page.getByRole("link", { name: /1\.1\.4 Phối hợp xử lý công việc/ }).first().click();
  await page.locator("[data-arrived]").waitFor();
  expect(await page.locator("[data-arrived]").textContent()).toContain("Phối hợp xử lý công việc");
  await expectAccessible(page);
}, SLOW);

test("a regulation with a fault is refused with file and line; mended, it is imported, frozen by another and compared", async () => {
  const officer = await house.enter("sonoivu", { path: "/regulations/import" });
  const names = ["regulation.yaml", "index-01.yaml", "index-02.yaml", "index-03.yaml"];
  const choose = async (change: (name: string, text: string) => string): Promise<void> => {
    await officer.getByLabel(/^Tệp quy định/).setInputFiles(names.map((name) => ({ name, mimeType: "application/yaml", buffer: Buffer.from(change(name, file(name))) })));
  };
  await choose((name, text) => (name === "index-01.yaml" ? text.replace("method: ratio", "method: tyle") : text));
  await officer.getByRole("button", { name: "Kiểm tra" }).click();
  await officer.getByText(/index-01\.yaml, dòng \d+/).first().waitFor();
  await expectAccessible(officer);
  await choose((name, text) => (name === "regulation.yaml" ? text.replace("percent, atLeast: 75", "percent, atLeast: 70").replace("id: dak-lak-2025", "id: dak-lak-thu") : text));
  await officer.getByRole("button", { name: "Kiểm tra" }).click();
  await officer.getByText("Không có lỗi nào").waitFor();
  await officer.getByRole("button", { name: "Nhập", exact: true }).click();
  await title(officer, /^Quy định xác định chất lượng/);
  // Who imported it does not freeze it.
  await officer.getByRole("link", { name: "Khóa phiên bản" }).click();
  await officer.getByRole("heading", { name: "Người khóa phải khác người nhập" }).waitFor();
  await officer.getByRole("link", { name: "Xem lại nội dung" }).click();
  await officer.getByLabel("So sánh với phiên bản khác").selectOption({ index: 1 });
  await title(officer, "So sánh hai phiên bản");
  await officer.getByRole("rowheader", { name: /quality · good/ }).waitFor();
  await expectAccessible(officer);
}, SLOW);

test("the auditor finds an entry, sees its data and its place in the chain, and keeps the head", async () => {
  const page = await house.enter("kiemtoan", { path: "/audit" });
  await page.getByLabel("Hành động").fill("regulation.frozen");
  await page.getByRole("button", { name: "Tra cứu" }).click();
  await expect.poll(async () => page.locator(".audit-entry").count()).toBe(1);
  await page.getByText("Dữ liệu, Chuỗi mã băm").click();
  await page.getByText("Tính lại từ nội dung: khớp.").waitFor();
  await page.getByRole("button", { name: "Bỏ điều kiện" }).click();
  await expect.poll(async () => page.locator(".audit-entry").count()).toBe(50);
  await page.getByRole("link", { name: "Đầu sổ và đối chiếu" }).click();
  await title(page, "Đầu sổ và đối chiếu");
  const head = (await (await page.request.get(`${house.address}/api/v1/audit/head`)).json()) as { seq: number; hash: string };
  await page.getByLabel("Số đã giữ").fill(String(head.seq));
  await page.getByLabel("Mã băm đã giữ").fill(head.hash);
  await page.getByRole("button", { name: "Đối chiếu" }).click();
  await page.getByText(/^Khớp: mục số/).waitFor();
  await page.getByLabel("Mã băm đã giữ").fill("0".repeat(64));
  await page.getByRole("button", { name: "Đối chiếu" }).click();
  await page.getByText(/^KHÔNG khớp: mục số/).waitFor();
  await page.getByRole("button", { name: /^Kiểm tra 1\.000/ }).click();
  await page.getByText(/nguyên vẹn\.$/).waitFor();
}, SLOW);

test("the head of a unit sees who outside it was shown its file; others do not", async () => {
  const auditor = await house.enter("kiemtoan", NOWHERE);
  const { items } = (await (await auditor.request.get(`${house.address}/api/v1/campaigns`)).json()) as { items: { id: string; year: number }[] };
  const campaignId = items.find(({ year }) => year === 2025)?.id ?? "";
  const head = await house.enter("stc.truong", NOWHERE);
  const { user } = (await (await head.request.get(`${house.address}/api/v1/session`)).json()) as { user: { unitIds: string[] } };
  const unitId = user.unitIds[0] ?? "";
  await head.goto(`${house.address}/units/${unitId}`);
  await head.getByRole("link", { name: "Ai đã xem hồ sơ của đơn vị" }).click();
  await head.getByRole("heading", { name: "Chưa có lượt xem nào" }).waitFor();
  await auditor.goto(`${house.address}/campaigns/${campaignId}/units/${unitId}`);
  await title(auditor, /^Hồ sơ đánh giá/);
  await head.reload();
  await head.getByRole("row", { name: /Người kiểm tra.*Đánh giá năm 2025/ }).first().waitFor();
  const scorer = await house.enter("snv.cham", { path: `/units/${unitId}/reads` });
  await scorer.getByText(/Không tìm thấy|không thuộc nhiệm vụ/).first().waitFor();
  expect(await scorer.getByRole("row", { name: /Người kiểm tra/ }).count()).toBe(0);
}, SLOW);

test("settings speak English in the dark, and stay", async () => {
  const page = await house.enter("bmt.cham", { path: "/settings" });
  await page.getByRole("radio", { name: "English" }).check();
  await title(page, "My settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: "Compact" }).check();
  await page.getByLabel("E-mail address at work").fill("bmt@example.gov.vn");
  await page.getByLabel("Reminders of deadlines").selectOption("digest");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await expectAccessible(page);
  await page.reload();
  await title(page, "My settings");
  expect(await page.evaluate(() => [document.documentElement.dataset["mode"], document.documentElement.dataset["density"], document.documentElement.lang])).toEqual(["dark", "compact", "en"]);
  expect(await page.getByLabel("Reminders of deadlines").inputValue()).toBe("digest");
  // Paper is white, whatever the screen is.
  const surface = async (): Promise<string> => page.evaluate(() => document.documentElement.style.getPropertyValue("--surface"));
  const dark = await surface();
  await page.emulateMedia({ media: "print" });
  await expect.poll(surface).toBe("#ffffff");
  expect(await page.getByRole("button", { name: "Save" }).isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });
  await expect.poll(surface).toBe(dark);
}, SLOW);

/** What an authenticator shows for a secret at a moment (RFC 6238). */
function code(secret: string, at: number): string {
  const bits = secret.split("").map((one) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  return String((digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, "0");
}

test("the second factor is set up with a picture or a secret, and everybody is signed out everywhere", async () => {
  // The demonstration's accounts need none; this one is as the others are.
  await house.test.superuser.query("update congtam.account set second_factor_waived = false where username = 'stc.cham'");
  const page = await house.enter("stc.cham", { path: "/settings" });
  const elsewhere = await house.enter("stc.cham");
  await page.getByRole("button", { name: "Thiết lập mã xác thực" }).click();
  await page.getByRole("img", { name: "Hình mã QR chứa mã bí mật" }).waitFor();
  await expectAccessible(page);
  const secret = await page.getByLabel("Mã bí mật", { exact: true }).inputValue();
  await page.getByLabel("Sáu chữ số mà ứng dụng hiện").fill(code(secret, Date.now()));
  await page.getByRole("button", { name: "Xác nhận" }).click();
  await page.getByText("Đã thiết lập xác thực thứ hai.").waitFor();
  await page.getByText("Đăng xuất khỏi mọi thiết bị").first().click();
  await page.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await page.getByRole("button", { name: "Đăng xuất khỏi mọi thiết bị" }).click();
  await page.getByRole("button", { name: "Đăng nhập" }).waitFor();
  await elsewhere.reload();
  await elsewhere.getByRole("button", { name: "Đăng nhập" }).waitFor();
}, SLOW);

test("the bell tells what is unread, and the inbox is read", async () => {
  const page = await house.enter("snv.truong");
  await page.getByRole("link", { name: /thông báo chưa đọc$/ }).click();
  await title(page, "Thông báo");
  await page.getByRole("button", { name: "Đánh dấu đã đọc tất cả" }).click();
  await page.getByRole("link", { name: "Thông báo", exact: true }).waitFor();
  await page.getByRole("status").filter({ hasText: "Đã đọc hết" }).waitFor();
  expect(await page.getByRole("link", { name: /thông báo chưa đọc$/ }).count()).toBe(0);
}, SLOW);

test("a first look around is offered once, goes by keyboard, and is there again in help", async () => {
  const page = await house.enter("snv.cham");
  await page.getByRole("button", { name: "Xem giới thiệu" }).click();
  const dialog = page.getByRole("dialog", { name: "Việc của tôi" });
  await dialog.waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Tiếp" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Quay lại" }).waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  await title(page, "Việc của tôi");
  expect(await page.getByRole("button", { name: "Xem giới thiệu" }).count()).toBe(0);
  await page.getByRole("link", { name: "Trợ giúp" }).first().click();
  await page.getByRole("button", { name: "Xem lại phần giới thiệu" }).click();
  await page.getByRole("dialog").waitFor();
}, SLOW);

test("the door of a link without its token", async () => {
  const page = await house.stranger({ width: 320 });
  await page.goto(`${house.address}/password`);
  await page.getByRole("heading", { name: "Liên kết không đầy đủ" }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}, SLOW);
