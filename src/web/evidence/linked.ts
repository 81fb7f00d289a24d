import { listCampaigns } from "../../contract/campaign.ts";
import { useLinks } from "../shell/evidence/links.ts";
import { useAll } from "../shell/query.ts";

/** The campaign of the province in a year, and the criteria that each file proves in it. */
export function useLinked({ unitId, year }: { readonly unitId: string; readonly year: number }): { readonly campaignId: string | undefined; readonly codesOf: (fileIds: readonly string[]) => readonly string[] } {
  const campaigns = useAll(listCampaigns, {});
  const campaignId = campaigns.data?.find((one) => one.year === year && one.ownerUnitId === null)?.id;
  const links = useLinks({ campaignId: campaignId ?? "", unitId }, campaignId !== undefined);
  const byFile = new Map<string, string[]>();
  for (const set of links.data?.body.sets ?? []) for (const { fileId } of set.links) byFile.set(fileId, [...(byFile.get(fileId) ?? []), set.code]);
  return { campaignId, codesOf: (fileIds) => [...new Set(fileIds.flatMap((id) => byFile.get(id) ?? []))] };
}
