import type { ReactNode } from "react";
import { useFormat } from "../format.ts";
import { type EntryForm, type LeafOf, saidAt, saidOfWhole, set } from "./form.ts";
import { isPlainDecimal, readTyped, textAt } from "./input.ts";
import { NumberField, Remarks } from "./number-field.tsx";
import { useEntryWords } from "./words.ts";

/** Entries that are several numbers of one kind: marks of several people, answers by option. */

const ratingsOf = ({ value }: EntryForm): string[] => {
  const given = value?.["ratings"];
  return Array.isArray(given) ? given.filter((one) => typeof one === "string") : [];
};

export function RatingField({ form, leaf }: { readonly form: EntryForm; readonly leaf: LeafOf<"rating"> }): ReactNode {
  const t = useEntryWords();
  const ratings = ratingsOf(form);
  const lines = ratings.length === 0 ? [""] : ratings;
  const change = (next: readonly string[]): void => {
    set(form, "ratings", next.every((one) => one === "") ? undefined : [...next]);
  };
  return (
    <fieldset className="entry-options">
      <legend>{t("ratings", { raters: leaf.raters })}</legend>
      {lines.map((rating, i) => (
        <div key={i} className="row">
          <NumberField
            label={t("rating", { number: i + 1 })}
            kind="amount"
            value={rating}
            isReadOnly={form.isReadOnly}
            said={saidAt(form, "ratings", i)}
            onChange={(text) => {
              change(lines.with(i, text));
            }}
            onCells={(cells) => {
              change([...lines.slice(0, i), ...cells.map((cell) => readTyped("amount", cell)), ...lines.slice(i + 1)]);
            }}
          />
          {form.isReadOnly || lines.length === 1 ? null : (
            <button type="button" className="entry-small" aria-label={t("removeRating", { number: i + 1 })} onClick={() => { change(lines.toSpliced(i, 1)); }}>
              ✕
            </button>
          )}
        </div>
      ))}
      {form.isReadOnly ? null : (
        <button type="button" className="entry-small" onClick={() => { change([...lines, ""]); }}>
          {t("addRating")}
        </button>
      )}
      <Remarks said={saidOfWhole(form, lines.map((_one, i) => `ratings/${String(i)}`))} />
    </fieldset>
  );
}

export function AnswersField({ form, leaf }: { readonly form: EntryForm; readonly leaf: LeafOf<"answers"> }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  const given = form.value?.["counts"];
  const counts = typeof given === "object" && !Array.isArray(given) ? given : {};
  const total = Object.values(counts).reduce<number>((sum, one) => sum + (typeof one === "string" && isPlainDecimal(one) ? Number(one) : 0), 0);
  const change = (next: Readonly<Record<string, string>>): void => {
    const all = Object.fromEntries(Object.entries({ ...counts, ...next }).filter(([, one]) => one !== ""));
    set(form, "counts", Object.keys(all).length === 0 ? undefined : all);
  };
  return (
    <fieldset className="entry-options">
      <legend>{t("counts")}</legend>
      {leaf.options.map(({ key, title, weight }, i) => (
        <NumberField
          key={key}
          label={`${title} (${format.percent(weight.replace(/\.?0+$/, ""))})`}
          kind="whole"
          value={textAt(counts, key)}
          isReadOnly={form.isReadOnly}
          said={saidAt(form, "counts", key)}
          onChange={(text) => {
            change({ [key]: text });
          }}
          onCells={(cells) => {
            change(Object.fromEntries(leaf.options.slice(i, i + cells.length).map((option, at) => [option.key, readTyped("whole", cells[at] ?? "")])));
          }}
        />
      ))}
      <p className="num muted">{t("countsTotal", { total: format.count(total) })}</p>
      <Remarks said={saidOfWhole(form, leaf.options.map(({ key }) => `counts/${key}`))} />
    </fieldset>
  );
}
