import type { ReactNode } from "react";
import { useUiWords } from "./words.ts";
import "./level.css";

/** How a level is drawn: its sign and colour. Which levels there are and what they are called is for the regulation to say. */
const SIGNS: Readonly<Record<string, { readonly sign: string; readonly tone: string }>> = {
  excellent: { sign: "★", tone: "excellent" },
  good: { sign: "●", tone: "good" },
  fair: { sign: "◕", tone: "good" },
  completed: { sign: "◐", tone: "completed" },
  average: { sign: "◐", tone: "completed" },
  failed: { sign: "✕", tone: "failed" },
  weak: { sign: "✕", tone: "failed" },
};
const UNDECIDED = { sign: "◌", tone: "undecided" };

const signOf = (level: string | null): { readonly sign: string; readonly tone: string } => SIGNS[level ?? ""] ?? UNDECIDED;

/** A level with its sign and its word; `title` is the regulation's own name of it. */
export function Level({ level, title }: { readonly level: string | null; readonly title?: string | undefined }): ReactNode {
  const t = useUiWords();
  const { sign, tone } = signOf(level);
  return (
    <span className={`level level-${tone}`}>
      <span aria-hidden="true">{sign}</span> {title ?? level ?? t("undecided")}
    </span>
  );
}

/** How many have a level, by its sign; whoever does not see the sign hears the word. */
export function LevelCount({ level, title, count }: { readonly level: string; readonly title: string | undefined; readonly count: string }): ReactNode {
  const { sign, tone } = signOf(level);
  return (
    <span className="level-count" title={title}>
      <span className={`level-${tone}`} aria-hidden="true">{sign}</span>
      <span className="visually-hidden">{title ?? level}:</span> {count}
    </span>
  );
}

/** The colour of a level, as a custom property. */
export const levelColour = (level: string | null): string => `var(--${signOf(level).tone})`;
