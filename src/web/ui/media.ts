import { useSyncExternalStore } from "react";

/** Whether the window is as a media query says, now and whenever it changes. */
export function useMedia(query: string): boolean {
  const subscribe = (listener: () => void): (() => void) => {
    const list = matchMedia(query);
    list.addEventListener("change", listener);
    return () => {
      list.removeEventListener("change", listener);
    };
  };
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** As wide as a telephone: here tables are cards, and lists begin shorter. The same in `personnel/narrowed.css`. */
export const PHONE = "(max-width: 640px)";
