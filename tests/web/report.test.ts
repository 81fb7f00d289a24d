import { readFileSync } from "node:fs";
import type { APIResponse, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openCouncil } from "./council-house.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** Periodic reports from the first cell to the province's paper; five periods of 128 units are there already. */

const SLOW = 240_000;
const UNIT = "Sở Tài chính";

let house: WebHouse;
let scorer: Page;
let head: Page;
let officer: Page;
let open = "";
let past = "";
let unitId = "";

const api = (path: string): string => `${house.address}/api/v1${path}`;
const at = (path: string): string => `${house.address}${path}`;
const report = (): string => `/reports/${open}/units/${unitId}`;

async function json<T>(answer: Promise<APIResponse>): Promise<T> {
  const given = await answer;
  if (!given.ok()) throw new Error(`${given.url()}: ${String(given.status())} ${await given.text()}`);
  return (await given.json()) as T;
}

type Figure = { readonly key: string; readonly title: string };
type Read = { readonly form: { readonly figures: readonly Figure[] }; readonly cells: readonly { readonly key: string; readonly value: string | null; readonly version: string }[]; readonly last: { readonly figures: Readonly<Record<string, string>> }; readonly faults: readonly { readonly pointer: string }[] };

const save = (key: string, value: string, version: string) => json(scorer.request.put(api(`/report-periods/${open}/units/${unitId}/figures/${key}`), { data: { value, isConfirmed: true }, headers: { "if-match": `"${version}"` } }));

/** Everything else as it was last time, which nobody needs to see typed. */
async function fillTheRest(): Promise<void> {
  const { form, cells, last } = await json<Read>(scorer.request.get(api(`/report-periods/${open}/units/${unitId}`)));
  const known = new Map(cells.map((one) => [one.key, one]));
  for (const { key } of form.figures) {
    const cell = known.get(key);
    if (cell?.value === undefined || cell.value === null) await save(key, last.figures[key] ?? "0", cell?.version ?? "0");
  }
}

beforeAll(async () => {
  house = await openWebHouse();
  [scorer, head, officer] = [await house.enter("stc.cham", NOWHERE), await house.enter("stc.truong", NOWHERE), await house.enter("sonoivu", NOWHERE)];
  const { items } = await json<{ items: { id: string; year: number; kind: string; own: { unitId: string }[] }[] }>(scorer.request.get(api("/report-periods")));
  open = items.find((one) => one.year === 2026)?.id ?? "";
  past = items.find((one) => one.year === 2025 && one.kind === "year")?.id ?? "";
  unitId = items[0]?.own[0]?.unitId ?? "";
}, SLOW);
afterAll(async () => {
  await house.close();
});

