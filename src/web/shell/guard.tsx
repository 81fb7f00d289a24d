import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { type Asking, setGuard } from "./client.ts";
import { useIsOver } from "./session.ts";

/** Its form comes when it is first needed. */
const Question = lazy(async () => ({ default: (await import("./question.tsx")).Question }));

/**
 * Asks in place when a session is over or a weighty act wants a fresh second factor: the page stays as it is, and what
 * was under way goes on afterwards. One question at a time, however many requests wait for its answer.
 */
export function Guard(): ReactNode {
  const [asking, setAsking] = useState<Asking>();
  const waiting = useRef<((went: boolean) => void)[]>([]);
  useEffect(() => {
    const wait = async (kind: Asking): Promise<boolean> =>
      new Promise((resolve) => {
        waiting.current.push(resolve);
        setAsking(kind);
      });
    setGuard({ signInAgain: async () => wait("sign-in"), showFactor: async () => wait("factor") });
    return () => {
      setGuard(undefined);
    };
  }, []);
  const isOver = useIsOver();
  const shown = asking ?? (isOver ? "sign-in" : undefined);
  const settle = (went: boolean): void => {
    // Without a session nothing here can be read any more.
    if (!went && isOver) globalThis.location.assign("/sign-in");
    setAsking(undefined);
    for (const resolve of waiting.current.splice(0)) resolve(went);
  };
  if (shown === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Question asking={shown} onSettled={settle} />
    </Suspense>
  );
}
