import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readIndexWorkbook } from "../../../contract/regulation.ts";
import { listMappings, saveMapping } from "../../../contract/sheets.ts";
import type { Answer } from "../../shell/client.ts";
import { useAct, useRead } from "../../shell/query.ts";
import { asBase64 } from "../../ui/base64.ts";
import { Notice, RefusalNote } from "../../ui/states.tsx";
import { Found } from "./found.tsx";
import { KIND, keptOf, knownLayout, type Mapping } from "./learnt.ts";
import { useImportWords } from "./words.ts";
import "../../shell/sheet/sheet.css";
import "../../ui/field.css";

/** An index set from the workbook that a province circulates: read, mapped, looked at, and added to the files. */

type Read = Answer<typeof readIndexWorkbook>["body"];

const letterOf = (column: number): string => (column < 26 ? String.fromCodePoint(65 + column) : `${String.fromCodePoint(64 + Math.floor(column / 26))}${String.fromCodePoint(65 + (column % 26))}`);
const SINGLE = ["number", "title", "scale", "evidence"] as const;

/** Which column is what; a head that was not found begins with the first columns. */
function Columns({ read, onAgain, isBusy }: { readonly read: Read; readonly onAgain: (mapping: Mapping) => void; readonly isBusy: boolean }): ReactNode {
  const t = useImportWords();
  const width = Math.max(...read.head.map((row) => row.length), 3);
  const [mapping, setMapping] = useState<Mapping>(read.mapping ?? { head: 0, first: 1, number: 0, title: 1, points: [2], scale: null, evidence: null });
  const titles = Array.from({ length: width }, (_none, column) => `${letterOf(column)}: ${(read.head[mapping.head]?.[column] ?? "").slice(0, 40)}`);
  return (
    <fieldset className="sheet-columns">
      <legend>{t("sheetMapping")}</legend>
      {SINGLE.map((name) => (
        <label key={name} className="field">
          <span>{t(`column.${name}`)}</span>
          <select
            className="field-select"
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
      <fieldset className="row sheet-wide">
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
      <div className="sheet-wide">
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

function Sheets({ read, onSheet }: { readonly read: Read; readonly onSheet: (sheet: string) => void }): ReactNode {
  const t = useImportWords();
  if (read.sheets.length < 2) return null;
  return (
    <label className="row">
      {t("sheetOf")}
      <select className="field-select" value={read.sheet} onChange={({ target }) => { onSheet(target.value); }}>
        {read.sheets.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

export function SheetReader({ onUse }: { readonly onUse: (name: string, text: string) => void }): ReactNode {
  const t = useImportWords();
  const [file, setFile] = useState<File>();
  const [content, setContent] = useState("");
  const [code, setCode] = useState("01");
  const [title, setTitle] = useState(t("sheetDefault", { code: "01" }));
  const reading = useAct(readIndexWorkbook);
  const learnt = useRead(listMappings, { query: { kind: KIND } });
  const learn = useAct(saveMapping, { touches: ["documents.mappings"] });
  const read = reading.data?.body;
  const ask = async (more: { readonly sheet?: string; readonly mapping?: Mapping } = {}): Promise<Read | undefined> => {
    if (file === undefined) return undefined;
    const bytes = await asBase64(file);
    setContent(bytes);
    const answer = await reading.mutateAsync({ body: { content: bytes, code, title, article: "II.4.b", ...more } }).catch(() => undefined);
    // A layout that somebody has told before wins over what its words look like.
    const known = more.mapping === undefined && answer !== undefined ? knownLayout(answer.body.head, learnt.data?.body.items ?? []) : undefined;
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(answer?.body.mapping)) return ask({ ...more, mapping: known });
    return answer?.body;
  };
  const keep = ({ mapping, head }: Read): void => {
    if (mapping !== null && head[mapping.head] !== undefined) learn.mutate({ body: { kind: KIND, ...keptOf(head, mapping) } });
  };
  const use = (name: string, given: Read): void => {
    onUse(name, given.yaml);
    keep(given);
  };
  /** What somebody told of the columns is kept at once: a mended file needs no telling again. */
  const askTold = async (given: { readonly sheet: string; readonly mapping: Mapping }): Promise<void> => {
    const answer = await ask(given);
    if (answer !== undefined) keep(answer);
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
            <Sheets read={read} onSheet={(sheet) => { void ask({ sheet }); }} />
            {read.mapping === null ? <Notice title={t("sheetMapping")}>{t("sheetNoHead")}</Notice> : <Found read={read} content={content} />}
            <Columns key={`${read.sheet} ${JSON.stringify(read.mapping)}`} read={read} isBusy={reading.isPending} onAgain={(mapping) => { void askTold({ sheet: read.sheet, mapping }); }} />
            {read.yaml === "" ? null : (
              <div>
                <Button type="primary" onClick={() => { use(name, read); }}>
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
