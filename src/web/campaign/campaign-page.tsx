import type { z } from "zod";
import type { ReactNode } from "react";
import type { readCampaign } from "../../contract/campaign.ts";
import type { Role } from "../../contract/route.ts";
import { rolesInCampaign, useCampaign } from "../shell/campaign.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { useCampaignWords } from "./words.ts";
import "./campaign.css";

export type Campaign = z.output<typeof readCampaign.response>;
/** The campaign as a page shows it, the version on which an act rests, and the roles that count in it. */
export type At = { readonly campaign: Campaign; readonly version: string; readonly roles: readonly Role[] };

type Props = {
  readonly campaignId: string;
  /** Without a title of its own the page is the campaign's. */
  readonly title?: string | ((at: At) => string);
  /** Without one of its own: the campaign's title, or its state. */
  readonly leadOf?: (at: At) => ReactNode;
  readonly actions?: ReactNode;
  /** `text` for forms and reading; the tabs stay where they are on all pages. */
  readonly width?: "wide" | "text";
  readonly children: (at: At) => ReactNode;
};

/** A page of one campaign: its title, the campaign's tabs, and what is there once the campaign is known. */
export function CampaignPage({ campaignId, title, leadOf, actions, width = "wide", children }: Props): ReactNode {
  const t = useCampaignWords();
  const session = useSession();
  const query = useCampaign(campaignId);
  const campaign = query.data?.body;
  const at = campaign === undefined ? undefined : { campaign, version: query.data?.version ?? campaign.version, roles: rolesInCampaign(campaign, session) };
  const heading = typeof title === "function" ? (at === undefined ? undefined : title(at)) : title;
  return (
    <Page title={heading ?? campaign?.title ?? t("loadingTitle")} lead={at === undefined ? undefined : (leadOf?.(at) ?? at.campaign.title)} actions={actions}>
      <CampaignTabs campaignId={campaignId} />
      <div className={`campaign-body campaign-body-${width}`}>
        <Loaded query={query}>{() => (at === undefined ? null : children(at))}</Loaded>
      </div>
    </Page>
  );
}
