import type { ReactNode } from "react";
import type { Decided } from "../../contract/result.ts";
import type { Result } from "../../scoring/engine/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import type { Past } from "../shell/past.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useProposalWords } from "./proposal-words.ts";
import { levelCounts } from "./standing.ts";

type Props = { readonly result: Result; readonly decisions: readonly Decided[]; readonly law: ShownRegulation; readonly past: Past | undefined };

/** How many units have each level, by index, beside the year before: what will be signed, at a glance. */
export function LevelSummary({ result, decisions, law, past }: Props): ReactNode {
  const t = useProposalWords();
  const format = useFormat();
  return law.classifications.map(({ ratio, levels }) => {
    const counts = levelCounts(result, ratio, decisions);
    const before = past?.result === undefined ? undefined : levelCounts(past.result, ratio, past.decisions);
    const hasUndecided = law.indexes.some((one) => counts.has(`${one.code} `));
    const rows = [...levels.map((one) => ({ key: one.key, title: one.title })), ...(hasUndecided ? [{ key: "", title: t("undecided") }] : [])];
    return (
      <TableScroll key={ratio} label={t("summaryOf", { ratio: law.ratios.find((one) => one.key === ratio)?.title ?? ratio })}>
        <table className="plain level-summary">
          <caption>{t("summaryOf", { ratio: law.ratios.find((one) => one.key === ratio)?.title ?? ratio })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("level")}</th>
              {law.indexes.map((one) => (
                <th key={one.code} scope="col" className="num" title={one.title}>
                  {one.title.split(":", 1)[0]}
                </th>
              ))}
              <th scope="col" className="num">
                {t("total")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, title }) => {
              const cells = law.indexes.map((one) => ({ code: one.code, count: counts.get(`${one.code} ${key}`) ?? 0, last: before?.get(`${one.code} ${key}`) ?? 0 }));
              return (
                <tr key={key}>
                  <th scope="row">
                    <Level level={key === "" ? null : key} title={title} />
                  </th>
                  {cells.map(({ code, count, last }) => (
                    <td key={code} className="num">
                      {format.count(count)}
                      {before === undefined ? null : <span className="small muted level-summary-last">{t("lastYear", { year: past?.year ?? "", count: last })}</span>}
                    </td>
                  ))}
                  <td className="num">
                    <strong>{format.count(cells.reduce((sum, one) => sum + one.count, 0))}</strong>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    );
  });
}
