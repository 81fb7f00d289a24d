import { type ClipboardEvent, type ReactNode, useId, useState } from "react";
import { useFormat } from "../format.ts";
import { cellsOf, isPlainDecimal, mayMeanThousands, type NumberKind, readTyped } from "./input.ts";
import type { Said } from "./said.ts";
import { useEntryWords } from "./words.ts";

type Props = {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly kind: NumberKind;
  readonly unit?: string;
  /** A plain decimal, or what was typed where it is none; empty: nothing. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Several cells of a spreadsheet were pasted, the first of them here. */
  readonly onCells?: ((cells: readonly string[]) => void) | undefined;
  readonly said: readonly Said[];
  readonly isReadOnly: boolean;
};

/** What is wrong or worth knowing, below its field. */
export function Remarks({ id, said }: { readonly id?: string; readonly said: readonly Said[] }): ReactNode {
  // The place is always there, so that what comes is read out.
  return (
    <span id={id} className="entry-remarks" aria-live="polite">
      {said.map(({ text, isFault }) => (
        <span key={text} className={isFault ? "entry-fault" : "muted"}>
          {isFault ? <span aria-hidden="true">✕ </span> : null}
          {text}
        </span>
      ))}
    </span>
  );
}

function useThousands(kind: NumberKind, value: string): Said[] {
  const t = useEntryWords();
  const format = useFormat();
  return mayMeanThousands(kind, value) ? [{ path: "", text: t("thousands", { value: format.decimal(value), whole: value.replace(".", "") }), isFault: false }] : [];
}

/** A number as people type or paste it: with a comma or a point, with spaces, from a cell of a spreadsheet. */
export function NumberField({ label, isLabelHidden = false, kind, unit = "", value, onChange, onCells, said, isReadOnly }: Props): ReactNode {
  const id = useId();
  const format = useFormat();
  const [typed, setTyped] = useState<string>();
  const remarks = [...said, ...useThousands(kind, value)];
  // What was typed stands as long as it means the value; a value from elsewhere replaces it.
  const shown = typed !== undefined && readTyped(kind, typed, unit) === value ? typed : isPlainDecimal(value) ? format.decimal(value) : value;
  const paste = (event: ClipboardEvent): void => {
    const cells = cellsOf(event.clipboardData.getData("text/plain"));
    if (cells.length < 2 || onCells === undefined) return;
    event.preventDefault();
    onCells(cells);
  };
  return (
    <span className="entry-field">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <span className="entry-box">
        <input
          id={id}
          className="entry-number num"
          inputMode={kind === "whole" ? "numeric" : "decimal"}
          autoComplete="off"
          value={shown}
          readOnly={isReadOnly}
          aria-invalid={said.some((one) => one.isFault)}
          aria-describedby={`${id}-said`}
          onPaste={paste}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(readTyped(kind, event.target.value, unit));
          }}
          onBlur={() => {
            setTyped(undefined);
          }}
        />
        {unit === "" ? null : <span className="muted">{unit}</span>}
      </span>
      <Remarks id={`${id}-said`} said={remarks} />
    </span>
  );
}
