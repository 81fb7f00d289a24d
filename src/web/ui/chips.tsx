import type { ReactNode } from "react";
import { useFormat } from "./format.ts";
import "./chips.css";

type Option = { readonly key: string; readonly word: string; readonly count?: number };
type Props = { readonly label: string; readonly options: readonly Option[]; readonly chosen: string; readonly onChoose: (key: string) => void };

/** A filter in words, with how many there are of each. */
export function Chips({ label, options, chosen, onChoose }: Props): ReactNode {
  const format = useFormat();
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map(({ key, word, count }) => (
        <button
          key={key}
          type="button"
          className="chip"
          aria-pressed={chosen === key}
          onClick={() => {
            onChoose(key);
          }}
        >
          {word} {count === undefined ? null : <span className="num chip-count">{format.count(count)}</span>}
        </button>
      ))}
    </div>
  );
}
