import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, type RefObject, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { useLinks } from "../shell/evidence/links.ts";
import { useBePresent } from "../shell/presence.ts";
import type { IndexLine } from "../ui/engine.ts";
import { foresee } from "../ui/foresight.ts";
import { Page } from "../ui/page.tsx";
import { Loaded } from "../ui/states.tsx";
import { Beside, CriterionCard } from "./criterion-card.tsx";
import { Actions, Banner, Company, Lead } from "./desk-head.tsx";
import type { Drafts } from "./drafts.ts";
import { inputsOf, marksOf, type Status, statusOf } from "./file-model.ts";
import { ForesightPanel } from "./foresight-panel.tsx";
import { useMedia } from "./media.ts";
import { PocketList } from "./pocket-list.tsx";
import { type Draft, isUnsaved, type Slot } from "./saving.ts";
import { CriteriaTree } from "./tree.tsx";
import { useDrafts } from "./use-drafts.ts";
import { type UnitFile, useMandate, useUnitFile } from "./use-file.ts";
import { useAssessmentWords } from "./words.ts";
import "./desk.css";

const UNIT = "/signed-in/campaigns/$campaignId/units/$unitId";

/** Where each criterion stands, with what is on the screen. */
function useOverview({ file, engine, lines }: UnitFile, slots: ReadonlyMap<string, Slot>) {
  const drafts = useMemo(() => new Map<string, Draft>([...slots].map(([code, { draft }]) => [code, draft])), [slots]);
  const byCode = useMemo(() => new Map(file.criteria.map((one) => [one.code, one])), [file]);
  const leaves = useMemo(() => lines.flatMap(({ leaf }) => (leaf === undefined ? [] : [leaf])), [lines]);
  const isExplaining = file.stage === "explanation";
  const statuses = useMemo(
    () =>
      new Map<string, Status>(
        leaves.flatMap((leaf) => {
          const criterion = byCode.get(leaf.code);
          return criterion === undefined ? [] : [[leaf.code, statusOf(leaf, criterion, drafts.get(leaf.code), isExplaining)] as const];
        }),
      ),
    [leaves, byCode, drafts, isExplaining],
  );
  // The whole unit is counted again a moment after the field has shown what was typed.
  const late = useDeferredValue(drafts);
  const foresight = useMemo(() => foresee(engine, file.index, inputsOf(file, late), marksOf(file)), [engine, file, late]);
  return { byCode, statuses, foresight };
}

/** The headings above a line. */
function headingsOf(lines: readonly IndexLine[], code: string): IndexLine[] {
  const above: IndexLine[] = [];
  for (const line of lines) {
    if (line.code === code && line.leaf !== undefined) return above.filter(({ depth }) => depth < line.depth);
    if (line.leaf === undefined) above.splice(line.depth, above.length, line);
  }
  return [];
}

const isField = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog, .ant-drawer") !== null;

/** Alt with an arrow anywhere; K and J where nothing is typed. */
function useMoves(move: (by: 1 | -1) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey) return;
      const isPlain = !event.altKey && !isField(event.target);
      const by = (event.altKey && event.key === "ArrowDown") || (isPlain && event.key === "j") ? 1 : (event.altKey && event.key === "ArrowUp") || (isPlain && event.key === "k") ? -1 : undefined;
      if (by === undefined) return;
      event.preventDefault();
      move(by);
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
    };
  }, [move]);
}

/** The criterion that is wanted, else the first. */
const chosen = (wanted: string | undefined, lines: readonly IndexLine[]): IndexLine | undefined => lines.find(({ code, leaf }) => leaf !== undefined && code === wanted) ?? lines.find(({ leaf }) => leaf !== undefined);

type AtCriterion = { readonly line: IndexLine | undefined; readonly code: string; readonly card: RefObject<HTMLElement | null>; readonly open: (code: string) => void; readonly move: (by: 1 | -1) => void; readonly focusInput: () => void };

