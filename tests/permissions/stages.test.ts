import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { furnishRooms } from "../../src/server/main.ts";
import { type Endpoint, Problem } from "../../src/server/platform/index.ts";
import { appraiseFirst, appraiseSecond, decideTies, explain, measureAndMark, scoreThemselves, setUp } from "../cycle/people.ts";
import { CALENDAR, type CampaignHouse, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { asked, cast, EVERYBODY, nameOf, other, type Person, plan, unit } from "./people.ts";
import { type Held, type Request, requestsIn } from "./requests.ts";
import { expectedOf, IN_STAGES, type Outcome, type State, STATES } from "./stages.ts";

/**
 * One campaign goes through its year. In each of its stages everybody asks everything, and what the routes answer is
 * compared with what is written down. What is asked is carried out in full and then taken back, so that the campaign
 * stays as it is: the last thing that happens in the transaction of a command is a refusal of the test's own.
 */

const PATIENCE = 60_000;
const REASON = "một lý do đủ dài để ghi lại";

let isAsking = false;
const takenBack = (endpoint: Endpoint): Endpoint => {
  if (endpoint.kind !== "command") return endpoint;
  const handle: typeof endpoint.handle = async (call) => {
    const change = await endpoint.handle(call);
    // No route of a campaign ever answers so.
    if (isAsking) throw new Problem("timed-out");
    return change;
  };
  return { ...endpoint, handle };
};

let test: TestDatabase;
let house: CampaignHouse;
const held = { assignmentId: "", requestId: "", reopening: 1, amendment: 1 };

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, plan.units, cast, { rewire: (endpoints) => endpoints.map(takenBack) });
}, PATIENCE);
afterAll(async () => {
  await house.close();
  await test.close();
});

const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;

/** The version that a refusal of a stale one tells: as such, as the number of changes, or none yet. */
function versionIn(current: unknown): string {
  if (typeof current !== "object" || current === null) return "0";
  if ("version" in current && typeof current.version === "string") return current.version;
  return "history" in current && Array.isArray(current.history) ? String(current.history.length) : "0";
}

async function statusFor(who: Person, { method, path: at, body }: Request): Promise<number> {
  const first = await house.send(nameOf(who), method, at, body, "0");
  if (first.status !== 412) return first.status;
  return (await house.send(nameOf(who), method, at, body, versionIn(first.json["current"]))).status;
}

const OUTCOMES: Readonly<Record<number, Outcome>> = { 408: "allowed", 401: "denied", 403: "denied", 404: "hidden", 409: "closed", 422: "faulty" };
const outcomeOf = (status: number): string => (status < 300 ? "allowed" : (OUTCOMES[status] ?? String(status)));

/** What everybody is answered: by operation, who is answered otherwise than is written, and how. */
async function differences(requests: Readonly<Record<string, Request>>, state: State): Promise<string[]> {
  const found: string[] = [];
  for (const [operation, request] of Object.entries(requests)) {
    const lines = IN_STAGES[operation];
    const answers = await Promise.all(EVERYBODY.map(async (who) => ({ who, is: outcomeOf(await statusFor(who, request)) })));
    for (const { who, is } of answers) {
      const wanted = lines === undefined || lines === "touches no campaign" ? "nothing" : expectedOf(lines, who, state);
      if (is !== wanted) found.push(`${operation}, ${who}: ${is} instead of ${wanted}`);
    }
  }
  return found;
}

/** As if an amendment waited, while this is asked: an open one would close the way to the next. */
async function withAmendment<T>(work: (amendment: number) => Promise<T>): Promise<T> {
  const action = JSON.stringify({ kind: "propose-amendment", regulationVersionId: house.regulationVersionId, document: { number: "1", on: "2025-12-15", text: "Sửa đổi Bộ tiêu chí." }, reason: REASON });
  const { rows } = await test.superuser.query<{ number: number }>("insert into congtam.campaign_action (campaign, number, at, by, action) select $1, (select max(number) + 1 from congtam.campaign_action where campaign = $1), now(), 'test', $2::jsonb || jsonb_build_object('sha256', sha256) from congtam.regulation_version where id = $3 returning number", [house.campaignId, action, house.regulationVersionId]);
  const number = rows[0]?.number ?? 0;
  try {
    return await work(number);
  } finally {
    await test.superuser.query("delete from congtam.campaign_action where campaign = $1 and number = $2", [house.campaignId, number]);
  }
}

const NEEDS_AMENDMENT = ["campaign.act:approve-amendment", "campaign.act:withdraw-amendment"];

async function askEverything(state: State): Promise<string[]> {
  const only = (requests: Readonly<Record<string, Request>>, wanted: boolean) => Object.fromEntries(Object.entries(requests).filter(([operation]) => NEEDS_AMENDMENT.includes(operation) === wanted));
  isAsking = true;
  try {
    const found = await differences(only(requestsIn({ house, ...held }, state), false), state);
    return [...found, ...(await withAmendment((amendment) => differences(only(requestsIn({ house, ...held, amendment }, state), true), state)))];
  } finally {
    isAsking = false;
  }
}

