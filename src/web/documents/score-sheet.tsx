import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { readScoreSheets, saveScoreSheet, saveScoreSheets } from "../../contract/score-sheet.ts";
import { Download, keepFile } from "../shell/download.tsx";
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
      <TableScroll label={t("fault")} isTaken={false}>
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

type Bringing = { readonly help: string; readonly isPending: boolean; readonly error: unknown; readonly said: string | undefined; readonly onChoose: () => void; readonly onSend: (content: string) => Promise<unknown> };

/** A filled workbook: chosen, checked, and brought in or marked. */
function Bring({ help, isPending, error, said, onChoose, onSend }: Bringing): ReactNode {
  const t = useDocumentsWords();
  const id = useId();
  const [file, setFile] = useState<File>();
  const isAboutCells = error instanceof Refused && error.fields.some((one) => one.pointer.startsWith("/cells/"));
  const send = async (): Promise<void> => {
    if (file !== undefined && !isPending) await onSend(await asBase64(file)).catch(() => undefined);
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
      <p className="muted">{help}</p>
      <label htmlFor={id}>{t("choose")}</label>
      <input
        id={id}
        type="file"
        accept=".xlsx"
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          onChoose();
        }}
      />
      <div>
        <Button type="primary" htmlType="submit" disabled={file === undefined} loading={isPending}>
          {t("bringButton")}
        </Button>
      </div>
      {said === undefined ? null : <p role="status">{said}</p>}
      {isAboutCells ? <Faults refused={error} /> : <RefusalNote error={error} />}
    </form>
  );
}

export function ScoreSheet({ campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): ReactNode {
  const t = useDocumentsWords();
  const bring = useAct(saveScoreSheet, { touches: ["assessment", "home"] });
  const done = bring.data?.body;
  return <Bring help={t("bringHelp")} isPending={bring.isPending} error={bring.error} said={done === undefined ? undefined : t("saved", { count: done.saved.length, unchanged: done.unchanged })} onChoose={() => { bring.reset(); }} onSend={(content) => bring.mutateAsync({ params: { campaignId, unitId }, body: { content } })} />;
}

/** The tables of all units, for the officer who enters what units have sent on paper. */
export function AllScoreSheets({ campaignId, isOpen }: { readonly campaignId: string; readonly isOpen: boolean }): ReactNode {
  const t = useDocumentsWords();
  const bring = useAct(saveScoreSheets, { touches: ["assessment", "home"] });
  const done = bring.data?.body;
  return (
    <section className="card stack">
      <h2>{t("allSheets")}</h2>
      <div className="documents-line">
        <span>{t("allSheetsFile")}</span>
        <Download route={readScoreSheets} given={{ params: { campaignId } }} label={t("excel")} of={t("allSheetsFile")} />
      </div>
      {isOpen ? <Bring help={t("allSheetsHelp")} isPending={bring.isPending} error={bring.error} said={done === undefined ? undefined : t("allSaved", { units: done.units, count: done.saved, unchanged: done.unchanged })} onChoose={() => { bring.reset(); }} onSend={(content) => bring.mutateAsync({ params: { campaignId }, body: { content } })} /> : null}
    </section>
  );
}
