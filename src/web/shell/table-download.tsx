import type { ReactNode } from "react";
import { makeTable } from "../../contract/documents.ts";
import { Download } from "./download.tsx";
import { useShellWords } from "./words.ts";

/** Numbers as numbers; a decimal as the server writes it ("91.24") is given by `numberIn`. */
export type TableColumn<T> = { readonly title: string; readonly of: (row: T) => string | number | null; readonly width?: number; readonly decimals?: number };

type Props<T> = { /** What the table is called, and so the file. */ readonly name: string; readonly columns: readonly TableColumn<T>[]; /** As they are shown: filtered, and in this order. */ readonly rows: readonly T[] };

const NARROWEST = 8;
const WIDEST = 60;
const SAMPLE = 200;

/** As wide as what stands in it, within bounds. */
export const widthFor = (title: string, values: readonly (string | number | null | undefined)[]): number => Math.min(WIDEST, Math.max(NARROWEST, Math.min(title.length, 16), ...values.slice(0, SAMPLE).map((value) => String(value ?? "").length + 2)));
const widthOf = <T,>({ title, of, width }: TableColumn<T>, rows: readonly T[]): number => width ?? widthFor(title, rows.slice(0, SAMPLE).map(of));

/** "91.24" → 91.24; what is no number stays what it is. */
export const numberIn = (decimal: string | null | undefined): string | number | null => (decimal === null || decimal === undefined || decimal === "" ? null : Number.isNaN(Number(decimal)) ? decimal : Number(decimal));

/** Takes a table home as one sees it: its rows, its columns, numbers as numbers. */
export function TableDownload<T>({ name, columns, rows }: Props<T>): ReactNode {
  const t = useShellWords();
  if (rows.length === 0) return null;
  const given = () => ({
    body: {
      name,
      columns: columns.map((one) => ({ title: one.title, width: widthOf(one, rows), ...(one.decimals === undefined ? {} : { decimals: one.decimals }) })),
      rows: JSON.stringify(rows.map((row) => columns.map(({ of }) => of(row)))),
    },
  });
  return <Download route={makeTable} given={given} label={t("take.xlsx")} of={name} />;
}
