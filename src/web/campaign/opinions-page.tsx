import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listOpinions, type OpinionRequest } from "../../contract/opinion.ts";
import { listUnits, showUnit } from "../../contract/organisation.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { readDay, typedMoment } from "./moment.ts";
import { isBeforeConsolidation } from "./phase.ts";
import { useOpinionWords } from "./words-opinions.ts";

/** The day in the province. */
export const todayOf = (now: string): string => readDay(typedMoment(now).day) ?? now.slice(0, 10);

export function UnitName({ unitId }: { readonly unitId: string }): ReactNode {
  const { data } = useRead(showUnit, { params: { unitId } }, { staleTime: 300_000 });
  return data?.body.name ?? "…";
}

function RequestRow({ request, at, name }: { readonly request: OpinionRequest; readonly at: At; readonly name: string }): ReactNode {
  const t = useOpinionWords();
  const format = useFormat();
  const answered = request.items.filter((one) => one.answer !== null).length;
  const isLate = answered < request.items.length && todayOf(at.campaign.now) > request.due;
  return (
    <li className="card campaign-row">
      <div className="grow">
        <h2>
          <Link to="/campaigns/$campaignId/opinions/$requestId" params={{ campaignId: at.campaign.id, requestId: request.id }} className="campaign-row-link">
            {t("to", { unit: name })}
          </Link>
        </h2>
        <p className="campaign-clamp">{request.question}</p>
        <p className="small muted">
          {t("due", { day: format.day(request.due) })}
          {isLate ? <span className="field-bad"> · {t("overdue")}</span> : null}
        </p>
      </div>
      <span className="num">{t("answered", { count: answered, all: request.items.length })}</span>
    </li>
  );
}

export function OpinionsPage(): ReactNode {
  const t = useOpinionWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/opinions" });
  const query = useAll(listOpinions, { params: { campaignId } });
  const units = useAll(listUnits, {});
  const names = new Map(units.data?.map((one) => [one.id, one.name]));
  return (
    <CampaignPage campaignId={campaignId} title={t("title")} width="text">
      {(at) => {
        const isGiver = at.roles.includes("opinion-giver");
        const mayAsk = at.roles.some((role) => role === "programme-officer" || role === "working-group") && isBeforeConsolidation(at.campaign.stage);
        const asking = mayAsk ? (
          <LinkButton isMain to={`/campaigns/${campaignId}/opinions/new`}>
            {t("ask")}
          </LinkButton>
        ) : undefined;
        return (
          <>
            <p className="muted">{isGiver ? t("leadGiver") : t("lead")}</p>
            <Loaded query={query}>
              {(items) =>
                items.length === 0 ? (
                  <Notice title={t("none")} action={asking}>
                    {isGiver ? t("noneGiver") : t("noneHelp")}
                  </Notice>
                ) : (
                  <>
                    {asking === undefined ? null : <div>{asking}</div>}
                    <ul className="campaign-rows">
                      {items.map((one) => (
                        <RequestRow key={one.id} request={one} at={at} name={names.get(one.toUnitId) ?? "…"} />
                      ))}
                    </ul>
                  </>
                )
              }
            </Loaded>
          </>
        );
      }}
    </CampaignPage>
  );
}
