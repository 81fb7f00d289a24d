import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { RefusalNote } from "../ui/states.tsx";
import { useStepWords } from "./words-steps.ts";

/** Many small acts, one after the other: how far it has come is seen, it can be stopped, and a refusal ends it. */

type Turn = { readonly done: number; readonly all: number; readonly isRunning: boolean; readonly error: unknown };
const REST: Turn = { done: 0, all: 0, isRunning: false, error: null };

export type InTurn = {
  readonly turn: Turn;
  /** True when all was done. A second call while the first runs does nothing. */
  readonly run: <T>(items: readonly T[], act: (item: T) => Promise<void>) => Promise<boolean>;
  readonly stop: () => void;
};

export function useInTurn(): InTurn {
  const [turn, setTurn] = useState<Turn>(REST);
  const isBusy = useRef(false);
  const isStopped = useRef(false);
  const run: InTurn["run"] = async (items, act) => {
    if (isBusy.current) return false;
    isBusy.current = true;
    isStopped.current = false;
    let done = 0;
    const show = (isRunning: boolean, error: unknown = null): void => {
      setTurn({ done, all: items.length, isRunning, error });
    };
    show(true);
    try {
      for (const item of items) {
        if (isStopped.current) break;
        await act(item);
        done++;
        show(true);
      }
      show(false);
      return done === items.length;
    } catch (error) {
      show(false, error);
      return false;
    } finally {
      isBusy.current = false;
    }
  };
  return {
    turn,
    run,
    stop: () => {
      isStopped.current = true;
    },
  };
}

/** Below the button: how far, and what went wrong after how many. */
export function TurnNote({ inTurn: { turn, stop } }: { readonly inTurn: InTurn }): ReactNode {
  const t = useStepWords();
  return (
    <div className="stack" aria-live="polite">
      {turn.isRunning && turn.all > 1 ? (
        <div className="row">
          <progress className="campaign-bar in-turn-bar" value={turn.done} max={turn.all} aria-label={t("running")} />
          <span>{t("runningAt", { done: turn.done, all: turn.all })}</span>
          <Button size="small" onClick={stop}>
            {t("stop")}
          </Button>
        </div>
      ) : null}
      {!turn.isRunning && turn.done > 0 && turn.done < turn.all ? <p>{t("stoppedAt", { done: turn.done, all: turn.all })}</p> : null}
      <RefusalNote error={turn.error} />
    </div>
  );
}
