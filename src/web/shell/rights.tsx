import { type ReactNode, useSyncExternalStore } from "react";
import { useShellWords } from "./words.ts";

/** Says that one's rights have changed while the page was open: what was there a moment ago may be gone. */

let isNew = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  isNew = value;
  for (const listener of listeners) listener();
}

export const tellRightsChanged = (): void => {
  set(true);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function RightsNews(): ReactNode {
  const t = useShellWords();
  const shows = useSyncExternalStore(subscribe, () => isNew);
  return (
    <div role="status" className={shows ? "frame-news no-print" : undefined}>
      {shows ? (
        <>
          <span>{t("rightsChanged")}</span>
          <button
            type="button"
            onClick={() => {
              set(false);
            }}
          >
            {t("close")}
          </button>
        </>
      ) : null}
    </div>
  );
}
