import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { LEADERS, type CampaignFrame } from "./use-result.ts";
import { useResultWords } from "./words.ts";

/** Below the tabs of the campaign: the parts of its result, as far as the reader has to do with them. */
export function ResultNav({ campaignId, frame }: { readonly campaignId: string; readonly frame: CampaignFrame | undefined }): ReactNode {
  const t = useResultWords();
  const params = { campaignId };
  const isInside = frame !== undefined && (frame.seesDraft || frame.roles.some((role) => LEADERS.includes(role) || role === "working-group"));
  return (
    <>
      <CampaignTabs campaignId={campaignId} />
      {isInside ? (
        <nav className="result-nav no-print" aria-label={t("pages")}>
          <Link to="/campaigns/$campaignId/result" params={params} activeOptions={{ exact: true, includeSearch: false }}>
            {t("page.ranking")}
          </Link>
          <Link to="/campaigns/$campaignId/result/decisions" params={params}>
            {t("page.decisions")}
          </Link>
          <Link to="/campaigns/$campaignId/result/proposal" params={params}>
            {t("page.proposal")}
          </Link>
          {frame.seesDraft ? (
            <Link to="/campaigns/$campaignId/amendment" params={params}>
              {t("page.amendment")}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}
