import { createHash } from "node:crypto";
import { engineOf, findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import type { Count } from "./box-queries.ts";
import type { SurveyNow, Turnout } from "./queries.ts";
import { type Worths, worthOf } from "./worth.ts";

/** What a survey is worth in its campaign as that stands now. */
export async function worthIn(tx: Transaction, { campaignId, design }: Pick<SurveyNow, "campaignId" | "design">, counts: readonly Count[], turnout: readonly Turnout[]): Promise<Worths> {
  const campaign = await findCampaign(tx, campaignId);
  if (campaign === undefined) throw new Problem("not-found");
  return worthOf({ design, counts, turnout, units: await unitsOfCampaign(tx, campaignId), engine: await engineOf(tx, campaign) });
}

/** What was taken into the points, for whoever computes it again. */
export const hashOfWorths = ({ items }: Worths): string => createHash("sha256").update(items.map(({ unit, criterion, converted }) => JSON.stringify([unit.code, criterion, converted.input])).join("\n")).digest("hex");
