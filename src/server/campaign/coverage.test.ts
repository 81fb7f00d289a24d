import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CampaignHouse, openCampaignHouse } from "../../../tests/server/campaign-house.ts";
import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import { assignmentsOf } from "./assignment-queries.ts";
import { engineOf, findCampaign, handOverAssignments } from "./index.ts";

const CODES = ["SNV", "STC", "STP", "X02"];
let house: CampaignHouse;
let index: CompiledIndex;
let id = "";

beforeAll(async () => {
  house = await openCampaignHouse();
  await house.addUnits([...["SNV", "STC", "STP"].map((code) => ({ code, index: "01" })), { code: "X02", index: "02" }]);
  await house.add("officer", ["programme-officer"]);
  await house.add("stc", ["council-member"], [{ unit: "STC" }]);
  await house.add("free", ["council-member"]);
  await house.add("helper", ["working-group"]);
  await house.add("former", []);
  await house.add("snv", ["council-member"], [{ unit: "SNV" }]);
});
beforeEach(async () => {
  id = await house.campaign(CODES);
  house.room.recorded = [];
  index = await house.database.read(async (tx) => (await engineOf(tx, (await findCampaign(tx, id))!)).indexes.get("01")!);
});
afterAll(() => house.closeAll());

async function assigned(name: string, codes: readonly string[], unitCodes?: readonly string[]): Promise<void> {
  const items = [{ personId: house.person(name), index: "01", codes, unitIds: unitCodes?.map(house.unit) ?? null }];
  expect((await house.send("POST", "officer", `/campaigns/${id}/assignments`, { body: { items } })).status).toBe(201);
}
type Counted = { index: string; code: string; cells: number; uncovered: number; units: number; scoredBy: string };
const covered = async (): Promise<Counted[]> => (await house.send("GET", "officer", `/campaigns/${id}/coverage`)).json["items"] as Counted[];
const ofContent = async (code: string): Promise<Counted | undefined> => (await covered()).find((one) => one.index === "01" && one.code === code);
const gaps = async (code: string, search = "") => (await house.send("GET", "officer", `/campaigns/${id}/coverage/01/${code}${search}`)).json as { items: { code: string; leaves: string[] }[]; nextCursor: string | null };
const leavesOf = (code: string): string[] => index.groupLeaves.get(code)!.map((leaf) => leaf.code);

describe("coverage", () => {
  it("counts every criterion of every unit while nobody is assigned", async () => {
    const all = await covered();
    expect(all.map((one) => `${one.index} ${one.code}`)).toEqual(["01", "02", "03"].flatMap((one) => ["1", "2", "3", "4", "5", "6"].map((code) => `${one} ${code}`)));
    const many = leavesOf("1").length * 3;
    expect(all[0]).toEqual({ index: "01", code: "1", title: index.contents[0]!.content.title, scoredBy: "unit", cells: many, uncovered: many, units: 3 });
    expect(all.at(-1)).toMatchObject({ index: "03", cells: 0, uncovered: 0, units: 0 });
  });

  it("leaves open what a conflict of interest leaves open, until another member takes it", async () => {
    await assigned("stc", ["1"]);
    const own = leavesOf("1").length;
    expect(await ofContent("1")).toMatchObject({ cells: own * 3, uncovered: own, units: 1 });
    expect(await gaps("1")).toEqual({ items: [{ unitId: house.unit("STC"), code: "STC", name: "Đơn vị STC", leaves: leavesOf("1") }], nextCursor: null });
    const [first = ""] = leavesOf("1");
    await assigned("free", [first], ["STC"]);
    expect(await ofContent("1")).toMatchObject({ uncovered: own - 1, units: 1 });
    expect((await gaps("1")).items[0]?.leaves).toEqual(leavesOf("1").slice(1));
    await assigned("free", ["1"], ["STC"]);
    expect(await ofContent("1")).toMatchObject({ uncovered: 0, units: 0 });
  });

  it("does not count those who only help, nor those who have lost their part", async () => {
    await assigned("helper", ["1"]);
    expect(await ofContent("1")).toMatchObject({ units: 3 });
    await assigned("free", ["1"]);
    expect(await ofContent("1")).toMatchObject({ units: 0 });
    await house.superuser.query("update congtam.account set disabled_at = now() where person_id = $1", [house.person("free")]);
    expect(await ofContent("1")).toMatchObject({ units: 3 });
    await house.superuser.query("update congtam.account set disabled_at = null");
    await house.superuser.query("update congtam.role_grant set valid_to = now(), ended_by = 'x' from congtam.account a where a.id = account and a.person_id = $1", [house.person("free")]);
    expect(await ofContent("1")).toMatchObject({ units: 3 });
    await house.superuser.query("update congtam.role_grant set valid_to = null, ended_by = null");
  });

  it("asks nobody for what does not apply", async () => {
    const [first = ""] = leavesOf("1");
    const mark = (code: string, seen: string) => house.send("PUT", "officer", `/campaigns/${id}/units/${house.unit("SNV")}/not-applicable/${code}`, { seen, body: { reason: "không được giao nhiệm vụ này", article: "II.4.b" } });
    expect((await mark(first, "0")).status).toBe(200);
    expect((await mark("2", "1")).status).toBe(200);
    expect(await ofContent("1")).toMatchObject({ cells: leavesOf("1").length * 3 - 1 });
    expect(await ofContent("2")).toMatchObject({ cells: leavesOf("2").length * 2, units: 2 });
    expect((await gaps("1")).items.map((one) => one.leaves.length)).toEqual([leavesOf("1").length - 1, leavesOf("1").length, leavesOf("1").length]);
  });

  it("comes page by page, and knows its own codes and places only", async () => {
    const first = await gaps("1", "?limit=2");
    expect(first).toMatchObject({ items: [{ code: "SNV" }, { code: "STC" }], nextCursor: "STC" });
    expect(await gaps("1", "?limit=2&cursor=STC")).toMatchObject({ items: [{ code: "STP" }], nextCursor: null });
    expect((await house.send("GET", "officer", `/campaigns/${id}/coverage/01/1?cursor=Z`)).status).toBe(422);
    for (const path of ["01/1.1", "01/9", "09/1"]) expect((await house.send("GET", "officer", `/campaigns/${id}/coverage/${path}`)).status).toBe(404);
  });

  it("asks the database as often with many assignments as with few", async () => {
    const count = async () => {
      const before = house.database.statements();
      await covered();
      return house.database.statements() - before;
    };
    await assigned("free", ["1"]);
    const few = await count();
    for (const name of ["stc", "snv", "helper"]) await assigned(name, ["1", "2", "3", "4", "5"]);
    expect(await count()).toBe(few);
  });
});

