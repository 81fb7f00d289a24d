import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { listFacts, listMarks, readCoverage } from "../../contract/campaign-setup.ts";
import { listRemits } from "../../contract/leadership.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Notice } from "../ui/states.tsx";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { isHole } from "./coverage.ts";
import { LinkButton } from "./link-button.tsx";
import { useDocument } from "./regulation-tree.ts";
import { useSetupWords } from "./words-setup.ts";
import { useUiWords } from "../ui/words.ts";
import "./setup.css";

/** What is there and what is missing before a campaign can be opened, each step with the way to it. */

type Step = { readonly key: "created" | "calendar" | "assignments" | "remits" | "not-applicable" | "facts" | "open"; readonly state: "ready" | "missing" | "optional" | undefined; readonly said: string; readonly to: string | undefined };

function useCounts({ campaign }: At) {
  const params = { campaignId: campaign.id };
  const units = useAll(listCampaignUnits, { params });
  const coverage = useRead(readCoverage, { params });
  const remits = useAll(listRemits, { params }, { enabled: campaign.ownerUnitId === null });
  const marks = useAll(listMarks, { params });
  const facts = useAll(listFacts, { params });
  const document = useDocument(campaign.regulationInForce.versionId);
  const known = new Set(facts.data?.map((one) => `${one.unitId} ${one.key}`));
  const needed = document.data?.body.document.facts.filter((one) => one.type === "boolean" && one.default === undefined) ?? [];
  const marked = new Set(remits.data?.flatMap((one) => one.unitIds));
  return {
    uncovered: coverage.data?.body.items.filter(isHole).reduce((sum, one) => sum + one.uncovered, 0),
    unmarked: remits.data === undefined ? undefined : campaign.unitCount - marked.size,
    marks: marks.data?.length,
    facts: facts.data?.length,
    missingFacts: needed.flatMap((fact) => units.data?.filter((one) => !known.has(`${one.unitId} ${fact.key}`)) ?? []).length,
  };
}

function useSteps(at: At): Step[] {
  const t = useSetupWords();
  const ui = useUiWords();
  const loading = ui("loading");
  const format = useFormat();
  const { campaign } = at;
  const counts = useCounts(at);
  const isDraft = campaign.stage === "draft";
  const state = (missing: number | undefined): Step["state"] => (missing === undefined ? undefined : missing > 0 ? "missing" : "ready");
  const say = (missing: number | undefined, key: "assignments" | "remits"): string => (missing === undefined ? loading : missing > 0 ? t(`say.${key}Missing`, { count: format.count(missing) }) : t(`say.${key}`));
  const said = (count: number | undefined, key: "not-applicable" | "facts"): string => (count === undefined ? loading : t(`say.${key}`, { count: format.count(count) }));
  const remits: Step[] = campaign.ownerUnitId === null ? [{ key: "remits", state: state(counts.unmarked), said: say(counts.unmarked, "remits"), to: "/setup/remits" }] : [];
  return [
    { key: "created", state: "ready", said: t("say.created", { count: format.count(campaign.unitCount), year: campaign.year }), to: undefined },
    { key: "calendar", state: campaign.calendar === null ? "missing" : "ready", said: campaign.calendar === null ? t("say.calendarMissing") : t("say.calendar", { time: format.time(campaign.calendar["self-scoring"]) }), to: "/setup/calendar" },
    { key: "assignments", state: state(counts.uncovered), said: say(counts.uncovered, "assignments"), to: "/assignments" },
    ...remits,
    { key: "not-applicable", state: "optional", said: said(counts.marks, "not-applicable"), to: "/setup/not-applicable" },
    { key: "facts", state: counts.missingFacts > 0 ? "missing" : "optional", said: counts.missingFacts > 0 ? t("say.factsMissing", { count: format.count(counts.missingFacts) }) : said(counts.facts, "facts"), to: "/setup/facts" },
    { key: "open", state: isDraft ? undefined : "ready", said: isDraft ? t("say.open") : t("say.opened"), to: isDraft ? "/advance" : undefined },
  ];
}

const SIGNS = { ready: "●", missing: "◌", optional: "○" } as const;

function Steps({ at }: { readonly at: At }): ReactNode {
  const t = useSetupWords();
  const steps = useSteps(at);
  const next = steps.find((one) => one.state === "missing") ?? steps.at(-1);
  return (
    <ol className="setup-steps">
      {steps.map((step) => (
        <li key={step.key} className="card setup-step">
          <div className="grow">
            <h2>{t(`step.${step.key}`)}</h2>
            <p>
              {step.state === undefined ? null : (
                <span className={`setup-state setup-state-${step.state}`}>
                  <span aria-hidden="true">{SIGNS[step.state]}</span> {t(step.state)} ·{" "}
                </span>
              )}
              {step.said}
            </p>
          </div>
          {step.to === undefined ? null : (
            <LinkButton isMain={step === next} to={`/campaigns/${at.campaign.id}${step.to}`}>
              {at.campaign.stage === "draft" && step.state !== "ready" ? t("go.do") : t("go.see")} <span className="visually-hidden">{t(`step.${step.key}`)}</span>
            </LinkButton>
          )}
        </li>
      ))}
    </ol>
  );
}

export function SetupPage(): ReactNode {
  const t = useSetupWords();
  const ui = useUiWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/setup" });
  return (
    <CampaignPage campaignId={campaignId} title={t("title")} width="text">
      {(at) =>
        at.roles.includes("programme-officer") ? (
          <>
            <p className="muted">{t("lead")}</p>
            <Steps at={at} />
          </>
        ) : (
          <Notice title={ui("forbidden")}>{ui("forbiddenHelp")}</Notice>
        )
      }
    </CampaignPage>
  );
}
