import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { answerOpinion, listOpinions, type OpinionRequest, STANCES } from "../../contract/opinion.ts";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { forget, useAct, useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { AreaField, isShort } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Refused } from "../ui/refusal.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { UnitName } from "./opinions-page.tsx";
import { isBeforeConsolidation } from "./phase.ts";
import { linesIn, useDocument } from "./regulation-tree.ts";
import { useOpinionWords } from "./words-opinions.ts";
import "./setup.css";

type Item = OpinionRequest["items"][number];
type Shared = { readonly at: At; readonly request: OpinionRequest };

function AnswerView({ item }: { readonly item: Item }): ReactNode {
  const t = useOpinionWords();
  const format = useFormat();
  if (item.answer === null) return <p className="muted">{t("unanswered")}</p>;
  return (
    <>
      <p>
        <strong>{t(`stance.${item.answer.stance}`)}</strong> · <span className="small muted">{t("saved", { time: format.time(item.answer.at) })}</span>
      </p>
      <blockquote className="campaign-quote">{item.answer.text}</blockquote>
    </>
  );
}

function Stances({ name, legend, chosen, onChoose, fault }: { readonly name: string; readonly legend: string; readonly chosen: string; readonly onChoose: (stance: (typeof STANCES)[number]) => void; readonly fault: string | undefined }): ReactNode {
  const t = useOpinionWords();
  return (
    <fieldset className="plain-set matrix-scope">
      <legend className="visually-hidden">{legend}</legend>
      <div className="row">
        {STANCES.map((stance) => (
          <label key={stance} className="opinion-stance">
            <input
              type="radio"
              name={name}
              checked={chosen === stance}
              onChange={() => {
                onChoose(stance);
              }}
            />{" "}
            {t(`stance.${stance}`)}
          </label>
        ))}
      </div>
      {fault === undefined ? null : (
        <span className="field-bad" role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  );
}

function AnswerForm({ at, request, item, unit }: Shared & { readonly item: Item; readonly unit: string }): ReactNode {
  const t = useOpinionWords();
  const format = useFormat();
  const client = useQueryClient();
  const act = useAct(answerOpinion, { touches: ["assessment.listOpinions"] });
  const [stance, setStance] = useState<(typeof STANCES)[number] | undefined>(item.answer?.stance);
  const [text, setText] = useState(item.answer?.text ?? "");
  const [isTried, setTried] = useState(false);
  const isStale = act.error instanceof Refused && act.error.is("stale");
  const submit = (): void => {
    setTried(true);
    if (stance === undefined || isShort(text) || act.isPending) return;
    act.mutate({ params: { campaignId: at.campaign.id, requestId: request.id, unitId: item.unitId, code: item.code }, body: { stance, text: text.trim() }, version: item.answer?.version ?? "0" }, { onError: () => { void forget(client, ["assessment.listOpinions"]); } });
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stances name={`${item.unitId} ${item.code}`} legend={t("stance", { code: item.code, unit })} chosen={stance ?? ""} onChoose={setStance} fault={isTried && stance === undefined ? t("stanceNeeded") : undefined} />
      <AreaField label={t("text")} value={text} maxLength={4000} onChange={setText} fault={isTried && isShort(text) ? t("textNeeded") : undefined} />
      {isStale ? <p className="campaign-warning" role="alert">{t("stale", { text: item.answer?.text ?? "" })}</p> : <RefusalNote error={act.error} />}
      <div className="row">
        <Button type={item.answer === null ? "primary" : "default"} htmlType="submit" loading={act.isPending}>
          {item.answer === null ? t("save") : t("change")} <span className="visually-hidden">{`${item.code}, ${unit}`}</span>
        </Button>
        {item.answer === null ? null : (
          <span role="status" className="small setup-done">
            {t("saved", { time: format.time(item.answer.at) })}
          </span>
        )}
      </div>
    </form>
  );
}

function Items({ at, request }: Shared): ReactNode {
  const { user } = useSession();
  const units = useAll(listCampaignUnits, { params: { campaignId: at.campaign.id } });
  const document = useDocument(at.campaign.regulationInForce.versionId).data?.body.document;
  const mayAnswer = at.roles.includes("opinion-giver") && user.unitIds.includes(request.toUnitId) && isBeforeConsolidation(at.campaign.stage);
  return (
    <Loaded query={units}>
      {(all) => (
        <ul className="campaign-rows">
          {request.items.map((item) => {
            const unit = all.find((one) => one.unitId === item.unitId);
            const line = linesIn(document, unit?.index ?? "").find((one) => one.code === item.code);
            return (
              <li key={`${item.unitId} ${item.code}`} className="card stack">
                <div>
                  <h2>{unit?.name ?? item.unitCode}</h2>
                  <p>
                    {item.code}. {line?.title ?? ""}
                  </p>
                  {line?.leaf === undefined ? null : <p className="small muted">{line.leaf.text}</p>}
                </div>
                {mayAnswer ? <AnswerForm at={at} request={request} item={item} unit={unit?.name ?? item.unitCode} /> : <AnswerView item={item} />}
              </li>
            );
          })}
        </ul>
      )}
    </Loaded>
  );
}

export function OpinionPage(): ReactNode {
  const t = useOpinionWords();
  const format = useFormat();
  const { campaignId, requestId } = useParams({ from: "/signed-in/campaigns/$campaignId/opinions/$requestId" });
  const query = useAll(listOpinions, { params: { campaignId } });
  const request = query.data?.find((one) => one.id === requestId);
  return (
    <CampaignPage
      campaignId={campaignId}
      title={t("requestTitle")}
      width="text"
      actions={
        <Button
          onClick={() => {
            globalThis.print();
          }}
        >
          {t("print")}
        </Button>
      }
    >
      {(at) => (
        <Loaded query={query}>
          {() =>
            request === undefined ? (
              <Notice title={t("notFound")} action={<LinkButton to={`/campaigns/${campaignId}/opinions`}>{t("back")}</LinkButton>} />
            ) : (
              <>
                <section className="card stack">
                  <h2>
                    <UnitName unitId={request.toUnitId} />
                  </h2>
                  <p className="opinion-question">{request.question}</p>
                  <p className="small muted">
                    {t("askedAt", { time: format.time(request.at) })} · {t("due", { day: format.day(request.due) })} · {t("answered", { count: request.items.filter((one) => one.answer !== null).length, all: request.items.length })}
                  </p>
                </section>
                <Items at={at} request={request} />
                <div className="no-print">
                  <LinkButton to={`/campaigns/${campaignId}/opinions`}>{t("back")}</LinkButton>
                </div>
              </>
            )
          }
        </Loaded>
      )}
    </CampaignPage>
  );
}
