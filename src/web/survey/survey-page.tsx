import { Link, useParams } from "@tanstack/react-router";
import type { z } from "zod";
import type { ReactNode } from "react";
import { readSurvey } from "../../contract/survey.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { shareOf } from "./download.ts";
import { SurveyFrame } from "./frame.tsx";
import { Alarms, ByUnit, OpenLinks } from "./running.tsx";
import { OrganiserSteps, SaveDesign, Taking } from "./steps.tsx";
import { useSurveyWords } from "./words.ts";

type View = z.output<typeof readSurvey.response>;

/** Planned, issued and received, by group of respondents. */
function byGroup({ design, turnout }: View): { key: string; title: string; planned: number; issued: number; cast: number }[] {
  const groupOf = new Map(design.strata.map((one) => [one.key, one.group]));
  // A group that nobody of the sample belongs to is asked of nobody.
  return design.groups.filter(({ key }) => design.strata.some((one) => one.group === key)).map(({ key, title }) => {
    const own = turnout.filter((one) => one.channel === "card" && groupOf.get(one.stratum) === key);
    return { key, title, planned: design.strata.filter((one) => one.group === key).reduce((sum, one) => sum + one.sample, 0), issued: own.reduce((sum, one) => sum + one.issued, 0), cast: own.reduce((sum, one) => sum + one.cast, 0) };
  });
}

function Response({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  return (
    <section className="card stack">
      <h2>{t("response")}</h2>
      <dl className="survey-figures">
        <div>
          <dt className="muted small">{t("cards")}</dt>
          <dd className="num">{format.count(survey.cards)}</dd>
        </div>
        <div>
          <dt className="muted small">{t("received")}</dt>
          <dd className="num">{format.count(survey.cast)}</dd>
        </div>
        {survey.design.open === null ? null : (
          <div>
            <dt className="muted small">{t("openCount")}</dt>
            <dd className="num">{format.count(survey.open)}</dd>
          </div>
        )}
        <div>
          <dt className="muted small">{t("share")}</dt>
          <dd className="num">{survey.cards === 0 ? "–" : format.percent(shareOf(survey.cast, survey.cards))}</dd>
        </div>
      </dl>
      <TableScroll label={t("response")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("group")}</th>
              <th scope="col" className="num">{t("planned")}</th>
              <th scope="col" className="num">{t("cards")}</th>
              <th scope="col" className="num">{t("received")}</th>
              <th scope="col" className="num">{t("share")}</th>
            </tr>
          </thead>
          <tbody>
            {byGroup(survey).map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.title}</th>
                <td className="num">{format.count(one.planned)}</td>
                <td className="num">{format.count(one.issued)}</td>
                <td className="num">{format.count(one.cast)}</td>
                <td className="num">{one.issued === 0 ? "–" : format.percent(shareOf(one.cast, one.issued))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

/** One survey: how far it is, how many have answered, and what comes next. */
export function SurveyPage(): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const session = useSession();
  const { campaignId, surveyId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys/$surveyId" });
  const query = useRead(readSurvey, { params: { surveyId } });
  const survey = query.data?.body;
  const isOrganiser = hasRole(session, "survey-officer");
  const isCounted = survey?.counted !== null && survey?.counted !== undefined;
  return (
    <SurveyFrame campaignId={campaignId} title={survey?.title ?? t("title")} lead={survey === undefined ? undefined : `${t(`state.${survey.state}`)}${survey.closesAt === null ? "" : ` · ${t("ends", { time: format.time(survey.closesAt) })}`}`} actions={survey === undefined || !isOrganiser ? undefined : <SaveDesign survey={survey} />}>
      <p>
        <Link to="/campaigns/$campaignId/surveys" params={{ campaignId }}>
          {t("back")}
        </Link>
        {survey === undefined || survey.state === "draft" || !(isOrganiser || hasRole(session, "auditor")) ? null : (
          <>
            {" · "}
            <Link to="/campaigns/$campaignId/surveys/$surveyId/recheck" params={{ campaignId, surveyId }}>
              {t("recheck")}
            </Link>
          </>
        )}
      </p>
      <Loaded query={query}>
        {({ body, version }) => (
          <>
            {body.state === "draft" ? null : <Response survey={body} />}
            <Alarms survey={body} />
            {body.state === "draft" ? null : <ByUnit survey={body} />}
            {body.state === "open" && isOrganiser ? <OpenLinks survey={body} /> : null}
            {body.state === "open" || body.state === "closed" ? <p>{t("sealed")}</p> : null}
            {body.counted === null ? null : (
              <section className="card stack">
                <p>{t("counted", { ballots: format.count(body.counted.ballots), unreadable: format.count(body.counted.unreadable), marked: format.count(body.counted.marked) })}</p>
                <p className="small muted survey-hash">{t("hash", { hash: body.counted.sha256 })}</p>
                {isOrganiser || hasRole(session, "auditor") ? (
                  <p>
                    <Link to="/campaigns/$campaignId/surveys/$surveyId/result" params={{ campaignId, surveyId }} className="link-button link-button-primary">
                      {t("results")}
                    </Link>
                  </p>
                ) : null}
              </section>
            )}
            {isOrganiser ? <OrganiserSteps survey={body} version={version ?? body.version} /> : null}
            {isCounted && hasRole(session, "programme-officer") ? <Taking survey={body} /> : null}
          </>
        )}
      </Loaded>
    </SurveyFrame>
  );
}
