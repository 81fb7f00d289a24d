import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityHouse, openIdentityHouse } from "../../../tests/server/identity-house.ts";
import type { Role } from "../../contract/route.ts";
import { addPerson, addPost, dayOf, importUnits } from "../organisation/index.ts";
import { Problem } from "../platform/index.ts";
import type { HandOver } from "./index.ts";

let house: IdentityHouse;
let admin = "";
let adminId = "";
let units: readonly string[] = [];
const passed: Parameters<HandOver>[1][] = [];
let isFull = false;
/** A room that stands higher, with one task of everybody. */
const tasks: HandOver = async (_tx, passing) => {
  if (isFull) throw new Problem("conflict");
  passed.push(passing);
  return [{ action: "task.handed-over", subject: "task:1", data: { to: passing.toPerson } }];
};

beforeAll(async () => {
  house = await openIdentityHouse({ handOver: [tasks] });
  adminId = await house.add("quantri", { roles: ["administrator"], waived: true });
  admin = await house.cookieOf("quantri");
  const imported = await house.database.transaction((tx) => importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }], "2024-01-01"));
  units = imported.created.map(({ id }) => id);
});
afterAll(async () => {
  await house.close();
});

const dayFromNow = (days: number) => dayOf(new Date(Date.now() + days * 86_400_000));
/** Somebody with an account and posts from 2025 on. */
async function addSomebody(username: string, roles: readonly Role[], posts = 0): Promise<{ id: string; personId: string; postIds: string[] }> {
  const { id: personId } = await house.database.transaction((tx) => addPerson(tx, `Tên ${username}`));
  const postIds: string[] = [];
  for (const unit of units.slice(0, posts)) postIds.push((await house.database.transaction((tx) => addPost(tx, { person: personId, unit, kind: "officer", title: "Chuyên viên", from: "2025-01-01" }))).post.id);
  return { id: await house.add(username, { roles, personId, waived: true }), personId, postIds };
}
async function handOver(id: string, successorAccountId: string, on = dayFromNow(0), match?: string) {
  const { headers } = await house.send("GET", `/accounts/${id}`, { cookie: admin });
  return house.send("POST", `/accounts/${id}/handover`, { cookie: admin, body: { successorAccountId, on }, headers: { "if-match": match ?? String(headers["etag"]) } });
}
const postsOf = async (person: string) => (await house.superuser.query<{ id: string; valid_to: string | null }>("select id, valid_to from congtam.post where person_id = $1 order by valid_from, id", [person])).rows;

