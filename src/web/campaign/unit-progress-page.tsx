import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readFile, readHistory, readProgress } from "../../contract/assessment.ts";
import { PARTS } from "../../contract/file.ts";
import { EarlierRemediation } from "../shell/earlier.tsx";
import { useAll, useRead } from "../shell/query.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { type ProgressItem, stateOf } from "./progress.ts";
import { ProposalList } from "./proposals.tsx";
import { Share } from "./progress-table.tsx";
import { useProgressWords } from "./words-progress.ts";
import "./progress.css";

const FROM = "/signed-in/campaigns/$campaignId/progress/$unitId";
const PAGE = 50;
const STEPS = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"] as const;

function Facts({ item, at }: { readonly item: ProgressItem; readonly at: At }): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const { id, stage, now } = at.campaign;
  const file = useRead(readFile, { params: { campaignId: id, unitId: item.unitId } });
  return (
    <section className="card stack">
      <h2>{t("facts")}</h2>
      <dl className="progress-facts">
        <dt>{t("state")}</dt>
        <dd>{t(`state.${stateOf(item, stage, now)}`)}</dd>
        <dt>{t("deadline")}</dt>
        <dd>{item.deadline === null ? "–" : <Deadline at={item.deadline} now={now} />}</dd>
        <dt>{t("selfState")}</dt>
        <dd>
          {t(`part.${item.parts["self-scoring"]}`)} · {t("shareOf", { done: item.scored, all: item.toScore })}
        </dd>
        <dt>{t("share")}</dt>
        <dd>
          <Share item={item} at={at} />
        </dd>
        <dt>{t("appraised1")}</dt>
        <dd>{t("criteria", { count: item.appraised["1"] })}</dd>
        <dt>{t("explanationState")}</dt>
        <dd>
          {t(`part.${item.parts.explanation}`)} · {t("explainedCount", { count: item.explained })}
        </dd>
        <dt>{t("appraised2")}</dt>
        <dd>{t("criteria", { count: item.appraised["2"] })}</dd>
        {PARTS.map((part) => {
          const receipt = file.data?.body.receipts.findLast((one) => one.part === part);
          return receipt === undefined ? null : (
            <div key={part} className="progress-receipt">
              <dt>{t("receipts")}</dt>
              <dd className="num">{t("receipt", { part: part === "explanation" ? t("explanationState") : t("selfState"), time: format.time(receipt.at) })}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function History({ campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const [limit, setLimit] = useState(PAGE);
  const stepWord = (step: string): string => {
    const known = STEPS.find((one) => one === step);
    return known === undefined ? step : t(`step.${known}`);
  };
  const query = useRead(readHistory, { params: { campaignId, unitId }, query: { limit } });
  return (
    <section className="stack">
      <h2>{t("history")}</h2>
      <Loaded query={query}>
        {({ body: { items, nextCursor } }) =>
          items.length === 0 ? (
            <p className="muted">{t("historyEmpty")}</p>
          ) : (
            <>
              <TableScroll label={t("history")}>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("historyWhen")}</th>
                      <th scope="col">{t("historyStep")}</th>
                      <th scope="col">{t("historyCode")}</th>
                      <th scope="col" className="num">
                        {t("historyPoints")}
                      </th>
                      <th scope="col">{t("historyNote")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((one) => (
                      <tr key={`${one.code} ${one.step} ${one.version} ${one.by ?? ""}`}>
                        <td className="progress-when">{format.time(one.at)}</td>
                        <td>{stepWord(one.step)}</td>
                        <td>{one.code}</td>
                        <td className="num">{one.points === null ? "–" : format.decimal(one.points)}</td>
                        <td>{one.source ?? one.note}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
              {nextCursor === null || limit >= 200 ? null : (
                <div>
                  <Button
                    onClick={() => {
                      setLimit(200);
                    }}
                  >
                    {t("moreHistory")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  );
}

export function UnitProgressPage(): ReactNode {
  const t = useProgressWords();
  const { campaignId, unitId } = useParams({ from: FROM });
  const query = useAll(readProgress, { params: { campaignId } });
  const item = query.data?.find((one) => one.unitId === unitId);
  return (
    <CampaignPage
      campaignId={campaignId}
      title={item?.unitName ?? t("unit")}
      actions={
        <LinkButton to={`/campaigns/${campaignId}/units/${unitId}`}>{t("file")}</LinkButton>
      }
    >
      {(at) => (
        <Loaded query={query}>
          {() =>
            item === undefined ? (
              <Notice title={t("nobody")} />
            ) : (
              <>
                <div className="campaign-columns">
                  <Facts item={item} at={at} />
                  <div className="stack">
                    {at.campaign.availableActions.some((one) => one === "extend" || one === "propose-reopening") ? (
                      <Link to="/campaigns/$campaignId/extensions" params={{ campaignId }} search={{ units: item.unitCode }} className="link-button link-button-primary">
                        {t("extend")}
                      </Link>
                    ) : null}
                    <ProposalList at={at} title={t("reopening")} unitId={unitId} />
                  </div>
                </div>
                <EarlierRemediation campaignId={campaignId} unitId={unitId} />
                <History campaignId={campaignId} unitId={unitId} />
              </>
            )
          }
        </Loaded>
      )}
    </CampaignPage>
  );
}
