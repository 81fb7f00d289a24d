import { listCampaigns } from "../../contract/campaign.ts";
import { showVersion } from "../../contract/regulation.ts";
import { type Decided, listVersions, readVersion } from "../../contract/result.ts";
import type { Result } from "../../scoring/engine/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useAll, useRead } from "./query.ts";

/** What several rooms look up beside a campaign: its regulation, and the result of the year before. */

export type Reading<T> = { readonly data: T | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };

/** The regulation by which something is computed; of the same version it never changes. */
export function useLaw(versionId: string | undefined): Reading<ShownRegulation> {
  const query = useRead(showVersion, { params: { versionId: versionId ?? "" } }, { enabled: versionId !== undefined, staleTime: Infinity });
  return { ...query, data: query.data?.body.regulation };
}

export type Past = { readonly id: string; readonly year: number; readonly result: Result | undefined; readonly decisions: readonly Decided[]; readonly regulationVersionId: string | undefined };

/** The newest campaign of an earlier year whose result is published, of the same authority. */
export function usePast({ year, ownerUnitId }: { readonly year: number; readonly ownerUnitId: string | null }): Past | undefined {
  const { data: campaigns = [] } = useAll(listCampaigns, {});
  const [past] = campaigns.filter((one) => one.year < year && one.ownerUnitId === ownerUnitId && one.stage === "published").toSorted((one, other) => other.year - one.year);
  const params = { campaignId: past?.id ?? "" };
  const versions = useAll(listVersions, { params }, { enabled: past !== undefined });
  const newest = versions.data?.find((one) => one.state === "published");
  const read = useRead(readVersion, { params: { ...params, number: String(newest?.number ?? 1) } }, { enabled: newest !== undefined, staleTime: Infinity });
  return past === undefined ? undefined : { id: past.id, year: past.year, result: read.data?.body.result, decisions: read.data?.body.levelDecisions ?? [], regulationVersionId: newest?.regulation.versionId };
}
