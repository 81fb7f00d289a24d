import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CampaignHouse, type Cast, openCampaignHouse, reach } from "../../../tests/server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";

/** Reasons that were given before, offered to whoever appraises. */

const CODES = ["SNV", "STC", "STP", "SXD"];
const UNITS = [...CODES.map((code) => ({ code, name: `Sở ${code}`, index: "01" })), { code: "XA1", name: "Xã 1", index: "03" }];
const CAST: Cast = {
  officer: { role: "programme-officer" },
  ...Object.fromEntries(UNITS.map(({ code }) => [`truong.${code.toLowerCase()}`, { role: "unit-head", unit: code, kind: "head" } as const])),
  chair: { role: "council-chair" },
  member: { role: "council-member", unit: "SXD" },
  second: { role: "council-member" },
  idle: { role: "council-member" },
  auditor: { role: "auditor" },
};
const LEAF = "1.1.1";
const [LATE, MISSING] = ["Báo cáo nộp chậm 5 ngày.", "Chưa có tài liệu kiểm chứng."];

let test: TestDatabase;
let house: CampaignHouse;
beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, UNITS, CAST);
  const items = ["member", "second"].flatMap((name) => ["01", "03"].map((index) => ({ personId: house.personOf(name), index, codes: ["1"] })));
  await house.send("chair", "POST", `/campaigns/${house.campaignId}/assignments`, { items });
  await reach(house, "appraisal-1");
}, 30_000);
afterAll(async () => {
  await house.close();
  await test.close();
});

const at = (unit: string, round: string, code = LEAF): string => `/campaigns/${house.campaignId}/units/${house.unitId(unit)}/appraisals/${round}/${code}`;
const appraise = async (as: string, unit: string, reason: string, seen = "0", round = "1"): Promise<void> => {
  expect(await house.send(as, "PUT", at(unit, round), { input: { points: seen === "0" ? "1.00" : "1.50" }, reason }, seen)).toMatchObject({ status: 200 });
};
type Item = { readonly reason: string; readonly uses: number; readonly own: number };
async function offered(as: string, unit = "SNV", more = ""): Promise<[string, number, number][]> {
  const { status, json } = await house.send(as, "GET", `${at(unit, "1")}/reasons${more}`);
  expect(status).toBe(200);
  return (json["items"] as Item[]).map(({ reason, uses, own }) => [reason, uses, own]);
}

describe("reasons used before", () => {
  it("in a running round are one's own, most used first, as they stand now and of this index alone", async () => {
    expect(await offered("second")).toEqual([]);
    await appraise("second", "SNV", "Viết nhầm, sẽ sửa lại.");
    await appraise("second", "SNV", MISSING, "1");
    await appraise("second", "STC", LATE);
    await appraise("second", "STP", LATE);
    await appraise("second", "XA1", "Của một chỉ số khác.");
    await appraise("member", "STC", "Lý do của thành viên khác.");
    expect(await offered("second")).toEqual([[LATE, 2, 2], [MISSING, 1, 1]]);
    expect(await offered("second", "SNV", "?limit=1")).toEqual([[LATE, 2, 2]]);
    expect(await offered("member")).toEqual([["Lý do của thành viên khác.", 1, 1]]);
  });

  it("are the council's too for the chair, who settles what members see differently, and for members once the round has closed", async () => {
    const all = [[LATE, 2, 0], ["Lý do của thành viên khác.", 1, 0], [MISSING, 1, 0]];
    expect((await offered("chair")).toSorted((a, b) => (a[0] < b[0] ? -1 : 1))).toEqual(all.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
    await reach(house, "explanation", "appraisal-1");
    await enterLate("SXD", "Của đơn vị mình.");
    // What stands against one's own unit is not offered.
    expect((await offered("member")).toSorted((a, b) => b[1] - a[1])).toEqual([[LATE, 2, 0], ["Lý do của thành viên khác.", 1, 1], [MISSING, 1, 0]]);
    expect((await offered("second")).map(([reason]) => reason)).toContain("Của đơn vị mình.");
  });

  it("are for whoever may appraise the criterion, and for nobody else", async () => {
    for (const [as, unit, status] of [["idle", "SNV", 403], ["member", "SXD", 403], ["officer", "SNV", 403], ["auditor", "SNV", 403], ["truong.snv", "SNV", 403], ["truong.stc", "SNV", 404], ["nobody", "SNV", 401]] as const) {
      expect([as, (await house.send(as, "GET", `${at(unit, "1")}/reasons`)).status]).toEqual([as, status]);
    }
    expect((await house.send("second", "GET", `${at("SNV", "1", "1.9.9")}/reasons`)).status).toBe(403);
    expect((await house.send("chair", "GET", `${at("SNV", "1", "1.9.9")}/reasons`)).status).toBe(403);
  });

  it("take as many questions for many appraisals as for few", async () => {
    const statements = async (limit: number): Promise<number> => {
      const from = test.database.statements();
      await offered("second", "SNV", `?limit=${String(limit)}`);
      return test.database.statements() - from;
    };
    const few = await statements(1);
    await test.superuser.query("insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) select $1, $2, $3, 'appraisal-1', 'm' || i, 1, '{\"points\": \"1\"}', 'Lý do số ' || (i % 40), 'm' || i, now() from generate_series(1, 200) i", [house.campaignId, house.unitId("STC"), LEAF]);
    expect(await statements(50)).toBe(few);
    expect(await offered("second", "SNV", "?limit=50")).toHaveLength(44);
    expect((await house.send("second", "GET", `${at("SNV", "1")}/reasons?limit=51`)).status).toBe(422);
  });

  it("broke nothing inside", () => {
    expect(house.failures).toEqual([]);
  });
});

/** As if it had been entered while the round was open. */
async function enterLate(unit: string, note: string): Promise<void> {
  await test.superuser.query("insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) values ($1, $2, $3, 'appraisal-1', 'x', 1, '{\"points\": \"1\"}', $4, 'x', now())", [house.campaignId, house.unitId(unit), LEAF, note]);
}
