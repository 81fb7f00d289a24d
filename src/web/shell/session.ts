import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Role } from "../../contract/route.ts";
import { readSession, type Session } from "../../contract/identity.ts";
import { call } from "./client.ts";
import { isPassing, Refused } from "../ui/refusal.ts";

/** Who was last known to be signed in on this page: what they typed stays theirs when the session is over. */
const LAST = ["session.last"];

/** Who is signed in; null when nobody is. */
export const sessionRead = queryOptions({
  queryKey: [readSession.operationId],
  queryFn: async ({ signal, client }): Promise<Session | null> => {
    try {
      const { body } = await call(readSession, { signal });
      client.setQueryData(LAST, body);
      return body;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
  retry: (count, error) => count < 3 && isPassing(error),
});

/** The session of a page that only people who are signed in see; the last one while they are asked to sign in again. */
export function useSession(): Session {
  const { data } = useQuery(sessionRead);
  const client = useQueryClient();
  const session = data ?? client.getQueryData<Session>(LAST);
  if (session === undefined) throw new Error("a page for people who are signed in is shown without a session");
  return session;
}

/** Whether the session of the person on this page is over. */
export const useIsOver = (): boolean => useQuery(sessionRead).data === null;

export const hasRole = ({ roles }: Session, ...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
