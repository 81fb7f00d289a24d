import type { ReactNode } from "react";
import { useFormat } from "../ui/format.ts";
import { Notice } from "../ui/states.tsx";
import type { At } from "./campaign-page.tsx";
import { LinkButton } from "./link-button.tsx";
import { useStepWords } from "./words-steps.ts";

/** What more time for units means, before and after. */

export function ExtensionDone({ at, count, until }: { readonly at: At; readonly count: number; readonly until: string }): ReactNode {
  const t = useStepWords();
  const format = useFormat();
  return (
    <Notice title={t("extendedDone", { count })} action={<LinkButton to={`/campaigns/${at.campaign.id}/progress`}>{t("toProgress")}</LinkButton>}>
      {t("extendedHelp", { time: format.time(until) })}
    </Notice>
  );
}

export function ExtensionWill({ extended, proposed, until }: { readonly extended: number; readonly proposed: number; readonly until: string }): ReactNode {
  const t = useStepWords();
  const format = useFormat();
  return (
    <section className="card stack campaign-will">
      <h2>{t("willHappen")}</h2>
      <ul>
        {extended === 0 ? null : <li>{t("willExtend", { count: extended, time: format.time(until) })}</li>}
        {proposed === 0 ? null : <li>{t("willPropose", { count: proposed })}</li>}
      </ul>
    </section>
  );
}
