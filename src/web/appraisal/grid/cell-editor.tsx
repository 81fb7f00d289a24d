import { type ReactNode, useEffect, useRef } from "react";

/** The field in a cell that is being edited. Enter keeps and goes down, Tab keeps and goes on, Escape leaves it as it was. */

export type Leave = "down" | "up" | "right" | "left" | "stay";
type Props = {
  readonly label: string;
  readonly initial: string;
  readonly isNumber: boolean;
  readonly suggestions?: readonly string[] | undefined;
  readonly onKeep: (text: string, leave: Leave) => void;
  readonly onCancel: () => void;
  /** Several cells were pasted: they are for the grid. */
  readonly onTable: (text: string) => void;
};

const NONE: readonly string[] = [];
const isTable = (text: string): boolean => /[\t\n\r]/.test(text.trim());

export function CellEditor({ label, initial, isNumber, suggestions = NONE, onKeep, onCancel, onTable }: Props): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  const isSettled = useRef(false);
  useEffect(() => {
    const input = field.current;
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }, []);
  const keep = (leave: Leave): void => {
    if (isSettled.current) return;
    isSettled.current = true;
    onKeep(field.current?.value ?? "", leave);
  };
  return (
    <>
      <input
        ref={field}
        className={isNumber ? "grid-input num" : "grid-input"}
        aria-label={label}
        defaultValue={initial}
        inputMode={isNumber ? "decimal" : "text"}
        autoComplete="off"
        maxLength={isNumber ? 20 : 4000}
        {...(suggestions.length === 0 ? {} : { list: "grid-reasons" })}
        onBlur={() => {
          keep("stay");
        }}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text/plain");
          event.stopPropagation();
          if (!isTable(text)) return;
          event.preventDefault();
          isSettled.current = true;
          onTable(text);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          // A key that composes a Vietnamese letter is no command.
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") {
            event.preventDefault();
            keep(event.shiftKey ? "up" : "down");
          } else if (event.key === "Tab") {
            event.preventDefault();
            keep(event.shiftKey ? "left" : "right");
          } else if (event.key === "Escape") {
            isSettled.current = true;
            onCancel();
          }
        }}
      />
      {suggestions.length === 0 ? null : (
        <datalist id="grid-reasons">
          {suggestions.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
