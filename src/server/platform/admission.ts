import type { Route } from "../../contract/route.ts";
import { Problem } from "./problem.ts";

/** How many requests may be in work when one more of its kind asks: better a quick no than a slow answer for everybody. */
export type Limits = { readonly reads: number; readonly changes: number; readonly shedLast: number };

/** Twenty connections work at a time; each kind may wait for them up to a few times as many, what people would lose the longest. */
export const LIMITS: Limits = { reads: 40, changes: 60, shedLast: 80 };

type Kind = Pick<Route, "method" | "shedLast">;

export type Admission = {
  /** Throws when the house is too full for a request of this kind. */
  readonly check: (kind: Kind) => void;
  /** The same, and counts it until `leave` is called. */
  readonly enter: (kind: Kind) => { readonly leave: () => void };
  readonly inWork: () => number;
  readonly refused: () => number;
};

export function makeAdmission(limits: Limits): Admission {
  let inWork = 0;
  let refused = 0;
  const mostFor = ({ method, shedLast }: Kind) => (shedLast ? limits.shedLast : method === "GET" ? limits.reads : limits.changes);
  const check = (kind: Kind): void => {
    if (inWork < mostFor(kind)) return;
    refused++;
    throw new Problem("unavailable", { detail: { vi: "Đang có quá nhiều yêu cầu; hãy gửi lại sau ít giây.", en: "There are too many requests; please send it again in a few seconds." } });
  };
  const enter = (kind: Kind) => {
    check(kind);
    inWork++;
    return {
      leave: () => {
        inWork--;
      },
    };
  };
  return { check, enter, inWork: () => inWork, refused: () => refused };
}
