import { type Calendar, TIMED_STAGES } from "../../contract/cycle.ts";

type Timed = (typeof TIMED_STAGES)[number];
type Typed = Readonly<Record<Timed, string | undefined>>;

/** What is wrong with each end, by its stage: the first must lie ahead, each other follow the one before. */
export function calendarFaults(ends: Typed, now: string): Partial<Record<Timed, "past" | "order">> {
  const faultOf = (stage: Timed, at: number): "past" | "order" | undefined => {
    const [end, before] = [ends[stage], at === 0 ? undefined : ends[TIMED_STAGES[at - 1] ?? stage]];
    if (end === undefined) return undefined;
    if (at === 0) return end <= now ? "past" : undefined;
    return before !== undefined && end <= before ? "order" : undefined;
  };
  return Object.fromEntries(TIMED_STAGES.map((stage, at) => [stage, faultOf(stage, at)] as const).filter(([, fault]) => fault !== undefined));
}

/** All four, or undefined while one of them is no moment. */
export function calendarOf(ends: Typed): Calendar | undefined {
  const { "self-scoring": self, "appraisal-1": first, explanation, "appraisal-2": second } = ends;
  return self === undefined || first === undefined || explanation === undefined || second === undefined ? undefined : { "self-scoring": self, "appraisal-1": first, explanation, "appraisal-2": second };
}
