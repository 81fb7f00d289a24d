import { useEffect } from "react";

/** Whether a key was pressed where somebody types. */
const isTyping = ({ target }: KeyboardEvent): boolean => target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** What each key does: by its name, with "Alt+" before where Alt is held; those without Alt do nothing where somebody types. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      const act = event.altKey ? keys[`Alt+${event.key}`] : isTyping(event) ? undefined : keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    globalThis.addEventListener("keydown", press);
    return () => {
      globalThis.removeEventListener("keydown", press);
    };
  });
}
