import { afterAll, beforeAll, expect, it } from "vitest";
import { furnishRooms } from "../../src/server/main.ts";
import { appraiseFirst, appraiseSecond, decideTies, measureAndMark, scoreThemselves, setUp } from "../cycle/people.ts";
import { reach } from "../server/cycle-house.ts";
import { fileOf, openProvince, ownOf, plan, type Province } from "./province.ts";

/** Threats 13 and 32: at every stage every role reads everything there is to read; what is planted is seen only by those meant to. */

const gets = furnishRooms(new Uint8Array(32)).endpoints.map(({ route }) => route).filter((route) => route.method === "GET");

/** Words that stand for what must not be known early; long enough to be nothing else. */
const CANARIES = {
  score: "canary-self-note-7c1d",
  comment: "canary-head-comment-88aa",
  fact: "canary-proof-of-a-fact-31f0",
  reopening: "canary-reason-for-time-5b5e",
  import: "Báo cáo khảo sát độc lập năm 2025",
  mark: "canary-leaders-note-0d0d",
  appraisal: "canary-members-reason-e4e4",
  explanation: "canary-explanation-9f9f",
  proposal: "canary-proposed-result-2a2a",
} as const;
type Canary = keyof typeof CANARIES;

const UNIT = ["truong.stc", "cham.stc", "hd.stc"];
const SECRETARIAT = ["officer", "group", "chair"];
const MEMBERS = ["hd.mot", "hd.hai"];
const LEADERS = ["chutich", "pct.mot"];
const OUTSIDE = ["nobody", "cham.stp", "truong.snv", "gopy.stp", "quantri"];
const EVERYBODY = [...OUTSIDE, ...UNIT, ...SECRETARIAT, ...MEMBERS, ...LEADERS, "auditor"];
const COUNCIL = [...SECRETARIAT, ...MEMBERS, "auditor"];

type Moment = "self-scoring" | "appraisal-1" | "explanation" | "appraisal-2" | "consolidation" | "proposed" | "published";
const MOMENTS: readonly Moment[] = ["self-scoring", "appraisal-1", "explanation", "appraisal-2", "consolidation", "proposed", "published"];
const isFrom = (moment: Moment, start: Moment): boolean => MOMENTS.indexOf(moment) >= MOMENTS.indexOf(start);

/** The draft of the consolidation rests on all marks; leaders who may still mark see their own. */
const markReaders = (moment: Moment): readonly string[] => ["chutich", "auditor", ...(isFrom(moment, "consolidation") ? ["officer"] : []), ...(isFrom(moment, "proposed") ? LEADERS : [])];

/** Who may see what when, by hand from the law and the words of the contract. */
function allowed(canary: Canary, moment: Moment): readonly string[] {
  switch (canary) {
    case "score":
      return isFrom(moment, "appraisal-1") ? [...UNIT, ...COUNCIL] : [...UNIT, "auditor"];
    case "comment":
      return [...UNIT, "auditor"];
    case "reopening":
      return isFrom(moment, "appraisal-1") ? [...UNIT, ...COUNCIL, ...LEADERS] : [];
    case "fact":
      return [...UNIT, ...COUNCIL, ...LEADERS];
    case "import":
      return moment === "published" ? [...UNIT, ...COUNCIL] : COUNCIL;
    case "mark":
      return markReaders(moment);
    case "appraisal":
      if (!isFrom(moment, "appraisal-1")) return [];
      return isFrom(moment, "explanation") ? [...UNIT, ...COUNCIL] : [...SECRETARIAT, "hd.mot", "auditor"];
    case "explanation":
      if (!isFrom(moment, "explanation")) return [];
      return isFrom(moment, "appraisal-2") ? [...UNIT, ...COUNCIL] : [...UNIT, "auditor"];
    case "proposal":
      if (!isFrom(moment, "proposed")) return [];
      return moment === "published" ? EVERYBODY : ["officer", "chair", ...MEMBERS, "hd.stc", ...LEADERS, "auditor"];
  }
}

let house: Province;
let code = "";
const stc = (): string => fileOf(house, "STC");
const others = { ...plan, units: plan.units.filter((one) => one.code !== "STC") };

/** Sends as anybody and gives back all that comes back, opened where it is folded up. */
async function textOf(as: string, method: "GET" | "PUT", path: string, body?: object): Promise<string> {
  const headers = { ...(as === "nobody" ? {} : { authorization: `Bearer ${as}` }), ...(method === "PUT" ? { "if-match": '"99"' } : {}) };
  const answer = await house.app.inject({ method, url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
  const cursor = /"nextCursor":"([\w-]+)"/.exec(answer.body)?.[1];
  return `${JSON.stringify(answer.headers)} ${answer.body} ${cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString()}`;
}

/** Everything that can be read about the unit that has something to hide, in long pages and where rows are hidden in the shortest. */
function paths(): string[] {
  const values: Readonly<Record<string, string>> = { campaignId: house.campaignId, unitId: house.unitId("STC"), code, personId: house.personOf("chutich"), number: "1", unit: "STC", versionId: house.regulationVersionId, accountId: "nobody", index: "01", requestId: "none" };
  return gets.flatMap((route) => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "none");
    const query = "ratio" in route.query.shape ? `?with=${house.campaignId}&ratio=quality` : "with" in route.query.shape ? `?with=${house.regulationVersionId}` : "limit" in route.query.shape ? "?limit=200" : "";
    // Where a page ends may tell of a row that is not on it.
    return route.operationId === "assessment.history" ? [`${path}${query}`, `${path}?limit=1`] : [`${path}${query}`];
  });
}

