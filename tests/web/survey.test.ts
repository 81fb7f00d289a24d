import { readFileSync } from "node:fs";
import type { APIResponse, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWorkbook } from "../../src/server/documents/index.ts";
import { bringList } from "./respondents.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** Respondents on an old phone, with script and without; the organiser from the design to the points. */

const SLOW = 120_000;
const PHONE = { width: 320, height: 640 } as const;

let house: WebHouse;
let organiser: Page;
let campaignId = "";
let surveyId = "";
let codes: string[] = [];
let interviewer = "";

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

type Issued = { cards: { code: string }[]; interviewers: { code: string }[] };

/** Cards that the organiser orders and somebody else agrees to. */
async function issue(second: Page, cards: readonly object[]): Promise<Issued> {
  const { orders: [order] } = await json<{ orders: { number: number }[] }>(organiser.request.post(api(`/surveys/${surveyId}/orders`), { data: { cards } }));
  await json(second.request.post(api(`/surveys/${surveyId}/orders/${String(order?.number)}/decision`), { data: { approved: true } }));
  return json<Issued>(organiser.request.post(api(`/surveys/${surveyId}/batches`), { data: { order: order?.number, address: house.address, withSheets: false } }));
}

beforeAll(async () => {
  house = await openWebHouse();
  organiser = await house.enter("khaosat", NOWHERE);
  const campaigns = await json<Listed>(organiser.request.get(api("/campaigns")));
  campaignId = campaigns.items.find((one) => one.title === "Đánh giá năm 2025")?.id ?? "";
  const { items: [counted] } = await json<Listed>(organiser.request.get(api(`/surveys?campaignId=${campaignId}`)));
  const { design } = await json<{ design: Design }>(organiser.request.get(api(`/surveys/${counted?.id ?? ""}`)));
  ({ id: surveyId } = await json<{ id: string }>(organiser.request.post(api("/surveys"), { data: { campaignId, design: { ...design, title: "Khảo sát trên trang", open: { group: "cong-dan", cap: 5, mostPerStratum: 100 } } } })));
  await step({ kind: "open", closesAt: "2099-01-01T00:00:00.000Z" });
  // Of citizens, each about the body on the card.
  const stratum = design.strata.find((one) => one.group === "cong-dan")?.key;
  const second = await house.enter("khaosat.duyet", NOWHERE);
  const issued = await issue(second, [{ stratum: stratum ?? "", count: 4 }, { stratum: stratum ?? "", count: 3, interviewer: "Điều tra viên 01" }]);
  codes = issued.cards.map((one) => one.code);
  interviewer = issued.interviewers[0]?.code ?? "";
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
    await organiser.getByRole("link", { name: "Phúc tra" }).click();
    await organiser.getByRole("rowheader", { name: "Điều tra viên 01" }).waitFor();
    await expectAccessible(organiser);
    await organiser.goto(surveys);
    await organiser.getByRole("link", { name: "Khảo sát năm 2025, đợt 1 (minh họa)" }).click();
    await organiser.getByRole("link", { name: "Xem kết quả" }).click();
    await organiser.getByRole("button", { name: "Tải bảng (CSV)" }).waitFor();
    await organiser.getByRole("img", { name: /Mức hài lòng theo câu hỏi/ }).waitFor();
    await expectAccessible(organiser);
    const [picture] = await Promise.all([organiser.waitForEvent("download"), organiser.getByRole("button", { name: /^Lưu PNG.*Mức hài lòng/ }).click()]);
    expect(picture.suggestedFilename()).toMatch(/\.png$/);
    const [table] = await Promise.all([organiser.waitForEvent("download"), organiser.getByRole("button", { name: /Tải bảng \(Excel\)/ }).click()]);
    expect(table.suggestedFilename()).toMatch(/\.xlsx$/);
    await organiser.goto(`${surveys}/new`);
    await organiser.getByLabel("Tên cuộc khảo sát").waitFor();
    await expectAccessible(organiser);
  }, SLOW);
});

