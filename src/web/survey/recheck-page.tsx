import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { readSurvey } from "../../contract/survey.ts";
import { drawRecheck, readRechecks, RECHECK_OUTCOMES, recordRecheck } from "../../contract/survey-field.ts";
import { useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { SurveyFrame } from "./frame.tsx";
import { useStratumName } from "./stratum-name.ts";
import { useAnalysisWords } from "./words-analysis.ts";

/** Until the survey is read. */
const NO_DESIGN = { strata: [], groups: [] };

type Rechecks = z.output<typeof readRechecks.response>;

function People({ interviewers }: Rechecks): ReactNode {
  const t = useAnalysisWords();
  const format = useFormat();
  const figures = (one: Rechecks["interviewers"][number]): number[] => [one.assigned, one.done, one.drawn, one.agrees, one.differs, one.notInterviewed, one.notReached];
  const heads = [t("assigned"), t("done"), t("drawn"), t("outcome.agrees"), t("outcome.differs"), t("outcome.not-interviewed"), t("outcome.not-reached")];
  return (
    <>
      <div className="row">
        <TableDownload
          name={t("recheckTitle")}
          rows={interviewers}
          columns={[{ title: t("interviewer"), of: (one) => one.label }, ...heads.map((title, i) => ({ title, of: (one: Rechecks["interviewers"][number]) => figures(one)[i] ?? null })), { title: `${t("agreement")} (%)`, of: (one) => numberIn(one.agreement), decimals: 2 }]}
        />
      </div>
      <TableScroll label={t("interviewer")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("interviewer")}</th>
              {heads.map((title) => (
                <th key={title} scope="col" className="num">
                  {title}
                </th>
              ))}
              <th scope="col" className="num">{t("agreement")}</th>
            </tr>
          </thead>
          <tbody>
            {interviewers.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.label}</th>
                {figures(one).map((n, i) => (
                  <td key={i} className="num">
                    {format.count(n)}
                  </td>
                ))}
                <td className="num">{one.agreement === null ? "–" : format.percent(one.agreement)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

/** What came of each interview that was drawn. */
function Drawn({ surveyId, rechecks, mayRecord, nameOf }: { readonly surveyId: string; readonly nameOf: (stratum: string) => string; readonly rechecks: Rechecks; readonly mayRecord: boolean }): ReactNode {
  const t = useAnalysisWords();
  const format = useFormat();
  const recording = useAct(recordRecheck, { touches: ["survey.readRechecks"] });
  const labels = new Map(rechecks.interviewers.map((one) => [one.id, one.label]));
  if (rechecks.items.length === 0) return null;
  return (
    <>
      <RefusalNote error={recording.error} />
      <TableScroll label={t("drawn")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("interviewer")}</th>
              <th scope="col" className="num">{t("number")}</th>
              <th scope="col">{t("stratum")}</th>
              <th scope="col">{t("outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {rechecks.items.map((one) => (
              <tr key={`${String(one.round)} ${one.interviewer} ${String(one.number)}`}>
                <th scope="row">
                  {labels.get(one.interviewer) ?? one.interviewer} <span className="small muted">{t("round", { round: format.count(one.round) })}</span>
                </th>
                <td className="num">{format.count(one.number)}</td>
                <td>{nameOf(one.stratum)}</td>
                <td>
                  {mayRecord ? (
                    <select
                      className="field-select"
                      aria-label={`${t("outcome")}: ${labels.get(one.interviewer) ?? ""} ${String(one.number)}`}
                      value={one.outcome ?? ""}
                      onChange={({ target }) => {
                        const outcome = RECHECK_OUTCOMES.find((each) => each === target.value);
                        if (outcome !== undefined) recording.mutate({ params: { surveyId, round: one.round }, body: { interviewer: one.interviewer, number: one.number, outcome, note: "", version: one.version } });
                      }}
                    >
                      {one.outcome === null ? <option value="">{t("outcomeNone")}</option> : null}
                      {RECHECK_OUTCOMES.map((each) => (
                        <option key={each} value={each}>
                          {t(`outcome.${each}`)}
                        </option>
                      ))}
                    </select>
                  ) : (
                    t(one.outcome === null ? "outcomeNone" : `outcome.${one.outcome}`)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  );
}

function Drawing({ surveyId }: { readonly surveyId: string }): ReactNode {
  const t = useAnalysisWords();
  const [percent, setPercent] = useState("10");
  const drawing = useAct(drawRecheck, { touches: ["survey.readRechecks"] });
  const share = Math.min(100, Number(percent.replaceAll(/\D/g, "")) || 0);
  return (
    <section className="card stack">
      <p className="muted">{t("drawHelp")}</p>
      <RefusalNote error={drawing.error} />
      <div className="row">
        <TextField className="survey-short" isNumber label={t("percent")} value={percent} maxLength={3} onChange={setPercent} />
        <Button
          type="primary"
          disabled={share < 1}
          loading={drawing.isPending}
          onClick={() => {
            drawing.mutate({ params: { surveyId }, body: { percent: share } });
          }}
        >
          {t("draw")}
        </Button>
      </div>
    </section>
  );
}

/** Asking some of the interviewed again: drawn by chance, recorded one by one, told of each interviewer. */
export function RecheckPage(): ReactNode {
  const t = useAnalysisWords();
  const session = useSession();
  const { campaignId, surveyId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/$surveyId/recheck" });
  const query = useRead(readRechecks, { params: { surveyId } });
  const mayRecord = hasRole(session, "survey-officer");
  const survey = useRead(readSurvey, { params: { surveyId } });
  const design = survey.data?.body.design ?? NO_DESIGN;
  const titleOf = useStratumName({ campaignId, design });
  const nameOf = (key: string): string => {
    const stratum = design.strata.find((one) => one.key === key);
    return stratum === undefined ? key : titleOf(stratum);
  };
  return (
    <SurveyFrame campaignId={campaignId} title={t("recheckTitle")} lead={t("recheckLead")}>
      <p>
        <Link to="/campaigns/$campaignId/surveys/$surveyId" params={{ campaignId, surveyId }}>
          {t("back")}
        </Link>
      </p>
      <Loaded query={query}>
        {({ body }) =>
          body.interviewers.length === 0 ? (
            <Notice title={t("noInterviewers")}>{t("noInterviewersHelp")}</Notice>
          ) : (
            <>
              <People {...body} />
              {mayRecord ? <Drawing surveyId={surveyId} /> : null}
              <Drawn surveyId={surveyId} rechecks={body} mayRecord={mayRecord} nameOf={nameOf} />
            </>
          )
        }
      </Loaded>
    </SurveyFrame>
  );
}
