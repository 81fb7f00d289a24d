import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regulationFiles } from "../../cli/regulations.ts";
import type { OrganisationFacts } from "../../contract/personnel-organisation.ts";
import type { RatingLevel } from "../../contract/personnel-year-steps.ts";
import { type Answered, type CampaignHouse, openCampaignHouse, wrongFields } from "../../../tests/server/campaign-house.ts";
import { makeCampaign } from "../campaign/index.ts";
import { freezeRegulation, importRegulation } from "../regulation/index.ts";
import { organisationFactEndpoints } from "./organisation-routes.ts";

/** Organisations under gia-lai-2026-org: tasks counted by the Office's review, lower ones first, conditions beside points. */

let house: CampaignHouse;
let campaignId = "";
const levels = new Map<string, RatingLevel>();
beforeAll(async () => {
  house = await openCampaignHouse(organisationFactEndpoints({ periodsOf: async () => new Map(), unitLevels: async () => levels }));
  await house.addUnits([{ code: "UBND", index: null }]);
  await house.addUnits([{ code: "SNV", index: "01", parent: "UBND" }, { code: "STC", index: "01", parent: "UBND" }]);
  await house.addUnits([{ code: "SNV.VP", index: "01", parent: "SNV" }]);
  await house.add("officer", ["programme-officer"]);
  await house.add("vanphong", ["working-group"]);
  await house.add("giamdoc", ["unit-head"], [{ unit: "SNV", kind: "head" }]);
  campaignId = await house.database.transaction(async (tx) => {
    const { version } = await importRegulation(tx, "importer", regulationFiles("gia-lai-2026-org"));
    await freezeRegulation(tx, "another", version.id);
    const made = await makeCampaign(tx, "test", { title: "Tổ chức 2026", year: 2026, regulationVersionId: version.id, unitCodes: ["SNV", "STC"] });
    return made.campaign.id;
  });
}, 60_000);
afterAll(() => house.closeAll());

const counts = { assigned: 10, completed: 10, onTime: 9, exceeded: 4 };
const review = (as: string, unit: string, quarter: number, seen: string, more: object = {}): Promise<Answered> =>
  house.send("PUT", as, `/task-reviews/2026/${String(quarter)}/${house.unit(unit)}`, { body: { ...counts, source: "Báo cáo số 45/BC-VP", reason: "Đơn vị gửi số liệu chậm.", ...more }, seen });
const facts = async (as: string): Promise<OrganisationFacts[]> => (await house.send("GET", as, `/campaigns/${campaignId}/task-facts`)).json["items"] as OrganisationFacts[];
const of = async (code: string): Promise<OrganisationFacts | undefined> => (await facts("officer")).find((one) => one.code === code);
const fill = (...units: string[]): Promise<Answered> => house.send("POST", "officer", `/campaigns/${campaignId}/task-facts`, { body: { unitIds: units.map(house.unit) } });

describe("the Office's quarterly review (plan V.3)", () => {
  it("outside its days needs a reason; says what cannot be; is seen before it is changed", async () => {
    expect(wrongFields(await review("vanphong", "SNV", 1, "0", { reason: "" }))).toEqual(["/reason"]);
    expect(wrongFields(await review("vanphong", "SNV", 1, "0", { completed: 11 }))).toEqual(["/completed"]);
    expect((await review("vanphong", "SNV", 1, "0")).status).toBe(200);
    expect((await review("vanphong", "SNV", 1, "0")).status).toBe(412);
    expect((await review("vanphong", "SNV", 1, "1", { exceeded: 3 })).status).toBe(200);
    expect((await review("vanphong", "SNV", 2, "0", { assigned: 20, completed: 20, onTime: 19, exceeded: 3 })).status).toBe(200);
    expect([(await review("giamdoc", "SNV", 3, "0")).status, (await review("vanphong", "nothing", 1, "0")).status, (await review("vanphong", "SNV", 5, "0")).status]).toEqual([403, 404, 404]);
  });
});

describe("what goes into the campaign", () => {
  it("the quarters add up; what the conditions allow stands beside; a head sees the own unit", async () => {
    expect(await of("SNV")).toMatchObject({ tasks: { assigned: 30, completed: 30, onTime: 28, exceeded: 6 }, source: "review", quarters: [1, 2], allowed: "completed" });
    expect((await facts("giamdoc")).map((one) => one.code)).toEqual(["SNV"]);
  });

  it("offices come before their department, and nobody without counts is written", async () => {
    expect((await of("SNV"))?.waitingFor).toEqual(["Đơn vị SNV.VP"]);
    expect(wrongFields(await fill("SNV", "STC"))).toEqual(["/unitIds/0", "/unitIds/1"]);
    levels.set(house.unit("SNV.VP"), "good");
    expect((await of("SNV"))?.waitingFor).toEqual([]);
    expect((await house.send("POST", "giamdoc", `/campaigns/${campaignId}/task-facts`, { body: { unitIds: [house.unit("SNV")] } })).status).toBe(403);
    expect((await fill("SNV")).status).toBe(201);
    const { rows } = await house.superuser.query<{ key: string; value: unknown }>("select key, value from congtam.campaign_fact where unit = $1 order by key", [house.unit("SNV")]);
    expect(rows).toEqual([{ key: "subordinateFailed", value: false }, { key: "tasks", value: { assigned: 30, completed: 30, onTime: 28, exceeded: 6 } }]);
  });

  it("a lower organisation that failed holds the higher one back; a gap is left to people", async () => {
    levels.set(house.unit("SNV.VP"), "failed");
    expect(await of("SNV")).toMatchObject({ subordinateFailed: true });
    expect((await review("vanphong", "STC", 1, "0", { completed: 8, onTime: 8, exceeded: 0 })).status).toBe(200);
    expect(await of("STC")).toMatchObject({ allowed: null });
  });
});
