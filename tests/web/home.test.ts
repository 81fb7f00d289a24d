import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 120_000;
let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => house.close());

/** An account as the administrator finds it, with the version on which a change rests. */
async function accountOf(administrator: Page, username: string): Promise<{ readonly path: string; readonly version: string }> {
  const found = (await (await administrator.request.get(`${house.address}/api/v1/accounts?username=${username}`)).json()) as { items: { id: string }[] };
  const path = `${house.address}/api/v1/accounts/${found.items[0]?.id ?? ""}`;
  return { path, version: (await administrator.request.get(path)).headers()["etag"] ?? "" };
}

describe("what is mine to do", () => {
  it("a scorer sees how much is left, by when, and is led there", async () => {
    const page = await house.enter("snv.cham");
    const task = page.getByRole("link", { name: /Tự chấm điểm/ });
    await task.waitFor();
    expect(await task.textContent()).toMatch(/Hạn 17:00 ngày \d{2}\/\d{2}\/\d{4} · còn \d+ ngày.*Sở Nội vụ.*còn \d+ trong \d+.*Vào chấm điểm/s);
    expect(await task.getAttribute("href")).toMatch(/^\/campaigns\/[\w-]+\/units\/[\w-]+$/);
  }, SLOW);

  it("a computer whose clock is a day wrong shows the server's time, on the page and where something was saved", async () => {
    const right = await house.enter("stc.cham");
    const told = right.getByRole("link", { name: /Tự chấm điểm/ });
    await told.waitFor();
    const wrong = await house.enter("stc.cham");
    // A day and seven hours ahead, as a computer with an empty battery and another zone.
    await wrong.clock.setSystemTime(Date.now() + 31 * 3_600_000);
    await wrong.reload();
    const task = wrong.getByRole("link", { name: /Tự chấm điểm/ });
    await task.waitFor();
    expect(await task.textContent()).toBe(await told.textContent());
    await task.click();
    const note = wrong.getByLabel("Ghi chú của đơn vị");
    await note.fill("Theo Báo cáo số 12/BC-STC.");
    const state = wrong.locator(".desk-state [role=status]");
    // Whoever goes back in the middle of typing loses nothing.
    await wrong.goBack();
    await task.waitFor();
    await wrong.goForward();
    await expect.poll(async () => note.inputValue()).toBe("Theo Báo cáo số 12/BC-STC.");
    await note.fill("Theo Báo cáo số 12/BC-STC ngày 02/12.");
    await expect.poll(async () => state.textContent()).toMatch(/^Đã lưu lúc \d\d:\d\d$/);
    const { rows } = await house.test.superuser.query<{ times: string[] }>("select array[to_char(now() at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI'), to_char((now() - interval '1 minute') at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI')] as times");
    expect(rows[0]?.times).toContain((await state.textContent())?.slice(-5));
  }, SLOW);

  it("who has nothing to do is told so", async () => {
    const page = await house.enter("quantri");
    await page.getByRole("heading", { name: "Hiện không có việc nào chờ xử lý" }).waitFor();
    await expectAccessible(page);
  }, SLOW);

  it.each([
    { username: "sonoivu", width: 1440, mode: "light" },
    { username: "sonoivu", width: 320, mode: "dark" },
  ] as const)("everybody can use the page: $username at $width px, $mode", async ({ username, ...view }) => {
    const page = await house.enter(username, view);
    await page.getByRole("link", { name: /Theo dõi hồ sơ/ }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }, SLOW);
});

describe("live", () => {
  it("a deadline that is moved is seen at once by those whom it concerns, without asking", async () => {
    const page = await house.enter("snv.cham");
    const task = page.getByRole("link", { name: /Tự chấm điểm/ });
    await task.waitFor();
    const { campaignId = "", unitId = "" } = /campaigns\/(?<campaignId>[\w-]+)\/units\/(?<unitId>[\w-]+)/.exec((await task.getAttribute("href")) ?? "")?.groups ?? {};
    const officer = await house.enter("sonoivu");
    const campaign = await officer.request.get(`${house.address}/api/v1/campaigns/${campaignId}`);
    const until = "2098-12-30T10:00:00.000Z";
    const answer = await officer.request.post(`${house.address}/api/v1/campaigns/${campaignId}/actions`, { headers: { "if-match": campaign.headers()["etag"] ?? "" }, data: { kind: "extend", unitId, stage: "self-scoring", until, reason: "Đơn vị vừa sáp nhập, cần thêm thời gian rà soát." } });
    expect(answer.status()).toBe(201);
    await expect.poll(async () => task.textContent()).toContain("30/12/2098");
  }, SLOW);

  it("who loses a role is told so within seconds, and the menu follows", async () => {
    const page = await house.enter("tct");
    await page.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
    const administrator = await house.enter("quantri", NOWHERE);
    const { path, version } = await accountOf(administrator, "tct");
    expect((await administrator.request.put(`${path}/roles`, { headers: { "if-match": version }, data: { roles: [] } })).status()).toBe(200);
    await page.getByText("Vai trò của tài khoản vừa thay đổi").waitFor();
    await expectAccessible(page);
  }, SLOW);

  it("whose account is closed is asked to sign in again, and the page stays as it is", async () => {
    const page = await house.enter("gopy.snnmt");
    await page.getByRole("heading", { level: 1, name: "Việc của tôi" }).waitFor();
    const administrator = await house.enter("quantri", NOWHERE);
    const { path } = await accountOf(administrator, "gopy.snnmt");
    expect((await administrator.request.post(`${path}/disabling`)).status()).toBe(200);
    await page.getByRole("dialog", { name: "Phiên làm việc đã hết" }).waitFor();
    await expectAccessible(page);
  }, SLOW);
});
