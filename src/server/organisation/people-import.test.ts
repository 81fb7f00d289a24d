import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { organisationEndpoints } from "./index.ts";

/** People with their posts from a list. */

let test: TestDatabase;
let room: Room;
beforeAll(async () => {
  test = await freshDatabase();
  room = await openRoom(test.database, organisationEndpoints, () => ({ accountId: "account-officer", personId: "person-officer", name: "Cán bộ", roles: ["programme-officer"], unitIds: [], sessionId: "s" }));
  await send("POST", "/units/import", { from: "2024-01-01", units: [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }] });
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

async function send(method: "GET" | "POST", path: string, payload?: object): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> {
  const answer = await room.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: "Bearer officer" }, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, json: answer.json() };
}
const LIST = [
  { name: "Nguyễn Thị Lan", unit: "SNV", kind: "head", title: "Giám đốc", from: "2025-01-01" },
  { name: "Trần Văn Bình", unit: "SNV", kind: "officer", title: "Chuyên viên", from: "2025-01-01" },
  { name: "Nguyễn Thị Lan", unit: "STC", kind: "officer", title: "Chuyên viên", from: "2025-01-01" },
];

it("takes nothing of a list in which anything is wrong, and tells all of it", async () => {
  const { status, json } = await send("POST", "/people/import", { people: [...LIST, { name: "Lê Văn Cường", unit: "KHAC", kind: "officer", title: "Chuyên viên" }, { name: "Lê Văn Dũng", unit: "SNV", kind: "head", title: "Giám đốc", from: "2025-02-01" }, { name: "Lê Văn Em", unit: "SNV", kind: "officer", title: "Chuyên viên", from: "2020-01-01" }, { name: "", unit: "SNV", kind: "sếp", title: "x", from: "31/02/2025" }] });
  expect([status, (json["errors"] as { pointer: string }[]).map((one) => one.pointer)]).toEqual([422, ["/people/6/name", "/people/6/kind", "/people/6/from", "/people/3/unit", "/people/4/kind", "/people/5/from"]]);
  expect((await send("GET", "/people")).json["items"]).toEqual([]);
});

it("adds people and posts once, however often the list comes", async () => {
  expect(await send("POST", "/people/import", { people: LIST })).toEqual({ status: 201, json: { people: 3, posts: 3, unchanged: 0 } });
  expect(await send("POST", "/people/import", { people: LIST })).toEqual({ status: 201, json: { people: 0, posts: 0, unchanged: 3 } });
  const { items } = (await send("GET", "/people")).json as { items: { name: string; posts: { title: string }[] }[] };
  expect(items.map((one) => [one.name, one.posts.length])).toEqual([["Nguyễn Thị Lan", 1], ["Nguyễn Thị Lan", 1], ["Trần Văn Bình", 1]]);
  const entry = room.recorded.find((one) => one.action === "organisation.people-imported");
  expect(entry?.data["posts"]).toHaveLength(3);
});

it("takes five thousand at once", async () => {
  const people = Array.from({ length: 5000 }, (_none, at) => ({ name: `Người thứ ${String(at)}`, unit: at % 2 === 0 ? "SNV" : "STC", kind: "officer", title: "Chuyên viên", from: "2025-01-01" }));
  expect((await send("POST", "/people/import", { people })).json).toEqual({ people: 5000, posts: 5000, unchanged: 0 });
}, 30_000);
