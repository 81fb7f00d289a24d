import type { ReactNode } from "react";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { LEADERS, type CampaignFrame } from "./use-result.ts";
import { useResultWords } from "./words.ts";

/** Below the tabs of the campaign: the parts of its result, as far as the reader has to do with them. */
export function ResultNav({ campaignId, frame }: { readonly campaignId: string; readonly frame: CampaignFrame | undefined }): ReactNode {
  const t = useResultWords();
  const isInside = frame !== undefined && (frame.seesDraft || frame.roles.some((role) => LEADERS.includes(role) || role === "working-group"));
  const at = (path: string): string => `/campaigns/${campaignId}${path}`;
  const parts = [
    { to: at("/result"), label: t("page.ranking"), isExact: true },
    { to: at("/result/decisions"), label: t("page.decisions") },
    { to: at("/result/proposal"), label: t("page.proposal") },
    ...(frame?.seesDraft === true ? [{ to: at("/amendment"), label: t("page.amendment") }] : []),
  ];
  return (
    <>
      <CampaignTabs campaignId={campaignId} />
      {isInside ? <Tabs label={t("pages")} tabs={parts} isWithin /> : null}
    </>
  );
}
