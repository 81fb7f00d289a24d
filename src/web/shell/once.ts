import { useRef } from "react";
import type { Route } from "../../contract/route.ts";
import { Unreachable } from "../ui/unreachable.ts";
import type { Answer, Given } from "./client.ts";
import { useAct } from "./query.ts";

export type Once<R extends Route> = { readonly send: (given: Given<R>) => Promise<Answer<R> | undefined>; readonly isBusy: boolean; readonly error: unknown; readonly done: Answer<R> | undefined };

/**
 * A weighty act that is done once, however often the button is pressed: a second press while the first is under way is
 * nothing, and one after a lost answer is known to the server as the same request. What was refused may be sent anew.
 */
export function useOnce<R extends Route>(route: R, options: { readonly touches?: readonly string[] } = {}): Once<R> {
  const act = useAct(route, options);
  const key = useRef<string>(undefined);
  const isUnderWay = useRef(false);
  const send = async (given: Given<R>): Promise<Answer<R> | undefined> => {
    if (isUnderWay.current) return undefined;
    isUnderWay.current = true;
    key.current ??= crypto.randomUUID();
    try {
      const answer = await act.mutateAsync({ ...given, key: key.current });
      key.current = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof Unreachable)) key.current = undefined;
      return undefined;
    } finally {
      isUnderWay.current = false;
    }
  };
  return { send, isBusy: act.isPending, error: act.error, done: act.data };
}
