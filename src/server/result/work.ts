import type { Role } from "../../contract/route.ts";
import type { Campaign } from "../campaign/index.ts";
import type { Transaction } from "../platform/index.ts";
import { stepsOf, versionsOf } from "./queries.ts";
import { itemOf } from "./rules.ts";

/** What waits for somebody before a result is published. */
export async function waitingVersion(tx: Transaction, { id, ownerUnitId }: Pick<Campaign, "id" | "ownerUnitId">, roles: readonly Role[]): Promise<"approve" | "publish" | undefined> {
  const [decides, publishes]: readonly (readonly Role[])[] = ownerUnitId === null ? [["chairman"], ["programme-officer", "chairman"]] : [["council-chair"], ["council-chair"]];
  const may = (some: readonly Role[] = []) => some.some((role) => roles.includes(role));
  if (!may(decides) && !may(publishes)) return undefined;
  const [newest] = await versionsOf(tx, id);
  const state = newest === undefined ? undefined : itemOf(newest, await stepsOf(tx, id)).state;
  if (state === "proposed" && may(decides)) return "approve";
  return state === "approved" && may(publishes) ? "publish" : undefined;
}
