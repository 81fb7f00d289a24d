import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readIndexWorkbook } from "../../../contract/regulation.ts";
import type { Answer } from "../../shell/client.ts";
import { useAct } from "../../shell/query.ts";
import { asBase64 } from "../../ui/base64.ts";
import { useLanguage } from "../../ui/language.ts";
import { Notice, RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useImportWords } from "./words.ts";

/** An index set from the workbook that a province circulates: read, mapped, looked at, and added to the files. */

type Read = Answer<typeof readIndexWorkbook>["body"];
type Mapping = NonNullable<Read["mapping"]>;

const letterOf = (column: number): string => (column < 26 ? String.fromCodePoint(65 + column) : `${String.fromCodePoint(64 + Math.floor(column / 26))}${String.fromCodePoint(65 + (column % 26))}`);
const SINGLE = ["number", "title", "scale", "evidence"] as const;

/** Which column is what; a head that was not found begins with the first columns. */
function Columns({ read, onAgain, isBusy }: { readonly read: Read; readonly onAgain: (mapping: Mapping) => void; readonly isBusy: boolean }): ReactNode {
  const t = useImportWords();
  const width = Math.max(...read.head.map((row) => row.length), 3);
  const [mapping, setMapping] = useState<Mapping>(read.mapping ?? { head: 0, first: 1, number: 0, title: 1, points: [2], scale: null, evidence: null });
  const titles = Array.from({ length: width }, (_none, column) => `${letterOf(column)}: ${(read.head[mapping.head]?.[column] ?? "").slice(0, 40)}`);
  return (
    <fieldset className="stack">
      <legend>{t("sheetMapping")}</legend>
      {SINGLE.map((name) => (
        <label key={name} className="row">
          {t(`column.${name}`)}
          <select
            value={mapping[name] ?? ""}
            onChange={({ target: { value } }) => {
              setMapping({ ...mapping, [name]: value === "" ? null : Number(value) });
            }}
          >
            {name === "scale" || name === "evidence" ? <option value="">{t("columnNone")}</option> : null}
            {titles.map((title, column) => (
              <option key={title} value={column}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
      <fieldset className="row">
        <legend>
          {t("column.points")} <span className="muted">({t("columnsPoints")})</span>
        </legend>
        {titles.map((title, column) => (
          <label key={title}>
            <input
              type="checkbox"
              checked={mapping.points.includes(column)}
              onChange={({ target: { checked } }) => {
                setMapping({ ...mapping, points: checked ? [...mapping.points, column].toSorted((a, b) => a - b) : mapping.points.filter((one) => one !== column) });
              }}
            />{" "}
            {title}
          </label>
        ))}
      </fieldset>
      <div>
        <Button
          disabled={mapping.points.length === 0}
          loading={isBusy}
          onClick={() => {
            onAgain(mapping);
          }}
        >
          {t("sheetAgain")}
        </Button>
      </div>
    </fieldset>
  );
}

function Found({ read }: { readonly read: Read }): ReactNode {
  const t = useImportWords();
  const language = useLanguage();
  return (
    <>
      <h3>{read.doubts.length === 0 ? t("doubtsNone") : t("doubts", { count: read.doubts.length })}</h3>
      {read.doubts.length === 0 ? null : (
        <ul>
          {read.doubts.map((one) => (
            <li key={`${String(one.row)} ${one.vi}`}>
              {t("row")} {one.row + 1}: {one[language]}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t("preview", { count: read.preview.length })}</summary>
        <TableScroll label={t("preview", { count: read.preview.length })}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("row")}</th>
                <th scope="col">{t("code")}</th>
                <th scope="col">{t("criterion")}</th>
                <th scope="col">{t("points")}</th>
              </tr>
            </thead>
            <tbody>
              {read.preview.map((one) => (
                <tr key={one.code}>
                  <td className="num">{one.row + 1}</td>
                  <td className="num">{one.code}</td>
                  <td>{one.title}</td>
                  <td className="num">{one.points}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </details>
    </>
  );
}

export function SheetReader({ onUse }: { readonly onUse: (name: string, text: string) => void }): ReactNode {
  const t = useImportWords();
  const [file, setFile] = useState<File>();
  const [code, setCode] = useState("01");
  const [title, setTitle] = useState(t("sheetDefault", { code: "01" }));
  const reading = useAct(readIndexWorkbook);
  const read = reading.data?.body;
  const ask = async (more: { readonly sheet?: string; readonly mapping?: Mapping } = {}): Promise<void> => {
    if (file === undefined) return;
    await reading.mutateAsync({ body: { content: await asBase64(file), code, title, article: "II.4.b", ...more } }).catch(() => undefined);
  };
  const name = `index-${code}.yaml`;
  return (
    <details className="card">
      <summary>{t("sheetTitle")}</summary>
      <div className="stack">
        <p className="muted">{t("sheetHelp")}</p>
        <label className="field">
          <span>{t("sheetFile")}</span>
          <input type="file" accept=".xlsx" onChange={(event) => { setFile(event.target.files?.[0]); reading.reset(); }} />
        </label>
        <label className="field">
          <span>{t("sheetCode")}</span>
          <input className="field-input" value={code} maxLength={10} onChange={(event) => { setCode(event.target.value); }} />
        </label>
        <label className="field">
          <span>{t("sheetName")}</span>
          <input className="field-input" value={title} maxLength={300} onChange={(event) => { setTitle(event.target.value); }} />
        </label>
        <div>
          <Button disabled={file === undefined || code === "" || title === ""} loading={reading.isPending} onClick={() => { void ask(); }}>
            {t("sheetRead")}
          </Button>
        </div>
        <RefusalNote error={reading.error} />
        {read === undefined ? null : (
          <>
            {read.sheets.length < 2 ? null : (
              <label className="row">
                {t("sheetOf")}
                <select value={read.sheet} onChange={(event) => { void ask({ sheet: event.target.value }); }}>
                  {read.sheets.map((one) => (
                    <option key={one} value={one}>
                      {one}
                    </option>
                  ))}
                </select>
              </label>
            )}
            {read.mapping === null ? <Notice title={t("sheetMapping")}>{t("sheetNoHead")}</Notice> : <Found read={read} />}
            <Columns key={`${read.sheet} ${JSON.stringify(read.mapping)}`} read={read} isBusy={reading.isPending} onAgain={(mapping) => { void ask({ sheet: read.sheet, mapping }); }} />
            {read.yaml === "" ? null : (
              <div>
                <Button type="primary" onClick={() => { onUse(name, read.yaml); }}>
                  {t("sheetUse", { name })}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </details>
  );
}
