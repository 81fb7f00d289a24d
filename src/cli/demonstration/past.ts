import { z } from "zod";
import { enterScores, submitFiles } from "../../server/assessment/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { DEMONSTRATION_PASSWORD } from "./accounts.ts";
import { act, LABEL, type Loading, momentFrom, signedIn, tell } from "./loading.ts";
import type { Step } from "../../scoring/example/parts.ts";
import type { UnitPlan } from "./plan.ts";
import { importFor, markFor, MEMBERS, memberFor, OWN_PEOPLE, stage, type Staged, takeStep } from "./setting-up.ts";

/**
 * The campaign of the year before, taken through the whole cycle to a published result. Nothing pretends that this
 * happened last year: its stages last moments, each ends by the database's clock, and every time is that of the loading.
 */

type Given = Omit<Parameters<typeof stage>[2], "title" | "year"> & { readonly shortOf: (code: string) => string };
/** The campaign with its moments: in self-scoring, in the first appraisal, in the explanation; the last is still to come. */
type Cycle = { readonly given: Given; readonly staged: Staged; readonly moments: readonly [Transaction, Transaction, Transaction]; readonly explanationEnds: string };

/** The ends of the stages, counted from the opening. Loading what is scored takes longer than the waiting. */
const SELF_MS = 50;
const APPRAISAL_MS = 3000;
const EXPLANATION_MS = 3001;
const SECOND_MS = 3_600_000;
const CUT_EVERY = 8;
const MOST_AT_ONCE = 500;

/** Opens the campaign, with the moments of its first three stages, which lie close together. */
export async function openPast(loading: Loading, given: Given): Promise<Cycle> {
  const first = loading.tx.later();
  const staged = await stage(loading, first, { ...given, title: "Đánh giá năm 2024 (minh họa)", year: 2024 });
  const opened = loading.tx.later();
  const after = async (milliseconds: number) => new Date((await opened.now()).getTime() + milliseconds).toISOString();
  const calendar = { "self-scoring": await after(SELF_MS), "appraisal-1": await after(APPRAISAL_MS), explanation: await after(EXPLANATION_MS), "appraisal-2": await after(SECOND_MS) };
  await takeStep(loading, opened, staged, { kind: "set-calendar", calendar });
  await takeStep(loading, opened, staged, { kind: "advance", to: "self-scoring" });
  const appraised = await momentFrom(loading.tx, calendar["self-scoring"]);
  const explained = loading.tx.later();
  await explained.now();
  return { given, staged, moments: [opened, appraised, explained], explanationEnds: calendar.explanation };
}

const usersOf = (short: string): string | undefined => OWN_PEOPLE[short];

async function scoreAll(loading: Loading, { given: { plan, shortOf }, staged: { campaign }, moments: [moment] }: Cycle): Promise<void> {
  const personOf = (unit: UnitPlan, post: "cham" | "truong") => {
    const users = usersOf(shortOf(unit.code));
    return users === undefined ? loading.loader : loading.actor(`${users}.${post}`).personId;
  };
  const scores = plan.flatMap((unit) => unit.own.map((step) => ({ ...step, unitId: loading.unit(unit.code), note: LABEL, by: personOf(unit, "cham") })));
  await tell(moment, await enterScores(moment, campaign, scores));
  await tell(moment, await submitFiles(moment, campaign, plan.map((unit) => ({ unitId: loading.unit(unit.code), by: personOf(unit, "truong") }))));
}

/** What the council sees differently: now and then a criterion, and one of each unit that will explain itself. */
function cutsOf({ plan, shortOf }: Given): { readonly unit: UnitPlan; readonly step: Step; readonly isExplained: boolean }[] {
  return plan.flatMap((unit, at) => {
    const isExplained = usersOf(shortOf(unit.code)) !== undefined;
    const step = isExplained && unit.earned !== undefined ? { code: unit.earned.code, input: { points: "0" } } : at % CUT_EVERY === 0 ? unit.cut[0] : undefined;
    return step === undefined ? [] : [{ unit, step, isExplained }];
  });
}

type Appraisal = { readonly campaignId: string; readonly round: "1" | "2"; readonly unit: UnitPlan; readonly step: Step; readonly reason: string };

async function appraise(loading: Loading, moment: Transaction, { campaignId, round, unit, step: { code, input }, reason }: Appraisal): Promise<void> {
  await act(loading, moment, loading.actor(memberFor(code)), "assessment.saveAppraisal", { params: { campaignId, unitId: loading.unit(unit.code), round, code }, body: { input, reason: `${LABEL}: ${reason}` }, seen: "0" });
}

