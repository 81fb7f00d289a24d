import { type Role, ROLES_FOR_EVERY_UNIT } from "../../contract/route.ts";

/**
 * Who is asking, told to the database as settings of the transaction, so that policies on rows can bind it
 * (`congtam.sees_unit`). The gate decides permission; this stands behind it, should a room's query forget a unit.
 */

/** What policies need to know of somebody. */
export type Viewer = { readonly personId: string; readonly roles: readonly Role[]; readonly unitIds: readonly string[] };

const begun = (scope: "all" | "none"): string => `set local congtam.scope = '${scope}'; set local congtam.person = ''; set local congtam.units = ''`;
/** The program's own work: jobs, the start, the ledger's heads. */
export const BEGUN_BY_PROGRAM = begun("all");
/** A request before anybody is known; on public routes to its end. */
export const BEGUN_FOR_REQUEST = begun("none");

export const ACT_AS = "select set_config('congtam.scope', $1, true), set_config('congtam.person', $2, true), set_config('congtam.units', $3, true)";

const SEPARATOR = ",";

/** The three values of `ACT_AS`. */
export function settingsOf({ personId, roles, unitIds }: Viewer): [scope: string, person: string, units: string] {
  // An id with the separator in it would stand for two units.
  if (unitIds.some((unit) => unit === "" || unit.includes(SEPARATOR))) throw new RangeError("a unit's id must not be empty or hold a comma");
  return [roles.some((role) => ROLES_FOR_EVERY_UNIT.includes(role)) ? "all" : "units", personId, unitIds.join(SEPARATOR)];
}
