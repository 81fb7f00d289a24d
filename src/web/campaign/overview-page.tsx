import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { readProgress } from "../../contract/assessment.ts";
import { type Stage, STAGES } from "../../contract/cycle.ts";
import { showUnit } from "../../contract/organisation.ts";
import { listRegulations } from "../../contract/regulation.ts";
import type { Role } from "../../contract/route.ts";
import { unitsOfMine } from "../shell/campaign.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { todoOf } from "./todo.ts";
import { Timeline } from "./timeline.tsx";
import { useCampaignWords } from "./words.ts";

const OFFICES: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor", "chairman", "vice-chairman"];

const regulationPage = (versionId: string): string => `/regulations/${versionId}`;

function Todo({ at }: { readonly at: At }): ReactNode {
  const t = useCampaignWords();
  const session = useSession();
  const todo = todoOf(at.campaign, at.roles, unitsOfMine(at.roles, session));
  const format = useFormat();
  const { stage, calendar, now } = at.campaign;
  const next = STAGES[STAGES.indexOf(stage) + 1] ?? stage;
  // Nobody ends a stage of the units before the hour that was announced to them.
  const end = stage === "self-scoring" || stage === "explanation" ? calendar?.[stage] : undefined;
  return (
    <section className="card stack" aria-labelledby="campaign-now">
      <h2 id="campaign-now">{t("whatNow")}</h2>
      {todo.length === 0 ? <p className="muted">{t("nothingNow")}</p> : null}
      <ul className="campaign-todo">
        {todo.map(({ what, to, isMain }) => (
          <li key={`${what} ${to}`}>
            <Link to={to} className={isMain ? "link-button link-button-primary" : "link-button"}>
              {t(`do.${what}`, { stage: t(`stage.${next}`).toLocaleLowerCase("vi") })}
            </Link>
          </li>
        ))}
      </ul>
      {end !== undefined && now < end && at.roles.includes("programme-officer") ? <p className="muted small">{t("advanceFrom", { stage: t(`stage.${next}`).toLocaleLowerCase("vi"), time: format.time(end) })}</p> : null}
      {at.campaign.proposals.length === 0 ? null : <p className="small">{t("waiting", { count: at.campaign.proposals.length })}</p>}
    </section>
  );
}

function ProgressCard({ at: { campaign, roles } }: { readonly at: At }): ReactNode {
  const t = useCampaignWords();
  const format = useFormat();
  const mayRead = roles.some((role) => OFFICES.includes(role));
  const { data } = useAll(readProgress, { params: { campaignId: campaign.id } }, { enabled: mayRead && campaign.stage !== "draft" });
  const submitted = useMemo(() => data?.filter((one) => one.parts["self-scoring"] === "submitted").length ?? 0, [data]);
  if (data === undefined) return null;
  return (
    <section className="card stack">
      <h2>{t("progress")}</h2>
      <p>{t("submittedOf", { count: format.count(submitted), all: format.count(data.length) })}</p>
      <progress className="campaign-bar" value={submitted} max={Math.max(1, data.length)} aria-label={t("progress")} />
      <Link to="/campaigns/$campaignId/progress" params={{ campaignId: campaign.id }}>
        {t("toProgress")}
      </Link>
    </section>
  );
}

function RegulationCard({ at: { campaign } }: { readonly at: At }): ReactNode {
  const t = useCampaignWords();
  const format = useFormat();
  const { data } = useAll(listRegulations, {});
  const { regulationInForce: inForce, amendments } = campaign;
  const title = data?.find((one) => one.id === inForce.versionId)?.title ?? inForce.id;
  return (
    <section className="card stack">
      <h2>{t("regulation")}</h2>
      <p>
        <Link to={regulationPage(inForce.versionId)}>{title}</Link>
      </p>
      <p className="muted small num">{t("regulationHash", { hash: inForce.sha256.slice(0, 12) })}</p>
      {amendments.length === 0 ? null : (
        <>
          <h3>{t("amendments")}</h3>
          <ul>
            {amendments.map((one) => (
              <li key={one.number}>
                <Link to={regulationPage(one.regulation.versionId)}>{t("amendmentDocument", { number: one.document.number, day: format.day(one.document.on) })}</Link>, {t(`amendment.${one.state}`, { time: one.decidedAt === null ? "" : format.time(one.decidedAt) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const leadOf = (at: At): ReactNode => <Lead at={at} />;

function Lead({ at: { campaign } }: { readonly at: At }): ReactNode {
  const t = useCampaignWords();
  const format = useFormat();
  const owner = useRead(showUnit, { params: { unitId: campaign.ownerUnitId ?? "" } }, { enabled: campaign.ownerUnitId !== null });
  const stage: Stage = campaign.stage;
  return (
    <>
      {t(`stage.${stage}`)} · {t("year", { year: campaign.year })} · {t("unitCount", { count: format.count(campaign.unitCount) })}
      {campaign.ownerUnitId === null ? null : ` · ${t("ownedBy", { unit: owner.data?.body.name ?? "" })}`}
    </>
  );
}

export function OverviewPage(): ReactNode {
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId" });
  return (
    <CampaignPage campaignId={campaignId} leadOf={leadOf}>
      {(at) => (
        <>
          <Timeline stage={at.campaign.stage} calendar={at.campaign.calendar} now={at.campaign.now} />
          <div className="campaign-columns">
            <Todo at={at} />
            <div className="stack">
              <ProgressCard at={at} />
              <RegulationCard at={at} />
            </div>
          </div>
        </>
      )}
    </CampaignPage>
  );
}
