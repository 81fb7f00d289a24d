import type { ReactNode } from "react";
import { useCampaign } from "../shell/campaign.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { Page } from "../ui/page.tsx";
import "./survey.css";

type Props = { readonly campaignId: string; readonly title: string; readonly lead?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode };

/** A page of a campaign's surveys, under the campaign's own tabs. */
export function SurveyFrame({ campaignId, title, lead, actions, children }: Props): ReactNode {
  const { data } = useCampaign(campaignId);
  return (
    <Page title={title} lead={lead ?? data?.body.title} actions={actions}>
      <CampaignTabs campaignId={campaignId} />
      <div className="stack survey-body">{children}</div>
    </Page>
  );
}
