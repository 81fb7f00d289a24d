import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyAddress, type IdentityHouse, openIdentityHouse, PASSWORD } from "../../../tests/server/identity-house.ts";

let house: IdentityHouse;
beforeAll(async () => {
  house = await openIdentityHouse();
});
afterAll(async () => {
  await house.close();
});

const who = async (cookie: string | undefined) => (await house.send("GET", "/session", { cookie })).status;
const failTimes = async (username: string, times: number, address?: string) => {
  for (let i = 0; i < times; i++) await house.signIn(username, { password: "wrong", ...(address === undefined ? {} : { address }) });
};

describe("signing in", () => {
  it("opens a session that only the browser's cookie carries, whatever the case of the name", async () => {
    const accountId = await house.add("an", { roles: ["unit-scorer"] });
    const answer = await house.signIn("AN");
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ user: { accountId, username: "an", personId: "p-an", name: "Tên an", unitIds: ["u1"] }, roles: ["unit-scorer"], secondFactor: "not-needed" });
    const set = String(answer.headers["set-cookie"]);
    expect(set).toMatch(/^congtam_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.text).not.toContain(answer.cookie);
    const { rows } = await house.superuser.query("select * from congtam.session");
    expect(JSON.stringify(rows)).not.toContain(answer.cookie);
    expect((await house.send("GET", "/session", { cookie: answer.cookie })).json).toEqual(answer.json);
    expect(await house.actorOf(answer.cookie ?? "")).toMatchObject({ accountId, personId: "p-an", roles: ["unit-scorer"], unitIds: ["u1"] });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.signed-in", subject: `account:${accountId}`, by: accountId });
  });

  it("ends the session that the browser had, and signing out ends the present one", async () => {
    await house.add("binh");
    const first = await house.cookieOf("binh");
    const second = await house.send("POST", "/session", { cookie: first, body: { username: "binh", password: PASSWORD } });
    expect([await who(first), await who(second.cookie)]).toEqual([401, 200]);
    const out = await house.send("DELETE", "/session", { cookie: second.cookie });
    expect([out.status, out.cookie]).toEqual([204, ""]);
    expect(await who(second.cookie)).toBe(401);
    expect((await house.send("DELETE", "/session", { cookie: second.cookie })).status).toBe(401);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.signed-out" });
  });

  it("elsewhere does not end it; signing out everywhere does", async () => {
    await house.add("chi");
    const cookies = await Promise.all([house.cookieOf("chi"), house.cookieOf("chi"), house.cookieOf("chi")]);
    expect(await Promise.all(cookies.map(who))).toEqual([200, 200, 200]);
    expect((await house.send("DELETE", "/sessions", { cookie: cookies[0] })).status).toBe(204);
    expect(await Promise.all(cookies.map(who))).toEqual([401, 401, 401]);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.signed-out-everywhere", data: { sessions: 3 } });
  });

  it("is listed and ended by an administrator, who changes nothing else of the account", async () => {
    const account = await house.add("nhieumay");
    await house.add("quanmay", { roles: ["administrator"], waived: true });
    const cookies = await Promise.all([house.cookieOf("nhieumay"), house.cookieOf("nhieumay")]);
    const administrator = await house.cookieOf("quanmay");
    const list = async () => (await house.send("GET", `/accounts/${account}/sessions`, { cookie: administrator })).json as { items: Record<string, unknown>[] };
    expect((await list()).items).toEqual(cookies.map(() => ({ since: expect.any(String) as string, lastSeenAt: expect.any(String) as string, until: expect.any(String) as string, showedSecondFactor: false, isThis: false })));
    expect((await house.send("DELETE", `/accounts/${account}/sessions`, { cookie: cookies[0] })).status).toBe(403);
    expect((await house.send("DELETE", `/accounts/${account}/sessions`, { cookie: administrator })).status).toBe(204);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sessions-ended", subject: `account:${account}`, data: { sessions: 2 } });
    expect(await Promise.all([...cookies, administrator].map(who))).toEqual([401, 401, 200]);
    expect((await list()).items).toEqual([]);
    expect((await house.signIn("nhieumay")).status).toBe(201);
  });

  it("is refused to pages of other sites and to what is no name", async () => {
    expect((await house.send("POST", "/session", { body: { username: "an", password: PASSWORD }, headers: { origin: "https://elsewhere.example", host: "here.example" } })).status).toBe(403);
    for (const username of ["", "có dấu", "a\u0000b", "a b", "x".repeat(65), 5]) expect((await house.send("POST", "/session", { body: { username, password: "x" } })).status).toBe(422);
    for (const password of ["\u0000", "\uD800"]) expect((await house.signIn("an", { password })).status).toBe(422);
    expect((await house.signIn("an", { password: "\u0001\u{10FFFF}" })).status).toBe(401);
  });
});

