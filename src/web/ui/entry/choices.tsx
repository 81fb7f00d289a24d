import { type ReactNode, useId } from "react";
import { useFormat } from "../format.ts";
import { type EntryForm, type LeafOf, saidOfWhole, set } from "./form.ts";
import { textAt } from "./input.ts";
import { Remarks } from "./number-field.tsx";
import { useEntryWords } from "./words.ts";

/** Entries that are chosen, not typed: one level of several, or the items that are met. */

function Worth({ points }: { readonly points: string }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  return <span className="entry-worth num muted">{t("worth", { points: format.decimal(points) })}</span>;
}

export function ChoiceField({ form, leaf }: { readonly form: EntryForm; readonly leaf: LeafOf<"choice"> }): ReactNode {
  const t = useEntryWords();
  const name = useId();
  const chosen = textAt(form.value, "choice");
  return (
    <fieldset className="entry-options" disabled={form.isReadOnly}>
      <legend>{t("choose")}</legend>
      {leaf.options.map(({ key, title, points }) => (
        <label key={key} className="entry-option">
          <input
            type="radio"
            name={name}
            checked={chosen === key}
            onChange={() => {
              set(form, "choice", key);
            }}
          />
          <span className="grow">{title}</span>
          <Worth points={points} />
        </label>
      ))}
      <Remarks said={saidOfWhole(form, [])} />
    </fieldset>
  );
}

/** That nothing is met is said, not guessed from boxes nobody has looked at. */
export function ChecklistField({ form, leaf }: { readonly form: EntryForm; readonly leaf: LeafOf<"checklist"> }): ReactNode {
  const t = useEntryWords();
  const given = form.value?.["checked"];
  const checked = Array.isArray(given) ? given.filter((one) => typeof one === "string") : undefined;
  const change = (keys: readonly string[] | undefined): void => {
    set(form, "checked", keys === undefined ? undefined : leaf.items.map((one) => one.key).filter((key) => keys.includes(key)));
  };
  return (
    <fieldset className="entry-options" disabled={form.isReadOnly}>
      <legend>{t("checked")}</legend>
      {leaf.items.map(({ key, title, points }) => (
        <label key={key} className="entry-option">
          <input
            type="checkbox"
            checked={checked?.includes(key) ?? false}
            onChange={(event) => {
              const rest = (checked ?? []).filter((one) => one !== key);
              const next = event.target.checked ? [...rest, key] : rest;
              change(next.length === 0 ? undefined : next);
            }}
          />
          <span className="grow">{title}</span>
          <Worth points={points} />
        </label>
      ))}
      <label className="entry-option entry-none">
        <input
          type="checkbox"
          checked={checked?.length === 0}
          onChange={(event) => {
            change(event.target.checked ? [] : undefined);
          }}
        />
        <span className="grow">{t("nothingMet")}</span>
        <Worth points="0.00" />
      </label>
      <Remarks said={saidOfWhole(form, [])} />
    </fieldset>
  );
}
