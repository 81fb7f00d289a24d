import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listSurveys } from "../../contract/survey.ts";
import { useAll } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { SurveyFrame } from "./frame.tsx";
import { useSurveyWords } from "./words.ts";

/** The surveys of a campaign: how far each is, and how many have answered. */
export function SurveysPage(): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const session = useSession();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/surveys" });
  const query = useAll(listSurveys, { query: { campaignId } });
  const creation = hasRole(session, "survey-officer") ? (
    <Link to="/campaigns/$campaignId/surveys/new" params={{ campaignId }} className="link-button link-button-primary">
      {t("create")}
    </Link>
  ) : undefined;
  return (
    <SurveyFrame campaignId={campaignId} title={t("title")} lead={t("lead")} actions={creation}>
      <Loaded query={query}>
        {(items) =>
          items.length === 0 ? (
            <Notice title={t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <ul className="survey-rows">
              {items.map((one) => (
                <li key={one.id} className="card survey-row">
                  <div className="grow">
                    <h2>
                      <Link to="/campaigns/$campaignId/surveys/$surveyId" params={{ campaignId, surveyId: one.id }}>
                        {one.title}
                      </Link>
                    </h2>
                    <p className="small muted">
                      {t(`state.${one.state}`)}
                      {one.closesAt === null ? null : ` · ${t("ends", { time: format.time(one.closesAt) })}`}
                    </p>
                  </div>
                  <span className="num">{t("cast", { cast: format.count(one.cast), cards: format.count(one.cards) })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </SurveyFrame>
  );
}
