import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { saveScoreSheet } from "../../contract/score-sheet.ts";
import { keepFile } from "../shell/download.tsx";
import { useAct } from "../shell/query.ts";
import { asBase64, blobOf } from "../ui/base64.ts";
import { Refused } from "../ui/refusal.ts";
import { RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useDocumentsWords } from "./words.ts";

/** Bringing in a filled scoring table: whole, or not at all with every cell that is wrong. */

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function Faults({ refused }: { readonly refused: Refused }): ReactNode {
  const t = useDocumentsWords();
  const { workbook } = refused;
  return (
    <div className="stack" role="alert">
      <p>
        <strong>{t("faults", { count: refused.fields.length })}</strong>
      </p>
      {workbook === undefined ? null : (
        <div>
          <Button
            onClick={() => {
              keepFile({ name: t("markedName"), blob: blobOf(workbook, XLSX) });
            }}
          >
            {t("marked")}
          </Button>
        </div>
      )}
      <TableScroll label={t("fault")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("cell")}</th>
              <th scope="col">{t("fault")}</th>
            </tr>
          </thead>
          <tbody>
            {refused.fields.map((one) => (
              <tr key={one.pointer + one.message}>
                <td className="num">{one.pointer.replace("/cells/", "")}</td>
                <td>{one.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}

export function ScoreSheet({ campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): ReactNode {
  const t = useDocumentsWords();
  const id = useId();
  const [file, setFile] = useState<File>();
  const bring = useAct(saveScoreSheet, { touches: ["assessment", "home"] });
  const { error } = bring;
  const isAboutCells = error instanceof Refused && error.fields.some((one) => one.pointer.startsWith("/cells/"));
  const send = async (): Promise<void> => {
    if (file === undefined) return;
    await bring.mutateAsync({ params: { campaignId, unitId }, body: { content: await asBase64(file) } }).catch(() => undefined);
  };
  return (
    <form
      className="stack documents-bring"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>{t("bring")}</h3>
      <p className="muted">{t("bringHelp")}</p>
      <label htmlFor={id}>{t("choose")}</label>
      <input
        id={id}
        type="file"
        accept=".xlsx"
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          bring.reset();
        }}
      />
      <div>
        <Button type="primary" htmlType="submit" disabled={file === undefined} loading={bring.isPending}>
          {t("bringButton")}
        </Button>
      </div>
      {bring.data === undefined ? null : <p role="status">{t("saved", { count: bring.data.body.saved.length, unchanged: bring.data.body.unchanged })}</p>}
      {isAboutCells ? <Faults refused={error} /> : <RefusalNote error={error} />}
    </form>
  );
}
