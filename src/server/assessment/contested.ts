import type { ContestedUnits } from "../campaign/index.ts";
import { engineOf, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { newestEntries } from "./queries.ts";
import { isContested, marksByLeaf, sortEntries } from "./rules.ts";

/** The units of which the council's first round has changed a criterion that applies to them: what they may explain. */
export const contestedUnits: ContestedUnits = async (tx, campaign, state) => {
  const engine = await engineOf(tx, campaign, state);
  const entries = Map.groupBy(await newestEntries(tx, campaign.id), (one) => one.unitId);
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const contested = (await unitsOfCampaign(tx, campaign.id)).filter(({ unitId, index: code }) => {
    const index = engine.indexes.get(code);
    if (index === undefined) return false;
    const notApplicable = marksByLeaf(index, marks.get(unitId) ?? []);
    const byCode = Map.groupBy(entries.get(unitId) ?? [], (one) => one.code);
    return index.leaves.some((leaf) => !notApplicable.has(leaf.code) && isContested(leaf, sortEntries(byCode.get(leaf.code) ?? [])));
  });
  return new Set(contested.map((one) => one.unitId));
};
