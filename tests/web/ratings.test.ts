import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, type WebHouse } from "./house.ts";
import { nameOf, openBoard, openList, openRatings, path, PRESENT, QUARTER, SLOW, today, YEAR } from "./ratings.ts";

/** In Gia Lai: from the week of work to the confirmed quarter, to the decided year, and a complaint that replaces a result, in a browser. */

let house: WebHouse;
beforeAll(async () => {
  house = await openRatings();
}, SLOW);
afterAll(async () => house.close(), SLOW);

async function pick(page: Page, product: string): Promise<void> {
  await page.getByRole("combobox", { name: "Sản phẩm, công việc" }).fill(product);
  await page.getByRole("option", { name: new RegExp(product) }).first().waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
}

describe("a quarter of work", () => {
  let first = "";
  let second = "";

  it("the head gives a team its shares, which add up, and an officer work of the own", { timeout: SLOW }, async () => {
    for (const username of ["snv.cv1", "snv.cv2"]) {
      const page = await house.enter(username, NOWHERE);
      if (username === "snv.cv1") first = await nameOf(page);
      else second = await nameOf(page);
      await page.context().close();
    }
    const head = await house.enter("snv.truongphong", { path: "/work" });
    await openBoard(head);
    await expectAccessible(head);
    await pick(head, "Ghi biên bản cuộc họp");
    await head.getByLabel("Số lượng").fill("3");
    await head.getByLabel("Hạn", { exact: true }).last().fill(today());
    await head.getByRole("checkbox", { name: first }).last().check();
    await head.getByRole("checkbox", { name: second }).last().check();
    await head.getByLabel(`Phần của ${second}`).fill("1");
    await head.getByRole("button", { name: "Giao việc" }).click();
    await head.getByText("Giao cho: Các phần cộng lại là 2,5, khác số lượng được giao 3.").waitFor();
    await head.getByLabel(`Phần của ${first}`).fill("2");
    await head.getByRole("button", { name: "Giao việc" }).click();
    await head.getByText("Đã giao cho 2 người.").waitFor();
    await head.context().close();
  });

  it("the officer records the week by keyboard, copies the last one; another cannot do it and says so", { timeout: SLOW }, async () => {
    const page = await house.enter("snv.cv1", { width: 375, path: "/work" });
    await page.getByRole("heading", { level: 2, name: "Việc phải làm" }).waitFor();
    await expectNoSidewaysScroll(page);
    const row = page.getByRole("listitem").filter({ hasText: "Ghi biên bản cuộc họp" }).filter({ hasText: "Được giao 2" });
    await row.getByLabel("Đã làm").fill("2");
    // As in a sheet: down and up within the column.
    const done = page.getByLabel("Đã làm");
    await done.first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await done.nth(1).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("ArrowUp");
    expect(await done.first().evaluate((one) => one === document.activeElement)).toBe(true);
    await row.getByLabel("Văn bản, sản phẩm").fill("Biên bản số 7");
    await row.locator('input[type="file"]').setInputFiles({ name: "Biên bản họp giao ban.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF") });
    await row.getByRole("button", { name: /^Biên bản họp giao ban\.pdf/ }).waitFor();
    await row.getByLabel("Đã làm").focus();
    await page.keyboard.press("Enter");
    await page.getByText("Đã lưu 1 việc.").waitFor();
    await page.getByRole("button", { name: "Chép việc tuần trước" }).click();
    await page.getByText(/^Đã chép \d việc/).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Lưu \d việc$/ }).click();
    await page.getByText(/^Đã lưu \d việc\.$/).waitFor();
    await page.context().close();
    const other = await house.enter("snv.cv2", { path: "/work" });
    const own = other.getByRole("listitem").filter({ hasText: "Ghi biên bản cuộc họp" }).filter({ hasText: "Được giao 1" });
    await own.getByRole("button", { name: /^Không làm được/ }).click();
    await own.getByLabel("Lý do báo không làm được").fill("Đi công tác đến hết kỳ.");
    await own.getByRole("button", { name: "Gửi" }).click();
    await other.getByRole("row", { name: /^Ghi biên bản cuộc họp.*Đã báo không làm được/ }).waitFor();
    await other.context().close();
  });

  it("the head has somebody else do it, notes a failure of quality and accepts; nobody accepts their own", { timeout: SLOW }, async () => {
    // What waits is told where one comes in.
    const head = await house.enter("snv.truongphong");
    await head.getByRole("link", { name: /^Nghiệm thu công việc đã báo xong/ }).click();
    const back = head.getByRole("listitem").filter({ has: head.getByRole("button", { name: "Chuyển" }) }).filter({ hasText: "Ghi biên bản cuộc họp" });
    await back.getByRole("combobox", { name: "Chuyển cho" }).fill(first);
    await head.keyboard.press("Enter");
    await back.getByRole("button", { name: "Chuyển" }).click();
    await back.waitFor({ state: "detached" });
    const row = head.getByRole("listitem").filter({ hasText: "Biên bản số 7" });
    const [output] = await Promise.all([head.waitForEvent("download"), row.getByRole("button", { name: /^Biên bản họp giao ban\.pdf/ }).click()]);
    expect(output.suggestedFilename()).toBe("Biên bản họp giao ban.pdf");
    await row.getByLabel("Lần chưa đạt").fill("1");
    await expectAccessible(head);
    expect(await head.getByRole("listitem").filter({ hasText: await nameOf(head) }).filter({ has: head.getByRole("checkbox") }).count()).toBe(0);
    await head.getByRole("button", { name: /^Nghiệm thu \d+ việc$/ }).click();
    await row.waitFor({ state: "detached" });
    await head.context().close();
  });

  it("the officer scores the general criteria, the head confirms: the points are those of the accepted work", { timeout: SLOW }, async () => {
    const page = await house.enter("snv.cv1", { path: "/work" });
    await page.getByRole("link", { name: "Phiếu Mẫu số 01" }).click();
    await page.getByRole("textbox", { name: /, tối đa/ }).first().waitFor();
    for (const field of await page.getByRole("textbox", { name: /, tối đa/ }).all()) await field.fill("2,25");
    await page.getByLabel("Ưu điểm").fill("Chủ động trong công việc.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Gửi cấp trên xác nhận" }).click();
    await page.getByRole("button", { name: "Rút lại để sửa" }).waitFor();
    await page.context().close();
    const head = await house.enter("snv.truongphong", { mode: "dark", path: "/work" });
    await openBoard(head);
    await head.getByRole("link", { name: first }).click();
    await head.getByLabel("Ý kiến nhận xét").fill("Nhất trí với điểm tự chấm.");
    await head.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
    await expectAccessible(head);
    await head.getByRole("button", { name: "Xác nhận phiếu" }).click();
    await head.getByRole("row", { name: new RegExp(`^Quý ${String(QUARTER)}/${YEAR}`) }).waitFor();
    await head.getByText(/^Điều 14.*a = số lượng hoàn thành/).first().waitFor({ state: "attached" });
    await head.context().close();
  });

  it("a head's form waits for those below; d comes from theirs, đ and e from the director, with grounds", { timeout: SLOW }, async () => {
    const head = await house.enter("snv.truongphong", NOWHERE);
    const board = await boardOf(head);
    await path(head, "/work");
    await head.getByText(/^\d+ công chức thuộc quyền chưa xác nhận phiếu$/).waitFor();
    for (const one of board.people.filter((person) => person.unitId === board.unitId && person.form !== "confirmed" && person.personId !== board.me)) {
      const away = await head.request.post(`${house.address}/api/v1/work-periods/${PRESENT}/people/${one.personId}/form/actions`, { data: { kind: "absent", reason: "Biệt phái cả quý." }, headers: { "if-match": '"0"' } });
      expect(away.status()).toBe(200);
    }
    await path(head, `/work/${PRESENT}/people/${board.me}`);
    await head.getByRole("textbox", { name: /, tối đa/ }).first().waitFor();
    for (const field of await head.getByRole("textbox", { name: /, tối đa/ }).all()) await field.fill("2,25");
    await head.getByLabel("Ưu điểm").fill("Điều hành phòng đúng kế hoạch.");
    await head.getByRole("button", { name: "Gửi cấp trên xác nhận" }).click();
    await head.getByRole("button", { name: "Rút lại để sửa" }).waitFor();
    // What the head did is accepted first, as anybody's is.
    const director = await house.enter("snv.giamdoc", { path: "/work" });
    await director.getByRole("link", { name: "Bảng việc: Sở Nội vụ" }).click();
    await director.getByRole("heading", { level: 2, name: "Công chức" }).waitFor();
    const accept = director.getByRole("button", { name: /^Nghiệm thu \d+ việc$/ });
    if ((await accept.count()) > 0) {
      await accept.click();
      await accept.waitFor({ state: "detached" });
    }
    await path(director, `/work/${PRESENT}/people/${board.me}`);
    await director.getByText(/^d = \d+%: /).waitFor();
    expect(await director.getByRole("textbox", { name: /^d\b/ }).count()).toBe(0);
    await director.getByLabel("đ: khả năng tổ chức triển khai").selectOption({ label: "50%: còn tồn tại, chậm trễ kéo dài" });
    await director.getByLabel("Căn cứ").fill("Hai nhiệm vụ của phòng chậm kéo dài.");
    await director.getByLabel("Ý kiến nhận xét").fill("Cần bám sát tiến độ.");
    await director.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
    await expectAccessible(director);
    await director.getByRole("button", { name: "Xác nhận phiếu" }).click();
    await director.getByText("Tỷ lệ đ", { exact: true }).waitFor();
    expect(await factsOf(director)).toMatchObject({ "Tỷ lệ đ": "50,00%", "Tỷ lệ e": "100,00%" });
    expect((await factsOf(director))["Tỷ lệ d"]).toMatch(/^(?:50|100),00%$/);
    await director.context().close();
    await head.context().close();
  });

  it("the office meets and its results are made known", { timeout: SLOW }, async () => {
    const head = await house.enter("snv.truongphong", { path: "/work" });
    await openBoard(head);
    await head.locator("summary", { hasText: "Biên bản họp" }).click();
    await head.getByLabel("Chủ trì").fill("Trưởng phòng");
    await head.getByLabel("Thư ký").fill("Chuyên viên");
    await head.getByLabel("Ý kiến tại cuộc họp").fill("Nhất trí.");
    await head.getByRole("button", { name: "Lưu biên bản đã thông qua" }).click();
    await head.getByText(/^Đã họp ngày/).waitFor();
    await head.getByLabel("Hình thức thông báo").fill("Trang nội bộ");
    await head.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
    await head.getByRole("button", { name: "Thông báo kết quả" }).click();
    await head.getByText(/^Đã thông báo kết quả lúc/).waitFor();
    expect(await head.getByText(/^Đã họp ngày/).count()).toBe(1);
    await head.context().close();
  });
});

