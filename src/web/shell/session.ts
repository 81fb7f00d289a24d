import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Role } from "../../contract/route.ts";
import { readSession, type Session } from "../../contract/identity.ts";
import { call } from "./client.ts";
import { isPassing, Refused } from "../ui/refusal.ts";

/** Who is signed in; null when nobody is. */
export const sessionRead = queryOptions({
  queryKey: [readSession.operationId],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return (await call(readSession, { signal })).body;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
  retry: (count, error) => count < 3 && isPassing(error),
});

/** The session of a page that only people who are signed in see. */
export function useSession(): Session {
  const { data } = useQuery(sessionRead);
  if (data === undefined || data === null) throw new Error("a page for people who are signed in is shown without a session");
  return data;
}

export const hasRole = ({ roles }: Session, ...wanted: readonly Role[]): boolean => wanted.some((role) => roles.includes(role));
