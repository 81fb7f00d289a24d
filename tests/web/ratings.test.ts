import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** In Gia Lai: from the week of work to the confirmed quarter, to the decided year, and a complaint that replaces a result, in a browser. */

const SLOW = 240_000;
const YEAR = String(new Date().getUTCFullYear());
const OFFICE = "SNV.CCHC";
const QUARTER = Math.ceil(Number(new Intl.DateTimeFormat("en", { timeZone: "Asia/Ho_Chi_Minh", month: "numeric" }).format(new Date())) / 3);
const PRESENT = `${YEAR}-Q${String(QUARTER)}`;

let house: WebHouse;
beforeAll(async () => {
  house = await openWebHouse(async () => undefined, "gia-lai");
  await giveQuarters();
}, SLOW);
afterAll(async () => {
  await house.close();
}, SLOW);

/** The quarters that the demonstration does not tell of, and not the present one: as the pages of work leave them. */
async function giveQuarters(): Promise<void> {
  const { superuser } = house.test;
  const { rows } = await superuser.query<{ id: string }>(`
    insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by)
    select $1 || '-Q' || q, v.id, v.sha256, '01', make_date($1::int, q * 3 - 2, 1), (make_date($1::int, q * 3 - 2, 1) + interval '3 months')::date, 3, now(), 'test'
    from generate_series(1, 4) q, (select id, sha256 from congtam.regulation_version where regulation_id = 'gia-lai-2026-staff' limit 1) v
    on conflict do nothing returning id`, [YEAR]);
  // Each period's work has its own place in the tables.
  for (const { id } of rows) await superuser.query("select congtam.open_work_period($1)", [id]);
  await superuser.query(`
    insert into congtam.work_result (period, person, unit, state, general, results, total, parts, at)
    select $1 || '-Q' || q, p.person_id, p.unit_id, 'confirmed', 2600, 4800 + 300 * rank, 7400 + 300 * rank, '{}', now()
    from generate_series(1, 4) q, (select person_id, unit_id, row_number() over (order by person_id) % 7 as rank from congtam.post where unit_id = (select id from congtam.unit where code = $2)) p
    where q <> $3
    on conflict do nothing`, [YEAR, OFFICE, QUARTER]);
}

const path = (page: Page, to: string): Promise<unknown> => page.goto(`${house.address}${to}`);
/** The list of the department, found the way people find it. */
async function openList(page: Page): Promise<void> {
  await path(page, "/ratings");
  await page.getByRole("link", { name: "Sở Nội vụ", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `Xếp loại năm ${YEAR}` }).waitFor();
  await page.getByRole("table").waitFor();
}

