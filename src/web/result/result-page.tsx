import { Button } from "antd";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { VersionItem } from "../../contract/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useSession } from "../shell/session.ts";
import { useLaw, usePast } from "../shell/past.ts";
import { useFormat, matches } from "../ui/format.ts";
import { HelpHint } from "../ui/help-hint.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { thresholdsOf } from "../../scoring/explain/thresholds.ts";
import { GapsPanel } from "./gaps-panel.tsx";
import { CopyButton, type Filter, NO_FILTER, RankingBar } from "./ranking-bar.tsx";
import { RankingTable } from "./ranking-table.tsx";
import { ReasonsPanel } from "./reasons-panel.tsx";
import { ResultNav } from "./result-nav.tsx";
import { asSheet, changeOf, inOrder, openCases, type Order, plainOf, quotaLines, type Row, rowsOf, type UnitName } from "./standing.ts";
import { type CampaignFrame, type Shown, sourceOf, useBefore, useFrame, useShown, useUnits, useVersions } from "./use-result.ts";
import { TakeRanking, VersionPapers } from "./take-home.tsx";
import { Watermark } from "./watermark.tsx";
import { useResultWords } from "./words.ts";

/** What of a result is looked at: the draft or a version, an index, a ratio, and the unit whose reasons are open. */
type ResultSearch = { readonly of?: string; readonly index?: string; readonly ratio?: string; readonly unit?: string };

const PLACE = "/signed-in/campaigns/$campaignId/result";

type Looked = { readonly campaignId: string; readonly frame: CampaignFrame; readonly shown: Shown; readonly law: ShownRegulation; readonly units: readonly UnitName[]; readonly versions: readonly VersionItem[]; readonly refresh: () => void };

/** What stands above a draft: that it is none of the results, what is missing and what is to be decided. */
function DraftNote({ campaignId, shown, onGaps }: Pick<Looked, "campaignId" | "shown"> & { readonly onGaps: () => void }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  const { user } = useSession();
  const cases = openCases(shown.result, shown.decisions).length;
  return (
    <section className="draft-note no-print" aria-label={t("draft")}>
      <p>
        <strong>{t("draft")}.</strong> {t("draftLead")} <span className="muted">{t("draftAt", { time: format.time(shown.at), name: user.name })}</span>
      </p>
      <div className="row">
        {shown.gaps.length === 0 ? (
          <span>{t("noGaps")}</span>
        ) : (
          <>
            <span>{t("gapsLead", { count: format.count(shown.gaps.length), units: new Set(shown.gaps.map((one) => one.unit)).size })}</span>
            <Button size="small" onClick={onGaps}>
              {t("gapsOpen", { count: format.count(shown.gaps.length) })}
            </Button>
          </>
        )}
        {cases === 0 ? null : (
          <Link to="/campaigns/$campaignId/result/decisions" params={{ campaignId }}>
            {t("casesLead", { count: cases })} {t("casesOpen")}
          </Link>
        )}
      </div>
    </section>
  );
}

/** The head of the printed annex. */
function AnnexHead({ shown, frame, title, index }: Pick<Looked, "shown" | "frame"> & { readonly title: string; readonly index: string }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  const { user } = useSession();
  const { of } = shown;
  const basis =
    of === "draft"
      ? t("annexDraft", { time: format.time(shown.at), name: user.name })
      : of.decision === null
        ? t("annexProposed", { number: of.number, time: format.time(of.proposedAt) })
        : t("annexOf", { number: of.decision.number, day: format.day(of.decision.on) });
  return (
    <div className="annex">
      <p>{t("annex")}</p>
      <p className="annex-title">{t("annexTitle", { ratio: title, year: frame.year, index })}</p>
      <p>({basis})</p>
      {of === "draft" ? null : <p className="small">{t("hash", { hash: of.sha256 })}</p>}
    </div>
  );
}

const isShown = (row: Row, { text, level, only }: Filter): boolean =>
  matches(`${row.name} ${row.code}`, text) && (level === "" || row.level === level) && (only === "all" || (only === "pending" ? row.pending !== undefined : row.gaps > 0));

const titlesOf = (law: ShownRegulation) => {
  const titles = new Map(law.indexes.flatMap((index) => index.contents.flatMap((content) => content.criteria.map((one) => [`${index.code} ${one.code}`, one.title] as const))));
  return (index: string, code: string): string => titles.get(`${index} ${code}`) ?? "";
};

