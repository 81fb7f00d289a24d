import { LEADER_ROLES } from "../../contract/leadership.ts";
import { type Entered, findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { unitsEverOfPeople } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { actingLeader } from "./leaders.ts";
import { standings } from "./overview-routes.ts";
import { currentMarks } from "./queries.ts";
import { ratingLeaves } from "./rating-leaves.ts";
import { byKey, counts, standingOf } from "./rules.ts";

/** The questions of higher rooms about a campaign's marks. */

export type UnitRatings = { readonly unitId: string; readonly code: string; readonly ratings: readonly string[] };

/** The marks that count for each unit and criterion, in order of the leaders' ids; what nobody has marked is left out. */
export async function ratingsOf(tx: Transaction, campaignId: string): Promise<UnitRatings[]> {
  const campaign = await findCampaign(tx, campaignId);
  if (campaign === undefined) return [];
  const marks = await currentMarks(tx, campaignId);
  const own = await unitsEverOfPeople(tx, [...new Set(marks.map((one) => one.personId))], campaign.year);
  const found = new Map<string, { unitId: string; code: string; ratings: string[] }>();
  for (const one of marks) {
    if (one.mark === null || !counts(one, own)) continue;
    const key = `${one.unitId} ${one.code}`;
    const ratings = found.get(key)?.ratings ?? [];
    found.set(key, { unitId: one.unitId, code: one.code, ratings: [...ratings, one.mark] });
  }
  return [...found.values()];
}

type UncountedMark = { readonly personId: string; readonly unitId: string; readonly code: string };

/** Marks that stand and do not count, because their leader turned out to have belonged to the unit. */
export async function uncountedMarks(tx: Transaction, campaignId: string): Promise<UncountedMark[]> {
  const campaign = await findCampaign(tx, campaignId);
  if (campaign === undefined) return [];
  const marks = (await currentMarks(tx, campaignId)).filter((one) => one.mark !== null);
  const own = await unitsEverOfPeople(tx, [...new Set(marks.map((one) => one.personId))], campaign.year);
  return marks.filter((one) => !counts(one, own)).map(({ personId, unitId, code }) => ({ personId, unitId, code }));
}

export type MissingMark = { readonly personId: string; readonly unitId: string; readonly codes: readonly string[] };

/** Leader by leader the units that still lack a mark of theirs, with the criteria. */
export async function missingMarks(tx: Transaction, campaignId: string): Promise<MissingMark[]> {
  const campaign = await findCampaign(tx, campaignId);
  if (campaign === undefined) return [];
  return (await standings(tx, campaign)).flatMap(({ personId, missing }) => missing.map((one) => ({ personId, ...one })));
}

/** How far the one who acts has come with their marks; undefined when they give none now. */
export async function leftToMark(tx: Transaction, personId: string, entered: Entered, canMark: boolean): Promise<ReturnType<typeof standingOf> | undefined> {
  const { campaign, roles } = entered;
  if (!canMark || !LEADER_ROLES.some((role) => roles.includes(role))) return undefined;
  const leader = await actingLeader(tx, personId, entered);
  return standingOf(leader, await unitsOfCampaign(tx, campaign.id), await ratingLeaves(tx, campaign), byKey(await currentMarks(tx, campaign.id, { personId })));
}
