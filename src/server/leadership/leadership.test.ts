import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "../../contract/route.ts";
import { makeCampaign } from "../campaign/index.ts";
import { createAccount } from "../identity/index.ts";
import { addPerson, addPost, importUnits } from "../organisation/index.ts";
import type { Actor } from "../platform/index.ts";
import { freezeRegulation, importRegulation } from "../regulation/index.ts";
import { freshDatabase, type TestDatabase, waitsForLock } from "../../../tests/server/harness.ts";
import { regulationFiles } from "../../../tests/server/regulation-files.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { leadershipEndpoints, missingMarks, ratingsOf } from "./index.ts";

const YEAR = 2026;
const PEOPLE = { officer: "programme-officer", chair: "chairman", deputy: "vice-chairman", second: "vice-chairman", auditor: "auditor", head: "unit-head", former: "vice-chairman", dismissed: "chairman" } as const satisfies Record<string, Role>;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as Name[];

let test: TestDatabase;
let room: Room;
/** Whether a result waits for approval: what the room of results says. */
let isProposed = false;
let versionId = "";
let campaign = "";
const units: Record<string, string> = {};
const people: Partial<Record<string, string>> = {};
const personOf = (name: Name): string => people[name] ?? "";
const unit = (code: string): string => units[code] ?? "";

function actor(name: string): Actor | undefined {
  const role = PEOPLE[name as Name] as Role | undefined;
  return role === undefined ? undefined : { accountId: `account-${name}`, personId: personOf(name as Name), name, roles: [role], unitIds: name === "head" ? [unit("SNV")] : [], sessionId: name };
}

beforeAll(async () => {
  test = await freshDatabase();
  await test.database.transaction(async (tx) => {
    const made = await importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }, { code: "STP", name: "Sở Tư pháp", index: "01" }, { code: "XA1", name: "Xã 1", index: "03" }], "2025-07-01");
    for (const { code, id } of made.created) units[code] = id;
    for (const name of NAMES) {
      people[name] = (await addPerson(tx, name)).id;
      await createAccount(tx, { username: name, personId: personOf(name), name, roles: [PEOPLE[name]], by: "test" });
    }
    // The first Vice-Chairman was head of STP until May of the year.
    await addPost(tx, { person: personOf("deputy"), unit: unit("STP"), kind: "head", title: "Giám đốc", from: "2025-07-01", to: "2026-05-15" });
    versionId = (await importRegulation(tx, "importer", regulationFiles("dak-lak-2025"))).version.id;
    await freezeRegulation(tx, "another", versionId);
  });
  room = await openRoom(test.database, leadershipEndpoints(async () => isProposed), actor);
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

/** Lets the campaign go on as far as a stage, whatever its calendar. */
async function advance(id: string, ...stages: readonly string[]): Promise<void> {
  for (const to of stages) await test.superuser.query("insert into congtam.campaign_action (campaign, number, by, action) select $1, count(*) + 1, 'test', $2 from congtam.campaign_action where campaign = $1", [id, { kind: "advance", to }]);
}
const TO_CONSOLIDATION = ["appraisal-1", "explanation", "appraisal-2", "consolidation"];

async function newCampaign(...stages: readonly string[]): Promise<string> {
  const made = await test.database.transaction((tx) => makeCampaign(tx, "test", { title: "Đợt", year: YEAR, regulationVersionId: versionId, unitCodes: ["SNV", "STC", "STP", "XA1"] }));
  await advance(made.campaign.id, ...stages);
  return made.campaign.id;
}

