import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, useRef } from "react";
import type { Classification } from "../../scoring/regulation/schema.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import type { Threshold } from "../../scoring/explain/thresholds.ts";
import { Ruler } from "../ui/ruler.tsx";
import { changeOf, type Order, plainOf, type QuotaLine, type Row } from "./standing.ts";
import { usePrinting } from "../ui/use-printing.ts";
import { useResultWords } from "./words.ts";
import "./ranking.css";

/** Beyond so many rows only those in sight are drawn. */
const FEW = 40;
const ROW_HEIGHT = 52;

type Sorting = { readonly order: Order; readonly isDown: boolean };
type RankingProps = {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly lines: readonly QuotaLine[];
  readonly thresholds: readonly Threshold[];
  readonly classification: Classification;
  readonly campaignId: string;
  readonly ratioTitle: string;
  readonly lastYear: number | undefined;
  readonly showsGaps: boolean;
  readonly sorting: Sorting;
  readonly onSort: (order: Order) => void;
  readonly onGaps: (row: Row) => void;
};

type HeadProps = Pick<RankingProps, "sorting" | "onSort"> & { readonly order: Order; readonly title: string; readonly className?: string };

function Head({ sorting, onSort, order, title, className }: HeadProps): ReactNode {
  const isOwn = sorting.order === order;
  return (
    <th scope="col" className={className} aria-sort={isOwn ? (sorting.isDown ? "descending" : "ascending") : undefined}>
      <button
        type="button"
        className="ranking-sort"
        onClick={() => {
          onSort(order);
        }}
      >
        {title} <span aria-hidden="true">{isOwn ? (sorting.isDown ? "▾" : "▴") : ""}</span>
      </button>
    </th>
  );
}

function Change({ row }: { readonly row: Row }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  if (row.before.length > 1) return <span className="small muted">{t("merged", { count: row.before.length })}</span>;
  const change = changeOf(row);
  const [last] = row.before;
  if (change === undefined || last === undefined) return <span className="muted">–</span>;
  const sign = change > 0 ? "▲ +" : change < 0 ? "▼ " : "";
  return (
    <>
      <span className={change > 0 ? "ranking-up" : change < 0 ? "ranking-down" : "muted"}>
        {sign}
        {format.decimal(plainOf(change))}
      </span>
      <span className="ranking-place small muted">{t("place", { rank: last.rank })}</span>
    </>
  );
}

type RowProps = RankingProps & { readonly row: Row; readonly at: number; readonly measure: ((element: HTMLTableRowElement | null) => void) | undefined };

function UnitRow({ row, at, measure, classification, thresholds, campaignId, ratioTitle, showsGaps, onGaps }: RowProps): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  const title = classification.levels.find((one) => one.key === row.level)?.title;
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2} className="ranking-row">
      <th scope="row" className="ranking-unit">
        <span className="ranking-rank num">{row.rank}</span> <span>{row.name}</span>
      </th>
      <td className="num">
        <Link className="ranking-open" to="/campaigns/$campaignId/result" params={{ campaignId }} search={(now) => ({ ...now, unit: row.code })} resetScroll={false} aria-label={t("reasonsOf", { percent: format.percent(row.percent), unit: row.name })}>
          {format.percent(row.percent)}
        </Link>
      </td>
      <td>
        <Level level={row.level} title={title} />
        {row.isDecided ? <span className="small muted"> {t("decided")}</span> : null}
        {row.pending === undefined ? null : (
          <Link className="ranking-pending small" to="/campaigns/$campaignId/result/decisions" params={{ campaignId }}>
            ◌ {t(`pending.${row.pending}`)}
          </Link>
        )}
      </td>
      <td className="no-print">
        <Ruler title={ratioTitle} thresholds={thresholds} value={row.percent} level={row.level} last={row.before.length === 1 ? row.before[0]?.percent : undefined} size="spark" />
      </td>
      <td className="num">
        {format.decimal(row.points)}<span className="muted">{` / ${format.decimal(row.maxPoints)}`}</span>
      </td>
      <td className="num">
        <Change row={row} />
      </td>
      {showsGaps ? (
        <td className="num no-print">
          {row.gaps === 0 ? (
            <span className="muted">0</span>
          ) : (
            <button
              type="button"
              className="ranking-gaps"
              aria-label={t("gapsOf", { count: row.gaps, unit: row.name })}
              onClick={() => {
                onGaps(row);
              }}
            >
              {format.count(row.gaps)}
            </button>
          )}
        </td>
      ) : null}
    </tr>
  );
}

function Lines({ lines, code, columns }: { readonly lines: readonly QuotaLine[]; readonly code: string; readonly columns: number }): ReactNode {
  const t = useResultWords();
  const format = useFormat();
  return lines
    .filter((one) => one.after === code)
    .map((one) => (
      <tr key={one.level} className="ranking-quota">
        <td colSpan={columns}>
          <span>{t("quota", { level: one.title, taken: one.taken, places: one.places, share: format.decimal(one.share.replace(/\.00$/, "")), base: one.base })}</span>
        </td>
      </tr>
    ));
}

/** The room of rows that are out of sight. */
const Pad = ({ columns, height }: { readonly columns: number; readonly height: number }): ReactNode => (
  <tr aria-hidden="true">
    <td colSpan={columns} style={{ height }}>
      {null}
    </td>
  </tr>
);

/** The ranking of one index by one ratio. The whole row opens the reasons of its number. */
export function RankingTable(props: RankingProps): ReactNode {
  const { caption, rows, lines, lastYear, showsGaps } = props;
  const t = useResultWords();
  const frame = useRef<HTMLDivElement>(null);
  const isWhole = usePrinting() || rows.length <= FEW;
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => ROW_HEIGHT, overscan: 12, getItemKey: (at) => rows[at]?.code ?? at });
  const seen = isWhole ? rows.map((_row, at) => ({ index: at, start: 0, end: 0 })) : virtual.getVirtualItems();
  const above = isWhole ? 0 : (seen[0]?.start ?? 0);
  const below = isWhole ? 0 : virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const columns = showsGaps ? 7 : 6;
  return (
    <div ref={frame} className="table-scroll ranking-scroll" role="region" aria-label={t("scroll")} tabIndex={0}>
      <table className="plain ranking" aria-rowcount={rows.length + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <Head {...props} order="rank" title={`${t("rank")} · ${t("unit")}`} className="ranking-unit" />
            <Head {...props} order="percent" title={t("percent")} className="num" />
            <Head {...props} order="level" title={t("level")} />
            <th scope="col" className="no-print">
              {t("ruler")}
            </th>
            <Head {...props} order="points" title={t("points")} className="num" />
            <Head {...props} order="change" title={lastYear === undefined ? t("changeNone") : t("change", { year: lastYear })} className="num" />
            {showsGaps ? <Head {...props} order="gaps" title={t("gaps")} className="num no-print" /> : null}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Pad columns={columns} height={above} /> : null}
          {seen.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Fragment key={row.code}>
                <UnitRow {...props} row={row} at={index} measure={isWhole ? undefined : virtual.measureElement} />
                <Lines lines={lines} code={row.code} columns={columns} />
              </Fragment>
            );
          })}
          {below > 0 ? <Pad columns={columns} height={below} /> : null}
        </tbody>
      </table>
    </div>
  );
}
