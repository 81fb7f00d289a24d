import { Select } from "antd";
import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import type { campaignView } from "../../contract/campaign.ts";
import { listRegulations } from "../../contract/regulation.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useCampaign } from "../shell/campaign.ts";
import { useLaw } from "../shell/past.ts";
import { Place } from "../shell/place.tsx";
import { usePeople } from "../shell/people.ts";
import { useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { dayHere, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { ApproveAmendment, ProposeAmendment, WithdrawAmendment } from "./amendment-acts.tsx";
import { AmendmentPreview } from "./amendment-preview.tsx";
import { useAmendmentWords } from "./amendment-words.ts";
import { ResultNav } from "./result-nav.tsx";
import type { UnitName } from "./standing.ts";
import { type CampaignFrame, useFrame, useUnits } from "./use-result.ts";
import "./proposal.css";

const PLACE = "/signed-in/campaigns/$campaignId/amendment";

type Campaign = z.output<typeof campaignView>;
type Amendment = Campaign["amendments"][number];
type Known = { readonly campaign: Campaign; readonly frame: CampaignFrame; readonly law: ShownRegulation; readonly units: readonly UnitName[] };

const SHORT_HASH = 12;
const shortHash = (sha256: string): string => sha256.slice(0, SHORT_HASH);
const seesPreview = ({ roles }: CampaignFrame): boolean => roles.some((role) => role === "programme-officer" || role === "council-chair" || role === "auditor");

function Document({ one }: { readonly one: Amendment }): ReactNode {
  const t = useAmendmentWords();
  const format = useFormat();
  const nameOf = usePeople();
  return (
    <>
      <p>
        <strong>{t("document", { number: one.document.number, day: format.day(one.document.on) })}.</strong> {one.document.text}
      </p>
      <p>{one.reason}</p>
      <p className="small muted">
        {t("proposedBy", { name: nameOf(one.by), time: format.time(one.at) })} · {shortHash(one.regulation.sha256)}…
      </p>
    </>
  );
}

/** The amendment that waits: what it says, what it would change, and the two ways to settle it. */
function OpenAmendment({ one, ...known }: Known & { readonly one: Amendment }): ReactNode {
  const t = useAmendmentWords();
  const { user } = useSession();
  const { campaign, frame, law, units } = known;
  const act = { campaignId: campaign.id, version: campaign.version, proposal: one.number };
  const may = (kind: string): boolean => campaign.availableActions.includes(kind);
  return (
    <>
      <section className="card stack">
        <h2>{t("open")}</h2>
        <Document one={one} />
      </section>
      {seesPreview(frame) ? <AmendmentPreview campaignId={campaign.id} versionId={one.regulation.versionId} law={law} units={units} /> : <p className="muted">{t("noSight")}</p>}
      {may("approve-amendment") ? one.by === user.personId ? <p className="muted">{t("ownProposal")}</p> : <ApproveAmendment {...act} /> : <p className="muted">{t("waiting")}</p>}
      {may("withdraw-amendment") ? <WithdrawAmendment {...act} /> : null}
    </>
  );
}

/** Another version beside the one in force, to look at and perhaps to propose. */
function Chooser({ campaign, law, units }: Known): ReactNode {
  const t = useAmendmentWords();
  const format = useFormat();
  const all = useAll(listRegulations, {});
  const [chosen, setChosen] = useState<string>();
  return (
    <Loaded query={all}>
      {(versions) => {
        const others = versions.filter((one) => one.frozenAt !== null && one.id !== campaign.regulationInForce.versionId);
        if (others.length === 0) return <Notice title={t("noVersions")} action={<Place to="/regulations">{t("toRegulations")}</Place>}>{t("noVersionsHelp")}</Notice>;
        return (
          <>
            <section className="card stack">
              <h2>{t("choose")}</h2>
              <Select
                aria-label={t("version")}
                placeholder={t("version")}
                value={chosen ?? null}
                onChange={setChosen}
                options={others.map((one) => ({ value: one.id, label: t("versionOf", { title: one.title, day: format.day(one.frozenAt ?? one.importedAt), sha: shortHash(one.sha256) }) }))}
              />
              <p className="small muted">{t("chooseHelp")}</p>
            </section>
            {chosen === undefined ? null : <AmendmentPreview campaignId={campaign.id} versionId={chosen} law={law} units={units} />}
            {chosen !== undefined && campaign.availableActions.includes("propose-amendment") ? <ProposeAmendment campaignId={campaign.id} version={campaign.version} versionId={chosen} today={dayHere(campaign.now)} /> : null}
          </>
        );
      }}
    </Loaded>
  );
}

function History({ amendments }: { readonly amendments: readonly Amendment[] }): ReactNode {
  const t = useAmendmentWords();
  const format = useFormat();
  const nameOf = usePeople();
  return (
    <section className="stack">
      <h2>{t("history")}</h2>
      {amendments.length === 0 ? <p className="muted">{t("historyNone")}</p> : null}
      {amendments.toReversed().map((one) => (
        <article key={one.number} className="card">
          <h3>{t(`state.${one.state}`)}</h3>
          <Document one={one} />
          {one.decidedAt === null ? null : (
            <p className="small muted">
              {t("decidedBy", { name: nameOf(one.decidedBy), time: format.time(one.decidedAt) })} {one.withdrawalReason}
            </p>
          )}
        </article>
      ))}
    </section>
  );
}

function OfCampaign({ known }: { readonly known: Known }): ReactNode {
  const t = useAmendmentWords();
  const { campaign, frame, law } = known;
  const open = campaign.amendments.find((one) => one.state === "proposed");
  const isClosed = frame.stage === "decided" || frame.stage === "published";
  return (
    <>
      <p className="muted">{t("lead", { title: law.title, sha: shortHash(law.sha256) })}</p>
      {isClosed ? <Notice title={t("closed")} /> : open === undefined ? seesPreview(frame) ? <Chooser {...known} /> : <p className="muted">{t("noSight")}</p> : <OpenAmendment {...known} one={open} />}
      <History amendments={campaign.amendments.filter((one) => one !== open)} />
    </>
  );
}

export function AmendmentPage(): ReactNode {
  const t = useAmendmentWords();
  const { campaignId } = useParams({ from: PLACE });
  const frame = useFrame(campaignId);
  const campaign = useCampaign(campaignId);
  const units = useUnits(campaignId);
  const law = useLaw(frame.data?.versionInForce);
  return (
    <Page title={t("title")} lead={frame.data?.title}>
      <ResultNav campaignId={campaignId} frame={frame.data} />
      <Loaded query={frame}>
        {(found) =>
          found.seesDraft ? (
            <Loaded query={campaign}>{({ body }) => <Loaded query={units}>{(all) => <Loaded query={law}>{(regulation) => <OfCampaign known={{ campaign: body, frame: found, law: regulation, units: all }} />}</Loaded>}</Loaded>}</Loaded>
          ) : (
            <Notice title={t("forbidden")} />
          )
        }
      </Loaded>
    </Page>
  );
}
