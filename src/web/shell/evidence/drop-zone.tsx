import { type DragEvent, type ReactNode, useId, useState } from "react";
import { useEvidenceWords } from "./words.ts";

/** Where files are dropped or chosen; on phones the camera too. */

/** Endings as a hint for the file dialog; what a file is the server finds out from what is in it. */
const ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.jpg,.jpeg,.png,.heic,.mp4,.zip";

type ChooserProps = { readonly label: string; readonly accept: string; readonly isPhoto?: boolean; readonly isPrimary?: boolean; readonly isSingle?: boolean; readonly describedBy?: string; readonly onFiles: (files: readonly File[]) => void };

/** A button that opens the file dialog, or the camera. */
export function Chooser({ label, accept, isPhoto = false, isPrimary = false, isSingle = false, describedBy, onFiles }: ChooserProps): ReactNode {
  const id = useId();
  return (
    <span className={isPhoto ? "evidence-chooser evidence-photo" : "evidence-chooser"}>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        multiple={!isPhoto && !isSingle}
        accept={accept}
        aria-describedby={describedBy}
        {...(isPhoto ? { capture: "environment" as const } : {})}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <label htmlFor={id} className={isPrimary ? "button-primary" : "button-plain"}>
        {label}
      </label>
    </span>
  );
}

type Props = { readonly hint: ReactNode; readonly label?: string; readonly onFiles: (files: readonly File[]) => void; readonly children?: ReactNode };

export function DropZone({ hint, label, onFiles, children }: Props): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const over = (event: DragEvent, is: boolean): void => {
    event.preventDefault();
    setOver(is);
  };
  return (
    <div
      role="group"
      aria-label={t("addFiles")}
      className={isOver ? "evidence-drop evidence-drop-over" : "evidence-drop"}
      onDragOver={(event) => {
        over(event, true);
      }}
      onDragLeave={(event) => {
        over(event, false);
      }}
      onDrop={(event) => {
        over(event, false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      <div className="row">
        <Chooser label={label ?? t("addFiles")} accept={ENDINGS} isPrimary describedBy={id} onFiles={onFiles} />
        <Chooser label={t("takePhoto")} accept="image/*" isPhoto onFiles={onFiles} />
        {children}
      </div>
      <p id={id} className="small muted">
        {hint}
      </p>
    </div>
  );
}
