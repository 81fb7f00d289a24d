import { type ReactNode, useId, useRef, useState } from "react";
import { readDay } from "./day.ts";
import { useFormat } from "./format.ts";
import { useUiWords } from "./words.ts";

type Props = { readonly label: string; readonly value: string; readonly onChange: (day: string) => void; readonly help?: string; readonly fault?: string | undefined; readonly isLabelHidden?: boolean };

/**
 * A day, typed as people here write it, or taken from the browser's calendar. `value` is YYYY-MM-DD, "" for none.
 * The browser's own field would show the order of the browser's language, and 05/12 would be May to some.
 */
export function DayField({ label, value, onChange, help, fault, isLabelHidden = false }: Props): ReactNode {
  const t = useUiWords();
  const format = useFormat();
  const id = useId();
  const calendar = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const isUnread = typed !== undefined && typed.trim() !== "" && readDay(typed) === undefined;
  const isBad = isUnread || fault !== undefined;
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      <span className="day-field">
        <input
          id={id}
          className="field-input num"
          inputMode="numeric"
          autoComplete="off"
          placeholder={t("dayPattern")}
          value={typed ?? (value === "" ? "" : format.day(value))}
          aria-invalid={isBad}
          aria-describedby={isBad ? `${id}-bad` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(readDay(event.target.value) ?? "");
          }}
          onBlur={() => {
            if (!isUnread) setTyped(undefined);
          }}
        />
        <button type="button" className="day-field-open" aria-label={t("openCalendar", { label })} onClick={() => calendar.current?.showPicker()}>
          <span aria-hidden="true">▾</span>
        </button>
        <input
          ref={calendar}
          type="date"
          className="day-field-calendar"
          tabIndex={-1}
          aria-hidden="true"
          value={value}
          onChange={(event) => {
            setTyped(undefined);
            onChange(event.target.value);
          }}
        />
      </span>
      {isBad ? (
        <span id={`${id}-bad`} className="small field-bad" role="alert">
          {isUnread ? t("badDay") : fault}
        </span>
      ) : null}
      {help === undefined ? null : <span className="small muted">{help}</span>}
    </div>
  );
}
