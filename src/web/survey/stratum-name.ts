import { listCampaignUnits } from "../../contract/campaign.ts";
import type { Stratum, SurveyDesign } from "../../contract/survey-design.ts";
import { useAll } from "../shell/query.ts";

/** The names of a campaign's units by their codes; empty until they are read. */
export function useUnitNames(campaignId: string): ReadonlyMap<string, string> {
  const units = useAll(listCampaignUnits, { params: { campaignId } });
  return new Map((units.data ?? []).map((one) => [one.code, one.name]));
}

/** What a stratum is called: whom it asks, of which body. */
export function useStratumName({ campaignId, design }: { readonly campaignId: string; readonly design: { readonly groups: readonly Pick<SurveyDesign["groups"][number], "key" | "title">[] } }): (stratum: Pick<Stratum, "group" | "unit">) => string {
  const names = useUnitNames(campaignId);
  const titles = new Map(design.groups.map((one) => [one.key, one.title]));
  return ({ group, unit }) => [unit === null ? "" : (names.get(unit) ?? unit), titles.get(group) ?? group].filter((one) => one !== "").join(" · ");
}
