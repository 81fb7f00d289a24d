import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTENT_3, GRADES } from "../../src/cli/demonstration/survey.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { formatHundredths } from "../../src/scoring/exact.ts";
import { openSurveyKeys, surveyTasksOn, verifySurveys } from "../../src/server/survey/index.ts";
import { replayResults } from "../../src/server/result/index.ts";
import { type CampaignHouse, openCampaignHouse } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { hidden, receiptIn } from "../server/survey-house.ts";
import { castFor, decideTies, playToConsolidation } from "./people.ts";
import { makePlan, type Plan } from "./plan.ts";

/**
 * From the questionnaire to the points in the published result: three units with some hundred ballots here, all 128 with
 * more than 5,000 where there is time (CONGTAM_LONG).
 */

const isLong = process.env["CONGTAM_LONG"] !== undefined;
const PATIENCE = isLong ? 1_800_000 : 240_000;
const [CITIZENS, OF_COMMUNE, OF_PROVINCE] = isLong ? [31, 11, 60] : [12, 11, 12];
const RATED_BY_ONE = 40;
const AT_ONCE = 8;

const whole = makePlan(2025);
const some = isLong ? whole.units : ["01", "02", "03"].flatMap((index) => whole.units.filter((one) => one.index === index).slice(0, 1));

/** Content 3 of every index, whole, as the demonstration has it. */
const CONVERSIONS = CONTENT_3.filter((one) => some.some((unit) => unit.index === one.index));
const measured = new Set(CONVERSIONS.map((one) => `${one.index} ${one.leaf}`));
/** What others measure besides: the rest is for the survey. */
const plan: Plan = { ...whole, units: some.map((unit) => ({ ...unit, imported: unit.imported.filter((one) => !measured.has(`${unit.index} ${one.code}`)) })) };

const LEVEL_QUESTIONS = ["noi-ngoi-cho", "trang-thiet-bi", "cong-khai", "thanh-phan", "thoi-han", "lang-nghe", "thanh-thao", "chinh-xac", "phan-anh", "chung"];
const random = randomFrom(2025);
const pick = (from: readonly string[]): string => from[random.between(0, from.length - 1)] ?? "";

/** What everybody answered, kept by the test alone: by unit, group and question, how often what. */
const tally = new Map<string, Map<string, number>>();
function say(group: string, unit: string, question: string, from: readonly string[]): [string, string] {
  const answer = pick(from);
  const own = tally.get(`${unit} ${group} ${question}`) ?? new Map<string, number>();
  tally.set(`${unit} ${group} ${question}`, own.set(answer, (own.get(answer) ?? 0) + 1));
  return [`u.${unit}.${question}`, answer];
}
const LEVELS = ["1", "2", "3", "4", "4", "5", "5", "none"];
const citizenOf = (unit: string): [string, string][] => [["c.da-giao-dich", "desk"], ...LEVEL_QUESTIONS.map((one) => say("cong-dan", unit, one, LEVELS)), ...["thai-do", "ket-qua", "minh-bach"].map((one) => say("cong-dan", unit, one, Object.keys(GRADES)))];
const communeOf = (unit: string): [string, string][] => ["nghi-quyet", "cu-tri"].map((one) => say("dai-bieu-xa", unit, one, LEVELS.slice(0, -1)));
function provinceOf(at: number): [string, string][] {
  const rated = Array.from({ length: Math.min(RATED_BY_ONE, some.length) }, (_, i) => some[(at * RATED_BY_ONE + i) % some.length]?.code ?? "");
  return [...rated.map((code): [string, string] => ["c.don-vi", code]), ...rated.flatMap((unit) => ["ket-qua-cong-tac", "giai-trinh"].map((one) => say("dai-bieu-tinh", unit, one, LEVELS.slice(0, -1))))];
}

type Score = { readonly mean?: string; readonly counts?: Readonly<Record<string, string>> };
const MILLION = 1_000_000;

