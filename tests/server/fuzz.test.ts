import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../src/contract/route.ts";
import { openSurveyKeys } from "../../src/server/survey/index.ts";
import { castFor } from "../cycle/people.ts";
import { makePlan, type Plan } from "../cycle/plan.ts";
import { type CampaignHouse, openCampaignHouse } from "./cycle-house.ts";
import { mutantsOf, type Sent } from "./fuzz-mutants.ts";
import type { Raw } from "./fuzz-raw.ts";
import { tellAll } from "./fuzz-story.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openProvider, type TestProvider } from "./oidc.ts";

/** Requests in this run; the long run sends ten times as many. */
const REQUESTS = process.env["CONGTAM_LONG"] === undefined ? 20_000 : 200_000;
/** How many of the operations must have succeeded at least once. */
const SHARE_REACHED = 0.9;
const MUTANTS_AT_ONCE = 8;

const whole = makePlan(2025);
/** Three units of different indexes are enough to tell the story. */
const units = ["01", "02", "03"].flatMap((index) => whole.units.filter((one) => one.index === index && one.marks.length > 0 && one.ratings.length > 0).slice(0, 1));
const plan: Plan = { ...whole, units };
const CAST = { ...castFor(units), admin: { role: "administrator" }, organiser: { role: "survey-officer" }, organiser2: { role: "survey-officer" }, giver: { role: "opinion-giver", unit: units[1]?.code ?? "" }, congchuc: { role: "unit-scorer", unit: units[0]?.code ?? "" }, cappho: { role: "unit-scorer", unit: units[0]?.code ?? "", kind: "deputy" }, hethong: { role: "task-system" } } as const;

let test: TestDatabase;
let house: CampaignHouse;
let provider: TestProvider;
const keyFolder = mkdtempSync(join(tmpdir(), "congtam-fuzz-"));
beforeAll(async () => {
  test = await freshDatabase();
  provider = await openProvider();
  house = await openCampaignHouse(test, units, CAST, { oidc: provider.settings, surveyKeys: openSurveyKeys(keyFolder) });
}, 60_000);
afterAll(async () => {
  await house.close();
  await test.close();
  await provider.close();
  rmSync(keyFolder, { recursive: true, force: true });
});

