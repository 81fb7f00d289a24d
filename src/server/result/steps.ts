import type { VersionItem } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import { type Campaign, enterCampaign, moveStage, requireRole } from "../campaign/index.ts";
import { type Actor, actorOf, type AuditEntry, type Bilingual, Problem, type Transaction } from "../platform/index.ts";
import { announceResult } from "./live.ts";
import { addStep, stepsOf, versionsOf } from "./queries.ts";
import { itemOf, type StepWhat, type Version, type VersionStep } from "./rules.ts";
import { decidersOf } from "./sources.ts";

/** What becomes of a proposed result, step by step: each is a row, taken by one person at a time. */

export async function itemsOf(tx: Transaction, campaign: string): Promise<VersionItem[]> {
  const versions = await versionsOf(tx, campaign);
  const steps = await stepsOf(tx, campaign);
  return versions.map((one) => itemOf(one, steps));
}

type Acting = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly number: string } };

const conflict = (detail: Bilingual): Problem => new Problem("conflict", { detail });

/** A version with everything that happened to it and to the others of its campaign. */
export type Found = { readonly campaign: Campaign; readonly item: VersionItem; readonly steps: readonly VersionStep[]; readonly versions: readonly Version[] };

/** Undefined where there is none. The caller holds the campaign. */
export async function findVersionIn(tx: Transaction, campaign: Campaign, number: string): Promise<Found | undefined> {
  const versions = await versionsOf(tx, campaign.id);
  const steps = await stepsOf(tx, campaign.id);
  const version = versions.find((one) => String(one.number) === number);
  return version === undefined ? undefined : { campaign, item: itemOf(version, steps), steps, versions };
}

/** A version in the state that a step needs, with nobody else acting on the campaign meanwhile. */
export async function versionIn(call: Acting, roles: readonly Role[], state: VersionItem["state"], refusal: Bilingual): Promise<Found> {
  const entered = await enterCampaign(call.tx, call.params.campaignId, actorOf(call));
  requireRole(entered.roles, decidersOf(entered, roles));
  await moveStage(call.tx, entered.campaign.id);
  const found = await findVersionIn(call.tx, entered.campaign, call.params.number);
  if (found === undefined) throw new Problem("not-found");
  if (found.item.state !== state) throw conflict(refusal);
  return found;
}

/** An order for a later hour changes nothing for whoever may not see the result yet. */
const STEP_TOLD: Readonly<Record<StepWhat["kind"], "approved" | "returned" | "published">> = { approve: "approved", embargo: "approved", return: "returned", publish: "published" };

type Taken = { readonly body: VersionItem; readonly entry: AuditEntry };

export async function take(tx: Transaction, personId: string, { campaign, item, steps, versions }: Found, step: StepWhat): Promise<Taken> {
  const own = steps.filter((one) => one.number === item.number);
  const at = await tx.now();
  const taken: VersionStep = { number: item.number, step: own.length + 1, at, by: personId, ...step };
  if (!(await addStep(tx, campaign.id, taken))) throw conflict({ vi: "Người khác vừa thực hiện bước này.", en: "Somebody else has just taken this step." });
  const version = versions.find((one) => one.number === item.number);
  if (version === undefined) throw new Problem("not-found");
  await announceResult(tx, campaign, STEP_TOLD[step.kind], item.number);
  return { body: itemOf(version, [...own, taken]), entry: { action: `result.${step.kind}`, subject: `campaign:${campaign.id}`, data: { number: item.number, step: taken.step, sha256: item.sha256, by: personId, at: at.toISOString(), ...step.data } } };
}
