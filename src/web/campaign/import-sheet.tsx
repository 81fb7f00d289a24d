import type { ReactNode } from "react";
import type { z } from "zod";
import type { importValues } from "../../contract/assessment.ts";
import type { Leaf } from "../../scoring/method/methods.ts";
import type { SheetField, SheetRecord } from "../shell/sheet/mapping.ts";
import { SheetImport } from "../shell/sheet/sheet-import.tsx";
import { readDecimal } from "../ui/format.ts";
import { type columnsOf, inputOf } from "./import-table.ts";
import { UNIT_HEADS, VALUE_HEADS } from "./words-heads.ts";
import { useRecordWords } from "./words-records.ts";

type Items = z.input<NonNullable<typeof importValues.body>>["items"];
type Props = { readonly leaf: Leaf; readonly columns: NonNullable<ReturnType<typeof columnsOf>>; readonly units: readonly { readonly code: string; readonly name: string }[]; readonly onItems: (items: Items) => Promise<void> };

/** The values of a criterion from a workbook of whoever measured them, each unit by its code or its name. */
export function FromSheet({ leaf, columns, units, onItems }: Props): ReactNode {
  const t = useRecordWords();
  const codes = new Map(units.map((one) => [one.name.toLowerCase(), one.code]));
  const fields: readonly SheetField[] = [
    { key: "unit", label: t("sheetUnit"), heads: UNIT_HEADS, isNeeded: true },
    ...columns.map(({ word, field, params }): SheetField => {
      const label = t(`column.${word}`, params);
      return { key: field, label, heads: [label.toLowerCase(), ...(VALUE_HEADS[word] ?? [])], isNeeded: true, isNumber: true };
    }),
  ];
  const send = async (records: readonly SheetRecord[]): Promise<void> =>
    onItems(records.map(({ values }) => ({ unit: codes.get((values["unit"] ?? "").toLowerCase()) ?? values["unit"] ?? "", code: leaf.code, input: inputOf(leaf, columns, columns.map(({ field }) => readDecimal(values[field] ?? "") ?? values[field] ?? "")) })));
  return <SheetImport kind={`measured-${leaf.method}`} fields={fields} onSend={send} />;
}
