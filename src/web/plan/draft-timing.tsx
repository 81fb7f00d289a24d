import type { ReactNode } from "react";
import type { Task, Timing } from "../../contract/plan-content.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, TextField, Tick } from "../ui/fields.tsx";
import { useDraftWords } from "./words-draft.ts";

/** When a task is due: all year, on one day, or on a day of each period. */

const KINDS = ["throughout", "once", "month", "quarter", "half-year", "year"] as const;
type Kind = (typeof KINDS)[number];
type TypedTiming = { readonly kind: Kind; readonly due: string; readonly onDay: string; readonly byReport: boolean };

export function typedTiming({ timing, doneBy }: Partial<Pick<Task, "timing" | "doneBy">> = {}): TypedTiming {
  const plain: TypedTiming = { kind: "throughout", due: "", onDay: "15", byReport: doneBy === "report" };
  if (timing === undefined || timing.kind === "throughout") return plain;
  return timing.kind === "once" ? { ...plain, kind: "once", due: timing.due } : { ...plain, kind: timing.every, onDay: String(timing.onDay) };
}

const LAST_DAY = 31;

/** Undefined while it cannot be read. */
export function timingOf({ kind, due, onDay }: TypedTiming): Timing | undefined {
  if (kind === "throughout") return { kind };
  if (kind === "once") return due === "" ? undefined : { kind, due };
  const day = Number(onDay);
  return Number.isInteger(day) && day >= 1 && day <= LAST_DAY ? { kind: "recurring", every: kind, onDay: day } : undefined;
}

export function TimingFields({ typed, onChange, fault }: { readonly typed: TypedTiming; readonly onChange: (typed: TypedTiming) => void; readonly fault: string | undefined }): ReactNode {
  const t = useDraftWords();
  return (
    <>
      <Choice label={t("when")} value={typed.kind} onChange={(kind) => { onChange({ ...typed, kind }); }} options={KINDS.map((one) => ({ value: one, label: t(`when.${one}`) }))} />
      {typed.kind === "throughout" ? null : typed.kind === "once" ? <DayField label={t("onceDay")} value={typed.due} onChange={(due) => { onChange({ ...typed, due }); }} {...(fault === undefined ? {} : { help: fault })} /> : <TextField label={t("onDay")} value={typed.onDay} onChange={(onDay) => { onChange({ ...typed, onDay }); }} isNumber fault={fault} />}
    </>
  );
}

/** What comes again may be done by the periodic report of the same months. */
const mayBeReported = ({ kind }: TypedTiming): boolean => kind !== "throughout" && kind !== "once";
export const doneIn = (typed: TypedTiming): Pick<Task, "doneBy"> => (typed.byReport && mayBeReported(typed) ? { doneBy: "report" } : {});

export function ByReport({ typed, onChange }: { readonly typed: TypedTiming; readonly onChange: (typed: TypedTiming) => void }): ReactNode {
  const t = useDraftWords();
  return mayBeReported(typed) ? <Tick label={t("byReport")} isOn={typed.byReport} onChange={(byReport) => { onChange({ ...typed, byReport }); }} /> : null;
}
