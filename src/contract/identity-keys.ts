import { z } from "zod";
import { account, personName, username } from "./identity.ts";
import { grant, id, pageOf, pageQuery, ROLES, route, time } from "./route.ts";

/** Other systems: their accounts, and the keys with which they come (`Authorization: Bearer …`). */

const role = z.enum(ROLES);

export const apiKey = z.strictObject({
  id,
  accountId: id,
  name: z.string(),
  /** At most these of the account's roles. */
  roles: z.array(role),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type ApiKey = z.output<typeof apiKey>;

export const addServiceAccount = route({
  operationId: "identity.addServiceAccount",
  method: "POST",
  path: "/service-accounts",
  summary: { vi: "Tạo tài khoản cho hệ thống khác", en: "Add an account for another system, which never signs in and works with keys" },
  grants: grant("any", "administrator"),
  body: z.strictObject({ username, name: personName }),
  status: 201,
  response: account,
  version: "carries",
  problems: ["conflict"],
  example: { username: "truc-lien-thong", name: "Trục liên thông văn bản" },
});

export const listApiKeys = route({
  operationId: "identity.listApiKeys",
  method: "GET",
  path: "/api-keys",
  summary: { vi: "Danh sách khóa truy cập của các hệ thống", en: "Keys of other systems, newest last" },
  grants: grant("any", "administrator", "auditor"),
  query: pageQuery.extend({ accountId: id.optional() }),
  response: pageOf(apiKey),
});

export const issueApiKey = route({
  operationId: "identity.issueApiKey",
  // The secret is shown once; it is not kept to be shown again.
  repeatable: false,
  method: "POST",
  path: "/api-keys",
  summary: { vi: "Cấp khóa truy cập cho hệ thống khác; khóa chỉ hiện một lần", en: "Issue a key to another system; the secret is shown once" },
  grants: grant("any", "administrator"),
  body: z.strictObject({ accountId: id, name: personName, roles: z.array(role).min(1).max(ROLES.length), expiresAt: time }),
  status: 201,
  response: z.strictObject({ key: apiKey, secret: z.string() }),
  problems: ["conflict"],
  example: { accountId: "0b9f2c4e", name: "Máy chủ liên thông số 1", roles: ["auditor"], expiresAt: "2027-01-01T00:00:00Z" },
});

export const revokeApiKey = route({
  operationId: "identity.revokeApiKey",
  method: "POST",
  path: "/api-keys/{keyId}/revocation",
  summary: { vi: "Thu hồi khóa truy cập", en: "Revoke a key; it is refused from the next request on" },
  grants: grant("any", "administrator"),
  params: z.strictObject({ keyId: id }),
  response: apiKey,
  problems: ["conflict"],
});
