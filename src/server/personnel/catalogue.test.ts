import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PeopleWork } from "../../contract/home.ts";
import type { Role } from "../../contract/route.ts";
import { regulationFiles } from "../../cli/regulations.ts";
import { homeEndpoints } from "../home/index.ts";
import { addPerson, addPost, importUnits } from "../organisation/index.ts";
import type { Actor } from "../platform/index.ts";
import { freezeRegulation, importRegulation } from "../regulation/index.ts";
import { giveClock } from "../../../tests/server/clock.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { catalogueItem, catalogueItems } from "./catalogue-queries.ts";
import { catalogueEndpoints, makeYearRoom } from "./index.ts";

/** From two units' lists to the catalogue that counts, over HTTP on the real database. */

type Json = Record<string, unknown>;
type Answer = { readonly status: number; readonly json: Json; readonly etag: string };
type Line = Json & { readonly id: string; readonly name: string; readonly coefficient: string };

let test: TestDatabase;
let room: Room;
const actors = new Map<string, Actor>();
const units = new Map<string, string>();
const unit = (code: string): string => units.get(code) ?? "";

const CAST: readonly (readonly [name: string, role: Role, unit?: string])[] = [["officer", "programme-officer", "SNV"], ["chairman", "chairman"], ["snv", "unit-head", "SNV"], ["stc", "unit-head", "STC"], ["clerk", "personnel-officer", "STC.VP"], ["stranger", "unit-scorer", "SNV"], ["officehead", "unit-head", "STC.VP"]];

beforeAll(async () => {
  test = await freshDatabase();
  await (await giveClock(test))("2026-02-01T02:00:00Z");
  await test.database.transaction(async (tx) => {
    const { created } = await importUnits(tx, [{ code: "UB", name: "UBND tỉnh", index: null }, { code: "SNV", name: "Sở Nội vụ", index: "01", parent: "UB" }, { code: "STC", name: "Sở Tài chính", index: "01", parent: "UB" }, { code: "STC.VP", name: "Văn phòng Sở Tài chính", index: "01", parent: "STC" }], "2025-01-01");
    for (const { code, id } of created) units.set(code, id);
    for (const [name, role, code] of CAST) {
      const person = await addPerson(tx, name);
      if (code !== undefined) await addPost(tx, { person: person.id, unit: unit(code), kind: "officer", title: name, from: "2025-01-01" });
      actors.set(name, { accountId: name, personId: person.id, name, roles: [role], unitIds: code === undefined ? [] : [unit(code)], sessionId: name });
    }
  });
  const { waitingFor } = makeYearRoom({ periodsOf: async () => new Map(), unitLevels: async () => new Map() }, undefined);
  room = await openRoom(test.database, [...catalogueEndpoints, ...homeEndpoints(waitingFor)], (token) => actors.get(token));
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

async function send(as: string, method: "GET" | "POST" | "PUT", path: string, body?: object, seen?: string): Promise<Answer> {
  const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body }) });
  return { status: answer.statusCode, json: answer.body === "" ? {} : answer.json<Json>(), etag: (answer.headers.etag ?? "").replaceAll('"', "") };
}

const line = (name: string, points: string, more: Json = {}): Json => ({ unitId: null, code: "", field: "", name, detail: "", output: "Văn bản", unitOfMeasure: "văn bản", group: 1, points, note: "", ...more });
const STANDARD = line("Soạn thảo văn bản hành chính đơn giản", "5");

async function begin(as: string, unitId: string | null): Promise<string> {
  const made = await send(as, "POST", "/catalogues", { unitId, year: 2025, title: "Danh mục năm 2025" });
  expect(made.status).toBe(201);
  return String(made.json["id"]);
}
const version = async (as: string, id: string): Promise<string> => (await send(as, "GET", `/catalogues/${id}`)).etag;
const waiting = async (as: string) => ((await send(as, "GET", "/me/work")).json["ofPeople"] as PeopleWork[]).map((one) => [one.kind, one.place?.id, one.comment]);
const change = async (as: string, id: string, body: Json): Promise<Answer> => send(as, "POST", `/catalogues/${id}/items`, body, await version(as, id));
const act = async (as: string, id: string, body: Json): Promise<Answer> => send(as, "POST", `/catalogues/${id}/actions`, body, await version(as, id));
const itemsIn = async (as: string, id: string): Promise<Line[]> => (await send(as, "GET", `/catalogues/${id}/items?limit=200`)).json["items"] as Line[];

