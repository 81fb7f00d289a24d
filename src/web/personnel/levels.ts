import type { Threshold } from "../../scoring/explain/thresholds.ts";
import { useLevelWords } from "./words-levels.ts";

/** The four levels of NĐ 335 (article 20) in short words; where each begins and which one holds the server says. */

const KNOWN = ["excellent", "good", "completed", "failed"] as const;

type Levels = { readonly titleOf: (level: string | null) => string | undefined; readonly titled: (thresholds: readonly Threshold[]) => readonly Threshold[] };

export function useLevels(): Levels {
  const t = useLevelWords();
  const titleOf = (level: string | null): string | undefined => {
    const known = KNOWN.find((one) => one === level);
    return known === undefined ? undefined : t(`level.${known}`);
  };
  return { titleOf, titled: (thresholds) => thresholds.map((one) => ({ ...one, title: titleOf(one.level) ?? one.title })) };
}