/** What a page lists as facts: each name with its value. */
const factsOf = (page: Page): Promise<Record<string, string>> => page.locator("dl.facts dt").evaluateAll((all) => Object.fromEntries(all.map((one) => [one.textContent, one.nextElementSibling?.textContent ?? ""])));

type BoardShown = { readonly unitId: string; readonly people: readonly { readonly personId: string; readonly unitId: string; readonly form: string; readonly superiorId: string | null }[] };
async function boardOf(page: Page): Promise<BoardShown & { readonly me: string }> {
  const session = (await (await page.request.get(`${house.address}/api/v1/session`)).json()) as { user: { personId: string; unitIds: [string] } };
  const board = (await (await page.request.get(`${house.address}/api/v1/work-periods/${PRESENT}/units/${session.user.unitIds[0]}/board`)).json()) as BoardShown;
  return { ...board, me: session.user.personId };
}

describe("a rating year", () => {
  let own = "";

  it("begins with one's own form: points of the quarters and a self-review", { timeout: SLOW }, async () => {
    for (const username of ["snv.cv1", "snv.cv2"]) {
      const page = await house.enter(username, { path: "/ratings" });
      await page.getByRole("heading", { level: 2, name: `Kết quả của tôi năm ${YEAR}` }).waitFor();
      // The present quarter was confirmed for the first; the second was away.
      await page.getByRole("row", { name: new RegExp(`^Quý \\d/${YEAR}`) }).first().waitFor();
      expect(await page.getByRole("row", { name: new RegExp(`^Quý \\d/${YEAR}`) }).count()).toBe(username === "snv.cv1" ? 4 : 3);
      if (username === "snv.cv1") await expectAccessible(page);
      await page.getByLabel("Mức", { exact: true }).selectOption({ label: "Hoàn thành nhiệm vụ" });
      await page.getByLabel("Nội dung", { exact: true }).fill("Hoàn thành các nhiệm vụ được giao trong năm.");
      await page.getByRole("button", { name: "Ghi", exact: true }).click();
      await page.getByText("Tự đánh giá, xếp loại (Mẫu số 02): Hoàn thành nhiệm vụ").waitFor();
      if (username === "snv.cv1") own = await nameOf(page);
      await page.context().close();
    }
    expect(own).not.toBe("");
  });

  it("the office meets: its head records the minutes", { timeout: SLOW }, async () => {
    const page = await house.enter("snv.truongphong", { path: "/ratings" });
    await openList(page);
    await page.getByText("Biên bản cuộc họp", { exact: true }).click();
    await page.getByLabel("Địa điểm").fill("Phòng họp số 1");
    await page.getByLabel("Chủ trì").fill("Trưởng phòng");
    await page.getByLabel("Thư ký").fill("Chuyên viên");
    await page.getByLabel("Người dự, mỗi người một dòng").fill("Người thứ nhất\nNgười thứ hai");
    await page.getByLabel("Kết luận").fill("Nhất trí thông qua.");
    await page.getByRole("button", { name: "Ghi biên bản đã thông qua" }).click();
    await page.getByText("Nhất trí thông qua.").waitFor();
    await expectAccessible(page);
    await page.context().close();
  });

  it("the personnel officer proposes, the director signs one decision for those who are ready", { timeout: SLOW }, async () => {
    const officer = await house.enter("snv.tochuc", { path: "/ratings" });
    await openList(officer);
    await officer.getByRole("link", { name: own }).click();
    // What a step lacks is said at its fields; nothing is sent without the paper that it rests on.
    await officer.getByLabel("Làm gì").selectOption({ label: "Ghi trường hợp Điều 20.4" });
    await officer.getByRole("button", { name: "Ghi", exact: true }).click();
    await officer.getByText("Hãy ghi ngày của văn bản.").waitFor();
    expect(await officer.getByLabel("Số văn bản").getAttribute("aria-invalid")).toBe("true");
    await expectAccessible(officer);
    await officer.getByLabel("Làm gì").selectOption({ label: "Đề xuất mức xếp loại" });
    await officer.getByRole("button", { name: "Ghi", exact: true }).click();
    await officer.getByText(/^Đề xuất mức xếp loại: /).waitFor();
    await officer.context().close();
    const director = await house.enter("snv.giamdoc", { width: 1280, path: "/ratings" });
    await openList(director);
    await director.getByLabel("Số quyết định").fill("12/QĐ-SNV");
    await director.getByRole("button", { name: "Ký quyết định" }).click();
    await director.getByRole("button", { name: "Tải quyết định" }).waitFor();
    await expectAccessible(director);
    await director.context().close();
  });

  it("a complaint is found right, and a new decision replaces the first; both stay", { timeout: SLOW }, async () => {
    const person = await house.enter("snv.cv1", { width: 375, path: "/ratings" });
    await person.getByRole("strong").filter({ hasText: "Số 12/QĐ-SNV" }).waitFor();
    await expectNoSidewaysScroll(person);
    await person.getByLabel("Nội dung", { exact: true }).fill("Đề nghị xem xét lại kết quả quý IV.");
    await person.getByRole("button", { name: "Ghi", exact: true }).click();
    await person.getByText("Kiến nghị về kết quả", { exact: true }).waitFor();
    await person.getByText(/^Phải trả lời chậm nhất ngày \d\d\/\d\d\/\d{4}$/).waitFor();
    const director = await house.enter("snv.giamdoc", { path: `/ratings/${YEAR}/complaints` });
    await director.getByRole("cell", { name: "7", exact: true }).waitFor();
    await expectAccessible(director);
    await director.getByRole("link", { name: own }).click();
    await director.getByLabel("Làm gì").selectOption({ label: "Ghi kết quả xác minh" });
    await director.getByLabel("Nội dung", { exact: true }).fill("Hai việc của quý IV đã nghiệm thu mà chưa tính.");
    await director.getByRole("button", { name: "Ghi", exact: true }).click();
    await director.getByRole("listitem").filter({ hasText: "Hai việc của quý IV" }).waitFor();
    await director.getByLabel("Làm gì").selectOption({ label: "Trả lời kiến nghị" });
    await director.getByRole("checkbox", { name: "Kiến nghị đúng, sẽ thay quyết định" }).check();
    await director.getByLabel("Nội dung", { exact: true }).fill("Kiến nghị đúng; thay quyết định.");
    await director.getByRole("button", { name: "Ghi", exact: true }).click();
    // In the history, not in the field in which it was typed.
    await director.getByRole("region", { name: "Đã làm" }).getByRole("listitem").filter({ hasText: "Kiến nghị đúng; thay quyết định." }).waitFor();
    await director.getByLabel("Làm gì").selectOption({ label: "Ra quyết định thay thế" });
    await director.getByLabel("Mức", { exact: true }).selectOption({ label: "Hoàn thành nhiệm vụ" });
    await director.getByLabel("Số quyết định").fill("13/QĐ-SNV");
    await director.getByLabel("Ngày quyết định", { exact: true }).fill(today());
    await director.getByLabel(/^Lý do/).fill("Giải quyết kiến nghị của công chức.");
    await director.getByRole("button", { name: "Ghi", exact: true }).click();
    await director.getByText("thay thế do giải quyết kiến nghị").waitFor();
    expect(await director.getByText(/^Số 1[23]\/QĐ-SNV/).count()).toBe(2);
    await expectNoSidewaysScroll(director);
    const saved = director.waitForEvent("download");
    await director.getByRole("button", { name: /^Hồ sơ Điều 24/ }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.zip$/);
    await person.context().close();
    await director.context().close();
  });

  it("both decisions wait for the national database, with the quarters before them", { timeout: SLOW }, async () => {
    const page = await house.enter("sonoivu", { mode: "dark", path: "/ratings/outbox" });
    await page.getByRole("button", { name: /^Đang chờ [1-9]/ }).waitFor();
    await page.getByText("Chưa nối với Cơ sở dữ liệu quốc gia").waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
