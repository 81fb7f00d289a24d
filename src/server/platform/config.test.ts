import { describe, expect, it } from "vitest";
import { oidcSettings, readConfig, StartFailure } from "./index.ts";

const OIDC = { OIDC_ISSUER: "https://sso.example.vn", OIDC_CLIENT_ID: "congtam", OIDC_CLIENT_SECRET: "secret", OIDC_REDIRECT_URL: "https://congtam.example.vn/api/v1/oidc/callback" };

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
