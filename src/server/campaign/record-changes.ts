import { type AuditEntry, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { engineOf } from "./engines.ts";
import { requireBefore } from "./enter.ts";
import { type Campaign, holdStage, unitsOfCampaign } from "./queries.ts";
import { addFacts, addMarks, type FactChange, type MarkChange, numbersOf } from "./record-queries.ts";
import { factFaults, markFault } from "./record-rules.ts";
import { stateOf } from "./state.ts";

/** What does not apply to units and what is known of them, said of many units at once. */

type NewMark = { readonly unitId: string; readonly code: string; readonly reason: string; readonly article: string };
type NewFact = { readonly unitId: string; readonly key: string; readonly value: unknown; readonly proof: string };

const MOST_FIELDS = 100;
const under = (pointer: string, fields: readonly FieldProblem[]): FieldProblem[] => fields.map((one) => ({ ...one, pointer: `${pointer}${one.pointer}` }));

/** Gives each the next number of its unit. */
function numbered<T extends { readonly unitId: string }>(all: readonly T[], last: ReadonlyMap<string, number>): (T & { readonly number: number })[] {
  const next = new Map(last);
  return all.map((one) => {
    const number = (next.get(one.unitId) ?? 0) + 1;
    next.set(one.unitId, number);
    return { ...one, number };
  });
}

/** Everything that is wrong with what was said, by the rules that hold for a single one. */
async function faultsOf(tx: Transaction, campaign: Campaign, marks: readonly NewMark[], facts: readonly NewFact[]): Promise<FieldProblem[]> {
  const engine = await engineOf(tx, campaign);
  const units = new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one]));
  const unknown: FieldProblem[] = [{ pointer: "/unitId", message: { vi: "Đợt này không có đơn vị này.", en: "The campaign has no such unit." } }];
  const ofMark = ({ unitId, code }: NewMark): FieldProblem[] => {
    const unit = units.get(unitId);
    const fault = unit === undefined ? undefined : markFault(engine.indexes.get(unit.index), code);
    return unit === undefined ? unknown : fault === undefined ? [] : [fault];
  };
  const ofFact = ({ unitId, key, value }: NewFact): FieldProblem[] => {
    const unit = units.get(unitId);
    return unit === undefined ? unknown : factFaults(engine, unit.code, key, value);
  };
  return [...marks.flatMap((one, i) => under(`/marks/${String(i)}`, ofMark(one))), ...facts.flatMap((one, i) => under(`/facts/${String(i)}`, ofFact(one)))];
}

/** Sets marks and facts of many units, all or nothing, in as many statements for many as for few. Returns the ledger's entries. */
export async function recordUnits(tx: Transaction, campaign: Campaign, by: string, { marks, facts }: { readonly marks: readonly NewMark[]; readonly facts: readonly NewFact[] }): Promise<AuditEntry[]> {
  await holdStage(tx, campaign.id);
  requireBefore((await stateOf(tx, campaign.id)).stage, "consolidation");
  const fields = await faultsOf(tx, campaign, marks, facts);
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, MOST_FIELDS) });
  const last = await numbersOf(tx, campaign.id);
  const newMarks = numbered(marks, last.marks).map((one): Omit<MarkChange, "at"> & { unitId: string } => ({ ...one, isSet: true, by }));
  const newFacts = numbered(facts, last.facts).map((one): Omit<FactChange, "at"> & { unitId: string } => ({ ...one, by }));
  if (!(await addMarks(tx, campaign.id, newMarks)) || !(await addFacts(tx, campaign.id, newFacts))) throw new Problem("stale");
  const subject = `campaign:${campaign.id}`;
  const at = (await tx.now()).toISOString();
  return [
    ...newMarks.map(({ unitId, number, code, isSet, reason, article }) => ({ action: "campaign.mark-set", subject, data: { unitId, number, code, isSet, reason, article, by, at } })),
    ...newFacts.map(({ unitId, number, key, value, proof }) => ({ action: "campaign.fact-set", subject, data: { unitId, number, key, value, proof, by, at } })),
  ];
}