/** Changes that are always stale, whose refusals tell what there is now. */
const staleChanges = (): (readonly [string, object])[] => [
  [`${stc()}/scores/${code}`, { input: { points: "0" } }],
  [`${stc()}/appraisals/1/${code}`, { input: { points: "0" }, reason: "Một lý do đủ dài." }],
  [`${stc()}/explanations/${code}`, { text: "Một lời giải trình." }],
  [`${stc()}/corrections/${code}`, { input: { points: "0" }, reason: "Một lý do đủ dài." }],
  [`${stc()}/marks/4.1`, { mark: "1.00" }],
  [`${stc()}/facts/leaderDisciplined`, { value: true, proof: "Một văn bản nào đó." }],
];

async function seenBy(as: string): Promise<Canary[]> {
  const texts: string[] = [];
  for (const path of paths()) texts.push(await textOf(as, "GET", path));
  for (const [path, body] of staleChanges()) texts.push(await textOf(as, "PUT", path, body));
  const all = texts.join("\n");
  return (Object.keys(CANARIES) as Canary[]).filter((canary) => all.includes(CANARIES[canary]));
}

async function sent(answer: ReturnType<Province["send"]>): Promise<void> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(json).slice(0, 500));
}

/** Plays the campaign into a moment, planting on the way. */
const into: Readonly<Record<Moment, () => Promise<void>>> = {
  "self-scoring": async () => {
    await setUp(house, plan);
    const { json: { items } } = await house.send("officer", "GET", `${stc()}/facts`);
    const facts = items as { key: string; value: unknown }[];
    const [fact] = facts;
    await sent(house.send("officer", "PUT", `${stc()}/facts/${fact?.key ?? "leaderDisciplined"}`, { value: fact?.value ?? true, proof: CANARIES.fact }, String(facts.length)));
    await reach(house, "self-scoring");
    await scoreThemselves(house, others);
    for (const one of ownOf("STC")) await sent(house.send("cham.stc", "PUT", `${stc()}/scores/${one.code}`, { input: one.input, note: one.code === code ? CANARIES.score : "" }, "0"));
    await sent(house.send("cham.stc", "POST", `${stc()}/file-actions`, { kind: "hand-up" }, "0"));
    await sent(house.send("truong.stc", "POST", `${stc()}/file-actions`, { kind: "send-back", comment: CANARIES.comment }, "1"));
    await measureAndMark(house, plan);
    const [mark] = plan.units.find((one) => one.code === "STC")?.ratings ?? [];
    await sent(house.send("chutich", "PUT", `${stc()}/marks/${mark?.code ?? ""}`, { mark: mark?.ratings[0] ?? null, note: CANARIES.mark }, "1"));
  },
  "appraisal-1": async () => {
    await reach(house, "appraisal-1", "self-scoring");
    await sent(house.act({ kind: "propose-reopening", unitId: house.unitId("STC"), stage: "self-scoring", until: "2025-12-18T17:00:00.000Z", reason: CANARIES.reopening }));
    await appraiseFirst(house, plan);
    const { json } = await house.send("hd.mot", "GET", `${stc()}/assessment`);
    const own = (json["criteria"] as { code: string; appraisals: { version: string }[] }[]).find((one) => one.code === code);
    await sent(house.send("hd.mot", "PUT", `${stc()}/appraisals/1/${code}`, { input: { points: "0" }, reason: CANARIES.appraisal }, own?.appraisals[0]?.version ?? "0"));
  },
  explanation: async () => {
    await reach(house, "explanation", "appraisal-1");
    await sent(house.send("cham.stc", "PUT", `${stc()}/explanations/${code}`, { text: CANARIES.explanation }, "0"));
  },
  "appraisal-2": async () => {
    await reach(house, "appraisal-2", "explanation");
    await appraiseSecond(house, plan, new Set());
  },
  consolidation: () => reach(house, "consolidation", "appraisal-2"),
  proposed: async () => {
    await decideTies(house);
    await sent(house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, { reason: CANARIES.proposal }));
  },
  published: async () => {
    await sent(house.send("chutich", "POST", `/campaigns/${house.campaignId}/result-versions/1/approval`, { decisionNumber: "1/QĐ", decidedOn: "2025-12-30" }));
    await sent(house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions/1/publication`));
  },
};

beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  const first = ownOf("STC").find((one) => one.code.startsWith("1."));
  code = first?.code ?? "";
}, 60_000);
afterAll(async () => {
  await house.end();
});

it.each(MOMENTS)("in %s everybody sees what is meant for them, and nothing else", { timeout: 120_000 }, async (moment) => {
  await into[moment]();
  const seen: Record<string, string[]> = {};
  for (const as of EVERYBODY) seen[as] = (await seenBy(as)).toSorted();
  const meant = Object.fromEntries(EVERYBODY.map((as) => [as, (Object.keys(CANARIES) as Canary[]).filter((canary) => allowed(canary, moment).includes(as)).toSorted()]));
  expect(seen).toEqual(meant);
});
