import type { ReactNode } from "react";
import { readHistory } from "../../contract/personnel-form.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { usePeriodName } from "../ui/period-name.ts";
import { Loaded } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import type { Answer } from "../shell/client.ts";
import { useLevels } from "./levels.ts";
import { useMeanWords } from "./words-mean.ts";
import "./narrowed.css";

/** The periods of a year, wherever somebody was in them, and what they come to: half-years and year (articles 17.3, 11, 19). */

type History = Answer<typeof readHistory>["body"];
type Mean = History["year"];

function MeanRow({ label, mean }: { readonly label: string; readonly mean: Mean }): ReactNode {
  const t = useMeanWords();
  const format = useFormat();
  if (mean === null) return null;
  return (
    <tr className="work-year-mean">
      <th scope="row" colSpan={4}>
        {label}
      </th>
      <td className="num">{format.decimal(mean.total)}</td>
      <td className="small muted">{t("months", { count: mean.months })}</td>
    </tr>
  );
}

function Table({ history }: { readonly history: History }): ReactNode {
  const t = useMeanWords();
  const periodName = usePeriodName();
  const format = useFormat();
  const { titleOf } = useLevels();
  const points = (value: string | null): string => (value === null ? "" : format.decimal(value));
  return (
    <TableScroll label={t("title")}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("period")}</th>
            <th scope="col">{t("unit")}</th>
            <th scope="col" className="num">{t("general")}</th>
            <th scope="col" className="num">{t("results")}</th>
            <th scope="col" className="num">{t("total")}</th>
            <th scope="col">{t("level")}</th>
          </tr>
        </thead>
        <tbody>
          {history.periods.map((one) => (
            <tr key={one.periodId}>
              <th scope="row">{periodName(one.periodId)}</th>
              <td className="cards-whole">{one.unitName}</td>
              <td className="num" data-label={t("general")}>{points(one.general)}</td>
              <td className="num" data-label={t("results")}>{points(one.results)}</td>
              <td className="num" data-label={t("total")}>{points(one.total)}</td>
              <td className="cards-whole">{one.state === "confirmed" ? <Level level={one.level} title={titleOf(one.level)} /> : t(one.state === "absent" ? "absent" : "open")}</td>
            </tr>
          ))}
          <MeanRow label={t("firstHalf")} mean={history.halves[0] ?? null} />
          <MeanRow label={t("secondHalf")} mean={history.halves[1] ?? null} />
          <MeanRow label={t("year")} mean={history.year} />
        </tbody>
      </table>
    </TableScroll>
  );
}

export function YearMeans({ personId, year }: { readonly personId: string; readonly year: number }): ReactNode {
  const t = useMeanWords();
  const query = useRead(readHistory, { params: { personId }, query: { year } });
  return (
    <Loaded query={query}>
      {({ body }) =>
        body.periods.length === 0 ? null : (
          <section className="card stack" aria-label={t("title")}>
            <h2>{t("titleOf", { year })}</h2>
            <p className="small muted">{t("help")}</p>
            <Table history={body} />
            {body.year === null || body.year.isEnough ? null : <p className="small">{t("notEnough")}</p>}
          </section>
        )
      }
    </Loaded>
  );
}
