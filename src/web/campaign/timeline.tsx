import type { ReactNode } from "react";
import { type Calendar, type Stage, STAGES, TIMED_STAGES } from "../../contract/cycle.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { useCampaignWords } from "./words.ts";

/** Where a campaign stands, drawn as the ruler that it is: one tick a stage, the marker at the present one. */

const placeOf = (stage: Stage): number => STAGES.indexOf(stage);
const endOf = (calendar: Calendar | null, stage: Stage): string | undefined => {
  const timed = TIMED_STAGES.find((one) => one === stage);
  return timed === undefined ? undefined : calendar?.[timed];
};

type Props = { readonly stage: Stage; readonly calendar: Calendar | null; readonly now: string };

export function Timeline({ stage, calendar, now }: Props): ReactNode {
  const t = useCampaignWords();
  const format = useFormat();
  const here = placeOf(stage);
  return (
    <ol className="campaign-line" aria-label={t("timeline")}>
      {STAGES.map((one, at) => {
        const end = endOf(calendar, one);
        const state = at < here ? "past" : at === here ? "now" : "next";
        return (
          <li key={one} className={`campaign-stage campaign-stage-${state}`} aria-current={state === "now" ? "step" : undefined}>
            <span className="campaign-stage-tick" aria-hidden="true" />
            <span className="campaign-stage-name">{t(`stage.${one}`)}</span>
            {end === undefined ? null : <span className="campaign-stage-end small">{state === "now" ? <Deadline at={end} now={now} /> : t("until", { time: format.time(end) })}</span>}
            {state === "next" ? null : <span className="visually-hidden">{state === "now" ? t("nowHere") : t("past")}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** The same as a small strip in a list, with the stage in words. */
export function StageStrip({ stage }: { readonly stage: Stage }): ReactNode {
  const t = useCampaignWords();
  const here = placeOf(stage);
  return (
    <div className="campaign-strip">
      <span className="campaign-strip-word">{t(`stage.${stage}`)}</span>
      <svg viewBox="0 0 160 16" width="160" height="16" aria-hidden="true">
        <rect x="4" y="5" width="152" height="8" className="campaign-strip-scale" />
        <rect x="4" y="5" width={(here / (STAGES.length - 1)) * 152} height="8" className="campaign-strip-done" />
        {STAGES.map((one, at) => (
          <line key={one} x1={4 + (at / (STAGES.length - 1)) * 152} x2={4 + (at / (STAGES.length - 1)) * 152} y1="5" y2="13" className="campaign-strip-tick" />
        ))}
        <path d={`M${String(4 + (here / (STAGES.length - 1)) * 152 - 4)} 0h8l-4 7z`} className="campaign-strip-marker" />
      </svg>
    </div>
  );
}
