import { makeThread, type Transaction } from "../platform/index.ts";
import { newestPublished } from "./queries.ts";
import type { UnfoldJobs } from "./unfold-thread.ts";
import type { LostPoints } from "./unfold-work.ts";

/** The room's thread. */
export const thread = makeThread<UnfoldJobs>(new URL("unfold-thread.ts", import.meta.url));

/** The points of note that units lost in a campaign's newest published result; undefined when nothing is published. */
export async function lostIn(tx: Transaction, campaign: string, least: string): Promise<{ readonly number: number; readonly lost: readonly (LostPoints & { readonly unitId: string })[] } | undefined> {
  const published = await newestPublished(tx, campaign);
  if (published === undefined) return undefined;
  const { number, unitIds, ...rest } = published;
  const lost = await thread.ask("lostInAll", { published: { ...rest, key: campaign }, least });
  return { number, lost: lost.flatMap((one) => {
    const unitId = unitIds.get(one.unit);
    return unitId === undefined ? [] : [{ ...one, unitId }];
  }) };
}