/** The way that people go from their own page to the office's board. */
async function openBoard(page: Page): Promise<void> {
  await path(page, "/work");
  await page.getByRole("link", { name: /^Bảng việc: Phòng Cải cách hành chính/ }).click();
  await page.getByRole("heading", { level: 2, name: "Giao việc" }).waitFor();
}

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
      const page = await house.enter(username);
      if (username === "snv.cv1") first = await nameOf(page);
      else second = await nameOf(page);
      await page.context().close();
    }
    const head = await house.enter("snv.truongphong");
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
    const page = await house.enter("snv.cv1", { width: 375 });
    await path(page, "/work");
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
    await page.keyboard.press("Enter");
    await page.getByText("Đã lưu 1 việc.").waitFor();
    await page.getByRole("button", { name: "Chép việc tuần trước" }).click();
    await page.getByText(/^Đã chép \d việc/).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Lưu \d việc$/ }).click();
    await page.getByText(/^Đã lưu \d việc\.$/).waitFor();
    await page.context().close();
    const other = await house.enter("snv.cv2");
    await path(other, "/work");
    const own = other.getByRole("listitem").filter({ hasText: "Ghi biên bản cuộc họp" }).filter({ hasText: "Được giao 1" });
    await own.getByRole("button", { name: /^Không làm được/ }).click();
    await own.getByLabel("Lý do báo không làm được").fill("Đi công tác đến hết kỳ.");
    await own.getByRole("button", { name: "Gửi" }).click();
    await other.getByRole("row", { name: /^Ghi biên bản cuộc họp.*Đã báo không làm được/ }).waitFor();
    await other.context().close();
  });

  it("the head has somebody else do it, notes a failure of quality and accepts; nobody accepts their own", { timeout: SLOW }, async () => {
    const head = await house.enter("snv.truongphong");
    await openBoard(head);
    const back = head.getByRole("listitem").filter({ has: head.getByRole("button", { name: "Chuyển" }) }).filter({ hasText: "Ghi biên bản cuộc họp" });
    await back.getByRole("combobox", { name: "Chuyển cho" }).fill(first);
    await head.keyboard.press("Enter");
    await back.getByRole("button", { name: "Chuyển" }).click();
    await back.waitFor({ state: "detached" });
    const row = head.getByRole("listitem").filter({ hasText: "Biên bản số 7" });
    await row.getByLabel("Lần chưa đạt").fill("1");
    await expectAccessible(head);
    expect(await head.getByRole("listitem").filter({ hasText: await nameOf(head) }).filter({ has: head.getByRole("checkbox") }).count()).toBe(0);
    await head.getByRole("button", { name: /^Nghiệm thu \d+ việc$/ }).click();
    await row.waitFor({ state: "detached" });
    await head.context().close();
  });

  it("the officer scores the general criteria, the head confirms: the points are those of the accepted work", { timeout: SLOW }, async () => {
    const page = await house.enter("snv.cv1");
    await path(page, "/work");
    await page.getByRole("link", { name: "Phiếu Mẫu số 01" }).click();
    await page.getByRole("textbox", { name: /, tối đa/ }).first().waitFor();
    for (const field of await page.getByRole("textbox", { name: /, tối đa/ }).all()) await field.fill("2,25");
    await page.getByLabel("Ưu điểm").fill("Chủ động trong công việc.");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Gửi cấp trên xác nhận" }).click();
    await page.getByRole("button", { name: "Rút lại để sửa" }).waitFor();
    await page.context().close();
    const head = await house.enter("snv.truongphong", { mode: "dark" });
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
    const head = await house.enter("snv.truongphong");
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
    const director = await house.enter("snv.giamdoc");
    // What the head did is accepted first, as anybody's is.
    await path(director, "/work");
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
    const head = await house.enter("snv.truongphong");
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
      const page = await house.enter(username);
      await path(page, "/ratings");
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
    const page = await house.enter("snv.truongphong");
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
    const officer = await house.enter("snv.tochuc");
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
    const director = await house.enter("snv.giamdoc", { width: 1280 });
    await openList(director);
    await director.getByLabel("Số quyết định").fill("12/QĐ-SNV");
    await director.getByRole("button", { name: "Ký quyết định" }).click();
    await director.getByRole("button", { name: "Tải quyết định" }).waitFor();
    await expectAccessible(director);
    await director.context().close();
  });

  it("a complaint is found right, and a new decision replaces the first; both stay", { timeout: SLOW }, async () => {
    const person = await house.enter("snv.cv1", { width: 375 });
    await path(person, "/ratings");
    await person.getByText("Số 12/QĐ-SNV").waitFor();
    await expectNoSidewaysScroll(person);
    await person.getByLabel("Nội dung", { exact: true }).fill("Đề nghị xem xét lại kết quả quý IV.");
    await person.getByRole("button", { name: "Ghi", exact: true }).click();
    await person.getByText("Kiến nghị về kết quả", { exact: true }).waitFor();
    await person.getByText(/^Phải trả lời chậm nhất ngày \d\d\/\d\d\/\d{4}$/).waitFor();
    const director = await house.enter("snv.giamdoc");
    await path(director, `/ratings/${YEAR}/complaints`);
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
    const page = await house.enter("sonoivu", { mode: "dark" });
    await path(page, "/ratings/outbox");
    await page.getByRole("button", { name: /^Đang chờ [1-9]/ }).waitFor();
    await page.getByText("Chưa nối với Cơ sở dữ liệu quốc gia").waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});

