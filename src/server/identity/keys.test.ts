import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyAddress, type IdentityHouse, openIdentityHouse, PASSWORD } from "../../../tests/server/identity-house.ts";
import { openProvider, type TestProvider } from "../../../tests/server/oidc.ts";
import type { Role } from "../../contract/route.ts";
import { requireFreshSecondFactor } from "./index.ts";

let provider: TestProvider;
let house: IdentityHouse;
let admin = "";
let adminId = "";
beforeAll(async () => {
  provider = await openProvider();
  house = await openIdentityHouse({ oidc: provider.settings });
  adminId = await house.add("quantri", { roles: ["administrator"], waived: true });
  admin = await house.cookieOf("quantri");
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const setRoles = async (id: string, ...roles: Role[]) => {
  const { headers } = await house.send("GET", `/accounts/${id}`, { cookie: admin });
  return house.send("PUT", `/accounts/${id}/roles`, { cookie: admin, body: { roles: roles.map((role) => ({ role })) }, headers: { "if-match": String(headers["etag"]) } });
};
/** A system with these roles. */
async function addSystem(username: string, ...roles: Role[]): Promise<string> {
  const added = await house.send("POST", "/service-accounts", { cookie: admin, body: { username, name: `Hệ thống ${username}` } });
  expect(added).toMatchObject({ status: 201, json: { isService: true, hasPassword: false } });
  const id = String(added.json["id"]);
  expect((await setRoles(id, ...roles)).status).toBe(200);
  return id;
}
const issue = (accountId: string, given: object = {}, cookie = admin) => house.send("POST", "/api-keys", { cookie, body: { accountId, name: "máy chủ", roles: ["auditor"], expiresAt: inDays(30), ...given } });
async function keyFor(accountId: string, given: object = {}): Promise<{ id: string; secret: string }> {
  const { status, json } = await issue(accountId, given);
  expect(status).toBe(201);
  return { id: (json["key"] as { id: string }).id, secret: String(json["secret"]) };
}
const withKey = (secret: string, more: Readonly<Record<string, string>> = {}) => ({ headers: { authorization: `Bearer ${secret}`, ...more } });
const list = async (secret: string) => (await house.send("GET", "/accounts", withKey(secret))).status;

describe("a key", () => {
  it("opens what its account and itself may, is shown once, and kept as something that opens nothing", async () => {
    const system = await addSystem("truc", "auditor", "unit-scorer");
    const issued = await issue(system);
    expect(issued.json).toMatchObject({ key: { accountId: system, name: "máy chủ", roles: ["auditor"], revokedAt: null, lastUsedAt: null } });
    const secret = String(issued.json["secret"]);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.api-key-issued", by: adminId, data: { accountId: system, roles: ["auditor"] } });
    expect(await list(secret)).toBe(200);
    const { rows } = await house.superuser.query<{ secret_hash: string }>("select * from congtam.api_key");
    expect(JSON.stringify([rows, house.ledger])).not.toContain(secret);
    expect(await list(rows[0]?.secret_hash ?? "")).toBe(401);
    const seen = (await house.send("GET", `/api-keys?accountId=${system}`, { cookie: admin })).json;
    expect(seen["items"]).toMatchObject([{ accountId: system, lastUsedAt: expect.stringContaining("T") as string }]);
    expect(JSON.stringify(seen)).not.toContain(secret);
    const other = await keyFor(system, { roles: ["unit-scorer"] });
    expect(await list(other.secret)).toBe(403);
  });

  it("loses with its account what that loses, and everything at once when it is revoked, expired or the account disabled", async () => {
    const system = await addSystem("may", "auditor");
    const [first, second] = [await keyFor(system), await keyFor(system, { expiresAt: inDays(1) })];
    expect([await list(first.secret), await list(second.secret)]).toEqual([200, 200]);
    await setRoles(system, "unit-scorer");
    expect(await list(first.secret)).toBe(403);
    await setRoles(system, "auditor");
    expect(await list(first.secret)).toBe(200);

    const revoke = () => house.send("POST", `/api-keys/${first.id}/revocation`, { cookie: admin });
    expect((await revoke()).json["revokedAt"]).not.toBeNull();
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.api-key-revoked", subject: `api-key:${first.id}` });
    expect([await list(first.secret), await list(second.secret), (await revoke()).status]).toEqual([401, 200, 409]);
    expect((await house.send("POST", "/api-keys/nowhere/revocation", { cookie: admin })).status).toBe(404);

    const third = await keyFor(system);
    await house.send("POST", `/accounts/${system}/disabling`, { cookie: admin });
    expect([await list(second.secret), await list(third.secret), (await issue(system)).status]).toEqual([401, 401, 409]);
    const { headers } = await house.send("GET", `/accounts/${system}`, { cookie: admin });
    await house.send("POST", `/accounts/${system}/enabling`, { cookie: admin, body: { reason: "kiểm tra đã xong" }, headers: { "if-match": String(headers["etag"]) } });
    expect(await list(second.secret)).toBe(200);
    await house.pass(86_400);
    expect([await list(second.secret), await list(third.secret)]).toEqual([401, 200]);
    // A system never signs in, so it does not go idle either.
    await house.superuser.query("update congtam.account set active_at = active_at - interval '100 days' where id = $1", [system]);
    expect(await list(third.secret)).toBe(200);
    admin = await house.cookieOf("quantri");
  });

  it("is issued by administrators, to systems, for a year at most, and never for what needs a second factor", async () => {
    const system = await addSystem("kho", "auditor");
    const person = await house.add("nguoi", { roles: ["auditor"], waived: true });
    const cookie = await house.cookieOf("nguoi");
    expect((await issue(system, {}, cookie)).status).toBe(403);
    expect((await house.send("GET", "/api-keys", { cookie })).status).toBe(200);
    const pointer = async (accountId: string, given: object = {}) => (await issue(accountId, given)).json["errors"];
    expect(await pointer(person)).toMatchObject([{ pointer: "/accountId" }]);
    expect(await pointer("nowhere")).toMatchObject([{ pointer: "/accountId" }]);
    for (const expiresAt of [inDays(-1), inDays(367)]) expect(await pointer(system, { expiresAt })).toMatchObject([{ pointer: "/expiresAt" }]);
    for (const roles of [["administrator"], ["chairman"], ["unit-scorer"], ["auditor", "auditor"], []]) expect(await pointer(system, { roles })).toMatchObject([{ pointer: "/roles" }]);
    expect((await issue(system, { expiresAt: undefined })).status).toBe(422);
    for (const role of ["administrator", "council-chair", "council-member", "chairman", "vice-chairman"] as const) expect((await setRoles(system, role)).status).toBe(409);
  });

  it("acts without a page, so it needs no origin; it has no session, and cannot show a second factor", async () => {
    const system = await addSystem("lien-thong", "auditor");
    const { secret } = await keyFor(system);
    const foreign = withKey(secret, { origin: "https://elsewhere.example", host: "here.example" });
    // Refused for what it may not, and not for where it comes from.
    expect((await house.send("POST", "/accounts", { ...foreign, body: {} })).json).toMatchObject({ type: "/problems/not-allowed" });
    const own = [["GET", "/session"], ["DELETE", "/session"], ["DELETE", "/sessions"], ["POST", "/session/renewal", { password: PASSWORD }], ["POST", "/second-factor"], ["PUT", "/second-factor", { otp: "123456" }]] as const;
    for (const [method, path, body] of own) expect([path, (await house.send(method, path, { ...withKey(secret, { "if-match": '"1"' }), body })).status]).toEqual([path, 403]);
    await expect(house.database.read((tx) => requireFreshSecondFactor(tx, { sessionId: "" }))).rejects.toMatchObject({ key: "not-allowed" });
    expect((await house.send("POST", `/accounts/${system}/reset-link`, { cookie: admin, body: {} })).status).toBe(409);
    expect((await house.link(admin, system, { issuer: "https://sso.example", subject: "x" })).status).toBe(409);
    expect((await house.signIn("lien-thong")).status).toBe(401);
  });

  it("is listed with the others page by page, in the order of issue", async () => {
    const { rows } = await house.superuser.query<{ id: string }>("select id from congtam.api_key order by created_at, id");
    const ids: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await house.send("GET", `/api-keys?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`, { cookie: admin });
      ids.push(...(page.json["items"] as { id: string }[]).map(({ id }) => id));
      cursor = page.json["nextCursor"] as string | null;
    }
    expect(ids).toHaveLength(rows.length);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ id }) => id)));
  });
});

