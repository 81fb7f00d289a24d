import type { ReactNode } from "react";
import { earlierRemediation } from "../../contract/remediation.ts";
import { useFormat } from "../ui/format.ts";
import { useRead } from "./query.ts";
import { useShellWords } from "./words.ts";

/** What a unit had to remedy from earlier years and whether it did, beside this year's file (NĐ 335/2025). Nothing where there is nothing. */
export function EarlierRemediation({ campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): ReactNode {
  const t = useShellWords();
  const format = useFormat();
  const items = useRead(earlierRemediation, { params: { campaignId, unitId } }).data?.body.items ?? [];
  if (items.length === 0) return null;
  const left = items.filter((one) => one.state !== "remedied");
  return (
    <details className="card" open={left.length > 0 && left.length <= 3}>
      <summary>
        <strong>{t("earlier", { left: left.length, count: items.length })}</strong>
      </summary>
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <span className="num">{one.year}</span> · {one.criterion} {one.title}: <strong>{t(`earlier.${one.state}`)}</strong>
            {one.deadline === null ? null : <span className="muted"> · {t("earlierDue", { day: format.day(one.deadline) })}</span>}
            {one.isOverdue ? <strong> · {t("earlierLate")}</strong> : null}
            {one.measure === null ? null : <div className="small muted">{one.measure}</div>}
          </li>
        ))}
      </ul>
    </details>
  );
}
