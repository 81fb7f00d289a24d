import { STAGES } from "../../contract/cycle.ts";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { compareResults, type Decided, type Gap, listVersions, readDraft, readVersion, type VersionItem } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import type { Result } from "../../scoring/engine/result.ts";
import { rolesInCampaign, useCampaign } from "../shell/campaign.ts";
import type { Past, Reading } from "../shell/past.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import type { Standing, UnitName } from "./standing.ts";

/** What the pages of a result read, put together from several routes. */

/** Nobody else sees a draft. */
const DRAFT_READERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "auditor"];
export const LEADERS: readonly Role[] = ["chairman", "vice-chairman"];
/** The draft is computed from everything that people enter: it is asked for again when somebody looks, not all the time. */
const DRAFT_FRESH_MS = 60_000;

export type CampaignFrame = {
  readonly roles: readonly Role[];
  readonly seesDraft: boolean;
  readonly isConsolidated: boolean;
  readonly stage: (typeof STAGES)[number];
  readonly title: string;
  readonly year: number;
  readonly now: string;
  readonly ownerUnitId: string | null;
  readonly versionInForce: string;
};

/** One reading of several: there when all are, failed when one has. */
function together<T>(parts: readonly { readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown }[], data: T | undefined): Reading<T> {
  const failed = parts.find((one) => one.error !== null && one.error !== undefined);
  return { data, error: failed?.error ?? null, isPending: parts.some((one) => one.isPending), refetch: () => parts.filter((one) => one.error !== null).map((one) => one.refetch()) };
}

/** The campaign as its reader has to do with it. */
export function useFrame(campaignId: string): Reading<CampaignFrame> {
  const session = useSession();
  const query = useCampaign(campaignId);
  const campaign = query.data?.body;
  if (campaign === undefined) return { ...query, data: undefined };
  const roles = rolesInCampaign(campaign, session);
  const { stage, title, year, now, ownerUnitId } = campaign;
  const data = { roles, seesDraft: roles.some((role) => DRAFT_READERS.includes(role)), isConsolidated: STAGES.indexOf(stage) >= STAGES.indexOf("consolidation"), stage, title, year, now, ownerUnitId, versionInForce: campaign.regulationInForce.versionId };
  return { ...query, data };
}

export const useVersions = (campaignId: string): Reading<VersionItem[]> => useAll(listVersions, { params: { campaignId } });
export const useUnits = (campaignId: string): Reading<UnitName[]> => useAll(listCampaignUnits, { params: { campaignId } });

/** What is looked at: the draft as of a moment, or a version. */
export type Shown = {
  readonly of: "draft" | VersionItem;
  readonly at: string;
  readonly result: Result;
  readonly gaps: readonly Gap[];
  readonly decisions: readonly Decided[];
  readonly ledger: { readonly seq: number; readonly hash: string };
};

/** Which of them to begin with: the draft while it is being made, afterwards the version that counts. */
export function sourceOf(wanted: string | undefined, { seesDraft, stage }: CampaignFrame, versions: readonly VersionItem[]): "draft" | VersionItem | undefined {
  const asked = versions.find((one) => String(one.number) === wanted);
  if (asked !== undefined) return asked;
  if (wanted === "draft" && seesDraft) return "draft";
  const isMade = STAGES.indexOf(stage) >= STAGES.indexOf("decided");
  if (isMade || !seesDraft) return versions.find((one) => one.state === "published") ?? versions[0] ?? (seesDraft ? "draft" : undefined);
  return "draft";
}

export function useShown(campaignId: string, of: "draft" | VersionItem | undefined): Reading<Shown> {
  const draft = useRead(readDraft, { params: { campaignId } }, { enabled: of === "draft", staleTime: DRAFT_FRESH_MS });
  const number = typeof of === "object" ? String(of.number) : "1";
  const version = useRead(readVersion, { params: { campaignId, number } }, { enabled: typeof of === "object" });
  if (of === "draft") {
    const body = draft.data?.body;
    return together([draft], body === undefined ? undefined : { of, ...body });
  }
  const body = version.data?.body;
  return together([version], body === undefined ? undefined : { of: body.item, at: body.item.proposedAt, result: body.result, gaps: [], decisions: body.levelDecisions, ledger: body.item.ledger });
}

/**
 * Where the units stood a year before, by their codes today. Of a published result the server knows mergers; of what is
 * not published yet only units that are still the same are compared.
 */
export function useBefore(campaignId: string, ratio: string, isPublished: boolean, past: Past | undefined): ReadonlyMap<string, readonly Standing[]> {
  const compared = useRead(compareResults, { params: { campaignId }, query: { with: past?.id ?? "", ratio } }, { enabled: isPublished && past !== undefined && ratio !== "" });
  if (isPublished) return new Map(compared.data?.body.units.map((one) => [one.unit, one.before]));
  return new Map(past?.result?.units.flatMap((unit) => (unit.ratios[ratio] === undefined ? [] : [[unit.code, [unit.ratios[ratio]]] as const])));
}
