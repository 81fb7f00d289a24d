import type { ReactNode } from "react";
import type { Missing, Standing, WorkStep } from "../../contract/personnel-work.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { Ruler } from "../ui/ruler.tsx";
import { useLevels } from "./levels.ts";
import { useWorkWords } from "./words-work.ts";

/** The points so far, what is missing, and the worked sum. */

export function Steps({ steps }: { readonly steps: readonly WorkStep[] }): ReactNode {
  const t = useWorkWords();
  if (steps.length === 0) return null;
  return (
    <details className="work-steps">
      <summary>{t("howComputed")}</summary>
      <ol>
        {steps.map((one, i) => (
          <li key={i}>
            <span className="work-article">{t("article", { article: one.article })}</span> {one.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

export function MissingList({ missing }: { readonly missing: readonly Missing[] }): ReactNode {
  const t = useWorkWords();
  if (missing.length === 0) return <p className="muted">{t("nothingMissing")}</p>;
  return (
    <div>
      <h3>{t("missing")}</h3>
      <ul className="work-missing">
        {missing.map((one) => (
          <li key={one.what}>{t(`missing.${one.what}`, { count: one.count })}</li>
        ))}
      </ul>
    </div>
  );
}

export function StandingPanel({ standing }: { readonly standing: Standing }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const { titled, titleOf } = useLevels();
  const shown = (points: string | null): string => (points === null ? t("notYet") : format.decimal(points));
  return (
    <section className="card work-standing" aria-label={t("pointsSoFar")}>
      <div>
        <h2>{t("pointsSoFar")}</h2>
        <p className="work-total num">{shown(standing.total)}</p>
        <Level level={standing.level} title={titleOf(standing.level)} />
        <Ruler title={t("total")} thresholds={titled(standing.thresholds)} value={standing.total} level={standing.level} size="medium" />
        <dl className="facts">
          <dt>{t("general")}</dt>
          <dd className="num">{shown(standing.general)}</dd>
          <dt>{t("results")}</dt>
          <dd className="num">{shown(standing.results)}</dd>
        </dl>
      </div>
      <MissingList missing={standing.missing} />
      <Steps steps={standing.steps} />
    </section>
  );
}
