import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyAddress, appShows, enrol, type IdentityHouse, openIdentityHouse } from "../../../tests/server/identity-house.ts";
import { openProvider, type TestProvider } from "../../../tests/server/oidc.ts";
import { requireFreshSecondFactor } from "./index.ts";
import { makeProvider, newAttempt } from "./provider.ts";

let provider: TestProvider;
let house: IdentityHouse;
let admin = "";
beforeAll(async () => {
  provider = await openProvider();
  house = await openIdentityHouse({ oidc: provider.settings });
  await house.add("quantri", { roles: ["administrator"], waived: true });
  admin = await house.cookieOf("quantri");
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

const identityOf = (subject: string) => ({ issuer: provider.settings.issuer, subject });
async function linked(username: string, roles: readonly ("unit-scorer" | "chairman" | "auditor")[] = ["unit-scorer"]): Promise<string> {
  const id = await house.add(username, { roles });
  expect((await house.link(admin, id, identityOf(username))).status).toBe(200);
  return id;
}

type Begun = { readonly location: string; readonly browser: string };
async function begin(query = ""): Promise<Begun> {
  const { status, headers, cookies } = await house.send("GET", `/oidc/start${query}`);
  expect(status).toBe(303);
  return { location: String(headers["location"]), browser: cookies["congtam_oidc"] ?? "" };
}
const comeBack = (address: string, browser: string, from = anyAddress()) => house.send("GET", `/oidc/callback${new URL(address).search}`, { headers: browser === "" ? {} : { cookie: `congtam_oidc=${browser}` }, address: from });
async function signIn(login: string, amr: readonly string[] = [], query = "") {
  const { location, browser } = await begin(query);
  return comeBack(await provider.signIn(location, { login, amr }), browser);
}
const with_ = (address: string, name: string, value: string): string => {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
};
const session = async (cookie: string | undefined) => (await house.send("GET", "/session", { cookie })).json;
const REFUSED = { status: 401, json: { type: "/problems/sign-in-refused" } };

describe("signing in at the provider", () => {
  it("goes there with state, nonce and a challenge, and comes back with a session that no other site may use", async () => {
    const accountId = await linked("an");
    const start = await house.send("GET", "/oidc/start");
    expect(start).toMatchObject({ status: 303, text: "" });
    expect(String(start.headers["set-cookie"])).toMatch(/^congtam_oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const location = String(start.headers["location"]);
    const asked = new URL(location).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: "code", scope: "openid", code_challenge_method: "S256", max_age: "43200", redirect_uri: provider.settings.redirectUrl });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    const { rows } = await house.superuser.query("select * from congtam.oidc_attempt");
    for (const secret of [asked.get("state"), start.cookies["congtam_oidc"]]) expect(JSON.stringify(rows)).not.toContain(secret);

    const back = await comeBack(await provider.signIn(location, { login: "an" }), start.cookies["congtam_oidc"] ?? "");
    expect(back).toMatchObject({ status: 303, headers: { location: "/" } });
    const set = back.headers["set-cookie"] as string[];
    expect(set[0]).toMatch(/^congtam_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(set[1]).toMatch(/^congtam_oidc=; .*SameSite=Lax$/);
    expect(await session(back.cookie)).toMatchObject({ user: { accountId, username: "an" }, roles: ["unit-scorer"], secondFactor: "not-needed", via: "oidc" });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.signed-in", subject: `account:${accountId}`, by: accountId, data: { ...identityOf("an"), showedSecondFactor: false } });
    expect((await house.superuser.query("select * from congtam.oidc_attempt")).rows).toEqual([]);
  });

  it("gives guarded roles when the provider says that it saw a second factor, and holds them back when it does not", async () => {
    await linked("chutich", ["chairman"]);
    expect(await session((await signIn("chutich")).cookie)).toMatchObject({ roles: [], secondFactor: "enrolment-needed" });
    expect(await session((await signIn("chutich", ["pwd"])).cookie)).toMatchObject({ roles: [], secondFactor: "enrolment-needed" });
    const { cookie = "" } = await signIn("chutich", ["pwd", "otp"]);
    expect(await session(cookie)).toMatchObject({ roles: ["chairman"], secondFactor: "shown" });
    const fresh = async () => house.database.read((tx) => requireFreshSecondFactor(tx, { sessionId })).then(() => true, (error: unknown) => (error as Error).message);
    const sessionId = (await house.actorOf(cookie))?.sessionId ?? "";
    expect(await fresh()).toBe(true);
    await house.pass(660);
    expect(await fresh()).toContain("/oidc/start?again=true");
    expect((await house.send("POST", "/session/renewal", { cookie, body: { otp: "000000" } })).status).toBe(409);
    // The provider is asked to see the person again, and not to go by what it remembers for hours.
    expect(new URL((await begin("?again=true")).location).searchParams.get("max_age")).toBe("600");
    admin = await house.cookieOf("quantri");
  });

  it("leaves our own code to be asked for, alone; a session with our password needs that as well", async () => {
    const id = await linked("phochutich", ["chairman"]);
    const { secret, cookie: enrolled } = await enrol(house, await house.cookieOf("phochutich"));
    expect((await house.send("POST", "/session/renewal", { cookie: enrolled, body: { otp: appShows(secret, 1) } })).json).toMatchObject({ status: 422, errors: [{ pointer: "/password" }] });
    await house.pass(90);
    const { cookie = "" } = await signIn("phochutich");
    expect(await session(cookie)).toMatchObject({ roles: [], secondFactor: "renewal-needed" });
    const renew = (body: unknown) => house.send("POST", "/session/renewal", { cookie, body });
    expect((await renew({})).json).toMatchObject({ type: "/problems/otp-required" });
    expect((await renew({ otp: appShows(secret, 7) })).json).toMatchObject({ type: "/problems/otp-required" });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sign-in-refused", subject: `account:${id}`, data: { reason: "second-factor" } });
    expect(await renew({ otp: appShows(secret) })).toMatchObject({ status: 200, json: { roles: ["chairman"], secondFactor: "shown" } });
  });
});

describe("what comes back", () => {
  it("counts once, in the browser that began, for ten minutes", async () => {
    await linked("binh");
    const { location, browser } = await begin();
    const other = await begin();
    const address = await provider.signIn(location, { login: "binh" });
    for (const wrong of ["", other.browser, "x", "'; --"]) expect(await comeBack(address, wrong)).toMatchObject(REFUSED);
    for (const state of ["unknown", "x".repeat(43), new URL(other.location).searchParams.get("state") ?? ""]) expect(await comeBack(with_(address, "state", state), browser)).toMatchObject(REFUSED);
    const before = house.ledger.length;
    expect((await comeBack(address, browser)).status).toBe(303);
    expect(await comeBack(address, browser)).toMatchObject(REFUSED);
    // What nobody began leaves nothing behind but the one sign-in.
    expect(house.ledger).toHaveLength(before + 1);
    const late = await begin();
    const lateAddress = await provider.signIn(late.location, { login: "binh" });
    await house.pass(601);
    expect(await comeBack(lateAddress, late.browser)).toMatchObject(REFUSED);
    admin = await house.cookieOf("quantri");
  });

  it("counts once even when it comes twice at the same moment", async () => {
    const { location, browser } = await begin();
    const address = await provider.signIn(location, { login: "binh" });
    const answers = await Promise.all([1, 2, 3].map(() => comeBack(address, browser)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 401, 401]);
  });

  it("with the nonce of somebody else is refused, though provider and code are right", async () => {
    const { location, browser } = await begin();
    const address = await provider.signIn(with_(location, "nonce", "chosen-by-another"), { login: "binh" });
    expect(await comeBack(address, browser)).toMatchObject(REFUSED);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sign-in-refused", subject: "account:unknown", by: "public", data: { reason: "provider", fault: "OAUTH_JWT_CLAIM_COMPARISON_FAILED" } });
  });

  it("with a code that was used is refused, even with everything else of its first use", async () => {
    const first = await begin();
    const { rows: [attempt] } = await house.superuser.query<Record<string, unknown>>("select * from congtam.oidc_attempt");
    const address = await provider.signIn(first.location, { login: "binh" });
    expect((await comeBack(address, first.browser)).status).toBe(303);
    const { state_hash, browser_hash, nonce, verifier, max_age, expires_at } = attempt ?? {};
    await house.superuser.query("insert into congtam.oidc_attempt values ($1, $2, $3, $4, $5, $6)", [state_hash, browser_hash, nonce, verifier, max_age, expires_at]);
    expect(await comeBack(address, first.browser)).toMatchObject(REFUSED);
    expect(house.ledger.at(-1)).toMatchObject({ data: { reason: "provider", fault: "invalid_grant" } });
  });

  it("with a code of another sign-in is refused: whoever stole one cannot use it", async () => {
    const [theirs, ours] = [await begin(), await begin()];
    const stolen = new URL(await provider.signIn(theirs.location, { login: "binh" })).searchParams.get("code") ?? "";
    const address = await provider.signIn(ours.location, { login: "another" });
    expect(await comeBack(with_(address, "code", stolen), ours.browser)).toMatchObject(REFUSED);
    expect(house.ledger.at(-1)).toMatchObject({ data: { reason: "provider", fault: "invalid_grant" } });
  });

  it("from another issuer, with an error or with nothing is refused; too many of these slow the address", async () => {
    const issuer = encodeURIComponent(provider.settings.issuer);
    const answers = [`error=access_denied&iss=${issuer}`, "error=access_denied&iss=https%3A%2F%2Felsewhere.example", "code=x&iss=https%3A%2F%2Felsewhere.example", ""];
    const address = anyAddress();
    for (let i = 0; i < 30; i++) {
      const { location, browser } = await begin();
      const state = new URL(location).searchParams.get("state") ?? "";
      expect(await comeBack(`http://x/?state=${state}&${answers[i % answers.length] ?? ""}`, browser, address)).toMatchObject(REFUSED);
    }
    expect(house.ledger.at(-1)).toMatchObject({ data: { reason: "provider", addressLockedSeconds: 15 } });
    const { location, browser } = await begin();
    const back = await provider.signIn(location, { login: "binh" });
    expect((await comeBack(back, browser, address)).status).toBe(429);
    // The way is still open from elsewhere: nothing was spent while the address waited.
    expect((await comeBack(back, browser)).status).toBe(303);
  });
});

describe("who comes back", () => {
  it("is let in only as the account that an administrator linked, however alike the names are", async () => {
    await house.add("dung");
    const back = await signIn("dung");
    expect(back).toMatchObject(REFUSED);
    expect(back.cookie).toBeUndefined();
    expect(String(back.json["detail"])).toContain('"dung"');
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sign-in-refused", subject: "account:unknown", by: "public", data: { reason: "unlinked", ...identityOf("dung") } });
    const english = await house.send("GET", "/oidc/callback?state=x", { headers: { "accept-language": "en" } });
    expect(String(english.json["detail"])).toContain("begin again");
  });

  it("is refused when the account is disabled or was not used for 45 days", async () => {
    const id = await linked("giang");
    const rest = await linked("lau");
    await house.send("POST", `/accounts/${id}/disabling`, { cookie: admin });
    expect(await signIn("giang")).toMatchObject(REFUSED);
    expect(house.ledger.at(-1)).toMatchObject({ subject: `account:${id}`, data: { reason: "disabled" } });
    await house.superuser.query("update congtam.account set active_at = active_at - interval '45 days' where id = $1", [rest]);
    expect(await signIn("lau")).toMatchObject({ ...REFUSED, json: { detail: expect.stringContaining("45 ngày") as string } });
    expect(house.ledger.at(-1)).toMatchObject({ subject: `account:${rest}`, data: { reason: "idle" } });
  });
});

describe("a link", () => {
  it("is an administrator's to make, seen before, one account for one identity; changing it signs out", async () => {
    const [id, other] = [await linked("hoa"), await house.add("hue", { roles: ["auditor"] })];
    const { cookie } = await signIn("hoa");
    const auditor = await house.cookieOf("hue");
    const body = { identity: identityOf("hoa-2") };
    expect((await house.send("PUT", `/accounts/${id}/oidc`, { cookie: auditor, body, headers: { "if-match": '"2"' } })).status).toBe(403);
    expect((await house.send("PUT", `/accounts/${id}/oidc`, { cookie: admin, body })).status).toBe(428);
    expect(await house.send("PUT", `/accounts/${id}/oidc`, { cookie: admin, body, headers: { "if-match": '"1"' } })).toMatchObject({ status: 412, json: { current: { id, oidc: identityOf("hoa") } } });
    expect((await house.link(admin, other, identityOf("hoa"))).status).toBe(409);
    expect((await house.send("PUT", "/accounts/nowhere/oidc", { cookie: admin, body, headers: { "if-match": '"1"' } })).status).toBe(404);
    for (const identity of [{ issuer: "none", subject: "x" }, { issuer: "https://sso.example", subject: "" }, { issuer: "https://sso.example", subject: "a\u0000" }, { subject: "x" }]) expect((await house.link(admin, other, identity as never)).status).toBe(422);
    // The same subject at another provider is somebody else.
    expect((await house.link(admin, other, { issuer: "https://sso.example", subject: "hoa" })).status).toBe(200);
    expect(await house.link(admin, id, identityOf("hoa-2"))).toMatchObject({ status: 200, json: { oidc: identityOf("hoa-2") } });
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.oidc-linked", data: { identity: identityOf("hoa-2"), before: identityOf("hoa"), sessions: 1 } });
    expect((await house.send("GET", "/session", { cookie })).status).toBe(401);
    expect(await signIn("hoa")).toMatchObject(REFUSED);
    expect((await house.link(admin, id, null)).json).toMatchObject({ oidc: null });
    expect(await signIn("hoa-2")).toMatchObject(REFUSED);
  });

  it("made many times at the same moment holds once", async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => house.add(`chung-${String(n)}`)));
    const answers = await Promise.all(ids.map((id) => house.send("PUT", `/accounts/${id}/oidc`, { cookie: admin, body: { identity: identityOf("chung") }, headers: { "if-match": '"1"' } })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409]);
  });
});

