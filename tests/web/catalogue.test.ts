import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workbookOf } from "../../src/server/documents/index.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** The catalogue of work in the browser, from a workbook on somebody's desk to the version that the Chairman approves. */

const SLOW = 240_000;
let house: WebHouse;
let lists: { id: string; unitId: string | null; state: string }[] = [];

beforeAll(async () => {
  house = await openWebHouse(undefined, "gia-lai");
  const page = await house.enter("sonoivu", NOWHERE);
  ({ items: lists } = (await (await page.request.get(`${house.address}/api/v1/catalogues?limit=200`)).json()) as { items: typeof lists });
}, SLOW);
afterAll(async () => house.close());

const underWay = (isCommon: boolean, state: string): string => lists.find((one) => (one.unitId === null) === isCommon && one.state === state)?.id ?? "";
const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(house.address + path);
};

/** Two pieces of work, and what people put around them. */
const WORKBOOK = workbookOf([
  {
    name: "Danh mục năm 2025",
    columns: [{ width: 6 }, { width: 40 }, { width: 30 }, { width: 8 }, { width: 8 }],
    rows: [
      { cells: ["DANH MỤC CÔNG VIỆC CỦA PHƯỜNG"], looks: "title" },
      { cells: ["STT", "Nhiệm vụ", "Sản phẩm đầu ra", "Nhóm", "Điểm"], looks: "head" },
      { cells: ["I", "Văn hóa - Xã hội", null, null, null] },
      { cells: [1, "Cấp thẻ hội viên thư viện phường", "Thẻ hội viên", "N1", 4] },
      { cells: [2, "Khảo sát nhu cầu học nghề của một tổ dân phố", "Phiếu khảo sát", "N2", 30] },
      { cells: ["Cộng", null, null, null, 34] },
    ],
  },
]);

test("a ward brings in a workbook, removes what is there twice, puts right what is missing and sends its list", async () => {
  const page = await house.enter("pleiku.chutich", NOWHERE);
  const id = underWay(false, "draft");
  await go(page, `/catalogues/${id}/import`);
  await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "danh-muc.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: Buffer.from(await WORKBOOK) });
  await page.getByText("2 lấy, 0 gộp, 4 bỏ qua, trong 6 dòng").waitFor();
  expect(await page.getByText("Tên mục, dùng làm lĩnh vực của các dòng sau").count()).toBe(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Nhập 2 dòng" }).click();
  await page.getByText("Cấp thẻ hội viên thư viện phường").first().waitFor();

  await page.getByRole("link", { name: /^Dòng gần giống nhau/ }).click();
  await page.getByRole("radio", { name: /^Trả lời kiến nghị của doanh nghiệp/ }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Giữ dòng đã chọn, bỏ 1 dòng kia" }).click();
  await page.getByText("Không có dòng nào gần giống nhau").waitFor();

  await go(page, `/catalogues/${id}`);
  await page.getByText("1 chỗ phải sửa trước khi gửi").waitFor();
  await page.getByLabel("Chỉ dòng cần xem lại").check();
  const output = page.getByRole("textbox", { name: "Kết quả đầu ra: Quản lý nhóm trao đổi công việc của tổ dân phố" });
  await output.fill("Nhóm trao đổi được duy trì");
  await page.getByRole("textbox", { name: "Điểm: Trực đường dây nóng ngoài giờ" }).fill("45,5");
  await page.getByText("2 dòng chưa lưu").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Lưu", exact: true }).last().click();
  await page.getByText("Không còn chỗ phải sửa").waitFor();

  await page.getByRole("link", { name: "Gửi Sở Nội vụ" }).click();
  await page.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await page.getByRole("button", { name: "Gửi Sở Nội vụ" }).click();
  await page.getByText("Chờ xem xét").first().waitFor();
}, SLOW);

test("Enter and the arrows go from line to line in one column", async () => {
  const page = await house.enter("sonoivu", { path: `/catalogues/${underWay(true, "draft")}` });
  const points = page.locator('[data-column="points"]');
  await points.first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  expect(await points.nth(1).evaluate((one) => one === document.activeElement)).toBe(true);
}, SLOW);

test("the department merges the same work of two units, leaves out what is no work of its own, and proposes", async () => {
  const page = await house.enter("sonoivu", NOWHERE);
  const id = underWay(true, "draft");
  await go(page, `/catalogues/${id}/merge`);
  await page.getByText("4 trên 141 đơn vị đã gửi danh mục").waitFor();
  const clusters = page.getByRole("listitem").filter({ has: page.getByText("Thành dòng của danh mục chung") });
  const together = clusters.filter({ hasText: "Trả lời kiến nghị của doanh nghiệp" });
  await together.getByText("Hệ số từ 6 đến 12").waitFor();
  expect(await together.getByRole("row").count()).toBe(3);
  await expectAccessible(page);
  await together.getByLabel("Điểm", { exact: true }).fill("35");
  await together.getByRole("button", { name: "Tạo dòng chung từ 2 dòng" }).click();
  await together.waitFor({ state: "detached" });
  const hotline = clusters.filter({ hasText: "Quản lý nhóm trao đổi" });
  await hotline.getByText("Không đưa vào", { exact: true }).click();
  await hotline.getByRole("textbox", { name: /^Lý do/ }).fill("Không phải sản phẩm đếm được.");
  await hotline.getByRole("button", { name: "Không đưa vào danh mục chung" }).click();
  await hotline.waitFor({ state: "detached" });
  for (let left = await clusters.count(); left > 0; left--) {
    await clusters.first().getByRole("button", { name: /^Tạo dòng chung từ/ }).click();
    await expect.poll(async () => clusters.count(), { timeout: 30_000 }).toBeLessThan(left);
  }
  await page.getByText("Không có việc nào ở đây").waitFor();
  await go(page, `/catalogues/${id}/decision`);
  await page.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
  await page.getByRole("button", { name: "Trình Chủ tịch UBND tỉnh" }).click();
  await page.getByText("Chờ xem xét").first().waitFor();
}, SLOW);

test("the Chairman sees what changes and approves; from then on it is there for everybody", async () => {
  const id = underWay(true, "draft");
  const page = await house.enter("chutich", { width: 768, path: `/catalogues/${id}` });
  await page.getByRole("link", { name: "So với phiên bản trước" }).click();
  await page.getByRole("heading", { name: /việc thêm$/ }).waitFor();
  await expectAccessible(page);
  await go(page, `/catalogues/${id}/decision`);
  const approving = page.getByRole("region").filter({ has: page.getByRole("button", { name: "Phê duyệt" }) });
  await approving.getByLabel("Số, ngày của quyết định").fill("12/QĐ-UBND");
  await approving.getByRole("checkbox").check();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await approving.getByRole("button", { name: "Phê duyệt" }).click();
  await page.getByText(/^Phiên bản 2.*Áp dụng từ/).waitFor();

  const reader = await house.enter("snv.cv1", { width: 375, path: "/catalogues" });
  await reader.getByLabel("Tìm công việc").fill("khao sat nhu cau hoc nghe");
  await reader.getByText("Khảo sát nhu cầu học nghề của một tổ dân phố").waitFor();
  await expectAccessible(reader);
  await expectNoSidewaysScroll(reader);
}, SLOW);
