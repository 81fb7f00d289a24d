import type { ReactNode } from "react";
import { makeTable } from "../../contract/documents.ts";
import { useLanguage } from "../ui/language.ts";
import { Download } from "./download.tsx";
import { shownTable } from "./shown-table.ts";
import { widthFor } from "./table-download.tsx";
import { useShellWords } from "./words.ts";

/** Below a table: the same as a workbook, as it is seen at the moment. */
function TakeTable({ label, table }: { readonly label: string; readonly table: () => HTMLTableElement | null }): ReactNode {
  const t = useShellWords();
  const language = useLanguage();
  const given = () => {
    const found = table();
    const { columns, rows } = found === null ? { columns: [], rows: [] } : shownTable(language, found);
    const sized = columns.map(({ title, decimals }, at) => ({ title, width: widthFor(title, rows.map((row) => row[at])), ...(decimals === 0 ? {} : { decimals }) }));
    return { body: { name: label.slice(0, 120), columns: sized, rows: JSON.stringify(rows) } };
  };
  return (
    <div className="take-table no-print">
      <Download route={makeTable} given={given} label={t("take.xlsx")} of={label} isSmall />
    </div>
  );
}

export const offerTable = (of: Parameters<typeof TakeTable>[0]): ReactNode => <TakeTable {...of} />;
