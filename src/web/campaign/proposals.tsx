import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { actOnCampaign, listCampaignUnits } from "../../contract/campaign.ts";
import { STAGES } from "../../contract/cycle.ts";
import { useAct, useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { useStepWords } from "./words-steps.ts";
import { useCampaignWords } from "./words.ts";

type Proposal = At["campaign"]["proposals"][number];

function ProposalCard({ at, proposal, unit }: { readonly at: At; readonly proposal: Proposal; readonly unit: string }): ReactNode {
  const t = useStepWords();
  const words = useCampaignWords();
  const format = useFormat();
  const { user } = useSession();
  const act = useAct(actOnCampaign, { touches: ["campaign", "assessment"] });
  const isOwn = proposal.by === user.personId;
  const mayApprove = at.campaign.availableActions.includes("approve-reopening");
  return (
    <li className="card stack">
      <h3>{unit}</h3>
      <p>{t("reopenFor", { stage: words(`stage.${STAGES.find((one) => one === proposal.stage) ?? "draft"}`), time: format.time(proposal.until) })}</p>
      <blockquote className="campaign-quote">{proposal.reason}</blockquote>
      {isOwn && mayApprove ? <p className="muted">{t("ownProposal")}</p> : null}
      <RefusalNote error={act.error} />
      {mayApprove && !isOwn ? (
        <div>
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() => {
              if (!act.isPending) act.mutate({ params: { campaignId: at.campaign.id }, body: { kind: "approve-reopening", proposal: proposal.number }, version: at.version });
            }}
          >
            {t("approve")}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Proposals to reopen that wait, of one unit or of all. */
export function ProposalList({ at, title, unitId }: { readonly at: At; readonly title?: string; readonly unitId?: string }): ReactNode {
  const proposals = at.campaign.proposals.filter((one) => unitId === undefined || one.unitId === unitId);
  const units = useAll(listCampaignUnits, { params: { campaignId: at.campaign.id } }, { enabled: proposals.length > 0 });
  if (proposals.length === 0) return null;
  return (
    <section className="stack">
      {title === undefined ? null : <h2>{title}</h2>}
      <ul className="campaign-rows">
        {proposals.map((one) => (
          <ProposalCard key={one.number} at={at} proposal={one} unit={units.data?.find((unit) => unit.unitId === one.unitId)?.name ?? ""} />
        ))}
      </ul>
    </section>
  );
}

export function ReopeningPage(): ReactNode {
  const t = useStepWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/reopenings" });
  return (
    <CampaignPage campaignId={campaignId} title={t("reopenings")} width="text">
      {(at) => (
        <>
          <p className="muted">{t("reopeningsLead")}</p>
          {at.campaign.proposals.length === 0 ? (
            <Notice title={t("noReopenings")} action={at.campaign.availableActions.includes("propose-reopening") ? <LinkButton to={`/campaigns/${campaignId}/extensions`}>{t("makeProposal")}</LinkButton> : undefined}>
              {t("noReopeningsHelp")}
            </Notice>
          ) : (
            <ProposalList at={at} />
          )}
        </>
      )}
    </CampaignPage>
  );
}
