import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAssessmentWords } from "./words.ts";

type Props = { readonly left: number; readonly children: (onDone: () => void) => ReactNode };

/** The list of criteria on narrow screens: behind a button, over the page. */
export function PocketList({ left, children }: Props): ReactNode {
  const t = useAssessmentWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <div className="desk-pocket no-print">
      <button
        type="button"
        onClick={() => {
          setOpen(true);
        }}
      >
        <span aria-hidden="true">☰</span> {t("openList")} · {t("filter.left", { count: left })}
      </button>
      <dialog
        ref={dialog}
        className="desk-pocket-sheet"
        aria-label={t("openList")}
        onClose={close}
      >
        <button type="button" onClick={close}>
          {t("close")}
        </button>
        {isOpen ? children(close) : null}
      </dialog>
    </div>
  );
}
