import type { ReactNode } from "react";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import type { Row } from "./import-table.ts";
import { useRecordWords } from "./words-records.ts";

type Props = {
  readonly rows: readonly Row[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly columns: readonly string[];
  /** What the server said of a line. */
  readonly told: ReadonlyMap<number, string>;
  /** Who has the criterion. */
  readonly having: readonly { readonly code: string; readonly name: string }[];
};

const ROWS = 200;

/** What would be imported, line by line, the wrong ones first. */
export function ImportPreview({ rows, units, columns, told, having }: Props): ReactNode {
  const t = useRecordWords();
  const format = useFormat();
  const names = new Map(units.map((one) => [one.code, one.name]));
  const faultOf = ({ fault, line }: Row): string | undefined => (fault === undefined ? told.get(line) : t(`fault.${fault.key}`, fault.params));
  const wrong = rows.filter((one) => faultOf(one) !== undefined);
  if (rows.length === 0) return <p className="muted">{t("empty")}</p>;
  const given = new Set(rows.map((one) => one.code));
  const absent = having.filter((one) => !given.has(one.code));
  const ordered = [...wrong, ...rows.filter((one) => faultOf(one) === undefined)];
  return (
    <section className="stack">
      <h2>{t("preview")}</h2>
      <p role="status">
        {wrong.length === 0 ? null : <strong className="field-bad">{t("faultCount", { count: format.count(wrong.length) })} · </strong>}
        {t("goodCount", { count: format.count(rows.length - wrong.length) })}
      </p>
      {absent.length === 0 ? null : (
        <details>
          <summary>{t("absent", { count: format.count(absent.length) })}</summary>
          <p className="small muted">{absent.map((one) => one.name).join("; ")}</p>
        </details>
      )}
      <TableScroll label={t("preview")} isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t("line")}
              </th>
              <th scope="col">{t("unit")}</th>
              {columns.map((one) => (
                <th key={one} scope="col" className="num">
                  {one}
                </th>
              ))}
              <th scope="col">{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, ROWS).map((row) => {
              const fault = faultOf(row);
              return (
                <tr key={row.line}>
                  <td className="num">{row.line}</td>
                  <th scope="row">
                    {names.get(row.code) ?? row.code} <span className="muted small">{names.has(row.code) ? row.code : ""}</span>
                  </th>
                  {columns.map((one, at) => (
                    <td key={one} className="num">
                      {row.values[at] === undefined || row.values[at] === "" ? (row.typed[at] ?? "") : format.decimal(row.values[at])}
                    </td>
                  ))}
                  <td>{fault === undefined ? <span className="setup-done">{t("good")}</span> : <span className="field-bad">{fault}</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}
