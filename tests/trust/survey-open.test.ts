import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSurveyKeys, surveyPublicPages } from "../../src/server/survey/index.ts";
import { RATES } from "../../src/server/survey/open-ticket.ts";
import { openRoom } from "../server/room.ts";
import { citizen, DESIGN, hidden, NO_LIMITS, openSurveyHouse, receiptIn, type SurveyHouse } from "../server/survey-house.ts";

/**
 * A script that floods open participation, from addresses that it makes up: few get in, an alarm stands at once, and the
 * points are those of the cards. 600 ballots here, 10,000 where there is time (CONGTAM_LONG).
 */

const TRIES = process.env["CONGTAM_LONG"] === undefined ? 600 : 10_000;
const AT_ONCE = 20;
const MOST = 50;
const design = { ...DESIGN, open: { group: "cong-dan", cap: 0, mostPerStratum: MOST } };

type Outcome = { readonly taken: number; readonly refused: number; readonly points: readonly string[]; readonly alarms: readonly string[]; readonly open: number };

/** Ten people with cards, and a script that says everywhere that all is bad. */
async function flooded(house: SurveyHouse, cap: number): Promise<Outcome> {
  const own = await house.openSurvey({ ...design, open: { ...design.open, cap }, title: `Dồn phiếu ${String(cap)}` });
  for (const code of await own.cards("cd-SNV", 10)) await house.answer(code, citizen("SNV", "5", "good"));
  const { html } = await house.get(`/mo?s=${own.id}&t=cd-SNV`);
  let [taken, refused, next] = [0, 0, 0];
  const work = async (): Promise<void> => {
    for (let i = next++; i < TRIES; i = next++) {
      const ticket = hidden((await house.get(`/mo?s=${own.id}&t=cd-SNV`)).html, "ma");
      const fields = { ma: ticket, dau: hidden(html, "dau"), ban: hidden(html, "ban"), lam: "gui", giay: "300", ...citizen("SNV", "1", "poor") };
      const payload = new URLSearchParams(fields).toString();
      const answer = await house.room.app.inject({ method: "POST", url: "/khao-sat/nop", headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": `10.${String(i % 250)}.${String(i % 199)}.7`, forwarded: `for=10.1.2.${String(i % 250)}` }, payload });
      if (receiptIn(answer.body) === "") refused++;
      else taken++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const { json } = await house.send("GET", "organiser", `/surveys/${own.id}`);
  const alarms = (json["alarms"] as { kind: string }[]).map((one) => one.kind);
  await house.step(own.id, { kind: "close" });
  await house.count(own.id);
  const { json: conversion } = await house.send("GET", "organiser", `/surveys/${own.id}/conversion`);
  return { taken, refused, points: (conversion["items"] as { points: string }[]).map((one) => one.points), alarms, open: Number(json["open"]) };
}

describe("with its controls", () => {
  let house: SurveyHouse;
  beforeAll(async () => {
    // As it is, but for the seconds that a form must be open: the script is patient enough.
    house = await openSurveyHouse({ ...RATES, soonestMs: 0 });
  }, 60_000);
  afterAll(async () => {
    await house.closeAll();
  });

  it("takes a handful, raises an alarm, and moves no point", { timeout: 1_200_000 }, async () => {
    const outcome = await flooded(house, 0);
    // Nothing was computed, so a few from one place; what the headers say of other places is not believed.
    expect(outcome).toMatchObject({ taken: RATES.idle, refused: TRIES - RATES.idle, open: RATES.idle });
    expect(outcome.alarms).toContain("flood");
    expect(outcome.points).toEqual(["2.50", "2.50", "3.00"]);
  });

  it("refuses a form that comes back sooner than anybody reads", async () => {
    const quick = await openSurveyHouse();
    const own = await quick.openSurvey(design);
    const { html } = await quick.get(`/mo?s=${own.id}&t=cd-SNV`);
    const back = await quick.post("/nop", { ma: hidden(html, "ma"), dau: hidden(html, "dau"), ban: hidden(html, "ban"), lam: "gui", ...citizen("SNV", "1", "poor") });
    expect([back.status, back.html]).toEqual([409, expect.stringContaining("gửi quá nhanh")]);
    expect(back.html).toMatch(/name="u\.SNV\.chung" value="1"[^>]* checked/);
    await quick.closeAll();
  }, 60_000);
});

describe("behind a proxy", () => {
  it("counts places by what a trusted proxy says, and by nothing that a script writes before it", async () => {
    const house = await openSurveyHouse({ ...RATES, soonestMs: 0 });
    const own = await house.openSurvey(design);
    const pages = surveyPublicPages(house.database, openSurveyKeys(house.keyFolder), { ...RATES, soonestMs: 0 });
    const { app } = await openRoom(house.database, [], () => undefined, { publicPages: pages, trustedProxies: ["127.0.0.1"] });
    const sendFrom = async (forwarded: string): Promise<boolean> => {
      const { html } = await house.get(`/mo?s=${own.id}&t=cd-SNV`);
      const payload = new URLSearchParams({ ma: hidden(html, "ma"), dau: hidden(html, "dau"), ban: hidden(html, "ban"), lam: "gui", giay: "300", ...citizen("SNV", "1", "poor") }).toString();
      return receiptIn((await app.inject({ method: "POST", url: "/khao-sat/nop", remoteAddress: "127.0.0.1", headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": forwarded }, payload })).body) !== "";
    };
    const script: boolean[] = [];
    // The proxy adds the address that it sees; what stands before it the script wrote itself.
    for (let i = 0; i < RATES.idle + 3; i++) script.push(await sendFrom(`10.9.8.${String(i)}, 203.0.113.7`));
    expect(script.filter(Boolean)).toHaveLength(RATES.idle);
    expect(await sendFrom("203.0.113.8")).toBe(true);
    await app.close();
    await house.closeAll();
  }, 60_000);
});

describe("with the turnstile taken away", () => {
  it("the same script fills the stratum up to its most, and a cap of twenty percent is all that it moves", { timeout: 1_200_000 }, async () => {
    const house = await openSurveyHouse(NO_LIMITS);
    const outcome = await flooded(house, 20);
    expect(outcome).toMatchObject({ taken: MOST, refused: TRIES - MOST, open: MOST });
    expect(outcome.alarms).toContain("full");
    expect(outcome.alarms).not.toContain("flood");
    // Of 2.5 and 3 points at 100 %: two of twelve answers are the script's, and worth nothing.
    expect(outcome.points).toEqual(["2.08", "2.08", "2.50"]);
    await house.closeAll();
  });
});
