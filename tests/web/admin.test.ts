import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** The administrator: somebody comes, gets an account and a role, chooses a password, and their work passes on. */

const SLOW = 120_000;
let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, 3 * SLOW);
afterAll(async () => house.close());

const title = async (page: Page, name: string | RegExp): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();

/** Picks one of a list by typing without marks. */
async function pick(page: Page, label: string, typed: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(typed);
  await page.keyboard.press("Enter");
}

/** Today in Việt Nam by the database's clock, as people write it. */
async function today(): Promise<string> {
  const { rows } = await house.test.superuser.query<{ day: string }>("select to_char(now() at time zone 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') as day");
  return rows[0]?.day ?? "";
}

async function confirm(page: Page, action: string): Promise<void> {
  await page.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await page.getByRole("button", { name: action, exact: true }).click();
}

test("a person comes, gets a post, an account, a role and a password, and hands over", async () => {
  const page = await house.enter("quantri");
  await page.getByRole("link", { name: "Người và vị trí" }).click();
  await title(page, "Người và vị trí");
  await page.getByLabel("Họ tên").fill("Nguyễn Thị Lan Đài");
  await page.keyboard.press("Enter");
  await page.getByText("Đã thêm Nguyễn Thị Lan Đài.").waitFor();
  // Found without marks.
  await page.getByRole("searchbox").fill("lan dai");
  await page.getByRole("button", { name: "Giao vị trí cho Nguyễn Thị Lan Đài" }).click();
  await pick(page, "Cơ quan, đơn vị", "so tai chinh");
  await page.getByLabel("Chức danh").fill("Chuyên viên");
  // A post that began today could not end today.
  await page.getByRole("textbox", { name: "Từ ngày" }).fill("01/07/2025");
  await page.getByRole("button", { name: "Giao vị trí", exact: true }).last().click();
  await page.getByText("Chuyên viên (Công chức)").waitFor();
  await page.getByRole("listitem").filter({ hasText: "Chuyên viên (Công chức)" }).getByRole("link", { name: "Tạo tài khoản cho người này" }).first().click();

  await title(page, "Tạo tài khoản");
  await expect.poll(async () => page.getByLabel("Tên đăng nhập").inputValue()).toBe("nguyen.thi.lan.dai");
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();

  await title(page, "Nguyễn Thị Lan Đài");
  await page.getByRole("checkbox", { name: "Người chấm điểm của đơn vị" }).check();
  await page.getByRole("textbox", { name: "Ngày cuối của vai trò Người chấm điểm của đơn vị" }).fill("31/12/2099");
  await page.getByRole("button", { name: "Giao các vai trò này" }).click();
  await page.getByText("Đã giao vai trò.").waitFor();
  await page.getByText("Người chấm điểm của đơn vị (đến hết 31/12/2099)").waitFor();
  await page.getByRole("button", { name: "Cấp liên kết" }).click();
  const link = await page.getByLabel(/^Liên kết, hết hạn/).inputValue();

  const newcomer = await house.stranger();
  await newcomer.goto(link);
  await title(newcomer, "Đặt mật khẩu");
  expect(newcomer.url()).not.toContain("token");
  await newcomer.getByLabel("Mật khẩu mới", { exact: true }).fill("mot-cau-dai-de-nho");
  await newcomer.getByLabel("Nhập lại mật khẩu mới").fill("mot-cau-dai-de-nho");
  await expectAccessible(newcomer);
  await newcomer.keyboard.press("Enter");
  await newcomer.getByRole("link", { name: "Tới trang đăng nhập" }).click();
  await newcomer.getByLabel("Tên đăng nhập").fill("nguyen.thi.lan.dai");
  await newcomer.getByLabel("Mật khẩu", { exact: true }).fill("mot-cau-dai-de-nho");
  await newcomer.keyboard.press("Enter");
  await title(newcomer, "Việc của tôi");

  // The same link a second time.
  const late = await house.stranger();
  await late.goto(link);
  await late.getByLabel("Mật khẩu mới", { exact: true }).fill("mot-cau-khac-cung-dai");
  await late.getByLabel("Nhập lại mật khẩu mới").fill("mot-cau-khac-cung-dai");
  await late.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await expect.poll(async () => late.getByRole("alert").textContent()).toContain("đã dùng hoặc đã hết hạn");

  await page.getByRole("link", { name: "Bàn giao cho người khác" }).click();
  await title(page, "Bàn giao tài khoản của Nguyễn Thị Lan Đài");
  await page.getByText("Các vị trí kết thúc từ ngày đã chọn: Chuyên viên (Sở Tài chính)").waitFor();
  await expectAccessible(page);
  await pick(page, "Người nhận việc", "stc.cham");
  await page.getByRole("textbox", { name: "Ngày đầu tiên không còn giữ vị trí" }).fill(await today());
  // Another administrator changes the account meanwhile: this one is told, looks, and acts again.
  const account = `${house.address}/api/v1/accounts/${/accounts\/(?<id>[\w-]+)/.exec(page.url())?.groups?.["id"] ?? ""}`;
  const version = (await page.request.get(account)).headers()["etag"] ?? "";
  expect((await page.request.put(`${account}/roles`, { headers: { "if-match": version }, data: { roles: [{ role: "unit-scorer", to: "2099-06-30T00:00:00Z" }] } })).status()).toBe(200);
  await confirm(page, "Bàn giao");
  await page.getByText("Trang đã đọc lại nội dung mới nhất.").waitFor();
  await page.getByRole("button", { name: "Bàn giao", exact: true }).click();
  await page.getByText("Người nhận đã có đủ các vai trò cần thiết.").waitFor();
  // Whose account ends is asked to sign in again, and cannot.
  await newcomer.reload();
  await newcomer.getByRole("heading", { name: "Công Tâm" }).waitFor();
}, SLOW);

