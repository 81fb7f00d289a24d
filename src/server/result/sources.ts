import { campaignSight, newestEntryTexts } from "../assessment/index.ts";
import { type Campaign, engineOf, enterCampaign, type Entered, factsOf, marksOf, requireRole, stateOf, unitsOfCampaign } from "../campaign/index.ts";
import { STAGES } from "../../contract/cycle.ts";
import type { Decided } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { readHead } from "../audit/index.ts";
import { missingMarks, ratingsOf, sightOf } from "../leadership/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { knownDecisions } from "./holding.ts";
import { decisionsOf } from "./queries.ts";
import type { Gathered } from "./compute-work.ts";

/** The campaign with everything that its result rests on, read at one moment in a constant number of questions. */

/** `decisions` are all that were taken, `holding` those that the regulation in force can take. */
export type Standing = { readonly gathered: Gathered; readonly decisions: readonly Decided[]; readonly holding: readonly Decided[]; readonly engine: Engine; readonly ledger: { readonly seq: number; readonly hash: string } };

/** A campaign that the actor works on in one of these roles; who has none there is told that it does not exist. */
export async function enterAs(tx: Transaction, id: string, actor: Actor, allowed: readonly Role[]): Promise<Entered> {
  const entered = await enterCampaign(tx, id, actor);
  requireRole(entered.roles, allowed);
  return entered;
}

/**
 * Who decides, by the campaign: the Chairman and Vice-Chairmen of the province; where a unit evaluates its own offices,
 * its head (QĐ 02050, II.4.d), on what a helper has proposed.
 */
export const decidersOf = ({ campaign }: Entered, province: readonly Role[]): readonly Role[] => (campaign.ownerUnitId === null ? province : ["council-chair"]);

/** Who looks at a draft, as what. */
type Reader = Pick<Entered, "roles"> & { readonly actor: Actor };

/** What people entered. A reader is shown no more of it by a result than by the files: who still works is not watched (QĐ 02050, II.4.c). */
async function enteredIn(tx: Transaction, campaign: Campaign, reader: Reader | undefined): Promise<Pick<Gathered, "sight" | "ratings" | "missingMarks">> {
  const all = async () => ({ ratings: await ratingsOf(tx, campaign.id), missingMarks: await missingMarks(tx, campaign.id) });
  if (reader === undefined) return { sight: undefined, ...(await all()) };
  const cycle = await stateOf(tx, campaign.id);
  if (STAGES.indexOf(cycle.stage) >= STAGES.indexOf("consolidation")) return enteredIn(tx, campaign, undefined);
  const marks = sightOf(reader.roles, cycle.stage, false) === "all" ? await all() : { ratings: [], missingMarks: [] };
  return { sight: await campaignSight(tx, { campaign, roles: reader.roles }, cycle, reader.actor), ...marks };
}

/** Everything that a result rests on; until the campaign is consolidated a `reader` gets what that reader may see. */
export async function gather(tx: Transaction, campaign: Campaign, reader?: Reader): Promise<Gathered> {
  return {
    units: await unitsOfCampaign(tx, campaign.id),
    entryTexts: await newestEntryTexts(tx, campaign.id),
    ...(await enteredIn(tx, campaign, reader)),
    marks: await marksOf(tx, campaign.id),
    facts: await factsOf(tx, campaign.id),
    decisions: await decisionsOf(tx, campaign.id),
  };
}

/** The same with the law and the ledger's head at that moment. */
export async function standingOfAll(tx: Transaction, campaign: Campaign, reader?: Reader): Promise<Standing> {
  const engine = await engineOf(tx, campaign);
  const gathered = await gather(tx, campaign, reader);
  return { gathered, decisions: gathered.decisions, holding: knownDecisions(engine, gathered.decisions), engine, ledger: await readHead(tx) };
}
