import { useEffect, useRef } from "react";

/** Whoever came for a part of a page is brought there once it is read: when the address was opened it was not there yet. */
export function useArrival(isThere: boolean): void {
  const hasArrived = useRef(false);
  useEffect(() => {
    if (!isThere || hasArrived.current) return;
    hasArrived.current = true;
    const part = globalThis.location.hash.slice(1);
    if (part !== "") document.querySelector(`#${CSS.escape(decodeURIComponent(part))}`)?.scrollIntoView();
  }, [isThere]);
}
