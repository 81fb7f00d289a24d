import { listCampaignUnits } from "../../contract/campaign.ts";
import { listAppraisers } from "../../contract/campaign-setup.ts";
import { useRead } from "../shell/query.ts";

/** Names of the council's people, by who they are. */
export function useNames(campaignId: string): (personId: string | null) => string {
  const { data } = useRead(listAppraisers, { params: { campaignId } }, { staleTime: Infinity });
  const names = new Map((data?.body.items ?? []).map((one) => [one.personId, one.name]));
  return (personId) => (personId === null ? "" : (names.get(personId) ?? ""));
}

/** The names of all units of a campaign, whoever may appraise them. */
export function useUnitNames(campaignId: string): (unitId: string) => string {
  const { data } = useRead(listCampaignUnits, { params: { campaignId }, query: { limit: 200 } }, { staleTime: Infinity });
  const names = new Map((data?.body.items ?? []).map((one) => [one.unitId, one.name]));
  return (unitId) => names.get(unitId) ?? "";
}
