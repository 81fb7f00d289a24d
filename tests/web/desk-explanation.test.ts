import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { placeOf } from "./desk.ts";
import { NOWHERE, openWebHouse, type WebHouse } from "./house.ts";

const SLOW = 240_000;
const CODE = "1.1.1";
let house: WebHouse;

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => house.close());

/** The campaign goes on to a stage, past what would have to be done and waited for. */
async function goOnTo(campaignId: string, stage: string): Promise<void> {
  await house.test.superuser.query("insert into congtam.campaign_action (campaign, number, by, action) select $1, count(*) + 1, 'test', jsonb_build_object('kind', 'advance', 'to', $2::text) from congtam.campaign_action where campaign = $1", [campaignId, stage]);
}

test("a unit explains what the council saw differently, and only that", async () => {
  const page = await house.enter("stc.cham", NOWHERE);
  const { campaignId, unitId, path } = await placeOf(house, page);
  await goOnTo(campaignId, "appraisal-1");
  const chair = await house.enter("hd.chutich", NOWHERE);
  const appraised = await chair.request.put(`${house.address}/api/v1/campaigns/${campaignId}/units/${unitId}/appraisals/1/${CODE}`, {
    data: { input: { numerator: "60", denominator: "100" }, reason: "Bốn mươi nhiệm vụ chậm theo báo cáo của Văn phòng UBND tỉnh." },
    headers: { "if-match": '"0"' },
  });
  expect(appraised.status()).toBe(200);
  await page.goto(`${path}/explanation`);
  await page.getByRole("heading", { name: "Không có tiêu chí nào phải giải trình" }).waitFor();
  await goOnTo(campaignId, "explanation");

  await page.goto(`${path}/explanation`);
  await page.getByRole("article").getByRole("heading", { name: new RegExp(`^${CODE} `) }).waitFor();
  expect(await page.getByRole("article").count()).toBe(1);
  await page.getByText("Bốn mươi nhiệm vụ chậm theo báo cáo của Văn phòng UBND tỉnh.").waitFor();
  await page.getByLabel("Giải trình của đơn vị").fill("Hai mươi nhiệm vụ được lùi hạn theo văn bản số 12.");
  await page.getByText(/^Đã lưu lúc/).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Trình thủ trưởng" }).click();
  await page.getByText("Hồ sơ đã trình thủ trưởng đơn vị, đang chờ nộp.").waitFor();

  const head = await house.enter("stc.truong", { path: `${path}/explanation` });
  await expect.poll(async () => head.getByLabel("Giải trình của đơn vị").inputValue()).toBe("Hai mươi nhiệm vụ được lùi hạn theo văn bản số 12.");
  await head.getByRole("button", { name: "Nộp hồ sơ" }).click();
  await head.getByRole("heading", { level: 1, name: "Biên nhận nộp hồ sơ" }).waitFor();
  await head.getByText("Giải trình bổ sung").waitFor();
  await expectNoSidewaysScroll(head);

  await page.goto(`${path}?criterion=${CODE}`);
  await page.getByRole("button", { name: /^Khác điểm \(1\)/ }).click();
  expect(await page.getByRole("article").locator("input:not([readonly])").count()).toBe(0);
}, SLOW);
