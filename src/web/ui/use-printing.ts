import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let isPrinting = false;

function subscribe(listener: () => void): () => void {
  const set = (value: boolean) => (): void => {
    isPrinting = value;
    // What is printed is what is drawn when this returns.
    // oxlint-disable-next-line node/no-sync -- of the pages, not of files
    flushSync(listener);
  };
  const [begin, end] = [set(true), set(false)];
  globalThis.addEventListener("beforeprint", begin);
  globalThis.addEventListener("afterprint", end);
  return () => {
    globalThis.removeEventListener("beforeprint", begin);
    globalThis.removeEventListener("afterprint", end);
  };
}

/** Whether the page is being printed: then everything is drawn, in sight or not. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => isPrinting);
