import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SurveyDesign } from "../../src/contract/survey-design.ts";
import { surveyDesign } from "../../src/contract/survey-design.ts";
import { takeMeasured } from "../../src/server/assessment/index.ts";
import { openSurveyKeys, surveyEndpoints, surveyPublicPages, surveyTasksOn } from "../../src/server/survey/index.ts";
import type { Rates } from "../../src/server/survey/open-ticket.ts";
import { readYaml } from "../../src/server/survey/questionnaire-yaml.ts";
import { type CampaignHouse, openCampaignHouse } from "./campaign-house.ts";

/** A campaign with a survey room, whose pages answer as browsers would ask them. */

export type PageAnswer = { readonly status: number; readonly html: string; readonly headers: Readonly<Record<string, unknown>> };

export type SurveyHouse = CampaignHouse & {
  readonly keyFolder: string;
  readonly campaignId: string;
  readonly get: (path: string) => Promise<PageAnswer>;
  readonly post: (path: string, fields: Readonly<Record<string, string | readonly string[]>>) => Promise<PageAnswer>;
  /** Makes a survey and opens it; the answer says how to get cards for it. */
  readonly openSurvey: (design: SurveyDesign) => Promise<{ readonly id: string; readonly cards: (stratum: string, count: number) => Promise<string[]> }>;
  /** Cards that one organiser orders and another agrees to. */
  readonly issue: (id: string, cards: readonly { readonly stratum: string; readonly count: number; readonly interviewer?: string }[], withSheets?: boolean) => Promise<Record<string, unknown>>;
  readonly step: (id: string, body: object) => Promise<number>;
  /** Opens the box, and does what is left to be done after it. */
  readonly count: (id: string) => Promise<Record<string, unknown>>;
  /** Answers a form with a card as a person would: opens it, fills it in, sends it. Returns the receipt. */
  readonly answer: (code: string, fields: Readonly<Record<string, string | readonly string[]>>) => Promise<string>;
};

export const UNITS = ["SNV", "STC"] as const;

const form = (name: string) => {
  const read = readYaml(readFileSync(new URL(`../../questionnaires/${name}.yaml`, import.meta.url), "utf8"));
  if (read.faults !== undefined) throw new Error(JSON.stringify(read.faults));
  return read.form;
};

const SATISFIED = { 5: "verySatisfied", 4: "satisfied", 3: "neutral", 2: "dissatisfied", 1: "veryDissatisfied" };
const GRADES = { good: "good", fair: "fair", average: "average", poor: "poor" };

/** Citizens of two units and provincial delegates, measured for the first index. */
export const DESIGN: SurveyDesign = surveyDesign.parse({
  title: "Khảo sát thử",
  groups: [{ key: "cong-dan", title: "Người dân", form: form("cong-dan") }, { key: "dai-bieu", title: "Đại biểu HĐND tỉnh", form: form("dai-bieu-tinh") }],
  strata: [...UNITS.map((unit) => ({ key: `cd-${unit}`, group: "cong-dan", unit, population: 1000, sample: 50 })), { key: "db", group: "dai-bieu", unit: null, population: 60, sample: 60 }],
  conversions: [
    { index: "01", leaf: "3.1.1", groups: [{ group: "dai-bieu" }], questions: ["ket-qua-cong-tac"], rule: { kind: "mean" } },
    { index: "01", leaf: "3.1.2", groups: [{ group: "dai-bieu" }], questions: ["giai-trinh"], rule: { kind: "mean" } },
    { index: "01", leaf: "3.2.1", groups: [{ group: "cong-dan" }], questions: ["thai-do"], rule: { kind: "answers", options: GRADES } },
    { index: "01", leaf: "3.2.2", groups: [{ group: "cong-dan" }], questions: ["ket-qua"], rule: { kind: "answers", options: GRADES } },
    { index: "01", leaf: "3.2.3", groups: [{ group: "cong-dan" }], questions: ["chung"], rule: { kind: "answers", options: SATISFIED } },
  ],
});

const LEVEL_QUESTIONS = ["noi-ngoi-cho", "trang-thiet-bi", "cong-khai", "thanh-phan", "thoi-han", "lang-nghe", "thanh-thao", "chinh-xac", "phan-anh", "chung"];

/** A citizen's whole form about a unit. */
export const citizen = (unit: string, level: string, grade: string): Record<string, string> => ({
  "c.da-giao-dich": "desk",
  ...Object.fromEntries(LEVEL_QUESTIONS.map((question) => [`u.${unit}.${question}`, level])),
  ...Object.fromEntries(["thai-do", "ket-qua", "minh-bach"].map((question) => [`u.${unit}.${question}`, grade])),
});

/** The value of a hidden field. */
export const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
export const receiptIn = (html: string): string => /class="receipt">([^<]+)</.exec(html)?.[1] ?? "";