async function send(method: "GET" | "PUT" | "POST", path: string, as: Name, body?: object, seen?: string) {
  const answer = await room.app.inject({ method, url: `/api/v1/campaigns/${campaign}${path}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body }) });
  const json: Record<string, unknown> = answer.json();
  return { status: answer.statusCode, json, text: answer.body, etag: answer.headers.etag };
}
const pointers = (json: Record<string, unknown>): string[] => (json["errors"] as { pointer: string }[]).map((one) => one.pointer);
const setRemit = (name: Name, codes: readonly string[], seen: string) => send("PUT", `/remits/${personOf(name)}`, "officer", { unitIds: codes.map(unit) }, seen);
const give = (as: Name, code: string, mark: string | null, seen = "0", note?: string) => send("PUT", `/units/${unit(code)}/marks/4.1`, as, { mark, ...(note === undefined ? {} : { note }) }, seen);

beforeEach(async () => {
  campaign = await newCampaign("self-scoring");
  isProposed = false;
  room.recorded = [];
});

describe("remits", () => {
  it("are set by the programme officer, listed, and every version is kept", async () => {
    expect((await send("GET", "/remits", "officer")).json).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ personId: personOf("chair"), marksAll: true, version: "0" }), expect.objectContaining({ personId: personOf("deputy"), marksAll: false, unitIds: [], version: "0" })]) as unknown, nextCursor: null });
    expect(await setRemit("deputy", ["SNV", "STC"], "0")).toMatchObject({ status: 200, etag: '"1"', json: { unitIds: [unit("SNV"), unit("STC")] } });
    expect(await setRemit("deputy", ["SNV"], "1")).toMatchObject({ status: 200, etag: '"2"' });
    expect((await send("GET", `/remits/${personOf("deputy")}`, "auditor")).json).toMatchObject({ unitIds: [unit("SNV")], version: "2", by: personOf("officer"), history: [{ version: "1", unitIds: [unit("SNV"), unit("STC")] }, { version: "2" }] });
    expect(room.recorded).toMatchObject([{ action: "leadership.remit-set", data: { personId: personOf("deputy"), number: 1, unitIds: [unit("SNV"), unit("STC")] } }, { data: { number: 2 } }]);
  });

  it("name every unit that does not fit: unknown, twice, one's own of the year", async () => {
    const { status, json } = await send("PUT", `/remits/${personOf("deputy")}`, "officer", { unitIds: [unit("SNV"), "nowhere", unit("SNV"), unit("STP")] }, "0");
    expect([status, pointers(json)]).toEqual([422, ["/unitIds/1", "/unitIds/2", "/unitIds/3"]]);
  });

  it("are not for the Chairman, nor for people who are no leaders, nor after the result was proposed", async () => {
    expect((await setRemit("chair", ["SNV"], "0")).status).toBe(409);
    expect((await setRemit("auditor", ["SNV"], "0")).status).toBe(404);
    expect((await setRemit("deputy", ["SNV"], "7")).json).toMatchObject({ status: 412, current: { version: "0" } });
    await advance(campaign, ...TO_CONSOLIDATION);
    isProposed = true;
    expect((await setRemit("deputy", ["SNV"], "0")).status).toBe(409);
    isProposed = false;
    expect((await setRemit("deputy", ["SNV"], "0")).status).toBe(200);
  });

  it("are for those who are leaders now", async () => {
    await test.superuser.query("update congtam.role_grant set valid_to = clock_timestamp() where account = (select id from congtam.account where username = 'former')");
    await test.superuser.query("update congtam.account set disabled_at = clock_timestamp() where username = 'dismissed'");
    const { json } = await send("GET", "/remits", "officer");
    expect((json["items"] as { name: string }[]).map((one) => one.name).toSorted()).toEqual(["chair", "deputy", "second"]);
    expect((await setRemit("former", ["SNV"], "0")).status).toBe(404);
  });

  it("may be prepared before the campaign is opened", async () => {
    campaign = await newCampaign();
    expect((await setRemit("deputy", ["SNV"], "0")).status).toBe(200);
    expect((await give("deputy", "SNV", "4")).status).toBe(409);
  });

  it("keep a unit that the leader has marked until the mark is taken back", async () => {
    await setRemit("deputy", ["SNV", "STC"], "0");
    await give("deputy", "SNV", "4");
    expect((await setRemit("deputy", ["STC"], "1")).json).toMatchObject({ status: 409, detail: expect.stringContaining("SNV") as unknown });
    await give("deputy", "SNV", null, "1");
    expect((await setRemit("deputy", ["STC"], "1")).status).toBe(200);
  });
});

describe("a mark", () => {
  it("is given, changed and taken back; who, what and when stays readable and goes to the ledger", async () => {
    expect((await send("GET", `/units/${unit("SNV")}/marks/4.1`, "chair")).json).toMatchObject({ mark: null, version: "0", max: "5.00", history: [] });
    expect(await give("chair", "SNV", "4.5", "0", "Làm tốt")).toMatchObject({ status: 200, etag: '"1"', json: { mark: "4.50", note: "Làm tốt" } });
    expect((await give("chair", "SNV", "5", "1")).json).toMatchObject({ mark: "5.00", note: null });
    const { json } = await give("chair", "SNV", null, "2");
    expect(json).toMatchObject({ mark: null, version: "3", history: [{ version: "1", mark: "4.50", at: expect.any(String) as unknown }, { version: "2", mark: "5.00" }, { version: "3", mark: null }] });
    expect(room.recorded.map(({ action, data }) => [action, data])).toMatchObject([
      ["leadership.marked", { campaign, personId: personOf("chair"), unitId: unit("SNV"), code: "4.1", number: 1, mark: "4.50", note: "Làm tốt" }],
      ["leadership.marked", { campaign, personId: personOf("chair"), unitId: unit("SNV"), code: "4.1", number: 2, mark: "5.00", note: null }],
      ["leadership.mark-withdrawn", { campaign, personId: personOf("chair"), unitId: unit("SNV"), code: "4.1", number: 3, mark: null, note: null }],
    ]);
  });

  it.each([
    ["above the maximum", "SNV", "5.01", "0", 422],
    ["of three decimals", "SNV", "4.555", "0", 422],
    ["below nothing", "SNV", "-1", "0", 422],
    ["for a unit that is not there", "nowhere", "4", "0", 404],
    ["taken back before it was given", "SNV", null, "0", 409],
    ["on a version that was never there", "SNV", "4", "3", 412],
  ])("%s is refused", async (_name, code, mark, seen, status) => {
    units["nowhere"] = "nowhere";
    expect((await give("chair", code, mark, seen)).status).toBe(status);
    expect((await send("GET", "/marks", "auditor")).json["items"]).toEqual([]);
    expect(room.recorded).toEqual([]);
  });

  it("belongs to the remit, and never to a unit of one's own in the year", async () => {
    await setRemit("deputy", ["SNV"], "0");
    expect((await give("deputy", "SNV", "4")).status).toBe(200);
    expect((await give("deputy", "STC", "4")).json).toMatchObject({ status: 403, detail: expect.stringContaining("phân công") as unknown });
    expect((await give("deputy", "STP", "4")).json).toMatchObject({ status: 403, detail: expect.stringContaining("trong năm") as unknown });
    expect((await give("second", "SNV", "4")).status).toBe(403);
    expect((await give("chair", "STP", "4")).status).toBe(200);
    expect((await give("officer", "STC", "4")).status).toBe(403);
  });

  it("is given while the campaign runs and until its result is proposed; again when that was returned; never after the decision", async () => {
    expect((await give("chair", "SNV", "4")).status).toBe(200);
    await advance(campaign, ...TO_CONSOLIDATION);
    expect((await give("chair", "SNV", "5", "1")).status).toBe(200);
    const isRefused = async (seen: string) => {
      expect((await give("chair", "SNV", "4", "2")).status).toBe(409);
      expect((await give("chair", "STC", "5", seen)).status).toBe(409);
      expect((await send("POST", "/marks", "chair", { marks: [{ unitId: unit("STC"), code: "4.1", mark: "4", version: "0" }] })).status).toBe(409);
      expect((await send("GET", "/marking", "chair")).json).toMatchObject({ canMark: false });
    };
    isProposed = true;
    await isRefused("0");
    isProposed = false;
    expect((await send("GET", "/marking", "chair")).json).toMatchObject({ canMark: true });
    expect((await give("chair", "STC", "5", "0")).status).toBe(200);
    expect((await give("chair", "STC", null, "1")).status).toBe(200);
    await advance(campaign, "decided");
    await isRefused("2");
  });

  it("of ten that follow on the same version one is written, the others hear what there is", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => give("chair", "SNV", `3.${String(i)}`)));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect(answers.filter((one) => one.status === 412).every((one) => (one.json["current"] as { version: string }).version === "1")).toBe(true);
  });

  it("cannot be changed or removed by the application", async () => {
    await give("chair", "SNV", "4");
    for (const sql of ["update congtam.leader_mark set mark = 5", "delete from congtam.leader_mark", "update congtam.leader_remit set units = '{}'", "delete from congtam.leader_remit"]) {
      await expect(test.superuser.query(`set role congtam_app; ${sql}`)).rejects.toThrow(/permission denied/);
    }
    await test.superuser.query("reset role");
  });

  it("waits for a step of the campaign, and is then refused by it", async () => {
    await test.superuser.query("begin");
    await test.superuser.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`campaign:${campaign}`]);
    const waiting = give("chair", "SNV", "4");
    expect(await waitsForLock(test, waiting)).toBe(true);
    await advance(campaign, ...TO_CONSOLIDATION, "decided");
    await test.superuser.query("commit");
    expect((await waiting).status).toBe(409);
  });
});

describe("many marks at once", () => {
  const marks = (...codes: readonly (readonly [string, string | null, string?, string?])[]) => ({ marks: codes.map(([code, mark, version = "0", leaf = "4.1"]) => ({ unitId: unit(code), code: leaf, mark, version })) });

  it("are all written, each with its entry", async () => {
    const { status, json } = await send("POST", "/marks", "chair", marks(["SNV", "4"], ["STC", "3.5"], ["XA1", "0"]));
    expect([status, json]).toMatchObject([200, { marks: [{ unitId: unit("SNV"), mark: "4.00", version: "1" }, { mark: "3.50" }, { mark: "0.00" }] }]);
    expect(room.recorded).toHaveLength(3);
  });

  it("or none, with every fault at its place", async () => {
    await setRemit("deputy", ["SNV", "STC", "XA1"], "0");
    await give("deputy", "XA1", "2");
    room.recorded = [];
    const { status, json } = await send("POST", "/marks", "deputy", marks(["SNV", "4"], ["STP", "4"], ["STC", "9"], ["SNV", "4", "0", "1.1"], ["XA1", "3", "0"], ["SNV", "1"]));
    expect([status, pointers(json)]).toEqual([422, ["/marks/1/unitId", "/marks/2/mark", "/marks/3/code", "/marks/4/version", "/marks/5"]]);
    expect((await send("GET", "/marks", "deputy")).json["items"]).toMatchObject([{ unitId: unit("XA1"), mark: "2.00" }]);
    expect(room.recorded).toEqual([]);
  });

  it("that are only out of date hear what there is", async () => {
    await give("chair", "SNV", "2");
    expect((await send("POST", "/marks", "chair", marks(["SNV", "4"], ["STC", "4"]))).json).toMatchObject({ status: 412, current: { marks: [{ unitId: unit("SNV"), mark: "2.00", version: "1" }] }, errors: [{ pointer: "/marks/0/version" }] });
    expect((await send("POST", "/marks", "chair", { marks: Array.from({ length: 501 }, () => marks(["SNV", "4"]).marks[0]) })).status).toBe(422);
  });
});

describe("who sees marks", () => {
  beforeEach(async () => {
    await setRemit("deputy", ["SNV", "XA1"], "0");
    await give("chair", "SNV", "4.44");
    await give("deputy", "SNV", "3.33");
    await give("deputy", "SNV", "3.11", "1");
  });

  it("before they are gathered: leaders their own, the auditor all, the programme officer and units none", async () => {
    for (const path of ["/marks", "/marks/history", `/marks?personId=${personOf("deputy")}`, `/marks?unitId=${unit("SNV")}`, "/marking", `/units/${unit("SNV")}/marks/4.1`]) {
      const { status, text } = await send("GET", path, "chair");
      expect([path, status, text.includes("3.33") || text.includes("3.11")]).toEqual([path, 200, false]);
    }
    expect((await send("GET", "/marks", "deputy")).json).toMatchObject({ items: [{ personId: personOf("deputy"), mark: "3.11", counts: true }] });
    expect((await send("GET", "/marks", "auditor")).json["items"]).toHaveLength(2);
    expect((await send("GET", "/marks/history", "auditor")).json["items"]).toHaveLength(3);
    for (const path of ["/marks", "/marks/history"]) expect((await send("GET", path, "officer")).status).toBe(409);
    const { status, text } = await send("GET", "/marks/progress", "officer");
    expect([status, /4\.44|3\.33|3\.11/.test(text)]).toEqual([200, false]);
    for (const path of ["/marks", "/marks/history", "/marks/progress", "/marking", "/remits"]) expect((await send("GET", path, "head")).status).toBe(403);
  });

  it("in consolidation: the programme officer all, leaders their own until they can give no more", async () => {
    await advance(campaign, ...TO_CONSOLIDATION);
    for (const [name, count] of [["chair", 1], ["second", 0], ["officer", 2], ["auditor", 2]] as const) expect((await send("GET", "/marks", name)).json["items"]).toHaveLength(count);
    isProposed = true;
    for (const name of ["chair", "second", "officer", "auditor"] as const) expect((await send("GET", "/marks", name)).json["items"]).toHaveLength(2);
    expect((await send("GET", "/marks", "head")).status).toBe(403);
  });

  it("the database shows none to somebody bound to units, should the gate ever let them in", async () => {
    const seenBy = (roles: readonly Role[]) =>
      test.database.transaction(async (tx) => {
        await tx.actAs({ personId: "p", roles, unitIds: [unit("SNV")] });
        return ratingsOf(tx, campaign);
      });
    expect(await seenBy(["unit-head", "unit-scorer", "administrator"])).toEqual([]);
    expect(await seenBy(["programme-officer"])).toHaveLength(1);
  });

  it("in pages that miss and repeat nothing", async () => {
    await give("chair", "STC", "1");
    const seen: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { json } = await send("GET", `/marks/history?limit=1${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, "auditor");
      seen.push(...(json["items"] as unknown[]));
      cursor = json["nextCursor"] as string | null;
    }
    expect(seen).toEqual((await send("GET", "/marks/history", "auditor")).json["items"]);
    expect(seen).toHaveLength(4);
    expect((await send("GET", "/marks?cursor=x", "auditor")).status).toBe(422);
  });
});

