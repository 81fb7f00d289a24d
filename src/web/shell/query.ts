import { QueryClient, queryOptions, useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import type { Route } from "../../contract/route.ts";
import { type Answer, call, type Given } from "./client.ts";
import { isPassing, Refused } from "../ui/refusal.ts";

/** Reads that are kept while pages come and go, and changes. Every read is kept under its operation's name. */

const TRIES = 3;
const FRESH_MS = 15_000;
/**
 * What a component is drawn anew for. By default the library watches what the component itself has looked at so far;
 * ours hand the read on to those who show it, which then would never hear of a refusal that came before they were there.
 */
const WATCHED = ["data", "error", "status", "isPending", "isError"] as const;

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: (count, error) => count < TRIES && isPassing(error), refetchOnWindowFocus: true, notifyOnChangeProps: [...WATCHED] },
      mutations: { retry: false },
    },
  });

type ReadGiven<R extends Route> = Omit<Given<R>, "signal" | "key" | "version" | "body">;

/** The key of a read; its first part is the operation ("assessment.read"), by which news from the server find it. */
export const keyOf = <R extends Route>(route: R, given: ReadGiven<R>): readonly unknown[] => [route.operationId, given];

/** A read as TanStack Query takes it, for loaders and hooks. */
export const read = <R extends Route>(route: R, given: ReadGiven<R>) =>
  queryOptions({ queryKey: keyOf(route, given), queryFn: ({ signal }): Promise<Answer<R>> => call(route, { ...given, signal } as Given<R>) });

/** Reads a route and keeps the answer; `data.body` is as the contract says. */
export const useRead = <R extends Route>(route: R, given: ReadGiven<R>, options: { readonly enabled?: boolean; readonly staleTime?: number } = {}): UseQueryResult<Answer<R>> => useQuery({ ...read(route, given), ...options });

/**
 * Changes something by a route. `touches` are operations whose kept answers are no longer right afterwards; a room's
 * name ("assessment") means all of its reads. `done` happens before those are read again: what then is shown may no
 * longer hold who asked, and the library tells nobody who is gone.
 */
export function useAct<R extends Route>(route: R, { touches = [], done }: { readonly touches?: readonly string[]; readonly done?: (answer: Answer<R>) => void } = {}): UseMutationResult<Answer<R>, Error, Given<R>> {
  const client = useQueryClient();
  // An answer that is still on its way tells how it was before the change; the library would wait for it and be content.
  const reread = async (): Promise<void> => {
    await client.cancelQueries({ predicate: isOf(touches) });
    await forget(client, touches);
  };
  // What the change rested on is old: it is read again, so that the person sees what there is now and can act on it.
  const onError = (error: Error): Promise<void> | undefined => (error instanceof Refused && error.is("stale") ? reread() : undefined);
  const onSuccess = (answer: Answer<R>): Promise<void> => {
    done?.(answer);
    return reread();
  };
  return useMutation({ mutationFn: (given: Given<R>) => call(route, given), onSuccess, onError });
}

/** Has what is kept of these operations or rooms read again. */
export const forget = async (client: QueryClient, touched: readonly string[]): Promise<void> => client.invalidateQueries({ predicate: isOf(touched) });

const isOf = (touched: readonly string[]) => ({ queryKey: [operation] }: { readonly queryKey: readonly unknown[] }): boolean => typeof operation === "string" && touched.some((one) => operation === one || operation.startsWith(`${one}.`));

type Listing = Route & { readonly response: { readonly _zod: { readonly output: { readonly items: readonly unknown[]; readonly nextCursor: string | null } } } };
export type ItemOf<R extends Listing> = R["response"]["_zod"]["output"]["items"][number];

/** Lists come in pages; this many at once. */
const PAGE_SIZE = 200;

async function readEveryPage<R extends Listing>(route: R, given: ReadGiven<R>, signal: AbortSignal): Promise<ItemOf<R>[]> {
  const items: ItemOf<R>[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { ...given.query, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = (await call(route, { ...given, query, signal } as unknown as Given<R>)) as Answer<Listing>;
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return items;
}

/** A whole list, of however many pages. */
export const useAll = <R extends Listing>(route: R, given: ReadGiven<R>, { enabled = true }: { readonly enabled?: boolean } = {}): UseQueryResult<ItemOf<R>[]> =>
  useQuery({ queryKey: [...keyOf(route, given), "all"], queryFn: async ({ signal }) => readEveryPage(route, given, signal), enabled });
