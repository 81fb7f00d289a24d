import { newestEntries } from "../assessment/index.ts";
import { type Campaign, engineOf, enterCampaign, type Entered, factsOf, marksOf, requireRole, unitsOfCampaign } from "../campaign/index.ts";
import type { Decided } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { readHead } from "../audit/index.ts";
import { missingMarks, ratingsOf } from "../leadership/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { buildCase, type Built } from "./case.ts";
import { type Computed, compute } from "./compute.ts";
import { decisionsOf } from "./queries.ts";

/** The campaign with everything that its result rests on, read at one moment in a constant number of questions. */

export type Standing = Built & { readonly caseText: string; readonly decisions: readonly Decided[]; readonly engine: Engine; readonly ledger: { readonly seq: number; readonly hash: string } };

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

/** `isDraft`: with the units' own scores and zeros where the council's are missing. */
export async function standingOfAll(tx: Transaction, campaign: Campaign, isDraft: boolean): Promise<Standing> {
  const engine = await engineOf(tx, campaign);
  const decisions = await decisionsOf(tx, campaign.id);
  const built = buildCase(
    engine,
    {
      units: await unitsOfCampaign(tx, campaign.id),
      entries: await newestEntries(tx, campaign.id),
      marks: await marksOf(tx, campaign.id),
      facts: await factsOf(tx, campaign.id),
      ratings: await ratingsOf(tx, campaign.id),
      missingMarks: await missingMarks(tx, campaign.id),
      decisions,
    },
    isDraft,
  );
  return { ...built, caseText: JSON.stringify(built.input), decisions, engine, ledger: await readHead(tx) };
}

export const computeStanding = ({ engine, caseText }: Pick<Standing, "engine" | "caseText">, explain?: string): Promise<Computed> => compute({ regulation: engine.regulation, sha256: engine.sha256 }, caseText, explain);
