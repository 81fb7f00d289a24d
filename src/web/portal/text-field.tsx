import { type ReactNode, useId } from "react";
import "../ui/field.css";

type Props = { readonly label: string; readonly value: string; readonly onChange: (text: string) => void; readonly fault?: string | undefined; readonly isLine?: boolean; readonly maxLength?: number };

const LONGEST = 4000;

/** A text of one line or several, with what is wrong with it. */
export function TextField({ label, value, onChange, fault, isLine = false, maxLength = LONGEST }: Props): ReactNode {
  const id = useId();
  const shared = { id, value, maxLength, "aria-invalid": fault !== undefined, "aria-describedby": fault === undefined ? undefined : `${id}-bad` };
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {isLine ? (
        <input {...shared} className="field-input" onChange={(event) => { onChange(event.target.value); }} />
      ) : (
        <textarea {...shared} className="field-input portal-area" rows={4} onChange={(event) => { onChange(event.target.value); }} />
      )}
      {fault === undefined ? null : (
        <span id={`${id}-bad`} className="small field-bad" role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
