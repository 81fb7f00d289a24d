import { boundsOf } from "../../contract/personnel-bounds.ts";
import { useUiWords } from "./words.ts";

/** What people call a month or quarter of work: "Quý 4/2026", "Tháng 11/2026 (thử)". */
export function usePeriodName(): (id: string) => string {
  const t = useUiWords();
  return (id) => {
    const { year, months, from, isTrial } = boundsOf(id);
    const month = Number(from.slice(5, 7));
    const name = months === 3 ? t("period.quarter", { number: (month + 2) / 3, year }) : t("period.month", { number: month, year });
    return isTrial ? t("period.trial", { name }) : name;
  };
}
