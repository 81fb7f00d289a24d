import { expect, test } from "vitest";
import type { Account } from "../../contract/identity.ts";
import { stateOf, usernameFrom } from "./account-state.ts";

const ACCOUNT: Account = { id: "a", username: "a", personId: "p", name: "A", roles: [], secondFactor: "none", hasPassword: true, isService: false, oidc: null, disabledAt: null, isIdle: false, createdAt: "2026-01-01T00:00:00Z" };

test.each([
  [{}, "open"],
  [{ hasPassword: false }, "new"],
  [{ hasPassword: false, oidc: { issuer: "i", subject: "s" } }, "open"],
  [{ isIdle: true }, "idle"],
  [{ isService: true, hasPassword: false }, "service"],
  [{ isService: true, disabledAt: "2026-01-01T00:00:00Z" }, "disabled"],
] as const)("%j is %s", (given, state) => {
  expect(stateOf({ ...ACCOUNT, ...given })).toBe(state);
});

test("a user name comes from the name", () => {
  expect(usernameFrom("Nguyễn Thị  Lan")).toBe("nguyen.thi.lan");
  expect(usernameFrom("Đỗ (Bình)")).toBe("do.binh");
});