describe("drawing up a survey in the browser", () => {
  it("leads from an empty design to a question, a sample and points, which are saved, opened, ordered, agreed to and issued", async () => {
    await organiser.goto(`${house.address}/campaigns/${campaignId}/surveys/new`);
    await organiser.getByLabel("Tên cuộc khảo sát").fill("Khảo sát soạn trên trang");
    await organiser.getByRole("button", { name: "Tạo", exact: true }).click();
    await organiser.getByRole("heading", { name: "Thiết kế khảo sát" }).waitFor();
    await organiser.getByLabel("Bắt đầu từ phiếu mẫu").selectOption({ label: "Phiếu hỏi ý kiến người dân" });
    await organiser.getByText("Có thay đổi chưa lưu.").waitFor();
    await organiser.getByRole("button", { name: /^Sửa.*Mức độ hài lòng chung/ }).click();
    await organiser.getByLabel("Câu hỏi: Tiếng Việt").fill("Hài lòng chung ở mức nào?");
    await expectAccessible(organiser);
    await organiser.getByText("Mẫu", { exact: true }).click();
    await bringList(organiser, "Đại biểu");
    await organiser.getByText("Có 1 ô cần sửa; chưa nhập gì.", { exact: true }).waitFor();
    await expectAccessible(organiser);
    const [marked] = await Promise.all([organiser.waitForEvent("download"), organiser.getByRole("button", { name: /^Tải tệp có đánh dấu lỗi/ }).click()]);
    expect(JSON.stringify((await readWorkbook(new Uint8Array(readFileSync(await marked.path())))).sheets)).toContain("Không có nhóm này. Các nhóm của khảo sát: ");
    await bringList(organiser, "cong-dan");
    await organiser.getByText("2 người, mẫu 2, 2 tầng.").waitFor();
    await organiser.getByLabel("Danh sách người được hỏi").setInputFiles({ name: "ds.csv", mimeType: "text/csv", buffer: Buffer.from(`nhom,don_vi,ten\n${"cong-dan,SNV,Người nào đó\n".repeat(40)}`) });
    await organiser.getByRole("button", { name: "Dùng làm mẫu" }).click();
    await organiser.getByRole("rowheader", { name: /cong-dan-SNV/ }).waitFor();
    await expectAccessible(organiser);
    await organiser.getByText("Quy đổi ra điểm", { exact: true }).click();
    await organiser.getByRole("button", { name: "Thêm quy đổi" }).click();
    await organiser.locator("details.survey-fold > summary").first().click();
    await expectAccessible(organiser);
    await organiser.getByText("Phiếu mở", { exact: true }).click();
    await organiser.getByLabel("Cho phép phiếu mở").check();
    await expectAccessible(organiser);
    await organiser.getByRole("button", { name: "Lưu thiết kế" }).click();
    await organiser.getByText("Đã lưu.").waitFor();
    await organiser.getByText("Thiết kế mở được.").waitFor();
    await organiser.getByRole("link", { name: "Khảo sát soạn trên trang" }).click();
    await organiser.getByRole("textbox", { name: "Ngày kết thúc" }).fill("31/12/2099");
    await organiser.getByRole("checkbox").check();
    await organiser.getByRole("button", { name: "Mở khảo sát" }).click();
    await organiser.getByRole("button", { name: /Đề nghị phát hành 3\d phiếu/ }).click();
    await organiser.getByText("Người đề nghị không tự đồng ý được.").waitFor();
    const second = await house.enter("khaosat.duyet", { path: organiser.url() });
    await second.getByRole("button", { name: "Đồng ý phát hành" }).click();
    await second.getByText("Đã đồng ý; phát hành được.").waitFor();
    await organiser.reload();
    await organiser.getByRole("button", { name: /^Phát hành \d+ phiếu/ }).click();
    await organiser.getByRole("button", { name: "Tải phiếu in (PDF, A4)" }).waitFor();
    await expectAccessible(organiser);
  }, SLOW);
});

