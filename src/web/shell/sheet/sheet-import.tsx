import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { listMappings, markTable, readTable, saveMapping } from "../../../contract/sheets.ts";
import { asBase64 } from "../../ui/base64.ts";
import { type Format, useFormat } from "../../ui/format.ts";
import { Refused } from "../../ui/refusal.ts";
import { RefusalNote } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import type { Answer } from "../client.ts";
import { Download } from "../download.tsx";
import { useAct, useRead } from "../query.ts";
import { type Columns, type Fault, faultsIn, findColumns, isKnown, letterOf, recordsOf, signatureOf, type SheetField, type SheetRecord } from "./mapping.ts";
import { useSheetWords } from "./words.ts";
import "../../ui/field.css";
import "./sheet.css";

/** A table of people's own in Excel: read, its columns told, looked at, and brought in whole or not at all. */

type Read = Answer<typeof readTable>["body"];
type Props = {
  /** Under which its layouts are learnt. */
  readonly kind: string;
  readonly fields: readonly SheetField[];
  /** Brings the records in; what it throws is told by cell. */
  readonly onSend: (records: readonly SheetRecord[]) => Promise<void>;
};
type Opened = { readonly content: string; readonly read: Read };
type Learnt = Answer<typeof listMappings>["body"]["items"];
type Layout = { readonly head: number; readonly columns: Columns; readonly isLearnt: boolean };

const SHOWN = 8;
const MOST_HEADS = 25;
const LONGEST_WORDS = 60;

/** What Excel has as a number, with the reader's decimal mark; anything else as it stands. */
const inNumbers = (value: string, format: Format): string => (/^-?\d+\.\d+$/.test(value) ? format.decimal(value) : value);

