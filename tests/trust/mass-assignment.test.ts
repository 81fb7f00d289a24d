import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROLES, type Role } from "../../src/contract/route.ts";
import { openProvince, type Province } from "./province.ts";
import { bodyFor, filledPath, routes } from "./requests.ts";

/** Threat 12: no body may carry what is the server's to say, at any depth; what it would touch stays as it is. */

const OWNED: Readonly<Record<string, unknown>> = { status: "approved", state: "published", stage: "published", by: "somebody", at: "2025-01-01T00:00:00Z", version: "99", campaign: "other", campaignId: "other", unit: "other", unitId: "other", points: "100", author: "somebody", asChair: true, roles: ["administrator"], isSet: true, id: "1" };

/** Fields whose own keys are not the contract's to know: methods and regulations say what fits, and their tests that nothing else does. */
const FREE = ["/input", "/items/0/input", "/value", "/files", "/document", "/scores"];

const withBody = routes.filter((one) => one.body !== undefined);
const WHO: Readonly<Partial<Record<Role, string>>> = { administrator: "quantri", "programme-officer": "officer", "unit-scorer": "cham.stc", "unit-head": "truong.stc", "council-chair": "chair", "council-member": "hd.mot", "working-group": "group", "opinion-giver": "gopy.stp", chairman: "chutich", "vice-chairman": "pct.mot", auditor: "auditor", "survey-officer": "organiser", "personnel-officer": "nhansu.stc", "task-system": "hethong" };
const whoMay = (to: string): string => WHO[ROLES.find((role) => role === to) ?? "unit-head"] ?? "";

type Place = { readonly pointer: string; readonly keys: readonly string[]; readonly put: (key: string, value: unknown) => unknown };

/** Every object of a body, with a way to put a field into it. */
function places(whole: unknown, part: unknown = whole, pointer = ""): Place[] {
  if (Array.isArray(part)) return part.flatMap((one: unknown, i) => places(whole, one, `${pointer}/${String(i)}`));
  if (typeof part !== "object" || part === null) return [];
  const put = (key: string, value: unknown): unknown => {
    const copy: unknown = structuredClone(whole);
    let at: unknown = copy;
    for (const step of pointer.split("/").slice(1)) at = (at as Record<string, unknown>)[step];
    Object.assign(at as object, { [key]: value });
    return copy;
  };
  return [{ pointer, keys: Object.keys(part), put }, ...Object.entries(part).flatMap(([key, one]) => places(whole, one, `${pointer}/${key}`))];
}

let house: Province;
const ids = (): Record<string, string> => ({ campaignId: house.campaignId, unitId: house.unitId("STC"), code: "1.1.1", round: "1", personId: house.personOf("pct.mot"), number: "1", versionId: house.regulationVersionId, key: "leaderDisciplined", year: "2025", periodId: "2026-Q1", itemId: "1", quarter: "1" });
/** Keys of the plan look otherwise than those of facts. */
const idsFor = (operation: string): Record<string, string> => (operation.startsWith("plan.") ? { ...ids(), key: "muc-mot" } : ids());

beforeAll(async () => {
  house = await openProvince();
}, 60_000);
afterAll(async () => {
  await house.end();
});

/** A fingerprint of every row of the house, sessions aside. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows } = await house.test.superuser.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'congtam' and table_name <> 'session' order by 1");
  const prints: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: [row] } = await house.test.superuser.query<{ print: string }>(`select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as print from congtam.${name} t`);
    prints[name] = row?.print ?? "";
  }
  return prints;
}

type Outcome = { readonly pointer: string; readonly status: number; readonly named: boolean };

async function attack(route: (typeof routes)[number], app = house.app): Promise<Outcome[]> {
  const body = bodyFor(route, house.unitId("SNV"));
  const [grant] = route.grants;
  const headers = { ...(grant?.to === "public" ? {} : { authorization: `Bearer ${whoMay(grant?.to ?? "")}` }), ...(route.version === "requires" ? { "if-match": '"0"' } : {}) };
  const outcomes: Outcome[] = [];
  for (const { pointer, keys, put } of places(body)) {
    if (FREE.some((free) => pointer === free || pointer.startsWith(`${free}/`))) continue;
    for (const [field, value] of Object.entries(OWNED)) {
      // What the example says is the client's to say; no body has other fields of these names.
      if (keys.includes(field)) continue;
      const answer = await app.inject({ method: route.method, url: filledPath(route, idsFor(route.operationId)), headers, payload: put(field, value) as object });
      const errors = (answer.json<{ errors?: { pointer: string }[] }>().errors ?? []).map((one) => one.pointer);
      outcomes.push({ pointer: `${pointer}/${field}`, status: answer.statusCode, named: errors.includes(`${pointer}/${field}`) });
    }
  }
  return outcomes;
}

describe("a field that is the server's own is refused by name, and nothing changes", () => {
  it.each(withBody.map((route) => [route.operationId, route] as const))("%s", async (_name, route) => {
    const before = await fingerprint();
    const outcomes = await attack(route);
    expect(outcomes.length).toBeGreaterThan(5);
    expect(outcomes.filter((one) => one.status !== 422 || !one.named)).toEqual([]);
    expect(await fingerprint()).toEqual(before);
  });

  it("would be taken in silence if a body were not strict, and the test would see it", async () => {
    const name = "organisation.addPerson";
    const loose = await openProvince({}, (endpoints) => endpoints.map((one) => (one.route.operationId === name && one.route.body instanceof z.ZodObject ? { ...one, route: { ...one.route, body: z.object(one.route.body.shape) } } : one)));
    const route = routes.find((one) => one.operationId === name);
    const outcomes = route === undefined ? [] : await attack(route, loose.app);
    await loose.end();
    expect(outcomes.filter((one) => one.status === 201).length).toBeGreaterThan(5);
  });
});
