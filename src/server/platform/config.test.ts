import { describe, expect, it } from "vitest";
import { limitsOf, oidcSettings, readConfig, StartFailure } from "./index.ts";

const OIDC = { OIDC_ISSUER: "https://sso.example.vn", OIDC_CLIENT_ID: "congtam", OIDC_CLIENT_SECRET: "secret", OIDC_REDIRECT_URL: "https://congtam.example.vn/api/v1/oidc/callback" };

describe("how much at once", () => {
  it("is what was measured, or what is said", () => {
    const plain = readConfig({});
    expect({ ...limitsOf(plain), connections: plain.DATABASE_CONNECTIONS }).toEqual({ reads: 40, changes: 60, shedLast: 80, connections: 20 });
    const said = readConfig({ MOST_READS: "10", MOST_CHANGES: "10", MOST_SAVES: "300", DATABASE_CONNECTIONS: "2" });
    expect({ ...limitsOf(said), connections: said.DATABASE_CONNECTIONS }).toEqual({ reads: 10, changes: 10, shedLast: 300, connections: 2 });
    expect(readConfig({ DATABASE_CONNECTIONS: "500", DATABASE_URL: "postgresql://h/d" })).toMatchObject({ DATABASE_CONNECTIONS: 500 });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["MOST_READS", { MOST_READS: "0" }],
    ["MOST_READS", { MOST_READS: "viele" }],
    ["MOST_CHANGES", { MOST_CHANGES: "1001" }],
    ["MOST_CHANGES", { MOST_CHANGES: "39" }],
    ["MOST_SAVES", { MOST_SAVES: "59" }],
    ["DATABASE_CONNECTIONS", { DATABASE_CONNECTIONS: "1" }],
    ["DATABASE_CONNECTIONS", { DATABASE_CONNECTIONS: "81" }],
    ["DATABASE_CONNECTIONS", { DATABASE_CONNECTIONS: "501", DATABASE_URL: "postgresql://h/d" }],
  ])("%s that cannot be is named at the start: %j", (name, variables) => {
    expect(() => readConfig(variables)).toThrow(new RegExp(`^Biến môi trường ${name} không hợp lệ; cần số .* Hãy sửa giá trị của ${name}`));
  });
});

describe("proxies in front", () => {
  it("are nobody, or addresses and networks", () => {
    expect([readConfig({}).TRUSTED_PROXIES, readConfig({ TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/24,::1" }).TRUSTED_PROXIES]).toEqual([undefined, ["127.0.0.1", "10.0.0.0/24", "::1"]]);
  });

  it.each(["*", "true", "0.0.0.0/0", "10.0.0.0/33", "10.0.0.0/8/8", "proxy.local", "127.0.0.1,"])("are never everybody, nor a name: %s", (given) => {
    expect(() => readConfig({ TRUSTED_PROXIES: given })).toThrow(/^Biến môi trường TRUSTED_PROXIES không hợp lệ; cần địa chỉ IP/);
  });
});

describe("the provider's settings", () => {
  it("are there wholly or not at all; what is missing is named", () => {
    expect(oidcSettings(readConfig(OIDC))).toEqual({ issuer: OIDC.OIDC_ISSUER, clientId: "congtam", clientSecret: "secret", redirectUrl: OIDC.OIDC_REDIRECT_URL });
    expect([oidcSettings(readConfig({})), oidcSettings(readConfig({ OIDC_ISSUER: "" }))]).toEqual([undefined, undefined]);
    for (const name of Object.keys(OIDC)) expect(() => oidcSettings(readConfig({ ...OIDC, [name]: "" }))).toThrow(new StartFailure(`Đăng nhập qua hệ thống của cơ quan còn thiếu ${name}. Hãy đặt đủ bốn biến OIDC_… hoặc bỏ tất cả.`));
  });

  it.each(["http://127.0.0.1:4000", "http://localhost/realms/x", "http://[::1]:4000"])("allow plain HTTP on this machine: %s", (issuer) => {
    expect(oidcSettings(readConfig({ ...OIDC, OIDC_ISSUER: issuer }))).toMatchObject({ issuer });
  });

  it.each(["http://sso.example.vn", "http://127.0.0.1.example.vn", "ftp://127.0.0.1", "sso"])("and nowhere else: %s", (issuer) => {
    expect(() => readConfig({ ...OIDC, OIDC_ISSUER: issuer })).toThrow(/OIDC_ISSUER .*https.* Hãy sửa/);
  });
});
