import { z } from "zod";
import { account, accountPath } from "./identity.ts";
import { grant, route } from "./route.ts";

/** Signing in at the authority's own OpenID Connect provider. Without one the routes to it are not there (404). */

const line = (most: number) => z.string().min(1).max(most).regex(/^\P{C}+$/u);

export const readDoor = route({
  operationId: "identity.readDoor",
  method: "GET",
  path: "/door",
  summary: { vi: "Có những cách đăng nhập nào", en: "Which ways of signing in there are" },
  grants: grant("any", "public"),
  /** `issuer`: the authority's provider, null where there is none. */
  response: z.strictObject({ issuer: z.string().nullable() }),
});

export const startOidc = route({
  operationId: "identity.startOidc",
  method: "GET",
  path: "/oidc/start",
  summary: { vi: "Đăng nhập qua hệ thống của cơ quan", en: "Go and sign in at the authority's provider; `again` asks for it anew, before a weighty act" },
  grants: grant("any", "public"),
  query: z.strictObject({ again: z.enum(["true", "false"]).default("false") }),
  status: 303,
  response: z.undefined(),
  problems: ["not-found"],
});

export const finishOidc = route({
  operationId: "identity.finishOidc",
  method: "GET",
  path: "/oidc/callback",
  summary: { vi: "Trở về từ hệ thống đăng nhập của cơ quan", en: "Come back from the provider; opens a session and goes on to the first page" },
  grants: grant("any", "public"),
  // A provider may add what it likes (RFC 6749, 4.1.2); what is not named here is not read.
  query: z.object({ state: line(200).optional(), code: line(4000).optional(), iss: line(500).optional(), error: line(200).optional() }),
  status: 303,
  response: z.undefined(),
  problems: ["not-found", "sign-in-refused", "too-many-attempts"],
});

export const linkOidc = route({
  operationId: "identity.linkOidc",
  method: "PUT",
  path: "/accounts/{accountId}/oidc",
  summary: { vi: "Liên kết tài khoản với danh tính ở hệ thống của cơ quan; null để bỏ", en: "Say who an account is at the provider; null takes the link away" },
  grants: grant("any", "administrator"),
  params: accountPath,
  body: z.strictObject({ identity: z.strictObject({ issuer: z.url({ protocol: /^https?$/ }).max(500), subject: line(255) }).nullable() }),
  response: account,
  version: "requires",
  problems: ["conflict"],
  example: { identity: { issuer: "https://sso.daklak.gov.vn", subject: "nguyen.van.an" } },
});
