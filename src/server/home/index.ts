import { STAGES } from "../../contract/cycle.ts";
import { readMyWork, type Work } from "../../contract/home.ts";
import { type WorkHere, workIn, workOf } from "../assessment/index.ts";
import { type Campaign, campaignsOf, engineOf, enterCampaign, stateOf } from "../campaign/index.ts";
import { isMarkable, leftToMark } from "../leadership/index.ts";
import { type Actor, actorOf, type Call, type Endpoint, query, type Reply, type Transaction } from "../platform/index.ts";
import type { Waiting } from "../personnel/index.ts";
import { planWaitingFor } from "../plan/index.ts";
import { isProposed, waitingVersion } from "../result/index.ts";

/** What somebody finds when they come in: what is theirs to do, from all rooms. */

/** Nobody works in more campaigns at once; older ones are over. */
const MOST_CAMPAIGNS = 10;
const place = (stage: (typeof STAGES)[number]): number => STAGES.indexOf(stage);

/** Of what is due first, first; what has no end comes last. */
export const inOrder = (items: readonly Work[]): Work[] => {
  const dueOf = ({ due, dueOn }: Work): string => due ?? dueOn ?? "9999";
  return items.toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : dueOf(a) > dueOf(b) ? 1 : 0));
};

async function inCampaign(tx: Transaction, { id }: Campaign, actor: Actor): Promise<Work[]> {
  // In a campaign of a unit its rows are seen by who one is there; in the next one not.
  await tx.actAs(actor);
  const { campaign, roles } = await enterCampaign(tx, id, actor);
  const cycle = await stateOf(tx, id);
  const { stage } = cycle;
  if (stage === "draft" || stage === "published") return [];
  const now = (await tx.now()).toISOString();
  const found: WorkHere[] = [];
  const marks = await leftToMark(tx, actor.personId, { campaign, roles }, isMarkable(stage, await isProposed(tx, id)));
  if (marks !== undefined) found.push(workOf("mark", marks.expected, marks.expected - marks.given, { unitsLeft: marks.missing.length, due: cycle.calendar?.["appraisal-2"] ?? null }));
  if (place(stage) < place("consolidation")) {
    found.push(...(await workIn(tx, { campaign, roles, cycle, engine: await engineOf(tx, campaign, cycle), now }, actor)));
  } else {
    const waiting = await waitingVersion(tx, campaign, roles);
    if (waiting !== undefined) found.push(workOf(waiting, 1, 1));
  }
  return found.map((one) => ({ ...one, campaignId: id, campaignTitle: campaign.title, stage }));
}

async function handleWork(call: Call<typeof readMyWork>, waitingFor: Waiting): Promise<Reply<typeof readMyWork>> {
  const { tx } = call;
  const actor = actorOf(call);
  // Before any campaign is entered: of other rooms' rows one sees what is one's own here.
  const [ofPeople, ofPlan] = [await waitingFor(tx, actor), await planWaitingFor(tx, actor)];
  const items: Work[] = [];
  for (const campaign of await campaignsOf(tx, actor, MOST_CAMPAIGNS)) items.push(...(await inCampaign(tx, campaign, actor)));
  return { body: { now: (await tx.now()).toISOString(), items: inOrder(items), ofPeople, ofPlan } };
}

export const homeEndpoints = (waitingFor: Waiting): readonly Endpoint[] => [query(readMyWork, (call) => handleWork(call, waitingFor))];
