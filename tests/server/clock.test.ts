import { globSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Role } from "../../src/contract/route.ts";
import { campaignEndpoints, makeCampaign } from "../../src/server/campaign/index.ts";
import { importUnits } from "../../src/server/organisation/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openRoom, type Room } from "./room.ts";

const ROOT = new URL("../../", import.meta.url);
const FOLDER = new URL("regulations/dak-lak-2025/", ROOT);
const HALF_HOUR = 1_800_000;
const HOUR = 3_600_000;

let test: TestDatabase;
let room: Room;
let versionId = "";
beforeAll(async () => {
  test = await freshDatabase();
  const files = Object.fromEntries(globSync("*.yaml", { cwd: FOLDER.pathname }).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));
  await test.database.transaction(async (tx) => {
    await importUnits(tx, [{ code: "SNV", name: "Sở Nội vụ", index: "01" }]);
    versionId = (await importRegulation(tx, "importer", files)).version.id;
    await freezeRegulation(tx, "another", versionId);
  });
  const role: Role = "programme-officer";
  // Its own look at the clocks keeps the true time, so that changes are let in and the deadlines alone decide.
  room = await openRoom(test.database, campaignEndpoints(async () => new Set()), () => ({ accountId: "o", personId: "o", name: "o", roles: [role], unitIds: [], sessionId: "o" }), { now: Date.now.bind(Date) });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

async function send(method: "GET" | "POST", url: string, body?: object, seen?: string) {
  const answer = await room.app.inject({ method, url: `/api/v1${url}`, headers: { authorization: "Bearer o", ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) }, ...(body === undefined ? {} : { payload: body }) });
  const json: Record<string, unknown> = answer.json();
  return { status: answer.statusCode, json };
}

/** A campaign in self-scoring, which ends so far from now by the database's clock. */
async function selfScoringUntil(fromNow: number): Promise<string> {
  const { campaign } = await test.database.transaction((tx) => makeCampaign(tx, "o", { title: "Đợt", year: 2025, regulationVersionId: versionId, unitCodes: ["SNV"] }));
  const end = (later: number) => new Date(Date.now() + fromNow + later).toISOString();
  const calendar = { "self-scoring": end(0), "appraisal-1": end(HOUR), explanation: end(2 * HOUR), "appraisal-2": end(3 * HOUR) };
  for (const [number, action] of [{ kind: "set-calendar", calendar }, { kind: "advance", to: "self-scoring" }].entries()) await test.superuser.query("insert into congtam.campaign_action (campaign, number, by, action) values ($1, $2, 'o', $3)", [campaign.id, number + 1, JSON.stringify(action)]);
  return campaign.id;
}

const isOpen = async (id: string) => ((await send("GET", `/campaigns/${id}/units`)).json["items"] as { isOpen: boolean }[])[0]?.isOpen;
const advance = async (id: string) => (await send("POST", `/campaigns/${id}/actions`, { kind: "advance", to: "appraisal-1" }, "2")).status;

describe.each([["an hour ahead", HOUR], ["an hour behind", -HOUR], ["right", 0]])("with the process's clock %s", (_name, shift) => {
  it("what is open by the database's clock is open, and what is over is over", async () => {
    const [running, over] = [await selfScoringUntil(HALF_HOUR), await selfScoringUntil(-HALF_HOUR)];
    const truth = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: truth + shift });
    expect([await isOpen(running), await isOpen(over)]).toEqual([true, false]);
    // Nobody ends the units' time early, and nobody is kept from ending it when it is over.
    expect([await advance(running), await advance(over)]).toEqual([409, 201]);
    const { json } = await send("GET", `/campaigns/${running}`);
    expect(Math.abs(Date.parse(String(json["now"])) - truth)).toBeLessThan(10_000);
    const { rows } = await test.superuser.query<{ late: boolean }>("select bool_or(abs(extract(epoch from at - clock_timestamp())) > 60) as late from congtam.campaign_action");
    expect(rows).toEqual([{ late: false }]);
  });
});

it("no room looks at the process's clock", () => {
  const files = globSync("src/{server,contract}/**/*.ts", { cwd: ROOT.pathname }).filter((file) => !file.endsWith(".test.ts"));
  const looks = files.filter((file) => /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bperformance\.now\b/.test(readFileSync(new URL(file, ROOT), "utf8")));
  // The start waits for PostgreSQL by it, the door compares it with the database's, and a provider's own description of
  // itself is asked for again after a while; a live stream says the same thing once a second at
  // most, and the public pages look for a newer publication that seldom;
  // certificates of a signature without a time are looked at as of today; what runs in a respondent's browser has its own clock.
  expect(looks.toSorted()).toEqual(["src/server/evidence/reader/signatures.ts", "src/server/identity/provider.ts", "src/server/platform/embedded.ts", "src/server/platform/http.ts", "src/server/platform/live-stream.ts", "src/server/portal/archive.ts", "src/server/survey/device/form.ts"]);
  expect(files.length).toBeGreaterThan(50);
});
