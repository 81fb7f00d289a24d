import { type ReactNode, useId, useState } from "react";
import { matches } from "../ui/format.ts";
import type { Line } from "./regulation-tree.ts";
import { useOpinionWords } from "./words-opinions.ts";
import "./unit-picker.css";

type Props = { readonly lines: readonly Line[]; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void; readonly fault: string | undefined };

/** Criteria to tick, below the contents and groups to which they belong. */
export function CriterionPicker({ lines, chosen, onChange, fault }: Props): ReactNode {
  const t = useOpinionWords();
  const id = useId();
  const [typed, setTyped] = useState("");
  const shown = typed.trim() === "" ? lines : lines.filter((one) => one.leaf !== undefined && matches(`${one.code} ${one.title}`, typed));
  const toggle = (code: string): void => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    onChange(next);
  };
  return (
    <fieldset className="plain-set picker" aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend>{t("criteria")}</legend>
      <div className="row">
        <input
          type="search"
          className="field-input picker-search"
          aria-label={t("criteriaFind")}
          placeholder={t("criteriaFind")}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
        <span role="status">{t("criteriaChosen", { count: chosen.size })}</span>
      </div>
      <div className="picker-list">
        {shown.map((line) =>
          line.leaf === undefined ? (
            <p key={line.code} className="picker-group">
              {line.code}. {line.title}
            </p>
          ) : (
            <label key={line.code} className="picker-row">
              <input
                type="checkbox"
                checked={chosen.has(line.code)}
                onChange={() => {
                  toggle(line.code);
                }}
              />
              <span className="grow">
                {line.code}. {line.title}
              </span>
            </label>
          ),
        )}
      </div>
      {fault === undefined ? null : (
        <span className="field-bad" id={`${id}-fault`} role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  );
}
