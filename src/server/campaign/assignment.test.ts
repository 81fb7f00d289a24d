import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../contract/route.ts";
import { type CampaignHouse, openCampaignHouse, wrongFields } from "../../../tests/server/campaign-house.ts";
import { conflictsOf, engineOf, findCampaign, findCampaignUnit, leavesToAppraise, mandateOf } from "./index.ts";

const CODES = ["SNV", "STC", "STP", "NEW", "OLD", "X02"];
/** Who may not appraise which unit of the campaign, and why; everything else they may. */
const CONFLICTS: Readonly<Record<string, Readonly<Record<string, "post" | "kin">>>> = {
  chair: { SNV: "post" },
  stc: { STC: "post" },
  // Moved in the middle of the year: both are closed.
  moved: { STP: "post", STC: "post" },
  // Left before the year began.
  left: {},
  // Of the unit that was merged into NEW, and of NEW itself.
  old: { OLD: "post", NEW: "kin" },
  fresh: { NEW: "post", OLD: "kin" },
  outsider: {},
};
const MEMBERS = Object.keys(CONFLICTS);

let house: CampaignHouse;
let id = "";

beforeAll(async () => {
  house = await openCampaignHouse();
  await house.addUnits([...["SNV", "STC", "STP", "NEW", "OLD"].map((code) => ({ code, index: "01" })), { code: "X02", index: "02" }, { code: "OUT", index: null }]);
  await house.add("chair", ["council-chair"], [{ unit: "SNV" }]);
  await house.add("stc", ["council-member"], [{ unit: "STC" }]);
  await house.add("moved", ["council-member"], [{ unit: "STP", to: "2026-06-01" }, { unit: "STC", from: "2026-06-01" }]);
  await house.add("left", ["council-member"], [{ unit: "STC", to: "2026-01-01" }]);
  await house.add("old", ["council-member"], [{ unit: "OLD", to: "2026-07-01" }]);
  await house.add("fresh", ["council-member"], [{ unit: "NEW", from: "2026-08-01" }]);
  await house.add("outsider", ["council-member"], [{ unit: "OUT" }]);
  await house.add("helper", ["working-group"]);
  await house.add("officer", ["programme-officer"]);
  await house.add("auditor", ["auditor"]);
  await house.add("head", ["unit-head"], [{ unit: "STC" }]);
  await house.superuser.query("insert into congtam.unit_successor (unit_id, successor_id, on_day, kind) values ($1, $2, '2026-07-01', 'merge')", [house.unit("OLD"), house.unit("NEW")]);
});
beforeEach(async () => {
  id = await house.campaign(CODES);
  house.room.recorded = [];
});
afterAll(() => house.closeAll());

type Item = { personId: string; index: string; codes: string[]; unitIds?: string[] | null };
const item = (name: string, codes: string[], unitCodes?: string[], index = "01"): Item => ({ personId: house.person(name), index, codes, unitIds: unitCodes?.map(house.unit) ?? null });
const assign = (as: string, ...items: Item[]) => house.send("POST", as, `/campaigns/${id}/assignments`, { body: { items } });
const assigned = async (...items: Item[]): Promise<{ created: { id: string }[]; existing: { id: string }[]; conflicts: unknown[] }> => {
  const { status, json } = await assign("officer", ...items);
  expect(status).toBe(201);
  return json as Awaited<ReturnType<typeof assigned>>;
};
const listed = async (search = "", as = "officer"): Promise<{ id: string; unitId: string | null; personName: string }[]> => (await house.send("GET", as, `/campaigns/${id}/assignments${search}`)).json["items"] as never;
const mayAppraise = (name: string, code: string): Promise<ReadonlySet<string>> =>
  house.database.read(async (tx) => {
    const campaign = (await findCampaign(tx, id))!;
    const unit = (await findCampaignUnit(tx, id, house.unit(code)))!;
    const { indexes } = await engineOf(tx, campaign);
    return leavesToAppraise(await mandateOf(tx, campaign, { personId: house.person(name), isChair: false }), indexes.get(unit.index)!, unit);
  });

