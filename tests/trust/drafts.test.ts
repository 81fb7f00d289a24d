import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainedStep } from "../../src/scoring/explain/unit.ts";
import { reach } from "../server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, plan, type Province } from "./province.ts";

/**
 * Threats 13 and 32: a draft result shows its reader nothing that the files would not. What somebody else writes while
 * the work goes on leaves the draft of whoever may not see it as it was; the auditor's, who sees all, changes.
 */

const [first, second] = ownOf("STC").filter((one) => one.code.startsWith("1."));
const rated = plan.units.find((one) => one.code === "STC")?.ratings[0]?.code ?? "";

let house: Province;
beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  for (const name of ["hd.mot", "hd.hai"]) await assign(house, name, "1");
  await reach(house, "self-scoring");
}, 60_000);
afterAll(() => house.end());

/** What the draft says of the unit's criteria, and of its place. */
async function draftOf(as: string): Promise<string> {
  const [whole, one] = [await house.send(as, "GET", `/campaigns/${house.campaignId}/draft-result`), await house.send(as, "GET", `/campaigns/${house.campaignId}/draft-result/STC`)];
  if (whole.status !== 200 || one.status !== 200) throw new Error(`${as} has no draft`);
  return JSON.stringify([whole.json["gaps"], whole.json["result"], (one.json as unknown as ExplainedStep).steps]);
}

/** Whose draft a change shows in. */
async function tellsWhom(readers: readonly string[], change: () => ReturnType<Province["send"]>): Promise<string[]> {
  const before = new Map<string, string>();
  for (const as of readers) before.set(as, await draftOf(as));
  const { status, json } = await change();
  if (status !== 200) throw new Error(JSON.stringify(json));
  const told: string[] = [];
  for (const as of readers) if ((await draftOf(as)) !== before.get(as)) told.push(as);
  return told;
}

const COUNCIL = ["officer", "chair", "hd.mot", "hd.hai", "hd.stc", "auditor"];
const score = (step: typeof first) => house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${step?.code ?? ""}`, { input: step?.input }, "0");
const appraise = (as: string, step: typeof first, round = "1") => house.send(as, "PUT", `${fileOf(house, "STC")}/appraisals/${round}/${step?.code ?? ""}`, { input: { points: "0.01" }, reason: "Theo kết quả kiểm tra thực tế." }, "0");
const mark = (as: string, points: string, seen: string) => house.send(as, "PUT", `${fileOf(house, "STC")}/marks/${rated}`, { mark: points, note: null }, seen);

describe("while the work goes on", () => {
  it("a unit's score that was not handed in shows in the unit's own people's draft and the auditor's", async () => {
    expect(await tellsWhom(COUNCIL, () => score(first))).toEqual(["hd.stc", "auditor"]);
    await score(second);
  });

  it("a leader's mark shows in the auditor's", async () => {
    // The first that is given; a draft counts what there is.
    expect(await tellsWhom(COUNCIL, () => mark("chutich", "1.00", "0"))).toEqual(["auditor"]);
  });

  it("a member's appraisal shows in the chair's and the officer's, and in no other member's", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    expect(await tellsWhom(COUNCIL, () => appraise("hd.mot", first))).toEqual(["officer", "chair", "hd.mot", "auditor"]);
  });

  it("leaders are not told who is tied", async () => {
    for (const as of ["chutich", "pct.mot"]) expect((await house.send(as, "GET", `/campaigns/${house.campaignId}/pending-decisions`)).status).toBe(409);
    expect((await house.send("chair", "GET", `/campaigns/${house.campaignId}/pending-decisions`)).status).toBe(200);
  });
});

describe("when the campaign is consolidated", () => {
  it("the council has one draft before it, with everything", async () => {
    await reach(house, "consolidation", "appraisal-1");
    const drafts = await Promise.all(COUNCIL.map(draftOf));
    expect(new Set(drafts).size).toBe(1);
    expect((await house.send("chutich", "GET", `/campaigns/${house.campaignId}/pending-decisions`)).status).toBe(200);
  });
});
