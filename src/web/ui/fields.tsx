import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { LEAST_REASON } from "../../contract/prose.ts";
import "./field.css";

/** The plain fields of every form: a label above, below it what is wrong and what helps, which a screen reader is told too. */

/** Whether a reason, question or finding still tells nobody anything. */
export const isShort = (words: string): boolean => words.trim().length < LEAST_REASON;

type Wiring = { readonly id: string; readonly "aria-invalid": boolean; readonly "aria-describedby": string | undefined };
type Around = { readonly label: ReactNode; readonly help?: ReactNode; readonly fault?: string | undefined; readonly isLabelHidden?: boolean; readonly className?: string };

/** For a control of another kind; the fields below are made of it. */
export function Field({ label, help, fault, isLabelHidden = false, className = "", children }: Around & { readonly children: (wiring: Wiring) => ReactNode }): ReactNode {
  const id = useId();
  const told = [...(fault === undefined ? [] : [`${id}-bad`]), ...(help === undefined ? [] : [`${id}-help`])].join(" ");
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : "field-label"}>
        {label}
      </label>
      {children({ id, "aria-invalid": fault !== undefined, "aria-describedby": told === "" ? undefined : told })}
      {fault === undefined ? null : (
        <span id={`${id}-bad`} className="small field-bad" role="alert">
          {fault}
        </span>
      )}
      {help === undefined ? null : (
        <span id={`${id}-help`} className="small muted">
          {help}
        </span>
      )}
    </div>
  );
}

type Typed = Around & { readonly value: string; readonly onChange: (text: string) => void; readonly maxLength?: number; readonly placeholder?: string };
type Native = Pick<InputHTMLAttributes<HTMLInputElement>, "type" | "autoComplete" | "autoCapitalize" | "spellCheck">;

const LONGEST_LINE = 1000;
const LONGEST_TEXT = 4000;

/** A line of text, or a number: figures of even width, the keys of figures on a telephone. */
export function TextField({ value, onChange, maxLength = LONGEST_LINE, placeholder, isNumber = false, suggestions, type = "text", autoComplete = "off", autoCapitalize, spellCheck, ...around }: Typed & Native & { readonly isNumber?: boolean; /** What was written here before, to choose from. */ readonly suggestions?: readonly string[] }): ReactNode {
  return (
    <Field {...around}>
      {(wiring) => (
        <>
          <input
            {...wiring}
            {...{ value, maxLength, placeholder, type, autoComplete, autoCapitalize, spellCheck }}
            list={suggestions === undefined ? undefined : `${wiring.id}-list`}
            className={isNumber ? "field-input num" : "field-input"}
            inputMode={isNumber ? "decimal" : undefined}
            onChange={({ target }) => {
              onChange(target.value);
            }}
          />
          {suggestions === undefined ? null : (
            <datalist id={`${wiring.id}-list`}>
              {suggestions.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function AreaField({ value, onChange, maxLength = LONGEST_TEXT, placeholder, rows = 3, ...around }: Typed & { readonly rows?: number }): ReactNode {
  return (
    <Field {...around}>
      {(wiring) => (
        <textarea
          {...wiring}
          {...{ value, maxLength, placeholder, rows }}
          className="field-input text-area"
          onChange={({ target }) => {
            onChange(target.value);
          }}
        />
      )}
    </Field>
  );
}

export type Option<V extends string = string> = { readonly value: V; readonly label: string; readonly isBarred?: boolean };

/** One of a few. */
export function Choice<V extends string>({ value, onChange, options, ...around }: Around & { readonly value: V; readonly onChange: (value: V) => void; readonly options: readonly Option<V>[] }): ReactNode {
  return (
    <Field {...around}>
      {(wiring) => (
        <select
          {...wiring}
          className="field-select"
          value={value}
          onChange={({ target }) => {
            const picked = options.find((one) => one.value === target.value);
            if (picked !== undefined) onChange(picked.value);
          }}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value} disabled={one.isBarred}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export const Tick = ({ label, isOn, onChange }: { readonly label: ReactNode; readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }): ReactNode => (
  <label className="row tick">
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ target }) => {
        onChange(target.checked);
      }}
    />
    <span className="grow">{label}</span>
  </label>
);

export const FilePick = ({ accept, onPick, ...around }: Around & { readonly accept: string; readonly onPick: (file: File) => void }): ReactNode => (
  <Field {...around}>
    {(wiring) => (
      <input
        {...wiring}
        type="file"
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onPick(file);
          // The same file may be chosen again after it was mended.
          target.value = "";
        }}
      />
    )}
  </Field>
);