describe("progress", () => {
  it("tells a leader what is given and left, page by page", async () => {
    await setRemit("deputy", ["SNV", "XA1"], "0");
    await give("deputy", "XA1", "2");
    const first = await send("GET", "/marking?limit=1", "deputy");
    expect(first.json).toMatchObject({ stage: "self-scoring", canMark: true, expected: 2, given: 1, left: 1, items: [{ unitCode: "SNV", marks: [{ code: "4.1", max: "5.00", mark: null, version: "0" }] }], nextCursor: "SNV" });
    expect((await send("GET", "/marking?limit=1&cursor=SNV", "deputy")).json).toMatchObject({ items: [{ unitCode: "XA1", marks: [{ mark: "2.00", version: "1" }] }], nextCursor: null });
    expect((await send("GET", "/marking", "chair")).json).toMatchObject({ expected: 4, given: 0 });
    expect((await send("GET", "/marking?cursor=QQ", "chair")).status).toBe(422);
  });

  it("tells the programme officer who lacks marks for which units", async () => {
    await setRemit("deputy", ["SNV", "XA1"], "0");
    await give("deputy", "XA1", "2");
    const { json } = await send("GET", "/marks/progress", "officer");
    const rows = new Map((json["items"] as { personId: string }[]).map((one) => [one.personId, one]));
    expect(rows.get(personOf("deputy"))).toEqual({ personId: personOf("deputy"), name: "deputy", role: "vice-chairman", expected: 2, given: 1, missing: [{ unitId: unit("SNV"), codes: ["4.1"] }] });
    expect(rows.get(personOf("second"))).toMatchObject({ expected: 0, missing: [] });
    expect(rows.get(personOf("chair"))).toMatchObject({ expected: 4, given: 0 });
  });

  it("asks the database as often for many marks as for few", async () => {
    const statementsFor = async (path: string, as: Name) => {
      const before = test.database.statements();
      await send("GET", path, as);
      return test.database.statements() - before;
    };
    const all = async (): Promise<number[]> => {
      const counted: number[] = [];
      for (const [path, as] of [["/marking", "chair"], ["/marks/progress", "officer"], ["/marks", "auditor"], ["/marks/history", "auditor"], ["/remits", "officer"]] as const) counted.push(await statementsFor(path, as));
      return counted;
    };
    await give("chair", "STP", "4");
    const few = await all();
    await setRemit("deputy", ["SNV", "STC", "XA1"], "0");
    await setRemit("second", ["SNV", "STC", "XA1"], "0");
    for (const as of ["chair", "deputy", "second"] as const) for (const code of ["SNV", "STC", "XA1"]) await give(as, code, "4");
    expect(await all()).toEqual(few);
  });
});