/** The first round: some criteria are cut, the others agreed with. */
async function appraiseAll(loading: Loading, cycle: Cycle): Promise<void> {
  const { given, staged: { campaign }, moments: [, moment] } = cycle;
  const cuts = cutsOf(given);
  for (const { unit, step } of cuts) await appraise(loading, moment, { campaignId: campaign.id, round: "1", unit, step, reason: "theo kết quả kiểm tra tại đơn vị." });
  const isCut = new Set(cuts.map(({ unit, step }) => `${unit.code} ${step.code}`));
  for (const member of MEMBERS) {
    const items = given.plan.flatMap((unit) => unit.own.filter(({ code }) => memberFor(code) === member && !isCut.has(`${unit.code} ${code}`)).map(({ code }) => ({ unitId: loading.unit(unit.code), code })));
    for (let from = 0; from < items.length; from += MOST_AT_ONCE) await act(loading, moment, loading.actor(member), "assessment.agree", { params: { campaignId: campaign.id }, body: { round: "1", items: items.slice(from, from + MOST_AT_ONCE) } });
  }
}

/** The first three stages: everybody scores, the council appraises, three units explain themselves. */
export async function loadPast(loading: Loading, cycle: Cycle): Promise<void> {
  const { given, staged, moments: [opened, appraised, explained] } = cycle;
  await scoreAll(loading, cycle);
  await importFor(loading, opened, staged, given.plan);
  await markFor(loading, opened, staged, given.units, given.plan);
  await takeStep(loading, appraised, staged, { kind: "advance", to: "appraisal-1" });
  await appraiseAll(loading, cycle);
  await takeStep(loading, explained, staged, { kind: "advance", to: "explanation" });
  for (const { unit, step } of cutsOf(given).filter((one) => one.isExplained)) {
    const users = usersOf(given.shortOf(unit.code)) ?? "";
    await act(loading, explained, loading.actor(`${users}.cham`), "assessment.saveExplanation", { params: { campaignId: staged.campaign.id, unitId: loading.unit(unit.code), code: step.code }, body: { text: `${LABEL}: tài liệu kiểm chứng đã gửi kèm theo hồ sơ.` }, seen: "0" });
  }
}

const pendingDecisions = z.object({ pending: z.array(z.object({ why: z.string(), ratio: z.string(), units: z.array(z.string()) })) });

/** The leaders decide what the law leaves to them: the order of units that are level, as they are listed. */
async function decideAll(loading: Loading, moment: Transaction, { staged: { campaign } }: Cycle): Promise<void> {
  const params = { campaignId: campaign.id };
  for (;;) {
    const { body } = await act(loading, moment, loading.actor("chutich"), "result.pending", { params });
    // One decision may settle, or change, what else is pending.
    const [first] = pendingDecisions.parse(body).pending;
    if (first === undefined) return;
    if (first.why !== "tie" && first.why !== "quota-tie") throw new RangeError(`the demonstration has nothing to decide on ${first.why} with`);
    await act(loading, moment, loading.actor("chutich"), "result.decide", { params, body: { kind: "order", ratio: first.ratio, units: first.units, reason: `${LABEL}: căn cứ kết quả nhiệm vụ đột xuất trong năm.` } });
  }
}

/** The second round, consolidation and the published result. */
export async function publishPast(loading: Loading, cycle: Cycle): Promise<void> {
  const { given, staged, explanationEnds } = cycle;
  const moment = await momentFrom(loading.tx, explanationEnds);
  const version = { campaignId: staged.campaign.id, number: "1" };
  await takeStep(loading, moment, staged, { kind: "advance", to: "appraisal-2" });
  for (const { unit } of cutsOf(given).filter((one) => one.isExplained)) {
    if (unit.earned !== undefined) await appraise(loading, moment, { campaignId: staged.campaign.id, round: "2", unit, step: unit.earned, reason: "chấp nhận giải trình, tài liệu đầy đủ." });
  }
  await takeStep(loading, moment, staged, { kind: "advance", to: "consolidation" });
  await decideAll(loading, moment, cycle);
  await act(loading, moment, loading.actor("sonoivu"), "result.propose", { params: { campaignId: staged.campaign.id }, body: {} });
  const chairman = await signedIn(loading, moment, "chutich", DEMONSTRATION_PASSWORD);
  await act(loading, moment, chairman, "result.approve", { params: version, body: { decisionNumber: "Minh họa", decidedOn: (await moment.now()).toISOString().slice(0, 10) } });
  await act(loading, moment, chairman, "result.publish", { params: version });
  await act(loading, moment, chairman, "identity.signOut", {});
}
