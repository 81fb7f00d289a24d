import ExcelJS from "exceljs";
import type { Page } from "playwright-core";

/** Brings in a list of two people to be asked, laid out as nobody foresaw; the second is of this group. */
export async function bringList(page: Page, group: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("Danh sách").addRows([["Đối tượng", "Họ tên", "Cơ quan được hỏi"], ["cong-dan", "Người nào đó", "Sở Nội vụ"], [group, "=Người khác", "STC"]]);
  await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "ds.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(await workbook.xlsx.writeBuffer()) });
  await page.getByText("Xem trước 2 trong 2 dòng").first().waitFor();
  await page.getByRole("button", { name: "Kiểm tra và nhập 2 dòng" }).click();
}
