import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityHouse, openIdentityHouse, PASSWORD } from "../../../tests/server/identity-house.ts";
import type { Role } from "../../contract/route.ts";

let house: IdentityHouse;
let admin = "";
let adminId = "";
beforeAll(async () => {
  house = await openIdentityHouse();
  adminId = await house.add("quantri", { roles: ["administrator"], waived: true });
  admin = await house.cookieOf("quantri");
});
afterAll(async () => {
  await house.close();
});

const read = (id: string) => house.send("GET", `/accounts/${id}`, { cookie: admin });
const REASON = { reason: "đã trở lại làm việc" };
async function enable(id: string, body: unknown = REASON, match?: string) {
  const { headers } = await read(id);
  return house.send("POST", `/accounts/${id}/enabling`, { cookie: admin, body, headers: { "if-match": match ?? String(headers["etag"]) } });
}
const disable = (id: string) => house.send("POST", `/accounts/${id}/disabling`, { cookie: admin });
async function setRoles(id: string, ...roles: Role[]) {
  const { headers } = await read(id);
  return house.send("PUT", `/accounts/${id}/roles`, { cookie: admin, body: { roles: roles.map((role) => ({ role })) }, headers: { "if-match": String(headers["etag"]) } });
}
/** As if nobody had signed in to it for so long. */
const rest = (id: string, time: string) => house.superuser.query("update congtam.account set active_at = active_at - $2::interval where id = $1", [id, time]);
async function reset(id: string, password: string) {
  const { json } = await house.send("POST", `/accounts/${id}/reset-link`, { cookie: admin, body: {} });
  return house.send("POST", "/password-reset", { body: { token: String(json["token"]), password } });
}

describe("an account that is not used", () => {
  it("is closed after 45 days, is told so only after the right password, and an administrator opens it again", async () => {
    const id = await house.add("an", { roles: ["unit-scorer"] });
    await rest(id, "44 days 23:59:00");
    expect((await read(id)).json["isIdle"]).toBe(false);
    expect((await house.signIn("an")).status).toBe(201);
    // Signing in has begun the count anew.
    await rest(id, "44 days");
    expect((await house.signIn("an")).status).toBe(201);
    await rest(id, "45 days");
    expect((await read(id)).json).toMatchObject({ isIdle: true, disabledAt: null });
    expect(await house.signIn("an", { password: "wrong" })).toMatchObject({ status: 401, json: { type: "/problems/wrong-credentials" } });
    expect(await house.signIn("an")).toMatchObject({ status: 401, json: { type: "/problems/sign-in-refused", detail: expect.stringContaining("quản trị viên") as string } });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sign-in-refused", subject: `account:${id}`, by: "public", data: { reason: "idle" } });
    expect((await enable(id)).json).toMatchObject({ isIdle: false });
    expect((await house.signIn("an")).status).toBe(201);
  });

  it("and was never signed in to counts from when it was made", async () => {
    const id = await house.add("binh");
    await rest(id, "45 days");
    expect((await house.signIn("binh")).json).toMatchObject({ type: "/problems/sign-in-refused" });
  });

  it("is let in all the same when no other administrator could open it, and when it is of a demonstration", async () => {
    const house2 = await openIdentityHouse();
    const [first, second] = [await house2.add("ad1", { roles: ["administrator"] }), await house2.add("ad2", { roles: ["administrator"] })];
    await house2.add("ad3", { roles: ["auditor"], waived: true });
    await house2.superuser.query("update congtam.account set active_at = active_at - interval '60 days' where id = $1 or username = 'ad3'", [first]);
    expect((await house2.signIn("ad3")).status).toBe(201);
    expect((await house2.signIn("ad1")).json).toMatchObject({ type: "/problems/sign-in-refused" });
    await house2.superuser.query("update congtam.account set disabled_at = now() where id = $1", [second]);
    expect((await house2.signIn("ad1")).status).toBe(201);
    await house2.close();
  });
});

describe("enabling an account", () => {
  it("needs a reason, the present version and something to undo; sessions and links stay ended", async () => {
    const id = await house.add("chi", { roles: ["auditor"] });
    const cookie = await house.cookieOf("chi");
    expect((await enable(id)).status).toBe(409);
    await disable(id);
    expect((await house.signIn("chi")).status).toBe(401);
    for (const body of [{}, { reason: "" }, { reason: "ngắn" }, { reason: "          " }, { reason: "đủ dài nhưng \u0000" }]) expect((await enable(id, body)).json).toMatchObject({ status: 422, errors: [{ pointer: "/reason" }] });
    expect((await enable(id, undefined, '"1"')).json).toMatchObject({ status: 412, current: { id } });
    expect((await house.send("POST", `/accounts/${id}/enabling`, { cookie: admin, body: { reason: "đã trở lại làm việc" } })).status).toBe(428);
    expect(await enable(id)).toMatchObject({ status: 200, json: { disabledAt: null, roles: [{ role: "auditor" }] } });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.account-enabled", subject: `account:${id}`, by: adminId, data: { reason: "đã trở lại làm việc" } });
    expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
    expect((await house.signIn("chi")).status).toBe(201);
  });

  it("does not make one person administrator and scorer on two accounts", async () => {
    const first = await house.add("dung", { roles: ["unit-scorer"], personId: "p-hai" });
    await disable(first);
    const second = await house.add("dung.2", { personId: "p-hai" });
    expect((await setRoles(second, "administrator")).status).toBe(200);
    expect((await enable(first)).status).toBe(409);
    expect((await setRoles(second)).status).toBe(200);
    expect((await enable(first)).status).toBe(200);
  });
});

describe("a password", () => {
  it("of an administrator is none of the last ten, the present and the first included; others may go back", { timeout: 60_000 }, async () => {
    const id = await house.add("em", { roles: ["administrator"] });
    const words = (n: number) => `mat khau thu ${String(n)} cua toi`;
    const again = await reset(id, PASSWORD);
    expect(again.json).toMatchObject({ status: 422, errors: [{ pointer: "/password" }] });
    expect(again.json["detail"]).toContain("10 mật khẩu");
    for (let n = 1; n <= 9; n++) expect((await reset(id, words(n))).status).toBe(204);
    // Ten are remembered: the first one and these nine.
    for (const word of [PASSWORD, words(1), words(9)]) expect([word, (await reset(id, word)).status]).toEqual([word, 422]);
    // However the keyboard composes it.
    expect((await reset(id, words(9).normalize("NFD"))).status).toBe(422);
    expect((await reset(id, words(10))).status).toBe(204);
    expect((await reset(id, words(1))).status).toBe(422);
    expect((await reset(id, PASSWORD)).status).toBe(204);
    expect((await house.superuser.query("select 1 from congtam.used_password where account = $1", [id])).rows).toHaveLength(10);
    const scorer = await house.add("giang", { roles: ["unit-scorer"] });
    expect((await reset(scorer, PASSWORD)).status).toBe(204);
  });

  it("that is refused leaves the link to be used", async () => {
    const id = await house.add("hoa", { roles: ["administrator"] });
    const { json } = await house.send("POST", `/accounts/${id}/reset-link`, { cookie: admin, body: {} });
    const choose = (password: string) => house.send("POST", "/password-reset", { body: { token: String(json["token"]), password } });
    expect([(await choose(PASSWORD)).status, (await choose("mot mat khau moi")).status, (await choose("lai mot mat khau")).status]).toEqual([422, 204, 422]);
  });
});
