import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { appraiseFirst, appraiseSecond, castFor, decideTies, explain, headOf, measureAndMark, MEMBERS, scoreThemselves, setUp } from "../cycle/people.ts";
import { makePlan, type Plan } from "../cycle/plan.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "./cycle-house.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { regulationFiles } from "./regulation-files.ts";

/** Who is told of what in a year, over HTTP: changes of assignments, files, contested criteria, amendments, results. */

const PATIENCE = 60_000;
const REASON = "một lý do đủ dài để ghi lại";
const whole = makePlan(2025);

/** Two units: of the first the council cuts points, of the second none. */
function twoUnits(): Plan {
  const [first, second] = whole.units.filter((one) => one.index === "01" && one.cut.length > 0);
  if (first === undefined || second === undefined) throw new RangeError("the plan has too few units");
  return { ...whole, units: [first, { ...second, cut: [], restored: [] }] };
}
const plan = twoUnits();
const [A, B] = plan.units.map((one) => one.code) as [string, string];

let test: TestDatabase;
let house: CampaignHouse;
beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, plan.units, { ...castFor(plan.units), scorer: { role: "unit-scorer", unit: A }, foreign: { role: "unit-scorer", unit: B } });
}, PATIENCE);
afterAll(async () => {
  await house.close();
  await test.close();
});

const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
type Notification = { readonly kind: string; readonly data: Readonly<Record<string, unknown>>; readonly title: { readonly vi: string } };

/** What somebody was told since the last time, read now: oldest first. */
async function told(as: string): Promise<Notification[]> {
  const { json } = await house.send(as, "GET", "/notifications?state=unread&limit=200");
  await house.send(as, "POST", "/notifications/reading-all");
  return (json["items"] as Notification[]).toReversed();
}
const kinds = async (as: string): Promise<string[]> => (await told(as)).map((one) => one.kind);
const everybody = [headOf(A), headOf(B), "scorer", "foreign", "officer", "chair", ...MEMBERS, "group", "chutich", "pct.mot", "auditor"];
async function forgetAll(): Promise<void> {
  for (const name of everybody) await told(name);
}
/** Who was told of this kind, and nobody else. */
async function heard(kind: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of everybody) if ((await kinds(name)).includes(kind)) found.push(name);
  return found;
}

async function act(as: string, action: object): Promise<void> {
  const { etag } = await house.send("officer", "GET", path(""));
  const { status, json } = await house.send(as, "POST", path("/actions"), action, etag);
  expect({ status, refused: status === 201 ? {} : json }).toEqual({ status: 201, refused: {} });
}

describe("assignments", () => {
  const assign = (codes: readonly string[]) => house.send("chair", "POST", path("/assignments"), { items: [{ personId: house.personOf(MEMBERS[0]), index: "01", codes }] });

  it("that change are told to whoever appraises, once until it was read", async () => {
    await setUp(house, plan);
    await assign(["5"]);
    for (const name of MEMBERS) expect([name, await kinds(name)]).toEqual([name, ["assignment-changed"]]);
    expect(await kinds("chair")).toEqual([]);
    // What is there already changes nothing.
    await assign(["5"]);
    expect(await kinds(MEMBERS[0])).toEqual([]);
    const { json } = await house.send("chair", "GET", path(`/assignments?personId=${house.personOf(MEMBERS[0])}`));
    const extra = (json["items"] as { id: string; code: string }[]).find((one) => one.code === "5");
    expect((await house.send("chair", "POST", path(`/assignments/${extra?.id ?? ""}/ending`))).status).toBe(200);
    expect([await kinds(MEMBERS[0]), await kinds(MEMBERS[1])]).toEqual([["assignment-changed"], []]);
  });
});

