import type { Party } from "../../contract/plan-content.ts";
import type { KnownUnit } from "../organisation/index.ts";

/** Whom a plan means. Pure. */

export const means = (party: Party, { code, indexCode }: Pick<KnownUnit, "code" | "indexCode">): boolean => {
  switch (party.kind) {
    case "all":
      // A unit of no index is an office of another one.
      return indexCode !== null;
    case "index":
      return party.index === indexCode;
    case "unit":
      return party.code === code;
    case "other":
      return false;
  }
};

export const meansAny = (parties: readonly Party[], unit: Pick<KnownUnit, "code" | "indexCode">): boolean => parties.some((one) => means(one, unit));
