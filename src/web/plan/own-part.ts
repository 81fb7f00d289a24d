import type { Party } from "../../contract/plan-content.ts";
import { listUnits } from "../../contract/organisation.ts";
import { useAll } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";

/** Whether a plan means the reader's own units. */
export function useOwnPart(): { readonly hasUnit: boolean; readonly fits: (parties: readonly Party[], isMine: boolean) => boolean } {
  const { user } = useSession();
  const { data = [] } = useAll(listUnits, {});
  const own = data.filter((one) => user.unitIds.includes(one.id));
  const means = (party: Party): boolean => party.kind === "all" || own.some((unit) => (party.kind === "index" && party.index === unit.index) || (party.kind === "unit" && party.code === unit.code));
  return { hasUnit: user.unitIds.length > 0, fits: (parties, isMine) => !isMine || parties.some(means) };
}