describe("a wrong sign-in", () => {
  it("gets the same answers for known, unknown and disabled names, to the lock and through it", async () => {
    await house.add("known");
    const off = await house.add("off");
    await house.superuser.query("update congtam.account set disabled_at = now() where id = $1", [off]);
    const run = async (username: string, password: string) => {
      const answers: unknown[] = [];
      for (let i = 0; i < 6; i++) {
        const { status, json } = await house.signIn(username, { password });
        answers.push([status, json]);
      }
      return answers;
    };
    const known = await run("known", "wrong");
    expect(await run("nobody", "wrong")).toEqual(known);
    expect(await run("off", PASSWORD)).toEqual(known);
    expect(known.map((answer) => (answer as [number])[0])).toEqual([401, 401, 401, 401, 401, 429]);
    expect(known[0]).toMatchObject([401, { type: "/problems/wrong-credentials" }]);
    expect(known[5]).toMatchObject([429, { type: "/problems/too-many-attempts", retryAfterSeconds: 15 }]);
  });

  it("is kept without what was typed; a locked one is not tried, counted or kept", async () => {
    const accountId = await house.add("dung");
    house.ledger.length = 0;
    await failTimes("dung", 6);
    await house.signIn("mat-khau-cua-toi", { password: "hunter2hunter2" });
    expect(house.ledger.map(({ action, subject, data, by }) => [action, subject, data["reason"], data["lockedSeconds"], by])).toEqual([
      ...[0, 0, 0, 0, 15].map((locked) => ["identity.sign-in-refused", `account:${accountId}`, "password", locked, "public"]),
      ["identity.sign-in-refused", "account:unknown", "password", 0, "public"],
    ]);
    expect(JSON.stringify(house.ledger)).not.toMatch(/hunter2|mat-khau|wrong/);
    const { rows } = await house.superuser.query("select * from congtam.failed_attempt");
    expect(JSON.stringify(rows)).not.toContain("mat-khau");
  });

  it("locks longer each time, even against the right password, and the right one sets it back", async () => {
    await house.add("em");
    await failTimes("em", 5);
    expect(await house.signIn("em")).toMatchObject({ status: 429, json: { retryAfterSeconds: 15 } });
    await house.pass(14);
    expect((await house.signIn("em")).status).toBe(429);
    await house.pass(1);
    await failTimes("em", 1);
    expect(await house.signIn("em")).toMatchObject({ status: 429, json: { retryAfterSeconds: 30 } });
    await house.pass(30);
    expect((await house.signIn("em")).status).toBe(201);
    await failTimes("em", 4);
    expect((await house.signIn("em")).status).toBe(201);
  });

  it("cannot be tried more often in parallel", async () => {
    await house.add("giang");
    const answers = await Promise.all(Array.from({ length: 15 }, () => house.signIn("giang", { password: "wrong" })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it("from one address slows that address for all names, and no other", async () => {
    await house.add("hoa");
    const address = anyAddress();
    for (let i = 0; i < 30; i++) await house.signIn(`guess-${String(i)}`, { password: "wrong", address });
    expect((await house.signIn("hoa", { address })).status).toBe(429);
    expect((await house.signIn("hoa")).status).toBe(201);
    await house.pass(15);
    expect((await house.signIn("hoa", { address })).status).toBe(201);
  });
});

describe("a session", () => {
  it("ends after 15 minutes of rest, an administrator's after 5; use keeps it alive", async () => {
    await house.add("lan", { roles: ["auditor"] });
    await house.add("quan", { roles: ["administrator"], waived: true });
    const [lan, quan] = [await house.cookieOf("lan"), await house.cookieOf("quan")];
    await house.pass(290);
    expect([await who(lan), await who(quan)]).toEqual([200, 200]);
    await house.pass(290);
    expect([await who(lan), await who(quan)]).toEqual([200, 200]);
    await house.pass(301);
    expect([await who(lan), await who(quan)]).toEqual([200, 401]);
    await house.pass(901);
    expect(await who(lan)).toBe(401);
  });

  it("ends after 12 hours, however busy", async () => {
    await house.add("minh");
    const cookie = await house.cookieOf("minh");
    await house.pass(12 * 3600 - 5);
    await house.superuser.query("update congtam.session set last_seen = now()");
    expect(await who(cookie)).toBe(200);
    await house.pass(6);
    await house.superuser.query("update congtam.session set last_seen = now()");
    expect(await who(cookie)).toBe(401);
  });

  it("writes that it was seen at most once a minute", async () => {
    await house.add("nga");
    const cookie = await house.cookieOf("nga");
    const seen = async () => (await house.superuser.query<{ last_seen: Date }>("select s.last_seen from congtam.session s join congtam.account a on a.id = s.account where a.username = 'nga'")).rows[0]?.last_seen.getTime();
    const before = await seen();
    await who(cookie);
    expect(await seen()).toBe(before);
    await house.pass(61);
    await who(cookie);
    expect(await seen()).toBeGreaterThan((before ?? 0) - 1);
  });

  it("cannot be opened with anything else: not with another token, not as a key, not beside a key", async () => {
    const admin = await house.add("oanh", { roles: ["administrator"], waived: true });
    const target = await house.add("phuc");
    const cookie = await house.cookieOf("oanh");
    const link = await house.send("POST", `/accounts/${target}/reset-link`, { cookie, body: {} });
    const { rows } = await house.superuser.query<{ id: string; token_hash: string }>("select id, token_hash from congtam.session where account = $1", [admin]);
    for (const wrong of [String(link.json["token"]), rows[0]?.id, rows[0]?.token_hash, admin, "", "x".repeat(5000), `${cookie}x`]) expect(await who(wrong)).toBe(401);
    const key = { authorization: `Bearer ${cookie}` };
    expect((await house.send("GET", "/session", { headers: key })).status).toBe(401);
    expect((await house.send("GET", "/session", { headers: key, cookie })).status).toBe(401);
    expect((await house.send("POST", "/password-reset", { body: { token: cookie, password: "mot mat khau moi" } })).status).toBe(422);
    expect((await house.send("POST", "/password-reset", { body: { token: rows[0]?.token_hash, password: "mot mat khau moi" } })).status).toBe(422);
    expect(await who(cookie)).toBe(200);
  });
});
