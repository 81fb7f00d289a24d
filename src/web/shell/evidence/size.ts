import type { Format } from "../../ui/format.ts";

/** Sizes and times of files as people say them. */

const UNITS = ["B", "KB", "MB", "GB"] as const;
const STEP = 1024;

/** 48213 → "47,1 KB"; whole bytes below a kilobyte. */
export function sizeText(bytes: number, format: Pick<Format, "decimal" | "count">): string {
  const power = bytes < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(STEP)));
  const value = bytes / STEP ** power;
  return `${power === 0 || value >= 100 ? format.count(Math.round(value)) : format.decimal(value.toFixed(1))} ${UNITS[power] ?? ""}`;
}

/** Whole seconds left at a rate; undefined while the rate says nothing. */
export const secondsLeft = (bytes: number, rate: number): number | undefined => (rate <= 0 ? undefined : Math.ceil(bytes / rate));
