import type { ReactNode } from "react";
import { barOf, type LevelLimits } from "../../contract/personnel-year-levels.ts";
import { RATING_LEVELS, type RatingLevel } from "../../contract/personnel-year-steps.ts";
import { Choice } from "../ui/fields.tsx";
import { useLevelWords } from "./words-levels.ts";

/** The levels that the law leaves open to whoever proposes or decides; the others stand there with what keeps them out of reach. */

type Props = { readonly label: string; readonly isLabelHidden?: boolean; readonly value: RatingLevel; readonly limits: LevelLimits; readonly onChange: (level: RatingLevel) => void };

export function LevelField({ limits, ...field }: Props): ReactNode {
  const t = useLevelWords();
  const barOfValue = barOf(field.value, limits);
  const options = RATING_LEVELS.map((value) => {
    const bar = barOf(value, limits);
    const title = t(`level.whole.${value}`);
    return { value, label: bar === undefined ? title : t("barred", { level: title, why: t(`bar.${bar}`) }), isBarred: bar !== undefined };
  });
  return <Choice {...field} options={options} fault={barOfValue === undefined ? undefined : t("barredNow", { why: t(`bar.${barOfValue}`) })} />;
}
