import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
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

/** Takes what is dropped on an element; says whether something hovers over it. The same by keyboard is the button within. */
function useDrop(box: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const { current } = box;
    const over = (is: boolean) => (event: DragEvent): void => {
      event.preventDefault();
      setOver(is);
    };
    const drop = (event: DragEvent): void => {
      over(false)(event);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    const listening = new AbortController();
    const { signal } = listening;
    current?.addEventListener("dragover", over(true), { signal });
    current?.addEventListener("dragleave", over(false), { signal });
    current?.addEventListener("drop", drop, { signal });
    return () => {
      listening.abort();
    };
  }, [box, onFiles]);
  return isOver;
}

type Props = { readonly hint: ReactNode; readonly label?: string; readonly onFiles: (files: readonly File[]) => void; readonly children?: ReactNode };

export function DropZone({ hint, label, onFiles, children }: Props): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const isOver = useDrop(box, onFiles);
  return (
    <div
      ref={box}
      role="group"
      aria-label={t("addFiles")}
      className={isOver ? "evidence-drop evidence-drop-over" : "evidence-drop"}
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