const ORDERED_UP: readonly Order[] = ["rank", "name", "level"];
const isWhole = ({ text, level, only }: Filter): boolean => text.trim() === "" && level === "" && only === "all";

/** The rows of the index and ratio that are looked at, as filtered and ordered. */
function useRanking({ campaignId, frame, shown, law, units }: Looked) {
  const format = useFormat();
  const search: ResultSearch = useSearch({ from: PLACE });
  const [filter, setFilter] = useState(NO_FILTER);
  const [sorting, setSorting] = useState<{ readonly order: Order; readonly isDown: boolean }>({ order: "rank", isDown: false });
  const index = law.indexes.find((one) => one.code === search.index) ?? law.indexes[0];
  const classification = law.classifications.find((one) => one.ratio === search.ratio) ?? law.classifications[0];
  const ratio = law.ratios.find((one) => one.key === classification?.ratio);
  const past = usePast(frame);
  const before = useBefore(campaignId, ratio?.key ?? "", typeof shown.of === "object" && shown.of.state === "published", past);
  const rows = rowsOf({ ...shown, ratio: ratio?.key ?? "", index: index?.code ?? "", units, before });
  const listed = inOrder(rows.filter((row) => isShown(row, filter)), sorting.order, sorting.isDown, format.compare);
  const handleSort = (order: Order): void => {
    setSorting((now) => ({ order, isDown: now.order === order ? !now.isDown : !ORDERED_UP.includes(order) }));
  };
  const lines = classification !== undefined && sorting.order === "rank" && !sorting.isDown && isWhole(filter) ? quotaLines(rows, classification) : [];
  return { search, filter, setFilter, sorting, handleSort, index, ratio, classification, past, rows, listed, lines };
}
type View = ReturnType<typeof useRanking>;

function useSheet({ listed, classification, past }: View): () => string {
  const t = useResultWords();
  const format = useFormat();
  return () => {
    const head = [t("rank"), t("unit"), t("percent"), t("level"), t("points"), "", past === undefined ? t("changeNone") : t("change", { year: past.year })];
    const levelTitle = (key: string | null): string => classification?.levels.find((one) => one.key === key)?.title ?? "";
    const change = (row: Row): string => {
      const hundredths = changeOf(row);
      return hundredths === undefined ? "" : format.decimal(plainOf(hundredths)).replace("−", "-");
    };
    return asSheet([head, ...listed.map((row) => [String(row.rank), row.name, format.decimal(row.percent), levelTitle(row.level), format.decimal(row.points), format.decimal(row.maxPoints), change(row)])]);
  };
}

/** How many are shown, and what can be done with them. */
function Tools({ view, refresh }: { readonly view: View; readonly refresh: (() => void) | undefined }): ReactNode {
  const t = useResultWords();
  const sheet = useSheet(view);
  return (
    <div className="row no-print">
      <strong aria-live="polite">{t("counted", { shown: view.listed.length, all: view.rows.length })}</strong>
      <span className="grow" />
      {refresh === undefined ? null : <Button onClick={refresh}>{t("refresh")}</Button>}
      <CopyButton text={sheet} count={view.listed.length} />
      <TakeRanking {...view} />
      <Button
        onClick={() => {
          globalThis.print();
        }}
      >
        {t("print")}
      </Button>
    </div>
  );
}

function Panels({ looked, view, gapsOf, onGaps, go }: { readonly looked: Looked; readonly view: View; readonly gapsOf: string | undefined; readonly onGaps: (unit: string | undefined) => void; readonly go: (change: Partial<Record<keyof ResultSearch, string | undefined>>) => void }): ReactNode {
  const { campaignId, frame, shown, law, units } = looked;
  const opened = view.search.unit === undefined ? undefined : units.find((one) => one.code === view.search.unit);
  return (
    <>
      {gapsOf === undefined ? null : <GapsPanel campaignId={campaignId} gaps={shown.gaps} units={units} titleOf={titlesOf(law)} only={gapsOf === "" ? undefined : gapsOf} onClose={() => { onGaps(undefined); }} />}
      {opened === undefined ? null : <ReasonsPanel campaignId={campaignId} of={shown.of} unit={opened} ratioTitle={view.ratio?.title ?? ""} regulationVersionId={typeof shown.of === "object" ? shown.of.regulation.versionId : frame.versionInForce} onClose={() => { go({ unit: undefined }); }} />}
    </>
  );
}