/** Open participation as it is in tests unless they look at it: at once, and as often as one likes. */
export const NO_LIMITS: Rates = { worked: 1e9, idle: 1e9, idleOfAll: 1e9, marked: 5, soonestMs: 0 };

export async function openSurveyHouse(rates?: Rates): Promise<SurveyHouse> {
  const keyFolder = mkdtempSync(join(tmpdir(), "congtam-survey-"));
  const keys = openSurveyKeys(keyFolder);
  const house = await openCampaignHouse(surveyEndpoints({ keys, takeMeasured: takeMeasured(async () => false) }), (database) => surveyPublicPages(database, keys, rates));
  await house.addUnits([...UNITS.map((code) => ({ code, index: "01" })), { code: "OUT", index: null }]);
  await house.add("organiser", ["survey-officer"]);
  await house.add("second", ["survey-officer"]);
  await house.add("officer", ["programme-officer"]);
  await house.add("auditor", ["auditor"]);
  await house.add("insider", ["survey-officer"], [{ unit: "SNV" }]);
  await house.add("head", ["unit-head"], [{ unit: "SNV", kind: "head" }]);
  const campaignId = await house.campaign(UNITS);

  const get: SurveyHouse["get"] = async (path) => {
    const { statusCode: status, body: html, headers } = await house.room.app.inject({ method: "GET", url: `/khao-sat${path}` });
    return { status, html, headers };
  };
  const post: SurveyHouse["post"] = async (path, fields) => {
    const payload = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [value] : value).map((one): [string, string] => [name, one]))).toString();
    const { statusCode: status, body: html, headers } = await house.room.app.inject({ method: "POST", url: `/khao-sat${path}`, headers: { "content-type": "application/x-www-form-urlencoded" }, payload });
    return { status, html, headers };
  };
  const step: SurveyHouse["step"] = async (id, body) => {
    const { json } = await house.send("GET", "organiser", `/surveys/${id}`);
    return (await house.send("POST", "organiser", `/surveys/${id}/actions`, { body, seen: String(json["version"]) })).status;
  };
  const openSurvey: SurveyHouse["openSurvey"] = async (design) => {
    const made = await house.send("POST", "organiser", "/surveys", { body: { campaignId, design } });
    const id = String(made.json["id"]);
    const opened = await step(id, { kind: "open", closesAt: "2099-01-01T00:00:00.000Z" });
    if (opened !== 201) throw new Error(`the survey does not open: ${String(opened)} ${JSON.stringify(made.json)}`);
    const cards = async (stratum: string, count: number): Promise<string[]> => {
      const issued = await issue(id, [{ stratum, count }]);
      return (issued["cards"] as { code: string }[]).map((one) => one.code);
    };
    return { id, cards };
  };
  const issue: SurveyHouse["issue"] = async (id, cards, withSheets = false) => {
    const ordered = await house.send("POST", "organiser", `/surveys/${id}/orders`, { body: { cards } });
    const [order] = ordered.json["orders"] as { number: number }[];
    await house.send("POST", "second", `/surveys/${id}/orders/${String(order?.number)}/decision`, { body: { approved: true } });
    const issued = await house.send("POST", "organiser", `/surveys/${id}/batches`, { body: { order: order?.number, address: "https://congtam.example/", withSheets } });
    if (issued.status !== 201) throw new Error(`no cards: ${String(issued.status)} ${JSON.stringify(issued.json)} ${String(house.room.failures[0])}`);
    return issued.json;
  };
  const count: SurveyHouse["count"] = async (id) => {
    const { json } = await house.send("POST", "organiser", `/surveys/${id}/count`);
    for (const task of Object.values(surveyTasksOn(house.database, keys))) await task({ publicKey: await publicKeyOf(id), surveyId: id }, { isLast: true });
    return json;
  };
  const publicKeyOf = async (id: string): Promise<string> => {
    const { rows } = await house.superuser.query<{ key: string }>("select action ->> 'publicKey' as key from congtam.survey_action where survey = $1 and action ->> 'kind' = 'open'", [id]);
    return rows[0]?.key ?? "";
  };
  const answer: SurveyHouse["answer"] = async (code, fields) => {
    const { html } = await get(`/phieu?ma=${code}`);
    const sent = await post("/nop", { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), luc: hidden(html, "luc"), buoc: "99", lam: "gui", ...fields });
    const receipt = receiptIn(sent.html);
    if (receipt === "") throw new Error(`no receipt: ${String(sent.status)} ${sent.html.replaceAll(/<[^>]*>/g, " ").slice(0, 500)}`);
    return receipt;
  };
  const closeAll = async (): Promise<void> => {
    await house.closeAll();
    rmSync(keyFolder, { recursive: true });
  };
  return { ...house, closeAll, keyFolder, campaignId, get, post, openSurvey, issue, step, count, answer };
}