describe("what higher rooms ask", () => {
  it("gets the marks that stand in order of the leaders, and what is missing", async () => {
    await setRemit("deputy", ["SNV", "XA1"], "0");
    await give("chair", "SNV", "4");
    await give("deputy", "SNV", "3");
    await give("deputy", "XA1", "2");
    await give("deputy", "XA1", null, "1");
    const [ratings, missing] = await test.database.read(async (tx) => [await ratingsOf(tx, campaign), await missingMarks(tx, campaign)] as const);
    const inOrder = [["chair", "4.00"], ["deputy", "3.00"]].toSorted(([a], [b]) => (personOf(a as Name) < personOf(b as Name) ? -1 : 1)).map(([, mark]) => mark);
    expect(ratings).toEqual([{ unitId: unit("SNV"), code: "4.1", ratings: inOrder }]);
    expect(missing.filter((one) => one.personId === personOf("deputy"))).toEqual([{ personId: personOf("deputy"), unitId: unit("XA1"), codes: ["4.1"] }]);
    expect(missing.filter((one) => one.personId === personOf("chair")).map((one) => one.unitId).toSorted()).toEqual(["STC", "STP", "XA1"].map(unit).toSorted());
  });

  it("leaves out a mark for a unit to which the leader turns out to have belonged, and shows that", async () => {
    await setRemit("second", ["XA1"], "0");
    await give("second", "XA1", "5");
    await test.database.transaction((tx) => addPost(tx, { person: personOf("second"), unit: unit("XA1"), kind: "officer", title: "Ủy viên", from: "2026-02-01", to: "2026-03-01" }));
    expect(await test.database.read((tx) => ratingsOf(tx, campaign))).toEqual([]);
    expect((await send("GET", "/marks", "auditor")).json).toMatchObject({ items: [{ mark: "5.00", counts: false }] });
    // The mark that does not count holds no change of the remit up.
    expect((await setRemit("second", [], "1")).status).toBe(200);
  });
});

describe("a unit's campaign on its own offices", () => {
  it("does not exist for the authority's leaders", async () => {
    await test.superuser.query("update congtam.campaign set owner_unit = $2 where id = $1", [campaign, unit("SNV")]);
    expect((await give("chair", "STC", "4")).status).toBe(404);
    for (const [path, as] of [["/marking", "chair"], ["/marks", "chair"], ["/marks/progress", "officer"], ["/remits", "officer"]] as const) expect((await send("GET", path, as)).status).toBe(404);
    expect((await send("GET", "/marks", "auditor")).status).toBe(200);
  });
});

describe("all of this", () => {
  it("broke nothing inside", () => {
    expect(room.failures).toEqual([]);
  });
});