describe("a unit's file", () => {
  const fileAction = async (as: string, body: object): Promise<number> => {
    const at = path(`/units/${house.unitId(A)}`);
    const { etag } = await house.send(as, "GET", `${at}/assessment`);
    return (await house.send(as, "POST", `${at}/file-actions`, body, etag)).status;
  };

  it("the first round contests is told to that unit's people with the end, and the others only that the stage began", async () => {
    await reach(house, "self-scoring");
    await scoreThemselves(house, plan);
    await measureAndMark(house, plan);
    await reach(house, "appraisal-1", "self-scoring");
    await appraiseFirst(house, plan);
    await forgetAll();
    await reach(house, "explanation", "appraisal-1");
    for (const name of [headOf(A), "scorer"]) expect(await told(name)).toMatchObject([{ kind: "explanation-wanted", data: { unit: plan.units[0]?.name, until: "2025-12-21T17:00:00.000Z" } }]);
    for (const name of [headOf(B), "foreign"]) expect(await kinds(name)).toEqual(["stage-opened"]);
    expect(await kinds(MEMBERS[0])).toEqual([]);
  }, PATIENCE);

  it("is handed up to the head, who is told, and sent back with a comment, which the scorer is told and reads", async () => {
    const explained = await explain(house, plan);
    expect(await fileAction("scorer", { kind: "hand-up" })).toBe(201);
    expect([await kinds(headOf(A)), await kinds("scorer"), await kinds(headOf(B))]).toEqual([["handed-up"], [], []]);
    expect(await fileAction("scorer", { kind: "send-back", comment: REASON })).toBe(403);
    expect(await fileAction(headOf(A), { kind: "send-back", comment: REASON })).toBe(201);
    expect([await kinds("scorer"), await kinds(headOf(A))]).toEqual([["returned"], []]);
    const { json } = await house.send("scorer", "GET", path(`/units/${house.unitId(A)}/assessment`));
    expect(json).toMatchObject({ comment: REASON, parts: { explanation: "sent-back" } });
    // Prepared anew is told anew.
    expect(await fileAction("scorer", { kind: "hand-up" })).toBe(201);
    expect(await kinds(headOf(A))).toEqual(["handed-up"]);
    await reach(house, "appraisal-2", "explanation");
    await appraiseSecond(house, plan, explained);
  }, PATIENCE);
});

describe("an amendment", () => {
  const propose = (regulationVersionId: string) => act("officer", { kind: "propose-amendment", regulationVersionId, document: { number: "1/QĐ", on: "2025-12-20", text: "Sửa đổi tên gọi của quy định." }, reason: REASON });
  const open = async (): Promise<number> => ((await house.send("officer", "GET", path(""))).json["amendments"] as { number: number }[]).at(-1)?.number ?? 0;
  let versionId = "";

  it("that is proposed is told to whoever decides, its withdrawal to whoever proposed", async () => {
    const { "regulation.yaml": text = "", ...others } = regulationFiles("dak-lak-2025");
    versionId = await test.database.transaction(async (tx) => {
      const { version } = await importRegulation(tx, "importer", { ...others, "regulation.yaml": text.replace(/^title: .*$/m, "title: Quy định sửa đổi") });
      await freezeRegulation(tx, "another", version.id);
      return version.id;
    });
    await forgetAll();
    await propose(versionId);
    expect(await heard("amendment")).toEqual(["chair"]);
    await act("chair", { kind: "withdraw-amendment", proposal: await open(), reason: REASON });
    const [notice, ...more] = await told("officer");
    expect([notice?.data["state"], more, await heard("amendment")]).toEqual(["withdrawn", [], []]);
  });

  it("that is approved is told to all who work by the regulation", async () => {
    await propose(versionId);
    await forgetAll();
    await act("chair", { kind: "approve-amendment", proposal: await open() });
    expect(await heard("amendment")).toEqual(everybody.filter((name) => name !== "chair" && name !== "auditor"));
  });
});

/** Proposes, approves and publishes the next version. */
async function publish(number: number, reason: string): Promise<void> {
  await decideTies(house);
  const steps = [["officer", "/result-versions", { reason }], ["chutich", `/result-versions/${String(number)}/approval`, { decisionNumber: "1/QĐ-UBND", decidedOn: "2025-12-30" }], ["officer", `/result-versions/${String(number)}/publication`, undefined]] as const;
  for (const [as, rest, body] of steps) expect(await house.send(as, "POST", path(rest), body)).toMatchObject({ status: 201 });
}

describe("a result", () => {
  const TOLD = everybody.filter((name) => name !== "auditor");

  it("that is published is told to its units and to those who took part; so is its replacement, as such", async () => {
    await reach(house, "consolidation", "appraisal-2");
    await forgetAll();
    await publish(1, "");
    expect(await told(headOf(A))).toMatchObject([{ kind: "result-published", data: { replacement: null } }]);
    expect(await heard("result-published")).toEqual(TOLD.filter((name) => name !== headOf(A)));
    await publish(2, REASON);
    expect(await told(headOf(A))).toMatchObject([{ kind: "result-published", data: { replacement: 2 } }]);
    expect(await heard("result-published")).toEqual(TOLD.filter((name) => name !== headOf(A)));
  }, PATIENCE);

  it("broke nothing inside", () => {
    expect(house.failures).toEqual([]);
  });
});
