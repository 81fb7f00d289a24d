import type { ReactNode } from "react";
import { usePrinting } from "../../ui/use-printing.ts";
import { cellText, type Column, isNumber, type Shown } from "./columns.ts";
import type { Row } from "./rows.ts";
import { useGridWords } from "./words.ts";
import "./printed.css";

/** The grid on paper: every row that is listed, in sight or not, and reasons in full. */
export function Printed({ rows, columns, shown }: { readonly rows: readonly Row[]; readonly columns: readonly Column[]; readonly shown: Shown }): ReactNode {
  const t = useGridWords();
  if (!usePrinting()) return null;
  return (
    <table className="plain grid-printed">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={isNumber(column) ? "num" : undefined}>
              {t(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.unitId}>
            {columns.map((column) => (
              <td key={column} data-column={column} className={isNumber(column) ? "num" : undefined}>
                {cellText(column, row, shown)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
