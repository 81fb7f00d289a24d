import type { ReactNode } from "react";
import { minutesBetween, useFormat } from "./format.ts";
import { useUiWords } from "./words.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const SOON = 3 * DAY;

/** `Hạn 17:00 ngày 15/12/2025 · còn 3 ngày`. `now` is the server's clock, never the computer's. */
export function Deadline({ at, now }: { readonly at: string; readonly now: string }): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  const left = minutesBetween(now, at);
  const rest = left < 0 ? t("late") : left >= DAY ? t("daysLeft", { days: Math.floor(left / DAY) }) : left >= HOUR ? t("hoursLeft", { hours: Math.floor(left / HOUR) }) : t("minutesLeft", { minutes: left });
  const colour = left < 0 ? "var(--failed)" : left <= SOON ? "var(--warning)" : "inherit";
  return (
    <time dateTime={at} style={{ color: colour }}>
      {t("deadline", { time: format.time(at) })} · {rest}
    </time>
  );
}