describe("from the units' lists to the catalogue that counts", () => {
  let own = "";
  let other = "";
  let common = "";

  it("a unit lists its work; the coefficient is points ÷ standard points", async () => {
    own = await begin("stc", unit("STC"));
    const added = await change("clerk", own, { add: [STANDARD, line("Lập dự toán ngân sách năm", "120", { group: 4, output: "" })] });
    expect(added.status).toBe(201);
    expect((added.json["items"] as Line[]).map((one) => one.coefficient)).toEqual(["1", "24"]);
    // One list of a unit at a time.
    expect((await send("stc", "POST", "/catalogues", { unitId: unit("STC"), year: 2025, title: "Nữa" })).status).toBe(409);
  });

  it("is nobody else's before it is approved, and changes only for who has seen it", async () => {
    expect((await send("snv", "GET", `/catalogues/${own}`)).status).toBe(404);
    expect((await send("officer", "GET", `/catalogues/${own}`)).status).toBe(200);
    expect((await change("officer", own, { add: [STANDARD] })).status).toBe(403);
    const stale = await send("stc", "POST", `/catalogues/${own}/items`, { add: [STANDARD] }, "1");
    expect([stale.status, (stale.json["current"] as Json)["version"]]).toEqual([412, "2"]);
  });

  it("has no more groups than the regulation allows by which periods go (13.1.a)", async () => {
    const frames = Array.from({ length: 6 }, (_, at) => ({ group: at + 1, from: String(at * 10 + 1), to: String(at * 10 + 10) }));
    const wide = async () => send("stc", "PUT", `/catalogues/${own}`, { title: "Danh mục năm 2025", year: 2025, standardName: STANDARD["name"], standardPoints: "5", frames }, await version("stc", own));
    const { id, sha256 } = await test.database.transaction(async (tx) => {
      const { version: made } = await importRegulation(tx, "importer", regulationFiles("gia-lai-2026-staff"));
      return { ...(await freezeRegulation(tx, "another", made.id)), ...made };
    });
    await test.superuser.query("insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by) values ('2026-Q1', $1, $2, '01', '2026-01-01', '2026-04-01', 3, now(), 'test')", [id, sha256]);
    const refused = await wide();
    expect([refused.status, JSON.stringify(refused.json)]).toEqual([422, expect.stringContaining("nhiều nhất 5 nhóm theo mức độ phức tạp (Điều 13.1.a)")]);
    await test.superuser.query("delete from congtam.work_period");
  });

  it("is not sent while an output is missing, nor by anybody but the head", async () => {
    const findings = (await send("stc", "GET", `/catalogues/${own}/findings`)).json["findings"] as { key: string; isBlocking: boolean; article: string }[];
    expect(findings).toContainEqual(expect.objectContaining({ key: "missing-output", isBlocking: true, article: "NĐ 335, Điều 13.1.a; KH IV.2.1.a" }));
    expect((await act("stc", own, { kind: "send" })).status).toBe(422);
    const [, gap] = await itemsIn("stc", own);
    await change("stc", own, { change: [{ id: gap?.id, fields: line("Lập dự toán ngân sách năm", "120", { group: 4, output: "Dự toán ngân sách" }) }] });
    expect((await act("clerk", own, { kind: "send" })).status).toBe(403);
    expect((await act("officehead", own, { kind: "send" })).status).toBe(403);
    expect((await act("stc", own, { kind: "send" })).json["state"]).toBe("sent");
  });

  it("what was sent does not change, not even past the program", async () => {
    expect((await change("stc", own, { add: [STANDARD] })).status).toBe(409);
    await expect(test.superuser.query("update congtam.work_catalogue_item set points = 1 where catalogue = $1", [own])).rejects.toThrow(/does not change/);
    await expect(test.superuser.query("delete from congtam.work_catalogue_item where catalogue = $1", [own])).rejects.toThrow(/does not change/);
  });

  it("the department sees the same work of two units side by side, with what differs", async () => {
    other = await begin("snv", unit("SNV"));
    await change("snv", other, { add: [line("Soạn thảo các văn bản hành chính đơn giản", "10", { output: "Văn bản" }), line("Kiểm tra công vụ", "60", { group: 3, output: "Báo cáo kiểm tra" })] });
    const { etag } = await send("snv", "GET", `/catalogues/${other}`);
    await send("snv", "PUT", `/catalogues/${other}`, { title: "Danh mục SNV", year: 2025, standardName: "Soạn thảo các văn bản hành chính đơn giản", standardPoints: "10", frames: [{ group: 1, from: "1", to: "10" }, { group: 2, from: "11", to: "50" }, { group: 3, from: "51", to: "100" }] }, etag);
    expect((await act("snv", other, { kind: "send" })).status).toBe(201);
    common = await begin("officer", null);
    const { json } = await send("officer", "GET", `/catalogues/${common}/sources`);
    const clusters = json["items"] as { sources: Line[]; leastCoefficient: string; mostCoefficient: string; differs: boolean }[];
    expect(clusters.map((one) => one.sources.length).toSorted((a, b) => a - b)).toEqual([1, 1, 2]);
    expect(clusters.find((one) => one.sources.length === 2)).toMatchObject({ leastCoefficient: "1", mostCoefficient: "1", differs: false });
    expect((await send("stc", "GET", `/catalogues/${common}/sources`)).status).toBe(403);
  });

  it("joins them, leaves others out with a reason, and returns a list", async () => {
    const [standard, budget] = await itemsIn("officer", own);
    const [twin, check] = await itemsIn("officer", other);
    const merge = async (body: Json): Promise<Answer> => send("officer", "POST", `/catalogues/${common}/merging`, body, await version("officer", common));
    const joined = await merge({ joins: [{ itemId: null, fields: { ...STANDARD, code: "DC.01" }, sources: [standard?.id, twin?.id] }, { itemId: null, fields: line("Lập dự toán ngân sách năm", "120", { group: 4, unitId: unit("STC"), code: "TC.01", output: "Dự toán ngân sách" }), sources: [budget?.id] }] });
    expect([joined.status, joined.json["settled"]]).toEqual([201, 3]);
    expect((await merge({ leaveOut: [{ sources: [check?.id], reason: "ngắn" }] })).status).toBe(422);
    expect((await merge({ leaveOut: [{ sources: ["nowhere"], reason: "một lý do đủ dài" }] })).status).toBe(422);
    const { json } = await send("officer", "GET", `/catalogues/${common}/sources?show=open`);
    expect((json["items"] as Json[]).length).toBe(1);
    expect((await act("officer", other, { kind: "return", reason: "Tách việc kiểm tra thành từng sản phẩm." })).json["state"]).toBe("returned");
    // The unit finds it where it comes in, with what was said.
    expect(await waiting("snv")).toEqual([["mend-list", other, "Tách việc kiểm tra thành từng sản phẩm."]]);
    for (const as of ["stc", "clerk", "stranger", "chairman"]) expect([as, await waiting(as)]).toEqual([as, []]);
  });

  it("is approved by another person from a day on; the settled list is taken with it", async () => {
    expect((await act("chairman", common, { kind: "approve", from: "2026-03-01", document: "1/QĐ-UBND" })).status).toBe(409);
    expect((await act("officer", common, { kind: "send" })).json["state"]).toBe("sent");
    expect((await act("officer", common, { kind: "approve", from: "2026-03-01", document: "1/QĐ-UBND" })).status).toBe(403);
    expect([await waiting("chairman"), await waiting("officer")]).toEqual([[["approve-list", common, null]], []]);
    expect((await send("stc", "GET", `/catalogues/${own}`)).json["state"]).toBe("accepted");
    expect((await send("snv", "GET", `/catalogues/${other}`)).json["state"]).toBe("returned");
    const approved = await act("chairman", common, { kind: "approve", from: "2026-03-01", document: "1/QĐ-UBND" });
    expect(approved.json).toMatchObject({ state: "approved", inForceFrom: "2026-03-01", isInForce: false });
    await expect(test.superuser.query("update congtam.work_catalogue set standard_points = 1 where id = $1", [common])).rejects.toThrow(/does not change/);
  });

  it("tells other rooms what may be assigned, on which day and in which unit", async () => {
    await test.database.read(async (tx) => {
      expect(await catalogueItems(tx, { unit: unit("STC.VP"), on: "2026-02-28" })).toEqual([]);
      const inOffice = await catalogueItems(tx, { unit: unit("STC.VP"), on: "2026-03-01" });
      expect(inOffice.map((one) => [one.code, one.coefficient, one.group])).toEqual([["DC.01", "1", 1], ["TC.01", "24", 4]]);
      expect((await catalogueItems(tx, { unit: unit("SNV"), on: "2026-03-01" })).map((one) => one.code)).toEqual(["DC.01"]);
      expect((await catalogueItem(tx, inOffice[0]?.id ?? "", "2026-03-01"))?.retired).toBe(false);
      const [draft] = await itemsIn("officer", own);
      expect(await catalogueItem(tx, draft?.id ?? "")).toBeUndefined();
    });
  });

  it("new work in mid-year comes with a new version; answered lines stay answered, the old version is retired", async () => {
    const again = await begin("stc", unit("STC"));
    await change("stc", again, { add: [line("Thẩm định chủ trương đầu tư", "90", { group: 3, output: "Báo cáo thẩm định" })] });
    await act("stc", again, { kind: "send" });
    const next = await begin("officer", null);
    const { json } = await send("officer", "GET", `/catalogues/${next}/sources?show=open`);
    const [open] = json["items"] as { sources: Line[] }[];
    expect((json["items"] as Json[]).length).toBe(1);
    await send("officer", "POST", `/catalogues/${next}/merging`, { joins: [{ itemId: null, fields: line("Thẩm định chủ trương đầu tư", "90", { group: 3, unitId: unit("STC"), code: "TC.02", output: "Báo cáo thẩm định" }), sources: [open?.sources[0]?.id] }] }, await version("officer", next));
    await act("officer", next, { kind: "send" });
    const early = await act("chairman", next, { kind: "approve", from: "2026-03-01", document: "2/QĐ-UBND" });
    expect(early.status).toBe(422);
    expect((await act("chairman", next, { kind: "approve", from: "2026-06-01", document: "2/QĐ-UBND" })).status).toBe(201);
    const told = await send("stranger", "GET", `/catalogues/${next}/comparison?with=${common}`);
    expect(told.json).toMatchObject({ removed: [], changed: [], same: 2, added: [{ code: "TC.02" }] });
    await test.database.read(async (tx) => {
      const [old] = await catalogueItems(tx, { unit: unit("STC"), on: "2026-05-31" });
      expect((await catalogueItem(tx, old?.id ?? "", "2026-06-01"))?.retired).toBe(true);
      expect((await catalogueItems(tx, { unit: unit("STC"), on: "2026-06-01" })).map((one) => one.code)).toEqual(["DC.01", "TC.01", "TC.02"]);
    });
  });

  it("comes as a workbook that reads back as what it was", async () => {
    const file = await room.app.inject({ method: "GET", url: `/api/v1/catalogues/${common}/workbook`, headers: { authorization: "Bearer stranger" } });
    expect(file.statusCode).toBe(200);
    const read = await send("snv", "POST", `/catalogues/${other}/reading`, { content: file.rawPayload.toString("base64") });
    const rows = read.json["rows"] as { fate: string; item: { code: string; points: string } | null }[];
    expect(rows.filter((one) => one.fate === "taken").map((one) => [one.item?.code, one.item?.points])).toEqual([["DC.01", "5.00"], ["TC.01", "120.00"]]);
    expect(rows).toHaveLength(5);
    // Brought into the list that it is of, it adds nothing.
    const copy = await room.app.inject({ method: "GET", url: `/api/v1/catalogues/${other}/workbook`, headers: { authorization: "Bearer snv" } });
    const again = (await send("snv", "POST", `/catalogues/${other}/reading`, { content: copy.rawPayload.toString("base64") })).json["rows"] as { fate: string; why: { vi: string } }[];
    expect(again.filter((one) => one.fate === "taken" || one.fate === "changed")).toEqual([]);
    expect(again.filter((one) => one.why.vi.includes("đã có trong danh mục")).length).toBeGreaterThan(0);
    expect((await send("snv", "POST", `/catalogues/${other}/reading`, { content: Buffer.from("nothing").toString("base64") })).status).toBe(422);
  });

  it("breaks nothing on the way", () => {
    expect(room.failures).toEqual([]);
  });
});
