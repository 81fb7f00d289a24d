import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { filesDropped, namedAs } from "./dropped.ts";
import { useEvidenceWords } from "./words.ts";

/** Where files are dropped or chosen; on phones the camera too. */

/** Endings as a hint for the file dialog; what a file is the server finds out from what is in it. */
const ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.jpg,.jpeg,.png,.heic,.mp4,.zip";

type ChooserProps = { readonly label: string; readonly accept: string; readonly isPhoto?: boolean; readonly isPrimary?: boolean; readonly isSingle?: boolean; /** As a link among the words of a row. */ readonly isQuiet?: boolean; readonly describedBy?: string; readonly onFiles: (files: readonly File[]) => void };

/** A button that opens the file dialog, or the camera. */
export function Chooser({ label, accept, isPhoto = false, isPrimary = false, isSingle = false, isQuiet = false, describedBy, onFiles }: ChooserProps): ReactNode {
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
      <label htmlFor={id} className={isQuiet ? "link-like small" : isPrimary ? "button-primary" : "button-plain"}>
        {label}
      </label>
    </span>
  );
}

type Hovering = "no" | "near" | "over";
const isOfFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") === true;
/** Who pastes where one writes means what is written. */
const isWriting = ({ target }: Event): boolean => target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;

/** Takes what is dropped on an element; says whether something hovers over it, or over the page. The same by keyboard is the button within. */
function useDrop(box: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): Hovering {
  const [hovering, setHovering] = useState<Hovering>("no");
  useEffect(() => {
    const { current } = box;
    const isWithin = ({ target }: Event): boolean => target instanceof Node && current?.contains(target) === true;
    const over = (event: DragEvent): void => {
      if (!isOfFiles(event)) return;
      if (isWithin(event)) event.preventDefault();
      setHovering(isWithin(event) ? "over" : "near");
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHovering("no");
    };
    const take = async (transfer: DataTransfer): Promise<void> => {
      const files = await filesDropped(transfer);
      if (files.length > 0) onFiles(files);
    };
    const drop = (event: DragEvent): void => {
      setHovering("no");
      if (!isWithin(event) || event.dataTransfer === null) return;
      event.preventDefault();
      void take(event.dataTransfer);
    };
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener("dragover", over, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => {
      listening.abort();
    };
  }, [box, onFiles]);
  return hovering;
}

/** Takes files from the clipboard, such as a picture of the screen. */
function usePaste(called: string, onFiles: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || isWriting(event)) return;
      event.preventDefault();
      onFiles(files.map((file) => namedAs(called, file)));
    };
    document.addEventListener("paste", paste);
    return () => {
      document.removeEventListener("paste", paste);
    };
  }, [called, onFiles]);
}

const OVER: Readonly<Record<Hovering, string>> = { no: "evidence-drop", near: "evidence-drop evidence-drop-near", over: "evidence-drop evidence-drop-over" };

type Props = { readonly hint: ReactNode; readonly label?: string; readonly onFiles: (files: readonly File[]) => void; readonly children?: ReactNode };

export function DropZone({ hint, label, onFiles, children }: Props): ReactNode {
  const t = useEvidenceWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const hovering = useDrop(box, onFiles);
  usePaste(t("pasted"), onFiles);
  return (
    <div
      ref={box}
      role="group"
      aria-label={t("addFiles")}
      className={OVER[hovering]}
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
