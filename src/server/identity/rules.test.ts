import { parseOptions } from "@node-rs/argon2";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Role, ROLES } from "../../contract/route.ts";
import { COST, hashPassword, isPassword, NOBODYS_HASH } from "./passwords.ts";
import { acceptedSteps, afterFailure, type Attempts, delayAfter, isAlive, isFresh, isIdleAccount, keyFault, lastKeyEnd, lockedUntil, longestSinceSignIn, needsSecondFactor, networkOf, passwordFault, provedAt, roleChange, roleFault, rolesOfKey, rolesThatCount, secondFactorState, shouldTouch } from "./rules.ts";
import { base32, digest, makeVault, newOtpSecret, otpAt, otpStep, otpUri } from "./secrets.ts";

const NOW = new Date("2026-03-01T08:00:00Z");
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const RFC_SECRET = Buffer.from("12345678901234567890");

describe("one-time codes", () => {
  // RFC 6238, appendix B, SHA-1: the last six of the eight digits.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %d s the code is %s", (seconds, code) => {
    expect(otpAt(RFC_SECRET, Math.floor(seconds / 30))).toBe(code);
    expect(otpStep(RFC_SECRET, code, new Date(seconds * 1000), 0)).toBe(Math.floor(seconds / 30));
  });

  it("count one step early and late, not two, and never again", () => {
    const step = Math.floor(NOW.getTime() / 30_000);
    expect([-2, -1, 0, 1, 2].map((off) => otpStep(RFC_SECRET, otpAt(RFC_SECRET, step + off), NOW, 0))).toEqual([undefined, step - 1, step, step + 1, undefined]);
    expect(acceptedSteps(NOW, step)).toEqual([step + 1]);
    expect(otpStep(RFC_SECRET, otpAt(RFC_SECRET, step), NOW, step)).toBeUndefined();
  });

  it("come from a secret that apps can read (RFC 4648)", () => {
    expect(["f", "fo", "foo", "foob", "fooba", "foobar"].map((text) => base32(Buffer.from(text)))).toEqual(["MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"]);
    expect(otpUri("snv.cham", RFC_SECRET)).toBe("otpauth://totp/C%C3%B4ng%20T%C3%A2m:snv.cham?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=C%C3%B4ng%20T%C3%A2m&algorithm=SHA1&digits=6&period=30");
  });

  it("lie sealed: only with the key, only for the account, only unchanged", () => {
    const key = Buffer.alloc(32, 1);
    const vault = makeVault(key);
    const secret = newOtpSecret();
    const sealed = vault.seal("a1", secret);
    expect(sealed.includes(secret)).toBe(false);
    expect(vault.open("a1", sealed)).toEqual(secret);
    expect(() => vault.open("a2", sealed)).toThrow();
    expect(() => makeVault(Buffer.alloc(32, 2)).open("a1", sealed)).toThrow();
    sealed[30] = (sealed[30] ?? 0) ^ 1;
    expect(() => vault.open("a1", sealed)).toThrow();
    expect(() => makeVault(Buffer.alloc(16))).toThrow(RangeError);
    expect(() => makeVault(undefined).seal("a1", secret)).toThrow(expect.objectContaining({ key: "unavailable" }));
  });
});

describe("passwords", () => {
  it.each([
    ["congtam-demo", "quantri", undefined],
    ["mười một ký", "a", "too-short"],
    ["snv.truongphong", "snv.truongphong", "holds-username"],
    ["SNV.TruongPhong", "snv.truongphong", "holds-username"],
    ["xin snv.truongphong", "snv.truongphong", "holds-username"],
  ])("%s for %s: %s", (password, username, fault) => {
    expect(passwordFault(password, username)).toBe(fault);
  });

  it("are the same however the keyboard composes letters, and nobody's hash costs as much", async () => {
    const hash = await hashPassword("mật khẩu của tôi".normalize("NFD"));
    expect(await isPassword(hash, "mật khẩu của tôi".normalize("NFC"))).toBe(true);
    expect(await isPassword(undefined, "mật khẩu của tôi")).toBe(false);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(hash));
    expect(parseOptions(hash)).toMatchObject(COST);
  });
});