describe("what only some years and people need", () => {
  const SNV = "/ratings/files/";
  type Listed = { readonly id: string; readonly name: string; readonly competence: string; readonly personId: string; readonly percent: string | null; readonly decided: string | null; readonly computed: string | null };
  async function linesOf(page: Page): Promise<{ readonly url: string; readonly lines: readonly Listed[]; readonly places: number }> {
    const rounds = (await (await page.request.get(`${house.address}/api/v1/rating-years/${YEAR}/rounds`)).json()) as { items: readonly { id: string; code: string }[] };
    const id = rounds.items.find((one) => one.code === "SNV")?.id ?? "";
    const round = (await (await page.request.get(`${house.address}/api/v1/rating-rounds/${id}/${YEAR}`)).json()) as { lines: readonly Listed[]; quota: readonly { places: number }[] };
    return { url: `/ratings/${YEAR}/rounds/${id}`, lines: round.lines, places: round.quota[0]?.places ?? 0 };
  }

  it("a deputy director waits for the Party committee's opinion and the Chairman's (plan IV.4.2.c)", { timeout: SLOW }, async () => {
    const officer = await house.enter("snv.tochuc");
    const deputy = (await linesOf(officer)).lines.find((one) => one.competence === "agency-deputy");
    await path(officer, `${SNV}${deputy?.id ?? ""}`);
    await officer.getByText(/^Còn thiếu: .*nhận xét cấp ủy, ý kiến Chủ tịch tỉnh/).waitFor();
    await officer.getByLabel("Làm gì").selectOption({ label: "Ghi nhận xét của cấp ủy" });
    await officer.getByLabel("Cấp ủy", { exact: true }).fill("Chi ủy Văn phòng Sở");
    await officer.getByLabel("Nội dung", { exact: true }).fill("Chấp hành tốt nghị quyết của chi bộ.");
    await officer.getByRole("button", { name: "Ghi", exact: true }).click();
    await officer.getByRole("listitem").filter({ hasText: "Chấp hành tốt nghị quyết" }).waitFor();
    await officer.context().close();
    const chairman = await house.enter("chutich", { width: 768, mode: "dark" });
    await path(chairman, `${SNV}${deputy?.id ?? ""}`);
    await chairman.getByLabel("Làm gì").selectOption({ label: "Cho ý kiến trước khi xếp loại" });
    await chairman.getByLabel("Nhất trí", { exact: true }).check();
    await chairman.getByLabel("Nội dung", { exact: true }).fill("Nhất trí với mức hoàn thành tốt.");
    await expectAccessible(chairman);
    await chairman.getByRole("button", { name: "Ghi", exact: true }).click();
    await chairman.getByText(/^Còn thiếu: (?!.*(?:cấp ủy|Chủ tịch))/).waitFor();
    await chairman.context().close();
  });

  it("a larger share is decided up to 25 % with its reason; who are tied for the last place are put in order", { timeout: SLOW }, async () => {
    const director = await house.enter("snv.giamdoc");
    const { url, lines } = await linesOf(director);
    await path(director, url);
    await director.locator("summary", { hasText: "Quyết định tỷ lệ xuất sắc cao hơn" }).click();
    await director.getByLabel("Tỷ lệ mới (%)").fill("30");
    await director.getByLabel("Văn bản quyết định", { exact: true }).fill("15/QĐ-SNV");
    await director.getByLabel("Lý do, căn cứ").fill("Sở được tặng Cờ thi đua của Chính phủ.");
    await director.getByRole("checkbox", { name: "Đã đọc những điều trên" }).check();
    await director.getByRole("button", { name: "Quyết định tỷ lệ" }).click();
    await director.getByText(/không quá 25%/).waitFor();
    await director.getByLabel("Tỷ lệ mới (%)").fill("25");
    await director.getByRole("button", { name: "Quyết định tỷ lệ" }).click();
    await director.getByText(/^Tỷ lệ xuất sắc 25.*Cờ thi đua/).waitFor();
    await director.getByText(/; 25% của \d+ người/).waitFor();
    // Two people at the last place, with the same points in every quarter.
    const all = lines.filter((one) => one.percent !== null).toSorted((a, b) => Number(a.decided !== null) - Number(b.decided !== null));
    const give = async (people: readonly Listed[], general: number, results: number): Promise<unknown> => house.test.superuser.query("update congtam.work_result set (general, results, total) = (select $3::int, $4::int, $3::int + $4::int) where person = any($1) and period like $2 and total is not null", [people.map((one) => one.personId), `${YEAR}-%`, general, results]);
    await give(all, 2800, 6400);
    const { places } = await linesOf(director);
    const pair = all.slice(places - 1, places + 1);
    await give(all.slice(0, places - 1), 2900, 6500);
    await give(all.slice(places + 1), 2500, 6000);
    await path(director, url);
    const tie = director.getByRole("form", { name: "Bằng điểm ở chỗ cuối của mức xuất sắc" });
    await tie.waitFor();
    const second = (await tie.getByRole("listitem").nth(1).textContent()) ?? "";
    await tie.getByRole("listitem").nth(1).getByRole("button", { name: /^Lên trước/ }).click();
    await tie.getByLabel("Lý do, căn cứ").fill("Có sáng kiến được công nhận trong năm.");
    await expectAccessible(director);
    await tie.getByRole("button", { name: "Quyết định thứ tự" }).click();
    await tie.waitFor({ state: "detached" });
    const after = (await linesOf(director)).lines.filter((one) => pair.some((other) => other.id === one.id));
    expect(after.filter((one) => one.computed === "excellent").map((one) => second.startsWith(one.name))).toEqual([true]);
    expect(after.filter((one) => one.computed === "good")).toHaveLength(1);
    await director.context().close();
  });

  it("the Office's review is kept for several organisations at once; conditions stand beside the points, a gap is left to people with a reason", { timeout: SLOW }, async () => {
    const page = await house.enter("sonoivu", { width: 375 });
    const get = async <T>(to: string): Promise<readonly T[]> => ((await (await page.request.get(`${house.address}/api/v1${to}`)).json()) as { items: readonly T[] }).items;
    const names = ["UBND phường An Khê", "UBND phường An Bình"];
    const regulation = (await get<{ id: string; regulationId: string }>("/regulations")).find((one) => one.regulationId === "gia-lai-2026-org");
    const unitCodes = (await get<{ code: string; name: string }>("/units?limit=200")).filter((one) => names.includes(one.name)).map((one) => one.code);
    const made = await page.request.post(`${house.address}/api/v1/campaigns`, { data: { title: "Xếp loại hai phường", year: Number(YEAR), regulationVersionId: regulation?.id, unitCodes } });
    const { id } = (await made.json()) as { id: string };
    await path(page, `/ratings/${YEAR}/task-reviews`);
    await page.getByLabel("Căn cứ (báo cáo, văn bản)").fill("Báo cáo số 45/BC-VP");
    const why = page.getByLabel("Lý do ghi ngoài thời gian rà soát");
    if ((await why.count()) > 0) await why.fill("Đơn vị gửi số liệu chậm.");
    for (const [unit, counts] of [[names[0], ["10", "8", "8", "0"]], [names[1], ["10", "10", "10", "2"]]] as const) {
      await page.getByRole("searchbox", { name: "Tìm cơ quan" }).fill(unit ?? "");
      for (const [at, what] of ["Được giao", "Hoàn thành", "Đúng hạn, bảo đảm chất lượng", "Vượt mức"].entries()) await page.getByLabel(`${what}: ${unit ?? ""}`, { exact: true }).fill(counts[at] ?? "");
    }
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Ghi số liệu của 2 cơ quan" }).click();
    await page.getByText(/^Đã ghi 2\/\d+ cơ quan$/).waitFor();
    await path(page, `/ratings/organisations/${id}`);
    await page.getByText("1 tổ chức không thuộc mức nào theo điều kiện.").waitFor();
    await page.getByRole("button", { name: "Ghi số liệu của 2 tổ chức vào đợt đánh giá" }).click();
    await page.getByText("Đã ghi vào dữ kiện của đợt đánh giá.").waitFor();
    await page.getByRole("row").filter({ hasText: "UBND phường An Bình" }).filter({ hasText: "Không hoàn thành nhiệm vụ" }).filter({ hasText: "Hoàn thành tốt nhiệm vụ" }).waitFor();
    await page.getByRole("row").filter({ hasText: "UBND phường An Khê" }).filter({ hasText: "cần quyết định" }).waitFor();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("link", { name: "Người có thẩm quyền quyết định, kèm lý do" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.context().close();
  });

  it("a commune rates its people on contract, who are named before files are made (plan V.1.e)", { timeout: SLOW }, async () => {
    const page = await house.enter("sonoivu", { width: 375 });
    const { rows: [unit] } = await house.test.superuser.query<{ id: string }>("select u.id from congtam.unit u where u.code ~ '^[0-9]+$' and u.code <> '23575' and not exists (select from congtam.unit c where c.parent_id = u.id) order by u.code limit 1");
    await path(page, `/ratings/${YEAR}/rounds/${unit?.id ?? ""}`);
    await page.locator("summary", { hasText: "Người làm việc theo hợp đồng lao động" }).click();
    const form = page.getByRole("form", { name: "Người làm việc theo hợp đồng lao động" });
    await form.getByLabel("Xếp loại cả người làm việc theo hợp đồng").check();
    await form.getByRole("checkbox", { name: /Công chức|Chuyên viên/ }).first().check();
    await form.getByLabel("Văn bản quyết định của cơ quan").fill("21/QĐ-UBND");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await form.getByRole("button", { name: "Ghi quyết định" }).click();
    await page.getByText("Đang áp dụng theo 21/QĐ-UBND: 1 người hợp đồng được xếp loại.").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Lập hồ sơ cho mọi người" }).click();
    await page.getByRole("row").filter({ hasText: "Lao động hợp đồng" }).waitFor();
    expect(await page.getByText("Lao động hợp đồng", { exact: true }).count()).toBe(1);
    await page.context().close();
  });
});

async function nameOf(page: Page): Promise<string> {
  const answer = await page.request.get(`${house.address}/api/v1/session`);
  const { user } = (await answer.json()) as { user: { name: string } };
  return user.name;
}

describe("the pages of a period", () => {
  it("can be used by everybody, on a phone in the dark", { timeout: SLOW }, async () => {
    const { rows } = await house.test.superuser.query<{ period: string; unit: string; person: string }>("select period, unit, person from congtam.work_result join congtam.account on account.person_id = work_result.person where username = 'snv.cv1' limit 1");
    const [{ period, unit, person } = { period: "", unit: "", person: "" }] = rows;
    for (const [username, to] of [
      ["snv.cv1", "/work"],
      ["snv.cv1", `/work/${period}/people/${person}`],
      ["snv.giamdoc", `/work/${period}/units/${unit}`],
      ["snv.giamdoc", `/work/${period}/units/${unit}/import`],
      ["snv.giamdoc", `/work/${period}/distribution`],
      ["sonoivu", "/work/periods"],
    ] as const) {
      const page = await house.enter(username, { width: 320, mode: "dark" });
      await path(page, to);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.context().close();
    }
  });
});

const today = (): string => new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date());
