import type { Database } from "./database.ts";
import { type Bilingual, Problem } from "./problem.ts";

/** Whether the house can work: what `/readyz` tells, and whether changes are taken. */

/** Further apart than this, the two clocks are not a matter of a slow line. */
const MOST_SKEW_MS = 2000;

type Reason = "database-away" | "other-version" | "clock-skew" | "stopping";

const WORDS: Readonly<Record<Reason, Bilingual>> = {
  "database-away": { vi: "Cơ sở dữ liệu không trả lời.", en: "The database does not answer." },
  "other-version": { vi: "Cơ sở dữ liệu ở phiên bản khác với chương trình này.", en: "The database has another version than this program." },
  "clock-skew": { vi: "Đồng hồ của máy chủ lệch quá 2 giây so với cơ sở dữ liệu; chưa nhận thay đổi nào cho tới khi đồng hồ đúng lại.", en: "The server's clock is more than 2 seconds away from the database's; no change is taken until it is right again." },
  stopping: { vi: "Máy chủ đang dừng.", en: "The server is stopping." },
};

const refusal = (reason: Reason): Problem => new Problem(reason === "clock-skew" ? "clock-skew" : "unavailable", { detail: WORDS[reason], extra: { reason } });

export type Health = {
  /** Looks at the database, its version and its clock now; undefined when all is well. */
  readonly look: () => Promise<Problem | undefined>;
  /** Why no change may be taken, as far as is known from the last look. */
  readonly againstChanges: () => Problem | undefined;
  /** From now on the house takes nothing more. */
  readonly stop: () => void;
  readonly isStopping: () => boolean;
  readonly skewSeconds: () => number;
};

/**
 * How far the process's clock is from the database's. The answer was on its way for some time, and the database may
 * have looked at its clock at any moment of it: only what lies outside counts.
 */
export function skewOf(before: number, database: number, after: number): number {
  // A clock that was turned while the answer was on its way: either end is as good.
  const [first, last] = before <= after ? [before, after] : [after, before];
  if (database < first) return first - database;
  return database > last ? last - database : 0;
}

/** `now` is the process's clock. It is compared here and decides nothing: deadlines are the database's. */
export function watchHealth(database: Database, now: () => number, migration: number): Health {
  let skew = 0;
  let isStopping = false;
  const isSkewed = () => Math.abs(skew) > MOST_SKEW_MS;
  const examine = async (): Promise<Problem | undefined> => {
    const before = now();
    const pulse = await database.pulse();
    if (pulse === undefined) return refusal("database-away");
    skew = skewOf(before, pulse.clock.getTime(), now());
    if (pulse.migration !== migration) return refusal("other-version");
    return isSkewed() ? refusal("clock-skew") : undefined;
  };
  let looking: Promise<Problem | undefined> | undefined;
  // Many who ask at once are told the same answer.
  const shared = () =>
    (looking ??= examine().finally(() => {
      looking = undefined;
    }));
  return {
    look: async () => (isStopping ? refusal("stopping") : shared()),
    againstChanges: () => (isSkewed() ? refusal("clock-skew") : undefined),
    stop: () => {
      isStopping = true;
    },
    isStopping: () => isStopping,
    skewSeconds: () => skew / 1000,
  };
}

export const stopping = (): Problem => refusal("stopping");
