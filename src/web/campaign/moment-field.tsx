import type { KeyboardEvent, ReactNode } from "react";
import { Deadline } from "../ui/deadline.tsx";
import { Field } from "../ui/fields.tsx";
import { readMoment, shiftedDay, typedMoment } from "./moment.ts";
import { useCampaignWords } from "./words.ts";

export type TypedMoment = { readonly day: string; readonly hour: string };

type Props = { readonly label: string; readonly value: TypedMoment; readonly onChange: (value: TypedMoment) => void; readonly now: string; readonly fault?: string | undefined; readonly help?: ReactNode };

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 };

/** A moment that is typed as 15/12/2025 and 17:00; arrows move the day. Below stands how far away it is. */
export function MomentField({ label, value, onChange, now, fault, help }: Props): ReactNode {
  const t = useCampaignWords();
  const moment = readMoment(value.day, value.hour);
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const day = step === undefined ? undefined : shiftedDay(value.day, step);
    if (day === undefined) return;
    event.preventDefault();
    onChange({ ...value, day });
  };
  return (
    <Field label={label} fault={fault} help={moment === undefined ? help : <Deadline at={moment} now={now} />}>
      {(wiring) => (
        <div className="field-pair">
          <input
            {...wiring}
            className="field-input num"
            value={value.day}
            placeholder={t("dayFormat")}
            autoComplete="off"
            onKeyDown={move}
            onChange={({ target }) => {
              onChange({ ...value, day: target.value });
            }}
          />
          <input
            className="field-input num"
            aria-label={`${label}: ${t("hour")}`}
            value={value.hour}
            autoComplete="off"
            onChange={({ target }) => {
              onChange({ ...value, hour: target.value });
            }}
          />
        </div>
      )}
    </Field>
  );
}

/** Why what was typed is no moment, as a key of the words; undefined when it is one. */
export const momentFault = ({ day, hour }: TypedMoment): "dayWrong" | "hourWrong" | undefined => (readMoment(day, "0:00") === undefined ? "dayWrong" : readMoment(day, hour) === undefined ? "hourWrong" : undefined);

export const momentOf = ({ day, hour }: TypedMoment): string | undefined => readMoment(day, hour);

const THREE_DAYS_MS = 259_200_000;

/** Three days on, at the end of work: a first guess of a later end. */
export const laterEnd = (now: string): TypedMoment => ({ day: typedMoment(new Date(Date.parse(now) + THREE_DAYS_MS).toISOString()).day, hour: "17:00" });