function Ranking(looked: Looked): ReactNode {
  const { campaignId, frame, shown, law, versions, refresh } = looked;
  const t = useResultWords();
  const format = useFormat();
  const { user } = useSession();
  const navigate = useNavigate({ from: "/campaigns/$campaignId/result" });
  const view = useRanking(looked);
  const [gapsOf, setGapsOf] = useState<string>();
  const { filter, setFilter, index, ratio, classification } = view;
  if (index === undefined || ratio === undefined || classification === undefined) return null;
  const go = (change: Partial<Record<keyof ResultSearch, string | undefined>>): void => {
    void navigate({ search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value !== undefined)), resetScroll: false });
  };
  const isDraft = shown.of === "draft";
  return (
    <>
      {isDraft ? <Watermark text={`${t("draft")} · ${user.name} · ${format.time(shown.at)}`} /> : null}
      {isDraft ? <DraftNote campaignId={campaignId} shown={shown} onGaps={() => { setGapsOf(""); }} /> : null}
      <RankingBar
        law={law}
        source={{ value: typeof shown.of === "object" ? String(shown.of.number) : shown.of, versions, seesDraft: frame.seesDraft }}
        index={index.code}
        ratio={ratio.key}
        filter={filter}
        showsGaps={isDraft}
        onChoose={(change) => { setFilter({ ...filter, level: "" }); go(change); }}
        onFilter={setFilter}
      />
      <Tools view={view} refresh={isDraft ? refresh : undefined} />
      {typeof shown.of === "object" ? <VersionPapers campaignId={campaignId} number={String(shown.of.number)} /> : null}
      <p className="no-print">
        {t("byLaw", { ratio: ratio.title })} <HelpHint topic={ratio.title} versionId={typeof shown.of === "object" ? shown.of.regulation.versionId : frame.versionInForce} rules={[ratio, ...ratio.tieBreaks, ...(classification?.levels.flatMap((one) => [one, one.quota]) ?? [])]} />
      </p>
      <AnnexHead shown={shown} frame={frame} title={ratio.title} index={index.title} />
      {view.listed.length === 0 ? (
        <Notice title={t("empty")} action={<Button onClick={() => { setFilter(NO_FILTER); }}>{t("clear")}</Button>}>
          {t("emptyHelp")}
        </Notice>
      ) : (
        <RankingTable caption={t("tableOf", { ratio: ratio.title, index: index.title })} rows={view.listed} lines={view.lines} thresholds={thresholdsOf(classification)} classification={classification} campaignId={campaignId} ratioTitle={ratio.title} lastYear={view.past?.year} showsGaps={isDraft} sorting={view.sorting} onSort={view.handleSort} onGaps={(row) => { setGapsOf(row.code); }} />
      )}
      <Panels looked={looked} view={view} gapsOf={gapsOf} onGaps={setGapsOf} go={go} />
    </>
  );
}

function OfCampaign({ campaignId, frame, versions }: { readonly campaignId: string; readonly frame: CampaignFrame; readonly versions: readonly VersionItem[] }): ReactNode {
  const t = useResultWords();
  const search: ResultSearch = useSearch({ from: PLACE });
  const of = sourceOf(search.of, frame, versions);
  const shown = useShown(campaignId, of);
  const units = useUnits(campaignId);
  const law = useLaw(typeof of === "object" ? of.regulation.versionId : frame.versionInForce);
  if (of === undefined) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  return (
    <Loaded query={shown} rows={14}>
      {(result) => (
        <Loaded query={units} rows={14}>
          {(all) => <Loaded query={law} rows={14}>{(regulation) => <Ranking campaignId={campaignId} frame={frame} shown={result} law={regulation} units={all} versions={versions} refresh={() => { void shown.refetch(); }} />}</Loaded>}
        </Loaded>
      )}
    </Loaded>
  );
}

export function ResultPage(): ReactNode {
  const t = useResultWords();
  const { campaignId } = useParams({ from: PLACE });
  const frame = useFrame(campaignId);
  const versions = useVersions(campaignId);
  return (
    <Page title={t("title")} lead={frame.data?.title}>
      <ResultNav campaignId={campaignId} frame={frame.data} />
      <Loaded query={frame} rows={14}>
        {(found) => <Loaded query={versions} rows={14}>{(all) => <OfCampaign campaignId={campaignId} frame={found} versions={all} />}</Loaded>}
      </Loaded>
    </Page>
  );
}