describe("conflict of interest, every member with every unit", () => {
  const cells = MEMBERS.flatMap((name) => CODES.map((code) => ({ name, code, because: CONFLICTS[name]?.[code] })));
  const indexOf = (code: string): string => (code === "X02" ? "02" : "01");

  it.each(cells.filter((one) => one.because === undefined))("$name may appraise $code", async ({ name, code }) => {
    expect((await assign("chair", item(name, ["1"], [code], indexOf(code)))).status).toBe(201);
    expect((await mayAppraise(name, code)).size).toBeGreaterThan(0);
  });

  it.each(cells.filter((one) => one.because !== undefined))("$name may not appraise $code ($because): refused when named, left out of all, refused by the database", async ({ name, code }) => {
    const index = indexOf(code);
    const one = await assign("chair", item(name, ["1"], [code], index));
    expect([one.status, wrongFields(one)]).toEqual([422, ["/items/0/unitIds/0"]]);
    expect(JSON.stringify(one.json)).toContain(`thuộc ${code} (Đơn vị ${code})`);
    expect(await listed()).toEqual([]);
    await assigned(item(name, ["1"], undefined, index));
    expect((await mayAppraise(name, code)).size).toBe(0);
    const bySql = house.superuser.query("insert into congtam.campaign_assignment (campaign, person, index_code, code, unit, at, by) values ($1, $2, $3, '1', $4, now(), 'x')", [id, house.person(name), index, house.unit(code)]);
    await expect(bySql).rejects.toThrow(/conflict of interest/);
  });

  it.each(MEMBERS)("conflictsOf %s names exactly these units of the campaign", async (name) => {
    const found = await house.database.read(async (tx) => conflictsOf(tx, (await findCampaign(tx, id))!, house.person(name)));
    expect(CODES.filter((code) => found.has(house.unit(code)))).toEqual(CODES.filter((code) => CONFLICTS[name]?.[code] !== undefined));
  });

  it("what all units leave out is told with the reason", async () => {
    const { conflicts, created } = await assigned(item("moved", ["1", "2"]), item("old", ["1"]), item("stc", ["1"], undefined, "02"));
    expect(created).toHaveLength(4);
    const told = (name: string, code: string, because: string) => ({ personId: house.person(name), unitId: house.unit(code), code, name: `Đơn vị ${code}`, because });
    expect(conflicts).toEqual([told("moved", "STC", "post"), told("moved", "STP", "post"), told("old", "NEW", "kin"), told("old", "OLD", "post")]);
  });

  it("the people who may be assigned are listed with it", async () => {
    const { json } = await house.send("GET", "chair", `/campaigns/${id}/appraisers`);
    const items = json["items"] as { name: string; roles: Role[]; conflicts: { code: string; because: string }[] }[];
    const told = Object.fromEntries(items.map((one) => [one.name, Object.fromEntries(one.conflicts.map(({ code, because }) => [code, because]))]));
    expect(told).toEqual({ ...CONFLICTS, helper: {} });
    expect(items.find((one) => one.name === "chair")?.roles).toEqual(["council-chair"]);
  });

  it("a transfer after the assignment closes the new unit at once", async () => {
    await house.add("mover", ["council-member"]);
    await assigned(item("mover", ["1"]));
    expect((await mayAppraise("mover", "STC")).size).toBeGreaterThan(0);
    await house.superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from) values ('transfer', $1, $2, 'officer', 'T', '2026-11-01')", [house.person("mover"), house.unit("STC")]);
    expect((await mayAppraise("mover", "STC")).size).toBe(0);
  });
});

