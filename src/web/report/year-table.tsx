import type { ReactNode } from "react";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useYearWords } from "./words-years.ts";

type Props = { readonly label: string; readonly years: readonly number[]; readonly rows: readonly { readonly index: string; readonly title: string }[]; readonly renderCell: (index: string, year: number) => ReactNode };

/** Indexes down, years across. */
export function YearTable({ label, years, rows, renderCell }: Props): ReactNode {
  const t = useYearWords();
  return (
    <TableScroll label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("index")}</th>
            {years.map((year) => (
              <th key={year} scope="col" className="num">
                {year}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ index, title }) => (
            <tr key={index}>
              <th scope="row">{title}</th>
              {years.map((year) => (
                <td key={year} className="num">
                  {renderCell(index, year)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
