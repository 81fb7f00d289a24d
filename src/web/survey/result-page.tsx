import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { readConversion, readResults, readSurvey } from "../../contract/survey.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";
import { Pick } from "../ui/pick.tsx";
import { Loaded } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { download } from "./download.ts";
import { Download } from "../shell/download.tsx";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { readResultsWorkbook } from "../../contract/survey-field.ts";
import { Charts, EarlierYears, Texts } from "./analysis.tsx";
import { SurveyFrame } from "./frame.tsx";
import { useAnalysisWords } from "./words-analysis.ts";
import { useSurveyWords } from "./words.ts";

type Worth = z.output<typeof readConversion.response>;
type Design = z.output<typeof readSurvey.response>["design"];

/** The words of each place of a question, by group and place. */
function questionsOf({ groups }: Design, language: "vi" | "en"): ReadonlyMap<string, string> {
  const said = (words: { readonly vi: string; readonly en?: string | undefined }): string => words[language] ?? words.vi;
  return new Map(groups.flatMap(({ key: group, form }) => form.sections.flatMap(({ questions }) => questions.flatMap((one): [string, string][] => (one.kind === "matrix" ? one.rows.map((row) => [`${group} ${one.key}.${row.key}`, `${said(one.text)}: ${said(row.text)}`]) : [[`${group} ${one.key}`, said(one.text)]])))));
}

