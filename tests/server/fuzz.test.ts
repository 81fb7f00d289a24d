import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Role, ROLES, type Route } from "../../src/contract/route.ts";
import { record } from "../../src/server/audit/index.ts";
import { makeCampaign } from "../../src/server/campaign/index.ts";
import { createAccount } from "../../src/server/identity/index.ts";
import { addPerson, importUnits } from "../../src/server/organisation/index.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { buildHttp, type Endpoint } from "../../src/server/platform/index.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";

/** Requests in this run; the long run sends ten times as many. */
const REQUESTS = process.env["CONGTAM_LONG"] === undefined ? 20_000 : 200_000;
const PASSWORD = "mot-mat-khau-dai";

const FOLDER = new URL("../../regulations/dak-lak-2025/", import.meta.url);
const FILES = Object.fromEntries(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));
/** How many of the routes this run must reach with success; the others need an order of steps that chance does not find. */
const SHARE_REACHED = 0.55;

const rooms = furnishRooms(new Uint8Array(32));
const cookies = new Map<Role, string>();
const failures: string[] = [];
let test: TestDatabase;
let app: ReturnType<typeof buildHttp>;
/** Ids that exist, so that some requests reach what is behind the door. */
let known: string[] = [];

async function signIn(role: Role): Promise<void> {
  const answer = await app.inject({ method: "POST", url: "/api/v1/session", payload: { username: role, password: PASSWORD } });
  cookies.set(role, String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "");
}

beforeAll(async () => {
  test = await freshDatabase();
  await test.database.transaction(async (tx) => {
    const units = await importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }]);
    known = units.created.map((one) => one.id);
    const entries = [units.audit];
    for (const role of ["victim", ...ROLES] as const) {
      const person = await addPerson(tx, role);
      const account = await createAccount(tx, { username: role, personId: person.id, name: role, password: PASSWORD, roles: role === "victim" ? [] : [role], secondFactorWaived: true, by: "test" });
      // The accounts that send must live to the end; only the victim may be disabled.
      known.push(person.id, ...(role === "victim" ? [account.accountId] : []));
      entries.push(person.audit, account.audit);
    }
    const regulation = await importRegulation(tx, "importer", FILES);
    const second = await importRegulation(tx, "importer", { ...FILES, "regulation.yaml": (FILES["regulation.yaml"] ?? "").replace("year: 2025", "year: 2026") });
    const frozen = await freezeRegulation(tx, "another", regulation.version.id);
    const campaign = await makeCampaign(tx, "test", { title: "Đợt", year: 2026, regulationVersionId: regulation.version.id, unitCodes: ["SNV", "STC"] });
    known.push(regulation.version.id, second.version.id, campaign.campaign.id);
    await record(tx, "test", [...entries, regulation.audit, second.audit, frozen.audit, campaign.audit]);
  });
  app = buildHttp({ database: test.database, ...rooms, record, onFailure: (error, { method, url }) => failures.push(`${method} ${url}: ${String(error)}`) });
  await app.ready();
  for (const role of ROLES) await signIn(role);
}, 60_000);
afterAll(async () => {
  await app.close();
  await test.close();
});

const hostile = fc.oneof(
  fc.constantFrom<unknown>("", " ", "\0", "𝒳", "a".repeat(3000), "'; drop table x; --", "../../etc/passwd", "__proto__", "=1+1", "2025-02-30", "2025-12-01", "9999-12-31T23:59:60Z", -1, 0, 1.5, 1e21, 2 ** 53, null, true, [], {}, [[[[]]]], { constructor: 1 }),
  fc.string({ maxLength: 40 }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 3 }),
);

type Shape = { readonly type?: string | readonly string[]; readonly properties?: Readonly<Record<string, Shape>>; readonly items?: Shape; readonly enum?: readonly unknown[]; readonly const?: unknown; readonly anyOf?: readonly Shape[]; readonly oneOf?: readonly Shape[]; readonly format?: string; readonly pattern?: string; readonly minimum?: number; readonly maximum?: number };

/** Values that mostly fit a schema; ids are sometimes ones that exist. */
function fitting(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const alternatives = shape.anyOf ?? shape.oneOf;
  if (alternatives !== undefined) return fc.oneof(...alternatives.map(fitting));
  if (shape.type === "object") return fc.record(Object.fromEntries(Object.entries(shape.properties ?? {}).map(([name, one]) => [name, fc.oneof({ weight: 9, arbitrary: fitting(one) }, { weight: 1, arbitrary: hostile })])), { requiredKeys: Object.keys(shape.properties ?? {}).slice(0, 3) });
  if (shape.type === "array") return fc.array(fitting(shape.items ?? {}), { maxLength: 3 });
  if (shape.type === "integer" || shape.type === "number") return fc.integer({ min: Math.max(shape.minimum ?? 0, -1000), max: Math.min(shape.maximum ?? 100, 3000) });
  if (shape.type === "boolean") return fc.boolean();
  if (shape.type === "null") return fc.constant(null);
  if (shape.format === "date") return fc.constantFrom("2025-07-01", "2026-01-01", "2026-12-31");
  if (shape.format === "date-time") return fc.constantFrom("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z", "2020-01-01T00:00:00Z");
  if (shape.type === "string") return fc.oneof(fc.constantFrom("SNV", "STC", "Sở Nội vụ", PASSWORD, "auditor", "một lý do đủ dài"), fc.constantFrom(...known), fc.string({ minLength: 1, maxLength: 30 }));
  return hostile;
}

