import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnCampaign } from "../../contract/campaign.ts";
import { TIMED_STAGES } from "../../contract/cycle.ts";
import { useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { calendarFaults, calendarOf } from "./calendar.ts";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { readMoment, typedMoment } from "./moment.ts";
import { momentFault, MomentField, type TypedMoment } from "./moment-field.tsx";
import { useDocument } from "./regulation-tree.ts";
import { Timeline } from "./timeline.tsx";
import { useSetupWords } from "./words-setup.ts";
import { useCampaignWords } from "./words.ts";
import "./setup.css";

type Timed = (typeof TIMED_STAGES)[number];
type Ends = Readonly<Record<Timed, TypedMoment>>;

const EMPTY: TypedMoment = { day: "", hour: "17:00" };

const startOf = ({ campaign: { calendar } }: At): Ends => {
  const of = (stage: Timed): TypedMoment => (calendar === null ? EMPTY : typedMoment(calendar[stage]));
  return { "self-scoring": of("self-scoring"), "appraisal-1": of("appraisal-1"), explanation: of("explanation"), "appraisal-2": of("appraisal-2") };
};

/** What the regulation itself says about days. */
function Law({ at }: { readonly at: At }): ReactNode {
  const t = useSetupWords();
  const { data } = useDocument(at.campaign.regulationInForce.versionId);
  const stages = data?.body.document.calendar ?? [];
  if (stages.length === 0) return null;
  return (
    <ul className="small muted setup-law">
      {stages.map((one) => (
        <li key={one.key}>
          {t("law", { text: one.text })} <span className="article">{one.article}</span>
        </li>
      ))}
    </ul>
  );
}

function CalendarForm({ at }: { readonly at: At }): ReactNode {
  const t = useSetupWords();
  const words = useCampaignWords();
  const { now, id: campaignId } = at.campaign;
  const act = useAct(actOnCampaign, { touches: ["campaign"] });
  const [ends, setEnds] = useState(startOf(at));
  const [isTried, setTried] = useState(false);
  const moments = { "self-scoring": readMoment(ends["self-scoring"].day, ends["self-scoring"].hour), "appraisal-1": readMoment(ends["appraisal-1"].day, ends["appraisal-1"].hour), explanation: readMoment(ends.explanation.day, ends.explanation.hour), "appraisal-2": readMoment(ends["appraisal-2"].day, ends["appraisal-2"].hour) };
  const faults = calendarFaults(moments, now);
  const faultOf = (stage: Timed): string | undefined => {
    const [typed, wrong] = [momentFault(ends[stage]), faults[stage]];
    if (typed !== undefined) return isTried ? words(typed) : undefined;
    return wrong === undefined ? undefined : t(`fault.${wrong}`);
  };
  const submit = (): void => {
    setTried(true);
    const calendar = calendarOf(moments);
    if (calendar === undefined || Object.keys(faults).length > 0 || act.isPending) return;
    act.mutate({ params: { campaignId }, body: { kind: "set-calendar", calendar }, version: at.version });
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
      {TIMED_STAGES.map((stage) => (
        <MomentField
          key={stage}
          label={t(`end.${stage}`)}
          value={ends[stage]}
          now={now}
          fault={faultOf(stage)}
          onChange={(value) => {
            setEnds((before) => ({ ...before, [stage]: value }));
          }}
        />
      ))}
      <RefusalNote error={act.error} />
      {act.isSuccess ? (
        <p role="status" className="setup-done">
          {t("calendarSaved")}
        </p>
      ) : null}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t("saveCalendar")}
        </Button>
        <LinkButton to={`/campaigns/${campaignId}/setup`}>{t("toSetup")}</LinkButton>
      </div>
    </form>
  );
}

export function CalendarPage(): ReactNode {
  const t = useSetupWords();
  const format = useFormat();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/setup/calendar" });
  return (
    <CampaignPage campaignId={campaignId} title={t("step.calendar")} width="text">
      {(at) => (
        <>
          <p className="muted">{t("calendarLead")}</p>
          <Law at={at} />
          {at.campaign.availableActions.includes("set-calendar") ? (
            <CalendarForm key={at.campaign.id} at={at} />
          ) : (
            <>
              <Notice title={t("calendarClosed")} action={<LinkButton to={`/campaigns/${campaignId}/setup`}>{t("toSetup")}</LinkButton>}>
                {at.campaign.calendar === null ? null : t("say.calendar", { time: format.time(at.campaign.calendar["self-scoring"]) })}
              </Notice>
              <Timeline stage={at.campaign.stage} calendar={at.campaign.calendar} now={at.campaign.now} />
            </>
          )}
        </>
      )}
    </CampaignPage>
  );
}