async function done(as: string, rest: string, body?: object): Promise<Record<string, unknown>> {
  const { status, json } = await house.send(as, "POST", path(rest), body);
  expect({ as, rest, refused: status < 300 ? {} : json }).toEqual({ as, rest, refused: {} });
  return json;
}

async function prepare(): Promise<void> {
  await setUp(house, plan);
  await house.act({ kind: "set-calendar", calendar: CALENDAR });
  const { json } = await house.send("chair", "GET", path("/assignments"));
  held.assignmentId = (json["items"] as { id: string }[])[0]?.id ?? "";
  const cut = unit.cut.find(({ code }) => code.startsWith("1."));
  held.requestId = String((await done("group", "/opinion-requests", { toUnitId: house.unitId(asked.code), question: REASON, due: "2025-12-20", items: [{ unitId: house.unitId(unit.code), code: cut?.code }] }))["id"]);
}

/** The council's first round begins, and another unit asks for its self-scoring to be opened again. */
async function beginAppraisal(): Promise<void> {
  await scoreThemselves(house, plan);
  await measureAndMark(house, plan);
  await reach(house, "appraisal-1", "self-scoring");
  const { json } = await house.act({ kind: "propose-reopening", unitId: house.unitId(other.code), stage: "self-scoring", until: "2099-12-31T00:00:00.000Z", reason: REASON });
  held.reopening = Number(json["version"]);
}

async function publishAgain(): Promise<void> {
  await done("officer", "/result-versions", { reason: REASON });
  await done("chutich", "/result-versions/2/approval", { decisionNumber: "2/QĐ-UBND", decidedOn: "2025-12-31" });
  await done("officer", "/result-versions/2/publication");
}

/** How the campaign comes into each state from the one before. */
const STEPS: Readonly<Record<State, () => Promise<unknown>>> = {
  draft: prepare,
  "self-scoring": async () => reach(house, "self-scoring"),
  "appraisal-1": beginAppraisal,
  explanation: async () => {
    await appraiseFirst(house, plan);
    await reach(house, "explanation", "appraisal-1");
  },
  "appraisal-2": async () => {
    const explained = await explain(house, plan);
    await reach(house, "appraisal-2", "explanation");
    return explained;
  },
  consolidation: async () => {
    await appraiseSecond(house, plan, new Set(plan.units.flatMap((one) => one.restored.map(({ code }) => `${one.code} ${code}`))));
    await reach(house, "consolidation", "appraisal-2");
    await decideTies(house);
  },
  proposed: async () => done("officer", "/result-versions", {}),
  decided: async () => done("chutich", "/result-versions/1/approval", { decisionNumber: "1/QĐ-UBND", decidedOn: "2025-12-30" }),
  published: async () => done("officer", "/result-versions/1/publication"),
  revised: publishAgain,
};

const routes = furnishRooms(new Uint8Array(32)).endpoints.map((endpoint) => endpoint.route);
const operationOf = (key: string): string => key.split(":")[0] ?? key;

describe("what a campaign's stage makes of each route is written down", () => {
  it("of every route, and of nothing else", () => {
    expect([...new Set(Object.keys(IN_STAGES).map(operationOf))].toSorted()).toEqual(routes.map((route) => route.operationId).toSorted());
  });

  it("a route stays untouched by stages exactly when it names no campaign", () => {
    const touching = new Set(routes.filter((route) => route.path.includes("{campaignId}")).map((route) => route.operationId as string));
    expect(Object.entries(IN_STAGES).filter(([key, lines]) => touching.has(operationOf(key)) === (lines === "touches no campaign")).map(([key]) => key)).toEqual([]);
  });

  it("and every line that touches one is asked for", () => {
    const placeless: Held = { house, ...held };
    const written = Object.entries(IN_STAGES).flatMap(([key, lines]) => (lines === "touches no campaign" ? [] : [key]));
    expect(Object.keys(requestsIn(placeless, "draft")).toSorted()).toEqual(written.toSorted());
  });
});

describe("role × relation × stage: everybody asks everything in every stage", () => {
  it.each(STATES)("%s", async (state) => {
    await STEPS[state]();
    expect(await askEverything(state)).toEqual([]);
  }, PATIENCE);

  it("broke nothing inside, and what was asked was taken back", async () => {
    expect(house.failures).toEqual([]);
    const { rows } = await test.superuser.query("select 1 from congtam.assessment_entry where step = 'correction' union all select 1 from congtam.campaign_mark where code = '2.1' and reason = $1", [REASON]);
    expect(rows).toEqual([]);
  });
});
