import type { ReactNode } from "react";
import { useFormat } from "../../ui/format.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import type { Row } from "../grid/rows.ts";
import type { Round } from "../ground.ts";
import { useSittingWords } from "./words.ts";

/** The same criterion in the other units, from the most points to the least: equals are to be treated alike. */

/** Within the list only: the page itself stays where it is. */
function intoView(row: HTMLElement | null): void {
  const box = row?.closest(".table-scroll");
  if (row !== null && box !== null && box !== undefined) box.scrollTop = row.offsetTop - box.clientHeight / 2;
}

type Props = { readonly rows: readonly Row[]; readonly unitId: string; readonly round: Round };

const appraised = ({ criterion, mine }: Row, round: Round): string | null => criterion.outcomes.find((one) => one.round === round)?.points ?? mine?.points ?? null;

export function Beside({ rows, unitId, round }: Props): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const sorted = rows.filter((one) => one.before !== null).toSorted((one, other) => Number(other.before?.points ?? 0) - Number(one.before?.points ?? 0) || format.compare(one.unitName, other.unitName));
  return (
    <section className="sitting-beside no-print" aria-labelledby="sitting-beside">
      <h2 id="sitting-beside">{t("beside")}</h2>
      <TableScroll label={t("beside")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col" className="num">
                {t("before")}
              </th>
              <th scope="col" className="num">
                {t("council")}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const points = appraised(row, round);
              return (
                <tr key={row.unitId} ref={row.unitId === unitId ? intoView : undefined} aria-current={row.unitId === unitId} className={row.unitId === unitId ? "sitting-here" : undefined}>
                  <th scope="row">{row.unitName}</th>
                  <td className="num">{format.decimal(row.before?.points ?? "0.00")}</td>
                  <td className="num">{row.states.includes("disputed") ? t("disputed") : points === null ? "" : format.decimal(points)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
