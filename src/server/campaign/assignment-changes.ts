import type { z } from "zod";
import { type assign, MOST_ASSIGNMENTS } from "../../contract/campaign-setup.ts";
import { foldCycle, STAGES } from "../../contract/cycle.ts";
import { holdersAmong } from "../identity/index.ts";
import { notifyAll } from "../notification/index.ts";
import { membershipOf } from "../organisation/index.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { type Assignment, assignmentsHeldBy, assignmentsOf, endAssignments, findAssignment, type Held, insertAssignments } from "./assignment-queries.ts";
import { assignmentFaults, assignmentKey, type Conflict, leftOut, planAssignments, sizeOf } from "./assignment-rules.ts";
import { engineOf, leavesUnder } from "./engines.ts";
import { peopleIn } from "./people.ts";
import { actionsOf, type Campaign, unitsOfCampaign, holdStage } from "./queries.ts";
import { isAssignable } from "./standing.ts";

/** What is done to assignments, with the entries for the ledger. */

const MOST_FIELDS = 100;
const subjectOf = (campaignId: string): string => `campaign:${campaignId}`;
const plain = ({ id, personId, index, code, unitId }: Assignment): Assignment => ({ id, personId, index, code, unitId });

type Reassigned = { readonly campaign: Pick<Campaign, "id" | "title">; readonly people: readonly string[] };

/** Those whose assignments changed hear of it, once until they have read it; whoever did it knows. */
async function tellReassigned(tx: Transaction, by: string, changes: readonly Reassigned[]): Promise<void> {
  await notifyAll(tx, changes.map(({ campaign, people }) => ({ to: people.filter((person) => person !== by), kind: "assignment-changed", subject: subjectOf(campaign.id), data: { campaign: campaign.title }, untilRead: true })));
}

type Assigned = { readonly created: Assignment[]; readonly existing: Assignment[]; readonly conflicts: (Conflict & { readonly personId: string })[]; readonly audit: AuditEntry };

/** Assigns all that is wanted, or nothing; throws with every field that is wrong. */
export async function assignAll(tx: Transaction, campaign: Campaign, by: string, { items }: z.output<NonNullable<typeof assign.body>>): Promise<Assigned> {
  if (sizeOf(items) > MOST_ASSIGNMENTS) {
    throw new Problem("invalid-input", { fields: [{ pointer: "/items", message: { vi: `Một lần phân công không quá ${String(MOST_ASSIGNMENTS)} mục.`, en: `No more than ${String(MOST_ASSIGNMENTS)} assignments at a time.` } }] });
  }
  const people = [...new Set(items.map((one) => one.personId))];
  const engine = await engineOf(tx, campaign);
  const { roles, belonged } = await peopleIn(tx, campaign, await holdersAmong(tx, people), people);
  const units = new Map((await unitsOfCampaign(tx, campaign.id)).map((unit) => [unit.unitId, unit]));
  const known = { units, belonged, isAssignable: (one: string) => isAssignable(roles(one)), hasIndex: (index: string) => engine.indexes.has(index), hasCode: (index: string, code: string) => leavesUnder(engine.indexes.get(index), code) !== undefined };
  const faults = assignmentFaults(items, known);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS) });
  const wanted = planAssignments(items);
  const created = (await insertAssignments(tx, wanted.map((one) => ({ ...one, campaignId: campaign.id })), by)).map(plain);
  const isNew = new Set(created.map((one) => one.id));
  const asked = new Set(wanted.map(assignmentKey));
  await tellReassigned(tx, by, [{ campaign, people: created.map((one) => one.personId) }]);
  const existing = (await assignmentsOf(tx, campaign.id)).filter((one) => !isNew.has(one.id) && asked.has(assignmentKey(one)));
  return { created, existing, conflicts: leftOut(items, known), audit: { action: "campaign.assigned", subject: subjectOf(campaign.id), data: { assignments: created, by, at: (await tx.now()).toISOString() } } };
}

export async function endOne(tx: Transaction, campaign: Campaign, by: string, id: string): Promise<{ readonly assignment: Assignment; readonly audit: AuditEntry }> {
  const found = await findAssignment(tx, campaign.id, id);
  if (found === undefined) throw new Problem("not-found");
  const assignment = plain(found);
  if (found.endedAt !== null || (await endAssignments(tx, [id], by)) === 0) throw new Problem("conflict", { detail: { vi: "Phân công này đã kết thúc.", en: "This assignment has ended." } });
  await tellReassigned(tx, by, [{ campaign, people: [assignment.personId] }]);
  return { assignment, audit: { action: "campaign.assignment-ended", subject: subjectOf(campaign.id), data: { ...assignment, by, at: (await tx.now()).toISOString() } } };
}

/** Those of campaigns that have not been consolidated, held until the end of the transaction. */
async function stillRunning(tx: Transaction, held: readonly Held[]): Promise<Map<string, Held[]>> {
  const byCampaign = Map.groupBy(held, (one) => one.campaignId);
  await holdStage(tx, ...byCampaign.keys());
  const recorded = await actionsOf(tx, [...byCampaign.keys()]);
  const runs = (id: string) => STAGES.indexOf(foldCycle(recorded.get(id) ?? []).stage) < STAGES.indexOf("consolidation");
  return new Map([...byCampaign].filter(([id]) => runs(id)));
}

type HandOver = { readonly fromPerson: string; readonly toPerson: string; readonly by: string };

/**
 * Gives what somebody appraises in running campaigns to a successor. What the successor may not appraise stays
 * where it is and is named in the entry, for somebody else to take.
 */
export async function handOverAssignments(tx: Transaction, { fromPerson, toPerson, by }: HandOver): Promise<AuditEntry[]> {
  const running = await stillRunning(tx, await assignmentsHeldBy(tx, fromPerson));
  if (running.size === 0) return [];
  const { belonged } = await membershipOf(tx, [toPerson]);
  const isFree = ({ unitId, year }: Held) => unitId === null || !belonged(toPerson, year).has(unitId);
  const moving = [...running.values()].flat().filter(isFree);
  await endAssignments(tx, moving.map((one) => one.id), by);
  const created = await insertAssignments(tx, moving.map(({ campaignId, index, code, unitId }) => ({ campaignId, personId: toPerson, index, code, unitId })), by);
  const at = (await tx.now()).toISOString();
  const titles = new Map(moving.map((one) => [one.campaignId, one.title]));
  await tellReassigned(tx, by, [...new Set(created.map((one) => one.campaignId))].map((id) => ({ campaign: { id, title: titles.get(id) ?? "" }, people: [toPerson] })));
  return [...running].map(([campaignId, held]) => ({
    action: "campaign.assignments-handed-over",
    subject: subjectOf(campaignId),
    data: {
      by,
      at,
      from: fromPerson,
      to: toPerson,
      ended: held.filter(isFree).map((one) => one.id),
      created: created.filter((one) => one.campaignId === campaignId).map(plain),
      left: held.filter((one) => !isFree(one)).map(plain),
      // "All units" never covers these for the successor.
      notCovered: held.some((one) => one.unitId === null) ? [...belonged(toPerson, held[0]?.year ?? 0).keys()] : [],
    },
  }));
}