/** What was published of a criterion, beside what the test itself counted of the answers. */
function comparison(unit: { readonly code: string }, { groups: [group], questions: [question], rule }: (typeof CONVERSIONS)[number], score: Score | undefined): { readonly given: unknown; readonly expected: unknown } {
  const answers = tally.get(`${unit.code} ${group?.group ?? ""} ${question ?? ""}`) ?? new Map<string, number>();
  if (rule.kind === "answers") {
    const expected: Record<string, string> = {};
    for (const [option, target] of Object.entries(rule.options)) expected[target] = String(Number(expected[target] ?? 0) + (answers.get(option) ?? 0));
    return { given: score?.counts, expected };
  }
  const levels = ["1", "2", "3", "4", "5"].map((level) => ({ level: Number(level), n: answers.get(level) ?? 0 }));
  const expected = levels.reduce((sum, one) => sum + one.level * one.n, 0) / levels.reduce((sum, one) => sum + one.n, 0);
  return { given: Math.round(Number(score?.mean) * MILLION), expected: Math.round(expected * MILLION) };
}

describe("from a questionnaire to the published result", () => {
  let test: TestDatabase;
  let house: CampaignHouse;
  const folder = mkdtempSync(join(tmpdir(), "congtam-e2e-"));
  const keys = openSurveyKeys(folder);
  let survey = "";

  const must = async (as: string, method: "GET" | "POST", path: string, body?: object, seen?: string): Promise<Record<string, unknown>> => {
    const { status, json } = await house.send(as, method, path, body, seen);
    if (status >= 300) throw new Error(`${method} ${path}: ${String(status)} ${JSON.stringify(json).slice(0, 600)}`);
    return json;
  };
  const page = async (method: "GET" | "POST", path: string, fields?: readonly (readonly [string, string])[]): Promise<string> => {
    const sent = fields === undefined ? {} : { headers: { "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString() };
    return (await house.app.inject({ method, url: `/khao-sat${path}`, ...sent })).body;
  };
  /** Opens the form with the card, fills it in, sends it; step by step where the form is. */
  const answer = async (code: string, fields: readonly (readonly [string, string])[]): Promise<void> => {
    const html = await page("GET", `/phieu?ma=${code}`);
    const done = await page("POST", "/nop", [["ma", code], ["dau", hidden(html, "dau")], ["ban", hidden(html, "ban")], ["buoc", "99"], ["lam", "gui"], ...fields]);
    if (receiptIn(done) === "") throw new Error(`no receipt: ${done.replaceAll(/<[^>]*>/g, " ").slice(0, 600)}`);
  };

  beforeAll(async () => {
    test = await freshDatabase();
    house = await openCampaignHouse(test, some, { ...castFor(some), organiser: { role: "survey-officer" }, second: { role: "survey-officer" } }, { surveyKeys: keys });
    await playToConsolidation(house, plan);
  }, PATIENCE);
  afterAll(async () => {
    await house.close();
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it("is asked of everybody by card, closed, counted and taken into the points", { timeout: PATIENCE }, async () => {
    const { items } = (await must("organiser", "GET", "/survey-templates")) as { items: { key: string; yaml: string }[] };
    const form = async (key: string) => (await must("organiser", "POST", "/questionnaires/reading", { yaml: items.find((one) => one.key === key)?.yaml }))["form"];
    const groups = await Promise.all(["cong-dan", "dai-bieu-tinh", "dai-bieu-xa"].map(async (key) => ({ key, title: key, form: await form(key) })));
    const communes = some.filter((one) => one.index === "03");
    const strata = [{ key: "tinh", group: "dai-bieu-tinh", unit: null, population: 75, sample: OF_PROVINCE }, ...some.map(({ code }) => ({ key: `cd-${code}`, group: "cong-dan", unit: code, population: 2000, sample: CITIZENS })), ...communes.map(({ code }) => ({ key: `xa-${code}`, group: "dai-bieu-xa", unit: code, population: 25, sample: OF_COMMUNE }))];
    const made = await must("organiser", "POST", "/surveys", { campaignId: house.campaignId, design: { title: "Khảo sát năm 2025", groups, strata, conversions: CONVERSIONS } });
    expect(made["faults"]).toEqual([]);
    survey = `/surveys/${String(made["id"])}`;
    const step = async (body: object) => must("organiser", "POST", `${survey}/actions`, body, String((await must("organiser", "GET", survey))["version"]));
    await step({ kind: "open", closesAt: "2026-01-10T10:00:00.000Z" });
    await must("organiser", "POST", `${survey}/orders`, { cards: strata.map((one) => ({ stratum: one.key, count: one.sample })) });
    await must("second", "POST", `${survey}/orders/1/decision`, { approved: true });
    const { cards } = (await must("organiser", "POST", `${survey}/batches`, { order: 1, address: "https://congtam.example", withSheets: false })) as { cards: { stratum: string; code: string }[] };
    let delegates = 0;
    const forms = cards.map(({ stratum, code }) => ({ code, fields: stratum === "tinh" ? provinceOf(delegates++) : stratum.startsWith("cd-") ? citizenOf(stratum.slice(3)) : communeOf(stratum.slice(3)) }));
    const work = async (): Promise<void> => {
      for (let next = forms.pop(); next !== undefined; next = forms.pop()) await answer(next.code, next.fields);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(cards.length).toBeGreaterThan(isLong ? 5000 : 50);
    await step({ kind: "close" });
    const { counted: box } = (await must("organiser", "POST", `${survey}/count`)) as { counted: { ballots: number; unreadable: number } };
    expect([box.ballots, box.unreadable]).toEqual([cards.length, 0]);
    for (const task of Object.values(surveyTasksOn(test.database, keys))) await task({ publicKey: "", surveyId: made["id"] }, { isLast: true });
    const taken = await must("officer", "POST", `${survey}/conversion`, {});
    expect(taken).toMatchObject({ imported: some.reduce((sum, unit) => sum + CONVERSIONS.filter((one) => one.index === unit.index).length, 0), missing: 0 });
    expect(String(taken["signature"]).length).toBeGreaterThan(80);
    expect((await verifySurveys(test.database)).faults).toEqual([]);
  });

  it("is published, and the points of content 3 are what everybody answered, with the counts as their reason", { timeout: PATIENCE }, async () => {
    const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
    expect((await must("officer", "GET", path("/draft-result")))["gaps"]).toEqual([]);
    await decideTies(house);
    await must("officer", "POST", path("/result-versions"), {});
    await must("chutich", "POST", path("/result-versions/1/approval"), { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" });
    await must("officer", "POST", path("/result-versions/1/publication"));
    const published = (await must("nobody", "GET", path("/result-versions/1/case"))) as { units: { code: string; scores: Record<string, Score> }[] };
    for (const unit of some) {
      const scores = published.units.find((one) => one.code === unit.code)?.scores ?? {};
      const told = JSON.stringify(await must("nobody", "GET", path(`/result-versions/1/units/${unit.code}`)));
      // What does not apply to a unit leaves its points and maximum, whatever was answered.
      const isLeftOut = (leaf: string): boolean => unit.marks.some(({ code }) => leaf === code || leaf.startsWith(`${code}.`));
      for (const conversion of CONVERSIONS.filter((one) => one.index === unit.index && !isLeftOut(one.leaf))) {
        const { given, expected } = comparison(unit, conversion, scores[conversion.leaf]);
        expect({ unit: unit.code, leaf: conversion.leaf, given }).toEqual({ unit: unit.code, leaf: conversion.leaf, given: expected });
        // What the method makes of it is what was published, and the reason tells the same numbers.
        const compiled = plan.engine.indexes.get(unit.index)?.leafByCode.get(conversion.leaf);
        expect(told).toContain(formatHundredths(Number(compiled?.bound.score(scores[conversion.leaf] ?? {}, undefined))));
        const reason = compiled?.bound.reason(scores[conversion.leaf] ?? {}, undefined).text ?? "";
        expect(Object.values(scores[conversion.leaf]?.counts ?? {}).filter((count) => !reason.includes(count))).toEqual([]);
        expect(told).toContain(JSON.stringify(reason).slice(1, -1));
      }
    }
    expect(await replayResults(test.database)).toEqual({ replayed: 1, faults: [] });
    expect(house.failures).toEqual([]);
  });
});
