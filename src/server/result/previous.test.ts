import { afterAll, beforeAll, expect, it } from "vitest";
import { openProvince, ownOf, playToProposal, type Province } from "../../../tests/trust/province.ts";
import { makeCampaign } from "../campaign/index.ts";

/** Last year's published values beside this year's, also across a merger. */

let house: Province;
let next = "";
beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
  const { campaign } = await house.test.database.transaction((tx) => makeCampaign(tx, "officer", { title: "Đánh giá năm 2026", year: 2026, regulationVersionId: house.regulationVersionId, unitCodes: ["SNV", "STC"] }));
  next = campaign.id;
}, 120_000);
afterAll(() => house.end());

type Value = { readonly code: string; readonly state: string; readonly points: string; readonly input: unknown; readonly isSameCriterion: boolean };
type Before = { readonly campaign: unknown; readonly units: { readonly code: string; readonly values: Value[] }[] };
const previous = async (as: string, unit = "STC"): Promise<Before> => (await house.send(as, "GET", `/campaigns/${next}/units/${house.unitId(unit)}/previous-values`)).json as Before;
const propose = () => house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, { reason: "" });

it("are nothing until a result is published", async () => {
  expect(await previous("cham.stc")).toEqual({ campaign: null, units: [] });
  expect((await propose()).status).toBe(201);
  expect(await previous("cham.stc")).toEqual({ campaign: null, units: [] });
});

it("are those of the published result, criterion by criterion, and add up to it", async () => {
  await house.test.superuser.query("insert into congtam.result_step (campaign, number, step, at, by, kind, data) values ($1, 1, 1, now(), 'x', 'approve', '{\"decisionNumber\":\"1/QĐ\",\"decidedOn\":\"2025-12-30\"}'), ($1, 1, 2, now(), 'y', 'publish', '{}')", [house.campaignId]);
  const { campaign, units } = await previous("cham.stc");
  expect(campaign).toEqual({ campaignId: house.campaignId, title: "Đánh giá năm 2025", year: 2025, version: 1 });
  expect(units.map((one) => one.code)).toEqual(["STC"]);
  const { json } = await house.send("nobody", "GET", `/campaigns/${house.campaignId}/result-versions/1`);
  const { contents } = (json["result"] as { units: { code: string; contents: { code: string; points: string }[] }[] }).units.find((one) => one.code === "STC") ?? { contents: [] };
  const sum = (content: string) => (units[0]?.values ?? []).filter((one) => one.code.startsWith(`${content}.`)).reduce((total, one) => total + Math.round(Number(one.points) * 100), 0);
  for (const { code, points } of contents.filter((one) => ["1", "2", "3"].includes(one.code))) expect([code, sum(code)]).toEqual([code, Math.round(Number(points) * 100)]);
  expect(units[0]?.values.every((one) => one.isSameCriterion)).toBe(true);
  expect(units[0]?.values.find((one) => one.code === ownOf("STC")[0]?.code)?.input).not.toBe(null);
});

it("follow a merger: the unit that continues another sees the other's as well", async () => {
  await house.test.superuser.query("insert into congtam.unit_successor (unit_id, successor_id, on_day, kind) values ($1, $2, '2026-01-01', 'merge')", [house.unitId("STP"), house.unitId("SNV")]);
  expect((await previous("truong.snv", "SNV")).units.map((one) => one.code)).toEqual(["SNV", "STP"]);
  expect((await house.send("truong.snv", "GET", `/campaigns/${next}/units/${house.unitId("STP")}/previous-values`)).status).toBe(404);
});
