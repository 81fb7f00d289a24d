import type { CycleAction, CycleState, KeptAction } from "../../contract/cycle.ts";
import { requireFreshSecondFactor } from "../identity/index.ts";
import { type Actor, Problem, type Transaction } from "../platform/index.ts";
import { findVersion, type Version } from "../regulation/index.ts";
import { type Campaign, unitsOfCampaign } from "./queries.ts";
import { amendmentFault, regulationInForce } from "./rules.ts";

/** Amending the regulation of a campaign that is under way (sửa đổi quy định). */

/** The version that an amendment names, where it may replace the one in force; otherwise the field at `pointer` is told why not. */
export async function requireAmending(tx: Transaction, campaign: Campaign, state: CycleState, versionId: string, pointer: string): Promise<Version> {
  const version = await findVersion(tx, versionId);
  const used = new Set((await unitsOfCampaign(tx, campaign.id)).map((one) => one.index));
  const message = amendmentFault(version, regulationInForce(campaign, state), used);
  if (version === undefined || message !== undefined) throw new Problem("invalid-input", { fields: [{ pointer, message: message ?? "" }] });
  return version;
}

/** What a second person gives consent to, having just shown who it is: a unit's time, and the law that counts. */
const CONSENTS: readonly CycleAction["kind"][] = ["approve-reopening", "approve-amendment"];

/** An action as it is kept; an amendment only where it may take place, consent only by somebody freshly authenticated. */
export async function keptAction(tx: Transaction, campaign: Campaign, state: CycleState, action: CycleAction, actor: Actor): Promise<KeptAction> {
  if (CONSENTS.includes(action.kind)) await requireFreshSecondFactor(tx, actor);
  if (action.kind !== "propose-amendment") return action;
  const { sha256 } = await requireAmending(tx, campaign, state, action.regulationVersionId, "/regulationVersionId");
  return { ...action, sha256 };
}
