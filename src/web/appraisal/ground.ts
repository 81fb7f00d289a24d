import { readCampaign } from "../../contract/campaign.ts";
import { STAGES, type Stage } from "../../contract/cycle.ts";
import { readDocument } from "../../contract/regulation.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { engineFor } from "../ui/engine.ts";

/** What every page of the appraisal stands on: the campaign, the regulation in force, the round that is looked at. */

export type Round = "1" | "2";
export type Ground = {
  readonly campaign: Answer<typeof readCampaign>["body"];
  readonly engine: Engine;
  readonly round: Round;
  /** Before the first round there is nothing to appraise; after a round's end there is nothing to change. */
  readonly hasBegun: boolean;
  readonly isRunning: boolean;
};
type Loadable<T> = { readonly data: T | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };

const place = (stage: Stage): number => STAGES.indexOf(stage);

/** The second round from its stage on, the first before. */
const roundAt = (stage: Stage): Round => (place(stage) >= place("appraisal-2") ? "2" : "1");

export function useGround(campaignId: string): Loadable<Ground> {
  const campaign = useRead(readCampaign, { params: { campaignId } });
  const versionId = campaign.data?.body.regulationInForce.versionId;
  const law = useRead(readDocument, { params: { versionId: versionId ?? "" } }, { enabled: versionId !== undefined, staleTime: Infinity });
  const refetch = (): unknown => Promise.all([campaign.refetch(), ...(versionId === undefined ? [] : [law.refetch()])]);
  const error = campaign.error ?? law.error;
  if (campaign.data === undefined || law.data === undefined) return { data: undefined, error, isPending: error === null, refetch };
  const { stage } = campaign.data.body;
  const data = { campaign: campaign.data.body, engine: engineFor(law.data.body), round: roundAt(stage), hasBegun: place(stage) >= place("appraisal-1"), isRunning: stage === "appraisal-1" || stage === "appraisal-2" };
  return { data, error: null, isPending: false, refetch };
}