describe("failed attempts", () => {
  const failing = (kind: "account" | "address", times: number): Attempts => Array.from({ length: times }).reduce<Attempts>((before) => afterFailure(kind, before, NOW), { failures: 0, firstAt: NOW, lastAt: NOW, lockedUntil: null });

  it("lock an account at the fifth, for 15 s that double up to 15 min; an address at the thirtieth", () => {
    expect([4, 5, 6, 7, 10, 11, 12, 500].map((failures) => delayAfter("account", failures) / 1000)).toEqual([0, 15, 30, 60, 480, 900, 900, 900]);
    expect([29, 30, 31, 99].map((failures) => delayAfter("address", failures) / 1000)).toEqual([0, 15, 30, 900]);
    expect(lockedUntil([failing("account", 4)], NOW)).toBeUndefined();
    expect(lockedUntil([failing("account", 5), failing("address", 31), undefined], NOW)).toEqual(after(30));
    expect(lockedUntil([failing("account", 5)], after(15))).toBeUndefined();
  });

  it("are forgotten: a day after an account's last, a quarter of an hour after an address's first", () => {
    expect(afterFailure("account", failing("account", 7), after(86_399)).failures).toBe(8);
    expect(afterFailure("account", failing("account", 7), after(86_400))).toEqual({ failures: 1, firstAt: after(86_400), lastAt: after(86_400), lockedUntil: null });
    expect(afterFailure("address", failing("address", 7), after(899)).failures).toBe(8);
    expect(afterFailure("address", { ...failing("address", 7), lastAt: after(890) }, after(900)).failures).toBe(1);
  });

  it.each([
    ["10.0.0.1", "10.0.0.1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["2001:DB8::1", "2001:db8:0:0"],
    ["2001:db8:0:0:ffff::2", "2001:db8:0:0"],
    ["2001:0db8:0001::", "2001:db8:1:0"],
    ["::1", "0:0:0:0"],
  ])("from %s count for %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe("sessions", () => {
  const times = { lastSeen: NOW, expiresAt: after(3600) };
  it("rest 15 minutes, an administrator's 5, and end", () => {
    expect([isAlive(times, ["auditor"], after(899)), isAlive(times, ["auditor"], after(900))]).toEqual([true, false]);
    expect([isAlive(times, ["administrator"], after(299)), isAlive(times, ["administrator"], after(300))]).toEqual([true, false]);
    expect([isAlive({ ...times, lastSeen: after(3599) }, [], after(3599)), isAlive({ ...times, lastSeen: after(3599) }, [], after(3600))]).toEqual([true, false]);
    expect([shouldTouch(NOW, after(59)), shouldTouch(NOW, after(60))]).toEqual([false, true]);
  });

  it("count guarded roles only after the second factor", () => {
    const without = { waived: false, enrolled: false, shownAt: null, via: "password" as const };
    expect(rolesThatCount(["administrator"], without)).toEqual([]);
    expect(rolesThatCount(["unit-head", "council-member"], { ...without, enrolled: true })).toEqual(["unit-head"]);
    expect(rolesThatCount(["council-member"], { ...without, enrolled: true, shownAt: NOW })).toEqual(["council-member"]);
    expect(rolesThatCount(["chairman"], { ...without, waived: true })).toEqual(["chairman"]);
    // Shown once, but the device was taken away since.
    expect(rolesThatCount(["chairman"], { ...without, shownAt: NOW })).toEqual([]);
    // At the provider, which vouches for a second factor of its own.
    expect(rolesThatCount(["chairman"], { ...without, shownAt: NOW, via: "oidc" })).toEqual(["chairman"]);
    expect([secondFactorState(["chairman"], { ...without, shownAt: NOW, via: "oidc" }), secondFactorState(["chairman"], { ...without, enrolled: true, via: "oidc" })]).toEqual(["shown", "renewal-needed"]);
    expect(["council-chair", "vice-chairman", "auditor", "unit-scorer"].map((role) => needsSecondFactor([role as "auditor"]))).toEqual([true, true, false, false]);
    expect([secondFactorState(["auditor"], without), secondFactorState(["chairman"], without), secondFactorState([], { ...without, enrolled: true })]).toEqual(["not-needed", "enrolment-needed", "renewal-needed"]);
    expect([isFresh(null, NOW), isFresh(NOW, after(599)), isFresh(NOW, after(600))]).toEqual([false, true, false]);
  });
});

describe("roles", () => {
  const wanted = (...roles: ("administrator" | "unit-scorer" | "auditor")[]) => roles.map((role) => ({ role, to: null }));
  it("of an administrator stand alone, on all accounts of the person, and are not one's own to change", () => {
    expect(roleFault(wanted("administrator"), [], {}, NOW)).toBeUndefined();
    expect(roleFault(wanted("administrator", "unit-scorer"), [], {}, NOW)).toBe("administrator-alone");
    expect(roleFault(wanted("unit-scorer"), ["administrator"], {}, NOW)).toBe("administrator-alone");
    expect(roleFault(wanted("administrator"), ["auditor"], {}, NOW)).toBe("administrator-alone");
    expect(roleFault(wanted("unit-scorer"), [], { isOwn: true }, NOW)).toBe("own-account");
    expect(roleFault(wanted("auditor", "auditor"), [], {}, NOW)).toBe("twice");
    expect(roleFault([{ role: "auditor", to: NOW }], [], {}, NOW)).toBe("past");
    expect(roleFault([{ role: "chairman", to: null }], [], { isService: true }, NOW)).toBe("service-guarded");
    expect(roleFault(wanted("auditor", "unit-scorer"), [], { isService: true }, NOW)).toBeUndefined();
  });

  it("that stay keep their beginning", () => {
    const held = [{ id: 1, role: "auditor" as const, to: null }, { id: 2, role: "unit-scorer" as const, to: after(60) }];
    expect(roleChange(held, [...wanted("auditor"), { role: "unit-scorer", to: after(90) }])).toEqual({ ending: [held[1]], beginning: [{ role: "unit-scorer", to: after(90) }] });
  });
});

describe("what a provider says", () => {
  const at = (seconds: number) => NOW.getTime() / 1000 + seconds;
  it.each([
    [["pwd", "otp"], true],
    [["mfa"], true],
    [["hwk"], true],
    [["sc", "pin"], true],
    [["pwd"], false],
    [["pwd", "sms"], false],
    [[], false],
    ["mfa", false],
    [undefined, false],
    [{ 0: "mfa" }, false],
  ])("amr %j counts as a second factor: %s", (amr, counts) => {
    expect(provedAt({ amr, auth_time: at(-60) }, NOW)).toEqual(counts ? after(-60) : null);
  });

  it("counts from when it was shown, never from later than now, and not at all without a time", () => {
    expect(provedAt({ amr: ["mfa"], auth_time: at(60) }, NOW)).toEqual(NOW);
    expect([provedAt({ amr: ["mfa"] }, NOW), provedAt({ amr: ["mfa"], auth_time: "1" }, NOW)]).toEqual([null, null]);
    expect([longestSinceSignIn(false), longestSinceSignIn(true)]).toEqual([43_200, 600]);
  });
});

describe("keys", () => {
  const key = (roles: readonly Role[], expiresAt: Date, granted: readonly Role[] = ["auditor", "unit-scorer"]) => keyFault({ roles, expiresAt }, granted, NOW);
  it("last a year at most, for roles that the account has and that need no second factor", () => {
    const aYear = new Date("2027-03-01T08:00:00Z");
    expect([key(["auditor"], after(1)), key(["auditor"], aYear)]).toEqual([undefined, undefined]);
    expect([key(["auditor"], NOW), key(["auditor"], new Date(aYear.getTime() + 1))]).toEqual(["expired", "too-long"]);
    expect([key(["working-group"], aYear), key(["auditor", "auditor"], aYear)]).toEqual(["not-held", "twice"]);
    for (const role of ["administrator", "chairman", "council-member"] as const) expect(key([role], aYear, [role])).toBe("guarded");
    // A leap day is no reason to fail.
    expect(lastKeyEnd(new Date("2028-02-29T00:00:00Z"))).toEqual(new Date("2029-03-01T00:00:00Z"));
  });

  it("open what key and account have in common, and nothing guarded", () => {
    const roles = fc.subarray([...ROLES]);
    fc.assert(
      fc.property(roles, roles, (ofKey, granted) => {
        const opened = rolesOfKey(ofKey, granted);
        expect(opened.every((role) => ofKey.includes(role) && granted.includes(role))).toBe(true);
        expect(needsSecondFactor(opened)).toBe(false);
      }),
    );
    expect(rolesOfKey(["auditor", "unit-head"], ["unit-head", "chairman"])).toEqual(["unit-head"]);
  });
});

describe("accounts", () => {
  it("are idle after 45 days to the second", () => {
    expect([isIdleAccount(NOW, after(45 * 86_400 - 1)), isIdleAccount(NOW, after(45 * 86_400))]).toEqual([false, true]);
  });
});

describe("tokens", () => {
  it("are something else for each purpose", () => {
    expect(new Set((["session", "reset-link", "attempt", "api-key", "oidc-state", "oidc-browser"] as const).map((purpose) => digest(purpose, "t"))).size).toBe(6);
  });
});
