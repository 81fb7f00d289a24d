import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reach } from "../../../tests/server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "../../../tests/trust/province.ts";

/** A round of the appraisal as each of the council has it before them. */

const UNITS = ["SNV", "STC", "STP"];
const shared = ownOf("STC").filter((one) => one.code.startsWith("1.") && UNITS.every((unit) => ownOf(unit).some((own) => own.code === one.code)));
const [first, second] = shared.map((one) => one.code) as [string, string];
const REASON = "Theo kết quả kiểm tra thực tế.";

let house: Province;
beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  for (const name of ["hd.mot", "hd.hai", "hd.stc"]) await assign(house, name, "1");
  await reach(house, "self-scoring");
  for (const code of [first, second]) await house.send("cham.snv", "PUT", `${fileOf(house, "SNV")}/scores/${code}`, { input: ownOf("SNV").find((one) => one.code === code)?.input }, "0");
}, 60_000);
afterAll(() => house.end());

type Round = { readonly seesAll: boolean; readonly isOpen: boolean; readonly units: { unitCode: string; total: number; left: number }[]; readonly criteria: { index: string; code: string; total: number; left: number }[]; readonly disagreements: { unitId: string; code: string; state: string; gap: string }[]; readonly disagreementCount: number; readonly decisions: { code: string; points: string; before: string; reason: string }[] };
async function round(as: string, number = "1"): Promise<Round> {
  const { status, json } = await house.send(as, "GET", `/campaigns/${house.campaignId}/rounds/${number}`);
  expect(status).toBe(200);
  return json as Round;
}
async function appraise(as: string, code: string, points: string, seen = "0"): Promise<void> {
  const { status } = await house.send(as, "PUT", `${fileOf(house, "SNV")}/appraisals/1/${code}`, { input: { points }, reason: REASON }, seen);
  expect(status).toBe(200);
}
const sum = (all: readonly { readonly left: number }[]) => all.reduce((total, one) => total + one.left, 0);

describe("a round", () => {
  it("tells nothing before it begins", async () => {
    expect(await round("hd.mot")).toMatchObject({ isOpen: false, units: [], criteria: [], disagreements: [], decisions: [] });
  });

  it("is for the council alone", async () => {
    const asked = await Promise.all(["cham.snv", "truong.snv", "quantri", "chutich"].map(async (as) => (await house.send(as, "GET", `/campaigns/${house.campaignId}/rounds/1`)).status));
    expect(asked).toEqual([403, 403, 403, 403]);
  });

  it("counts what is left by unit and by criterion alike, never of a unit of one's own", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    const [one, stc] = [await round("hd.mot"), await round("hd.stc")];
    expect([one.units.map((unit) => unit.unitCode), stc.units.map((unit) => unit.unitCode)]).toEqual([UNITS, ["SNV", "STP"]]);
    expect(sum(one.units)).toBe(sum(one.criteria));
    expect(sum(one.units)).toBeGreaterThan(0);
    const work = (await house.send("hd.mot", "GET", "/me/work")).json["items"];
    expect(work).toMatchObject([{ kind: "appraise", left: sum(one.units) }]);
    await appraise("hd.mot", first, "0.50");
    const after = await round("hd.mot");
    expect([sum(after.units), sum(after.criteria)]).toEqual([sum(one.units) - 1, sum(one.units) - 1]);
  });

  it("shows a member the own changes only, and the chair what members differ on, the widest first", async () => {
    expect(await round("hd.mot")).toMatchObject({ seesAll: false, disagreementCount: 1, disagreements: [{ code: first, state: "changed" }], decisions: [{ code: first, points: "0.50", reason: REASON }] });
    expect((await round("chair")).disagreements).toEqual([]);
    await appraise("hd.hai", first, "1.00");
    await appraise("hd.mot", second, "0.00");
    await appraise("hd.hai", second, "1.00");
    expect(await round("chair")).toMatchObject({ seesAll: true, units: [], disagreementCount: 2, disagreements: [{ code: second, state: "disputed", gap: "1.00" }, { code: first, state: "disputed", gap: "0.50" }], decisions: [] });
    for (const as of ["officer", "group", "auditor"]) expect(await round(as)).toMatchObject({ seesAll: true, disagreementCount: 2 });
    expect((await round("hd.hai")).disagreements.map((one) => one.state)).toEqual(["changed", "changed"]);
  });

  it("keeps what the chair has decided", async () => {
    await appraise("chair", second, "0.25");
    expect(await round("chair")).toMatchObject({ disagreements: [{ code: first, state: "disputed" }, { code: second, state: "settled", gap: "1.00" }], decisions: [{ code: second, points: "0.25", reason: REASON }] });
  });

  it("asks as many questions for many units as for few", async () => {
    const statements = async (as: string) => {
      const before = house.test.database.statements();
      await round(as);
      return house.test.database.statements() - before;
    };
    await round("hd.stc");
    expect(await statements("hd.mot")).toBe(await statements("hd.stc"));
  });
});
