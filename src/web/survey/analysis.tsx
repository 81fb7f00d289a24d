import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { readResults } from "../../contract/survey.ts";
import { readEarlierResults, readTexts } from "../../contract/survey-field.ts";
import { useRead } from "../shell/query.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { Choice } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Loaded } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { type Bar, Chart } from "./chart.tsx";
import { sharesOf } from "./shares.ts";
import { useAnalysisWords } from "./words-analysis.ts";

type Row = z.output<typeof readResults.response>["items"][number];
type At = { readonly surveyId: string; readonly unit: string; readonly unitName: string; readonly words: ReadonlyMap<string, string>; readonly groups: ReadonlyMap<string, string> };

const isShown = (row: Row): boolean => row.mean !== null && row.counts !== null;

function useLegend(): readonly string[] {
  const t = useAnalysisWords();
  return [t("level1"), t("level2"), t("level3"), t("level4"), t("level5")];
}

/** Pictures of one unit: levels by question; and one question over all units. */
export function Charts({ surveyId, unit, unitName, words, groups, unitNames }: At & { readonly unitNames: ReadonlyMap<string, string> }): ReactNode {
  const t = useAnalysisWords();
  const format = useFormat();
  const legend = useLegend();
  const query = useRead(readResults, { params: { surveyId }, query: {} });
  const [picked, setPicked] = useState("");
  return (
    <section className="card stack">
      <h2>{t("charts")}</h2>
      <Loaded query={query}>
        {({ body }) => {
          const rows = body.items.filter((one) => one.channel === "card" && isShown(one));
          const labelOf = (row: Pick<Row, "respondents" | "place">): string => words.get(`${row.respondents} ${row.place}`) ?? row.place;
          const barOf = (row: Pick<Row, "answers" | "counts">, label: string, under?: string): Bar => ({ label, ...(under === undefined ? {} : { under }), note: `n = ${format.count(row.answers ?? 0)}`, parts: sharesOf(row.counts ?? {}) });
          const groupOf = ({ respondents }: Pick<Row, "respondents">): string => groups.get(respondents) ?? respondents;
          const own = rows.filter((one) => one.unit === unit);
          const questions = [...new Map(rows.map((one) => [`${one.respondents} ${one.place}`, `${labelOf(one)} (${groups.get(one.respondents) ?? one.respondents})`]))];
          const compared = picked === "" ? questions[0]?.[0] : picked;
          const groupBars = body.totals.filter((one) => one.channel === "card" && one.mean !== null && one.counts !== null).toSorted((a, b) => format.compare(labelOf(a), labelOf(b)));
          const others = rows.filter((one) => `${one.respondents} ${one.place}` === compared && one.topShare !== null).toSorted((a, b) => Number(b.topShare) - Number(a.topShare));
          return (
            <>
              {own.length === 0 ? null : <Chart name={`khao-sat-${unit}`} title={t("chart", { unit: unitName })} legend={legend} bars={own.map((one) => barOf(one, labelOf(one), groups.size > 1 ? groupOf(one) : undefined))} />}
              {groupBars.length === 0 ? null : <Chart name="khao-sat-nhom" title={t("chartGroups")} legend={legend} bars={groupBars.map((one) => barOf(one, labelOf(one), groupOf(one)))} />}
              <Choice label={t("chartOf")} value={compared ?? ""} options={questions.map(([value, label]) => ({ value, label }))} onChange={setPicked} />
              {others.length === 0 ? null : <Chart name="khao-sat-don-vi" title={`${t("chartUnits")}: ${questions.find(([key]) => key === compared)?.[1] ?? ""}`} legend={legend} bars={others.map((one) => barOf(one, unitNames.get(one.unit) ?? one.unit))} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

type Earlier = z.output<typeof readEarlierResults.response>["surveys"][number];

/** The same questions in surveys before, beside this one. */
export function EarlierYears({ surveyId, unit, unitName, words }: At): ReactNode {
  const t = useAnalysisWords();
  const format = useFormat();
  const query = useRead(readEarlierResults, { params: { surveyId }, query: { unit } });
  const now = useRead(readResults, { params: { surveyId }, query: { unit } });
  const meanIn = ({ items }: Pick<Earlier, "items">, key: string): string => {
    const mean = items.find((one) => `${one.respondents} ${one.place}` === key)?.mean ?? null;
    return mean === null ? "–" : format.decimal(mean);
  };
  return (
    <section className="card stack">
      <h2>{t("earlier")}</h2>
      <Loaded query={query}>
        {({ body: { surveys } }) => {
          if (surveys.length === 0) return <p className="muted">{t("noEarlier")}</p>;
          const keys = [...new Set(surveys.flatMap((one) => one.items.map((each) => `${each.respondents} ${each.place}`)))];
          const current = (now.data?.body.items ?? []).filter((one) => one.channel === "card");
          return (
            <>
              <div className="row">
                <TableDownload
                  name={`${t("earlier")}: ${unitName}`}
                  rows={keys}
                  columns={[{ title: t("question"), of: (key) => words.get(key) ?? key }, { title: t("now"), of: (key) => numberIn(current.find((one) => `${one.respondents} ${one.place}` === key)?.mean), decimals: 2 }, ...surveys.map((survey) => ({ title: `${survey.title} (${String(survey.year)})`, of: (key: string) => numberIn(survey.items.find((one) => `${one.respondents} ${one.place}` === key)?.mean), decimals: 2 }))]}
                />
              </div>
              <TableScroll label={t("earlier")}>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("question")}</th>
                      <th scope="col" className="num">{t("now")}</th>
                      {surveys.map((one) => (
                        <th key={one.id} scope="col" className="num">{`${one.title} (${String(one.year)})`}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {keys.map((key) => (
                      <tr key={key}>
                        <th scope="row">{words.get(key) ?? key}</th>
                        <td className="num">{meanIn({ items: current }, key)}</td>
                        {surveys.map((one) => (
                          <td key={one.id} className="num">
                            {meanIn(one, key)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

/** What people wrote of a unit, with nobody's name in it. */
export function Texts({ surveyId, unit, unitName, words }: At): ReactNode {
  const t = useAnalysisWords();
  const format = useFormat();
  const query = useRead(readTexts, { params: { surveyId }, query: { unit } });
  const { shown, more } = useBeginning(query.data?.body.items ?? []);
  return (
    <section className="card stack">
      <h2>{t("texts")}</h2>
      <p className="muted">{t("textsHelp")}</p>
      <Loaded query={query}>
        {({ body }) => (
          <>
            {body.items.length === 0 ? <p>{t("noTexts")}</p> : null}
            <TableDownload name={`${t("texts")}: ${unitName}`} rows={body.items} columns={[{ title: t("question"), of: (one) => words.get(`${one.respondents} ${one.place}`) ?? one.place }, { title: t("texts"), of: (one) => one.text, width: 60 }]} />
            <ul>
              {shown.map((one, i) => (
                <li key={i}>
                  {one.text} <span className="small muted">{words.get(`${one.respondents} ${one.place}`) ?? one.place}</span> {one.isScreened ? <span className="small muted">({t("screened")})</span> : null}
                </li>
              ))}
            </ul>
            {more}
            {body.withheld === 0 ? null : <p className="muted">{t("withheld", { count: format.count(body.withheld) })}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}
