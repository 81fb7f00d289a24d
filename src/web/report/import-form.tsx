import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { importFigures } from "../../contract/plan-report.ts";
import { readTable } from "../../contract/sheets.ts";
import { call } from "../shell/client.ts";
import { useAct } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { DayField } from "../ui/day-field.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { csvRows, headsOf, type Mapping, type Named } from "./table-heads.ts";
import { useReportWords } from "./words.ts";
import "./forms.css";

type Opened = { readonly file: File; readonly content: string; readonly heads: readonly string[] };

async function rowsOf(file: File, content: string): Promise<readonly (readonly string[])[]> {
  return file.name.toLowerCase().endsWith(".csv") ? csvRows(await file.text()) : (await call(readTable, { body: { content } })).body.rows;
}

type ColumnsProps = { readonly mapping: Mapping; readonly heads: readonly string[]; readonly figures: Named; readonly isOfUnit: boolean; readonly onChange: (mapping: Mapping) => void };

/** Each column of the file with the figure that it is. */
function Columns({ mapping, heads, figures, isOfUnit, onChange }: ColumnsProps): ReactNode {
  const t = useReportWords();
  const id = useId();
  const keyOf = (head: string): string => mapping.columns.find((one) => one.column === head)?.key ?? "";
  const set = (column: string, key: string): void => {
    const others = mapping.columns.filter((one) => one.column !== column && one.key !== key);
    onChange({ ...mapping, columns: key === "" ? others : [...others, { column, key }] });
  };
  return (
    <fieldset className="report-links">
      <legend>{t("mapping")}</legend>
      {isOfUnit ? null : (
        <div className="field">
          <label htmlFor={id} className="field-label">
            {t("unitColumn")}
          </label>
          <select id={id} className="field-input" value={mapping.unitColumn ?? ""} onChange={({ target }) => { onChange({ ...mapping, unitColumn: target.value === "" ? null : target.value }); }}>
            <option value="">–</option>
            {heads.map((one) => <option key={one} value={one}>{one}</option>)}
          </select>
        </div>
      )}
      <table className="plain report-mapping">
        <thead>
          <tr>
            <th scope="col">{t("column")}</th>
            <th scope="col">{t("figure")}</th>
          </tr>
        </thead>
        <tbody>
          {heads.filter((one) => one !== mapping.unitColumn).map((one) => (
            <tr key={one}>
              <th scope="row">{one}</th>
              <td>
                <select className="field-input" aria-label={t("columnIs", { column: one })} value={keyOf(one)} onChange={({ target }) => { set(one, target.value); }}>
                  <option value="">{t("notTaken")}</option>
                  {figures.map((figure) => <option key={figure.key} value={figure.key}>{figure.title}</option>)}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

type Props = { readonly periodId: string; readonly unitId: string | undefined; readonly source: string; readonly kept: Mapping | null; readonly figures: Named };

/** A file is opened, its columns are found or told, it is tried, and taken whole. */
function useImport({ periodId, unitId, source, kept, figures }: Props) {
  const act = useAct(importFigures, { touches: ["report"] });
  const [mapping, setMapping] = useState<Mapping>(kept ?? { unitColumn: null, columns: [] });
  const [opened, setOpened] = useState<Opened>();
  const [failed, setFailed] = useState<unknown>();
  const [dated, setDated] = useState("");
  const [isTrial, setTrial] = useState(true);
  const open = async (file: File | undefined): Promise<void> => {
    act.reset();
    setFailed(undefined);
    setOpened(undefined);
    if (file === undefined) return;
    try {
      const content = await asBase64(file);
      const found = headsOf(await rowsOf(file, content), figures, kept);
      setMapping(unitId === undefined ? found.mapping : { ...found.mapping, unitColumn: null });
      setOpened({ file, content, heads: found.heads });
    } catch (error) {
      setFailed(error);
    }
  };
  const send = (isOnlyTried: boolean): void => {
    if (opened === undefined) return;
    setTrial(isOnlyTried);
    const columns = mapping.columns.map((one) => ({ ...one }));
    act.mutate({ params: { periodId }, query: unitId === undefined ? {} : { unitId }, body: { source, name: opened.file.name, dated, content: opened.content, mapping: { unitColumn: mapping.unitColumn, columns }, isTrial: isOnlyTried } });
  };
  const isReady = opened !== undefined && dated !== "" && mapping.columns.length > 0 && (unitId !== undefined || mapping.unitColumn !== null);
  return { act, mapping, setMapping, opened, open, failed, dated, setDated, isTrial, send, isReady };
}

export function ImportForm(props: Props): ReactNode {
  const t = useReportWords();
  const id = useId();
  const { act, mapping, setMapping, opened, open, failed, dated, setDated, isTrial, send, isReady } = useImport(props);
  const said = act.data === undefined ? "" : t(isTrial ? "tried" : "taken", { units: act.data.body.units, figures: act.data.body.figures, unchanged: act.data.body.unchanged });
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor={id} className="field-label">
          {t("file")}
        </label>
        <input id={id} type="file" accept=".xlsx,.csv" onChange={(event) => { void open(event.target.files?.[0]); }} />
      </div>
      <RefusalNote error={failed} />
      {opened === undefined ? null : (
        <>
          <DayField label={t("dated")} value={dated} onChange={setDated} />
          <Columns mapping={mapping} heads={opened.heads} figures={props.figures} isOfUnit={props.unitId !== undefined} onChange={setMapping} />
          <div className="row">
            <Button disabled={!isReady} loading={act.isPending} onClick={() => { send(true); }}>
              {t("try")}
            </Button>
            <Button type="primary" disabled={!isReady} loading={act.isPending} onClick={() => { send(false); }}>
              {t("takeIn")}
            </Button>
          </div>
        </>
      )}
      <p role="status">{said}</p>
      <RefusalNote error={act.error} />
    </div>
  );
}