describe("the provider", () => {
  it("is no part of a house without one", async () => {
    const plain = await openIdentityHouse();
    expect([(await plain.send("GET", "/oidc/start")).status, (await plain.send("GET", "/oidc/callback?state=x&code=y")).status]).toEqual([404, 404]);
    await plain.close();
  });

  it("that is away, silent or broken is told as such, and asked again the next time", async () => {
    let answer: (path: string) => [number, string] | undefined = () => undefined;
    const server = createServer((request, response) => {
      const [status, text] = answer(request.url ?? "") ?? [];
      if (status !== undefined) response.writeHead(status, { "content-type": "application/json" }).end(text);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const { port } = server.address() as { port: number };
    const issuer = `http://127.0.0.1:${String(port)}`;
    const silent = makeProvider({ ...provider.settings, issuer }, 0.2);
    const AWAY = { key: "unavailable" };
    const attempt = newAttempt(600);
    await expect(silent.begin("state", attempt)).rejects.toMatchObject(AWAY);
    for (const broken of [[500, "{}"], [200, "no JSON"], [200, JSON.stringify({ issuer: "https://elsewhere.example" })]] as const) {
      answer = () => [...broken];
      await expect(silent.begin("state", attempt)).rejects.toMatchObject(AWAY);
    }
    const found = JSON.stringify({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` });
    answer = (path) => (path.startsWith("/.well-known") ? [200, found] : path === "/token" ? [503, "{}"] : undefined);
    expect(await silent.begin("state", attempt)).toContain(`${issuer}/auth?`);
    await expect(silent.finish({ state: "state", code: "x", iss: undefined, error: undefined }, attempt)).rejects.toMatchObject(AWAY);
    answer = () => [400, JSON.stringify({ error: "invalid_grant" })];
    expect(await silent.finish({ state: "state", code: "x", iss: undefined, error: undefined }, attempt)).toEqual({ fault: "invalid_grant" });
    server.closeAllConnections();
    server.close();
    await expect(silent.finish({ state: "state", code: "x", iss: undefined, error: undefined }, attempt)).rejects.toMatchObject(AWAY);

    const orphan = await openIdentityHouse({ oidc: { ...provider.settings, issuer } });
    const away = await orphan.send("GET", "/oidc/start");
    expect(away).toMatchObject({ status: 503, json: { type: "/problems/unavailable", detail: expect.stringContaining("mật khẩu") as string } });
    expect(away.headers["retry-after"]).toBeDefined();
    await orphan.close();
  });
});