describe("following a survey", () => {
  it("shows a ballot that comes in without a reload, by body, and prints posters", async () => {
    await organiser.goto(`${house.address}/campaigns/${campaignId}/surveys/${surveyId}`);
    await organiser.getByRole("heading", { name: "Theo đơn vị và tầng mẫu" }).waitFor();
    const received = organiser.locator(".survey-figures dd").nth(1);
    expect(await received.textContent()).toBe("0");
    const page = await plainPhone();
    await page.goto(`${house.address}/khao-sat/phieu?ma=${codes[3] ?? ""}&c=1`);
    await answerAll(page);
    await page.getByRole("group", { name: /giao dịch/ }).first().getByRole("radio").first().check();
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    await page.locator(".receipt").waitFor();
    expect(await page.locator("body.large").count()).toBe(1);
    await page.context().close();
    await expect.poll(() => received.textContent(), { timeout: SLOW }).toBe("1");
    expect(await organiser.locator(".survey-board tbody tr").first().locator("td").nth(2).textContent()).toBe("0");
    const [poster] = await Promise.all([organiser.waitForEvent("download"), organiser.getByRole("button", { name: /^Tải áp phích của mọi nơi/ }).click()]);
    expect(poster.suggestedFilename()).toMatch(/^Áp phích .*\.pdf$/);
    await organiser.setViewportSize(PHONE);
    await expectAccessible(organiser);
    await expectNoSidewaysScroll(organiser);
    await organiser.setViewportSize({ width: 1280, height: 900 });
  }, SLOW);
});

describe("with script", () => {
  it("keeps a draft, holds a form back without a network, and sends it once when it is back", async () => {
    const page = await house.stranger(PHONE);
    await page.goto(`${house.address}/khao-sat/phieu?ma=${codes[2] ?? ""}`);
    await answerAll(page);
    await page.getByRole("group", { name: /Lần|giao dịch/ }).first().getByRole("radio").first().check();
    await page.reload();
    await page.getByText("Đã mở lại bản nháp").waitFor();
    expect(await page.getByRole("group").nth(1).getByRole("radio").nth(1).isChecked()).toBe(true);
    await expectAccessible(page);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    await page.getByText("1 phiếu được giữ trên máy này").waitFor();
    await page.context().setOffline(false);
    await page.getByText(/Đã gửi. Biên nhận: [0-9A-Z-]{23}/).waitFor();
    await page.goto(`${house.address}/khao-sat/phieu?ma=${codes[2] ?? ""}`);
    expect(await page.getByRole("alert").textContent()).toContain("đã được dùng");
    await page.context().close();
  }, SLOW);

  it("lets an interviewer open forms without a network, several on one device, each sent once", async () => {
    const page = await house.stranger(PHONE);
    await page.goto(`${house.address}/khao-sat/dieu-tra?ma=${interviewer}`);
    await page.getByText("Các phiếu đã có trên máy").waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.context().setOffline(true);
    for (const at of [0, 1]) {
      await page.getByRole("listitem").nth(at).getByRole("link").click();
      await page.getByRole("button", { name: "Gửi phiếu" }).waitFor().catch(async () => { throw new Error(`${page.url()} ${await page.content()}`); });
      await answerAll(page);
      await page.getByRole("group", { name: /giao dịch/ }).first().getByRole("radio").first().check();
      await page.getByRole("button", { name: "Gửi phiếu" }).click();
      await page.getByText("phiếu được giữ trên máy này").waitFor();
      await page.goto(`${house.address}/khao-sat/dieu-tra?ma=${interviewer}`);
      await page.getByText("chờ gửi").first().waitFor();
    }
    await page.context().setOffline(false);
    await page.waitForFunction(() => document.querySelectorAll("#ks-cho p").length === 2 && document.querySelector("#ks-cho")?.textContent?.includes("chờ gửi") !== true);
    await page.reload();
    expect(await page.getByText("đã gửi", { exact: true }).count()).toBe(2);
    await page.context().close();
  }, SLOW);

  it("does the work that an open form asks for, and goes without it where nothing computes", async () => {
    const { design } = await json<{ design: Design }>(organiser.request.get(api(`/surveys/${surveyId}`)));
    const address = `${house.address}/khao-sat/mo?s=${surveyId}&t=${design.strata.find((one) => one.group === "cong-dan")?.key ?? ""}`;
    const page = await house.stranger(PHONE);
    await page.goto(address);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name="cm"]')?.value !== "");
    await expectAccessible(page);
    await answerAll(page);
    await page.getByRole("group", { name: /giao dịch/ }).first().getByRole("radio").first().check();
    await page.getByRole("button", { name: "Gửi phiếu" }).click();
    await page.getByText("Phiếu được gửi quá nhanh").waitFor();
    await page.context().close();
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
    await organiser.getByText("5 phiếu đã đếm").waitFor();
    expect(await organiser.getByRole("link", { name: "Xem kết quả" }).count()).toBe(1);
  }, SLOW);
});
