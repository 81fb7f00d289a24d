import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noteReads, record } from "../../src/server/audit/index.ts";
import { campaignEndpoints } from "../../src/server/campaign/index.ts";
import { importUnits } from "../../src/server/organisation/index.ts";
import { type Actor, buildHttp, openDatabase } from "../../src/server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";

/**
 * The n-th call to the database fails, for n = 1, 2, 3 … until a request goes through without a failure: whatever fails,
 * everything of a change is there or nothing, nobody is told of success without it, and the same request, sent again with
 * its key, succeeds once.
 */

const FOLDER = new URL("../../regulations/dak-lak-2025/", import.meta.url);
const FILES = Object.fromEntries(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));
const MOST_CALLS = 100;

const officer: Actor = { accountId: "officer", personId: "officer", name: "officer", roles: ["programme-officer"], unitIds: [], sessionId: "s" };
let test: TestDatabase;
let versionId = "";

beforeAll(async () => {
  test = await freshDatabase();
  await test.database.transaction(async (tx) => {
    const units = await importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }], "2025-01-01");
    const imported = await importRegulation(tx, "importer", FILES);
    const frozen = await freezeRegulation(tx, "another", imported.version.id);
    versionId = imported.version.id;
    await record(tx, "test", [units.audit, imported.audit, frozen.audit]);
  });
});
afterEach(() => {
  plan = undefined;
  putBack();
});
afterAll(() => test.close());

type Client = { readonly connection?: { readonly stream: { readonly destroy: () => void } } };
/** How the call fails: it never arrives; it arrives and the answer is lost; it is refused and the line goes on, because of something broken or a disk that is full. */
type Fault = "cut before" | "cut after" | "refused" | "disk full";

const cut = (client: Client) => {
  client.connection?.stream.destroy();
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
};

type Plan = { readonly at: number; readonly fault: Fault; calls: number };
let plan: Plan | undefined;
let putBack: () => unknown = () => undefined;

/** From here on every connection that is opened fails as planned. */
function plannedFaults(): void {
  const real = Reflect.get(pg.Client.prototype, "query") as (this: unknown, ...args: unknown[]) => Promise<unknown>;
  function query(this: Client, ...args: unknown[]): Promise<unknown> {
    if (plan === undefined || ++plan.calls !== plan.at) return real.apply(this, args);
    const { fault } = plan;
    if (fault === "cut before") return Promise.reject(cut(this));
    if (fault === "disk full") return Promise.reject(Object.assign(new Error("could not extend file: No space left on device"), { code: "53100" }));
    if (fault === "refused") return Promise.reject(Object.assign(new Error("invalid page in block 7"), { code: "XX001" }));
    return real.apply(this, args).then(() => {
      throw cut(this);
    });
  }
  Object.assign(pg.Client.prototype, { query });
  putBack = () => Object.assign(pg.Client.prototype, { query: real });
}

/** All that making a campaign writes. */
async function written(): Promise<Record<string, number>> {
  const { rows } = await test.superuser.query<Record<string, number>>("select (select count(*) from congtam.campaign)::integer as campaigns, (select count(*) from congtam.campaign_unit)::integer as units, (select count(*) from congtam.audit_entry where action = 'campaign.created')::integer as entries, (select count(*) from congtam.idempotency where status is not null)::integer as answers, (select count(*) from congtam.idempotency where status is null)::integer as claims");
  return rows[0] ?? {};
}

const whole = (campaigns: number) => ({ campaigns, units: campaigns * 2, entries: campaigns, answers: campaigns, claims: 0 });

describe.each<Fault>(["cut before", "cut after", "refused", "disk full"])("making a campaign, with a call that is %s", (fault) => {
  it("is done wholly or not at all at every call, and the retry succeeds once", { timeout: 60_000 }, async () => {
    plannedFaults();
    // One connection, so that the calls come in one order.
    const database = openDatabase(test.connection, 1);
    const app = buildHttp({ database, endpoints: campaignEndpoints(async () => new Set()), authenticate: async () => officer, record, noteReads, onFailure: () => undefined });
    await app.ready();
    const create = async (key: string) => {
      const answer = await app.inject({ method: "POST", url: "/api/v1/campaigns", headers: { "idempotency-key": key }, payload: { title: key, year: 2025, regulationVersionId: versionId, unitCodes: ["SNV", "STC"] } });
      return { status: answer.statusCode, text: answer.body };
    };
    let { campaigns = 0 } = await written();
    const outcomes: string[] = [];
    let isClean = false;
    for (let n = 1; !isClean; n++) {
      if (n > MOST_CALLS) throw new Error("no request ever went through");
      const key = `${fault}-${String(n)}`;
      const planned: Plan = { at: n, fault, calls: 0 };
      plan = planned;
      const first = await create(key);
      plan = undefined;
      isClean = planned.calls < n;
      const after = await written();
      const isDone = after["campaigns"] === campaigns + 1;
      expect(after).toEqual(whole(isDone ? campaigns + 1 : campaigns));
      outcomes.push(`${String(first.status)} ${isDone ? "done" : "nothing"}`);
      const retried = await create(key);
      const again = await create(key);
      expect([retried.status, again.text, isClean ? first.text : again.text]).toEqual([201, retried.text, retried.text]);
      campaigns++;
      expect(await written()).toEqual(whole(campaigns));
    }
    // Of success nobody is told unless it is so; of failure without knowing only where the end of a commit was lost.
    expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(fault === "refused" ? ["500 nothing"] : fault === "cut after" ? ["503 nothing", "503 done"] : ["503 nothing"]));
    expect(outcomes.filter((one) => one === "503 done")).toHaveLength(fault === "cut after" ? 1 : 0);
    expect(outcomes.at(-1)).toBe("201 done");
    expect(outcomes.length).toBeGreaterThan(8);
    await app.close();
    await database.close();
  });
});
