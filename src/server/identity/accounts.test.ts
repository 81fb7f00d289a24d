import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "../../contract/route.ts";
import { appShows, enrol, type IdentityHouse, openIdentityHouse, PASSWORD } from "../../../tests/server/identity-house.ts";
import { hasAccounts, sweepIdentity } from "./index.ts";

let house: IdentityHouse;
let admin = "";
let adminId = "";
let hadAccounts = true;
beforeAll(async () => {
  house = await openIdentityHouse();
  hadAccounts = await house.database.read(hasAccounts);
  adminId = await house.add("quantri", { roles: ["administrator"], waived: true });
  admin = await house.cookieOf("quantri");
});
afterAll(async () => {
  await house.close();
});

const read = (id: string, cookie = admin) => house.send("GET", `/accounts/${id}`, { cookie });
const putRoles = (id: string, etag: unknown, roles: unknown, cookie = admin) => house.send("PUT", `/accounts/${id}/roles`, { cookie, body: { roles }, headers: typeof etag === "string" ? { "if-match": etag } : {} });
const setRoles = async (id: string, ...roles: string[]) => putRoles(id, (await read(id)).headers["etag"], roles.map((role) => ({ role })));
const linkFor = async (id: string, body: unknown = {}) => String((await house.send("POST", `/accounts/${id}/reset-link`, { cookie: admin, body })).json["token"]);
const reset = (token: string, password = "mot mat khau moi") => house.send("POST", "/password-reset", { body: { token, password } });

describe("accounts", () => {
  it("are for administrators, and to read for auditors", async () => {
    const target = await house.add("target");
    expect([hadAccounts, await house.database.read(hasAccounts)]).toEqual([false, true]);
    const reads = [["GET", "/accounts"], ["GET", `/accounts/${target}`]] as const;
    const writes = [["POST", "/accounts"], ["PUT", `/accounts/${target}/roles`], ["POST", `/accounts/${target}/disabling`], ["POST", `/accounts/${target}/reset-link`]] as const;
    for (const [method, path] of [...reads, ...writes]) expect((await house.send(method, path)).status).toBe(401);
    for (const role of ROLES.filter((one) => one !== "administrator")) {
      const username = `r-${role}`;
      await house.add(username, { roles: [role], waived: true });
      const cookie = await house.cookieOf(username);
      for (const [method, path] of reads) expect([role, (await house.send(method, path, { cookie })).status]).toEqual([role, role === "auditor" ? 200 : 403]);
      for (const [method, path] of writes) expect([role, (await house.send(method, path, { cookie, headers: { "if-match": '"1"' } })).status]).toEqual([role, 403]);
    }
    expect((await read(target)).json).toMatchObject({ id: target, disabledAt: null, roles: [] });
  });

  it("are added without password and roles, each name once in any case", async () => {
    const added = await house.send("POST", "/accounts", { cookie: admin, body: { username: "Moi.An", personId: "p-moi", name: "Nguyễn Văn Mới" } });
    expect(added).toMatchObject({ status: 201, json: { username: "moi.an", name: "Nguyễn Văn Mới", hasPassword: false, roles: [], secondFactor: "none" }, headers: { etag: '"1"' } });
    expect((await house.send("POST", "/accounts", { cookie: admin, body: { username: "MOI.AN", personId: "p-2", name: "Khác" } })).status).toBe(409);
    expect((await house.send("POST", "/accounts", { cookie: admin, body: { username: "khac", personId: "p-2", name: "a\u0000b" } })).status).toBe(422);
    expect((await house.send("POST", "/accounts", { cookie: admin, body: { username: "khac", personId: "p-2", name: "a\uD800" } })).status).toBe(422);
    expect((await house.signIn("moi.an")).status).toBe(401);
    expect(house.ledger.find(({ action, data }) => action === "identity.account-added" && data["username"] === "moi.an")).toMatchObject({ by: adminId });
    expect((await read("nowhere")).status).toBe(404);
  });

  it("are listed page by page, each once", async () => {
    const names: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await house.send("GET", `/accounts?limit=5${cursor === "" ? "" : `&cursor=${cursor}`}`, { cookie: admin });
      names.push(...(page.json["items"] as { username: string }[]).map(({ username }) => username));
      cursor = page.json["nextCursor"] as string | null;
    }
    const { rows } = await house.superuser.query<{ username: string }>("select username from congtam.account order by username");
    expect(names).toEqual(rows.map(({ username }) => username));
    expect((await house.send("GET", "/accounts?cursor=%00", { cookie: admin })).status).toBe(422);
    expect((await house.send("GET", "/accounts?limit=201", { cookie: admin })).status).toBe(422);
  });
});

