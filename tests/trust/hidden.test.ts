import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importUnits } from "../../src/server/organisation/index.ts";
import { makeCampaign } from "../../src/server/campaign/index.ts";
import { reach } from "../server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "./province.ts";

/** Threat 13: what is hidden from somebody cannot be told from what does not exist. */

let house: Province;
let office = "";
let request = "";
const code = ownOf("STC")[0]?.code ?? "";
const one = ownOf("STC")[0];

beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  const { database } = house.test;
  office = await database.transaction(async (tx) => {
    await importUnits(tx, [{ code: "STC-VP", name: "Văn phòng Sở", index: "01", parent: "STC" }], "2025-01-01");
    const made = await makeCampaign(tx, "test", { title: "Đợt của Sở", year: 2025, regulationVersionId: house.regulationVersionId, unitCodes: ["STC-VP"], ownerUnitId: house.unitId("STC") });
    return made.campaign.id;
  });
  await assign(house, "hd.mot", "1");
  await reach(house, "self-scoring");
  await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input: one?.input, note: "" }, "0");
  const asked = await house.send("officer", "POST", `/campaigns/${house.campaignId}/opinion-requests`, { toUnitId: house.unitId("SNV"), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-20", items: [{ unitId: house.unitId("STC"), code }] });
  request = String(asked.json["id"]);
}, 60_000);
afterAll(async () => {
  await house.end();
});

/** Everything of an answer but what says which request it answers. */
async function answerTo(as: string, method: "GET" | "PUT" | "POST", path: string, body?: object): Promise<unknown> {
  const headers = { ...(as === "nobody" ? {} : { authorization: `Bearer ${as}` }), ...(method === "PUT" || path.endsWith("actions") ? { "if-match": '"0"' } : {}) };
  const answer = await house.app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
  const { instance: _instance, ...rest } = answer.json<Record<string, unknown>>();
  const { date: _date, "content-length": length, ...others } = answer.headers;
  return { status: answer.statusCode, rest, others, own: Number(length) - Buffer.byteLength(String(_instance)) };
}

const NOWHERE = "nowhere";
type Probe = readonly [what: string, as: string, method: "GET" | "PUT" | "POST", path: (id: string) => string, hidden: () => string, body?: object];
const score = { input: one?.input ?? null };
const unit = (rest: string) => (id: string) => `/campaigns/${house.campaignId}/units/${id}${rest}`;
const stc = (): string => house.unitId("STC");
const version = (rest: string) => (number: string) => `/campaigns/${house.campaignId}/result-versions/${number}${rest}`;
const campaign = (rest: string) => (id: string) => `/campaigns/${id}${rest}`;

const PROBES: readonly Probe[] = [
  ["another unit's file", "cham.stp", "GET", unit("/assessment"), stc],
  ["another unit's file, to a head", "truong.snv", "GET", unit("/assessment"), stc],
  ["another unit's history", "truong.snv", "GET", unit("/history"), stc],
  ["another unit's facts", "cham.stp", "GET", unit("/facts"), stc],
  ["another unit's score", "cham.stp", "PUT", unit(`/scores/${code}`), stc, score],
  ["another unit's explanation", "cham.stp", "PUT", unit(`/explanations/${code}`), stc, { text: "Một lời giải trình." }],
  ["another unit's submission", "truong.snv", "POST", unit("/file-actions"), stc, { kind: "submit" }],
  ["a campaign of another unit", "truong.snv", "GET", campaign(""), () => office],
  ["its units", "chutich", "GET", campaign("/units"), () => office],
  ["its draft", "chair", "GET", campaign("/draft-result"), () => office],
  ["its results, to the public", "nobody", "GET", campaign("/result-versions"), () => office],
  ["its results, to another unit", "cham.stp", "GET", campaign("/result-versions"), () => office],
  ["a request for opinion to another body", "gopy.stp", "PUT", (id) => `/campaigns/${house.campaignId}/opinion-requests/${id}/units/${stc()}/answers/${code}`, () => request, { stance: "agrees", text: "Một ý kiến đủ dài." }],
];

