import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import { unitsEverOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type Assignment, assignmentsOf } from "./assignment-queries.ts";
import { leavesUnder } from "./engines.ts";
import type { Campaign, CampaignUnit } from "./queries.ts";

/** The questions of higher rooms about who may appraise what. */

/** Units to which the person belonged at any time of the campaign's year, with kin by merger: never appraised by them. */
export const conflictsOf = async (tx: Transaction, { year }: Campaign, personId: string): Promise<ReadonlySet<string>> => new Set(await unitsEverOf(tx, personId, year));

/** The leaves of a unit's index that these assignments reach, whatever the interests of those to whom they were given. */
export function leavesAssigned(index: CompiledIndex | undefined, assignments: readonly Assignment[], unit: Pick<CampaignUnit, "unitId" | "index">): Set<string> {
  const reaching = assignments.filter((one) => one.index === unit.index && (one.unitId === null || one.unitId === unit.unitId));
  return new Set(reaching.flatMap((one) => leavesUnder(index, one.code) ?? []));
}

/** The leaves of this unit's index that the person may appraise: assigned, and not in conflict of interest. */
export async function leavesToAppraise(tx: Transaction, campaign: Campaign, engine: Engine, personId: string, unit: CampaignUnit): Promise<ReadonlySet<string>> {
  const conflicts = await conflictsOf(tx, campaign, personId);
  const assignments = await assignmentsOf(tx, campaign.id, personId);
  return conflicts.has(unit.unitId) ? new Set() : leavesAssigned(engine.indexes.get(unit.index), assignments, unit);
}