/** Finds the route that answers a path; each is cut into its steps once, for this is asked several times of every request. */
function routeFinder(routes: readonly Route[]): (method: string, path: string) => Route | undefined {
  const parameters = (route: Route): number => route.path.match(/\{/g)?.length ?? 0;
  // A fixed step is nearer than a parameter.
  const known = routes.toSorted((a, b) => parameters(a) - parameters(b)).map((route) => ({ route, steps: route.path.split("/") }));
  const byLength = Map.groupBy(known, ({ route, steps }) => `${route.method} ${String(steps.length)}`);
  return (method, path) => {
    const steps = (path.split("?", 1)[0] ?? "").split("/");
    return byLength.get(`${method} ${String(steps.length)}`)?.find((one) => one.steps.every((wanted, i) => wanted.startsWith("{") || wanted === steps[i]))?.route;
  };
}

describe("everything that the program does, done once, and what comes near it", () => {
  it(`${String(REQUESTS)} requests: no failure of the house, no answer outside its schema, nearly every operation reached`, { timeout: 120_000 + REQUESTS * 20 }, async () => {
    const routes = house.rooms.endpoints.map((one) => one.route);
    const routeFor = routeFinder(routes);
    const quota = new Map<string, number>(routes.map((route) => [route.operationId, Math.ceil(REQUESTS / routes.length)]));
    const reached = new Set<string>();
    const broken: string[] = [];
    const later: Sent[] = [];
    const ids = [house.campaignId, house.regulationVersionId, ...units.map((one) => house.unitId(one.code)), ...Object.keys(CAST).map((name) => house.personOf(name)), "1.1.1", "01", "x"];
    let sent = 0;

    const ask = async ({ as, method, path, body, seen, cookie }: Sent) => {
      const headers = { ...(as === "nobody" ? {} : { authorization: `Bearer ${as}` }), ...(seen === undefined ? {} : { "if-match": `"${seen}"` }), ...(cookie === undefined ? {} : { cookie }) };
      const answer = await house.app.inject({ method: method as "GET", url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: JSON.stringify(body) ?? "", headers: { ...headers, "content-type": "application/json" } }) });
      sent++;
      const route = routeFor(method, path);
      const told = () => `${route?.operationId ?? method} ${path} ${String(answer.statusCode)} ${JSON.stringify({ as, seen, body }).slice(0, 300)} → ${answer.body.slice(0, 200)}`;
      if (answer.statusCode >= 500) broken.push(told());
      if (answer.statusCode >= 400 && !String(answer.headers["content-type"]).startsWith("application/problem+json")) broken.push(`a refusal that is no problem+json: ${told()}`);
      if (answer.statusCode < 400 && route !== undefined) {
        reached.add(route.operationId);
        const hasBody = String(answer.headers["content-type"]).startsWith("application/json");
        if (hasBody && !route.response.safeParse(answer.json()).success) broken.push(`an answer outside its schema: ${told()}`);
      }
      return answer;
    };
    const operationOf = ({ method, path }: Sent): string => routeFor(method, path)?.operationId ?? "";
    const turns = new Map<string, number>();
    /** By operation and turn, so that what is told of one room does not change what is tried near another. */
    const seedOf = (operation: string): number => {
      const turn = (turns.get(operation) ?? 0) + 1;
      turns.set(operation, turn);
      return Buffer.from(`${operation} ${String(turn)}`).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
    };
    const near = async (one: Sent, most: number) => {
      const operation = operationOf(one);
      const count = Math.min(quota.get(operation) ?? 0, most);
      quota.set(operation, (quota.get(operation) ?? 0) - count);
      for (const mutant of mutantsOf(one, Object.keys(CAST), ids, count, seedOf(operation))) await ask(mutant);
    };
    const raw: Raw = async (method, path, { as = "nobody", body, seen, cookie } = {}) => {
      const one: Sent = { as, method, path, body, seen, ...(cookie === undefined ? {} : { cookie }) };
      const answer = await ask(one);
      later.push(one);
      // Wrong passwords lock accounts that the story still needs, and a leader's marks sent as another leader are that one's:
      // what is near them is tried at the end.
      if (!/^(?:identity|leadership)\./.test(operationOf(one))) await near(one, MUTANTS_AT_ONCE);
      const setCookie = [answer.headers["set-cookie"] ?? []].flat()[0] ?? "";
      return { status: answer.statusCode, json: String(answer.headers["content-type"]).includes("json") ? answer.json() : {}, etag: (answer.headers.etag ?? "").replaceAll('"', ""), cookie: setCookie.split(";", 1)[0] ?? "", location: answer.headers.location ?? "" };
    };
    const send: CampaignHouse["send"] = (as, method, path, body, seen) => raw(method, path, { as, ...(body === undefined ? {} : { body }), ...(seen === undefined ? {} : { seen }) });
    const act: CampaignHouse["act"] = async (action) => send("officer", "POST", `/campaigns/${house.campaignId}/actions`, action, (await send("officer", "GET", `/campaigns/${house.campaignId}`)).etag);
    const now = async () => (await test.database.transaction((tx) => tx.now())).getTime();

    await tellAll(raw, { ...house, send, act }, plan, { now, provider });
    // What is left of each operation's share, spread over the requests that the story has told of it.
    const told = Map.groupBy(later, (one) => operationOf(one));
    for (const [operation, some] of told) {
      const share = Math.ceil((quota.get(operation) ?? 0) / some.length);
      for (const one of some) await near(one, share);
    }
    // The shares of what the story does not tell go to what it does.
    const spare = Math.ceil(Math.max(0, REQUESTS - sent) / told.size);
    for (const [operation, [one]] of told) {
      quota.set(operation, spare);
      if (one !== undefined) await near(one, spare);
    }

    expect({ broken: broken.slice(0, 10), failures: house.failures.slice(0, 10) }).toEqual({ broken: [], failures: [] });
    expect(sent).toBeGreaterThanOrEqual(REQUESTS);
    // Nothing that an account can do is missed: what needs a right code or a link has its place in the story.
    expect(routes.map((one) => one.operationId).filter((one) => one.startsWith("identity.") && !reached.has(one))).toEqual([]);
    const missed = routes.map((one) => one.operationId).filter((one) => !reached.has(one));
    expect({ missed, isEnough: missed.length <= routes.length * (1 - SHARE_REACHED) }).toEqual({ missed, isEnough: true });
  });
});
