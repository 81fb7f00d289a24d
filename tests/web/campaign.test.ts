import ExcelJS from "exceljs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 180_000;
let house: WebHouse;
let present: string;

type Summary = { readonly id: string; readonly title: string; readonly year: number; readonly stage: string };

async function campaignsSeenBy(page: Page): Promise<readonly Summary[]> {
  return ((await (await page.request.get(`${house.address}/api/v1/campaigns`)).json()) as { items: Summary[] }).items;
}

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("sonoivu", NOWHERE);
  present = (await campaignsSeenBy(page)).find((one) => one.title === "Đánh giá năm 2025")?.id ?? "";
  await page.close();
}, SLOW);
afterAll(async () => house.close());

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${house.address}/campaigns/${present}${path}`);
};
/** What is announced, wherever it stands. */
const expectTold = async (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();
/** What the page reads from the server is there. */
const settled = async (page: Page): Promise<void> => {
  await page.getByRole("navigation", { name: "Các trang của đợt đánh giá" }).or(page.locator("h1")).first().waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
};

/** Moves the end of a stage into the past: time goes by without anybody waiting for it. */
async function endStage(campaign: string, stage: string): Promise<void> {
  await house.test.superuser.query(`update congtam.campaign_action set action = jsonb_set(action, array['calendar', $2], to_jsonb('2020-01-01T00:00:00.000Z'::text)) where campaign = $1 and action ->> 'kind' = 'set-calendar'`, [campaign, stage]);
}

describe("setting up", () => {
  it("a campaign goes from nothing to self-scoring in the browser alone", async () => {
    const page = await house.enter("sonoivu", { path: "/campaigns" });
    const regulation = Promise.withResolvers<undefined>();
    await page.route("**/regulations/*/document", async (route) => {
      await regulation.promise;
      await route.continue();
    });
    await page.getByRole("link", { name: "Tạo đợt đánh giá" }).click();
    await page.getByRole("heading", { level: 1, name: "Tạo đợt đánh giá" }).waitFor();
    // The regulation suggests the year: before it has come nobody can type one that it would be mixed with.
    await page.locator("form [aria-busy=true]").waitFor();
    expect(await page.getByLabel("Năm đánh giá").count()).toBe(0);
    regulation.resolve(undefined);
    await page.getByLabel("Năm đánh giá").fill("20x6");
    await page.getByRole("searchbox").fill("so tai chinh");
    await page.getByRole("checkbox", { name: /Sở Tài chính/ }).check();
    await page.getByRole("button", { name: "Tạo đợt đánh giá" }).click();
    await expectTold(page, "Hãy nhập một năm từ 2000 đến 2100.");
    await page.getByLabel("Năm đánh giá").fill("2026");
    await page.getByLabel("Tên đợt").fill("Đợt thử 2026");
    await page.getByRole("searchbox").fill("so xay");
    await page.getByRole("checkbox", { name: /Sở Xây dựng/ }).check();
    await page.getByRole("button", { name: "Tạo đợt đánh giá" }).click();
    await page.getByRole("heading", { level: 1, name: "Thiết lập đợt đánh giá" }).waitFor();
    await expectTold(page, "2 đơn vị, năm 2026.");
    await expectAccessible(page);

    await page.getByRole("link", { name: "Làm bước này Lịch của đợt" }).click();
    await page.getByLabel("Hạn tự chấm điểm", { exact: true }).fill("10/1/2090");
    await page.getByLabel("Hạn thẩm định lần 1", { exact: true }).fill("20/01/2090");
    await page.getByLabel("Hạn giải trình", { exact: true }).fill("15-1-2090");
    await page.getByLabel("Hạn thẩm định lần 2", { exact: true }).fill("30/02/2090");
    await expectTold(page, "Phải muộn hơn hạn của giai đoạn trước.");
    await page.getByRole("button", { name: "Đặt lịch" }).click();
    await expectTold(page, "Hãy nhập ngày có thật, viết như 15/12/2025.");
    await page.getByLabel("Hạn giải trình", { exact: true }).fill("25/01/2090");
    await page.getByLabel("Hạn thẩm định lần 2", { exact: true }).fill("30/01/2090");
    await page.getByLabel("Hạn thẩm định lần 2", { exact: true }).press("ArrowUp");
    await page.getByRole("button", { name: "Đặt lịch" }).click();
    await expectTold(page, "Đã đặt lịch của đợt.");
    await page.getByRole("link", { name: "Về danh sách các bước" }).click();

    await page.getByRole("link", { name: "Làm bước này Phân công thẩm định" }).click();
    const first = page.getByRole("button", { name: "Chủ tịch Hội đồng thẩm định, nội dung 1: chưa phân công" });
    await first.focus();
    for (const key of ["Space", "ArrowRight", "Space", "ArrowRight", "Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
    await page.getByRole("heading", { name: "Phân công cho 4 ô đã chọn" }).waitFor();
    await page.getByRole("button", { name: "Phân công", exact: true }).click();
    await expectTold(page, "Đã phân công 4 mục mới.");
    await expectTold(page, "Mọi tiêu chí của các đơn vị thuộc Chỉ số này đều có người thẩm định.");
    await page.getByRole("link", { name: "Thiết lập" }).click();
    await expectTold(page, "2 đơn vị chưa có Phó Chủ tịch cho điểm.");
    await page.getByRole("link", { name: "Làm bước này Phân công lãnh đạo cho điểm" }).click();
    await page.getByRole("button", { name: /Thay đổi/ }).first().click();
    await page.getByRole("button", { name: "Chọn cả 2 đang hiện" }).click();
    await page.getByRole("button", { name: "Lưu phân công" }).click();
    await expectTold(page, "Mọi đơn vị đều có Phó Chủ tịch cho điểm.");

    await page.getByRole("link", { name: "Về danh sách các bước" }).click();
    await page.getByRole("link", { name: /Mở đợt/ }).click();
    await page.getByRole("heading", { name: "Từ Chuẩn bị sang Tự chấm điểm" }).waitFor();
    await expectTold(page, /Không quay lại được/);
    await expectAccessible(page);
    // Two presses are one act.
    await page.getByRole("button", { name: "Mở đợt đánh giá" }).dblclick();
    await page.getByRole("heading", { name: "Đợt đang ở giai đoạn tự chấm điểm" }).waitFor();
    const made = (await campaignsSeenBy(page)).find((one) => one.title === "Đợt thử 2026");
    expect(made?.stage).toBe("self-scoring");
  }, SLOW);

  it("what does not apply and what is known is recorded for several units at once, and taken back with a reason", async () => {
    const page = await house.enter("sonoivu", { path: `/campaigns/${present}/setup/not-applicable` });
    await page.getByLabel("Nội dung, tiêu chí", { exact: true }).selectOption("1.1.1");
    await page.getByRole("searchbox").first().fill("thanh tra");
    await page.getByRole("button", { name: /Chọn cả \d đang hiện/ }).click();
    await page.getByRole("button", { name: /Ghi không áp dụng cho/ }).click();
    await expectTold(page, "Hãy ghi ít nhất 10 ký tự.");
    await page.getByLabel("Lý do").fill("Không được giao nhiệm vụ này trong năm.");
    await page.getByRole("button", { name: /Ghi không áp dụng cho/ }).click();
    await expectTold(page, /Đã ghi cho \d đơn vị\./);
    await page.getByRole("searchbox").last().fill("thanh tra 1.1.1");
    await page.getByRole("button", { name: /^Bỏ ghi/ }).first().click();
    await page.getByLabel("Lý do bỏ ghi").fill("Đã được giao nhiệm vụ từ tháng 3.");
    await page.getByRole("button", { name: /Bỏ ghi 1\.1\.1 của Thanh tra tỉnh/ }).click();
    await expectTold(page, /^0\/\d+ dòng$/);

    await open(page, "/setup/facts");
    await page.getByLabel("Giá trị").selectOption("true");
    await page.getByRole("searchbox").first().fill("so tu phap");
    await page.getByRole("checkbox", { name: /Sở Tư pháp/ }).check();
    await page.getByLabel("Văn bản chứng minh").fill("Quyết định số 15/QĐ-UBND ngày 02/6/2025");
    await page.getByRole("button", { name: "Ghi cho 1 đơn vị" }).click();
    await expectTold(page, "Đã ghi cho 1 đơn vị.");
    await page.getByRole("searchbox").last().fill("tu phap");
    await expectTold(page, "Quyết định số 15/QĐ-UBND ngày 02/6/2025");
  }, SLOW);
});

describe("progress", () => {
  it("128 units are found by letters without marks, and one of them is given more time", async () => {
    const page = await house.enter("sonoivu", { path: `/campaigns/${present}/progress` });
    await expectTold(page, "Đang hiện 128 trên 128 đơn vị");
    await page.getByRole("button", { name: /^Đã nộp \d+/ }).click();
    const submitted = await page.locator(".progress-table tbody tr").count();
    await expectTold(page, `Đang hiện ${String(submitted)} trên 128 đơn vị`);
    await page.getByRole("button", { name: /^Tất cả/ }).click();
    await page.getByRole("searchbox").fill("phuong buon ma thuot");
    await expectTold(page, "Đang hiện 1 trên 128 đơn vị");
    expect(new URL(page.url()).searchParams.get("text")).toBe("phuong buon ma thuot");
    await page.getByRole("checkbox", { name: /Buôn Ma Thuột/ }).check();
    await page.getByRole("button", { name: "Nhắc 1 đơn vị đã chọn" }).click();
    await expectTold(page, "Đã nhắc 2 người của 1 đơn vị còn trong hạn.");
    await page.getByRole("button", { name: "Nhắc 1 đơn vị đã chọn" }).click();
    await expectTold(page, /đã được nhắc hôm nay/);
    await page.getByRole("link", { name: "Gia hạn cho 1 đơn vị đã chọn" }).click();
    await page.getByRole("button", { name: "Gia hạn", exact: true }).click();
    await expectTold(page, "Hãy ghi ít nhất 10 ký tự.");
    await page.getByLabel("Hạn mới", { exact: true }).fill("01/02/2091");
    await page.getByLabel("Hạn mới: Giờ").fill("9h30");
    await page.getByLabel("Lý do").fill("Bão làm mất điện ba ngày liền.");
    await expectTold(page, "1 đơn vị được gia hạn đến 09:30 ngày 01/02/2091 và nhận thông báo ngay.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Gia hạn", exact: true }).dblclick();
    await page.getByRole("heading", { name: "Đã thực hiện cho 1 đơn vị" }).waitFor();
    await open(page, "/progress?text=buon+ma+thuot");
    await page.getByRole("link", { name: /Buôn Ma Thuột/ }).click();
    await expectTold(page, /Hạn 09:30 ngày 01\/02\/2091/);
    await expectAccessible(page);
  }, SLOW);
});

describe("assignments", () => {
  it("a conflict of interest is told before, while and after assigning", async () => {
    const page = await house.enter("hd.chutich", { path: `/campaigns/${present}/assignments` });
    await expectTold(page, /Không thẩm định Sở Tài chính: giữ vị trí ở đó trong năm đánh giá/);
    await page.getByRole("button", { name: "Thành viên Hội đồng, Sở Tài chính, nội dung 2: chưa phân công" }).click();
    await page.getByLabel("Chỉ những đơn vị được chọn").check();
    await page.getByRole("searchbox").fill("so tai chinh");
    expect(await page.getByRole("checkbox", { name: /Sở Tài chính.*xung đột lợi ích/ }).isDisabled()).toBe(true);
    await page.getByLabel(/Mọi đơn vị của Chỉ số 01/).check();
    await page.getByRole("button", { name: "Phân công", exact: true }).click();
    await expectTold(page, /không gồm: Sở Tài chính, vì xung đột lợi ích/);
    // What nobody appraises leads to the ones concerned.
    await page.getByRole("button", { name: "Phân công cho các đơn vị này" }).first().click();
    await expectTold(page, /hãy chọn người thẩm định ở cột nội dung 1/);
    await page.getByRole("button", { name: /Chủ tịch Hội đồng thẩm định, nội dung 1:/ }).click();
    await page.getByRole("button", { name: "Phân công", exact: true }).click();
    await expectTold(page, "Đã phân công 1 mục mới.");
    // And what was assigned can be ended.
    await page.getByRole("button", { name: /Thành viên Hội đồng, Sở Tài chính, nội dung 2: mọi đơn vị/ }).click();
    await page.getByRole("button", { name: /Thôi phân công/ }).click();
    await page.getByRole("button", { name: "Xác nhận thôi 1 phân công" }).click();
    await expectTold(page, "Đã thôi 1 phân công.");
  }, SLOW);

  it("dragging over cells chooses them", async () => {
    const page = await house.enter("sonoivu", { path: `/campaigns/${present}/assignments` });
    await page.getByRole("button", { name: /Tổ công tác giúp việc, nội dung 1:/ }).hover();
    await page.mouse.down();
    await page.getByRole("button", { name: /Tổ công tác giúp việc, nội dung 2:/ }).hover();
    await page.getByRole("button", { name: /Tổ công tác giúp việc, nội dung 5:/ }).hover();
    await page.mouse.up();
    await page.getByRole("button", { name: /Tổ công tác giúp việc, nội dung 6:/ }).hover();
    await page.getByRole("heading", { name: "Phân công cho 3 ô đã chọn" }).waitFor();
    expect(await page.locator(".matrix [aria-pressed=true]").count()).toBe(3);
  }, SLOW);
});

describe("opinions", () => {
  it("a body is asked, answers on its own page, and the council reads it", async () => {
    const asking = await house.enter("tct", { path: `/campaigns/${present}/opinions/new` });
    await asking.getByLabel("Cơ quan được hỏi").click();
    await asking.keyboard.type("nong nghiep va moi");
    await asking.keyboard.press("Enter");
    await asking.getByLabel("Nội dung hỏi").fill("Đề nghị cho ý kiến về nhiệm vụ môi trường của xã.");
    await asking.getByLabel("Tìm tiêu chí").fill("1.1.1");
    await asking.getByRole("checkbox", { name: /^1\.1\.1\./ }).check();
    await asking.getByLabel("Tìm theo tên hoặc mã").last().fill("ea ktur");
    await asking.getByRole("button", { name: "Chọn cả 1 đang hiện" }).click();
    await expectTold(asking, "Phiếu gồm 1 câu hỏi (1 tiêu chí × 1 đơn vị).");
    await expectAccessible(asking);
    await asking.getByRole("button", { name: "Gửi phiếu lấy ý kiến" }).click();
    await expectTold(asking, "chưa có ý kiến");

    const giving = await house.enter("gopy.snnmt", { path: `/campaigns/${present}/opinions` });
    await giving.getByRole("link", { name: /Gửi Sở Nông nghiệp và Môi trường/ }).first().click();
    await expectTold(giving, "Đề nghị cho ý kiến về nhiệm vụ môi trường của xã.");
    await giving.getByRole("button", { name: /Gửi ý kiến/ }).click();
    await expectTold(giving, "Hãy chọn một ý kiến.");
    await giving.getByLabel("Đồng ý một phần").check();
    await giving.getByLabel("Nội dung ý kiến").fill("Xã đã hoàn thành 4 trên 5 nhiệm vụ.");
    await expectAccessible(giving);
    await giving.getByRole("button", { name: /Gửi ý kiến/ }).click();
    await expectTold(giving, /^Đã gửi lúc/);

    await asking.reload();
    await expectTold(asking, "Xã đã hoàn thành 4 trên 5 nhiệm vụ.");
  }, SLOW);
});

describe("imports", () => {
  it("a pasted table shows the faults of its rows, and nothing is imported until there are none", async () => {
    const page = await house.enter("tct", { path: `/campaigns/${present}/imports` });
    await page.getByLabel("Tiêu chí").selectOption("2.2.3.1");
    await page.getByLabel("Nguồn").fill("Cổng Dịch vụ công Quốc gia");
    await page.getByLabel("Bảng số liệu").fill("Mã\tĐiểm\nSYT\t87,5\nKHONG\t80\nSCT\tba");
    await expectTold(page, "2 dòng chưa đúng");
    await expectTold(page, "Không có đơn vị mang mã này trong đợt.");
    expect(await page.getByRole("button", { name: "Nhập 3 dòng" }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await page.getByLabel("Bảng số liệu").fill("SYT\t87,5\nSCT\t870,5");
    await expectTold(page, "“870,5” ngoài thang; cần từ 0 đến 100.");
    // What only the server knows is told at the row, too.
    await page.getByLabel("Bảng số liệu").fill("SYT\t87,5\nSTP\t12");
    await page.getByRole("button", { name: "Nhập 2 dòng" }).click();
    await expectTold(page, "1 dòng chưa đúng");
    await expectTold(page, /đã có giá trị khác, ngày 20\/12\/2025/);
    await page.getByLabel("Bảng số liệu").fill("SYT\t87,5\nSCT\t87");
    await page.getByRole("button", { name: "Nhập 2 dòng" }).click();
    await page.getByRole("heading", { name: "Đã nhập 2 giá trị; 0 giá trị không đổi" }).waitFor();
  }, SLOW);

  it("a workbook with faults of every kind is told of all of them at once, and comes back with its marks", async () => {
    const page = await house.enter("tct", { width: 375, ...NOWHERE });
    const bring = async (rows: readonly (readonly (string | number | null)[])[]): Promise<void> => {
      const workbook = new ExcelJS.Workbook();
      workbook.addWorksheet("Số liệu").addRows([["CHỈ SỐ PHỤC VỤ"], ["TT", "Cơ quan, đơn vị", "Tổng điểm"], ...rows.map((row, i) => [i + 1, ...row])]);
      await open(page, "/imports");
      await page.getByLabel("Tiêu chí").selectOption("2.2.3.1");
      await page.getByLabel("Nguồn").fill("Cổng Dịch vụ công Quốc gia");
      await page.getByLabel("Thay giá trị đã nhập trước đó nếu khác").check();
      await page.getByText("Đọc từ tệp Excel").click();
      await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "chi-so.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await workbook.xlsx.writeBuffer()) });
      await page.getByRole("button", { name: `Kiểm tra và nhập ${String(rows.length)} dòng` }).click();
    };
    await bring([["Sở Y tế", 87.5], ["Sở Không Có", 80], ["Sở Công Thương", "ba"], ["Sở Y tế", 870.5], ["Sở Nội vụ", null], [null, 44]]);
    await expectTold(page, "Có 6 ô cần sửa; chưa nhập gì.");
    const rows = await page.getByRole("group", { name: "Cần sửa" }).getByRole("row").allTextContents();
    expect(rows.slice(1)).toEqual([
      "B4Sở Không CóĐợt này không có đơn vị “Sở Không Có”.",
      "C5ba“ba” chưa đúng; cần một số từ 0 trở lên, ví dụ 12,5.",
      expect.stringMatching(/^B6Sở Y tế.*có hai lần trong danh sách\.$/),
      "C6870,5“870,5” chưa đúng; cần từ 0 đến 100.",
      "C7(trống)Cần một số từ 0 trở lên, ví dụ 12,5.",
      "B8(trống)Chưa ghi đơn vị.",
    ]);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^Tải tệp có đánh dấu lỗi/ }).click()]);
    const marked = new ExcelJS.Workbook();
    await marked.xlsx.readFile(await download.path());
    const sheet = marked.getWorksheet("Số liệu");
    expect(["B4", "C5", "B6", "C6", "C7", "B8"].map((cell) => sheet?.getCell(cell).note !== undefined)).toEqual([true, true, true, true, true, true]);
    expect(sheet?.getCell("D5").text).toContain("ví dụ 12,5");
    await bring([["Sở Y tế", "87,5"], ["Sở Công Thương", 90.25]]);
    await page.getByRole("heading", { name: /^Đã nhập \d giá trị; \d giá trị không đổi/ }).waitFor();
  }, SLOW);
});

/** On a phone in the dark: `every-page.test.ts`. */
it("everybody can use the pages at 1440 px, light", async () => {
  const page = await house.enter("sonoivu", NOWHERE);
  for (const path of ["/campaigns", "/campaigns/new", ...["", "/progress", "/assignments"].map((one) => `/campaigns/${present}${one}`)]) {
    await page.goto(`${house.address}${path}`);
    await settled(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
}, SLOW);

/** Last, since it moves the campaign that the others look at. */
describe("ending a stage", () => {
  it("not before the announced hour; then it says what is undone, for whom, and happens once", async () => {
    const page = await house.enter("sonoivu", { path: `/campaigns/${present}/advance` });
    await expectTold(page, /Đơn vị còn thời gian đến/);
    await endStage(present, "self-scoring");
    await page.reload();
    await page.getByRole("heading", { name: "Từ Tự chấm điểm sang Thẩm định lần 1" }).waitFor();
    await expectTold(page, /\d+ đơn vị chưa nộp hồ sơ tự chấm/);
    await expectTold(page, /Đợt không bao giờ lùi về giai đoạn trước/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Chuyển sang thẩm định lần 1" }).dblclick();
    await page.getByRole("heading", { name: "Đợt đang ở giai đoạn thẩm định lần 1" }).waitFor();

    // A unit that has missed its time: one proposes, another approves.
    await open(page, "/extensions?units=STC");
    await page.getByLabel("Giai đoạn").selectOption("self-scoring");
    await page.getByLabel("Hạn mới", { exact: true }).fill("01/02/2092");
    await page.getByLabel("Lý do").fill("Máy chủ của đơn vị hỏng đúng ngày cuối.");
    await page.getByRole("button", { name: "Gửi đề nghị mở lại" }).click();
    await page.getByRole("heading", { name: "Đã thực hiện cho 1 đơn vị" }).waitFor();
    const chair = await house.enter("hd.chutich", { path: `/campaigns/${present}` });
    await chair.getByRole("link", { name: "Xem xét đề nghị mở lại" }).click();
    await expectTold(chair, "Máy chủ của đơn vị hỏng đúng ngày cuối.");
    await chair.getByRole("button", { name: "Chấp thuận mở lại" }).click();
    await expectTold(chair, "Không có đề nghị nào đang chờ");
    await open(chair, "/progress?text=so+tai+chinh");
    await expectTold(chair, /ngày 01\/02\/2092/);
  }, SLOW);

  it("who runs no campaign is told so", async () => {
    const page = await house.enter("snv.cham", { path: `/campaigns/${present}/setup` });
    await page.getByRole("heading", { name: "Trang này không thuộc nhiệm vụ được giao" }).waitFor();
    await expectAccessible(page);
    // Whichever of the two answers comes first.
    const refusal = page.waitForResponse(/\/progress\?/);
    await page.route(/\/api\/v1\/campaigns\/[^/]+$/, async (route) => {
      await refusal;
      await route.continue();
    });
    await open(page, "/progress");
    await page.getByRole("heading", { name: "Trang này không thuộc nhiệm vụ được giao" }).waitFor();
    expect(await page.getByText("0 đơn vị").count()).toBe(0);
  }, SLOW);
});