describe("a leaver", () => {
  it("leaves in one act: posts end on the day, account and roles at once, open work goes to the successor", async () => {
    const leaver = await addSomebody("an", ["unit-scorer", "working-group"], 2);
    const successor = await addSomebody("binh", ["unit-scorer"]);
    await house.add("an.2", { personId: leaver.personId });
    const cookies = [await house.cookieOf("an"), await house.cookieOf("an")];
    const on = dayFromNow(1);
    house.ledger.length = 0;
    const answer = await handOver(leaver.id, successor.id, on);
    expect(answer).toMatchObject({ status: 200, json: { account: { id: leaver.id, name: "Tên an", roles: [] }, rolesHeld: ["unit-scorer", "working-group"], rolesLacking: ["working-group"], otherAccounts: [{ username: "an.2" }] } });
    expect((answer.json["account"] as { disabledAt: unknown }).disabledAt).not.toBeNull();
    expect((answer.json["endedPosts"] as { postId: string }[]).map(({ postId }) => postId).toSorted()).toEqual(leaver.postIds.toSorted());
    for (const cookie of cookies) expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
    expect((await house.superuser.query("select 1 from congtam.session where account = $1", [leaver.id])).rows).toEqual([]);
    // Name, posts and roles stay to be read, with their end.
    expect(await postsOf(leaver.personId)).toMatchObject([{ valid_to: on }, { valid_to: on }]);
    const { rows } = await house.superuser.query("select role, ended_by from congtam.role_grant where account = $1 and valid_to is not null order by role", [leaver.id]);
    expect(rows).toEqual([{ role: "unit-scorer", ended_by: adminId }, { role: "working-group", ended_by: adminId }]);
    expect((await house.send("GET", `/accounts/${successor.id}`, { cookie: admin })).json["roles"]).toMatchObject([{ role: "unit-scorer" }]);
    expect(passed).toEqual([{ fromPerson: leaver.personId, toPerson: successor.personId, by: adminId }]);
    expect(house.ledger.map(({ action, by }) => [action, by])).toEqual(["identity.account-handed-over", "organisation.post-ended", "organisation.post-ended", "task.handed-over"].map((action) => [action, adminId]));
    expect((await house.signIn("an")).status).toBe(401);
    expect(house.ledger[0]).toMatchObject({ subject: `account:${leaver.id}`, data: { successor: successor.id, on, roles: ["unit-scorer", "working-group"], sessions: 2 } });
  });

  it("who was disabled in haste is handed over afterwards, and posts that have ended stay as they were", async () => {
    const leaver = await addSomebody("chi", ["auditor"], 1);
    const successor = await addSomebody("dung", []);
    const early = await house.database.transaction((tx) => addPost(tx, { person: leaver.personId, unit: units[1] ?? "", kind: "deputy", title: "Phó", from: "2025-01-01", to: "2025-06-01" }));
    await house.send("POST", `/accounts/${leaver.id}/disabling`, { cookie: admin });
    const { disabledAt } = (await house.send("GET", `/accounts/${leaver.id}`, { cookie: admin })).json;
    const answer = await handOver(leaver.id, successor.id, "2025-05-01");
    expect(answer).toMatchObject({ status: 200, json: { account: { disabledAt }, rolesLacking: ["auditor"], endedPosts: [{ postId: leaver.postIds[0] }] } });
    expect((await postsOf(leaver.personId)).find(({ id }) => id === early.post.id)).toMatchObject({ valid_to: "2025-06-01" });
  });

  it("stays as they were when anything of it cannot be", async () => {
    const leaver = await addSomebody("em", ["auditor"], 1);
    const successor = await addSomebody("giang", []);
    const gone = await addSomebody("hoa", []);
    await house.send("POST", `/accounts/${gone.id}/disabling`, { cookie: admin });
    const service = String((await house.send("POST", "/service-accounts", { cookie: admin, body: { username: "may", name: "Máy" } })).json["id"]);
    const same = await house.add("em.2", { personId: leaver.personId });
    const before = house.ledger.length;
    expect((await handOver(leaver.id, "nowhere")).json).toMatchObject({ status: 422, errors: [{ pointer: "/successorAccountId" }] });
    for (const wrong of [gone.id, service, same, leaver.id]) expect([wrong, (await handOver(leaver.id, wrong)).status]).toEqual([wrong, 409]);
    expect([(await handOver(adminId, successor.id)).status, (await handOver(service, successor.id)).status]).toEqual([409, 409]);
    for (const on of [dayFromNow(2), "2024-12-31", "2025-01-01"]) expect([on, (await handOver(leaver.id, successor.id, on)).json]).toMatchObject([on, { status: 422, errors: [{ pointer: "/on" }] }]);
    expect((await handOver(leaver.id, successor.id, dayFromNow(0), '"99"')).json).toMatchObject({ status: 412, current: { id: leaver.id } });
    expect((await house.send("POST", `/accounts/${leaver.id}/handover`, { cookie: admin, body: { successorAccountId: successor.id, on: dayFromNow(0) } })).status).toBe(428);
    isFull = true;
    expect((await handOver(leaver.id, successor.id)).status).toBe(409);
    isFull = false;
    expect(house.ledger).toHaveLength(before);
    expect(await postsOf(leaver.personId)).toMatchObject([{ valid_to: null }]);
    expect((await house.send("GET", `/accounts/${leaver.id}`, { cookie: admin })).json).toMatchObject({ disabledAt: null, roles: [{ role: "auditor" }] });
  });

  it("and another who hand over to each other at the same moment do not wait for ever", async () => {
    const pairs = await Promise.all([1, 2, 3, 4].map(async (n) => [await addSomebody(`khoa-${String(n)}`, []), await addSomebody(`lan-${String(n)}`, [])] as const));
    const hand = (from: string, successorAccountId: string) => house.send("POST", `/accounts/${from}/handover`, { cookie: admin, body: { successorAccountId, on: dayFromNow(0) }, headers: { "if-match": '"1"' } });
    const answers = await Promise.all(pairs.flatMap(([one, other]) => [hand(one.id, other.id), hand(other.id, one.id)]));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 409, 409, 409, 409]);
  });
});