describe("a report", () => {
  it("is found, written cell by cell, and says what cannot stand", async () => {
    await scorer.goto(at("/reports"));
    await scorer.getByRole("link", { name: `Báo cáo của ${UNIT}` }).first().click();
    const cell = scorer.getByLabel("Hồ sơ TTHC đã giải quyết", { exact: true });
    await cell.fill("rất nhiều");
    await cell.blur();
    await scorer.getByText("cần một số, không nhận “rất nhiều”").waitFor();
    await cell.fill("1.200");
    await cell.blur();
    await scorer.getByText(/Đã lưu lúc/).first().waitFor();
    await scorer.getByLabel("Trong đó giải quyết quá hạn", { exact: true }).fill("1300");
    await scorer.getByText("vượt “Hồ sơ TTHC đã giải quyết”").first().waitFor();
    await expectAccessible(scorer);
    await expectNoSidewaysScroll(scorer);
    await scorer.setViewportSize({ width: 375, height: 800 });
    await expectNoSidewaysScroll(scorer);
    await scorer.setViewportSize({ width: 1440, height: 900 });
    const { cells } = await json<Read>(scorer.request.get(api(`/report-periods/${open}/units/${unitId}`)));
    const versionOf = (key: string): string => cells.find((one) => one.key === key)?.version ?? "0";
    await save("ho-so-qua-han", "0", versionOf("ho-so-qua-han"));
    await save("ho-so-truoc-han", "700", versionOf("ho-so-truoc-han"));
    await save("ho-so-dung-han", "500", versionOf("ho-so-dung-han"));
    await save("ho-so-qua-han-da-xin-loi", "0", versionOf("ho-so-qua-han-da-xin-loi"));
    await save("ho-so-giai-quyet-truc-tuyen", "900", versionOf("ho-so-giai-quyet-truc-tuyen"));
    await save("ho-so-hoan-toan-truc-tuyen", "800", versionOf("ho-so-hoan-toan-truc-tuyen"));
    await fillTheRest();
  }, SLOW);

  it("is told in words, handed in by the head, returned, corrected and accepted", async () => {
    await scorer.goto(at(report()));
    await scorer.getByLabel(/Kết quả chỉ đạo, điều hành/).fill("Đã ban hành kế hoạch và kiểm tra 3 đơn vị trực thuộc.");
    await scorer.getByLabel(/Tồn tại, hạn chế/).fill("Một số báo cáo nội bộ còn chậm.");
    await scorer.getByRole("heading", { level: 1 }).click();
    await scorer.getByText("Báo cáo đủ điều kiện nộp").waitFor();
    await head.goto(at(report()));
    await head.getByLabel("Đã đọc những điều trên").check();
    await head.getByRole("button", { name: "Nộp báo cáo" }).click();
    await head.getByText("Đã nộp").first().waitFor();
    await officer.goto(at(report()));
    await officer.getByLabel(/Lý do/).fill("Số liệu hồ sơ chưa khớp với Hệ thống một cửa");
    await officer.getByLabel("Đến hết ngày", { exact: true }).fill("31/12/2099");
    await officer.getByRole("button", { name: "Trả lại để sửa" }).click();
    // The step stands in the history only once it is taken: the button and the field say the same before.
    await officer.getByRole("listitem").filter({ hasText: "Số liệu hồ sơ chưa khớp với Hệ thống một cửa" }).waitFor();
    await expectAccessible(officer);
    await scorer.goto(at(report()));
    await scorer.getByText("Số liệu hồ sơ chưa khớp với Hệ thống một cửa").first().waitFor();
    await head.reload();
    await head.getByLabel("Đã đọc những điều trên").check();
    await head.getByRole("button", { name: "Nộp báo cáo" }).click();
    await head.getByText("Đã nộp").first().waitFor();
    await officer.reload();
    await officer.getByRole("button", { name: "Chấp nhận" }).click();
    await officer.getByText("Đã chấp nhận").first().waitFor();
  }, SLOW);
});

describe("the province", () => {
  it("draws four periods of 128 units together, takes the paper and the tables, and prints", async () => {
    const { items } = await json<{ items: { id: string; year: number; units: number; submitted: number }[] }>(officer.request.get(api("/report-periods")));
    const full = items.filter((one) => one.year === 2025);
    expect(full.map((one) => [one.units, one.submitted])).toEqual(Array.from({ length: 4 }, () => [128, 128]));
    for (const { id } of full) {
      await officer.goto(at(`/reports/${id}`));
      await officer.getByRole("button", { name: "Tổng hợp", exact: true }).click();
      await officer.getByText(/Tổng hợp lúc/).waitFor();
      // Some were returned, corrected and handed in again before they were accepted.
      const { units } = await json<{ units: { returned: number; state: string }[] }>(officer.request.get(api(`/report-periods/${id}`)));
      expect([units.filter((one) => one.returned > 0).length > 5, units.every((one) => one.state === "accepted")]).toEqual([true, true]);
      const printed = await officer.pdf({ format: "A4" });
      expect(printed.subarray(0, 4).toString()).toBe("%PDF");
    }
    for (const [button, ending] of [[/Tải báo cáo .docx/, "docx"], [/Tải các bảng Excel/, "xlsx"]] as const) {
      const [file] = await Promise.all([officer.waitForEvent("download"), officer.getByRole("button", { name: button }).click()]);
      expect([file.suggestedFilename().endsWith(ending), readFileSync(await file.path()).subarray(0, 2).toString()]).toEqual([true, "PK"]);
    }
    await expectAccessible(officer);
  }, SLOW);

  it("sees targets, what they come from, and the years; on a narrow screen too", async () => {
    // The other pages of reports, and all of them at 320 px: `every-page.test.ts`.
    for (const path of ["/reports/dashboard", `/reports/${past}/measures/ct05a`, "/reports/years", `/reports/years/${unitId}`]) {
      await officer.goto(at(path));
      await officer.getByRole("heading", { level: 1 }).waitFor();
      await officer.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await expectAccessible(officer);
      await officer.setViewportSize({ width: 375, height: 800 });
      await expectNoSidewaysScroll(officer);
      await officer.setViewportSize({ width: 1440, height: 900 });
    }
  }, SLOW);
});

