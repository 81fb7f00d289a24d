import type { ReactNode } from "react";
import { lastDay } from "../ui/day.ts";
import { useFormat } from "../ui/format.ts";
import { useUiWords } from "../ui/words.ts";

/** From a day to the day before `to`. */
export function Period({ from, to }: { readonly from: string; readonly to: string | null }): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  return (
    <span className="num">
      {t("from", { day: format.day(from) })}
      {to === null ? null : ` ${t("until", { day: format.day(lastDay(to)) })}`}
    </span>
  );
}
