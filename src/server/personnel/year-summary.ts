import { decisionInForce, foldRating, type TakenStep } from "../../contract/personnel-year-steps.ts";
import type { TreeUnit } from "../organisation/index.ts";
import type { FileRow } from "./year-queries.ts";
import { PROVINCE, stillOpen } from "./year-rules.ts";

/** How far each agency is: people, decisions, how levels are spread. No I/O. */

export type RoundSummary = { readonly id: string; readonly code: string; readonly name: string; readonly people: number; readonly decided: number; readonly levels: Record<string, number>; readonly openComplaints: number };

function levelsOf(levels: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(levels, (one) => one)].map(([level, own]) => [level, own.length]));
}

export function summaryOf(files: readonly FileRow[], steps: ReadonlyMap<string, readonly TakenStep[]>, tree: ReadonlyMap<string, TreeUnit>, expected: readonly string[]): RoundSummary[] {
  const byRound = Map.groupBy(files, (one) => one.roundId);
  const rows = [...new Set([...byRound.keys(), ...expected])].map((id): RoundSummary => {
    const own = byRound.get(id) ?? [];
    const states = own.map((one) => foldRating(steps.get(one.id) ?? []));
    const levels = states.flatMap((one) => decisionInForce(one)?.level ?? []);
    const unit = tree.get(id);
    return { id, code: unit?.code ?? (id === PROVINCE ? "" : id), name: unit?.name ?? "", people: own.length, decided: levels.length, levels: levelsOf(levels), openComplaints: states.filter(stillOpen).length };
  });
  return rows.toSorted((a, b) => (`${a.code} ${a.id}` < `${b.code} ${b.id}` ? -1 : 1));
}
