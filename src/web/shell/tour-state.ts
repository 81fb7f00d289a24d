import { useSyncExternalStore } from "react";

/** Whether the introduction runs now; any page may ask for it. */

let isRunning = false;
const listeners = new Set<() => void>();

const set = (next: boolean): void => {
  isRunning = next;
  for (const listener of listeners) listener();
};

export const startTour = (): void => {
  set(true);
};
export const endTour = (): void => {
  set(false);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useIsTouring = (): boolean => useSyncExternalStore(subscribe, () => isRunning);

const keyOf = (accountId: string): string => `congtam.tour.${accountId}`;

/** Once per account and browser. */
export function wasToured(accountId: string): boolean {
  try {
    return localStorage.getItem(keyOf(accountId)) !== null;
  } catch {
    // Without a store it would be offered at every page.
    return true;
  }
}

export function rememberTour(accountId: string): void {
  try {
    localStorage.setItem(keyOf(accountId), "1");
  } catch {
    // Then it is not offered either.
  }
}
