import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Relation, RELATIONS, type Role, ROLES, type Route } from "../../src/contract/route.ts";
import { buildHttp } from "../../src/server/platform/index.ts";
import { isAllowed } from "../../src/server/platform/gate.ts";
import type { Actor, Endpoint } from "../../src/server/platform/call.ts";
import { noteReads } from "../../src/server/audit/index.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { EXPECTED } from "./expected.ts";

/** Who somebody is in this matrix: nobody, or somebody with exactly one role. */
type Who = Role | "nobody";
const EVERYBODY: readonly Who[] = ["nobody", ...ROLES];

const allEndpoints = furnishRooms(new Uint8Array(32)).endpoints;
const routes: readonly Route[] = allEndpoints.map((endpoint) => endpoint.route);
const actorWith = (who: Who): Actor | undefined => (who === "nobody" ? undefined : { accountId: `account-${who}`, personId: `person-${who}`, name: who, roles: [who], unitIds: [], sessionId: "session" });

/** Those whom the signed expectation lets in with this relation. */
function expected(operationId: string, relation: Relation): readonly Who[] {
  const cell = EXPECTED[operationId]?.[relation] ?? [];
  if (cell === "everybody") return EVERYBODY;
  return cell === "signed-in" ? ROLES : cell;
}

describe("every route has a signed expectation, and nothing else has one", () => {
  it("no route is missing and none is left over", () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(routes.map((route) => route.operationId).toSorted());
  });
});

describe("the gate: role × relation for every route", () => {
  it.each(routes.map((route) => [route.operationId, route] as const))("%s", (operationId, route) => {
    for (const relation of RELATIONS) {
      // A relation adds to what everybody has; what `any` lets in stays let in.
      const allowed = EVERYBODY.filter((who) => isAllowed(route, actorWith(who), [relation]));
      const wanted = new Set([...expected(operationId, relation), ...expected(operationId, "any")]);
      expect({ relation, allowed }).toEqual({ relation, allowed: EVERYBODY.filter((who) => wanted.has(who)) });
    }
  });
});

describe("the door: a stranger to what is touched is refused over HTTP exactly where the matrix says so", () => {
  let test: TestDatabase;
  let app: ReturnType<typeof buildHttp>;
  let recorded = 0;

  beforeAll(async () => {
    test = await freshDatabase();
    app = buildHttp({
      database: test.database,
      endpoints: allEndpoints,
      authenticate: async (_tx, { bearer }) => ROLES.map((role) => actorWith(role)).find((actor) => actor?.roles[0] === bearer),
      record: async () => {
        recorded++;
      },
      noteReads,
      onFailure: (error) => {
        throw error;
      },
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  async function statusFor({ route }: Endpoint, who: Who): Promise<number> {
    const url = `/api/v1${route.path.replaceAll(/\{\w+\}/g, "nowhere")}`;
    const headers = { ...(who === "nobody" ? {} : { authorization: `Bearer ${who}` }), ...(route.version === "requires" ? { "if-match": '"0"' } : {}) };
    // A body that cannot fit: who is let in is told so (422), who is not never gets that far.
    const answer = await app.inject({ method: route.method, url, headers, ...(route.body === undefined ? {} : { payload: { "not a field": true } }) });
    return answer.statusCode;
  }

  it.each(allEndpoints.map((endpoint) => [endpoint.route.operationId, endpoint] as const))("%s", async (operationId, endpoint) => {
    for (const who of EVERYBODY) {
      const before = recorded;
      const status = await statusFor(endpoint, who);
      const may = RELATIONS.some((relation) => expected(operationId, relation).includes(who));
      // The accounts of this matrix exist only at the door: what looks for its own account finds nobody behind it.
      const isRefused = status === 403 || (status === 401 && !operationId.startsWith("identity."));
      const refusal = who === "nobody" ? 401 : 403;
      expect({ who, status, isAsWritten: may ? !isRefused : status === refusal }).toEqual({ who, status, isAsWritten: true });
      // Nothing that was refused leaves a trace of a change.
      expect(may || recorded === before).toBe(true);
    }
  });
});
