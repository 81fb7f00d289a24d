import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Download, Page } from "playwright-core";
import { ARABIC, workbookWith } from "../server/messy-sheets.ts";
import { paragraphsOf, partOf } from "../server/office.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 240_000;
let house: WebHouse;
let campaigns: readonly { readonly id: string; readonly year: number }[] = [];

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("sonoivu");
  ({ items: campaigns } = (await (await page.request.get(`${house.address}/api/v1/campaigns`)).json()) as { items: { id: string; year: number }[] });
}, SLOW);
afterAll(async () => house.close());

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(house.address + path);
};
const documentsOf = (year: number): string => `/campaigns/${campaigns.find((one) => one.year === year)?.id ?? ""}/documents`;

async function taken(page: Page, name: RegExp): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).first().click()]);
  return download;
}

test("papers of a published result are taken from the campaign's page of documents", async () => {
  const page = await house.enter("sonoivu", { width: 375 });
  await go(page, documentsOf(2024));
  await page.getByText("Dự thảo quyết định kèm phụ lục xếp hạng").first().waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const decision = await taken(page, /^Word.*Dự thảo quyết định/);
  expect(decision.suggestedFilename()).toBe("Quyết định phê duyệt kết quả năm 2024.docx");
  expect(paragraphsOf(partOf(readFileSync(await decision.path()), "word/document.xml"))).toContain("QUYẾT ĐỊNH:");
}, SLOW);

test("a unit takes its scoring table, and hears what is wrong with one that is none", async () => {
  const page = await house.enter("snv.cham");
  await go(page, documentsOf(2025));
  expect((await taken(page, /^Excel.*Bảng chấm điểm/)).suggestedFilename()).toBe("Bảng chấm điểm Sở Nội vụ năm 2025.xlsx");
  await page.getByLabel("Chọn tệp Excel (.xlsx)").setInputFiles({ name: "khac.xlsx", mimeType: "application/octet-stream", buffer: await workbookWith(ARABIC) });
  await page.getByRole("button", { name: "Kiểm tra và lưu" }).click();
  await page.getByText("Tệp không phải bảng chấm điểm do hệ thống xuất ra.").waitFor();
  await expectAccessible(page);
}, SLOW);

test("a province's table of criteria is read, looked at and added to the files of a regulation", async () => {
  const page = await house.enter("sonoivu");
  await go(page, "/regulations/import");
  await page.getByText("Đọc bộ tiêu chí từ Excel").click();
  await page.getByLabel("Tệp Excel (.xlsx)").setInputFiles({ name: "bo-tieu-chi.xlsx", mimeType: "application/octet-stream", buffer: await workbookWith(ARABIC) });
  await page.getByRole("button", { name: "Đọc tệp" }).click();
  await page.getByText("2 dòng cần xem lại").waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Đưa vào danh sách tệp với tên index-01.yaml" }).click();
  await page.getByText("index-01.yaml", { exact: true }).first().waitFor();
}, SLOW);
