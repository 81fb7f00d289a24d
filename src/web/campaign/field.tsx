import { type ReactNode, useId } from "react";
import "./field.css";

/** A labelled control with its help and what is wrong with it, which a screen reader is told too. */

type Wiring = { readonly id: string; readonly "aria-invalid": boolean; readonly "aria-describedby": string | undefined };
type Props = { readonly label: ReactNode; readonly help?: ReactNode; readonly fault?: string | undefined; readonly children: (wiring: Wiring) => ReactNode };

export function Field({ label, help, fault, children }: Props): ReactNode {
  const id = useId();
  const told = [...(help === undefined ? [] : [`${id}-help`]), ...(fault === undefined ? [] : [`${id}-fault`])].join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-invalid": fault !== undefined, "aria-describedby": told === "" ? undefined : told })}
      {help === undefined ? null : (
        <span className="small muted" id={`${id}-help`}>
          {help}
        </span>
      )}
      {fault === undefined ? null : (
        <span className="field-fault" id={`${id}-fault`} role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
