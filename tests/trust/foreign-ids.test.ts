import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importUnits } from "../../src/server/organisation/index.ts";
import { makeCampaign } from "../../src/server/campaign/index.ts";
import { reach, type Rewire } from "../server/cycle-house.ts";
import { sha256, smallPdf, TUS } from "../server/evidence-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "./province.ts";
import { bodyFor, filledPath, parameters, routes } from "./requests.ts";

/** Threat 11: whoever is bound to a unit gets nothing with the ids of another one, in any route, by any parameter. */

const ATTACKERS = ["cham.stp", "truong.stp", "gopy.stp"] as const;
/** Planted in STC's file, its campaign on its own offices and what SNV was asked. */
const CANARY = "canary-of-a-foreign-unit-6d6d";

/**
 * What is open to everybody inside, or to the public once it is published, whichever unit is named: units, posts and
 * regulations; a campaign of the authority, its units and what does not apply to them; lists, which hold one's own only.
 */
const OPEN: ReadonlySet<string> = new Set([
  "organisation.showUnit", "regulation.show", "regulation.document", "regulation.compare",
  "campaign.read", "campaign.units", "campaign.marks", "campaign.unitMarks", "campaign.facts",
  "assessment.listOpinions", "result.versions", "portal.remediationList",
  // A civil servant's rating has ids of its own, and tests of them; here one finds nothing of one's own.
  "personnel.ratingRounds", "personnel.ratingYear", "personnel.ratingComplaints", "personnel.publishedRatings",
  // Which columns a table of another system has is nobody's secret.
  "report.readMapping",
  // Refused before anything is looked up: this campaign counts no tasks.
  "personnel.taskFacts",
  // Published, so that it is everybody's to read.
  "result.previousValues",
]);

const SAVE = "assessment.saveScore";
const one = ownOf("STC").find((step) => step.code.startsWith("1."));
const code = one?.code ?? "";

type Attack = { readonly house: Province; readonly ids: Readonly<Record<string, string>> };

/** A file of a unit's evidence, kept. */
async function plantFile(house: Province, as: string, unitId: string): Promise<{ readonly fileId: string; readonly itemId: string }> {
  const bytes = smallPdf(CANARY);
  const { json } = await house.send(as, "POST", `/units/${unitId}/evidence/2025/manifests`, { files: [{ name: `${CANARY}.pdf`, size: bytes.length, sha256: sha256(bytes) }] });
  const [file] = json["items"] as { id: string; itemId: string }[];
  const sent = await house.app.inject({ method: "PATCH", url: `/api/v1/evidence/files/${file?.id ?? ""}/bytes`, headers: { authorization: `Bearer ${as}`, ...TUS, "upload-offset": "0" }, payload: bytes });
  if (file === undefined || sent.statusCode !== 204) throw new Error(`no file was planted: ${sent.body}`);
  return { fileId: file.id, itemId: file.itemId };
}

async function prepare(rewire?: Rewire): Promise<{ readonly house: Province; readonly targets: readonly Attack["ids"][] }> {
  const house = await openProvince({ victim: { role: "council-member" } }, rewire);
  const { database, superuser } = house.test;
  const stc = house.unitId("STC");
  const { office, officeUnit } = await database.transaction(async (tx) => {
    const { created } = await importUnits(tx, [{ code: "STC-VP", name: "Văn phòng Sở", index: "01", parent: "STC" }], "2025-01-01");
    const made = await makeCampaign(tx, "test", { title: CANARY, year: 2025, regulationVersionId: house.regulationVersionId, unitCodes: ["STC-VP"], ownerUnitId: stc });
    return { office: made.campaign.id, officeUnit: created[0]?.id ?? "" };
  });
  await assign(house, "hd.mot", "1");
  await reach(house, "self-scoring");
  await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input: one?.input, note: CANARY }, "0");
  await house.send("officer", "PUT", `${fileOf(house, "STC")}/facts/leaderDisciplined`, { value: true, proof: CANARY }, "0");
  await house.setClock("2025-12-14T18:00:00Z");
  await house.act({ kind: "propose-reopening", unitId: stc, stage: "self-scoring", until: "2025-12-20T17:00:00.000Z", reason: CANARY });
  const asked = await house.send("officer", "POST", `/campaigns/${house.campaignId}/opinion-requests`, { toUnitId: house.unitId("SNV"), question: CANARY, due: "2025-12-20", items: [{ unitId: stc, code }] });
  await house.setClock("2025-12-10T02:00:00Z");
  const { rows: [assignment] } = await superuser.query<{ id: string }>("select id from congtam.campaign_assignment limit 1");
  const { rows: [account] } = await superuser.query<{ id: string }>("select id from congtam.account where username = 'victim'");
  const { rows: [post] } = await superuser.query<{ id: string }>("select id from congtam.post where unit_id = $1 limit 1", [stc]);
  const file = await plantFile(house, "cham.stc", stc);
  const shared = { ...file, code, round: "1", key: "leaderDisciplined", number: "1", index: "01", personId: house.personOf("pct.mot"), requestId: String(asked.json["id"]), assignmentId: assignment?.id ?? "", accountId: account?.id ?? "", postId: post?.id ?? "", versionId: house.regulationVersionId, year: "2025" };
  return { house, targets: [{ ...shared, campaignId: house.campaignId, unitId: stc, unit: "STC" }, { ...shared, campaignId: office, unitId: officeUnit, unit: "STC-VP" }] };
}