describe("a token of one kind", () => {
  it("is nothing at any other door", async () => {
    const victim = await house.add("nan-nhan", { roles: ["auditor"] });
    const session = await house.cookieOf("nan-nhan");
    const link = String((await house.send("POST", `/accounts/${victim}/reset-link`, { cookie: admin, body: {} })).json["token"]);
    const system = await addSystem("cua", "auditor");
    const { secret: key, id: keyId } = await keyFor(system);
    const start = await house.send("GET", "/oidc/start");
    const state = new URL(String(start.headers["location"])).searchParams.get("state") ?? "";
    const browser = start.cookies["congtam_oidc"] ?? "";

    const doors: Record<string, (token: string) => Promise<number>> = {
      session: async (token) => (await house.send("GET", "/accounts", { cookie: token })).status,
      key: (token) => list(token),
      link: async (token) => (await house.send("POST", "/password-reset", { body: { token, password: "mot mat khau khac" } })).status,
      state: async (token) => (await house.send("GET", `/oidc/callback?state=${token}&code=x`, { headers: { cookie: `congtam_oidc=${browser}` } })).status,
      browser: async (token) => (await house.send("GET", `/oidc/callback?state=${state}&code=x`, { headers: { cookie: `congtam_oidc=${token}` } })).status,
    };
    const tokens: Record<string, string> = { session, key, link, state, browser, keyId, victim, system };
    const before = house.ledger.length;
    for (const [door, open] of Object.entries(doors)) {
      for (const [kind, token] of Object.entries(tokens).filter(([name]) => name !== door)) expect([kind, door, await open(token)]).toEqual([kind, door, door === "link" ? 422 : 401]);
    }
    expect(house.ledger).toHaveLength(before);
    // Two at once are nobody, and neither is a key that cannot be one beside a session.
    for (const authorization of [`Bearer ${key}`, `bearer ${key}`, "Bearer x y", `Bearer ${"x".repeat(300)}`]) expect((await house.send("GET", "/accounts", { cookie: session, headers: { authorization } })).status).toBe(401);
    // Each is still good where it belongs.
    expect([await doors["session"]?.(session), await doors["key"]?.(key), await doors["link"]?.(link)]).toEqual([200, 200, 204]);
    expect((await house.signIn("nan-nhan", { password: PASSWORD, address: anyAddress() })).status).toBe(401);
  });
});