function Faults({ faults, opened, numbers }: { readonly faults: readonly Fault[]; readonly opened: Opened; /** Columns of numbers. */ readonly numbers: ReadonlySet<number | null> }): ReactNode {
  const t = useSheetWords();
  const format = useFormat();
  const given = () => ({ body: { content: opened.content, sheet: opened.read.sheet, faults: faults.map(({ row, column, message }) => ({ row, column, message })) } });
  return (
    <div className="stack" role="alert">
      <p>
        <strong>{t("faults", { count: faults.length })}</strong>
      </p>
      <div>
        <Download route={markTable} given={given} label={t("marked")} of={t("faults", { count: faults.length })} />
      </div>
      <TableScroll label={t("fault")} isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("cell")}</th>
              <th scope="col">{t("found")}</th>
              <th scope="col">{t("fault")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((one) => (
              <tr key={`${String(one.row)} ${String(one.column)} ${one.message}`}>
                <td>{one.column === null ? t("wholeRow", { row: one.row + 1 }) : `${letterOf(one.column)}${String(one.row + 1)}`}</td>
                <td>{one.column === null ? null : one.found === "" ? <span className="muted">{t("empty")}</span> : numbers.has(one.column) ? inNumbers(one.found, format) : one.found}</td>
                <td>{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}

function LayoutForm({ read, layout, fields, onChange }: { readonly read: Read; readonly layout: Layout; readonly fields: readonly SheetField[]; readonly onChange: (layout: Layout) => void }): ReactNode {
  const t = useSheetWords();
  const head = read.rows[layout.head] ?? [];
  const width = Math.max(...read.rows.slice(0, MOST_HEADS).map((row) => row.length), 1);
  return (
    <fieldset className="sheet-columns">
      <legend>{t("columns")}</legend>
      {layout.isLearnt ? <p className="small muted">{t("learnt")}</p> : null}
      <label className="field">
        <span>{t("head")}</span>
        <select className="field-select" value={layout.head} onChange={({ target }) => { onChange({ ...layout, head: Number(target.value), isLearnt: false }); }}>
          {read.rows.slice(0, MOST_HEADS).map((row, at) => (
            <option key={`${String(at)} ${row.join("|")}`} value={at}>
              {t("headRow", { row: at + 1, words: [...new Set(row)].filter((one) => one !== "").join(" · ").slice(0, LONGEST_WORDS) })}
            </option>
          ))}
        </select>
      </label>
      {fields.map(({ key, label }) => (
        <label key={key} className="field">
          <span>{label}</span>
          <select className="field-select" value={layout.columns[key] ?? ""} onChange={({ target: { value } }) => { onChange({ ...layout, isLearnt: false, columns: { ...layout.columns, [key]: value === "" ? null : Number(value) } }); }}>
            <option value="">{t("none")}</option>
            {Array.from({ length: width }, (_none, column) => (
              <option key={column} value={column}>
                {`${letterOf(column)}: ${(head[column] ?? "").slice(0, LONGEST_WORDS)}`}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

function Preview({ records, fields }: { readonly records: readonly SheetRecord[]; readonly fields: readonly SheetField[] }): ReactNode {
  const t = useSheetWords();
  const format = useFormat();
  const label = t("preview", { shown: Math.min(SHOWN, records.length), count: records.length });
  if (records.length === 0) return <p role="status">{t("noRows")}</p>;
  return (
    <TableScroll label={label} isTaken={false}>
      <table className="plain">
        <caption className="small muted">{label}</caption>
        <thead>
          <tr>
            <th scope="col" className="num">
              {t("row")}
            </th>
            {fields.map((one) => (
              <th key={one.key} scope="col" className={one.isNumber === true ? "num" : undefined}>
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.slice(0, SHOWN).map((record) => (
            <tr key={record.row}>
              <td className="num">{record.row + 1}</td>
              {fields.map((one) => (
                <td key={one.key} className={one.isNumber === true ? "num" : undefined}>
                  {one.isNumber === true ? inNumbers(record.values[one.key] ?? "", format) : record.values[one.key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

type SendingProps = Props & { readonly learnt: Learnt };

/** What is known of a file that was opened: its layout, and what became of sending it. */
function useSending({ kind, fields, onSend, learnt }: SendingProps, opened: Opened, layout: Layout) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const learn = useAct(saveMapping, { touches: ["documents.mappings"] });
  const records = recordsOf(opened.read.rows, layout.head, layout.columns);
  const missing = fields.filter((one) => one.isNeeded && (layout.columns[one.key] ?? null) === null);
  const keepLayout = (): void => {
    const signature = signatureOf(opened.read.rows[layout.head]);
    const mapping = { ...layout.columns };
    if (signature !== "" && !isKnown(learnt, signature, mapping)) learn.mutate({ body: { kind, signature, mapping } });
  };
  const send = async (): Promise<void> => {
    if (isBusy || records.length === 0 || missing.length > 0) return;
    setBusy(true);
    setError(undefined);
    try {
      await onSend(records);
      keepLayout();
    } catch (error_) {
      // Whoever mends cells that were refused tells nobody the columns again.
      if (error_ instanceof Refused && faultsIn(error_.fields, records, layout.columns).length > 0) keepLayout();
      setError(error_);
    } finally {
      setBusy(false);
    }
  };
  const faults = error instanceof Refused ? faultsIn(error.fields, records, layout.columns) : [];
  return { isBusy, error, records, missing, send, faults };
}

function OpenedFile({ opened, first, onSheet, ...props }: SendingProps & { readonly opened: Opened; readonly first: Layout; readonly onSheet: (sheet: string) => void }): ReactNode {
  const t = useSheetWords();
  const [layout, setLayout] = useState(first);
  const { isBusy, error, records, missing, send, faults } = useSending(props, opened, layout);
  return (
    <>
      {opened.read.sheets.length < 2 ? null : (
        <label className="field">
          <span>{t("sheet")}</span>
          <select className="field-select" value={opened.read.sheet} onChange={({ target }) => { onSheet(target.value); }}>
            {opened.read.sheets.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      <LayoutForm read={opened.read} layout={layout} fields={props.fields} onChange={setLayout} />
      <Preview records={records} fields={props.fields} />
      {missing.length === 0 ? null : <p className="small field-bad">{t("missing", { columns: missing.map((one) => one.label).join(", ") })}</p>}
      <div>
        <Button type="primary" disabled={missing.length > 0 || records.length === 0} loading={isBusy} onClick={() => { void send(); }}>
          {t("send", { count: records.length })}
        </Button>
      </div>
      {faults.length > 0 ? <Faults faults={faults} opened={opened} numbers={new Set(props.fields.filter((one) => one.isNumber === true).map((one) => layout.columns[one.key] ?? -1))} /> : <RefusalNote error={error} />}
    </>
  );
}

export function SheetImport(props: Props): ReactNode {
  const t = useSheetWords();
  const id = useId();
  const [opened, setOpened] = useState<Opened>();
  const learnt = useRead(listMappings, { query: { kind: props.kind } });
  const read = useAct(readTable);
  const named = (isNeeded: boolean): string => props.fields.filter((one) => one.isNeeded === isNeeded).map((one) => one.label).join(", ");
  const [needed, more] = [named(true), named(false)];
  const open = async (content: string, sheet?: string): Promise<void> => {
    const answer = await read.mutateAsync({ body: { content, ...(sheet === undefined ? {} : { sheet }) } }).catch(() => undefined);
    setOpened(answer === undefined ? undefined : { content, read: answer.body });
  };
  return (
    <div className="stack">
      <label htmlFor={id} className="field-label">
        {t("choose")}
      </label>
      <input
        id={id}
        type="file"
        accept=".xlsx"
        aria-describedby={`${id}-needs`}
        onChange={({ target }) => {
          const file = target.files?.[0];
          setOpened(undefined);
          if (file !== undefined) void asBase64(file).then((content) => open(content));
        }}
      />
      <p id={`${id}-needs`} className="small muted">
        {more === "" ? t("needed", { columns: needed }) : t("neededAnd", { columns: needed, more })} {t("anyOrder")}
      </p>
      {read.isPending ? <p role="status">{t("reading")}</p> : null}
      <RefusalNote error={read.error} />
      {opened === undefined || learnt.data === undefined ? null : <OpenedFile key={`${opened.read.sheet} ${String(opened.content.length)}`} {...props} learnt={learnt.data.body.items} opened={opened} first={findColumns(opened.read.rows, props.fields, learnt.data.body.items)} onSheet={(sheet) => { void open(opened.content, sheet); }} />}
    </div>
  );
}