test("a key is issued, seen once and revoked", async () => {
  const page = await house.enter("quantri", { path: "/keys" });
  await page.getByLabel("Tên hệ thống").fill("Trục liên thông văn bản");
  await page.getByLabel(/^Tên tài khoản/).fill("truc-lien-thong");
  await page.getByRole("button", { name: "Thêm hệ thống" }).click();
  await page.getByRole("link", { name: "Mở tài khoản của hệ thống: Trục liên thông văn bản" }).click();
  await page.getByRole("checkbox", { name: "Người kiểm tra" }).check();
  await page.getByRole("button", { name: "Giao các vai trò này" }).click();
  await page.getByText("Đã giao vai trò.").waitFor();
  await page.getByRole("link", { name: "Khóa truy cập" }).click();
  await page.getByRole("combobox", { name: "Hệ thống" }).selectOption({ label: "Trục liên thông văn bản" });
  await page.getByLabel(/^Tên khóa/).fill("Máy chủ số 1");
  const { rows } = await house.test.superuser.query<{ day: string }>("select to_char(now() + interval '90 days', 'DD/MM/YYYY') as day");
  await page.getByRole("textbox", { name: /^Ngày cuối được dùng/ }).fill(rows[0]?.day ?? "");
  await page.getByRole("checkbox", { name: "Người kiểm tra" }).check();
  await page.getByRole("button", { name: "Cấp khóa" }).click();
  const secret = await page.getByLabel(/^Khóa “Máy chủ số 1”/).inputValue();
  const ask = async (): Promise<number> => (await fetch(`${house.address}/api/v1/audit/entries?limit=1`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await ask()).toBe(200);
  await page.reload();
  await page.getByRole("button", { name: "Thu hồi khóa Máy chủ số 1" }).click();
  expect(await page.getByText(secret).count()).toBe(0);
  await expectAccessible(page);
  await confirm(page, "Thu hồi khóa Máy chủ số 1");
  await page.getByText(/^Đã thu hồi lúc/).waitFor();
  expect(await ask()).toBe(401);
}, SLOW);

test("a unit is added and merged, and its history tells", async () => {
  const page = await house.enter("quantri", { path: "/units/new" });
  await page.getByLabel("Tên đầy đủ").fill("Ban Quản lý đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh Đắk Lắk");
  await page.getByLabel("Mã").fill("BQLDDCN9");
  await confirm(page, "Thêm cơ quan, đơn vị");
  await title(page, /^Ban Quản lý đầu tư/);
  await page.locator("summary", { hasText: "Sáp nhập" }).click();
  await pick(page, "Sáp nhập vào", "so xay dung");
  const { rows } = await house.test.superuser.query<{ day: string }>("select to_char(now() + interval '10 days', 'DD/MM/YYYY') as day");
  await page.getByRole("textbox", { name: "Từ ngày" }).fill(rows[0]?.day ?? "");
  await page.getByRole("checkbox", { name: "Đã đọc những điều trên" }).last().check();
  await page.getByRole("button", { name: "Sáp nhập", exact: true }).click();
  const link = page.getByRole("link", { name: /^Sáp nhập vào Sở Xây dựng từ/ });
  await link.waitFor();
  expect(await page.getByRole("button", { name: "Sáp nhập", exact: true }).count()).toBe(0);
}, SLOW);

test("two administrators at one account: the slower one is told, and nothing is lost", async () => {
  const page = await house.enter("quantri", { path: "/accounts" });
  await page.getByRole("searchbox").fill("gopy");
  await page.getByRole("link", { name: /^Người cho ý kiến/ }).click();
  await page.getByRole("checkbox", { name: "Tổ công tác giúp việc" }).check();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const now = await page.request.get(`${house.address}/api/v1/accounts/${id}`);
  const other = await page.request.put(`${house.address}/api/v1/accounts/${id}/roles`, { data: { roles: [{ role: "opinion-giver", to: "2099-12-31T17:00:00.000Z" }] }, headers: { "if-match": now.headers()["etag"] ?? "" } });
  expect(other.status()).toBe(200);
  await page.getByRole("button", { name: "Giao các vai trò này" }).click();
  await page.getByRole("heading", { name: "Tài khoản vừa được người khác thay đổi" }).waitFor();
  await page.getByRole("button", { name: "Tải lại" }).click();
  await expect.poll(async () => page.getByRole("textbox", { name: /^Ngày cuối của vai trò Người cho ý kiến/ }).inputValue()).toBe("31/12/2099");
}, SLOW);

test("an administrator sets somebody's letters, sees where they are signed in, and signs them out", async () => {
  const theirs = await house.enter("pct2");
  await title(theirs, "Việc của tôi");
  const page = await house.enter("quantri", { path: "/accounts" });
  await page.getByRole("row", { name: /pct2/ }).getByRole("link").click();
  await page.getByLabel("Địa chỉ thư điện tử công vụ").fill("pct2@example.gov.vn");
  await page.getByLabel("Nhắc hạn").selectOption("digest");
  await page.getByRole("button", { name: "Lưu", exact: true }).click();
  await page.getByText("Đã lưu.").waitFor();
  const kept = (await (await theirs.request.get(`${house.address}/api/v1/notification-settings`)).json()) as { address: string; mail: Record<string, string> };
  expect([kept.address, kept.mail["deadline"]]).toEqual(["pct2@example.gov.vn", "digest"]);
  const sessions = page.getByRole("region", { name: "Phiên đang mở" }).first();
  await expect.poll(async () => sessions.getByRole("row").count()).toBe(2);
  await page.getByRole("button", { name: "Kết thúc mọi phiên" }).click();
  await page.getByText(/phải đăng nhập lại ở mọi máy/).waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Kết thúc mọi phiên" }).click();
  await page.getByText("Tài khoản này không đăng nhập ở đâu.").waitFor();
  await theirs.getByLabel("Mật khẩu", { exact: true }).waitFor();
}, SLOW);
