import { useParams } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useMemo } from "react";
import { EarlierRemediation } from "../shell/earlier.tsx";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { useLinks } from "../shell/evidence/links.ts";
import { useBePresent } from "../shell/presence.ts";
import { useMedia } from "../ui/media.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { Beside, CriterionCard } from "./criterion-card.tsx";
import { Actions, Banner, Company, Lead, ToSubmit } from "./desk-head.tsx";
import type { Drafts } from "./drafts.ts";
import { ForesightPanel } from "./foresight-panel.tsx";
import { PocketList } from "./pocket-list.tsx";
import { isUnsaved } from "./saving.ts";
import { CriteriaTree } from "./tree.tsx";
import { useCriterion } from "./use-criterion.ts";
import { useDrafts, useSlots } from "./use-drafts.ts";
import { type UnitFile, useMandate, useUnitFile } from "./use-file.ts";
import { headingsOf, useOverview } from "./use-overview.ts";
import { useAssessmentWords } from "./words.ts";
import "./desk.css";

const UNIT = "/signed-in/campaigns/$campaignId/units/$unitId";

function Moves({ move }: { readonly move: (by: 1 | -1) => void }): ReactNode {
  const t = useAssessmentWords();
  return (
    <nav className="desk-moves no-print" aria-label={t("moves")}>
      <button type="button" onClick={() => { move(-1); }}>
        <span aria-hidden="true">↑</span> {t("previous")}
      </button>
      <button type="button" onClick={() => { move(1); }}>
        <span aria-hidden="true">↓</span> {t("next")}
      </button>
      <span className="muted small">{t("keysHint")}</span>
    </nav>
  );
}

/** What changes with each key: the criterion that is open, its list, what stands beside it. */
function DeskBody({ unitFile, drafts }: { readonly unitFile: UnitFile; readonly drafts: Drafts | undefined }): ReactNode {
  const { file, lines } = unitFile;
  const { isOfUnit, isHead, mayScore } = useMandate(unitFile);
  const slots = useSlots(drafts);
  const { byCode, statuses, foresight } = useOverview(unitFile, slots);
  const isNarrow = useMedia("(width < 900px)");
  const { line, code, card, open, move, focusInput, list } = useCriterion(unitFile, drafts);
  useBePresent(file.campaignId, file.unitId, isOfUnit ? code : undefined);
  const criterion = byCode.get(code);
  const slot = slots.get(code);
  const points = useMemo(() => new Map(file.criteria.map((one) => [one.code, one.self?.points ?? one.imported?.points ?? null])), [file]);
  const { data: links } = useLinks(file);
  const unproved = useMemo(() => new Set(isOfUnit ? links?.body.without : []), [isOfUnit, links]);
  // The card answers a key at once; what stands beside it follows when there is time.
  const lately = useDeferredValue(code);
  const beside = lines.find((one) => one.code === lately);
  const besideCriterion = byCode.get(lately);
  const { campaignId, unitId } = file;
  const onward = useMemo(() => (mayScore ? <ToSubmit campaignId={campaignId} unitId={unitId} isHead={isHead} /> : null), [mayScore, isHead, campaignId, unitId]);
  const elsewhere = file.criteria.filter((one) => one.scoredBy !== "unit" && foresight.waitingCodes.has(one.code)).length;
  const tree = (onEnter: () => void): ReactNode => <CriteriaTree lines={lines} statuses={statuses} points={points} unproved={unproved} selected={lately} onSelect={open} onEnter={onEnter} onListed={list} onward={onward} />;
  return (
    <div className="desk">
      {isNarrow ? <PocketList left={file.missing.length}>{(close) => tree(() => { close(); focusInput(); })}</PocketList> : <div className="desk-tree-side">{tree(focusInput)}</div>}
      <div className="desk-main">
        {isOfUnit ? <Company file={file} code={code} /> : null}
        {line?.leaf === undefined || criterion === undefined ? null : (
          <CriterionCard key={code} line={line} leaf={line.leaf} above={headingsOf(lines, code)} criterion={criterion} law={unitFile.engine.regulation} versionId={unitFile.campaign.regulationInForce.versionId} writing={drafts === undefined || slot === undefined || !(mayScore || isUnsaved(slot)) ? undefined : { drafts, slot }} box={card} />
        )}
        <Moves move={move} />
      </div>
      <div className="desk-aside">
        {beside?.leaf === undefined || besideCriterion === undefined ? null : <Beside key={lately} place={file} leaf={beside.leaf} criterion={besideCriterion} mayAdd={isOfUnit} />}
        <EarlierRemediation campaignId={file.campaignId} unitId={file.unitId} />
        <ForesightPanel foresight={foresight} elsewhere={elsewhere} law={unitFile.engine.regulation} versionId={unitFile.campaign.regulationInForce.versionId} />
      </div>
    </div>
  );
}

/** Said to whoever typed and may no longer write. */
function NoLongerWriter({ drafts }: { readonly drafts: Drafts }): ReactNode {
  const t = useAssessmentWords();
  useSlots(drafts);
  return drafts.unsaved().length === 0 ? null : <div className="desk-banner desk-banner-warning" role="status">{t("noLongerWriter")}</div>;
}

function Desk({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useAssessmentWords();
  const { file } = unitFile;
  const { isOfUnit, mayScore } = useMandate(unitFile);
  const drafts = useDrafts("score", unitFile, mayScore);
  return (
    <Page title={t(isOfUnit ? "deskTitle" : "fileTitle", { unit: file.unitName })} lead={<Lead unitFile={unitFile} />} actions={<Actions unitFile={unitFile} drafts={drafts} />}>
      <CampaignTabs campaignId={file.campaignId} />
      <Banner unitFile={unitFile} />
      {drafts === undefined || mayScore ? null : <NoLongerWriter drafts={drafts} />}
      <DeskBody unitFile={unitFile} drafts={drafts} />
    </Page>
  );
}

/** A unit's file: the scoring desk for whoever scores, the same for reading for everybody else who may. */
export function DeskPage(): ReactNode {
  const params = useParams({ from: UNIT });
  const query = useUnitFile(params);
  return query.data === undefined ? (
    <div className="page page-wide">
      <Loaded query={query} rows={12}>
        {() => null}
      </Loaded>
    </div>
  ) : (
    <Desk key={`${params.campaignId} ${params.unitId}`} unitFile={query.data} />
  );
}
