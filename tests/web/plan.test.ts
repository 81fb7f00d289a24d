import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInPlan } from "../../src/cli/plans.ts";
import { workbookOf } from "../../src/server/documents/index.ts";
import { planSheets } from "../../src/server/plan/table.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** The reform plan in a browser: read by anybody, taken over by a unit, watched by the department, inspected. */

const SLOW = 120_000;
let house: WebHouse;
let unitId = "";

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => {
  await house.close();
});

const arrive = async (page: Page, heading: string): Promise<void> => page.getByRole("heading", { level: 1, name: heading }).waitFor();
const open = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.goto(`${house.address}${path}`);
  await arrive(page, heading);
};

const HEAD = ["Mục", "Nhiệm vụ", "Lĩnh vực", "Chủ trì", "Phối hợp", "Kết quả", "Thời hạn"];
const wordOf = (rows: readonly (readonly string[])[]): Promise<Buffer> => Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map((one) => new TableCell({ children: [new Paragraph(one)] })) })) })] }] }));

describe("the plan", () => {
  it("is read by area and target, searched without diacritics, on a phone as well", async () => {
    const page = await house.enter("snv.cham");
    await page.getByRole("link", { name: "Kế hoạch cải cách" }).click();
    await page.getByRole("link", { name: /Kế hoạch cải cách hành chính nhà nước tỉnh Đắk Lắk năm 2025/ }).click();
    const target = page.locator("summary", { hasText: "Tỷ lệ hồ sơ giải quyết trực tuyến trên tổng số hồ sơ" });
    await target.waitFor();
    expect(await target.locator(".plan-value").textContent()).toBe("≥ 50%");
    await page.getByLabel("Tìm chỉ tiêu, nhiệm vụ, đơn vị").fill("so");
    await page.getByLabel("Lĩnh vực").selectOption({ index: 1 });
    await expectAccessible(page);
    await page.getByLabel("Lĩnh vực").selectOption("");
    await page.getByLabel("Tìm chỉ tiêu, nhiệm vụ, đơn vị").fill("chung thu so");
    await page.locator("summary", { hasText: "Triển khai chứng thư số" }).click();
    await page.getByText("Tiếp tục triển khai chứng thư số cá nhân").waitFor();
    expect(await page.getByText("Phân cấp, phân quyền").count()).toBe(0);
    const phone = await house.enter("kiemtoan", { width: 375, height: 800, path: "/plan/2025" });
    await arrive(phone, "Kế hoạch cải cách hành chính 2025");
    await phone.getByText("Chủ đề:").waitFor();
    await expectNoSidewaysScroll(phone);
  }, SLOW);

  it("is amended by a draft, with what is wrong said before it can be issued", async () => {
    const page = await house.enter("sonoivu", { path: "/plan/2025" });
    await arrive(page, "Kế hoạch cải cách hành chính 2025");
    await page.getByRole("button", { name: "Lập dự thảo điều chỉnh" }).click();
    await page.getByText("Dự thảo không còn chỗ sai.").waitFor();
    await page.getByText("Chỉ tiêu", { exact: false }).first().waitFor();
    await page.locator("summary", { hasText: "Chỉ tiêu" }).click();
    await page.getByRole("button", { name: "Sửa Tỷ lệ hồ sơ giải quyết trực tuyến trên tổng số hồ sơ" }).click();
    await page.getByLabel("Giá trị", { exact: true }).fill("60");
    await page.getByLabel(/Mã các đơn vị báo cáo/).fill("KHONGCO");
    await page.getByRole("button", { name: "Lưu", exact: true }).last().click();
    await page.getByText("Không có đơn vị mang mã KHONGCO.").waitFor();
    await page.locator("summary", { hasText: /^Chỉ tiêu/ }).first().click();
    await expectAccessible(page);
    await page.getByLabel("Số quyết định").fill("99/QĐ-UBND");
    await page.getByLabel("Ngày ký", { exact: true }).fill("01/07/2025");
    await page.getByRole("checkbox").check();
    expect(await page.getByRole("button", { name: "Ban hành", exact: true }).isDisabled()).toBe(true);
    // The two versions side by side, a field at a time.
    await open(page, "/plan/2025/compare", "So sánh các phiên bản kế hoạch 2025");
    const change = page.getByRole("listitem").filter({ hasText: "Tỷ lệ hồ sơ giải quyết trực tuyến trên tổng số hồ sơ" });
    await change.waitFor();
    expect(await change.locator("del, ins").allTextContents()).toEqual(expect.arrayContaining(["≥ 50%", "≥ 60%"]));
    await expectAccessible(page);
    await page.setViewportSize({ width: 375, height: 800 });
    await expectNoSidewaysScroll(page);
  }, SLOW);

  it("takes its table from Word and from Excel, all of it or nothing with the cell named", async () => {
    const page = await house.enter("sonoivu", { path: "/plan/2025/draft" });
    await arrive(page, "Dự thảo kế hoạch năm 2025");
    const bringIn = async (name: string, rows: readonly (readonly string[])[]): Promise<void> => {
      await page.getByLabel("Tệp .xlsx hoặc .docx").setInputFiles({ name, mimeType: "application/octet-stream", buffer: await wordOf(rows) });
      await page.getByRole("button", { name: "Nhập bảng" }).click();
    };
    await bringIn("Phụ lục.docx", [HEAD, ["III.1.a", "Sai", "Cải cách thể chế", "STP", "", "Văn bản", "sớm"]]);
    await page.getByText(/G2/).first().waitFor();
    await bringIn("Phụ lục.docx", [HEAD, ["III.1.a", "Việc từ tệp Word", "Cải cách thể chế", "STP", "Mọi đơn vị", "Văn bản", "Hằng quý, ngày 15"]]);
    await page.locator("summary", { hasText: /^Nhiệm vụ 1$/ }).waitFor();
    await page.getByLabel("Tệp .xlsx hoặc .docx").setInputFiles({ name: "Phụ lục.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await workbookOf(planSheets(builtInPlan("dak-lak-2025").content))) });
    await page.getByRole("button", { name: "Nhập bảng" }).click();
    const { tasks } = builtInPlan("dak-lak-2025").content;
    await expect.poll(() => page.locator("summary", { hasText: /^Nhiệm vụ \d+$/ }).textContent()).toBe(`Nhiệm vụ ${String(tasks.length)}`);
  }, SLOW);

  it("stands in its programme, and programmes are added", async () => {
    const page = await house.enter("sonoivu", { path: "/plan" });
    await arrive(page, "Kế hoạch cải cách hành chính");
    await page.getByRole("heading", { level: 2, name: /giai đoạn 2021-2025/ }).waitFor();
    await page.locator("summary", { hasText: "Thêm chương trình giai đoạn" }).click();
    await page.getByLabel("Tên chương trình").fill("Chương trình cải cách hành chính giai đoạn sau");
    await page.getByRole("button", { name: "Thêm chương trình", exact: true }).click();
    await page.getByRole("heading", { level: 2, name: "Chương trình cải cách hành chính giai đoạn sau" }).waitFor();
    await page.getByText("Chưa có kế hoạch năm nào của giai đoạn này.").waitFor();
    await expectAccessible(page);
  }, SLOW);
});

describe("a unit", () => {
  it("takes over what it is asked with one click, adds a task, hands in by its head", async () => {
    const page = await house.enter("snv.truong", NOWHERE);
    const session = (await (await page.request.get(`${house.address}/api/v1/session`)).json()) as { user: { unitIds: string[] } };
    unitId = session.user.unitIds[0] ?? "";
    await open(page, `/plan/2025/units/${unitId}`, "Kế hoạch cải cách hành chính của đơn vị, 2025");
    await page.getByRole("button", { name: /Đưa vào tất cả việc đơn vị chủ trì, báo cáo/ }).click();
    await page.getByRole("button", { name: /Đưa vào tất cả/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Thêm nhiệm vụ riêng" }).click();
    await page.getByLabel("Tên nhiệm vụ").fill("Tập huấn ký số, văn bản điện tử cho công chức");
    await page.getByLabel("Kết quả cần đạt").fill("Lớp tập huấn");
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "Tập huấn ký số, văn bản điện tử cho công chức" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Gửi kế hoạch", exact: true }).click();
    await page.getByRole("button", { name: "Rút lại để sửa" }).waitFor();
  }, SLOW);

  it("sees its days by month, says what is done, and takes them into a calendar", async () => {
    const page = await house.enter("snv.truong", { width: 768, height: 900, path: `/plan/2025/work/${unitId}` });
    await arrive(page, "Lịch công tác 2025");
    await page.getByRole("button", { name: /^Tháng 3/ }).click();
    // What a report stands for is done by handing it in, and leads there instead of being recorded.
    await page.getByRole("link", { name: "Xem báo cáo đã nộp Tự kiểm tra và báo cáo CCHC định kỳ" }).waitFor();
    await page.getByRole("button", { name: "Ghi đã xong Báo cáo CCHC chung của tỉnh" }).click();
    await page.getByLabel(/Ghi chú/).fill("Báo cáo số 15/BC-SNV");
    await page.getByRole("button", { name: "Lưu", exact: true }).click();
    await page.getByText("Báo cáo số 15/BC-SNV").waitFor();
    await page.getByRole("button", { name: "Tạo liên kết lịch" }).click();
    const address = await page.locator("code.plan-secret").textContent();
    const calendar = await (await fetch(address ?? "")).text();
    expect(calendar).toContain("BEGIN:VCALENDAR");
    expect(calendar).toContain("DTSTART;VALUE=DATE:20250315");
    await page.getByLabel("Xem theo").selectOption("quarter");
    await page.getByRole("button", { name: /^Quý I / }).click();
    await page.getByText("quý I/2025").first().waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }, SLOW);
});

describe("the department", () => {
  it("approves, sees what units both do, and tells them apart", async () => {
    const page = await house.enter("sonoivu", { path: "/notifications" });
    await arrive(page, "Thông báo");
    await page.getByRole("listitem").filter({ hasText: "Sở Nội vụ: đã gửi Kế hoạch CCHC" }).getByRole("link", { name: "Mở trang liên quan" }).click();
    await page.waitForURL(new RegExp(`/plan/2025/units/${unitId}$`));
    await open(page, "/plan/2025/units", "Kế hoạch riêng của các đơn vị");
    await page.getByLabel("Tìm đơn vị").fill("so noi vu");
    await page.getByRole("link", { name: "Sở Nội vụ" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Sở Nội vụ" }).click();
    await page.getByRole("button", { name: "Phê duyệt", exact: true }).click();
    await page.getByRole("button", { name: "Phê duyệt", exact: true }).waitFor({ state: "detached" });
    await open(page, "/plan/2025/duplicates", "Việc có thể trùng lặp giữa các đơn vị");
    await page.getByText(/^Giống/).first().waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Là hai việc khác nhau" }).first().click();
    await page.getByText("Hãy nêu lý do, ít nhất 10 ký tự.").waitFor();
    await page.getByLabel("Lý do").first().fill("Hai lớp cho hai nhóm công chức khác nhau.");
    await page.getByRole("button", { name: "Là hai việc khác nhau" }).first().click();
    await page.getByText(/Đã quyết định: Đã xác định là khác nhau/).waitFor();
    await open(page, "/plan/2025/work", "Chương trình công tác các đơn vị");
    await page.getByLabel("Tìm đơn vị").fill("tuy hoa");
    await page.getByRole("link", { name: "UBND phường Tuy Hòa" }).waitFor();
    await expectAccessible(page);
  }, SLOW);

  it("follows inspections; the unit answers for what was recommended", async () => {
    const page = await house.enter("sonoivu", { path: "/plan/2025/inspections" });
    await arrive(page, "Kiểm tra cải cách hành chính 2025");
    await page.getByText("Chưa đạt yêu cầu").waitFor();
    await expectAccessible(page);
    const unit = await house.enter("bmt.truong", { width: 375, height: 800, path: "/plan/2025/inspections" });
    await arrive(unit, "Kiểm tra cải cách hành chính 2025");
    await unit.getByRole("link", { name: /Buôn Ma Thuột/ }).click();
    await unit.getByText("Ba hồ sơ quá hạn chưa có thư xin lỗi.").waitFor();
    await unit.getByRole("button", { name: "Báo đã khắc phục" }).click();
    await unit.getByLabel("Nội dung").fill("Đã niêm yết thư xin lỗi cho cả ba hồ sơ.");
    await unit.getByRole("button", { name: "Báo đã khắc phục" }).last().click();
    await unit.getByText("Đơn vị báo đã khắc phục").waitFor();
    await expectAccessible(unit);
    await expectNoSidewaysScroll(unit);
  }, SLOW);

  it("inspects with photos; the unit sees them once there are minutes", async () => {
    const leader = await house.enter("hd.ttr", { width: 375, height: 800, path: "/plan/2025/inspections" });
    await arrive(leader, "Kiểm tra cải cách hành chính 2025");
    await leader.getByRole("link", { name: "Sở Tài chính" }).click();
    await leader.getByRole("button", { name: "Bắt đầu kiểm tra" }).click();
    await leader.getByRole("button", { name: "Ghi phát hiện" }).click();
    await leader.getByLabel("Phát hiện", { exact: true }).fill("Bảng niêm yết thủ tục đã cũ.");
    const [chooser] = await Promise.all([leader.waitForEvent("filechooser"), leader.getByText("Chọn tệp", { exact: true }).click()]);
    await chooser.setFiles({ name: "bang-niem-yet.png", mimeType: "image/png", buffer: await leader.screenshot() });
    await leader.getByRole("button", { name: "Bỏ bang-niem-yet.png" }).waitFor();
    await expectAccessible(leader);
    await leader.getByRole("button", { name: "Ghi phát hiện" }).last().click();
    await leader.getByRole("button", { name: /^bang-niem-yet.png/ }).waitFor();
    await expectNoSidewaysScroll(leader);
    const unit = await house.enter("stc.truong", NOWHERE);
    const address = new URL(leader.url()).pathname;
    await open(unit, address, "Kiểm tra cải cách hành chính 2025");
    await unit.getByText("Đang kiểm tra").waitFor();
    expect(await unit.getByText("bang-niem-yet.png").count()).toBe(0);
    await leader.getByRole("button", { name: "Lập biên bản" }).click();
    await leader.getByLabel("Nội dung").fill("Đã làm việc với đơn vị một ngày.");
    await leader.getByRole("button", { name: "Lập biên bản" }).last().click();
    await leader.getByText("Đã lập biên bản").waitFor();
    await open(unit, address, "Kiểm tra cải cách hành chính 2025");
    const [download] = await Promise.all([unit.waitForEvent("download"), unit.getByRole("button", { name: /^bang-niem-yet.png/ }).click()]);
    expect(download.suggestedFilename()).toBe("bang-niem-yet.png");
  }, SLOW);

  it("and units keep registers", async () => {
    const page = await house.enter("stc.cham", { path: "/plan/2025/registers" });
    await arrive(page, "Sáng kiến, khen thưởng, tuyên truyền 2025");
    await page.getByRole("listitem").filter({ hasText: "Nhắc hồ sơ sắp đến hạn bằng tin nhắn" }).waitFor();
    await page.locator("summary", { hasText: "Ghi mục mới" }).click();
    await page.getByLabel("Tên, nội dung").fill("Phiếu hẹn qua Zalo");
    await page.getByLabel("Ngày", { exact: true }).fill("10/04/2025");
    await page.getByLabel("Mô tả").fill("Người dân nhận lịch trả kết quả qua Zalo.");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByText("Thêm tài liệu", { exact: true }).click()]);
    await chooser.setFiles({ name: "phieu-hen.png", mimeType: "image/png", buffer: await page.screenshot() });
    await page.getByRole("button", { name: /phieu-hen/ }).first().waitFor();
    await page.getByRole("button", { name: "Ghi vào sổ" }).click();
    const entry = page.getByRole("listitem").filter({ hasText: "Phiếu hẹn qua Zalo" });
    await entry.getByRole("link", { name: "1 tài liệu kèm theo" }).waitFor();
    await expectAccessible(page);
    // It is evidence of the unit's library from now on: what earns a bonus is proved with it.
    await entry.getByRole("link", { name: "1 tài liệu kèm theo" }).click();
    await page.getByText("phieu-hen").first().waitFor();
  }, SLOW);

  it("and the department brings in a table of many units, whose wrong cells are named", async () => {
    const page = await house.enter("sonoivu", { path: "/plan/2025/registers" });
    await arrive(page, "Sáng kiến, khen thưởng, tuyên truyền 2025");
    await page.getByLabel("Sổ", { exact: true }).selectOption({ label: "Tuyên truyền" });
    await page.getByText("Nhập từ Excel", { exact: true }).click();
    const table = async (unit: string, day: string, count: string): Promise<void> => {
      const cells = [["Sổ tuyên truyền", "", "", "", ""], ["Cơ quan, đơn vị", "Ngày", "Tên, nội dung", "Hình thức", "Số lượng"], ["Sở Tài chính", "15/08/2025", "Bản tin cải cách hành chính", "Trang tin", "4"], [unit, day, "Phát thanh về dịch vụ công", "Loa phát thanh", count]];
      const content = await workbookOf([{ name: "Sổ", columns: cells[0]?.map(() => ({ width: 20 })) ?? [], rows: cells.map((one) => ({ cells: one })) }]);
      await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "so.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: Buffer.from(content) });
      await page.getByRole("button", { name: /^Kiểm tra và nhập 2 dòng/ }).click();
    };
    await table("Sở Không Có", "31/02/2025", "nhiều");
    for (const [cell, why] of [["A4", "Không có cơ quan, đơn vị này."], ["B4", "Cần một ngày"], ["E4", "Cần một số nguyên."]] as const) await page.getByRole("row").filter({ hasText: cell }).filter({ hasText: why }).waitFor();
    await expectAccessible(page);
    await table("UBND phường Tuy Hòa", "20/08/2025", "1.200");
    await page.getByText("Đã ghi 2 mục; 0 mục đã có trong sổ.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Phát thanh về dịch vụ công" }).getByText("1.200 lượt, Loa phát thanh").waitFor();
  }, SLOW);
});
