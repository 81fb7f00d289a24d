import { useQueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import type { z } from "zod";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnCampaign, listCampaignUnits } from "../../contract/campaign.ts";
import { STAGES, TIMED_STAGES } from "../../contract/cycle.ts";
import { unitsOfMine } from "../shell/campaign.ts";
import { call } from "../shell/client.ts";
import { forget, useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { AreaField, Choice, isShort } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { ExtensionDone, ExtensionWill } from "./extension-outcome.tsx";
import { type InTurn, TurnNote, useInTurn } from "./in-turn.tsx";
import { laterEnd, momentFault, MomentField, momentOf, type TypedMoment } from "./moment-field.tsx";
import { UnitPicker } from "./unit-picker.tsx";
import { useStepWords } from "./words-steps.ts";
import { useCampaignWords } from "./words.ts";

const FROM = "/signed-in/campaigns/$campaignId/extensions";
type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Timed = (typeof TIMED_STAGES)[number];
type Asked = { readonly stage: Timed; readonly chosen: ReadonlySet<string>; readonly until: TypedMoment; readonly reason: string };

/** Stages of which units may be given more time: those that the campaign has reached. */
const reachedOf = ({ campaign }: At): readonly Timed[] => TIMED_STAGES.filter((one) => STAGES.indexOf(one) <= STAGES.indexOf(campaign.stage));

function useAsked(units: readonly Unit[], at: At): { readonly asked: Asked; readonly change: (to: Partial<Asked>) => void; readonly drop: (unitId: string) => void } {
  const { units: wanted = "" } = useSearch({ from: FROM });
  const reached = reachedOf(at);
  const [asked, setAsked] = useState<Asked>(() => {
    const codes = new Set(wanted.split(","));
    return { stage: reached.find((one) => one === at.campaign.stage) ?? "self-scoring", chosen: new Set(units.filter((one) => codes.has(one.code)).map((one) => one.unitId)), until: laterEnd(at.campaign.now), reason: "" };
  });
  return {
    asked,
    change: (to) => {
      setAsked((before) => ({ ...before, ...to }));
    },
    drop: (unitId) => {
      setAsked((before) => ({ ...before, chosen: new Set([...before.chosen].filter((one) => one !== unitId)) }));
    },
  };
}

type FormProps = { readonly units: readonly Unit[]; readonly at: At };

/** What a press does: every unit that was chosen, one after the other, by the way that is open to it. */
function useSending(at: At, asked: Asked, drop: (unitId: string) => void, isExtended: (unit: Unit) => boolean): { readonly inTurn: InTurn; readonly send: (units: readonly Unit[], until: string) => Promise<boolean> } {
  const client = useQueryClient();
  const inTurn = useInTurn();
  const send = async (units: readonly Unit[], until: string): Promise<boolean> => {
    let { version } = at;
    const isDone = await inTurn.run(units, async (unit) => {
      const body = { kind: isExtended(unit) ? "extend" : "propose-reopening", unitId: unit.unitId, stage: asked.stage, until, reason: asked.reason.trim() } as const;
      const answer = await call(actOnCampaign, { params: { campaignId: at.campaign.id }, body, version });
      version = answer.version ?? answer.body.version;
      // What was done leaves the choice: a second press goes on with the rest.
      drop(unit.unitId);
    });
    await forget(client, ["campaign", "assessment"]);
    return isDone;
  };
  return { inTurn, send };
}

type FieldsProps = FormProps & { readonly asked: Asked; readonly change: (to: Partial<Asked>) => void; readonly isTried: boolean };

function Fields({ units, at, asked: { stage, chosen, until, reason }, change, isTried }: FieldsProps): ReactNode {
  const t = useStepWords();
  const words = useCampaignWords();
  const format = useFormat();
  const untilFault = momentFault(until);
  return (
    <>
      <Choice label={t("stage")} value={stage} onChange={(value) => { change({ stage: TIMED_STAGES.find((one) => one === value) ?? stage }); }} options={reachedOf(at).map((one) => ({ value: one, label: words(`stage.${one}`) }))} />
      <UnitPicker
        legend={t("units")}
        units={units.map((one) => ({ ...one, note: stage !== at.campaign.stage || !one.isOpen ? t("unitClosed") : one.deadline === null ? undefined : t("unitEnd", { time: format.time(one.deadline) }) }))}
        chosen={chosen}
        onChange={(next) => {
          change({ chosen: next });
        }}
        fault={isTried && chosen.size === 0 ? t("chooseUnit") : undefined}
      />
      <MomentField
        label={t("newEnd")}
        help={t("newEndHelp")}
        value={until}
        now={at.campaign.now}
        onChange={(next) => {
          change({ until: next });
        }}
        fault={isTried && untilFault !== undefined ? words(untilFault) : undefined}
      />
      <AreaField label={t("reason")} help={t("reasonHelp")} fault={isTried && isShort(reason) ? words("reasonShort") : undefined} value={reason} onChange={(value) => { change({ reason: value }); }} />
    </>
  );
}

function ExtensionForm({ units, at }: FormProps): ReactNode {
  const t = useStepWords();
  const { asked, change, drop } = useAsked(units, at);
  const [isTried, setTried] = useState(false);
  const [finished, setFinished] = useState<number>();
  const { stage, chosen, until, reason } = asked;
  const canExtend = (unit: Unit): boolean => at.campaign.availableActions.includes("extend") && stage === at.campaign.stage && unit.isOpen;
  const { inTurn, send } = useSending(at, asked, drop, canExtend);
  const picked = units.filter((one) => chosen.has(one.unitId));
  const extended = picked.filter(canExtend).length;
  const moment = momentOf(until);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (picked.length === 0 || moment === undefined || isShort(reason)) return;
    if (await send(picked, moment)) setFinished(picked.length);
  };
  if (finished !== undefined && moment !== undefined) return <ExtensionDone at={at} count={finished} until={moment} />;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Fields units={units} at={at} asked={asked} change={change} isTried={isTried} />
      {picked.length === 0 || moment === undefined ? null : <ExtensionWill extended={extended} proposed={picked.length - extended} until={moment} />}
      <TurnNote inTurn={inTurn} />
      <div>
        <Button type="primary" htmlType="submit" loading={inTurn.turn.isRunning}>
          {extended === picked.length ? t("extendNow") : extended === 0 ? t("proposeNow") : t("extendAndPropose")}
        </Button>
      </div>
    </form>
  );
}

export function ExtensionPage(): ReactNode {
  const t = useStepWords();
  const session = useSession();
  const { campaignId } = useParams({ from: FROM });
  const query = useAll(listCampaignUnits, { params: { campaignId } });
  return (
    <CampaignPage campaignId={campaignId} title={t("extensions")} width="text">
      {(at) => {
        const may = at.campaign.availableActions;
        if (!may.includes("extend") && !may.includes("propose-reopening")) return <Notice title={t("notNow")}>{t("notNowHelp")}</Notice>;
        const own = unitsOfMine(at.roles, session);
        return (
          <>
            <p className="muted">{t("extensionsLead")}</p>
            <Loaded query={query}>{(units) => <ExtensionForm at={at} units={may.includes("extend") ? units : units.filter((one) => own.includes(one.unitId))} />}</Loaded>
          </>
        );
      }}
    </CampaignPage>
  );
}
