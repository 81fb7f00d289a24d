import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Work } from "../../contract/home.ts";
import { CALENDAR, reach } from "../../../tests/server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "../../../tests/trust/province.ts";

/** What each finds to do when they come in, through a year. */

let house: Province;
beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  for (const name of ["hd.mot", "hd.hai", "hd.stc"]) await assign(house, name, "1");
}, 60_000);
afterAll(() => house.end());

async function workOf(as: string): Promise<Work[]> {
  const { status, json } = await house.send(as, "GET", "/me/work");
  expect(status).toBe(200);
  return json["items"] as Work[];
}
const kinds = async (as: string) => (await workOf(as)).map((one) => one.kind);
const own = ownOf("STC");
const [first, second] = own.filter((one) => one.code.startsWith("1."));
const score = async (as: string, code: string, input: unknown) => house.send(as, "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input }, "0");
const act = async (as: string, unit: string, body: object, seen: string) => {
  expect((await house.send(as, "POST", `${fileOf(house, unit)}/file-actions`, body, seen)).status).toBe(201);
};
const EVERYBODY = ["cham.stc", "truong.stc", "officer", "group", "chair", "hd.mot", "hd.stc", "chutich", "pct.mot", "auditor", "gopy.stp", "quantri"];

describe("through the year", () => {
  it("nobody has anything to do in a draft; nobody else is told anything at all", async () => {
    for (const as of EVERYBODY) expect([as, await kinds(as)]).toEqual([as, []]);
    expect((await house.send("nobody", "GET", "/me/work")).status).toBe(401);
  });

  it("a scorer has criteria left, until when; an extension counts, and a file that came back says so", async () => {
    await reach(house, "self-scoring");
    const [before] = await workOf("cham.stc");
    const missing = ((await house.send("cham.stc", "GET", `${fileOf(house, "STC")}/assessment`)).json["missing"] as string[]).length;
    expect(before).toMatchObject({ kind: "score", campaignId: house.campaignId, stage: "self-scoring", unit: { code: "STC" }, due: CALENDAR["self-scoring"], done: 0, total: missing, left: missing, isReturned: false });
    expect((await score("cham.stc", first?.code ?? "", first?.input)).status).toBe(200);
    await house.act({ kind: "extend", unitId: house.unitId("STC"), stage: "self-scoring", until: "2025-12-15T17:00:00.000Z", reason: "Đơn vị mới sáp nhập trong tháng." });
    expect(await workOf("cham.stc")).toMatchObject([{ done: 1, left: missing - 1, due: "2025-12-15T17:00:00.000Z" }]);
    await act("cham.stc", "STC", { kind: "hand-up" }, "0");
    expect(await kinds("truong.stc")).toEqual(["review", "score"]);
    expect(await workOf("cham.stc")).toMatchObject([{ kind: "score", isHandedUp: true }]);
    await act("truong.stc", "STC", { kind: "send-back", comment: "Bổ sung tiêu chí còn thiếu." }, "1");
    expect(await workOf("cham.stc")).toMatchObject([{ isReturned: true, isHandedUp: false, comment: "Bổ sung tiêu chí còn thiếu." }]);
    for (const one of own) if (one.code !== first?.code) await score("cham.stc", one.code, one.input);
    expect(await kinds("truong.stc")).toEqual(["submit", "score"]);
    expect(await kinds("officer")).toEqual(["follow"]);
    await act("truong.stc", "STC", { kind: "submit" }, "2");
    expect([await kinds("truong.stc"), await kinds("cham.stc")]).toEqual([[], []]);
  });

  it("those who lead follow what is to come in; leaders mark; the others have nothing", async () => {
    expect(await workOf("officer")).toMatchObject([{ kind: "follow", total: 3, done: 1, left: 2, due: CALENDAR["self-scoring"] }]);
    const [mark] = await workOf("chutich");
    expect(mark).toMatchObject({ kind: "mark", done: 0, unitsLeft: 3 });
    expect([await kinds("pct.mot"), await kinds("hd.mot"), await kinds("quantri")]).toEqual([["mark"], [], []]);
    expect((await workOf("pct.mot"))[0]).toMatchObject({ total: 0, left: 0 });
  });

  it("an office that was asked has its answers left; who asked is told how many are out", async () => {
    const asked = await house.send("officer", "POST", `/campaigns/${house.campaignId}/opinion-requests`, { toUnitId: house.unitId("STP"), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-20", items: [{ unitId: house.unitId("STC"), code: first?.code }, { unitId: house.unitId("SNV"), code: first?.code }] });
    expect(asked.status).toBe(201);
    expect(await workOf("gopy.stp")).toMatchObject([{ kind: "answer-opinion", total: 2, left: 2, due: null, dueOn: "2025-12-20" }]);
    const answered = await house.send("gopy.stp", "PUT", `/campaigns/${house.campaignId}/opinion-requests/${String(asked.json["id"])}/units/${house.unitId("STC")}/answers/${first?.code ?? ""}`, { stance: "agrees", text: "Nhất trí với điểm tự chấm." }, "0");
    expect(answered.status).toBe(200);
    expect(await workOf("gopy.stp")).toMatchObject([{ done: 1, left: 1 }]);
    expect((await workOf("officer")).find((one) => one.kind === "opinions-out")).toMatchObject({ total: 2, left: 1 });
  });

  it("a member has what is assigned, less what is done and what is their own unit's; the chair what members differ on", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    const [mine] = await workOf("hd.mot");
    expect(mine).toMatchObject({ kind: "appraise", done: 0, unitsLeft: 3, due: CALENDAR["appraisal-1"] });
    expect(await workOf("hd.stc")).toMatchObject([{ kind: "appraise", unitsLeft: 2 }]);
    const appraise = async (as: string, points: string) => house.send(as, "PUT", `${fileOf(house, "STC")}/appraisals/1/${first?.code ?? ""}`, { input: { points }, reason: "Theo kết quả kiểm tra thực tế." }, "0");
    expect((await appraise("hd.mot", "0.01")).status).toBe(200);
    expect(await workOf("hd.mot")).toMatchObject([{ total: mine?.total, done: 1, left: (mine?.total ?? 0) - 1 }]);
    expect(await kinds("chair")).toEqual([]);
    expect((await appraise("hd.hai", "0.02")).status).toBe(200);
    expect(await workOf("chair")).toMatchObject([{ kind: "settle", left: 1, unitsLeft: 1 }]);
    expect(await kinds("officer")).toContain("disputes");
    // What members think of one another's work is not for them, nor for the unit.
    expect([await kinds("hd.mot"), await kinds("truong.stc")]).toEqual([["appraise"], []]);
    expect((await appraise("chair", "0.01")).status).toBe(200);
    expect(await kinds("chair")).toEqual([]);
  });

  it("a unit has what was contested, and the second round what was explained or left open", async () => {
    await house.send("hd.mot", "PUT", `${fileOf(house, "STC")}/appraisals/1/${second?.code ?? ""}`, { input: { points: "0.01" }, reason: "Theo kết quả kiểm tra thực tế." }, "0");
    await reach(house, "explanation", "appraisal-1");
    expect(await workOf("cham.stc")).toMatchObject([{ kind: "explain", total: 2, done: 0, left: 2, due: CALENDAR.explanation }]);
    expect(await kinds("truong.stc")).toEqual(["explain"]);
    for (const one of [first, second]) await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/explanations/${one?.code ?? ""}`, { text: "Tài liệu đã gửi ngày 30/11." }, "0");
    expect(await workOf("cham.stc")).toMatchObject([{ done: 2, left: 0 }]);
    expect(await kinds("truong.stc")).toEqual(["submit", "explain"]);
    expect(await kinds("hd.mot")).toEqual([]);
    await reach(house, "appraisal-2", "explanation");
    const [mine] = await workOf("hd.mot");
    expect(mine).toMatchObject({ kind: "appraise", done: 0, unitsLeft: 3 });
    expect(await kinds("cham.stc")).toEqual([]);
  });

  it("asks a number of questions that does not depend on the units", async () => {
    const statements = async (as: string) => {
      await workOf(as);
      const before = house.test.database.statements();
      await workOf(as);
      return house.test.database.statements() - before;
    };
    const all = new Map<string, number>();
    for (const as of EVERYBODY) all.set(as, await statements(as));
    expect(all.get("hd.mot")).toBe(all.get("hd.stc"));
    expect(Math.max(...all.values())).toBeLessThan(30);
  });
});
