import type { ReactNode } from "react";
import { Field } from "./field.tsx";

/** The controls of forms: a label above, its help and fault below. */

type Shared = { readonly label: ReactNode; readonly value: string; readonly onChange: (value: string) => void; readonly help?: ReactNode; readonly fault?: string | undefined };

export const TextField = ({ value, onChange, isNumber = false, ...shared }: Shared & { readonly isNumber?: boolean }): ReactNode => (
  <Field {...shared}>
    {(wiring) => (
      <input
        {...wiring}
        value={value}
        autoComplete="off"
        inputMode={isNumber ? "numeric" : "text"}
        className={isNumber ? "num" : undefined}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    )}
  </Field>
);

export const AreaField = ({ value, onChange, maxLength = 2000, placeholder, ...shared }: Shared & { readonly maxLength?: number; readonly placeholder?: string }): ReactNode => (
  <Field {...shared}>
    {(wiring) => (
      <textarea
        {...wiring}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    )}
  </Field>
);

export type Option = { readonly value: string; readonly label: string; readonly isBarred?: boolean };

/** Without a choice the first line stands empty; `empty` says what it means. */
export const SelectField = ({ value, onChange, options, empty, ...shared }: Shared & { readonly options: readonly Option[]; readonly empty?: string }): ReactNode => (
  <Field {...shared}>
    {(wiring) => (
      <select
        {...wiring}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value} disabled={one.isBarred}>
            {one.label}
          </option>
        ))}
      </select>
    )}
  </Field>
);
