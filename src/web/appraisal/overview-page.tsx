import { readRoundPaper } from "../../contract/assessment-papers.ts";
import type { Role } from "../../contract/route.ts";
import { rolesInCampaign } from "../shell/campaign.ts";
import { Download } from "../shell/download.tsx";
import { PaperDownloads } from "../shell/papers.tsx";
import { useSession } from "../shell/session.ts";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import type { ReactNode } from "react";
import { readRound } from "../../contract/assessment-round.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import type { Answer } from "../shell/client.ts";
import { useRead } from "../shell/query.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { StageHint } from "../ui/help-hint.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { type Ground, useGround } from "./ground.ts";
import { type Line, ProgressTable } from "./progress-table.tsx";
import { useAppraisalWords } from "./words.ts";
import "./appraisal.css";

/** What of a round is mine: how much is left, two ways in, and what is not agreed. */

type Round = Answer<typeof readRound>["body"];
const WAYS = ["criteria", "units"] as const;

const sum = (all: readonly { readonly left: number; readonly total: number }[]): { left: number; total: number } => ({ left: all.reduce((n, one) => n + one.left, 0), total: all.reduce((n, one) => n + one.total, 0) });

/** What is not agreed: for the chair to settle, for a member to look at once more. */
function Differences({ round, campaignId }: { readonly round: Round; readonly campaignId: string }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const open = round.disagreements.filter((one) => one.state === "disputed").length;
  const count = round.seesAll ? open : round.disagreementCount;
  if (count === 0) return round.seesAll ? <p className="muted">{t("noDisputes")}</p> : null;
  return (
    <section className="card appraisal-differences">
      <p>
        <strong className="num appraisal-big">{format.count(count)}</strong> {round.seesAll ? t("disputes", { count: format.count(count) }) : t("changes", { count: format.count(count) })}
      </p>
      <Link className="appraisal-button" to="/campaigns/$campaignId/appraisal/sitting" params={{ campaignId }}>
        {round.seesAll ? t("settle") : t("toSitting")}
      </Link>
    </section>
  );
}

function Left({ round }: { readonly round: Round }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { left, total } = sum(round.units);
  if (total === 0) return null;
  return (
    <section className="appraisal-left" aria-label={t("leftTitle")}>
      <p>
        <strong className="num appraisal-big">{format.count(left)}</strong> {t("leftOf", { total: format.count(total), units: format.count(round.units.filter((one) => one.left > 0).length) })}
      </p>
      <progress value={total - left} max={total} aria-label={t("leftTitle")} />
    </section>
  );
}

/** The lines of both ways in. */
function linesOf(round: Round, { engine, campaign }: Ground, way: (typeof WAYS)[number]): Line[] {
  const { id: campaignId } = campaign;
  if (way === "units") {
    return round.units.map(({ unitId, unitCode, unitName, index, total, left, deadline }) => ({ key: unitId, code: unitCode, title: unitName, index, indexTitle: engine.indexes.get(index)?.index.title ?? index, total, left, deadline: deadline === round.due ? null : deadline, to: { to: "/campaigns/$campaignId/appraisal/units/$unitId", params: { campaignId, unitId } } }));
  }
  return round.criteria.map(({ index, code, total, left }) => {
    const compiled = engine.indexes.get(index);
    return { key: `${index} ${code}`, code, title: compiled?.leafByCode.get(code)?.leaf.title ?? code, index, indexTitle: compiled?.index.title ?? index, total, left, deadline: null, to: { to: "/campaigns/$campaignId/appraisal/criteria/$index/$code", params: { campaignId, index, code } } };
  });
}

const SEEING_PAPERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "auditor"];

/** The round's papers as they would be now; final once it is over. */
function RoundPapers({ ground: { campaign, round } }: { readonly ground: Ground }): ReactNode {
  const t = useAppraisalWords();
  const session = useSession();
  if (!rolesInCampaign(campaign, session).some((role) => SEEING_PAPERS.includes(role))) return null;
  const params = { campaignId: campaign.id, round };
  return (
    <p className="row no-print appraisal-papers">
      <span>{t("minutes")}</span>
      <PaperDownloads route={readRoundPaper} given={(query) => ({ params: { ...params, kind: "minutes" as const }, query })} of={t("minutes")} />
      <span>{t("changedPoints")}</span>
      <PaperDownloads route={readRoundPaper} given={(query) => ({ params: { ...params, kind: "changes" as const }, query })} of={t("changedPoints")} />
      <Download route={readRoundPaper} given={{ params: { ...params, kind: "changes-workbook" } }} label={t("excel")} of={t("changedPoints")} />
    </p>
  );
}

function Overview({ ground, round }: { readonly ground: Ground; readonly round: Round }): ReactNode {
  const t = useAppraisalWords();
  const navigate = useNavigate();
  const { by = "criteria" } = useSearch({ from: "/signed-in/campaigns/$campaignId/appraisal" });
  const campaignId = ground.campaign.id;
  if (!ground.hasBegun) return <Notice title={t("notYet")}>{t("notYetHelp")}</Notice>;
  return (
    <>
      <RoundPapers ground={ground} />
      {round.isOpen ? null : <Notice title={t("roundOver")}>{t("roundOverHelp")}</Notice>}
      <div className="appraisal-top">
        <Left round={round} />
        <Differences round={round} campaignId={campaignId} />
      </div>
      {round.units.length === 0 ? (
        <Notice title={round.seesAll ? t("chairNothing") : t("nothingAssigned")}>{round.seesAll ? t("chairNothingHelp") : t("nothingAssignedHelp")}</Notice>
      ) : (
        <section className="stack" aria-label={t("waysIn")}>
          <Segmented<(typeof WAYS)[number]>
            aria-label={t("waysIn")}
            value={by}
            options={WAYS.map((one) => ({ value: one, label: t(`way.${one}`) }))}
            onChange={(next) => {
              void navigate({ to: "/campaigns/$campaignId/appraisal", params: { campaignId }, search: { by: next }, replace: true });
            }}
          />
          <ProgressTable key={by} lines={linesOf(round, ground, by)} what={t(`way.${by}`)} />
        </section>
      )}
    </>
  );
}

export function OverviewPage(): ReactNode {
  const t = useAppraisalWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/appraisal" });
  const ground = useGround(campaignId);
  const number = ground.data?.round ?? "1";
  const round = useRead(readRound, { params: { campaignId, round: number } }, { enabled: ground.data !== undefined });
  const body = round.data?.body;
  return (
    <Page
      title={t("title", { round: number })}
      lead={
        <>
          {ground.data === undefined ? null : `${ground.data.campaign.title}. `}
          {body === undefined || body.due === null ? null : <Deadline at={body.due} now={body.now} />} {ground.data === undefined ? null : <StageHint law={ground.data.engine.regulation} stage="appraisal" versionId={ground.data.campaign.regulationInForce.versionId} />}
        </>
      }
      actions={
        <Link to="/campaigns/$campaignId/appraisal/sitting" params={{ campaignId }}>
          {t("toSitting")}
        </Link>
      }
    >
      <CampaignTabs campaignId={campaignId} />
      <Loaded query={ground}>{(data) => <Loaded query={round}>{({ body: one }) => <Overview ground={data} round={one} />}</Loaded>}</Loaded>
    </Page>
  );
}