function Points({ worth, unit }: { readonly worth: Worth; readonly unit: string }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const language = useLanguage();
  const rows = worth.items.filter((one) => one.unit === unit);
  return (
    <section className="card stack">
      <h2>{t("points")}</h2>
      {worth.missing.length === 0 ? null : <p className="muted">{t("missing", { count: format.count(worth.missing.length) })}</p>}
      <div className="row">
        <TableDownload
          name={`${t("points")}: ${rows[0]?.name ?? unit}`}
          rows={rows}
          columns={[
            { title: t("criterion"), of: (one) => `${one.criterion} ${one.title}`, width: 44 },
            { title: t("points"), of: (one) => numberIn(one.points), decimals: 2 },
            { title: t("answers"), of: (one) => one.answers },
            { title: t("reason"), of: (one) => one.reason[language], width: 60 },
          ]}
        />
      </div>
      <TableScroll label={t("points")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("criterion")}</th>
              <th scope="col" className="num">{t("points")}</th>
              <th scope="col" className="num">{t("answers")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.criterion}>
                <th scope="row">
                  {`${one.criterion} ${one.title}`}
                  <p className="small muted">{one.reason[language]}</p>
                  {one.warnings.map((warning) => (
                    <p key={warning.vi} className="small">
                      {warning[language]}
                    </p>
                  ))}
                </th>
                <td className="num">{one.points === null ? "–" : t("pointsOf", { points: format.decimal(one.points), max: format.decimal(one.maxPoints) })}</td>
                <td className="num">
                  {format.count(one.answers)}
                  {one.margin === null ? null : <span className="small muted"> {t("margin", { margin: format.decimal(one.margin) })}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function Spread({ surveyId, unit, unitName, design }: { readonly surveyId: string; readonly unit: string; readonly unitName: string; readonly design: Design }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const words = questionsOf(design, useLanguage());
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
  const groupOf = ({ respondents, channel }: { readonly respondents: string; readonly channel: "card" | "open" }): string => `${groups.get(respondents) ?? respondents}${channel === "open" ? ` (${t("openCount")})` : ""}`;
  const query = useRead(readResults, { params: { surveyId }, query: { unit } });
  return (
    <section className="card stack">
      <h2>{t("spread")}</h2>
      <p className="muted">{t("spreadHelp")}</p>
      <Loaded query={query}>
        {({ body }) => (
          <>
            <TableScroll label={t("spread")}>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t("question")}</th>
                    <th scope="col">{t("group")}</th>
                    <th scope="col" className="num">{t("answers")}</th>
                    <th scope="col" className="num">{t("mean")}</th>
                    <th scope="col" className="num">{t("top")}</th>
                  </tr>
                </thead>
                <tbody>
                  {body.items.map((one) => (
                    <tr key={`${one.channel} ${one.respondents} ${one.place}`}>
                      <th scope="row">{words.get(`${one.respondents} ${one.place}`) ?? one.place}</th>
                      <td>{groupOf(one)}</td>
                      <td className="num">{one.answers === null ? <span className="muted">{t("few")}</span> : format.count(one.answers)}</td>
                      <td className="num">{one.mean === null ? "–" : format.decimal(one.mean)}</td>
                      <td className="num">
                        {one.topShare === null ? "–" : format.percent(one.topShare)}
                        {one.topShare === null ? null : <meter className="survey-bar" min={0} max={100} value={Number(one.topShare)} aria-hidden="true" />}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableScroll>
            <div className="row">
              <TableDownload
                name={`${t("spread")}: ${unitName}`}
                rows={body.items}
                columns={[
                  { title: t("question"), of: (one) => words.get(`${one.respondents} ${one.place}`) ?? one.place, width: 50 },
                  { title: t("group"), of: (one) => groupOf(one), width: 26 },
                  { title: t("answers"), of: (one) => one.answers ?? t("few") },
                  { title: t("mean"), of: (one) => numberIn(one.mean), decimals: 2 },
                  { title: `${t("top")} (%)`, of: (one) => numberIn(one.topShare), decimals: 2 },
                ]}
              />
              <Button
                onClick={() => {
                  download(`khao-sat-${unit}.csv`, "text/csv", body.csv);
                }}
              >
                {t("csv")}
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Pictures, earlier surveys and words, each of one body. */
function More({ surveyId, unit, design, unitNames }: { readonly surveyId: string; readonly unit: string; readonly design: Design; readonly unitNames: ReadonlyMap<string, string> }): ReactNode {
  const words = questionsOf(design, useLanguage());
  const at = { surveyId, unit, unitName: unitNames.get(unit) ?? unit, words, groups: new Map(design.groups.map((one) => [one.key, one.title])) };
  return (
    <>
      <Charts {...at} unitNames={unitNames} />
      <EarlierYears {...at} />
      <Texts {...at} />
    </>
  );
}

/** What a survey came to, one body at a time. */
export function SurveyResultPage(): ReactNode {
  const t = useSurveyWords();
  const { campaignId, surveyId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/$surveyId/result" });
  const words = useAnalysisWords();
  const survey = useRead(readSurvey, { params: { surveyId } });
  const worth = useRead(readConversion, { params: { surveyId } });
  const [picked, setPicked] = useState<string>();
  return (
    <SurveyFrame campaignId={campaignId} title={t("resultTitle")} lead={survey.data?.body.title} actions={<Download route={readResultsWorkbook} given={{ params: { surveyId } }} label={words("workbook")} of={survey.data?.body.title ?? words("ofSurvey")} />}>
      <p>
        <Link to="/campaigns/$campaignId/surveys/$surveyId" params={{ campaignId, surveyId }}>
          {survey.data?.body.title ?? t("title")}
        </Link>
      </p>
      <Loaded query={worth}>
        {({ body }) => {
          const units = [...new Map(body.items.map((one) => [one.unit, one.name]))].map(([value, label]) => ({ value, label }));
          const unit = picked ?? units[0]?.value;
          return (
            <>
              <div className="card stack">
                <span className="field-label">{t("unit")}</span>
                <Pick label={t("chooseUnit")} options={units} value={unit} onPick={setPicked} />
              </div>
              {unit === undefined ? null : <Points worth={body} unit={unit} />}
              {unit === undefined || survey.data === undefined ? null : (
                <>
                  <Spread surveyId={surveyId} unit={unit} unitName={units.find((one) => one.value === unit)?.label ?? unit} design={survey.data.body.design} />
                  <More surveyId={surveyId} unit={unit} design={survey.data.body.design} unitNames={new Map(units.map((one) => [one.value, one.label]))} />
                </>
              )}
            </>
          );
        }}
      </Loaded>
    </SurveyFrame>
  );
}
