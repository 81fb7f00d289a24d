import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appShows, enrol, type IdentityHouse, openIdentityHouse, PASSWORD } from "../../../tests/server/identity-house.ts";
import { requireFreshSecondFactor } from "./index.ts";

let house: IdentityHouse;
beforeAll(async () => {
  house = await openIdentityHouse();
});
afterAll(async () => {
  await house.close();
});

const session = async (cookie: string | undefined) => (await house.send("GET", "/session", { cookie })).json;

/** Somebody with a second factor, signed out again. */
async function withSecondFactor(username: string, roles: readonly "council-chair"[] = ["council-chair"]): Promise<string> {
  await house.add(username, { roles });
  const { cookie, secret } = await enrol(house, await house.cookieOf(username));
  await house.send("DELETE", "/session", { cookie });
  // The code of this half minute was spent on the confirmation.
  await house.pass(90);
  return secret;
}

describe("setting up the second factor", () => {
  it("gives guarded roles only when the first code was confirmed, under a new token", async () => {
    await house.add("chu", { roles: ["administrator"] });
    const cookie = await house.cookieOf("chu");
    expect(await session(cookie)).toMatchObject({ roles: [], secondFactor: "enrolment-needed" });
    expect((await house.send("GET", "/accounts", { cookie })).status).toBe(403);
    const { cookie: renewed, secret } = await enrol(house, cookie);
    expect(await session(cookie)).toMatchObject({ status: 401 });
    expect(await session(renewed)).toMatchObject({ roles: ["administrator"], secondFactor: "shown" });
    expect((await house.send("GET", "/accounts", { cookie: renewed })).status).toBe(200);
    expect(house.ledger.slice(-2).map(({ action }) => action)).toEqual(["identity.second-factor-begun", "identity.second-factor-confirmed"]);
    expect(JSON.stringify(house.ledger)).not.toContain(secret);
  });

  it("needs the secret that was shown last, its version, and a right code", async () => {
    await house.add("dao");
    const cookie = await house.cookieOf("dao");
    expect((await house.send("PUT", "/second-factor", { cookie, body: { otp: "000000" }, headers: { "if-match": '"1"' } })).status).toBe(409);
    const first = await house.send("POST", "/second-factor", { cookie });
    const second = await house.send("POST", "/second-factor", { cookie });
    expect(String(second.json["uri"])).toContain(`secret=${String(second.json["secret"])}&`);
    const put = (secret: unknown, headers: Record<string, string>) => house.send("PUT", "/second-factor", { cookie, body: { otp: appShows(String(secret)) }, headers });
    expect((await put(second.json["secret"], {})).status).toBe(428);
    expect((await put(first.json["secret"], { "if-match": String(first.headers["etag"]) })).status).toBe(412);
    expect((await put(first.json["secret"], { "if-match": String(second.headers["etag"]) })).status).toBe(422);
    expect((await put(second.json["secret"], { "if-match": String(second.headers["etag"]) })).status).toBe(200);
  });

  it("again needs the old one, shown lately", async () => {
    const secret = await withSecondFactor("giap");
    const { cookie } = await house.signIn("giap", { otp: appShows(secret) });
    expect((await house.send("POST", "/second-factor", { cookie })).status).toBe(201);
    await house.pass(601);
    expect((await house.send("POST", "/second-factor", { cookie })).json).toMatchObject({ status: 401, type: "/problems/otp-required" });
  });

  it("is not for demonstration accounts, whose roles count without", async () => {
    await house.add("thu", { roles: ["chairman"], waived: true });
    const cookie = await house.cookieOf("thu");
    expect(await session(cookie)).toMatchObject({ roles: ["chairman"], secondFactor: "waived" });
    expect((await house.send("POST", "/second-factor", { cookie })).status).toBe(409);
  });
});

describe("signing in with a second factor", () => {
  it("asks for the code after the right password only, and takes each code once", async () => {
    const secret = await withSecondFactor("khoa");
    expect((await house.signIn("khoa", { password: "wrong" })).json).toMatchObject({ type: "/problems/wrong-credentials" });
    expect((await house.signIn("khoa", { password: "wrong", otp: appShows(secret) })).json).toMatchObject({ type: "/problems/wrong-credentials" });
    expect((await house.signIn("khoa")).json).toMatchObject({ status: 401, type: "/problems/otp-required" });
    expect((await house.signIn("khoa", { otp: appShows(secret, 5) })).json).toMatchObject({ status: 401, type: "/problems/otp-required" });
    const otp = appShows(secret);
    const right = await house.signIn("khoa", { otp });
    expect(right).toMatchObject({ status: 201, json: { roles: ["council-chair"], secondFactor: "shown" } });
    expect((await house.signIn("khoa", { otp })).json).toMatchObject({ status: 401, type: "/problems/otp-required" });
    await house.pass(90);
    expect((await house.signIn("khoa", { otp: appShows(secret) })).status).toBe(201);
  });

  it("takes a code once even when it comes twice at the same moment", async () => {
    const secret = await withSecondFactor("luu");
    const otp = appShows(secret);
    const answers = await Promise.all([1, 2, 3, 4].map(() => house.signIn("luu", { otp })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401, 401, 401]);
  });

  it("locks after five wrong codes, and asking without a code in between sets nothing back", async () => {
    const secret = await withSecondFactor("mai");
    for (let i = 0; i < 5; i++) {
      expect((await house.signIn("mai")).status).toBe(401);
      expect((await house.signIn("mai", { otp: appShows(secret, 9 + i) })).status).toBe(401);
    }
    expect((await house.signIn("mai", { otp: appShows(secret) })).status).toBe(429);
    expect(house.ledger.at(-1)).toMatchObject({ action: "identity.sign-in-refused", data: { reason: "second-factor", lockedSeconds: 15 } });
  });
});

describe("renewing a session", () => {
  it("makes the second factor fresh and changes the token; wrong answers count as failed sign-ins", async () => {
    const secret = await withSecondFactor("phu");
    const { cookie = "" } = await house.signIn("phu", { otp: appShows(secret) });
    const isFresh = async (token: string) => {
      const actor = await house.actorOf(token);
      return house.database.read((tx) => requireFreshSecondFactor(tx, { sessionId: actor?.sessionId ?? "" })).then(() => true, (error: unknown) => (error as { key: string }).key);
    };
    expect(await isFresh(cookie)).toBe(true);
    await house.pass(660);
    expect(await isFresh(cookie)).toBe("otp-required");
    const renew = (body: unknown) => house.send("POST", "/session/renewal", { cookie, body });
    expect((await renew({ password: PASSWORD })).json).toMatchObject({ type: "/problems/otp-required" });
    expect((await renew({ password: "wrong", otp: appShows(secret) })).json).toMatchObject({ type: "/problems/wrong-credentials" });
    const renewed = await renew({ password: PASSWORD, otp: appShows(secret) });
    expect(renewed).toMatchObject({ status: 200, json: { secondFactor: "shown" } });
    expect(await session(cookie)).toMatchObject({ status: 401 });
    expect(await isFresh(renewed.cookie ?? "")).toBe(true);
    for (let i = 0; i < 5; i++) await house.send("POST", "/session/renewal", { cookie: renewed.cookie, body: { password: "wrong" } });
    expect((await house.send("POST", "/session/renewal", { cookie: renewed.cookie, body: { password: PASSWORD } })).status).toBe(429);
  });

  it("has no meaning where there is no second factor", async () => {
    await house.add("son");
    expect((await house.send("POST", "/session/renewal", { cookie: await house.cookieOf("son"), body: { password: PASSWORD } })).status).toBe(409);
  });
});