describe("the programme officer", () => {
  it("adds a figure to the form, is told what cannot be, and opens a period for units with the new version", async () => {
    await officer.goto(at("/reports/forms"));
    await officer.getByRole("link", { name: "Soạn phiên bản mới" }).click();
    await officer.getByRole("button", { name: "Thêm: số liệu" }).click();
    const figures = officer.getByRole("region", { name: /^Số liệu/ }).getByRole("listitem").last();
    await figures.getByLabel("Tên").fill("Hồ sơ trả qua bưu chính");
    await figures.getByLabel("Đơn vị tính").fill("hồ sơ");
    await figures.getByLabel("Bắt buộc").uncheck();
    await officer.getByRole("button", { name: "Thêm: chỉ số" }).click();
    const measure = officer.getByRole("region", { name: /^Chỉ số/ }).getByRole("listitem").last();
    await measure.getByLabel("Tên").fill("Tỷ lệ trả qua bưu chính");
    await measure.getByLabel(/^Công thức/).fill("ho-so-tra-qua-buu-chinh / 0");
    await officer.getByLabel("Đã đọc những điều trên").check();
    await officer.getByRole("button", { name: "Lưu thành phiên bản mới" }).click();
    await measure.getByText(/chia cho 0/).waitFor();
    await measure.getByLabel(/^Công thức/).fill("100 * ho-so-tra-qua-buu-chinh / ho-so-da-giai-quyet");
    // What was typed outlives the page.
    await officer.reload();
    await officer.getByText("Có bản nháp chưa lưu thành phiên bản.").waitFor();
    await officer.getByLabel("Đã đọc những điều trên").check();
    // The list that names the new version comes long before the former version is read again, and takes its editor away.
    const version2 = officer.waitForRequest(/\/report-forms\/cchc-dinh-ky\/2$/);
    await officer.route(/\/report-forms\/cchc-dinh-ky\/1$/, async (route) => { await Promise.race([version2, officer.getByText(/^phiên bản 2, /).waitFor()]); await route.continue(); });
    await officer.getByRole("button", { name: "Lưu thành phiên bản mới" }).click();
    await officer.getByText(/^phiên bản 2, /).waitFor();
    await officer.unrouteAll({ behavior: "ignoreErrors" });
    await officer.goto(at("/reports"));
    await officer.getByRole("link", { name: "Mở kỳ báo cáo" }).click();
    await officer.getByLabel("Kỳ", { exact: true }).selectOption({ label: "6 tháng đầu năm" });
    for (const [label, day] of [["Ngày mở (từ 0 giờ)", "01/06/2026"], ["Hạn nộp (đến 17 giờ)", "20/06/2099"], ["Ngày đóng (đến 17 giờ)", "30/06/2099"]] as const) await officer.getByLabel(label, { exact: true }).fill(day);
    await officer.getByRole("button", { name: "Bỏ chọn tất cả" }).click();
    await officer.getByRole("searchbox", { name: "Tìm đơn vị" }).fill("so tai chinh");
    await officer.getByLabel(/^Sở Tài chính/).check();
    await officer.getByText(/1 đơn vị báo cáo theo .*, biểu mẫu phiên bản 2/).waitFor();
    await officer.getByLabel("Đã đọc những điều trên").check();
    await officer.getByRole("button", { name: "Mở kỳ báo cáo" }).click();
    await officer.getByText("0/1 đơn vị đã nộp").waitFor();
    await officer.getByText("Gia hạn cho nhiều đơn vị", { exact: true }).click();
    await officer.getByRole("button", { name: "Chọn 1 đơn vị đang hiện" }).click();
    await officer.getByLabel(/^Lý do/).fill("Mưa lũ làm mất điện, mất mạng nhiều ngày.");
    await officer.getByLabel("Đến hết ngày", { exact: true }).fill("31/12/2099");
    await expectAccessible(officer);
    await officer.getByRole("button", { name: "Gia hạn cho 1 đơn vị" }).click();
    await officer.getByText(/^Đã gia hạn cho 1 đơn vị/).waitFor();
    await scorer.goto(`${officer.url()}/units/${unitId}`);
    await scorer.getByLabel("Hồ sơ trả qua bưu chính", { exact: true }).waitFor();
    const forms = await json<{ items: { key: string; number: number }[] }>(officer.request.get(api("/report-forms")));
    expect(forms.items.map((one) => [one.key, one.number])).toEqual([["cchc-dinh-ky", 2]]);
  }, SLOW);

  it("takes a table in whose columns are found by their heads; the unit its own, with its cell named", async () => {
    const period = officer.url();
    const csv = (cell: string) => ({ name: "igate.csv", mimeType: "text/csv", buffer: Buffer.from(`Mã đơn vị;Hồ sơ TTHC tiếp nhận;Khác\nSTC;${cell};1\n`) });
    for (const [page, path] of [[officer, `${period}/import`], [scorer, `${period}/units/${unitId}/import`]] as const) {
      await page.goto(path);
      await page.getByLabel("Tệp Excel hoặc CSV").setInputFiles(csv("1.300"));
      await page.getByLabel("Số liệu đến ngày", { exact: true }).fill("31/05/2026");
      await page.getByRole("button", { name: "Kiểm tra" }).click();
      await page.getByText("1 đơn vị, 1 số liệu sẽ thay đổi").waitFor();
    }
    await scorer.getByLabel("Tệp Excel hoặc CSV").setInputFiles(csv("nhiều"));
    await scorer.getByRole("button", { name: "Nhập số liệu" }).click();
    await scorer.getByText(/Ô B2: .*cần một số/).waitFor();
    await expectAccessible(scorer);
  }, SLOW);
});