describe("handing over", () => {
  const handOver = (toPerson: string) => house.database.transaction((tx) => handOverAssignments(tx, { fromPerson: house.person("free"), toPerson: house.person(toPerson), by: "chair" }));
  const held = async (name: string): Promise<string[]> => (await house.database.read((tx) => assignmentsOf(tx, id, house.person(name)))).map((one) => `${one.code} ${one.unitId === null ? "*" : CODES.find((code) => house.unit(code) === one.unitId)!}`);
  /** Other tests' campaigns have no part in this one. */
  const onlyThis = () => house.superuser.query("update congtam.campaign_assignment set ended_at = now(), ended_by = 'x' where ended_at is null and campaign <> $1", [id]);

  it("moves what the successor may appraise, and names what is left", async () => {
    await onlyThis();
    await assigned("free", ["1"]);
    await assigned("free", ["2"], ["STC", "STP"]);
    await assigned("stc", ["1"]);
    const before = await house.database.read((tx) => assignmentsOf(tx, id, house.person("free")));
    const entries = await handOver("stc");
    expect(await held("stc")).toEqual(["1 *", "2 STP"]);
    expect(await held("free")).toEqual(["2 STC"]);
    const [wide, stc, stp] = before;
    const created = await house.database.read((tx) => assignmentsOf(tx, id, house.person("stc")));
    const data = { from: house.person("free"), to: house.person("stc"), ended: [wide!.id, stp!.id], created: created.slice(1), left: [stc], notCovered: [house.unit("STC")] };
    expect(entries).toMatchObject([{ action: "campaign.assignments-handed-over", subject: `campaign:${id}`, data }]);
  });

  it("touches running campaigns only, each with an entry of its own, in as many statements for many as for one", async () => {
    await onlyThis();
    const done = id;
    await assigned("free", ["1"]);
    await house.bringTo(done, "consolidation");
    expect(await handOver("snv")).toEqual([]);
    const statements = async (campaigns: number) => {
      for (let i = 0; i < campaigns; i++) {
        id = await house.campaign(CODES);
        await assigned("free", ["1", "2", "3"]);
      }
      const before = house.database.statements();
      const entries = await handOver("snv");
      expect(entries).toHaveLength(campaigns);
      return house.database.statements() - before;
    };
    expect(await statements(1)).toBe(await statements(4));
    expect(await held("snv")).toEqual(["1 *", "2 *", "3 *"]);
    id = done;
    expect(await held("free")).toEqual(["1 *"]);
  });
});
