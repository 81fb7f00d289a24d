import { unitsOfCampaign } from "../campaign/index.ts";
import type { Reply, Transaction } from "../platform/index.ts";
import type { Route } from "../../contract/route.ts";

/** For the log of reads: whose result somebody was shown before it is published. */

export type Shown = NonNullable<Reply<Route>["shown"]>[number];

export const everyUnit = (campaign: string): Shown[] => [{ campaign, unit: null }];

/** The unit of this code; results call units by their codes. */
export async function unitCalled(tx: Transaction, campaign: string, code: string): Promise<Shown[]> {
  const unit = (await unitsOfCampaign(tx, campaign)).find((one) => one.code === code);
  return [{ campaign, unit: unit?.unitId ?? null }];
}
