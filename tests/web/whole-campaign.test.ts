import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clock, giveClock } from "../server/clock.ts";
import { openWebHouse, type WebHouse } from "./house.ts";
import { smallRegulation, TITLE } from "./small-regulation.ts";

/** A regulation is brought and a campaign goes from its draft to its publication in the browser alone: each by the person whose part it is. */

const SLOW = 600_000;
const NAME = "Đợt từ đầu đến cuối";
const REASON = "Hai nhiệm vụ chưa có văn bản xác nhận hoàn thành.";
const EXPLANATION = "Một nhiệm vụ đã được lùi hạn theo văn bản số 12/UBND.";
const DAYS = { self: "10/01/2090", first: "20/01/2090", explanation: "25/01/2090", second: "30/01/2090" } as const;

let house: WebHouse;
let setClock: Clock = async () => undefined;
beforeAll(async () => {
  house = await openWebHouse(async (database) => {
    setClock = await giveClock(database);
  });
}, SLOW);
afterAll(async () => house.close());

const expectTold = async (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();

/** Somebody comes from the first page to the campaign by what the screen offers. */
async function come(username: string): Promise<Page> {
  const page = await house.enter(username);
  await page.getByRole("link", { name: "Đợt đánh giá", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Đợt đánh giá" }).waitFor();
  await page.getByRole("link", { name: NAME }).first().click();
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
  return page;
}
/** Whoever has come does what the campaign's page offers. */
async function comeTo(username: string, what: string | RegExp): Promise<Page> {
  const page = await come(username);
  await page.getByRole("link", { name: what }).first().click();
  return page;
}
const leave = async (page: Page): Promise<void> => page.context().close();

test("the regulation is imported by one and frozen by another", async () => {
  const one = await house.enter("quantri");
  await one.getByRole("link", { name: "Quy định", exact: true }).click();
  await one.getByRole("link", { name: /^Nhập/ }).click();
  await one.getByLabel(/^Tệp quy định/).setInputFiles(smallRegulation());
  await one.getByRole("button", { name: "Kiểm tra" }).click();
  await expectTold(one, "Không có lỗi nào");
  await one.getByRole("button", { name: "Nhập", exact: true }).click();
  await one.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  await leave(one);
  const other = await house.enter("sonoivu");
  await other.getByRole("link", { name: "Quy định", exact: true }).click();
  await other.getByRole("link", { name: TITLE }).click();
  await other.getByRole("link", { name: "Khóa phiên bản" }).click();
  await other.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await other.getByRole("button", { name: "Khóa phiên bản" }).click();
  await expectTold(other, /khóa lúc/);
  await leave(other);
}, SLOW);

test("the officer sets the campaign up and opens it", async () => {
  const page = await house.enter("sonoivu");
  await page.getByRole("link", { name: "Đợt đánh giá", exact: true }).click();
  await page.getByRole("link", { name: "Tạo đợt đánh giá" }).click();
  await page.getByRole("heading", { level: 1, name: "Tạo đợt đánh giá" }).waitFor();
  await page.getByLabel("Quy định", { exact: true }).selectOption({ label: TITLE });
  await page.getByLabel("Năm đánh giá").fill("2089");
  await page.getByLabel("Tên đợt").fill(NAME);
  for (const name of ["Sở Nội vụ", "Sở Tài chính"]) {
    await page.getByRole("searchbox").fill(name);
    await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  }
  await page.getByRole("button", { name: "Tạo đợt đánh giá" }).click();
  await page.getByRole("link", { name: "Làm bước này Lịch của đợt" }).click();
  await page.getByLabel("Hạn tự chấm điểm", { exact: true }).fill(DAYS.self);
  await page.getByLabel("Hạn thẩm định lần 1", { exact: true }).fill(DAYS.first);
  await page.getByLabel("Hạn giải trình", { exact: true }).fill(DAYS.explanation);
  await page.getByLabel("Hạn thẩm định lần 2", { exact: true }).fill(DAYS.second);
  await page.getByRole("button", { name: "Đặt lịch" }).click();
  await expectTold(page, "Đã đặt lịch của đợt.");
  await page.getByRole("link", { name: "Về danh sách các bước" }).click();
  await page.getByRole("link", { name: "Làm bước này Phân công thẩm định" }).click();
  await page.getByRole("button", { name: "Chủ tịch Hội đồng thẩm định, nội dung 1: chưa phân công" }).focus();
  for (const key of ["Space", "ArrowRight", "Space", "ArrowRight", "Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Phân công", exact: true }).click();
  await expectTold(page, "Đã phân công 4 mục mới.");
  await page.getByRole("link", { name: "Thiết lập" }).click();
  await page.getByRole("link", { name: "Làm bước này Phân công lãnh đạo cho điểm" }).click();
  await page.getByRole("button", { name: /Thay đổi/ }).first().click();
  await page.getByRole("button", { name: "Chọn cả 2 đang hiện" }).click();
  await page.getByRole("button", { name: "Lưu phân công" }).click();
  await expectTold(page, "Mọi đơn vị đều có Phó Chủ tịch cho điểm.");
  await page.getByRole("link", { name: "Về danh sách các bước" }).click();
  await page.getByRole("link", { name: /Mở đợt/ }).click();
  await page.getByRole("button", { name: "Mở đợt đánh giá" }).click();
  await page.getByRole("heading", { name: "Đợt đang ở giai đoạn tự chấm điểm" }).waitFor();
  await leave(page);
}, SLOW);

test.each([
  { unit: "snv", points: "40", part: "Hoàn thành toàn bộ", initiatives: "2" },
  { unit: "stc", points: "38,5", part: "Hoàn thành một phần", initiatives: "0" },
])("$unit scores itself by keyboard; the head hands the file in and has a receipt", async ({ unit, points, part, initiatives }) => {
  const scorer = await comeTo(`${unit}.cham`, /^Chấm điểm hồ sơ/);
  const card = scorer.getByRole("article");
  const saved = async (): Promise<void> => scorer.locator(".desk-state [role=status]").getByText(/^Đã lưu lúc/).waitFor();
  await card.getByRole("heading", { name: /^1\.1 / }).waitFor();
  await card.locator("input").first().fill(points);
  await saved();
  await scorer.keyboard.press("Alt+ArrowDown");
  await card.getByRole("heading", { name: /^2\.1 / }).waitFor();
  await card.getByText(part).click();
  await saved();
  for (const [code, heading, value] of [[/5\.1 /, /^5\.1 /, initiatives], [/6\.1 /, /^6\.1 /, "0"]] as const) {
    await scorer.getByRole("treeitem", { name: code }).click();
    await card.getByRole("heading", { name: heading }).waitFor();
    await card.locator("input").first().fill(value);
    await saved();
  }
  await scorer.getByRole("link", { name: "Kiểm tra và trình thủ trưởng" }).click();
  await expectTold(scorer, /Đã chấm đủ \d tiêu chí của đơn vị/);
  await scorer.getByRole("button", { name: "Trình thủ trưởng" }).click();
  await expectTold(scorer, "Hồ sơ đã trình thủ trưởng đơn vị, đang chờ nộp.");
  await leave(scorer);
  const head = await comeTo(`${unit}.truong`, /hồ sơ/i);
  await head.getByRole("link", { name: "Kiểm tra và nộp hồ sơ" }).click();
  await head.getByRole("button", { name: "Nộp hồ sơ" }).click();
  await head.getByRole("heading", { level: 1, name: "Biên nhận nộp hồ sơ" }).waitFor();
  expect(await head.getByText(/^[0-9a-f ]{64,}$/).count()).toBeGreaterThan(0);
  await leave(head);
}, SLOW);

/** The days go by, and the officer ends the stage. */
async function endStage(day: string, from: string, to: string): Promise<void> {
  const [at, month, year] = day.split("/");
  await setClock(`${year ?? ""}-${month ?? ""}-${at ?? ""}T20:00:00+07:00`);
  await advance(from, to);
}
async function advance(from: string, to: string): Promise<void> {
  const page = await comeTo("sonoivu", new RegExp(`Chuyển sang giai đoạn ${to}|Tổng hợp`, "i"));
  await page.getByRole("heading", { name: `Từ ${from} sang ${to}` }).waitFor();
  await page.getByRole("button", { name: new RegExp(`^Chuyển sang ${to}`, "i") }).click();
  await page.getByRole("heading", { name: new RegExp(`Đợt đang ở giai đoạn ${to}`, "i") }).waitFor();
  await leave(page);
}

async function openAppraisal(unit: string): Promise<Page> {
  const page = await comeTo("hd.chutich", /^Thẩm định các tiêu chí/);
  await page.getByText("Theo đơn vị").click();
  await page.getByRole("link", { name: new RegExp(unit) }).click();
  // The list of units has headings of that level, too: keys count once the first criterion is there.
  await page.getByLabel(/^Số điểm/).waitFor();
  return page;
}

test("the council appraises both; where it differs, with a reason", async () => {
  await endStage(DAYS.self, "Tự chấm điểm", "Thẩm định lần 1");
  for (const unit of ["Sở Nội vụ", "Sở Tài chính"]) {
    const page = await openAppraisal(unit);
    if (unit === "Sở Nội vụ") {
      await page.getByLabel(/^Số điểm/).fill("36");
      await page.getByLabel("Lý do chấm khác điểm").fill(REASON);
    } else {
      await page.keyboard.press("=");
    }
    await page.getByText(/^Đã lưu lúc/).waitFor();
    for (const title of ["Thực hiện kế hoạch", "Sáng kiến", "Kỷ luật"]) {
      await page.keyboard.press("Alt+ArrowDown");
      await page.getByRole("heading", { level: 2, name: title }).waitFor();
      if ((await page.getByRole("button", { name: /^Đồng ý/ }).count()) === 0) continue;
      await page.keyboard.press("=");
      await expectTold(page, /^Đã lưu lúc/);
    }
    await leave(page);
  }
}, SLOW);

test("the unit explains what was seen differently; the council comes round in the second appraisal", async () => {
  await endStage(DAYS.first, "Thẩm định lần 1", "Giải trình");
  const scorer = await comeTo("snv.cham", /^Giải trình tiêu chí/);
  await expectTold(scorer, REASON);
  await scorer.getByLabel("Giải trình của đơn vị").fill(EXPLANATION);
  await scorer.getByText(/^Đã lưu lúc/).waitFor();
  await scorer.getByRole("button", { name: "Trình thủ trưởng" }).click();
  await expectTold(scorer, "Hồ sơ đã trình thủ trưởng đơn vị, đang chờ nộp.");
  await leave(scorer);
  const head = await comeTo("snv.truong", /^Giải trình tiêu chí/);
  await head.getByRole("button", { name: "Nộp hồ sơ" }).click();
  await head.getByRole("heading", { level: 1, name: "Biên nhận nộp hồ sơ" }).waitFor();
  await leave(head);
  await endStage(DAYS.explanation, "Giải trình", "Thẩm định lần 2");
  const page = await openAppraisal("Sở Nội vụ");
  await expectTold(page, EXPLANATION);
  await page.getByLabel(/^Số điểm/).fill("39");
  await page.getByLabel("Lý do chấm khác điểm").fill("Văn bản lùi hạn đã được kiểm tra, chấp nhận một nhiệm vụ.");
  await page.getByText(/^Đã lưu lúc/).waitFor();
  await leave(page);
}, SLOW);

test("what others measured is brought in, the leaders mark, the stage ends", async () => {
  const group = await comeTo("tct", "Nhập số liệu do nơi khác đo");
  await group.getByLabel("Tiêu chí").selectOption("3.1");
  await group.getByLabel("Nguồn").fill("Báo cáo khảo sát độc lập");
  await group.getByLabel("Bảng số liệu").fill("SNV\t10,8\nSTC\t10,2");
  await group.getByRole("button", { name: "Nhập 2 dòng" }).click();
  await expectTold(group, "Đã nhập 2 giá trị; 0 giá trị không đổi");
  await leave(group);
  for (const leader of ["chutich", "pct1", "pct2"]) {
    const page = await come(leader);
    const marks = page.getByRole("link", { name: "Cho điểm các đơn vị" });
    // Whoever has no unit in the remit is asked for nothing.
    if ((await marks.count()) > 0) {
      await marks.click();
      await page.locator(".mark-row, .notice").first().waitFor();
      for (const row of await page.locator(".mark-row").all()) await row.getByRole("radio", { name: "4,5", exact: true }).check();
      if ((await page.locator(".mark-row").count()) > 0) await page.getByText("Mọi điểm đã lưu").waitFor();
    }
    await leave(page);
  }
  await endStage(DAYS.second, "Thẩm định lần 2", "Tổng hợp");
}, SLOW);

test("the result is proposed, approved by the Chairman and published; whoever was scored reads it", async () => {
  const officer = await comeTo("sonoivu", /^Tổng hợp và trình kết quả|^Xem kết quả/);
  await officer.getByRole("link", { name: "Trình, phê duyệt, công bố" }).click();
  await officer.getByRole("button", { name: "Chốt và trình phê duyệt" }).click();
  await expectTold(officer, "Phiên bản 1 đang chờ Chủ tịch UBND tỉnh phê duyệt.");
  const chairman = await comeTo("chutich", /kết quả/i);
  await chairman.getByRole("link", { name: "Trình, phê duyệt, công bố" }).click();
  await chairman.getByLabel("Số quyết định").fill("02311/QĐ-UBND");
  await chairman.getByRole("button", { name: "Phê duyệt", exact: true }).click();
  await expectTold(chairman, "Phiên bản 1 đã được phê duyệt, chờ công bố.");
  await leave(chairman);
  await officer.reload();
  await officer.getByRole("button", { name: "Công bố", exact: true }).click();
  await expectTold(officer, "Phiên bản 1 đã công bố.");
  await leave(officer);
  const scorer = await comeTo("snv.cham", "Xem kết quả");
  await expectTold(scorer, "2/2 đơn vị");
  // 39 + 35 + 10.8 + 4.5 + 2 of 100.
  await expectTold(scorer, "91,30%");
  await scorer.getByRole("link", { name: /của Sở Nội vụ$/ }).click();
  await scorer.getByRole("dialog").getByText("91,30%").first().waitFor();
  await leave(scorer);
}, SLOW);
