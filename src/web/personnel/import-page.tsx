import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { importTasks, type Mapping, previewImport, TASK_FIELDS, type TaskField } from "../../contract/personnel-import.ts";
import type { Answer } from "../shell/client.ts";
import { useAct } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { Choice, FilePick, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { formatOf, guessed, isWhole, NEEDED } from "./import-mapping.ts";
import { PeriodFrame } from "./period.tsx";
import { useImportWords } from "./words-import.ts";
import "./work.css";

/** An export of a task system: chosen, its columns named once, brought in all or nothing. */

type Read = Answer<typeof previewImport>["body"];
type Chosen = { readonly name: string; readonly format: "csv" | "xlsx" | "json"; readonly content: string };
type Columns = Mapping["columns"];

function Fields({ read, columns, onChange }: { readonly read: Read; readonly columns: Columns; readonly onChange: (columns: Columns) => void }): ReactNode {
  const t = useImportWords();
  const pick = (field: TaskField, column: string): void => {
    const { [field]: _before, ...rest } = columns;
    onChange(column === "" ? rest : { ...rest, [field]: column });
  };
  return (
    <div className="form-grid">
      {TASK_FIELDS.map((field) => (
        <Choice key={field} label={NEEDED.includes(field) ? `${t(`field.${field}`)} (${t("needed")})` : t(`field.${field}`)} value={columns[field] ?? ""} onChange={(column) => { pick(field, column); }} options={[{ value: "", label: t("none") }, ...read.columns.map((column) => ({ value: column, label: column }))]} />
      ))}
    </div>
  );
}

function Sample({ read }: { readonly read: Read }): ReactNode {
  const t = useImportWords();
  // Rows of a file have no other name than where they stand.
  const rows = read.sample.map((cells, at) => ({ id: `row-${String(at)}`, cells: cells.map((cell, place) => ({ column: read.columns[place] ?? String(place), cell })) }));
  return (
    <TableScroll label={t("sample")}>
      <table className="plain small">
        <thead>
          <tr>
            {read.columns.map((one) => (
              <th key={one} scope="col">{one}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {row.cells.map(({ column, cell }) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

type BringProps = { readonly given: { readonly periodId: string; readonly unitId: string; readonly source: string }; readonly file: Chosen; readonly read: Read };

function Bring({ given: { periodId, unitId, source }, file, read }: BringProps): ReactNode {
  const t = useImportWords();
  const format = useFormat();
  const [columns, setColumns] = useState<Columns>(() => read.mapping?.columns ?? guessed(read.columns));
  const bring = useAct(importTasks, { touches: ["personnel"] });
  const outcome = bring.data?.body;
  return (
    <section className="card stack">
      <h2>{t("columns")}</h2>
      <p className="small muted">{read.mapping === null ? t("columnsNew", { rows: format.count(read.rows) }) : t("columnsKept", { rows: format.count(read.rows) })}</p>
      <Fields read={read} columns={columns} onChange={setColumns} />
      <Sample read={read} />
      <RefusalNote error={bring.error} />
      {outcome === undefined ? null : (
        <p role="status">
          {t("outcome", { added: format.count(outcome.added), changed: format.count(outcome.changed), unchanged: format.count(outcome.unchanged) })}{" "}
          <Link to="/work/$periodId/units/$unitId" params={{ periodId, unitId }}>
            {t("toBoard")}
          </Link>
        </p>
      )}
      <div>
        <Button type="primary" disabled={!isWhole(columns)} loading={bring.isPending} onClick={() => { bring.mutate({ params: { periodId }, body: { unitId, source, format: file.format, content: file.content, mapping: { columns } } }); }}>
          {t("bring", { rows: format.count(read.rows) })}
        </Button>
      </div>
    </section>
  );
}

const SOURCE = /^[a-z0-9][a-z0-9._-]{0,59}$/;

function Choose({ periodId, unitId }: { readonly periodId: string; readonly unitId: string }): ReactNode {
  const t = useImportWords();
  const [source, setSource] = useState("");
  const [file, setFile] = useState<Chosen>();
  const preview = useAct(previewImport);
  const read = preview.data?.body;
  const choose = async (chosen: File): Promise<void> => {
    preview.reset();
    const format = formatOf(chosen.name);
    setFile(format === undefined ? undefined : { name: chosen.name, format, content: await asBase64(chosen) });
  };
  return (
    <>
      <section className="card stack">
        <h2>{t("file")}</h2>
        <div className="form-grid">
          <TextField label={t("source")} help={t("sourceHelp")} value={source} onChange={(given) => { setSource(given.trim().toLowerCase()); preview.reset(); }} />
          <FilePick label={t("chooseFile")} accept=".csv,.xlsx,.json" onPick={(chosen) => { choose(chosen).catch(() => undefined); }} />
        </div>
        <RefusalNote error={preview.error} />
        <div>
          <Button disabled={file === undefined || !SOURCE.test(source)} loading={preview.isPending} onClick={() => { if (file !== undefined) preview.mutate({ params: { periodId }, body: { unitId, source, format: file.format, content: file.content } }); }}>
            {t("read")}
          </Button>
        </div>
      </section>
      {read?.rows === 0 ? <p role="alert">{t("noRows")}</p> : null}
      {read === undefined || file === undefined || read.rows === 0 ? null : <Bring key={`${source} ${file.name}`} given={{ periodId, unitId, source }} file={file} read={read} />}
    </>
  );
}

export function TaskImportPage(): ReactNode {
  const t = useImportWords();
  const navigate = useNavigate();
  const { periodId, unitId } = useParams({ from: "/signed-in/work/$periodId/units/$unitId/import" });
  return (
    <PeriodFrame title={t("title")} lead={t("lead")} wanted={periodId} onPick={(period) => { void navigate({ to: "/work/$periodId/units/$unitId/import", params: { periodId: period, unitId } }); }}>
      {() => <Choose periodId={periodId} unitId={unitId} />}
    </PeriodFrame>
  );
}
