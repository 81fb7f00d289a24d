import { Button } from "antd";
import { memo, type ReactNode, useCallback, useDeferredValue, useEffect, useRef, useState } from "react";
import { Place } from "../shell/place.tsx";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import type { At } from "./campaign-page.tsx";
import { isPressing, type ProgressItem, shareOf, stateOf } from "./progress.ts";
import { useProgressWords } from "./words-progress.ts";

/** As many rows as are drawn at once; of them so many as fit a screen before the page stands, the others right after. */
const ROWS = 150;
const ON_SCREEN = 30;

/** A quiet bar: how much of the stage's work a unit has done. */
export function Share({ item, at: { campaign } }: { readonly item: ProgressItem; readonly at: At }): ReactNode {
  const t = useProgressWords();
  const { done, all } = shareOf(item, campaign.stage);
  if (campaign.stage === "explanation") return <span className="num">{t("explainedCount", { count: done })}</span>;
  const part = all === 0 ? 0 : Math.min(1, done / all);
  return (
    <span className="progress-share" title={t("shareOf", { done, all })}>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className="progress-share-all" />
        <rect width={part * 100} height="6" className="progress-share-done" />
      </svg>
      <span className="num">
        {done}/{all}
      </span>
    </span>
  );
}

type RowProps = { readonly item: ProgressItem; readonly at: At; readonly isChosen: boolean | undefined; readonly onToggle: (unitId: string) => void };

function EveryRow({ item, at, isChosen, onToggle }: RowProps): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const { id, stage, now } = at.campaign;
  const state = stateOf(item, stage, now);
  return (
    <tr>
      {isChosen === undefined ? null : (
        <td className="progress-tick no-print">
          <input
            type="checkbox"
            aria-label={t("choose", { unit: item.unitName })}
            checked={isChosen}
            onChange={() => {
              onToggle(item.unitId);
            }}
          />
        </td>
      )}
      <th scope="row">
        <Place to={`/campaigns/${id}/progress/${item.unitId}`}>{item.unitName}</Place>{" "}
        <span className="muted small">{item.unitCode}</span>
      </th>
      <td className="progress-index">{item.index}</td>
      <td>
        <span className={`progress-state progress-state-${state}`}>{t(`state.${state}`)}</span>
        {isPressing(item, stage, now) && state !== "missed" ? <span className="progress-pressing small"> · {t("pressing")}</span> : null}
      </td>
      <td>
        <Share item={item} at={at} />
      </td>
      <td className="num">{item.deadline === null ? "–" : format.time(item.deadline)}</td>
      <td className="num">{item.submittedAt === null ? "–" : format.time(item.submittedAt)}</td>
    </tr>
  );
}

/** Drawn anew only when what it shows has changed. */
const Row = memo(EveryRow);

type Props = { readonly items: readonly ProgressItem[]; readonly at: At; readonly chosen: ReadonlySet<string> | undefined; readonly onChoose: (chosen: ReadonlySet<string>) => void };

export function ProgressTable({ items, at, chosen, onChoose }: Props): ReactNode {
  const t = useProgressWords();
  const [limit, setLimit] = useState(ROWS);
  const count = useDeferredValue(limit, ON_SCREEN);
  const latest = useRef({ chosen, onChoose });
  useEffect(() => {
    latest.current = { chosen, onChoose };
  });
  const toggle = useCallback((unitId: string): void => {
    const next = new Set(latest.current.chosen);
    if (!next.delete(unitId)) next.add(unitId);
    latest.current.onChoose(next);
  }, []);
  return (
    <>
      <TableScroll label={t("title")} className="progress-scroll" isTaken={false}>
        <table className="plain progress-table">
          <thead>
            <tr>
              {chosen === undefined ? null : <th scope="col" className="progress-tick no-print"><span className="visually-hidden">{t("chooseColumn")}</span></th>}
              <th scope="col">{t("unit")}</th>
              <th scope="col" className="progress-index">{t("indexOf")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col">{t("share")}</th>
              <th scope="col" className="num">
                {t("deadline")}
              </th>
              <th scope="col" className="num">
                {t("submitted")}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, count).map((item) => (
              <Row key={item.unitId} item={item} at={at} isChosen={chosen?.has(item.unitId)} onToggle={toggle} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {items.length <= limit ? null : (
        <div>
          <Button
            onClick={() => {
              setLimit(limit + ROWS);
            }}
          >
            {t("more", { count: Math.min(ROWS, items.length - limit) })}
          </Button>
        </div>
      )}
    </>
  );
}