type Finding = { readonly as: string; readonly operation: string; readonly status: number; readonly leaks: boolean };

/** What a route must be asked with before it looks at anything else. */
function queryOf({ query: { shape } }: (typeof routes)[number], { campaignId = "", versionId = "" }: Attack["ids"]): string {
  if ("ratio" in shape) return `?with=${campaignId}&ratio=quality`;
  if ("scope" in shape) return "?index=01";
  if ("year" in shape) return "?year=2026";
  if ("with" in shape) return `?with=${versionId}`;
  return "version" in shape ? `?version=${versionId}` : "";
}

/** What an attacker gets who names another unit, campaign, request, account wherever there is room for an id. */
async function attack({ house, ids }: Attack, as: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const route of routes.filter((each) => parameters(each).length > 0)) {
    const body = route.operationId === SAVE ? { input: one?.input, note: "" } : bodyFor(route, ids["unitId"] ?? "");
    const query = queryOf(route, ids);
    const headers = { authorization: `Bearer ${as}`, ...(route.version === "requires" ? { "if-match": route.operationId === SAVE ? '"1"' : '"0"' } : {}) };
    const answer = await house.app.inject({ method: route.method, url: filledPath(route, ids) + query, headers, ...(body === undefined ? {} : { payload: body as object }) });
    findings.push({ as, operation: route.operationId, status: answer.statusCode, leaks: `${JSON.stringify(answer.headers)}${answer.body}`.includes(CANARY) });
  }
  return findings;
}

const isRefused = ({ status }: Finding): boolean => status === 403 || status === 404;

describe("with the ids of another unit", () => {
  let house: Province;
  let targets: readonly Attack["ids"][] = [];
  beforeAll(async () => {
    ({ house, targets } = await prepare());
  }, 60_000);
  afterAll(async () => {
    await house.end();
  });
  const entries = async (): Promise<number> => (await house.test.superuser.query("select from congtam.audit_entry")).rowCount ?? 0;

  it.each(ATTACKERS)("%s is refused in every route that is not open to all, learns nothing and changes nothing", { timeout: 60_000 }, async (as) => {
    const before = await entries();
    const findings = [...(await attack({ house, ids: targets[0] ?? {} }, as)), ...(await attack({ house, ids: targets[1] ?? {} }, as))];
    expect(findings.filter((found) => found.leaks)).toEqual([]);
    expect(findings.filter((found) => !isRefused(found) && !OPEN.has(found.operation))).toEqual([]);
    expect(await entries()).toBe(before);
  });

  it("a campaign of another unit is refused in the open routes too", async () => {
    const about = new Set<string>(routes.filter((route) => parameters(route).includes("campaignId")).map((route) => route.operationId));
    for (const as of ATTACKERS) expect((await attack({ house, ids: targets[1] ?? {} }, as)).filter((found) => about.has(found.operation) && !isRefused(found))).toEqual([]);
  });

  it("what is not in a path is not in a list either", async () => {
    for (const route of routes.filter((each) => each.method === "GET" && parameters(each).length === 0)) {
      for (const as of ATTACKERS) expect({ as, route: route.operationId, leaks: (await house.app.inject({ url: filledPath(route, {}), headers: { authorization: `Bearer ${as}` } })).body.includes(CANARY) }).toEqual({ as, route: route.operationId, leaks: false });
    }
  });

  it("is no empty attack: the unit's own people get at what was planted with the same requests", async () => {
    const own = await attack({ house, ids: targets[0] ?? {} }, "truong.stc");
    expect(own.filter((found) => found.leaks).map((found) => found.operation).toSorted()).toEqual(["assessment.history", "assessment.read", "campaign.facts", "campaign.read", "campaign.unitFacts", "evidence.bundle", "evidence.checks", "evidence.describe", "evidence.download", "evidence.list", "evidence.read", "evidence.view", "evidence.withdraw"]);
  });
});

describe("without its controls the house gives way, and the test sees it", () => {
  /** Everybody stands to everything as if it were the own. */
  const everybodysOwn: Rewire = (endpoints) => endpoints.map((each) => ({ ...each, relations: () => ["own-unit"] }));

  it("first the policies on rows still hide the file; without them it is read and written in", async () => {
    const { house, targets } = await prepare(everybodysOwn);
    const found = async (operation: string) => (await attack({ house, ids: targets[0] ?? {} }, "cham.stp")).filter((each) => each.operation === operation);
    expect(await found("assessment.history")).toMatchObject([{ status: 200, leaks: false }]);
    expect((await found(SAVE)).map((each) => each.status)).not.toContain(200);
    for (const table of ["assessment_entry", "assessment_action"]) await house.test.superuser.query(`alter table congtam.${table} disable row level security`);
    expect(await found(SAVE)).toMatchObject([{ status: 200 }]);
    await house.end(true);
  });
});
