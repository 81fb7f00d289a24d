import type { ReactNode } from "react";
import { divide, formatFraction, fraction, isZero, multiply, parseDecimal } from "../../../scoring/exact.ts";
import { useFormat } from "../format.ts";
import { type EntryForm, type LeafOf, saidAt, saidOfWhole, set } from "./form.ts";
import { type Input, type NumberKind, readTyped, textAt, withField } from "./input.ts";
import { NumberField, Remarks } from "./number-field.tsx";
import { useEntryWords } from "./words.ts";

/** Entries that are one or two numbers. */

export type Field = { readonly key: string; readonly label: string; readonly kind: NumberKind; readonly unit?: string };

/** Cells of a spreadsheet, one into each field from the one that was pasted into; what is too much stays visible in the last. */
function spread(input: Input | null, fields: readonly Field[], cells: readonly string[]): Input | null {
  const last = fields.length - 1;
  return fields.reduce((all, { key, kind, unit }, i) => {
    const text = i === last ? cells.slice(last).join("\t") : cells[i];
    return text === undefined || text === "" ? all : withField(all, key, readTyped(kind, text, unit));
  }, input);
}

export function NumberFields({ form, fields }: { readonly form: EntryForm; readonly fields: readonly Field[] }): ReactNode {
  return (
    <div className="entry-fields">
      {fields.map(({ key, label, kind, unit }, i) => (
        <NumberField
          key={key}
          label={label}
          kind={kind}
          {...(unit === undefined ? {} : { unit })}
          value={textAt(form.value, key)}
          isReadOnly={form.isReadOnly}
          said={saidAt(form, key)}
          onChange={(text) => {
            set(form, key, text);
          }}
          onCells={(cells) => {
            form.onChange(spread(form.value, fields.slice(i), cells));
          }}
        />
      ))}
      <Remarks said={saidOfWhole(form, fields.map((one) => one.key))} />
    </div>
  );
}

const HUNDRED = fraction(100);

/** The share in percent, cut to two decimals for the eye; undefined where there is none yet. */
function shareOf(input: Input | null): string | undefined {
  const numerator = parseDecimal(textAt(input, "numerator"));
  const denominator = parseDecimal(textAt(input, "denominator"));
  if (numerator === undefined || denominator === undefined || isZero(denominator)) return undefined;
  return formatFraction(multiply(divide(numerator, denominator), HUNDRED), 2);
}

export function RatioFields({ form, leaf }: { readonly form: EntryForm; readonly leaf: LeafOf<"ratio"> }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  const share = shareOf(form.value);
  return (
    <>
      <NumberFields
        form={form}
        fields={[
          { key: "numerator", label: leaf.numerator, kind: "amount" },
          { key: "denominator", label: leaf.denominator, kind: "amount" },
        ]}
      />
      {share === undefined ? null : (
        <p className="num">
          {t("share", { percent: format.percent(share) })}
          {Number(share) > 100 && !form.isReadOnly ? <span className="entry-doubt"> {t("aboveWhole")}</span> : null}
        </p>
      )}
    </>
  );
}
