import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unitPlansIn } from "./unit-queries.ts";
import { type Answer, openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";

let house: PlanHouse;
let planId = "";
beforeAll(async () => {
  house = await openPlanHouse();
  planId = await house.issuePlan();
});
afterAll(async () => {
  await house.close();
});

const path = (code: string, rest = ""): string => `/plans/${planId}/unit-plans/${house.unit(code)}${rest}`;
const keysIn = (answer: Answer, field: string): string[] => (answer.json[field] as { key: string }[]).map((one) => one.key);
const own = (title: string, output = "Biên bản") => ({ kind: "task", title, output, timing: { kind: "once", due: "2025-06-30" } });

describe("a unit's plan", () => {
  it("is offered everything in the province's plan that names the unit, and nothing else", async () => {
    const finance = await house.send("stc.scorer", "GET", path("STC"));
    expect(finance).toMatchObject({ status: 200, etag: "0", json: { state: "draft", due: "2025-01-15", isLate: false, items: [] } });
    // Led by its own name, by the name of the department that it continues, and by every unit.
    expect(keysIn(finance, "offered")).toEqual(expect.arrayContaining(["iii-5-a", "iii-7-f", "v-1-a", "ct01", "ct15"]));
    expect(keysIn(finance, "missing")).not.toContain("ct02");
    expect(keysIn(await house.send("stp.scorer", "GET", path("STP")), "missing")).toContain("ct02");
  });

  it("takes over with one click what the unit leads and reports, and what else it chooses", async () => {
    const taken = await house.send("stc.scorer", "POST", path("STC", "/taking"), {}, "0");
    expect(taken.status).toBe(200);
    expect(taken.json["missing"]).toEqual([]);
    expect(keysIn(taken, "items")).toEqual(expect.arrayContaining(["iii-5-a", "v-2-d", "ct15"]));
    expect((taken.json["offered"] as { role: string }[]).every((one) => one.role === "partner")).toBe(true);
    const more = await house.send("stc.scorer", "POST", path("STC", "/taking"), { keys: ["iii-1-a"] }, taken.etag);
    expect(keysIn(more, "items")).toContain("iii-1-a");
    expect((await house.send("stc.scorer", "POST", path("STC", "/taking"), { keys: ["iii-1-a"] }, more.etag)).status).toBe(422);
  });

  it("has tasks of its own, which never stand for the province's", async () => {
    const { etag } = await house.send("stc.scorer", "GET", path("STC"));
    const added = await house.send("stc.scorer", "PUT", path("STC", "/items/rieng-1"), own("Tập huấn phần mềm kế toán cho các xã"), etag);
    expect((added.json["items"] as { key: string; isProvinces: boolean }[]).find((one) => one.key === "rieng-1")).toMatchObject({ isProvinces: false });
    expect((await house.send("stc.scorer", "PUT", path("STC", "/items/iii-1-b"), own("Giả"), added.etag)).status).toBe(422);
    expect((await house.send("stc.scorer", "PUT", path("STC", "/items/rieng-2"), { ...own("Năm khác"), timing: { kind: "once", due: "2026-01-01" } }, added.etag)).status).toBe(422);
    expect((await house.send("stc.scorer", "DELETE", path("STC", "/items/khong-co"), undefined, added.etag)).status).toBe(404);
  });

  it("of another unit does not exist for a unit's people, whatever they try", async () => {
    for (const [method, rest, body] of [["GET", "", undefined], ["POST", "/taking", {}], ["PUT", "/items/x", own("Lạ")]] as const) expect((await house.send("stp.head", method, path("STC", rest), body, "1")).status).toBe(404);
    expect((await house.send("stp.head", "GET", `/plans/${planId}/unit-plans`)).status).toBe(403);
  });

  it("is handed in by the head alone, complete or with a reason, and then stays as it is", async () => {
    const { etag } = await house.send("stc.head", "GET", path("STC"));
    expect((await house.send("stc.scorer", "POST", path("STC", "/actions"), { kind: "submit" }, etag)).status).toBe(403);
    const handedIn = await house.send("stc.head", "POST", path("STC", "/actions"), { kind: "submit" }, etag);
    expect(handedIn).toMatchObject({ status: 201, json: { state: "submitted", isLate: false } });
    expect((await house.send("stc.scorer", "PUT", path("STC", "/items/rieng-3"), own("Muộn"), handedIn.etag)).status).toBe(409);
    const entry = house.room.recorded.at(-1);
    expect(entry).toMatchObject({ action: "plan.unit-plan-submit", data: { step: { kind: "submit" } } });
    expect(entry?.data["items"]).toEqual(handedIn.json["items"]);
  });

  it("that leaves targets out is not taken without a reason", async () => {
    const taken = await house.send("stp.scorer", "POST", path("STP", "/taking"), { keys: ["iii-1-a"] }, "0");
    const refused = await house.send("stp.head", "POST", path("STP", "/actions"), { kind: "submit" }, taken.etag);
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: "/reason", expected: expect.stringContaining("ct02") as unknown }] } });
    expect((await house.send("stp.head", "POST", path("STP", "/actions"), { kind: "submit", reason: "Các chỉ tiêu do đơn vị khác theo dõi." }, taken.etag)).status).toBe(201);
  });

  it("is returned with a reason, handed in again, approved; the day counts by the database's clock", async () => {
    const { etag } = await house.send("officer", "GET", path("STP"));
    const returned = await house.send("officer", "POST", path("STP", "/actions"), { kind: "return", reason: "Cần bổ sung các chỉ tiêu về văn bản." }, etag);
    expect(returned.json["state"]).toBe("returned");
    const taken = await house.send("stp.scorer", "POST", path("STP", "/taking"), {}, returned.etag);
    // Late on the evening of the 15th in Việt Nam is still the 15th; an hour later it is not.
    await house.clock("2025-01-15T16:30:00Z");
    expect((await house.send("auditor", "GET", path("24133"))).json["isLate"]).toBe(false);
    await house.clock("2025-01-15T17:30:00Z");
    expect((await house.send("auditor", "GET", path("24133"))).json["isLate"]).toBe(true);
    const again = await house.send("stp.head", "POST", path("STP", "/actions"), { kind: "submit" }, taken.etag);
    expect(again.json).toMatchObject({ state: "submitted", isLate: false });
    const approved = await house.send("officer", "POST", path("STP", "/actions"), { kind: "approve" }, again.etag);
    expect(approved.json["state"]).toBe("approved");
    expect((await house.send("stp.head", "POST", path("STP", "/actions"), { kind: "withdraw" }, approved.etag)).status).toBe(409);
    const { json } = await house.send("officer", "GET", `/plans/${planId}/unit-plans`);
    const rows = json["items"] as { unitCode: string; state: string; isLate: boolean; missing: number }[];
    expect(rows.find((one) => one.unitCode === "STP")).toMatchObject({ state: "approved", isLate: false, missing: 0 });
    expect(rows.find((one) => one.unitCode === "24133")).toMatchObject({ state: "draft", isLate: true });
  });

  it("tells the department of what is handed in and the unit of what is returned and approved", async () => {
    const { rows } = await house.test.superuser.query<{ person: string; step: string }>("select person_id as person, data ->> 'step' as step from congtam.notification where kind = 'plan' order by id");
    const told = rows.map(({ person, step }) => `${step} ${person}`);
    expect(told).toContain(`submitted ${house.person("officer")}`);
    expect(told).toContain(`returned ${house.person("stp.head")}`);
    expect(told).toContain(`approved ${house.person("stp.scorer")}`);
  });

  it("rows of other units are hidden by the database, too", async () => {
    await house.test.database.transaction(async (tx) => {
      await tx.actAs({ personId: "x", roles: ["unit-head"], unitIds: [house.unit("STP")] });
      expect([...(await unitPlansIn(tx, planId)).keys()]).toEqual([house.unit("STP")]);
    });
  });
});
