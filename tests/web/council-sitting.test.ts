import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { type Council, openCouncil } from "./council-house.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

/** The sitting: members differ, the chair settles one difference after the other, the minutes are written as it goes. */

const SLOW = 240_000;
const CODE = "1.1.1";
const REASONS = { "hd.stc": "Hai nhiệm vụ chưa có văn bản xác nhận.", "hd.ttr": "Ba nhiệm vụ hoàn thành sau hạn được giao." } as const;
const SETTLED = "Hội đồng thống nhất theo kết luận kiểm tra.";
let house: WebHouse;
let council: Council;
let units: { unitId: string; unitName: string; before: { points: string } | null }[];

beforeAll(async () => {
  house = await openWebHouse();
  council = await openCouncil(house);
  const base = `/campaigns/${council.campaignId}`;
  const people = (await council.ask("hd.chutich", "GET", `${base}/appraisers`)).body["items"] as { personId: string; name: string }[];
  const inspector = people.find((one) => one.name.includes("Thanh tra"))!.personId;
  const assigned = await council.ask("hd.chutich", "POST", `${base}/assignments`, { items: [{ personId: inspector, index: "03", codes: ["1.1"], unitIds: null }] });
  if (assigned.status !== 201) throw new Error(JSON.stringify(assigned.body));
  units = (await council.rows("hd.stc", CODE)).filter((one) => one.before !== null).slice(0, 2);
  const give = async (as: keyof typeof REASONS, at: number, points: string) => {
    const { status, body } = await council.ask(as, "PUT", `${base}/units/${units[at]!.unitId}/appraisals/1/${CODE}`, { input: { points }, reason: REASONS[as] }, "0");
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  await give("hd.stc", 0, "3.00");
  await give("hd.ttr", 0, "2.50");
  await give("hd.stc", 1, "3.00");
  await give("hd.ttr", 1, "1.00");
}, SLOW);
afterAll(async () => house.close(), SLOW);

test("the chair settles what members see differently, the widest first, by keys alone; the minutes grow", async () => {
  const page = await house.enter("hd.chutich", NOWHERE);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(council.path(""));
  await page.getByRole("link", { name: "Kết luận từng tiêu chí" }).click();
  await page.getByRole("heading", { level: 2, name: units[1]!.unitName }).waitFor();
  await page.getByText("Thành viên chấm khác nhau, chênh 2,00 điểm").waitFor();
  await page.getByText(REASONS["hd.ttr"]).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("2");
  await page.getByLabel("Lý do ghi vào biên bản").waitFor();
  await page.keyboard.press("Enter");
  const minutes = page.getByRole("region", { name: "Diễn biến kết luận" });
  await minutes.getByText(units[1]!.unitName).waitFor();
  await page.getByRole("heading", { level: 2, name: units[0]!.unitName }).waitFor();
  await page.getByLabel("Điểm khác").fill("2,75");
  await page.getByLabel("Lý do ghi vào biên bản").fill(SETTLED);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Kết luận 2,75 điểm" }).click();
  await minutes.getByText(`Lý do: ${SETTLED}`).waitFor();
  await minutes.getByRole("button", { name: "Chép dạng văn bản" }).click();
  await minutes.getByRole("button", { name: "Đã chép" }).waitFor();
  const copied = await page.evaluate(async () => navigator.clipboard.readText());
  expect(copied).toContain(`2. `);
  expect(copied).toContain(`${units[0]!.unitName}, tiêu chí ${CODE}`);
  expect(copied).toContain("thành 2,75 điểm");
  const rows = (await council.ask("hd.chutich", "GET", `/campaigns/${council.campaignId}/criteria/${CODE}/units?index=03&limit=200`)).body["items"] as { unitId: string; states: string[]; criterion: { outcomes: { state: string; points: string }[] } }[];
  const outcome = (unitId: string) => rows.find((one) => one.unitId === unitId)?.criterion.outcomes.find((one) => one.state === "decided")?.points;
  expect(units.map((one) => outcome(one.unitId)).map(Number)).toEqual([2.75, expect.closeTo(outcome(units[1]!.unitId) === "3.00" ? 3 : 1)]);
}, SLOW);

test("what was decided is there again after a reload, and can be looked at once more", async () => {
  const page = await house.enter("hd.chutich", { width: 320, path: council.path("/sitting") });
  await page.getByText("0 tiêu chí các thành viên chấm khác nhau").waitFor();
  await page.getByText("Chưa có kết luận nào").waitFor();
  await page.getByText("Cả lần thẩm định", { exact: true }).click();
  const minutes = page.getByRole("region", { name: "Diễn biến kết luận" });
  await minutes.getByText(units[0]!.unitName).waitFor();
  await expectNoSidewaysScroll(page);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("heading", { level: 2, name: units[0]!.unitName }).isVisible()).toBe(false);
  expect(await minutes.getByText(SETTLED).isVisible()).toBe(true);
}, SLOW);

test("a member looks again at what differs, in a dark and narrow window too", async () => {
  const page = await house.enter("hd.ttr", { width: 375, mode: "dark", path: council.path("/sitting") });
  await page.getByText("2 tiêu chí đã chấm khác điểm trước đó").waitFor();
  await page.getByRole("heading", { level: 2, name: units[1]!.unitName }).waitFor();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { level: 2, name: units[0]!.unitName }).waitFor();
}, SLOW);

test("who has no part in the council is told so", async () => {
  const page = await house.enter("snv.cham", { path: council.path("") });
  await page.getByText("Trang này không thuộc nhiệm vụ được giao").waitFor();
  await expectAccessible(page);
}, SLOW);