/** Which criterion is open, and how one gets to another. */
function useCriterion({ file, lines }: UnitFile, drafts: Drafts | undefined): AtCriterion {
  const navigate = useNavigate();
  const { criterion: wanted } = useSearch({ from: UNIT });
  const [first] = useState(file.missing[0]);
  const card = useRef<HTMLElement>(null);
  const typesOn = useRef<string>(undefined);
  const line = chosen(wanted ?? first, lines);
  const code = line?.code ?? "";
  const open = useCallback(
    (next: string) => {
      drafts?.flush();
      void navigate({ to: ".", search: { criterion: next }, replace: true, resetScroll: false });
    },
    [drafts, navigate],
  );
  const focusInput = useCallback(() => card.current?.querySelector<HTMLElement>(".desk-score :is(input, textarea)")?.focus(), []);
  const move = useCallback(
    (by: 1 | -1) => {
      const codes = lines.flatMap((one) => (one.leaf === undefined ? [] : [one.code]));
      const next = codes[codes.indexOf(code) + by];
      typesOn.current = card.current?.contains(document.activeElement) === true ? next : undefined;
      if (next !== undefined) open(next);
    },
    [lines, code, open],
  );
  useMoves(move);
  useEffect(() => {
    // Whoever was typing goes on typing in the next one.
    if (typesOn.current === code) focusInput();
  }, [code, focusInput]);
  return { line, code, card, open, move, focusInput };
}

function Moves({ move }: Pick<AtCriterion, "move">): ReactNode {
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

function Desk({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useAssessmentWords();
  const { file, lines } = unitFile;
  const { isOfUnit, mayScore } = useMandate(unitFile);
  const { drafts, slots } = useDrafts("score", unitFile, mayScore);
  const { byCode, statuses, foresight } = useOverview(unitFile, slots);
  const isNarrow = useMedia("(width < 900px)");
  const { line, code, card, open, move, focusInput } = useCriterion(unitFile, drafts);
  useBePresent(file.campaignId, file.unitId, isOfUnit ? code : undefined);
  const criterion = byCode.get(code);
  const slot = slots.get(code);
  const points = useMemo(() => new Map(file.criteria.map((one) => [one.code, one.self?.points ?? one.imported?.points ?? null])), [file]);
  const { data: links } = useLinks(file);
  const unproved = useMemo(() => new Set(isOfUnit ? links?.body.without : []), [isOfUnit, links]);
  const tree = (onDone: () => void): ReactNode => (
    <CriteriaTree
      lines={lines}
      statuses={statuses}
      points={points}
      unproved={unproved}
      selected={code}
      onSelect={open}
      onEnter={() => {
        onDone();
        focusInput();
      }}
    />
  );
  return (
    <Page title={t(isOfUnit ? "deskTitle" : "fileTitle", { unit: file.unitName })} lead={<Lead unitFile={unitFile} />} actions={<Actions unitFile={unitFile} slots={slots} isKept={(one) => drafts?.isKept(one) ?? true} />}>
      <CampaignTabs campaignId={file.campaignId} />
      <Banner unitFile={unitFile} />
      {drafts !== undefined && !mayScore && drafts.unsaved().length > 0 ? <div className="desk-banner desk-banner-warning" role="status">{t("noLongerWriter")}</div> : null}
      <div className="desk">
        {isNarrow ? <PocketList left={file.missing.length}>{tree}</PocketList> : <div className="desk-tree-side">{tree(() => undefined)}</div>}
        <div className="desk-main">
          {isOfUnit ? <Company file={file} code={code} /> : null}
          {line?.leaf === undefined || criterion === undefined ? null : (
            <CriterionCard key={code} line={line} leaf={line.leaf} above={headingsOf(lines, code)} criterion={criterion} law={unitFile.engine.regulation} versionId={unitFile.campaign.regulationInForce.versionId} writing={drafts === undefined || slot === undefined || !(mayScore || isUnsaved(slot)) ? undefined : { drafts, slot }} box={card} />
          )}
          <Moves move={move} />
        </div>
        <div className="desk-aside">
          {line?.leaf === undefined || criterion === undefined ? null : <Beside key={code} place={file} leaf={line.leaf} criterion={criterion} mayAdd={isOfUnit} />}
          <ForesightPanel foresight={foresight} law={unitFile.engine.regulation} versionId={unitFile.campaign.regulationInForce.versionId} />
        </div>
      </div>
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
