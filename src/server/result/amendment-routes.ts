import { previewAmendment } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import { readHead } from "../audit/index.ts";
import { engineOf, engineOfVersion, regulationInForce, requireAmending, stateOf } from "../campaign/index.ts";
import { actorOf, type Call, type Endpoint, type LargeReply, query } from "../platform/index.ts";
import { ask } from "./compute.ts";
import { everyUnit } from "./shown.ts";
import { enterAs, gather } from "./sources.ts";

/** What an amendment of the regulation would change, shown before anybody decides on it. */

/** Those who propose, who approve and who watch; it holds draft results. */
const READERS: readonly Role[] = ["programme-officer", "council-chair", "auditor"];

async function handlePreview(call: Call<typeof previewAmendment>): Promise<LargeReply> {
  const { tx, params, query: { version } } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterAs(tx, params.campaignId, actor, READERS);
  const state = await stateOf(tx, campaign.id);
  const { id: versionId, sha256 } = await requireAmending(tx, campaign, state, version, "/version");
  const gathered = await gather(tx, campaign, { roles, actor });
  const laws = [await engineOf(tx, campaign, state), await engineOfVersion(tx, { versionId, sha256 })];
  return { checked: await ask("tellAmendment", laws, { gathered, at: (await tx.now()).toISOString(), ledger: await readHead(tx), from: regulationInForce(campaign, state), to: { versionId, sha256 } }), shown: everyUnit(campaign.id) };
}

export const amendmentEndpoints: readonly Endpoint[] = [query(previewAmendment, handlePreview)];
