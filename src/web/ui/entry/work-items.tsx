import type { ReactNode } from "react";
import { type EntryForm, saidAt, saidOfWhole, set } from "./form.ts";
import { type Item, textAt } from "./input.ts";
import { NumberField, Remarks } from "./number-field.tsx";
import { useEntryWords } from "./words.ts";

/** A civil servant's work (NĐ 335/2025): one line for each product or task, and the three marks of those who lead. */

const NUMBERS = [
  { key: "coefficient", kind: "amount" },
  { key: "assigned", kind: "amount" },
  { key: "done", kind: "amount" },
  { key: "qualityFailures", kind: "whole" },
  { key: "delays", kind: "whole" },
] as const;
const MARKS = ["d", "dd", "e"] as const;

type Line = Exclude<Item, string | number | boolean>;

const linesOf = ({ value }: EntryForm): Line[] => {
  const given = value?.["items"];
  const lines = Array.isArray(given) ? given.filter((one) => typeof one === "object") : [];
  return lines.length === 0 ? [{}] : lines;
};

function WorkLine({ form, lines, at, onChange }: { readonly form: EntryForm; readonly lines: readonly Line[]; readonly at: number; readonly onChange: (lines: readonly Line[]) => void }): ReactNode {
  const t = useEntryWords();
  const line = lines[at] ?? {};
  const change = (key: string, value: string | boolean): void => {
    const rest = Object.fromEntries(Object.entries(line).filter(([name]) => name !== key));
    onChange(lines.with(at, value === "" || value === false ? rest : { ...rest, [key]: value }));
  };
  return (
    <fieldset className="entry-work" disabled={form.isReadOnly}>
      <legend>{t("item", { number: at + 1 })}</legend>
      {NUMBERS.map(({ key, kind }) => (
        <NumberField
          key={key}
          label={t(key)}
          kind={kind}
          value={textAt(line, key)}
          isReadOnly={form.isReadOnly}
          said={saidAt(form, "items", at, key)}
          onChange={(text) => {
            change(key, text);
          }}
        />
      ))}
      <label className="entry-option">
        <input type="checkbox" checked={line["extra"] === true} onChange={(event) => { change("extra", event.target.checked); }} /> {t("extra")}
      </label>
      {lines.length === 1 ? null : (
        <button type="button" className="entry-small" onClick={() => { onChange(lines.toSpliced(at, 1)); }}>
          {t("removeItem", { number: at + 1 })}
        </button>
      )}
    </fieldset>
  );
}

export function WorkField({ form }: { readonly form: EntryForm }): ReactNode {
  const t = useEntryWords();
  const lines = linesOf(form);
  const isLeader = form.value?.["leader"] === true;
  const change = (next: readonly Line[]): void => {
    form.onChange({ ...form.value, leader: isLeader, items: [...next] });
  };
  const fields = lines.flatMap((_line, i) => NUMBERS.map(({ key }) => `items/${String(i)}/${key}`));
  return (
    <fieldset className="entry-options">
      <legend>{t("items")}</legend>
      <label className="entry-option">
        <input type="checkbox" disabled={form.isReadOnly} checked={isLeader} onChange={(event) => {
            const { d: _d, dd: _dd, e: _e, ...rest } = form.value ?? {};
            form.onChange({ ...rest, items: lines, leader: event.target.checked, ...(event.target.checked ? { d: false, dd: false, e: false } : {}) });
          }}
        />
        {t("leader")}
      </label>
      {isLeader
        ? MARKS.map((mark) => (
            <label key={mark} className="entry-option">
              <input type="checkbox" disabled={form.isReadOnly} checked={form.value?.[mark] === true} onChange={(event) => { set(form, mark, event.target.checked); }} />
              {t(`mark.${mark}`)}
            </label>
          ))
        : null}
      {lines.map((_line, i) => (
        <WorkLine key={i} form={form} lines={lines} at={i} onChange={change} />
      ))}
      {form.isReadOnly ? null : (
        <button type="button" className="entry-small" onClick={() => { change([...lines, {}]); }}>
          {t("addItem")}
        </button>
      )}
      <Remarks said={saidOfWhole(form, fields)} />
    </fieldset>
  );
}