describe("assigning", () => {
  it("reaches the leaves under a content, a group or a leaf, and nothing else", async () => {
    const engine = await house.database.read(async (tx) => engineOf(tx, (await findCampaign(tx, id))!));
    const index = engine.indexes.get("01")!;
    const group = [...index.groupLeaves].find(([code, leaves]) => code.startsWith("2.") && leaves.length > 1)!;
    const leaf = index.contents[0]!.leaves[0]!.code;
    await assigned(item("outsider", ["3"]), item("outsider", [group[0], leaf], ["STC"]));
    const third = index.groupLeaves.get("3")!.map((one) => one.code);
    expect([...(await mayAppraise("outsider", "STC"))].toSorted()).toEqual([...third, ...group[1].map((one) => one.code), leaf].toSorted());
    expect([...(await mayAppraise("outsider", "STP"))].toSorted()).toEqual([...third].toSorted());
    expect(await mayAppraise("outsider", "X02")).toEqual(new Set());
    expect(await mayAppraise("stc", "STP")).toEqual(new Set());
  });

  it("says what is new and what was there, once however often it is asked for, and records only the new", async () => {
    const first = await assigned(item("outsider", ["1", "1"], ["STC", "STP", "STC"]));
    expect(first.created).toHaveLength(2);
    const second = await assigned(item("outsider", ["1"], ["STC", "SNV"]));
    expect(second.existing).toEqual([first.created[0]]);
    expect(second.created).toMatchObject([{ unitId: house.unit("SNV"), code: "1", index: "01", personId: house.person("outsider") }]);
    expect(house.room.recorded.map((one) => [one.action, one.subject, one.data["assignments"]])).toEqual([["campaign.assigned", `campaign:${id}`, first.created], ["campaign.assigned", `campaign:${id}`, second.created]]);
    const twice = await Promise.all([1, 2, 3].map(() => assigned(item("helper", ["2"]))));
    expect(twice.map((one) => one.created.length).toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
    expect(twice.map((one) => one.created.length + one.existing.length)).toEqual([1, 1, 1]);
  });

  it("names every wrong field and then assigns nothing", async () => {
    const items = [{ ...item("outsider", ["1", "9.9"], ["X02"]), unitIds: [house.unit("X02"), "nowhere", house.unit("STC")] }, item("officer", ["1"]), item("nobody", ["1"]), item("outsider", ["1"], undefined, "09")];
    const answer = await assign("officer", ...items);
    expect(answer.status).toBe(422);
    expect(wrongFields(answer)).toEqual(["/items/0/codes/1", "/items/0/unitIds/0", "/items/0/unitIds/1", "/items/1/personId", "/items/2/personId", "/items/3/index"]);
    expect(await listed()).toEqual([]);
    expect(house.room.recorded).toEqual([]);
  });

  it("refuses more than five thousand at once", async () => {
    const many = Array.from({ length: 26 }, () => item("outsider", Array.from({ length: 200 }, () => "1")));
    expect(wrongFields(await assign("officer", ...many))).toEqual(["/items"]);
  });

  it("is over when consolidation begins", async () => {
    const { created: [one] } = await assigned(item("outsider", ["1"]));
    await house.bringTo(id, "appraisal-2");
    await assigned(item("outsider", ["2"]));
    await house.bringTo(id, "consolidation");
    expect((await assign("officer", item("outsider", ["3"]))).status).toBe(409);
    expect((await house.send("POST", "officer", `/campaigns/${id}/assignments/${one?.id ?? ""}/ending`)).status).toBe(409);
  });

  it.each(["stc", "helper", "auditor", "head"])("is not for %s", async (name) => {
    expect((await assign(name, item("outsider", ["1"]))).status).toBe(403);
  });

  it("is not seen by the units, nor in a campaign that does not exist", async () => {
    expect((await house.send("GET", "head", `/campaigns/${id}/assignments`)).status).toBe(403);
    for (const [method, path] of [["GET", "assignments"], ["GET", "appraisers"], ["GET", "coverage"], ["GET", "coverage/01/1"]] as const) expect((await house.send(method, "officer", `/campaigns/nowhere/${path}`)).status).toBe(404);
  });
});

describe("ending and listing", () => {
  it("ends once, keeps the past, and may be assigned anew", async () => {
    const { created: [one] } = await assigned(item("outsider", ["1"]));
    const end = () => house.send("POST", "chair", `/campaigns/${id}/assignments/${one?.id ?? ""}/ending`);
    expect(await end()).toMatchObject({ status: 200, json: one as object });
    expect((await end()).status).toBe(409);
    expect(await listed()).toEqual([]);
    expect((await mayAppraise("outsider", "STC")).size).toBe(0);
    expect(house.room.recorded.at(-1)).toMatchObject({ action: "campaign.assignment-ended", subject: `campaign:${id}`, data: one });
    expect((await assigned(item("outsider", ["1"]))).created).toHaveLength(1);
    await expect(house.superuser.query("set role congtam_app; delete from congtam.campaign_assignment")).rejects.toThrow(/permission denied/);
    await house.superuser.query("reset role");
    await expect(house.superuser.query("update congtam.campaign_assignment set ended_at = null, ended_by = null where id = $1", [one?.id])).rejects.toThrow(/never changes/);
  });

  it("does not end what belongs to another campaign", async () => {
    const { created: [one] } = await assigned(item("outsider", ["1"]));
    const other = await house.campaign(["SNV"]);
    for (const url of [`/campaigns/${other}/assignments/${one?.id ?? ""}/ending`, `/campaigns/${id}/assignments/nowhere/ending`]) expect((await house.send("POST", "officer", url)).status).toBe(404);
    expect(await listed()).toHaveLength(1);
  });

  it("filters by person, index and unit, page by page, with as many questions for many as for few", async () => {
    await assigned(item("outsider", ["1", "2"]), item("stc", ["1"], ["SNV", "STP"]), item("outsider", ["1"], undefined, "02"));
    expect(await listed(`?personId=${house.person("stc")}`)).toMatchObject([{ personName: "stc", unitId: house.unit("SNV"), by: house.person("officer") }, {}]);
    expect((await listed("?index=02")).length).toBe(1);
    // Two reach it as one of all units, one by name.
    expect((await listed(`?unitId=${house.unit("STP")}`)).length).toBe(3);
    expect((await listed(`?unitId=nowhere`)).length).toBe(0);
    const all = await listed();
    const statements = async (url: string) => {
      const before = house.database.statements();
      const { json } = await house.send("GET", "auditor", `/campaigns/${id}/${url}`);
      return { count: house.database.statements() - before, json };
    };
    const few = await statements("assignments?limit=1");
    expect((await statements("assignments?limit=200")).count).toBe(few.count);
    const next = await statements(`assignments?limit=200&cursor=${String(few.json["nextCursor"])}`);
    expect([...(few.json["items"] as unknown[]), ...(next.json["items"] as unknown[])]).toEqual(all);
    expect((await house.send("GET", "officer", `/campaigns/${id}/assignments?cursor=x`)).status).toBe(422);
  });
});
