import { type KeyboardEvent, memo, type ReactNode, useId, useState } from "react";
import { readDecimal, useFormat } from "../ui/format.ts";
import { type Cell, markByKey, shownMark, targetsOf } from "./marking.ts";
import { useMarksWords } from "./words.ts";

type Props = {
  readonly cell: Cell;
  readonly max: string;
  /** What screen readers call it. */
  readonly label: string;
  readonly isOpen: boolean;
  readonly onMark: (cell: Cell, mark: string | null) => void;
};

/** "4.50" as it stands on a target: 4,5. */
const short = (mark: string): string => mark.replace(/\.?0+$/, "") || "0";

/** A mark that is typed: where there are too many steps to press, or a value between them is meant. */
export function TypedMark({ cell, max, label, isOpen, onMark }: Props): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const shown = shownMark(cell);
  const [typed, setTyped] = useState<string>();
  const [isBad, setBad] = useState(false);
  const fault = useId();
  const commit = (): void => {
    if (typed === undefined) return;
    const plain = typed.trim() === "" ? null : readDecimal(typed);
    const isFit = plain === null || (plain !== undefined && Number(plain) <= Number(max) && /^\d+(?:\.\d{1,2})?$/.test(plain));
    setBad(!isFit);
    if (!isFit || plain === undefined) return;
    setTyped(undefined);
    onMark(cell, plain === null ? null : Number(plain).toFixed(2));
  };
  return (
    <span className="typed-mark">
      <input
        className="num"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={isBad}
        aria-describedby={isBad ? fault : undefined}
        readOnly={!isOpen}
        value={typed ?? (shown === null ? "" : format.decimal(shown))}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
      {isBad ? (
        <span id={fault} className="small mark-fault" role="alert">
          {t("typedBad", { max: format.decimal(short(max)) })}
        </span>
      ) : null}
    </span>
  );
}

/** The row in the list above or below, as far as there is one. */
function focusNeighbour(from: HTMLElement, by: -1 | 1): void {
  const all = [...document.querySelectorAll<HTMLElement>(".mark-scale")];
  const target = all[all.indexOf(from) + by];
  (target?.querySelector<HTMLElement>("input:checked") ?? target?.querySelector<HTMLElement>("input"))?.focus();
}

/** The marks as a row of targets, each big enough for a finger. */
function Scale(props: Props): ReactNode {
  const { cell, max, label, isOpen, onMark } = props;
  const format = useFormat();
  const name = useId();
  const shown = shownMark(cell);
  const targets = targetsOf(max, shown);
  if (targets === undefined) return <TypedMark {...props} />;
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      focusNeighbour(event.currentTarget, event.key === "ArrowUp" ? -1 : 1);
      return;
    }
    const wanted = isOpen ? markByKey(event.key, shown, max) : undefined;
    if (wanted === undefined) return;
    event.preventDefault();
    onMark(cell, wanted);
  };
  return (
    // Keys that mean a mark are heard wherever in the row the focus is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset className="mark-scale" onKeyDown={onKeyDown}>
      <legend className="visually-hidden">{label}</legend>
      {targets.map((mark) => (
        <label key={mark} className={mark === shown ? "mark-target mark-target-on" : "mark-target"}>
          <input
            type="radio"
            name={name}
            value={mark}
            checked={mark === shown}
            disabled={!isOpen}
            onChange={() => {
              onMark(cell, mark);
            }}
          />
          <span className="num">{format.decimal(short(mark))}</span>
        </label>
      ))}
    </fieldset>
  );
}

export const MarkScale = memo(Scale);
