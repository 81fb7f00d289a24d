import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { NOWHERE, type WebHouse } from "./house.ts";
import { openRatings, path, SLOW, YEAR } from "./ratings.ts";

/** In Gia Lai: what only some years and people need, and the pages of a period for everybody, in a browser. */

let house: WebHouse;
beforeAll(async () => {
  house = await openRatings();
}, SLOW);
afterAll(async () => house.close(), SLOW);

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
    const officer = await house.enter("snv.tochuc", NOWHERE);
    const deputy = (await linesOf(officer)).lines.find((one) => one.competence === "agency-deputy");
    await path(officer, `${SNV}${deputy?.id ?? ""}`);
    await officer.getByText(/^Còn thiếu: .*nhận xét cấp ủy, ý kiến Chủ tịch tỉnh/).waitFor();
    await officer.getByLabel("Làm gì").selectOption({ label: "Ghi nhận xét của cấp ủy" });
    await officer.getByLabel("Cấp ủy", { exact: true }).fill("Chi ủy Văn phòng Sở");
    await officer.getByLabel("Nội dung", { exact: true }).fill("Chấp hành tốt nghị quyết của chi bộ.");
    await officer.getByRole("button", { name: "Ghi", exact: true }).click();
    await officer.getByRole("listitem").filter({ hasText: "Chấp hành tốt nghị quyết" }).waitFor();
    await officer.context().close();
    const chairman = await house.enter("chutich", { width: 768, mode: "dark", path: `${SNV}${deputy?.id ?? ""}` });
    await chairman.getByLabel("Làm gì").selectOption({ label: "Cho ý kiến trước khi xếp loại" });
    await chairman.getByLabel("Nhất trí", { exact: true }).check();
    await chairman.getByLabel("Nội dung", { exact: true }).fill("Nhất trí với mức hoàn thành tốt.");
    await expectAccessible(chairman);
    await chairman.getByRole("button", { name: "Ghi", exact: true }).click();
    await chairman.getByText(/^Còn thiếu: (?!.*(?:cấp ủy|Chủ tịch))/).waitFor();
    await chairman.context().close();
  });

  it("a larger share is decided up to 25 % with its reason; who are tied for the last place are put in order", { timeout: SLOW }, async () => {
    const director = await house.enter("snv.giamdoc", NOWHERE);
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
    const page = await house.enter("sonoivu", { width: 375, ...NOWHERE });
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
    const page = await house.enter("sonoivu", { width: 375, ...NOWHERE });
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
      const page = await house.enter(username, { width: 320, mode: "dark", path: to });
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.context().close();
    }
  });
});
