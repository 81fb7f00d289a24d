import { Button } from "antd";
import { memo, type ReactNode, useState } from "react";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Foresight } from "../ui/foresight.ts";
import { useFormat } from "../ui/format.ts";
import { HelpHint } from "../ui/help-hint.tsx";
import { Level } from "../ui/level.tsx";
import { Reasons, SideDrawer } from "../ui/reasons.tsx";
import { Ruler } from "../ui/ruler.tsx";
import { useAssessmentWords } from "./words.ts";

/** Where the unit would stand by what is scored so far: it moves as one scores. */
function EveryForesightPanel({ foresight: { ratios, scored, waiting, steps }, elsewhere, law, versionId }: { readonly foresight: Foresight; /** How many of those without points are not the unit's to score. */ readonly elsewhere: number; readonly law: Regulation; readonly versionId: string }): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card desk-foresight" aria-label={t("foresight")}>
      <h2>{t("foresight")}</h2>
      {ratios.map(({ key, title, percent, level, thresholds }) => (
        <div key={key} className="desk-ratio">
          <h3>
            {title} <HelpHint topic={title} versionId={versionId} rules={[law.ratios.find((one) => one.key === key), ...(law.classifications.find((one) => one.ratio === key)?.levels ?? [])]} />
          </h3>
          <p className="row">
            <strong className="desk-percent num">{percent === null ? "–" : format.percent(percent)}</strong>
            {percent === null ? <span className="muted">{t("foresightNone")}</span> : <Level level={level?.key ?? null} title={level?.title} />}
          </p>
          <Ruler title={title} thresholds={thresholds} value={percent} level={level?.key ?? null} size="medium" />
        </div>
      ))}
      <p className="muted small">{t("foresightLead", { scored: format.count(scored), own: format.count(waiting - elsewhere), elsewhere: format.count(elsewhere) })}</p>
      {steps.length === 0 ? null : (
        <Button size="small" onClick={() => { setOpen(true); }}>
          {t("whyForesight")}
        </Button>
      )}
      <SideDrawer title={t("whyForesight")} isOpen={isOpen} onClose={() => { setOpen(false); }}>
        <Reasons step={{ title: t("foresight"), article: "", text: "", values: {}, steps: [...steps] }} versionId={versionId} />
      </SideDrawer>
    </section>
  );
}

/** Drawn anew only when what it shows has changed. */
export const ForesightPanel = memo(EveryForesightPanel);
