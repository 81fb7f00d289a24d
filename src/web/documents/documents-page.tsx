import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { readCertificate, readReport, readRoundPaper } from "../../contract/assessment-papers.ts";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { type Stage, STAGES } from "../../contract/cycle.ts";
import { readSettings } from "../../contract/documents.ts";
import { readNotice, readResultDocument, readWorkbook, RESULT_DOCUMENTS } from "../../contract/result-documents.ts";
import { listVersions, type VersionItem } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import { readScoreSheet } from "../../contract/score-sheet.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { rolesInCampaign, unitsOfMine, useCampaign } from "../shell/campaign.ts";
import { Download } from "../shell/download.tsx";
import { useUnitName } from "../shell/names.ts";
import { PaperDownloads } from "../shell/papers.tsx";
import { useAll, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { AllScoreSheets, ScoreSheet } from "./score-sheet.tsx";
import { useDocumentsWords } from "./words.ts";
import "./documents.css";

/** Every paper and workbook of a campaign that its reader may take: of the result, of the council's rounds, of the own file. */

const INSIDERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "chairman", "vice-chairman", "auditor"];
const SEEING_ROUNDS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "auditor"];

const LONG_MS = 600_000;

type OfVersion = { readonly campaignId: string; readonly item: VersionItem };

function Line({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <li className="documents-line">
      <span>{title}</span>
      <span className="documents-take">{children}</span>
    </li>
  );
}

