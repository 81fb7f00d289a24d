import type { UseMutationResult } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnCampaign } from "../../contract/campaign.ts";
import { type Stage, STAGES, TIMED_STAGES } from "../../contract/cycle.ts";
import type { Answer, Given } from "../shell/client.ts";
import { useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Refused } from "../ui/refusal.ts";
import { Loading, Notice, RefusalNote } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { type Left, useLeft } from "./outstanding.ts";
import { useStepWords } from "./words-steps.ts";
import { useCampaignWords } from "./words.ts";

const FROM = "/signed-in/campaigns/$campaignId/advance";

const nextOf = (stage: Stage): Stage | undefined => STAGES[STAGES.indexOf(stage) + 1];
const endOf = ({ campaign: { calendar } }: At, stage: Stage): string | undefined => {
  const timed = TIMED_STAGES.find((one) => one === stage);
  return timed === undefined ? undefined : calendar?.[timed];
};

/** Why there is nothing to press. */
function NotYet({ at }: { readonly at: At }): ReactNode {
  const t = useStepWords();
  const format = useFormat();
  const { stage, now } = at.campaign;
  const end = endOf(at, stage);
  const isResult = STAGES.indexOf(stage) >= STAGES.indexOf("consolidation");
  const isTime = (stage === "self-scoring" || stage === "explanation") && end !== undefined && now < end;
  const why = isResult ? t("notYetResult") : isTime ? t("notYetDeadline", { time: format.time(end) }) : stage === "draft" ? t("left.noCalendar") : t("notYetRole");
  const action = isResult ? <LinkButton to={`/campaigns/${at.campaign.id}/result`}>{t("toOverview")}</LinkButton> : stage === "draft" ? <LinkButton to={`/campaigns/${at.campaign.id}/setup`}>{t("toOverview")}</LinkButton> : undefined;
  return (
    <Notice title={t("notYet")} action={action}>
      {why}
    </Notice>
  );
}

function Outstanding({ left, error }: { readonly left: readonly Left[] | undefined; readonly error: Error | null }): ReactNode {
  const t = useStepWords();
  if (left === undefined) return error === null ? <Loading rows={2} /> : <RefusalNote error={error} />;
  return (
    <section className="stack">
      <h2>{t("outstanding")}</h2>
      {left.length === 0 ? (
        <p>{t("noneOutstanding")}</p>
      ) : (
        <ul>
          {left.map(({ what, count, to }) => (
            <li key={what}>
              {to === undefined ? t(`left.${what}`, { count }) : <Link to={to}>{t(`left.${what}`, { count })}</Link>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type Whom = "self-scoring" | "appraisal-1" | "explanation" | "appraisal-2" | "consolidation";

type Acting = UseMutationResult<Answer<typeof actOnCampaign>, Error, Given<typeof actOnCampaign>>;

function Act({ at, next, act, onStart }: { readonly at: At; readonly next: Whom; readonly act: Acting; readonly onStart: () => void }): ReactNode {
  const t = useStepWords();
  const words = useCampaignWords();
  const format = useFormat();
  const { left, error } = useLeft(at);
  const { stage, unitCount, now } = at.campaign;
  const [nextEnd, ownEnd] = [endOf(at, next), endOf(at, stage)];
  const isDraft = stage === "draft";
  const isEarly = (stage === "appraisal-1" || stage === "appraisal-2") && ownEnd !== undefined && now < ownEnd;
  const isStale = act.error instanceof Refused && act.error.is("stale");
  return (
    <div className="stack">
      <section className="card stack campaign-will">
        <h2>{t("change", { from: words(`stage.${stage}`), to: words(`stage.${next}`) })}</h2>
        {isEarly ? <p className="campaign-warning">{t("early", { time: format.time(ownEnd) })}</p> : null}
        <h3>{t("forWhom")}</h3>
        <p>{t(`whom.${next}`, { count: format.count(unitCount), end: nextEnd === undefined ? "" : format.time(nextEnd) })}</p>
        <Outstanding left={left} error={error} />
        <h3>{t("noReturn")}</h3>
        <p>{isDraft ? t("noReturnOpen") : t("noReturnHelp")}</p>
      </section>
      {isStale ? (
        <Notice title={words("staleTitle")} tone="warning">
          {words("staleHelp")}
        </Notice>
      ) : (
        <RefusalNote error={act.error} />
      )}
      <div>
        <Button
          type="primary"
          size="large"
          loading={act.isPending}
          disabled={left === undefined}
          onClick={() => {
            if (act.isPending || act.isSuccess) return;
            onStart();
            act.mutate({ params: { campaignId: at.campaign.id }, body: { kind: "advance", to: next }, version: at.version });
          }}
        >
          {isDraft ? t("openNow") : t("advanceNow", { stage: words(`stage.${next}`).toLocaleLowerCase("vi") })}
        </Button>
      </div>
    </div>
  );
}

const isWhom = (stage: Stage | undefined): stage is Whom => stage !== undefined && stage !== "draft" && stage !== "decided" && stage !== "published";

export function AdvancePage(): ReactNode {
  const t = useStepWords();
  const words = useCampaignWords();
  const { campaignId } = useParams({ from: FROM });
  const act = useAct(actOnCampaign, { touches: ["campaign", "assessment"] });
  // What was on the page when the button was pressed stays there until it is known what became of it.
  const [pressed, setPressed] = useState<At>();
  return (
    <CampaignPage campaignId={campaignId} width="text" title={({ campaign }) => (act.isSuccess ? words("timeline") : campaign.stage === "draft" ? t("openTitle") : t("advanceTitle", { stage: words(`stage.${campaign.stage}`) }))}>
      {(current) => {
        const at = act.isPending && pressed !== undefined ? pressed : current;
        const next = nextOf(at.campaign.stage);
        if (act.isSuccess) {
          return (
            <Notice title={t("advanced", { stage: words(`stage.${act.data.body.stage}`).toLocaleLowerCase("vi") })} action={<LinkButton isMain to={`/campaigns/${campaignId}`}>{t("toOverview")}</LinkButton>}>
              {t("advancedHelp")}
            </Notice>
          );
        }
        const mayEnd = at.roles.includes("programme-officer") || at.campaign.stage === "appraisal-1" || at.campaign.stage === "appraisal-2";
        if (!at.campaign.availableActions.includes("advance") || !mayEnd || !isWhom(next)) return <NotYet at={at} />;
        return (
          <Act
            at={at}
            next={next}
            act={act}
            onStart={() => {
              setPressed(at);
            }}
          />
        );
      }}
    </CampaignPage>
  );
}
