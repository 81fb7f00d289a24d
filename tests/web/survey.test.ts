import type { APIResponse, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** Respondents on an old phone, with script and without; the organiser from the design to the points. */

const SLOW = 120_000;
const PHONE = { width: 320, height: 640 } as const;

let house: WebHouse;
let organiser: Page;
let campaignId = "";
let surveyId = "";
let codes: string[] = [];

type Listed = { items: { id: string; title: string }[] };
type Design = { strata: { key: string; group: string }[]; title: string };

const api = (path: string): string => `${house.address}/api/v1${path}`;

async function json<T>(answer: Promise<APIResponse>): Promise<T> {
  const given = await answer;
  if (!given.ok()) throw new Error(`${given.url()}: ${String(given.status())} ${await given.text()}`);
  return (await given.json()) as T;
}

/** One step of the organiser over the interface, on the survey as it stands now. */
async function step(data: object): Promise<void> {
  const { version } = await json<{ version: string }>(organiser.request.get(api(`/surveys/${surveyId}`)));
  await json(organiser.request.post(api(`/surveys/${surveyId}/actions`), { data, headers: { "if-match": `"${version}"` } }));
}

beforeAll(async () => {
  house = await openWebHouse();
  organiser = await house.enter("khaosat");
  const campaigns = await json<Listed>(organiser.request.get(api("/campaigns")));
  campaignId = campaigns.items.find((one) => one.title === "Đánh giá năm 2025")?.id ?? "";
  const { items: [counted] } = await json<Listed>(organiser.request.get(api(`/surveys?campaignId=${campaignId}`)));
  const { design } = await json<{ design: Design }>(organiser.request.get(api(`/surveys/${counted?.id ?? ""}`)));
  ({ id: surveyId } = await json<{ id: string }>(organiser.request.post(api("/surveys"), { data: { campaignId, design: { ...design, title: "Khảo sát trên trang" } } })));
  await step({ kind: "open", closesAt: "2099-01-01T00:00:00.000Z" });
  // Of citizens, each about the body on the card.
  const stratum = design.strata.find((one) => one.group === "cong-dan")?.key;
  const issued = await json<{ cards: { code: string }[] }>(organiser.request.post(api(`/surveys/${surveyId}/batches`), { data: { cards: [{ stratum, count: 3 }], address: house.address, withSheets: false } }));
  codes = issued.cards.map((one) => one.code);
}, SLOW);
afterAll(async () => {
  await house.close();
});

/** A page without script, as on a phone that has none. */
async function plainPhone(): Promise<Page> {
  const context = await house.browser.newContext({ viewport: PHONE, javaScriptEnabled: false, locale: "vi-VN" });
  return context.newPage();
}

/** Answers every question that is on the page with its second choice. */
async function answerAll(page: Page): Promise<void> {
  for (const group of await page.getByRole("group").all()) {
    const radios = group.getByRole("radio");
    if ((await radios.count()) > 1) await radios.nth(1).check();
  }
}

describe("the organiser", () => {
  it("sees the surveys, one that is open and what one came to", async () => {
    const surveys = `${house.address}/campaigns/${campaignId}/surveys`;
    await organiser.goto(surveys);
    await organiser.getByRole("link", { name: "Khảo sát trên trang" }).waitFor();
    await expectAccessible(organiser);
    await organiser.getByRole("link", { name: "Khảo sát trên trang" }).click();
    await organiser.getByRole("heading", { name: "Phát hành phiếu" }).waitFor();
    await expectAccessible(organiser);
    await organiser.goto(surveys);
    await organiser.getByRole("link", { name: "Khảo sát năm 2025, đợt 1 (minh họa)" }).click();
    await organiser.getByRole("link", { name: "Xem kết quả" }).click();
    await organiser.getByRole("button", { name: "Tải bảng (CSV)" }).waitFor();
    await expectAccessible(organiser);
    await organiser.goto(`${surveys}/new`);
    await organiser.getByLabel("Tên cuộc khảo sát").waitFor();
    await expectAccessible(organiser);
  }, SLOW);
});

describe("a respondent", () => {
  it("answers without script at 320 pixels, is told what is missing and gets a receipt that can be checked", async () => {
    const page = await plainPhone();
    await page.goto(`${house.address}/khao-sat`);
    await page.getByLabel("Mã phiếu").fill("SAI-MA");
    await page.getByRole("button", { name: "Mở phiếu" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("Mã này không đúng");
    await page.getByLabel("Mã phiếu").fill((codes[0] ?? "").toLowerCase());
    await page.getByRole("button", { name: "Mở phiếu" }).click();
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("chỗ cần xem lại");
    await answerAll(page);
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    // The second way of dealing with the body asks one question more.
    await page.getByRole("group", { name: "Dịch vụ trực tuyến" }).getByRole("radio").first().check();
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    const receipt = (await page.locator(".receipt").textContent()) ?? "";
    expect(receipt).toMatch(/^[0-9A-Z-]{23}$/);
    await page.getByRole("link", { name: "Kiểm tra biên nhận" }).click();
    await page.getByLabel("Biên nhận").fill(receipt);
    await page.getByRole("button", { name: "Kiểm tra" }).click();
    expect(await page.getByRole("status").textContent()).toContain("đã nằm trong hòm phiếu");
    await page.context().close();
  }, SLOW);

  it("finds every page accessible and narrow enough, in both languages, light and dark", async () => {
    for (const [mode, language] of [["light", "vi"], ["dark", "en"]] as const) {
      const page = await house.stranger({ ...PHONE, mode });
      for (const path of [`/khao-sat?l=${language}`, `/khao-sat/phieu?ma=${codes[1] ?? ""}&l=${language}`, `/khao-sat/kiem-tra?l=${language}`]) {
        await page.goto(`${house.address}${path}`);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      await page.goto(`${house.address}/khao-sat/phieu?ma=${codes[1] ?? ""}&l=${language}`);
      await page.getByRole("button", { name: language === "vi" ? "Gửi phiếu" : "Send" }).click();
      await page.getByRole("alert").waitFor();
      await expectAccessible(page);
      await page.context().close();
    }
  }, SLOW);
});

describe("from the box to the points", () => {
  it("the organiser closes the survey and opens the box", async () => {
    await organiser.goto(`${house.address}/campaigns/${campaignId}/surveys/${surveyId}`);
    await organiser.getByRole("checkbox").check();
    await organiser.getByRole("button", { name: "Đóng khảo sát" }).click();
    await organiser.getByRole("button", { name: "Mở hòm phiếu và đếm" }).waitFor();
    await organiser.getByRole("checkbox").check();
    await organiser.getByRole("button", { name: "Mở hòm phiếu và đếm" }).click();
    await organiser.getByText("1 phiếu đã đếm").waitFor();
    expect(await organiser.getByRole("link", { name: "Xem kết quả" }).count()).toBe(1);
  }, SLOW);
});
