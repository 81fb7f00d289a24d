import { decisionInForce, foldRating, type RatingState, type TakenStep } from "../../contract/personnel-year-steps.ts";
import type { TreeUnit } from "../organisation/index.ts";
import type { FileRow } from "./year-queries.ts";
import { PROVINCE, stillOpen } from "./year-rules.ts";

/** How far each agency is: people, decisions, how levels are spread. No I/O. */

type RoundSummary = { readonly id: string; readonly code: string; readonly name: string; readonly people: number; readonly decided: number; readonly levels: Record<string, number>; readonly openComplaints: number; readonly opinionsWanted: number };

function levelsOf(levels: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(levels, (one) => one)].map(([level, own]) => [level, own.length]));
}

type Given = { /** Agencies that stand there before they have a file. */ readonly expected: readonly string[]; /** Competences of those of whom the Chairman is heard before anything is decided. */ readonly heard: ReadonlySet<string> };
const wantsOpinion = ({ decisions, proposal, chairman }: RatingState): boolean => decisions.length === 0 && proposal !== null && chairman === null;

export function summaryOf(files: readonly FileRow[], steps: ReadonlyMap<string, readonly TakenStep[]>, tree: ReadonlyMap<string, TreeUnit>, { expected, heard }: Given): RoundSummary[] {
  const byRound = Map.groupBy(files, (one) => one.roundId);
  const rows = [...new Set([...byRound.keys(), ...expected])].map((id): RoundSummary => {
    const own = byRound.get(id) ?? [];
    const folded = own.map(({ id: file, competence }) => ({ competence, state: foldRating(steps.get(file) ?? []) }));
    const states = folded.map((one) => one.state);
    const levels = states.flatMap((one) => decisionInForce(one)?.level ?? []);
    const unit = tree.get(id);
    return { id, code: unit?.code ?? (id === PROVINCE ? "" : id), name: unit?.name ?? "", people: own.length, decided: levels.length, levels: levelsOf(levels), openComplaints: states.filter(stillOpen).length, opinionsWanted: folded.filter(({ competence, state }) => heard.has(competence) && wantsOpinion(state)).length };
  });
  return rows.toSorted((a, b) => (`${a.code} ${a.id}` < `${b.code} ${b.id}` ? -1 : 1));
}
