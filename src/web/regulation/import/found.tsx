import type { ReactNode } from "react";
import type { readIndexWorkbook } from "../../../contract/regulation.ts";
import { markTable } from "../../../contract/sheets.ts";
import type { Answer } from "../../shell/client.ts";
import { Download } from "../../shell/download.tsx";
import { useFormat } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useImportWords } from "./words.ts";

type Read = Answer<typeof readIndexWorkbook>["body"];

/** What was read of the sheet: rows in doubt, in words and marked in the file itself, and all criteria. */
export function Found({ read, content }: { readonly read: Read; readonly content: string }): ReactNode {
  const t = useImportWords();
  const language = useLanguage();
  const format = useFormat();
  return (
    <>
      <h3>{read.doubts.length === 0 ? t("doubtsNone") : t("doubts", { count: read.doubts.length })}</h3>
      {read.doubts.length === 0 ? null : (
        <>
          <div>
            <Download route={markTable} given={() => ({ body: { content, sheet: read.sheet, faults: read.doubts.map(({ row, vi }) => ({ row, column: null, message: vi })) } })} label={t("marked")} of={read.sheet} />
          </div>
          <ul>
            {read.doubts.map((one) => (
              <li key={`${String(one.row)} ${one.vi}`}>
                {t("row")} {one.row + 1}: {one[language]}
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{t("preview", { count: read.preview.length })}</summary>
        <TableScroll label={t("preview", { count: read.preview.length })} isTaken={false}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col" className="num">{t("row")}</th>
                <th scope="col">{t("code")}</th>
                <th scope="col">{t("criterion")}</th>
                <th scope="col" className="num">{t("points")}</th>
              </tr>
            </thead>
            <tbody>
              {read.preview.map((one) => (
                <tr key={one.code}>
                  <td className="num">{one.row + 1}</td>
                  <td>{one.code}</td>
                  <td>{one.title}</td>
                  <td className="num">{format.decimal(one.points)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </details>
    </>
  );
}
