import { makeCampaign, recordUnits } from "../../server/campaign/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { act, LABEL, type Loading, OWNER, tell } from "./loading.ts";
import type { UnitPlan } from "./plan.ts";

/** What both campaigns of the demonstration begin with. */

type Made = Awaited<ReturnType<typeof makeCampaign>>["campaign"];
/** A campaign of the demonstration; `version` is that of its cycle. */
export type Staged = { readonly campaign: Made; version: number };

/** Who appraises which contents, of all units; the rules leave out whom an interest binds. */
const COUNCIL: readonly (readonly [username: string, codes: readonly string[]])[] = [
  ["hd.stc", ["1"]],
  ["hd.stp", ["2"]],
  ["hd.ttr", ["5", "6"]],
];
/** Who appraises a criterion. */
export const memberFor = (code: string): string => COUNCIL.find(([, codes]) => codes.includes(code.split(".", 1)[0] ?? ""))?.[0] ?? "hd.ttr";
export const MEMBERS: readonly string[] = COUNCIL.map(([username]) => username);

/** The three units whose people have accounts: whoever signs in for them finds work of their own. */
export const OWN_PEOPLE: Readonly<Record<string, string>> = { SNV: "snv", STC: "stc", BMT: "bmt" };

export async function takeStep(loading: Loading, moment: Transaction, staged: Staged, action: object): Promise<void> {
  await act(loading, moment, loading.actor("sonoivu"), "campaign.act", { params: { campaignId: staged.campaign.id }, body: action, seen: String(staged.version) });
  staged.version++;
}

type Given = { readonly title: string; readonly year: number; readonly regulationVersionId: string; readonly units: readonly { readonly code: string; readonly index: string }[]; readonly plan: readonly UnitPlan[] };

/** Makes a campaign of all units with its council, the leaders' remits, what does not apply and what is known of units. */
export async function stage(loading: Loading, moment: Transaction, { title, year, regulationVersionId, units, plan }: Given): Promise<Staged> {
  const { campaign, audit } = await makeCampaign(moment, OWNER, { title, year, regulationVersionId, unitCodes: units.map((one) => one.code) });
  await tell(moment, [audit]);
  const params = { campaignId: campaign.id };
  const marks = plan.flatMap((one) => one.marks.map((code) => ({ unitId: loading.unit(one.code), code, reason: `${LABEL}: đơn vị không được giao nhiệm vụ này.`, article: "II.4.b" })));
  const facts = plan.flatMap((one) => Object.entries(one.facts).map(([key, value]) => ({ unitId: loading.unit(one.code), key, value, proof: `${LABEL}: công văn của Sở Nội vụ.` })));
  await tell(moment, await recordUnits(moment, campaign, loading.actor("sonoivu").personId, { marks, facts }));
  const indexes = [...new Set(units.map((one) => one.index))];
  const items = COUNCIL.flatMap(([username, codes]) => indexes.map((index) => ({ personId: loading.actor(username).personId, index, codes })));
  await act(loading, moment, loading.actor("hd.chutich"), "campaign.assign", { params, body: { items } });
  for (const [i, leader] of ["pct1", "pct2"].entries()) {
    const unitIds = units.filter((_unit, at) => at % 2 === i).map((one) => loading.unit(one.code));
    await act(loading, moment, loading.actor("sonoivu"), "leadership.setRemit", { params: { ...params, personId: loading.actor(leader).personId }, body: { unitIds }, seen: "0" });
  }
  return { campaign, version: 0 };
}

/** What others measure, for these units. */
export async function importFor(loading: Loading, moment: Transaction, { campaign }: Staged, plan: readonly UnitPlan[]): Promise<void> {
  const items = plan.flatMap((unit) => unit.imported.map(({ code, input }) => ({ unit: unit.code, code, input })));
  await act(loading, moment, loading.actor("tct"), "assessment.import", { params: { campaignId: campaign.id }, body: { source: `${LABEL}: báo cáo khảo sát`, dated: `${String(campaign.year)}-12-20`, items } });
}

/** The leaders' marks for these units: the Chairman's for all, each Vice-Chairman's for the remit. */
export async function markFor(loading: Loading, moment: Transaction, { campaign }: Staged, units: Given["units"], plan: readonly UnitPlan[]): Promise<void> {
  const place = new Map(units.map((one, at) => [one.code, at]));
  for (const [i, leader] of ["chutich", "pct1", "pct2"].entries()) {
    const own = plan.filter((one) => i === 0 || (place.get(one.code) ?? 0) % 2 === i - 1);
    const marks = own.flatMap((unit) => unit.ratings.map(({ code, ratings }) => ({ unitId: loading.unit(unit.code), code, mark: ratings[i] ?? ratings[0] ?? "0.00", note: LABEL, version: "0" })));
    await act(loading, moment, loading.actor(leader), "leadership.giveMarks", { params: { campaignId: campaign.id }, body: { marks } });
  }
}