describe("hidden is as good as not there", () => {
  it.each(PROBES.map((probe) => [probe[0], probe[1], probe] as const))("%s (%s)", async (_what, _as, [, as, method, path, hidden, body]) => {
    const [there, nowhere] = [await answerTo(as, method, path(hidden()), body), await answerTo(as, method, path(NOWHERE), body)];
    expect(there).toMatchObject({ status: 404 });
    expect(there).toEqual(nowhere);
  });

  it("a result that is only proposed, to units and the public", async () => {
    await house.test.superuser.query("insert into congtam.result_version (campaign, number, at, by, reason, regulation_version, regulation_sha256, ledger_seq, ledger_hash, case_text, result_text, result_sha256, level_decisions) values ($1, 1, now(), 'x', '', $2, repeat('a', 64), 1, repeat('a', 64), '{}', '{\"units\":[]}', repeat('a', 64), '[]')", [house.campaignId, house.regulationVersionId]);
    for (const rest of ["", "/case", "/units/STC"]) {
      for (const as of ["nobody", "cham.stc", "truong.snv", "quantri", "group"]) expect({ rest, as, answer: await answerTo(as, "GET", version(rest)("1")) }).toEqual({ rest, as, answer: await answerTo(as, "GET", version(rest)("2")) });
    }
    expect(await answerTo("officer", "GET", version("")("1"))).toMatchObject({ status: 200 });
  });
});

describe("a page of history", () => {
  const pages = async (as: string): Promise<{ rows: number; pages: number; cursors: string }> => {
    let [rows, count, cursor, cursors]: [number, number, string | null, string] = [0, 0, "", ""];
    while (cursor !== null && count < 50) {
      const { json } = await house.send(as, "GET", `${fileOf(house, "STC")}/history?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
      rows += (json["items"] as object[]).length;
      cursor = json["nextCursor"] as string | null;
      cursors += Buffer.from(cursor ?? "", "base64url").toString();
      count++;
    }
    return { rows, pages: count, cursors };
  };

  it("has no trace of rows that its reader may not see, nor of who appraised", async () => {
    await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input: one?.input, note: "lần hai" }, "1");
    await reach(house, "appraisal-1", "self-scoring");
    for (const [i, seen] of ["0", "1", "2"].entries()) await house.send("hd.mot", "PUT", `${fileOf(house, "STC")}/appraisals/1/${code}`, { input: { points: "0" }, reason: `Chưa thấy tài liệu kiểm chứng ${String(i)}.` }, seen);
    expect(await pages("truong.stc")).toMatchObject({ rows: 2, pages: 2 });
    expect(await pages("hd.hai")).toMatchObject({ rows: 2, pages: 2 });
    expect(await pages("chair")).toMatchObject({ rows: 5, pages: 5 });
    await reach(house, "explanation", "appraisal-1");
    const open = await pages("truong.stc");
    expect(open).toMatchObject({ rows: 5, pages: 5 });
    expect(open.cursors).not.toContain(house.personOf("hd.mot"));
  });

  it("goes on rightly where rows differ in nothing but the member", async () => {
    await house.test.superuser.query("insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, note, by, at) select $1, $2, $3, 'appraisal-1', 'm' || n, 1, '', 'm' || n, '2025-12-16T05:00:00Z' from generate_series(1, 5) n", [house.campaignId, house.unitId("STC"), code]);
    expect(await pages("chair")).toMatchObject({ rows: 10, pages: 10 });
  });
});

describe("opinions", () => {
  it("on a unit are not for its people on the council, nor for other bodies", async () => {
    const items = async (as: string) => ((await house.send(as, "GET", `/campaigns/${house.campaignId}/opinion-requests`)).json["items"] as { items: object[] }[]).flatMap((each) => each.items).length;
    expect([await items("hd.hai"), await items("hd.stc"), await items("gopy.stp")]).toEqual([1, 0, 0]);
  });
});
