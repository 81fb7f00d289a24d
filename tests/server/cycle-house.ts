import type { Role } from "../../src/contract/route.ts";
import { noteReads, record } from "../../src/server/audit/index.ts";
import { makeCampaign } from "../../src/server/campaign/index.ts";
import type { EvidenceSettings } from "../../src/server/evidence/index.ts";
import { createAccount } from "../../src/server/identity/index.ts";
import { addPerson, addPost, importUnits } from "../../src/server/organisation/index.ts";
import type { SurveyKeys } from "../../src/server/survey/index.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { makeSite } from "../../src/server/portal/index.ts";
import { type Actor, buildHttp, type Endpoint, type OidcSettings, openPublicReader } from "../../src/server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { type Clock, giveClock } from "./clock.ts";
import type { TestDatabase } from "./harness.ts";
import { regulationFiles } from "./regulation-files.ts";

/** The whole house with a campaign in it, a clock that a test sets, and people of every role; the ledger is the real one. */

type Unit = { readonly code: string; readonly name: string; readonly index: string };
type Answer = { readonly status: number; readonly json: Record<string, unknown>; readonly etag: string };
export type CampaignHouse = {
  readonly app: ReturnType<typeof buildHttp>;
  readonly setClock: Clock;
  readonly campaignId: string;
  readonly regulationVersionId: string;
  readonly unitId: (code: string) => string;
  readonly personOf: (name: string) => string;
  /** Sends a request as somebody; `seen` is what If-Match carries. */
  readonly send: (as: string, method: "GET" | "POST" | "PUT", path: string, body?: object, seen?: string) => Promise<Answer>;
  /** Takes a step of the campaign as the programme officer, with the version that there is. */
  readonly act: (action: object) => Promise<Answer>;
  /** What the rooms answer, and who a cookie of a real sign-in belongs to. */
  readonly rooms: ReturnType<typeof furnishRooms>;
  readonly failures: unknown[];
  readonly close: () => Promise<void>;
};

/**
 * Name, role, and the unit in which the person has a post since the beginning of the year. `person` names somebody
 * before, whose second account this is; `hasOldSession` is one in which no second factor was shown lately.
 */
export type Cast = Readonly<Record<string, { readonly role: Role; readonly unit?: string; readonly kind?: "head" | "deputy" | "officer"; readonly person?: string; readonly hasOldSession?: boolean }>>;

/** Builds the house otherwise: to see what happens without one of its controls. */
export type Rewire = (endpoints: readonly Endpoint[]) => readonly Endpoint[];

export const CALENDAR = { "self-scoring": "2025-12-14T17:00:00.000Z", "appraisal-1": "2025-12-19T17:00:00.000Z", explanation: "2025-12-21T17:00:00.000Z", "appraisal-2": "2025-12-25T17:00:00.000Z" };
/** A moment inside each stage, and the first after the last one. */
export const DURING = { "self-scoring": "2025-12-10T02:00:00Z", "appraisal-1": "2025-12-16T02:00:00Z", explanation: "2025-12-20T02:00:00Z", "appraisal-2": "2025-12-22T02:00:00Z", consolidation: "2025-12-26T02:00:00Z" };
const SINCE = "2025-01-01";

/** What a test changes about the house. */
type Changes = { readonly files?: Readonly<Record<string, string>>; readonly rewire?: Rewire; readonly oidc?: OidcSettings; readonly evidence?: EvidenceSettings; readonly surveyKeys?: SurveyKeys };

