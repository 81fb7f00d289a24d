import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import { unitsEverOf } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type Assignment, assignmentsOf } from "./assignment-queries.ts";
import { leavesUnder } from "./engines.ts";
import type { Campaign, CampaignUnit } from "./queries.ts";

/** The questions of higher rooms about who may appraise what. */

/** Units to which the person belonged at any time of the campaign's year, with kin by merger: never appraised by them. */
export const conflictsOf = async (tx: Transaction, { year }: Campaign, personId: string): Promise<ReadonlySet<string>> => new Set(await unitsEverOf(tx, personId, year));

/** What a person may appraise in a campaign, asked once for any number of units. */
type Mandate = { readonly assignments: readonly Assignment[]; readonly conflicts: ReadonlySet<string>; readonly isChair: boolean };

export async function mandateOf(tx: Transaction, campaign: Campaign, { personId, isChair }: { readonly personId: string; readonly isChair: boolean }): Promise<Mandate> {
  return { assignments: await assignmentsOf(tx, campaign.id, personId), conflicts: await conflictsOf(tx, campaign, personId), isChair };
}

/** The leaves of a unit that somebody may appraise: never of a unit of their own; those assigned, and the chair may settle any. */
export function leavesToAppraise({ assignments, conflicts, isChair }: Mandate, index: CompiledIndex, unit: Pick<CampaignUnit, "unitId" | "index">): ReadonlySet<string> {
  if (conflicts.has(unit.unitId)) return new Set();
  if (isChair) return new Set(index.leaves.map((leaf) => leaf.code));
  const reaching = assignments.filter((one) => one.index === unit.index && (one.unitId === null || one.unitId === unit.unitId));
  return new Set(reaching.flatMap((one) => leavesUnder(index, one.code) ?? []));
}
