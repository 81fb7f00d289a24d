import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormat } from "../ui/format.ts";
import { Notice } from "../ui/states.tsx";
import type { Ground } from "./ground.ts";
import { useAppraisalWords } from "./words.ts";

/** Before the first round: nothing to appraise yet, and when there will be. */
export function NotYet({ ground: { campaign } }: { readonly ground: Ground }): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const begins = campaign.calendar?.["self-scoring"];
  return (
    <Notice
      title={t("notYet")}
      action={
        <Link to="/campaigns/$campaignId/appraisal" params={{ campaignId: campaign.id }}>
          {t("toOverview")}
        </Link>
      }
    >
      {begins === undefined ? t("notYetHelp") : t("notYetUntil", { time: format.time(begins) })}
    </Notice>
  );
}
