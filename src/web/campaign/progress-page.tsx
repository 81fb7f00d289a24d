import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { readProgress } from "../../contract/assessment.ts";
import { useAll } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { Chips } from "../ui/chips.tsx";
import { PROGRESS_STATES, type ProgressItem, shareOf, sortItems, type Sorting, stateOf } from "./progress.ts";
import { Remind } from "./remind.tsx";
import { ProgressTable } from "./progress-table.tsx";
import { useCampaignWords } from "./words.ts";
import { useProgressWords } from "./words-progress.ts";
import "./progress.css";

const SORTINGS: readonly Sorting[] = ["state", "name", "share", "deadline"];
const FROM = "/signed-in/campaigns/$campaignId/progress";

type Search = { readonly state?: string; readonly index?: string; readonly text?: string; readonly sort?: string };

function useShown(items: readonly ProgressItem[], { campaign: { stage, now } }: At, { state, index, text = "", sort }: Search): ProgressItem[] {
  const { compare } = useFormat();
  const typed = useDeferredValue(text);
  return useMemo(() => {
    const by = SORTINGS.find((one) => one === sort) ?? "state";
    const fit = items.filter((one) => (state === undefined || stateOf(one, stage, now) === state) && (index === undefined || one.index === index) && matches(`${one.unitCode} ${one.unitName}`, typed));
    return sortItems(fit, by, { stage, now, compare });
  }, [items, stage, now, state, index, typed, sort, compare]);
}

function Filters({ items, at, search, onSearch }: { readonly items: readonly ProgressItem[]; readonly at: At; readonly search: Search; readonly onSearch: (change: Search) => void }): ReactNode {
  const t = useProgressWords();
  const words = useCampaignWords();
  const { stage, now } = at.campaign;
  const byState = Map.groupBy(items, (one) => stateOf(one, stage, now));
  const byIndex = Map.groupBy(items, (one) => one.index);
  return (
    <div className="stack no-print progress-filters">
      <Chips label={t("states")} chosen={search.state ?? ""} onChoose={(state) => { onSearch({ ...search, state }); }} options={[{ key: "", word: t("state.all"), count: items.length }, ...PROGRESS_STATES.flatMap((key) => (byState.has(key) ? [{ key, word: t(`state.${key}`), count: byState.get(key)?.length ?? 0 }] : []))]} />
      {byIndex.size < 2 ? null : <Chips label={t("indexes")} chosen={search.index ?? ""} onChoose={(index) => { onSearch({ ...search, index }); }} options={[{ key: "", word: words("allIndexes"), count: items.length }, ...[...byIndex.keys()].toSorted().map((key) => ({ key, word: words("index", { index: key }), count: byIndex.get(key)?.length ?? 0 }))]} />}
      <div className="row">
        <input
          type="search"
          className="field-input picker-search"
          aria-label={words("search")}
          placeholder={words("search")}
          value={search.text ?? ""}
          onChange={({ target }) => {
            onSearch({ ...search, text: target.value });
          }}
        />
        <select
          className="field-input picker-index"
          aria-label={t("sort")}
          value={search.sort ?? "state"}
          onChange={({ target }) => {
            onSearch({ ...search, sort: target.value });
          }}
        >
          {SORTINGS.map((one) => (
            <option key={one} value={one}>
              {t(`sort.${one}`)}
            </option>
          ))}
        </select>
        <Button
          onClick={() => {
            globalThis.print();
          }}
        >
          {t("print")}
        </Button>
      </div>
    </div>
  );
}

/** The board as it is shown. */
function Take({ shown, at: { campaign } }: { readonly shown: readonly ProgressItem[]; readonly at: At }): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const timeOf = (moment: string | null): string => (moment === null ? "" : format.time(moment));
  return (
    <TableDownload
      name={`${t("title")} ${campaign.title}`}
      rows={shown}
      columns={[
        { title: t("unit"), of: (one) => one.unitName },
        { title: t("code"), of: (one) => one.unitCode },
        { title: t("indexOf"), of: (one) => one.index },
        { title: t("state"), of: (one) => t(`state.${stateOf(one, campaign.stage, campaign.now)}`) },
        { title: t("doneCount"), of: (one) => shareOf(one, campaign.stage).done },
        { title: t("allCount"), of: (one) => shareOf(one, campaign.stage).all },
        { title: t("deadline"), of: (one) => timeOf(one.deadline) },
        { title: t("submitted"), of: (one) => timeOf(one.submittedAt) },
      ]}
    />
  );
}

function Board({ items, at }: { readonly items: readonly ProgressItem[]; readonly at: At }): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const search: Search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: "/campaigns/$campaignId/progress" });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = useShown(items, at, search);
  const mayExtend = at.campaign.availableActions.includes("extend");
  const mayRemind = (at.campaign.stage === "self-scoring" || at.campaign.stage === "explanation") && at.roles.some((role) => role === "programme-officer" || role === "working-group");
  const change = (next: Search): void => {
    void navigate({ search: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== "")), replace: true, resetScroll: false });
  };
  const codes = items.filter((one) => chosen.has(one.unitId)).map((one) => one.unitCode);
  return (
    <>
      <Filters items={items} at={at} search={search} onSearch={change} />
      <div className="row">
        <span role="status" className="grow">
          {t("shown", { shown: format.count(shown.length), all: format.count(items.length) })}
        </span>
        <Take shown={shown} at={at} />
        {mayRemind && shown.length > 0 ? (
          <Button className="no-print" onClick={() => { setChosen(new Set(shown.map((one) => one.unitId))); }}>
            {t("chooseShown", { count: format.count(shown.length) })}
          </Button>
        ) : null}
        {mayRemind ? <Remind campaignId={at.campaign.id} unitIds={[...chosen]} /> : null}
        {codes.length === 0 || !mayExtend ? null : (
          <Link to="/campaigns/$campaignId/extensions" params={{ campaignId: at.campaign.id }} search={{ units: codes.join(",") }} className="link-button link-button-primary no-print">
            {t("extendChosen", { count: codes.length })}
          </Link>
        )}
      </div>
      {shown.length === 0 ? (
        <Notice
          title={t("nobody")}
          action={
            <Button
              onClick={() => {
                change({});
              }}
            >
              {t("clear")}
            </Button>
          }
        />
      ) : (
        <ProgressTable items={shown} at={at} chosen={mayExtend || mayRemind ? chosen : undefined} onChoose={setChosen} />
      )}
    </>
  );
}

export function ProgressPage(): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const { campaignId } = useParams({ from: FROM });
  const query = useAll(readProgress, { params: { campaignId } });
  const countsIn = (items: readonly ProgressItem[]): string => {
    const submitted = items.filter((one) => one.parts["self-scoring"] === "submitted").length;
    return t("lead", { all: format.count(items.length), submitted: format.count(submitted), left: format.count(items.length - submitted) });
  };
  return (
    <CampaignPage campaignId={campaignId} title={t("title")} leadOf={({ campaign }) => (query.data === undefined ? campaign.title : `${campaign.title} · ${countsIn(query.data)}`)}>
      {(at) => <Loaded query={query} rows={12}>{(items) => <Board items={items} at={at} />}</Loaded>}
    </CampaignPage>
  );
}
