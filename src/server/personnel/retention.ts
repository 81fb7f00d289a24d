import { record } from "../audit/index.ts";
import { dayOf } from "../organisation/index.ts";
import type { Database, Recurring, Task } from "../platform/index.ts";
import { forgetYear, yearsToForget } from "./retention-queries.ts";

/** Records of people end with the time for which the year's setting keeps them: every night what is due is deleted, and the ledger says how much it was. */

export const RETENTION_TASK = "personnel.retention";

export const retentionOn = (database: Database): Task => async () => {
  const due = await database.read(async (tx) => yearsToForget(tx, Number(dayOf(await tx.now()).slice(0, 4))));
  for (const year of due) {
    // A transaction for each: a year that cannot be deleted holds no other one up.
    await database.transaction(async (tx) => {
      const at = await tx.now();
      const counts = await forgetYear(tx, year, at);
      if (counts !== null) await record(tx, "system", [{ action: "personnel.year-forgotten", subject: `rating-year:${String(year)}`, data: { year, at: at.toISOString(), counts } }]);
    });
  }
};

export const retentionRecurring: Recurring = { task: RETENTION_TASK, match: "40 18 * * *" };
