import type { KeyboardEvent } from "react";

/** The fields of a row that ↑ and ↓ take one through, as in a sheet. */
const COLUMNS = ["input.work-number", ".work-reference input"] as const;

/** From a field to the same one of the row above or below. */
export function alongColumn(event: KeyboardEvent<HTMLInputElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { currentTarget: field } = event;
  const column = COLUMNS.find((one) => field.matches(one));
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || column === undefined) return;
  const fields = [...(field.closest("ul")?.querySelectorAll<HTMLInputElement>(column) ?? [])];
  const next = fields[fields.indexOf(field) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}
