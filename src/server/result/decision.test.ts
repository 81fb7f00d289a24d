import { afterAll, beforeAll, expect, it } from "vitest";
import { type CampaignHouse, openCampaignHouse, reach } from "../../../tests/server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { regulationFiles } from "../../../tests/server/regulation-files.ts";

/** A gap in the law's levels, decided over HTTP: a department under gia-lai-2026-org that did eight tasks of ten is in no level (NĐ 335/2025, article 8). */

let test: TestDatabase;
let house: CampaignHouse;
const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
const ofUnit = (rest: string): string => path(`/units/${house.unitId("SNV")}${rest}`);
const decided = (level: string, more: object = {}) => house.send("chutich", "POST", path("/decisions"), { kind: "level", ratio: "quality", unit: "SNV", level, reason: "Đã họp, xem xét nguyên nhân từng nhiệm vụ chưa xong.", ...more });

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }], { head: { role: "unit-head", unit: "SNV", kind: "head" }, officer: { role: "programme-officer" }, chutich: { role: "chairman" } }, { files: regulationFiles("gia-lai-2026-org") });
  await reach(house, "self-scoring");
  const set = async (answer: ReturnType<CampaignHouse["send"]>): Promise<void> => {
    const { status, json } = await answer;
    if (status !== 200) throw new Error(JSON.stringify(json));
  };
  await set(house.send("officer", "PUT", ofUnit("/facts/tasks"), { value: { assigned: 10, completed: 8, onTime: 8, exceeded: 0 }, proof: "Báo cáo số 45/BC-VP" }, "0"));
  await Promise.all(["1.1", "1.2", "1.3", "2.1", "2.3", "2.4", "2.5"].map((code) => set(house.send("head", "PUT", ofUnit(`/scores/${code}`), { input: { points: "8" }, note: "" }, "0"))));
  await reach(house, "consolidation", "self-scoring");
}, 120_000);
afterAll(async () => {
  await house.close();
  await test.close();
});

it("what is left says what the unit has; a level above those points is refused with the rule, and one that they allow is taken with its reason", async () => {
  const pending = async (): Promise<unknown> => (await house.send("chutich", "GET", path("/pending-decisions"))).json["pending"];
  expect(await pending()).toEqual([{ ratio: "quality", units: ["SNV"], why: "no-level", percents: { SNV: "56.00" } }]);
  for (const level of ["excellent", "good"]) {
    const refused = await decided(level);
    expect(refused.status).toBe(422);
    expect(refused.json["errors"]).toMatchObject([{ pointer: "/level", message: expect.stringMatching(/^Đơn vị đạt 56,00%; số điểm ấy cho phép cao nhất là “Hoàn thành nhiệm vụ”/) as string, expected: "completed, failed" }]);
  }
  expect((await decided("completed", { reason: "" })).status).toBe(422);
  expect((await house.send("officer", "POST", path("/decisions"), { kind: "level", ratio: "quality", unit: "SNV", level: "completed", reason: "Đã họp, xem xét." })).status).toBe(403);
  expect(await decided("completed")).toMatchObject({ status: 201, json: { number: 1, decision: { level: "completed" } } });
  expect(await pending()).toEqual([]);
  expect(house.failures).toEqual([]);
});