export async function openCampaignHouse(test: TestDatabase, units: readonly Unit[], cast: Cast, { files = regulationFiles("dak-lak-2025"), rewire = (endpoints) => endpoints, oidc, evidence, surveyKeys }: Changes = {}): Promise<CampaignHouse> {
  const setClock = await giveClock(test);
  await setClock("2025-12-01T02:00:00Z");
  const people = new Map<string, Actor>();
  const unitIds = new Map<string, string>();
  let campaignId = "";
  let regulationVersionId = "";
  await test.database.transaction(async (tx) => {
    const imported = await importUnits(tx, units, SINCE);
    for (const { code, id } of imported.created) unitIds.set(code, id);
    const entries = [imported.audit];
    for (const [name, { role, unit, kind = "officer", person: twin, hasOldSession = false }] of Object.entries(cast)) {
      const person = twin === undefined ? await addPerson(tx, name) : { id: people.get(twin)?.personId ?? "", audit: undefined };
      const unitId = unit === undefined ? undefined : unitIds.get(unit);
      if (person.audit !== undefined) entries.push(person.audit);
      if (unitId !== undefined) entries.push((await addPost(tx, { person: person.id, unit: unitId, kind, title: name, from: SINCE })).audit);
      const account = await createAccount(tx, { username: name, personId: person.id, name, roles: [role], secondFactorWaived: !hasOldSession, by: "test" });
      entries.push(account.audit);
      people.set(name, { accountId: account.accountId, personId: person.id, name, roles: [role], unitIds: unitId === undefined ? [] : [unitId], sessionId: name });
    }
    const version = await importRegulation(tx, "importer", files);
    const frozen = await freezeRegulation(tx, "another", version.version.id);
    const campaign = await makeCampaign(tx, "officer", { title: "Đánh giá năm 2025", year: 2025, regulationVersionId: version.version.id, unitCodes: units.map((one) => one.code) });
    campaignId = campaign.campaign.id;
    regulationVersionId = version.version.id;
    await record(tx, "test", [...entries, version.audit, frozen.audit, campaign.audit]);
  });
  // Sessions that last as long as the year does; the requests themselves say by name who sends them.
  for (const { sessionId, accountId } of people.values()) {
    await test.superuser.query("insert into congtam.session (id, token_hash, account, created_at, last_seen, expires_at) values ($1, $1, $2, now(), now(), '2099-12-31')", [sessionId, accountId]);
  }
  const failures: unknown[] = [];
  const furnished = furnishRooms(new Uint8Array(32), { oidc, ...(evidence === undefined ? {} : { evidence }), ...(surveyKeys === undefined ? {} : { surveyKeys }) });
  const rooms = { ...furnished, endpoints: rewire(furnished.endpoints) };
  const reader = openPublicReader(test.connection);
  const site = makeSite({ reader, database: test.database, secret: new Uint8Array(32) });
  const app = buildHttp({ site, publicPages: rooms.publicPagesOn(test.database), database: test.database, endpoints: rooms.endpoints, live: rooms.live, authenticate: async (tx, asked) => people.get(asked.bearer ?? "") ?? rooms.authenticate(tx, asked), record, noteReads, onFailure: (error) => failures.push(error) });
  await app.ready();
  const send: CampaignHouse["send"] = async (as, method, path, body, seen) => {
    const headers = { ...(as === "nobody" ? {} : { authorization: `Bearer ${as}` }), ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) };
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, json: String(answer.headers["content-type"]).includes("json") ? answer.json() : {}, etag: (answer.headers.etag ?? "").replaceAll('"', "") };
  };
  const act: CampaignHouse["act"] = async (action) => {
    const { etag } = await send("officer", "GET", `/campaigns/${campaignId}`);
    return send("officer", "POST", `/campaigns/${campaignId}/actions`, action, etag);
  };
  return { app, setClock, campaignId, regulationVersionId, unitId: (code) => unitIds.get(code) ?? "", personOf: (name) => people.get(name)?.personId ?? "", send, act, rooms, failures, close: async () => {
    await app.close();
    await reader.close();
    await rooms.live.stop();
  } };
}

type Stage = keyof typeof DURING;
const ORDER: readonly Stage[] = ["self-scoring", "appraisal-1", "explanation", "appraisal-2", "consolidation"];

/** Brings a campaign that is in `from` (a draft, when none is given) into a stage, in the time of that stage. */
export async function reach({ act, setClock }: CampaignHouse, to: Stage, from?: Stage): Promise<void> {
  if (from === undefined) await act({ kind: "set-calendar", calendar: CALENDAR });
  for (const stage of ORDER.slice(from === undefined ? 0 : ORDER.indexOf(from) + 1, ORDER.indexOf(to) + 1)) {
    await setClock(DURING[stage]);
    const { status, json } = await act({ kind: "advance", to: stage });
    if (status !== 201) throw new Error(`the campaign did not reach ${stage}: ${JSON.stringify(json)}`);
  }
}