function Notices({ campaignId, item, units }: OfVersion & { readonly units: readonly { readonly code: string; readonly name: string }[] }): ReactNode {
  const t = useDocumentsWords();
  const [chosen, setChosen] = useState("");
  const unit = units.find((one) => one.code === chosen) ?? units[0];
  if (unit === undefined) return null;
  return (
    <li className="documents-line">
      <span>
        {t("notice")}
        {units.length < 2 ? null : (
          <select className="documents-unit" aria-label={t("noticeUnit")} value={unit.code} onChange={(event) => { setChosen(event.target.value); }}>
            {units.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </span>
      <span className="documents-take">
        <PaperDownloads route={readNotice} given={(query) => ({ params: { campaignId, number: String(item.number), unit: unit.code }, query })} of={`${t("notice")} ${unit.name}`} />
      </span>
    </li>
  );
}

function ResultPapers({ campaignId, item, isInsider, units }: OfVersion & { readonly isInsider: boolean; readonly units: readonly { readonly code: string; readonly name: string }[] }): ReactNode {
  const t = useDocumentsWords();
  const number = String(item.number);
  return (
    <section className="card stack">
      <h2>
        {t("result", { number })} <span className="muted">({t(`state.${item.state}`)})</span>
      </h2>
      <ul className="documents-lines">
        {isInsider
          ? RESULT_DOCUMENTS.map((kind) => (
              <Line key={kind} title={t(`paper.${kind}`)}>
                <PaperDownloads route={readResultDocument} given={(query) => ({ params: { campaignId, number, kind }, query })} of={t(`paper.${kind}`)} />
              </Line>
            ))
          : null}
        <Line title={t("workbook")}>
          <Download route={readWorkbook} given={{ params: { campaignId, number } }} label={t("excel")} of={t("workbook")} />
        </Line>
        <Notices campaignId={campaignId} item={item} units={units} />
      </ul>
    </section>
  );
}

function RoundPapers({ campaignId, round }: { readonly campaignId: string; readonly round: "1" | "2" }): ReactNode {
  const t = useDocumentsWords();
  return (
    <section className="card stack">
      <h2>{t("rounds", { round })}</h2>
      <ul className="documents-lines">
        <Line title={t("minutes")}>
          <PaperDownloads route={readRoundPaper} given={(query) => ({ params: { campaignId, round, kind: "minutes" as const }, query })} of={t("minutes")} />
        </Line>
        <Line title={t("changes")}>
          <PaperDownloads route={readRoundPaper} given={(query) => ({ params: { campaignId, round, kind: "changes" as const }, query })} of={t("changes")} />
          <Download route={readRoundPaper} given={{ params: { campaignId, round, kind: "changes-workbook" } }} label={t("excel")} of={t("changes")} />
        </Line>
      </ul>
    </section>
  );
}

function OwnPapers({ campaignId, unitId, stage }: { readonly campaignId: string; readonly unitId: string; readonly stage: Stage }): ReactNode {
  const t = useDocumentsWords();
  const nameOf = useUnitName();
  const place = STAGES.indexOf(stage);
  return (
    <section className="card stack">
      <h2>{t("ownOf", { unit: nameOf(unitId) })}</h2>
      <ul className="documents-lines">
        <Line title={t("report")}>
          <PaperDownloads route={readReport} given={(query) => ({ params: { campaignId, unitId }, query })} of={t("report")} />
        </Line>
        <Line title={t("scoreSheet")}>
          <Download route={readScoreSheet} given={{ params: { campaignId, unitId } }} label={t("excel")} of={t("scoreSheet")} />
        </Line>
        {place < STAGES.indexOf("self-scoring") ? null : (
          <Line title={t("certificate")}>
            <PaperDownloads route={readCertificate} given={(query) => ({ params: { campaignId, unitId, part: "self-scoring" as const }, query })} of={t("certificate")} />
          </Line>
        )}
        {place < STAGES.indexOf("explanation") ? null : (
          <Line title={t("explanationCertificate")}>
            <PaperDownloads route={readCertificate} given={(query) => ({ params: { campaignId, unitId, part: "explanation" as const }, query })} of={t("explanationCertificate")} />
          </Line>
        )}
      </ul>
      {stage === "self-scoring" ? <ScoreSheet campaignId={campaignId} unitId={unitId} /> : null}
    </section>
  );
}

function Documents({ campaignId, stage, roles, own }: { readonly campaignId: string; readonly stage: Stage; readonly roles: readonly Role[]; readonly own: readonly string[] }): ReactNode {
  const t = useDocumentsWords();
  const isInsider = roles.some((role) => INSIDERS.includes(role));
  const versions = useAll(listVersions, { params: { campaignId } });
  const members = useAll(listCampaignUnits, { params: { campaignId } });
  const units = (members.data ?? []).filter((one) => isInsider || own.includes(one.unitId));
  const hasBegun = (step: "appraisal-1" | "appraisal-2"): boolean => STAGES.indexOf(stage) >= STAGES.indexOf(step);
  const seesRounds = roles.some((role) => SEEING_ROUNDS.includes(role));
  return (
    <Loaded query={versions}>
      {(all) => (
        <>
          {all.filter((one) => one.state !== "returned").map((item) => <ResultPapers key={item.number} campaignId={campaignId} item={item} isInsider={isInsider} units={units} />)}
          {all.length === 0 ? <Notice title={t("noResult")}>{t("noResultHelp")}</Notice> : null}
          {roles.includes("programme-officer") && STAGES.indexOf(stage) >= STAGES.indexOf("self-scoring") ? <AllScoreSheets campaignId={campaignId} isOpen={stage === "self-scoring"} /> : null}
          {seesRounds && hasBegun("appraisal-2") ? <RoundPapers campaignId={campaignId} round="2" /> : null}
          {seesRounds && hasBegun("appraisal-1") ? <RoundPapers campaignId={campaignId} round="1" /> : null}
          {own.filter((unitId) => members.data?.some((one) => one.unitId === unitId) === true).map((unitId) => (
            <OwnPapers key={unitId} campaignId={campaignId} unitId={unitId} stage={stage} />
          ))}
        </>
      )}
    </Loaded>
  );
}

export function DocumentsPage(): ReactNode {
  const t = useDocumentsWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/documents" });
  const session = useSession();
  const campaign = useCampaign(campaignId);
  const settings = useRead(readSettings, {}, { staleTime: LONG_MS });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <CampaignTabs campaignId={campaignId} />
      {settings.data?.body.hasPdf === false ? <p className="small muted">{t("noPdf")}</p> : null}
      <Loaded query={campaign}>
        {({ body }) => {
          const roles = rolesInCampaign(body, session);
          return <Documents campaignId={campaignId} stage={body.stage} roles={roles} own={unitsOfMine(roles, session)} />;
        }}
      </Loaded>
    </Page>
  );
}
