import { useEffect, useSyncExternalStore } from "react";
import type { FileView, ItemView } from "../../../contract/evidence.ts";

/** What is open in the viewer, which stands beside whatever page one is on. */

export type Viewed = { readonly file: FileView; readonly item: ItemView; readonly pages: string; readonly proves: string };
/** `owner`: the list from which it was opened; the next list of the same kind takes the viewer over. */
export type Showing = { readonly owner: string; readonly list: readonly Viewed[]; readonly at: number; readonly page: number; /** Not where it follows somebody who works on: the focus stays with them. */ readonly takesFocus: boolean; /** The words by which it was found: marked in it. */ readonly sought: string };

let showing: Showing | undefined;
/** Where the focus was when it was opened. */
let opener: Element | null = null;
const listeners = new Set<() => void>();

function set(next: Showing | undefined): void {
  showing = next;
  // The page makes room for it.
  document.documentElement.toggleAttribute("data-viewer", next !== undefined);
  for (const listener of listeners) listener();
}

/** The first page that a link names: "3-5, 8" → 3. */
const firstPage = (pages: string): number => Math.max(1, Number(/\d+/.exec(pages)?.[0] ?? "1"));

export const openViewer = (next: Omit<Showing, "page" | "takesFocus" | "sought"> & { readonly page?: number; readonly takesFocus?: boolean; readonly sought?: string }): void => {
  if (showing === undefined) opener = document.activeElement;
  set({ takesFocus: true, sought: "", ...next, page: next.page ?? firstPage(next.list[next.at]?.pages ?? "") });
};
export const closeViewer = (): void => {
  const back = opener;
  opener = null;
  set(undefined);
  if (back instanceof HTMLElement && back.isConnected && document.activeElement === document.body) back.focus();
};
export const showingNow = (): Showing | undefined => showing;

const mounted = new Map<string, number>();
/** So long another list may take the viewer over; then it closes with the list from which it was opened. */
const GONE_MS = 3000;

/** Of a list from which files are opened: when the page is left the viewer does not go on showing what is no longer there. */
export function useOwner(owner: string): void {
  useEffect(() => {
    mounted.set(owner, (mounted.get(owner) ?? 0) + 1);
    return () => {
      mounted.set(owner, (mounted.get(owner) ?? 0) - 1);
      setTimeout(() => {
        if (showing?.owner === owner && mounted.get(owner) === 0) closeViewer();
      }, GONE_MS);
    };
  }, [owner]);
}

/** The list of which the first file is to be opened as soon as it is known. */
let wanted: string | undefined;
export const wantFirst = (owner: string | undefined): void => {
  wanted = owner;
  for (const listener of listeners) listener();
};
const wantedNow = (): string | undefined => wanted;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useShowing = (): Showing | undefined => useSyncExternalStore(subscribe, showingNow);
export const useWanted = (): string | undefined => useSyncExternalStore(subscribe, wantedNow);
