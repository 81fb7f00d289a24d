import { z } from "zod";
import { readPreviousValues } from "../../contract/result-previous.ts";
import { unitSchema } from "../../scoring/case/schema.ts";
import { campaignsBefore, engineOf, engineOfVersion, enterCampaign, findCampaignUnit, unitsOfCampaigns } from "../campaign/index.ts";
import { kinOf } from "../organisation/index.ts";
import { actorOf, type Call, type Endpoint, Problem, query, type Reply } from "../platform/index.ts";
import { previousValues } from "./previous-rules.ts";
import { newestPublished, textsOf } from "./queries.ts";

/** Last year's values, for whoever scores or appraises this year's. They are public since they were published. */

const caseUnits = z.object({ units: z.array(unitSchema) });

const NOTHING: Reply<typeof readPreviousValues> = { body: { campaign: null, units: [] } };

async function handlePrevious(call: Call<typeof readPreviousValues>): Promise<Reply<typeof readPreviousValues>> {
  const { tx, params } = call;
  const { campaign } = await enterCampaign(tx, params.campaignId, actorOf(call));
  const unit = await findCampaignUnit(tx, campaign.id, params.unitId);
  if (unit === undefined) throw new Problem("not-found");
  const kin = new Set((await kinOf(tx, [unit.unitId])).get(unit.unitId));
  const earlier = await campaignsBefore(tx, campaign);
  const published = new Map((await newestPublished(tx, earlier.map((one) => one.id))).map((one) => [one.campaign, one]));
  const members = Map.groupBy(await unitsOfCampaigns(tx, [...published.keys()], [...kin]), (one) => one.campaignId);
  const before = earlier.find((one) => published.has(one.id) && members.has(one.id));
  const version = before === undefined ? undefined : published.get(before.id);
  const texts = version === undefined ? undefined : await textsOf(tx, version.campaign, version.number);
  if (before === undefined || version === undefined || texts === undefined) return NOTHING;
  const { units } = caseUnits.parse(JSON.parse(texts.caseText));
  const then = await engineOfVersion(tx, { versionId: version.regulationVersionId, sha256: version.regulationSha256 });
  const now = (await engineOf(tx, campaign)).indexes.get(unit.index);
  const found = (members.get(before.id) ?? []).map(({ unitId, code, name, index }) => {
    const own = then.indexes.get(index);
    return { unitId, code, name, index, values: own === undefined ? [] : previousValues(own, units, code, now) };
  });
  return { body: { campaign: { campaignId: before.id, title: before.title, year: before.year, version: version.number }, units: found } };
}

export const previousEndpoints: readonly Endpoint[] = [query(readPreviousValues, handlePrevious)];
