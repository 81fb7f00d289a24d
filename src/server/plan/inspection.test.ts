import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectionView } from "../../contract/plan-inspection.ts";
import { openClamd } from "../../../tests/server/clamd.ts";
import { openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";
import { planScanning, verifiedFindingsOf } from "./index.ts";
import { addPost } from "../organisation/index.ts";
import { coverageOf } from "./inspection-rules.ts";

describe("coverage", () => {
  const rule = { percent: "30.00", article: "I.2" };
  const of = (units: number, inspected: number) => coverageOf(units, Array.from({ length: inspected }, (_, at) => ({ unitId: String(at), state: "planned" as const })), rule);
  it.each([
    [128, 38, "29.68", false],
    [128, 39, "30.46", true],
    [10, 3, "30.00", true],
    [3, 1, "33.33", true],
    [0, 0, "0.00", false],
  ])("of %i units with %i inspected is %s", (units, inspected, share, isMet) => {
    expect(of(units, inspected)).toMatchObject({ share, isMet });
  });
  it("counts each unit once and no cancelled inspection, and is met exactly from the share on", () => {
    expect(coverageOf(10, [{ unitId: "a", state: "planned" }, { unitId: "a", state: "concluded" }, { unitId: "b", state: "cancelled" }], rule)).toMatchObject({ planned: 1, done: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (units, inspected) => {
        expect(of(units, Math.min(units, inspected)).isMet).toBe(Math.min(units, inspected) * 10 >= units * 3);
      }),
    );
  });
});

describe("an inspection", () => {
  let house: PlanHouse;
  let planId = "";
  const all = (): string => `/plans/${planId}/inspections`;
  const given = (more: object = {}) => ({ unitId: house.unit("STC"), kind: "planned", purpose: "Kiểm tra công tác CCHC năm 2025", from: "2025-06-10", to: "2025-06-12", leader: house.person("inspector"), members: [house.person("member")], checklist: [{ code: "2.1", title: "Kế hoạch CCHC" }, { code: "2.2", title: "Báo cáo" }], ...more });
  async function arrange(more: object = {}): Promise<string> {
    const made = await house.send("officer", "POST", all(), given(more));
    expect(made.status).toBe(201);
    return `${all()}/${String(made.json["id"])}`;
  }
  async function take(as: string, path: string, step: object) {
    const { etag } = await house.send("officer", "GET", path);
    return house.send(as, "POST", `${path}/actions`, step, etag === "" ? "0" : etag);
  }
  const PHOTO = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const bring = (as: string, path: string, bytes: Buffer) => house.send(as, "POST", `${path}/files`, { name: String.raw`..\anh.exe`, content: bytes.toString("base64") });
  const view = (json: Record<string, unknown>): InspectionView => json as unknown as InspectionView;

  beforeAll(async () => {
    house = await openPlanHouse();
    planId = await house.issuePlan();
  });
  afterAll(async () => {
    await house.close();
  });

  it("is staffed by nobody who belonged to the unit in the year, twice, or not at all", async () => {
    const { status, json } = await house.send("officer", "POST", all(), given({ leader: house.person("stc.head"), members: [house.person("member"), house.person("member"), "nobody"] }));
    expect([status, (json["errors"] as { pointer: string }[]).map((one) => one.pointer)]).toEqual([422, ["/leader", "/members/1", "/members/2"]]);
    expect((await house.send("officer", "POST", all(), given({ from: "2024-12-01" }))).status).toBe(422);
    expect((await house.send("inspector", "POST", all(), given())).status).toBe(403);
  });

  it("goes from its arrangement to its last recommendation, each step by whom it falls to", async () => {
    const path = await arrange();
    // The unit is told of it, and sees no finding before it is minuted.
    expect((await house.send("stc.head", "GET", path)).json).toMatchObject({ state: "planned", acts: [] });
    expect((await house.send("stp.head", "GET", path)).status).toBe(404);
    expect((await take("member", path, { kind: "begin" })).status).toBe(409);
    expect((await bring("member", path, PHOTO)).status).toBe(409);
    expect((await take("inspector", path, { kind: "begin" })).status).toBe(201);
    expect((await take("member", path, { kind: "find", code: "2.9", verdict: "met", text: "Ngoài danh mục" })).status).toBe(422);
    expect((await take("member", path, { kind: "find", code: "2.1", verdict: "partly", text: "Ban hành sau 15/01.", files: ["la"] })).status).toBe(422);
    expect((await take("member", path, { kind: "find", code: "2.1", verdict: "partly", text: "Ban hành sau 15/01." })).status).toBe(201);
    expect((await bring("member", path, PHOTO)).json).toMatchObject({ number: 1, name: "anh.png", size: PHOTO.length });
    expect((await bring("member", path, Buffer.from("<script>"))).status).toBe(422);
    expect((await take("member", path, { kind: "find", code: "2.1", verdict: "not-met", text: "Không có kế hoạch.", files: ["1"] })).status).toBe(201);
    expect([(await house.send("officer", "GET", `${path}/files/1`)).status, (await house.send("stc.head", "GET", `${path}/files/1`)).status]).toEqual([200, 404]);
    expect(view((await house.send("stc.head", "GET", path)).json).files).toEqual([]);
    expect(view((await house.send("stc.head", "GET", path)).json).findings).toEqual([]);
    expect((await take("inspector", path, { kind: "minutes", summary: "Đã làm việc với đơn vị hai ngày." })).status).toBe(201);
    expect(view((await house.send("stc.head", "GET", path)).json).findings).toMatchObject([{ code: "2.1", verdict: "not-met", title: "Kế hoạch CCHC" }]);
    expect([(await house.send("stc.head", "GET", `${path}/files/1`)).status, (await house.send("stp.head", "GET", `${path}/files/1`)).status, (await bring("stc.head", path, PHOTO)).status]).toEqual([200, 404, 409]);
    expect((await take("stc.scorer", path, { kind: "answer", agrees: true, text: "Nhất trí" })).status).toBe(409);
    expect((await take("stc.head", path, { kind: "answer", agrees: false, text: "Kế hoạch ban hành ngày 14/01." })).status).toBe(201);
    expect((await take("inspector", path, { kind: "recommend", text: "Ban hành kế hoạch trước ngày 15/01 hằng năm.", due: "2025-01-01" })).status).toBe(422);
    const recommended = await take("inspector", path, { kind: "recommend", text: "Ban hành kế hoạch trước ngày 15/01 hằng năm.", due: "2025-09-30" });
    const [made] = view(recommended.json).recommendations;
    expect((await take("inspector", path, { kind: "conclude", text: "Đơn vị chưa ban hành kế hoạch đúng hạn." })).status).toBe(201);
    expect((await take("member", path, { kind: "find", code: "2.2", verdict: "met", text: "Muộn" })).status).toBe(409);
    // It is now part of what the unit owes.
    const work = await house.send("stc.scorer", "GET", `/plans/${planId}/units/${house.unit("STC")}/work`);
    expect((work.json["duties"] as { source: string; due: string; state: string }[]).filter((one) => one.source === "inspection")).toMatchObject([{ due: "2025-09-30", state: "open" }]);
    expect((await bring("stc.scorer", path, PHOTO)).json).toMatchObject({ number: 2 });
    expect((await bring("member", path, PHOTO)).status).toBe(409);
    expect((await take("stc.scorer", path, { kind: "mend", recommendation: made?.number, text: "Đã ban hành quy trình lập kế hoạch.", files: ["2"] })).json).toMatchObject({ recommendations: [{ state: "mended", files: ["2"] }] });
    expect((await take("inspector", path, { kind: "close", recommendation: made?.number, isDone: false, finding: "Quy trình chưa có thời hạn." })).json).toMatchObject({ recommendations: [{ state: "not-done" }] });
    await take("stc.scorer", path, { kind: "mend", recommendation: made?.number, text: "Đã bổ sung thời hạn vào quy trình." });
    expect((await take("officer", path, { kind: "close", recommendation: made?.number, isDone: true, finding: "Đã khắc phục." })).json).toMatchObject({ recommendations: [{ state: "closed" }], openRecommendations: 0 });
    expect((await take("stc.scorer", path, { kind: "mend", recommendation: made?.number, text: "Một lần nữa cho chắc." })).status).toBe(409);
    const found = await house.test.database.read((tx) => verifiedFindingsOf(tx, 2025));
    expect(found).toMatchObject([{ unitId: house.unit("STC"), code: "2.1", verdict: "not-met", files: [{ number: 1, name: "anh.png" }] }]);
  });

  it("that is a surprise does not exist for the unit before it begins, whatever else its people are", async () => {
    const path = await arrange({ kind: "surprise", unitId: house.unit("STP"), leader: house.person("inspector"), members: [] });
    expect((await house.send("stp.head", "GET", path)).status).toBe(404);
    expect((await house.send("stp.head", "GET", all())).json["items"]).toEqual([]);
    expect((await house.send("member", "GET", path)).status).toBe(404);
    await take("inspector", path, { kind: "begin" });
    expect((await house.send("stp.head", "GET", path)).status).toBe(200);
    // Nor for an officer of the unit that is to be surprised.
    const own = await arrange({ kind: "surprise", unitId: house.unit("SNV"), leader: house.person("inspector"), members: [] }).catch(() => "");
    expect(own).not.toBe("");
    expect((await house.send("officer", "GET", own)).status).toBe(404);
    expect((await house.send("deputyofficer", "GET", own)).status).toBe(200);
  });

  it("shows the share of units that the year's inspections reach", async () => {
    const { json } = await house.send("auditor", "GET", all());
    expect(json["coverage"]).toMatchObject({ units: 13, planned: 3, share: "23.07", required: "30.00", isMet: false, article: "Báo cáo sơ kết 05 năm, I.2" });
    await arrange({ unitId: house.unit("SYT") });
    expect((await house.send("auditor", "GET", all())).json["coverage"]).toMatchObject({ planned: 4, share: "30.76", isMet: true });
    expect((await house.send("stc.head", "GET", all())).json["coverage"]).toBeNull();
  });

  it("is changed by whoever has seen its last state", async () => {
    const path = await arrange({ unitId: house.unit("SXD") });
    await take("inspector", path, { kind: "begin" });
    expect(await house.send("inspector", "POST", `${path}/actions`, { kind: "find", code: "2.1", verdict: "met", text: "Đạt" }, "3")).toMatchObject({ status: 412, json: { current: { version: "4" } } });
    expect((await take("officer", path, { kind: "cancel", reason: "Đã bắt đầu nên không hủy." })).status).toBe(409);
  });

  it("does not begin with somebody who has come to the unit since", async () => {
    const path = await arrange({ unitId: house.unit("SNNMT"), members: [] });
    await house.test.database.transaction((tx) => addPost(tx, { person: house.person("inspector"), unit: house.unit("SNNMT"), kind: "officer", title: "Chuyên viên", from: "2025-01-02" }));
    expect((await take("inspector", path, { kind: "begin" })).json).toMatchObject({ errors: [{ pointer: "/leader" }] });
  });

  it("gives out no file that its scanner found to be malicious, and tells the ledger of every verdict", async () => {
    const path = await arrange({ unitId: house.unit("SKHCN") });
    await take("inspector", path, { kind: "begin" });
    await bring("member", path, PHOTO);
    const taken = async () => [(await house.send("officer", "GET", `${path}/files/1`)).status, view((await house.send("officer", "GET", path)).json).files[0]?.scan];
    let says = "stream: Eicar-Test-Signature FOUND";
    const clamd = await openClamd(() => says);
    const scanned = () => planScanning.tasksOn(house.test.database, clamd.place)["plan.scan"]?.({ inspection: path.split("/").at(-1), number: 1 }, { isLast: false });
    expect(await taken()).toEqual([200, "unscanned"]);
    await scanned();
    expect(await taken()).toEqual([409, "infected"]);
    says = "stream: OK";
    await scanned();
    expect(await taken()).toEqual([200, "clean"]);
    clamd.close();
    const { rows } = await house.test.superuser.query("select action from congtam.audit_entry where action like 'plan.file-%' order by seq");
    expect(rows).toEqual([{ action: "plan.file-infected" }, { action: "plan.file-clean" }]);
  });
});
