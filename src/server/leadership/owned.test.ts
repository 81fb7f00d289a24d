import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../contract/route.ts";
import { type CampaignHouse, openCampaignHouse } from "../../../tests/server/campaign-house.ts";
import { freezeRegulation, importRegulation } from "../regulation/index.ts";
import { regulationFiles } from "../../../tests/server/regulation-files.ts";
import { leadershipEndpoints, missingMarks, ratingsOf } from "./index.ts";

/** Where a unit evaluates its own offices, its head and deputies are the leaders who mark them (QĐ 02050, II.4.d). */

const LEAF = "4.1";
const AMENDING = { number: "12/QĐ-STC", on: "2026-06-01", text: "Sửa đổi bộ tiêu chí của Sở." };
const REASON = "sắp xếp lại các phòng giữa năm";

let house: CampaignHouse;
let own = "";

beforeAll(async () => {
  house = await openCampaignHouse(leadershipEndpoints(async () => false));
  await house.addUnits([{ code: "STC", index: "01" }, { code: "SNV", index: "01" }]);
  await house.addUnits(["P1", "P2"].map((code) => ({ code, index: "01", parent: "STC" })));
  const posts: [string, Role, Parameters<CampaignHouse["add"]>[2]][] = [
    ["head", "unit-head", [{ unit: "STC", kind: "head" }]],
    ["deputy", "unit-head", [{ unit: "STC", kind: "deputy" }]],
    ["second", "unit-head", [{ unit: "STC", kind: "deputy" }]],
    ["helper", "council-member", [{ unit: "STC", kind: "deputy" }]],
    ["p1.head", "unit-head", [{ unit: "P1", kind: "head" }]],
    ["snv.head", "unit-head", [{ unit: "SNV", kind: "head" }]],
    ["chairman", "chairman", []],
    ["officer", "programme-officer", [{ unit: "STC" }]],
    ["auditor", "auditor", []],
  ];
  for (const [name, role, post] of posts) await house.add(name, [role], post);
});
beforeEach(async () => {
  own = await house.campaign(["P1", "P2"], "STC");
  await house.bringTo(own, "self-scoring");
});
afterAll(() => house.closeAll());

const path = (rest: string): string => `/campaigns/${own}${rest}`;
const give = (as: string, unit: string, mark: string, campaign = own) => house.send("PUT", as, `/campaigns/${campaign}/units/${house.unit(unit)}/marks/${LEAF}`, { body: { mark }, seen: "0" });
const setRemit = (as: string, name: string, units: readonly string[], seen = "0") => house.send("PUT", as, path(`/remits/${house.person(name)}`), { body: { unitIds: units.map(house.unit) }, seen });
const act = (as: string, action: object, seen: string) => house.send("POST", as, path("/actions"), { body: action, seen });

