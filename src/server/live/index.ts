import { bePresent, listenLive } from "../../contract/live.ts";
import { assessmentTopics, evidenceTopics, sideOf } from "../assessment/index.ts";
import { campaignTopics, enterCampaign, findCampaignUnit } from "../campaign/index.ts";
import { actorsOf } from "../identity/index.ts";
import { notificationTopics } from "../notification/index.ts";
import { actorOf, type Endpoint, errand, type Errand, type Live, makeLive, Problem, type Reply, requireAllowed, stream } from "../platform/index.ts";
import { resultTopics } from "../result/index.ts";
import { surveyTopics } from "../survey/index.ts";
import { announcePresence, makePresence, type Presence } from "./presence.ts";

/** What all rooms tell as it happens, on one line to each browser; and who is at work beside whom. */

type LiveRoom = { readonly live: Live; readonly endpoints: readonly Endpoint[] };

const LASTS_MS = 30_000;

/** Nothing of it is kept or told to the ledger: where somebody's cursor stood is nobody's business afterwards. */
async function handlePresence({ at }: Presence, call: Errand<typeof bePresent>): Promise<Reply<typeof bePresent>> {
  const actor = actorOf(call);
  const { params: { campaignId, unitId }, body: { code } } = call;
  return call.transaction(async (tx) => {
    const { campaign, roles } = await enterCampaign(tx, campaignId, actor);
    requireAllowed(bePresent, { ...actor, roles }, []);
    const side = (await findCampaignUnit(tx, campaign.id, unitId)) === undefined ? undefined : sideOf(roles, actor, unitId);
    if (side === undefined) throw new Problem("not-found");
    const now = await tx.now();
    const { personId, name } = actor;
    await announcePresence(tx, campaign.ownerUnitId !== null, { campaignId, unitId, side, personId, name, code, until: new Date(now.getTime() + LASTS_MS).toISOString() });
    return { body: { others: at({ campaignId, unitId, side }, now.toISOString()).filter((one) => one.personId !== personId) } };
  });
}

export function makeLiveRoom(): LiveRoom {
  const presence = makePresence();
  const live = makeLive({ actorsOf, topics: { ...notificationTopics, ...campaignTopics, ...assessmentTopics, ...evidenceTopics, ...resultTopics, ...surveyTopics, ...presence.topics } });
  return { live, endpoints: [stream(listenLive, live.open), errand(bePresent, (call) => handlePresence(presence, call))] };
}
