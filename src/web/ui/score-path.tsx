import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import { useUiWords } from "./words.ts";
import "./score-path.css";

export type PathStep = { readonly step: "self" | "appraisal-1" | "appraisal-2" | "correction" | "import"; readonly points: string | null };

/** Which way the points went from the step before. */
const turnOf = (before: string | null | undefined, now: string | null): string => {
  if (before === null || before === undefined || now === null || Number(before) === Number(now)) return "";
  return Number(now) > Number(before) ? "▲" : "▼";
};

/** `2,50 → 2,00 → 2,25`: self-score, rounds, correction; the last is the one that counts. */
export function ScorePath({ steps }: { readonly steps: readonly PathStep[] }): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  if (steps.length === 0) return <span className="muted">{t("noPoints")}</span>;
  return (
    <span className="score-path num">
      {steps.map(({ step, points }, i) => {
        const turn = turnOf(steps[i - 1]?.points, points);
        const counts = i === steps.length - 1;
        return (
          <span key={step}>
            {i === 0 ? null : <span aria-hidden="true"> → </span>}
            <span className={counts ? "score-path-counts" : undefined} title={t(step)}>
              <span className="visually-hidden">{`${t(step)}: `}</span>
              {points === null ? "–" : format.decimal(points)}
              {turn === "" ? null : (
                <span className={turn === "▲" ? "score-path-up" : "score-path-down"} aria-hidden="true">
                  {turn}
                </span>
              )}
              {counts ? <span className="visually-hidden">{` (${t("counts")})`}</span> : null}
            </span>
          </span>
        );
      })}
    </span>
  );
}