describe("marks for a unit's own offices", () => {
  it("the head marks every office, a deputy those of a remit that the head sets", async () => {
    expect(((await house.send("GET", "head", path("/remits"))).json["items"] as { name: string; role: string }[]).map(({ name, role }) => `${name} ${role}`).toSorted()).toEqual(["deputy vice-chairman", "head chairman", "second vice-chairman"]);
    expect((await give("deputy", "P1", "4")).status).toBe(403);
    expect((await setRemit("head", "deputy", ["P1"])).status).toBe(200);
    expect([(await give("deputy", "P1", "4")).status, (await give("deputy", "P2", "4")).status]).toEqual([200, 403]);
    expect([(await give("head", "P1", "5")).status, (await give("head", "P2", "3")).status]).toEqual([200, 200]);
    expect((await house.send("GET", "deputy", path("/marking"))).json).toMatchObject({ expected: 1, given: 1, items: [{ unitCode: "P1" }] });
    const [ratings, missing] = await house.database.transaction(async (tx) => [await ratingsOf(tx, own), await missingMarks(tx, own)]);
    expect(Object.fromEntries(ratings.map(({ unitId, ratings: given }) => [unitId, given.toSorted()]))).toEqual({ [house.unit("P1")]: ["4.00", "5.00"], [house.unit("P2")]: ["3.00"] });
    expect(missing).toEqual([]);
  });

  it("what is missing is asked of them, not of the authority's leaders", async () => {
    await setRemit("head", "second", ["P2"]);
    const { json } = await house.send("GET", "deputy", path("/marks/progress"));
    const rows = (json["items"] as { name: string; expected: number }[]).map(({ name, expected }) => `${name} ${String(expected)}`);
    expect(rows.toSorted()).toEqual(["deputy 0", "head 2", "second 1"]);
  });

  it("while marks are given each sees the own ones only, though all of them are officers there", async () => {
    await setRemit("head", "deputy", ["P1"]);
    await give("deputy", "P1", "2.22");
    await give("head", "P1", "4.44");
    for (const stage of ["self-scoring", "consolidation"]) {
      await house.bringTo(own, stage);
      for (const [as, marks] of [["deputy", ["2.22"]], ["head", ["4.44"]], ["second", []]] as const) expect([stage, as, ((await house.send("GET", as, path("/marks"))).json["items"] as { mark: string }[]).map((one) => one.mark)]).toEqual([stage, as, marks]);
    }
    await house.bringTo(own, "decided");
    expect((await house.send("GET", "second", path("/marks"))).json["items"]).toHaveLength(2);
  });

  it.each(["p1.head", "helper"])("%s, who is evaluated or helps, gives no marks", async (as) => {
    expect((await give(as, "P2", "4")).status).toBe(403);
    expect((await house.send("GET", as, path("/marks"))).status).toBe(403);
  });

  it.each(["snv.head", "chairman", "officer"])("for %s, outside the unit or there by the authority's role, the campaign does not exist", async (as) => {
    expect([(await give(as, "P1", "4")).status, (await house.send("GET", as, path("/marks/progress"))).status].every((status) => status === 403 || status === 404)).toBe(true);
    expect((await house.send("GET", as, path("/remits"))).status).toBe(404);
  });

  it("in the authority's campaign a unit's head leads nobody", async () => {
    const province = await house.campaign(["STC", "SNV"]);
    await house.bringTo(province, "self-scoring");
    expect((await give("head", "SNV", "4", province)).status).toBe(403);
    for (const rest of ["/marking", "/marks", "/marks/history", "/marks/progress", "/remits", `/remits/${house.person("deputy")}`, `/units/${house.unit("SNV")}/marks/${LEAF}`]) expect([rest, (await house.send("GET", "head", `/campaigns/${province}${rest}`)).status]).toEqual([rest, 403]);
    expect((await house.send("PUT", "head", `/campaigns/${province}/remits/${house.person("deputy")}`, { body: { unitIds: [] }, seen: "0" })).status).toBe(403);
  });
});

describe("an amendment in a unit's campaign", () => {
  const propose = async (as: string, seen: string) => act(as, { kind: "propose-amendment", regulationVersionId: await another(), document: AMENDING, reason: REASON }, seen);
  let versions = 0;
  /** Another frozen version of the same regulation. */
  async function another(): Promise<string> {
    const { "regulation.yaml": text = "", ...others } = regulationFiles("dak-lak-2025");
    return house.database.transaction(async (tx) => {
      const { version } = await importRegulation(tx, "importer", { ...others, "regulation.yaml": text.replace(/^title: .*$/m, `title: Sửa đổi lần ${String(++versions)}`) });
      await freezeRegulation(tx, "another", version.id);
      return version.id;
    });
  }
  const available = async (as: string) => (await house.send("GET", as, path(""))).json["availableActions"];

  it("that the head proposed a deputy approves, and not the head", async () => {
    expect((await propose("head", "1")).status).toBe(201);
    expect((await act("head", { kind: "approve-amendment", proposal: 2 }, "2")).status).toBe(409);
    expect((await act("helper", { kind: "approve-amendment", proposal: 2 }, "2")).status).toBe(403);
    expect(await available("deputy")).toContain("approve-amendment");
    expect((await act("deputy", { kind: "approve-amendment", proposal: 2 }, "2")).json).toMatchObject({ amendments: [{ state: "approved", decidedBy: house.person("deputy") }] });
  });

  it("that a deputy proposed the head or another deputy approves, and not the same", async () => {
    expect((await propose("deputy", "1")).status).toBe(201);
    expect((await act("deputy", { kind: "approve-amendment", proposal: 2 }, "2")).status).toBe(409);
    expect((await act("second", { kind: "approve-amendment", proposal: 2 }, "2")).status).toBe(201);
  });

  it("what is the chair's otherwise stays the head's", async () => {
    expect((await act("deputy", { kind: "approve-reopening", proposal: 1 }, "1")).status).toBe(403);
    expect((await act("head", { kind: "approve-reopening", proposal: 1 }, "1")).status).toBe(409);
  });

  it("in the authority's campaign an officer still approves none", async () => {
    const province = await house.campaign(["STC", "SNV"]);
    expect((await house.send("POST", "officer", `/campaigns/${province}/actions`, { body: { kind: "approve-amendment", proposal: 1 }, seen: "0" })).status).toBe(403);
  });
});
