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
import { SurveyFrame } from "./frame.tsx";
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

function Spread({ surveyId, unit, design }: { readonly surveyId: string; readonly unit: string; readonly design: Design }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const words = questionsOf(design, useLanguage());
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
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
                      <td>{groups.get(one.respondents) ?? one.respondents}</td>
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

/** What a survey came to, one body at a time. */
export function SurveyResultPage(): ReactNode {
  const t = useSurveyWords();
  const { campaignId, surveyId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/$surveyId/result" });
  const survey = useRead(readSurvey, { params: { surveyId } });
  const worth = useRead(readConversion, { params: { surveyId } });
  const [picked, setPicked] = useState<string>();
  return (
    <SurveyFrame campaignId={campaignId} title={t("resultTitle")} lead={survey.data?.body.title}>
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
              {unit === undefined || survey.data === undefined ? null : <Spread surveyId={surveyId} unit={unit} design={survey.data.body.design} />}
            </>
          );
        }}
      </Loaded>
    </SurveyFrame>
  );
}