describe("criteria that name where their value is recorded", () => {
  it("are confirmed by the unit, and stay as they were when the record changes", async () => {
    const { items: campaigns } = await json<{ items: { id: string; title: string }[] }>(scorer.request.get(api("/campaigns")));
    const campaignId = campaigns.find((one) => one.title === "Đánh giá năm 2025")?.id ?? "";
    const path = `/campaigns/${campaignId}/units/${unitId}/measured`;
    type Item = { code: string; input: Record<string, string> | null; records: unknown[]; answer: { input: unknown } | null };
    const before = await json<{ items: Item[] }>(scorer.request.get(api(path)));
    expect(before.items.filter((one) => one.input !== null && one.records.length > 0).length).toBeGreaterThanOrEqual(10);
    // From the point to the record: the criterion tells what is recorded, and leads there.
    await officer.goto(at(`/campaigns/${campaignId}/units/${unitId}?criterion=2.2.2.1`));
    const recorded = officer.getByRole("region", { name: "Theo số liệu đã ghi" });
    await recorded.getByText(/^Chỉ tiêu II\.5/).waitFor();
    await recorded.getByRole("link", { name: /^Báo cáo công tác cải cách hành chính năm 2025/ }).click();
    await officer.getByRole("heading", { level: 1, name: `Báo cáo của ${UNIT}` }).waitFor();
    await scorer.goto(at(path));
    await scorer.getByRole("button", { name: /^Xác nhận, ghi vào điểm tự chấm\s*: 2\.2\.2\.1$/ }).click();
    await scorer.getByText(/Đơn vị đã xác nhận/).waitFor();
    await expectAccessible(scorer);
    const { items: [one] } = { items: (await json<{ items: Item[] }>(officer.request.get(api(path)))).items.filter((item) => item.code === "2.2.2.1") };
    expect(one?.answer?.input).toEqual(one?.input);
    const file = await json<{ criteria: { code: string; self: { input: unknown; note: string } | null }[] }>(scorer.request.get(api(`/campaigns/${campaignId}/units/${unitId}/assessment`)));
    const scored = file.criteria.find((item) => item.code === "2.2.2.1")?.self;
    expect([scored?.input, scored?.note]).toEqual([one?.input, expect.stringContaining("Nguồn: Báo cáo công tác cải cách hành chính năm 2025")]);
  }, SLOW);

  it("lead whoever may see a result from the point on the ranking to the record", async () => {
    const { items: campaigns } = await json<{ items: { id: string; year: number }[] }>(officer.request.get(api("/campaigns")));
    const campaignOf = (year: number): string => campaigns.find((one) => one.year === year)?.id ?? "";
    /** By clicks alone to what is recorded of a criterion. */
    const walk = async (page: Page, year: number, code: string) => {
      await page.goto(at(`/campaigns/${campaignOf(year)}/result`));
      await page.getByRole("link", { name: new RegExp(`của ${UNIT}$`) }).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByText(new RegExp(`^Xem từng bước: Nội dung ${code.slice(0, 1)}`)).click();
      await drawer.getByRole("link", { name: new RegExp(`^Xem trong hồ sơ ?: ${code.replaceAll(".", String.raw`\.`)} `) }).click();
      return page.getByRole("region", { name: "Theo số liệu đã ghi" });
    };
    await json(scorer.request.post(api(`/campaigns/${campaignOf(2025)}/units/${unitId}/measured/2.7.2`), { data: { kind: "confirm" } }));
    for (const who of ["sonoivu", "hd.stp"]) {
      const page = await house.enter(who, NOWHERE);
      const reported = await walk(page, 2025, "2.2.2.1");
      await reported.getByRole("link", { name: /^Báo cáo công tác cải cách hành chính năm 2025/ }).click();
      await page.getByRole("heading", { level: 1, name: `Báo cáo của ${UNIT}` }).waitFor();
      await page.getByText("Đã chấp nhận").first().waitFor();
      // At the figure itself, wherever it stands in the report.
      await expect.poll(() => page.locator("#cell-ho-so-truoc-han").evaluate((row) => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
      const worked = await walk(page, 2025, "2.7.2");
      await worked.getByRole("link", { name: "Chương trình công tác năm 2025" }).click();
      await page.getByRole("heading", { level: 1, name: "Lịch công tác 2025" }).waitFor();
      await page.getByText(UNIT, { exact: true }).waitFor();
      await expectAccessible(page);
    }
    // The unit walks its published result; what was measured of it stands on the criterion itself, and nothing is left to confirm.
    const asked = await walk(scorer, 2024, "3.2.1");
    await asked.getByText("Dữ liệu minh họa: báo cáo khảo sát", { exact: true }).waitFor();
    await asked.getByRole("link", { name: "Xem mọi tiêu chí có số liệu" }).click();
    await scorer.getByRole("heading", { level: 2, name: /^3\.2\.1\. / }).waitFor();
    expect(await scorer.getByRole("button", { name: /^Xác nhận/ }).count()).toBe(0);
  }, SLOW);

  it("are contested by the unit, which the council sees beside the figure; what the records say later changes nothing", async () => {
    const { items: campaigns } = await json<{ items: { id: string; year: number }[] }>(officer.request.get(api("/campaigns")));
    const file = `/campaigns/${campaigns.find((one) => one.year === 2025)?.id ?? ""}/units/${unitId}`;
    await scorer.goto(at(`${file}/measured#m-2.2.2.4`));
    const card = scorer.getByRole("listitem").filter({ has: scorer.getByRole("heading", { name: /^2\.2\.2\.4\. / }) });
    await card.locator("summary", { hasText: "Nêu ý kiến khác" }).click();
    await card.getByLabel(/^Lý do/).fill("Thiếu 120 hồ sơ chuyển từ bưu chính.");
    await card.getByRole("button", { name: "Nêu ý kiến khác" }).click();
    await card.getByText(/^Đơn vị có ý kiến khác lúc/).waitFor();
    const { path, ask } = await openCouncil(house);
    const selfOf = async (code: string) => ((await ask("hd.chutich", "GET", `${file}/assessment`)).body["criteria"] as { code: string; self: unknown }[]).find((one) => one.code === code)?.self;
    const before = await selfOf("2.7.2");
    // A task that was late when the unit confirmed is done now.
    const { items: plans } = await json<{ items: { id: string; year: number }[] }>(officer.request.get(api("/plans")));
    const work = `/plans/${plans.find((one) => one.year === 2025)?.id ?? ""}/units/${unitId}/work`;
    const { duties } = await json<{ duties: { key: string; period: string; state: string; source: string; record: unknown }[] }>(scorer.request.get(api(work)));
    const late = duties.find((one) => one.state === "late" && one.source === "province" && one.record === null);
    await json(scorer.request.post(api(work), { data: { key: late?.key, period: late?.period, isDone: true, note: "", seen: 0 } }));
    const member = await house.enter("hd.stp", NOWHERE);
    const criterion = async (code: string) => {
      await member.goto(path(`/units/${unitId}?code=${code}`));
      return member.getByRole("region", { name: "Theo số liệu đã ghi" });
    };
    const contested = await criterion("2.2.2.4");
    await contested.getByText("Đơn vị có ý kiến khác: Thiếu 120 hồ sơ chuyển từ bưu chính.").waitFor();
    await contested.getByText(/^Hồ sơ được cập nhật, theo dõi trạng thái/).waitFor();
    await (await criterion("2.7.2")).getByText("Số liệu đã thay đổi sau đó; điểm đã ghi giữ nguyên.").waitFor();
    expect([before === undefined, await selfOf("2.7.2")]).toEqual([false, before]);
  }, SLOW);
});