const shapeOf = (document: Record<string, unknown>, { path, method }: Route): { body: Shape | undefined; query: Record<string, Shape> } => {
  const operation = (document["paths"] as Record<string, Record<string, { requestBody?: { content: { "application/json": { schema: Shape } } }; parameters: { name: string; in: string; schema: Shape }[] }>>)[`/api/v1${path}`]?.[method.toLowerCase()];
  return { body: operation?.requestBody?.content["application/json"].schema, query: Object.fromEntries((operation?.parameters ?? []).filter((one) => one.in === "query").map((one) => [one.name, one.schema])) };
};

describe("requests made from the published interface, fitting and broken, by every role", () => {
  it(`${String(REQUESTS)} of them: no failure of the house, no answer outside its schema, nearly every route reached`, { timeout: 60_000 + REQUESTS * 20 }, async () => {
    const document: Record<string, unknown> = (await app.inject({ method: "GET", url: "/api/openapi.json" })).json();
    const perRoute = Math.ceil(REQUESTS / rooms.endpoints.length);
    const reached = new Set<string>();
    const broken: string[] = [];
    let sent = 0;

    type Sample = readonly [Role | "nobody", readonly string[], Record<string, unknown>, unknown, string];
    const send = async ({ route }: Endpoint, [who, ids, query, body, version]: Sample): Promise<void> => {
      let next = 0;
      const path = route.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(ids[next++] ?? "x"));
      const search = new URLSearchParams(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, typeof value === "string" ? value.toWellFormed() : JSON.stringify(value)]))).toString();
      const headers = { ...(who === "nobody" ? {} : { cookie: cookies.get(who) ?? "" }), ...(route.version === "requires" ? { "if-match": `"${version}"` } : {}) };
      const answer = await app.inject({ method: route.method, url: `/api/v1${path}${search === "" ? "" : `?${search}`}`, headers, ...(route.body === undefined ? {} : { payload: JSON.stringify(body), headers: { ...headers, "content-type": "application/json" } }) });
      sent++;
      if (answer.statusCode >= 500) broken.push(`${route.operationId} ${String(answer.statusCode)} ${JSON.stringify({ who, ids, query, body }).slice(0, 300)}`);
      if (answer.statusCode < 300) reached.add(route.operationId);
      if (answer.statusCode >= 400 && !String(answer.headers["content-type"]).startsWith("application/problem+json")) broken.push(`${route.operationId}: a refusal that is no problem+json`);
      if (answer.statusCode < 300 && route.status !== 204 && !route.response.safeParse(answer.json()).success) broken.push(`${route.operationId}: an answer outside its schema`);
      // Signing out is an answer too; the next request needs a session again.
      if (answer.statusCode < 300 && who !== "nobody" && /signOut|renewSession|confirmSecondFactor|disableAccount|resetPassword|setRoles/.test(route.operationId)) await signIn(who);
    };

    for (const endpoint of rooms.endpoints) {
      const { body, query } = shapeOf(document, endpoint.route);
      const grantees = endpoint.route.grants.map((one) => one.to).filter((one): one is Role => ROLES.includes(one as Role));
      const who = fc.oneof({ weight: 3, arbitrary: fc.constantFrom<Role | "nobody">(...(grantees.length > 0 ? grantees : ROLES)) }, { weight: 1, arbitrary: fc.constantFrom<Role | "nobody">("nobody", ...ROLES) });
      const ids = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" }) }), { minLength: 2, maxLength: 2 });
      const queries = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...Object.keys(query), "extra"), hostile, { maxKeys: 2 }) });
      const bodies = body === undefined ? fc.constant(undefined) : fc.oneof({ weight: 4, arbitrary: fitting(body) }, { weight: 1, arbitrary: hostile });
      const samples = fc.sample(fc.tuple(who, ids, queries, bodies, fc.constantFrom("0", "1", "2")), { numRuns: perRoute, seed: 20_251_215 });
      for (const sample of samples) await send(endpoint, sample);
    }
    expect({ broken: broken.slice(0, 10), failures: failures.slice(0, 10) }).toEqual({ broken: [], failures: [] });
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    const missed = rooms.endpoints.map((one) => one.route.operationId).filter((one) => !reached.has(one));
    expect({ missed, isEnough: missed.length <= rooms.endpoints.length * (1 - SHARE_REACHED) }).toEqual({ missed, isEnough: true });
  });
});