describe("accounts that are looked for", () => {
  it("are found by user name, and by a part of either name as people type it", async () => {
    await house.send("POST", "/accounts", { cookie: admin, body: { username: "duong.dk", personId: "p-d", name: "Đặng Thị  Kim_Dương" } });
    const found = async (query: string) => ((await house.send("GET", `/accounts?${query}`, { cookie: admin })).json["items"] as { username: string }[]).map(({ username }) => username);
    for (const text of ["Đặng", "dang thi", "DƯƠNG", "kim_d", "ng.dk", "đặng thị  kim"]) expect([text, await found(`text=${encodeURIComponent(text)}`)]).toEqual([text, ["duong.dk"]]);
    // What means something to a search in the database means nothing here.
    for (const text of ["kim%d", "dang%", "kim.duong", "nobody"]) expect(await found(`text=${encodeURIComponent(text)}`)).toEqual([]);
    expect([await found("username=DUONG.dk"), await found("username=duong"), await found("username=duong.dk&text=lan")]).toEqual([["duong.dk"], [], []]);
    expect((await house.send("GET", "/accounts?text=%00", { cookie: admin })).status).toBe(422);
  });
});

describe("roles", () => {
  it("change at the next request, both ways, and end when they were said to end", async () => {
    const id = await house.add("thay");
    const cookie = await house.cookieOf("thay");
    const list = async () => (await house.send("GET", "/accounts", { cookie })).status;
    expect(await list()).toBe(403);
    await setRoles(id, "auditor");
    expect(await list()).toBe(200);
    await setRoles(id);
    expect(await list()).toBe(403);
    const to = new Date(Date.now() + 60_000).toISOString();
    const timed = await putRoles(id, (await read(id)).headers["etag"], [{ role: "auditor", to }]);
    expect(timed.json["roles"]).toMatchObject([{ role: "auditor", to }]);
    expect(await list()).toBe(200);
    await house.pass(61);
    expect(await list()).toBe(403);
    const { rows } = await house.superuser.query<{ role: string; ended_by: string | null }>("select role, ended_by from congtam.role_grant where account = $1 order by id", [id]);
    expect(rows).toEqual([{ role: "auditor", ended_by: adminId }, { role: "auditor", ended_by: null }]);
  });

  it("are never overwritten unseen", async () => {
    const id = await house.add("hai-nguoi");
    const { headers } = await read(id);
    expect((await putRoles(id, undefined, [])).status).toBe(428);
    const first = await putRoles(id, headers["etag"], [{ role: "unit-scorer" }]);
    expect(first.status).toBe(200);
    expect(first.headers["etag"]).not.toBe(headers["etag"]);
    expect(await putRoles(id, headers["etag"], [{ role: "auditor" }])).toMatchObject({ status: 412, json: { current: { id, roles: [{ role: "unit-scorer" }] } } });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.roles-set", subject: `account:${id}`, by: adminId, data: { begun: [{ role: "unit-scorer", to: null }], ended: [] } });
    const both = await Promise.all(["unit-head", "auditor"].map((role) => putRoles(id, first.headers["etag"], [{ role }])));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  it("of an administrator stand alone, on this account and on another of the same person; nobody changes their own", async () => {
    const id = await house.add("hai-vai");
    expect((await setRoles(id, "administrator", "unit-scorer")).status).toBe(409);
    expect((await setRoles(adminId, "administrator")).status).toBe(409);
    expect((await setRoles(adminId, "unit-scorer")).status).toBe(409);
    const second = await house.add("quantri-2", { personId: "p-quantri" });
    expect((await setRoles(second, "unit-scorer")).status).toBe(409);
    expect((await setRoles(second, "administrator")).status).toBe(200);
    expect((await setRoles(id, "auditor", "auditor")).status).toBe(422);
    expect((await putRoles(id, (await read(id)).headers["etag"], [{ role: "auditor", to: "2020-01-01T00:00:00Z" }])).status).toBe(422);
    expect((await setRoles(id, "ruler")).status).toBe(422);
    expect((await read(id)).json["roles"]).toEqual([]);
  });
});

describe("a disabled account", () => {
  it("is gone at the next request on every session, and no old link brings it back", async () => {
    const id = await house.add("roi-di", { roles: ["unit-head"] });
    const cookies = [await house.cookieOf("roi-di"), await house.cookieOf("roi-di")];
    const token = await linkFor(id);
    const disabled = await house.send("POST", `/accounts/${id}/disabling`, { cookie: admin });
    expect(disabled.status).toBe(200);
    expect(disabled.json["disabledAt"]).not.toBeNull();
    for (const cookie of cookies) expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
    expect((await house.signIn("roi-di")).json).toMatchObject({ type: "/problems/wrong-credentials" });
    expect((await reset(token)).status).toBe(422);
    expect((await house.send("POST", `/accounts/${id}/disabling`, { cookie: admin })).status).toBe(409);
    expect((await house.send("POST", `/accounts/${id}/reset-link`, { cookie: admin, body: {} })).status).toBe(409);
    expect((await house.send("POST", `/accounts/${adminId}/disabling`, { cookie: admin })).status).toBe(409);
  });

  it("counts for nobody even if its sessions had stayed", async () => {
    const id = await house.add("con-phien");
    const cookie = await house.cookieOf("con-phien");
    await house.superuser.query("update congtam.account set disabled_at = now() where id = $1", [id]);
    expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
  });
});

describe("a reset link", () => {
  it("chooses a password once, ends sessions and locks, and only the newest works", async () => {
    const id = await house.add("quen");
    const cookie = await house.cookieOf("quen");
    for (let i = 0; i < 5; i++) await house.signIn("quen", { password: "wrong" });
    const [older, token] = [await linkFor(id), await linkFor(id)];
    expect((await reset(older)).status).toBe(422);
    expect(await reset(token, "quá ngắn")).toMatchObject({ status: 422, json: { errors: [{ pointer: "/password" }] } });
    expect((await reset(token)).status).toBe(204);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.password-reset", subject: `account:${id}`, by: id, data: { sessions: 1 } });
    expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
    expect((await house.signIn("quen", { password: "mot mat khau moi" })).status).toBe(201);
    expect((await house.signIn("quen")).status).toBe(401);
    expect((await reset(token, "lai mot mat khau")).status).toBe(422);
    expect(house.ledger.findLast(({ action }) => action === "identity.reset-link-refused")).toMatchObject({ subject: `account:${id}` });
    const kept = JSON.stringify([house.ledger, (await house.superuser.query("select * from congtam.reset_link")).rows]);
    for (const secret of [token, older, "mot mat khau", PASSWORD]) expect(kept).not.toContain(secret);
  });

  it("works once even when it comes twice at the same moment", async () => {
    const token = await linkFor(await house.add("hai-lan"));
    const answers = await Promise.all([1, 2, 3].map((i) => reset(token, `mat khau thu ${String(i)}`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422, 422]);
  });

  it("expires after a day, and one that never was changes and keeps nothing", async () => {
    const token = await linkFor(await house.add("cham"));
    await house.pass(86_401);
    // The administrator's session has aged as well.
    admin = await house.cookieOf("quantri");
    expect((await reset(token)).status).toBe(422);
    expect((await house.signIn("cham")).status).toBe(201);
    const before = house.ledger.length;
    expect((await reset("never-was")).status).toBe(422);
    expect(house.ledger).toHaveLength(before);
  });

  it("leaves the second factor, unless it was given for a lost device", async () => {
    const id = await house.add("mat-may", { roles: ["chairman"] });
    const { secret } = await enrol(house, await house.cookieOf("mat-may"));
    await reset(await linkFor(id));
    expect((await house.signIn("mat-may", { password: "mot mat khau moi" })).json).toMatchObject({ type: "/problems/otp-required" });
    await house.pass(90);
    expect((await house.signIn("mat-may", { password: "mot mat khau moi", otp: appShows(secret) })).status).toBe(201);
    await reset(await linkFor(id, { removesSecondFactor: true }));
    expect((await house.signIn("mat-may", { password: "mot mat khau moi" })).json).toMatchObject({ roles: [], secondFactor: "enrolment-needed" });
  });
});

describe("the tables", () => {
  it("are swept of what decides nothing, and of nothing else", async () => {
    await house.signIn("nobody-yet", { password: "wrong" });
    await house.add("con-lai");
    const counts = async () => (await house.superuser.query<Record<string, number>>("select (select count(*) from congtam.session) as sessions, (select count(*) from congtam.failed_attempt) as attempts, (select count(*) from congtam.reset_link where used_at is null) as links")).rows[0];
    await linkFor(await house.add("co-link"));
    const before = await counts();
    await house.database.transaction(sweepIdentity);
    expect(await counts()).toMatchObject({ links: 1 });
    await house.pass(86_400);
    await house.database.transaction(sweepIdentity);
    expect(before).not.toEqual(await counts());
    expect(await counts()).toEqual({ sessions: 0, attempts: 0, links: 0 });
    admin = await house.cookieOf("quantri");
  });

  it("do not let the application rewrite the past", async () => {
    const refused = async (sql: string) => {
      await house.superuser.query("set role congtam_app");
      const outcome = await house.superuser.query(sql).then(() => "done", (error: unknown) => (error as { code: string }).code);
      await house.superuser.query("reset role");
      return outcome;
    };
    const INSUFFICIENT = "42501";
    for (const sql of ["delete from congtam.account", "delete from congtam.role_grant", "update congtam.role_grant set role = 'administrator'", "update congtam.account set username = 'x'", "update congtam.account set second_factor_waived = true", "update congtam.session set account = 'x'", "update congtam.account set is_service = false", "update congtam.account set created_at = now()", "delete from congtam.api_key", "update congtam.api_key set expires_at = now()", "update congtam.api_key set roles = '{auditor}'", "update congtam.used_password set password_hash = 'x'", "update congtam.oidc_attempt set nonce = 'x'", "update congtam.session set expires_at = now()", "truncate congtam.session"]) {
      expect([sql, await refused(sql)]).toEqual([sql, INSUFFICIENT]);
    }
  });
});
