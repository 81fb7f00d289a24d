import type { Role } from "../../contract/route.ts";
import { type Actor, Problem } from "../platform/index.ts";

/** How somebody stands to a unit. What is another unit's does not exist for whoever sees the own one only. */

/** Who sees the plans and the work of all units. */
export const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];

/** Who appraises: a criterion leads them to the record that it was taken from. */
export const APPRAISERS: readonly Role[] = ["council-chair", "council-member"];

type Asked = { readonly actor: Actor | undefined; readonly params: { readonly unitId: string } };

/** Of a route that these roles may call for any unit, others for the own one. */
export const ownUnit =
  (forAny: readonly Role[] = []) =>
  ({ actor, params: { unitId } }: Asked): readonly ["own-unit"] | readonly [] => {
    if (actor?.unitIds.includes(unitId) === true) return ["own-unit"];
    if (actor?.roles.some((role) => forAny.includes(role)) === true) return [];
    throw new Problem("not-found");
  };
