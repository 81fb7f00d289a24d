import { type ReactNode, useState } from "react";
import type { BesideFile } from "../../contract/attached-file.ts";
import { addInspectionFile, type InspectionView, readInspectionFile } from "../../contract/plan-inspection.ts";
import { BesideDownload } from "../shell/beside-file.tsx";
import { Chooser } from "../shell/evidence/drop-zone.tsx";
import { sizeText } from "../shell/evidence/size.ts";
import { useAct } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { useFormat } from "../ui/format.ts";
import { smallPicture } from "../ui/small-picture.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useInspectionWords } from "./words-inspection.ts";
import "../shell/evidence/evidence.css";

/** Photos and papers of an inspection: to be taken along where they are named, and brought from the form that names them. */

type Place = Pick<InspectionView, "planId" | "id" | "files">;

export function InspectionFiles({ view, numbers }: { readonly view: Place; readonly numbers: readonly string[] }): ReactNode {
  const t = useInspectionWords();
  const shown = view.files.filter((one) => numbers.includes(String(one.number)));
  if (shown.length === 0) return numbers.length === 0 ? null : <span className="muted">{t("files", { count: numbers.length })}</span>;
  return (
    <span className="row">
      {shown.map((one) => (
        <BesideDownload key={one.number} file={one} route={readInspectionFile} given={{ params: { planId: view.planId, inspectionId: view.id, number: String(one.number) } }} of={t("photos")} />
      ))}
    </span>
  );
}

const ENDINGS = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,image/*";

type FieldProps = { readonly view: Place; readonly brought: readonly BesideFile[]; readonly onChange: (brought: readonly BesideFile[]) => void };

/** The files of the step that is being written; each is sent as soon as it is chosen. */
export function InspectionFilesField({ view, brought, onChange }: FieldProps): ReactNode {
  const t = useInspectionWords();
  const format = useFormat();
  const add = useAct(addInspectionFile);
  const [waiting, setWaiting] = useState(0);
  const send = async (files: readonly File[]): Promise<void> => {
    setWaiting(files.length);
    const kept = [...brought];
    for (const file of files) {
      // One after another: a phone in the field has a thin line, and what has come is not lost with what has not.
      const small = await smallPicture(file);
      const answer = await add.mutateAsync({ params: { planId: view.planId, inspectionId: view.id }, body: { name: small.name, content: await asBase64(small) } }).catch(() => undefined);
      if (answer === undefined) break;
      kept.push(answer.body);
      onChange([...kept]);
      setWaiting((left) => left - 1);
    }
    setWaiting(0);
  };
  return (
    <div className="field">
      <span className="field-label">{t("photos")}</span>
      {brought.length === 0 ? null : (
        <ul className="plan-brought">
          {brought.map((one) => (
            <li key={one.number}>
              <span>{one.name}</span> <span className="small muted num">{sizeText(one.size, format)}</span>{" "}
              <button type="button" className="evidence-act" aria-label={t("dropFile", { name: one.name })} onClick={() => { onChange(brought.filter(({ number }) => number !== one.number)); }}>
                {t("drop")}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Chooser label={t("addFiles")} accept={ENDINGS} onFiles={(files) => { void send(files); }} />
        <Chooser label={t("takePhoto")} accept="image/*" isPhoto onFiles={(files) => { void send(files); }} />
        <span role="status" className="small muted">{waiting === 0 ? "" : t("sending", { count: waiting })}</span>
      </div>
      <span className="small muted">{t("filesHelp")}</span>
      <RefusalNote error={add.error} />
    </div>
  );
}
