import { assign, endAssignment, listAppraisers, listAssignments, listUncovered, readCoverage } from "../../contract/campaign-setup.ts";
import type { Role } from "../../contract/route.ts";
import { type Holder, holdersAmong, holdersWith } from "../identity/index.ts";
import { type Actor, actorOf, command, type Endpoint, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { assignAll, endOne } from "./assignment-changes.ts";
import { assignmentsOf, pageOfAssignments } from "./assignment-queries.ts";
import { conflictsAmong } from "./assignment-rules.ts";
import { coverageOf, type CoverageFacts } from "./coverage-rules.ts";
import { engineOf } from "./engines.ts";
import { enterCampaign, requireBefore, requireRole } from "./enter.ts";
import { peopleIn } from "./people.ts";
import { type Campaign, unitsOfCampaign, holdStage } from "./queries.ts";
import { marksOf } from "./record-queries.ts";
import { appraises, ASSIGNABLE, isAssignable } from "./standing.ts";
import { stateOf } from "./state.ts";

/** Who appraises what: assigning, looking, and what is still without anybody. */

const LEADERS: readonly Role[] = ["programme-officer", "council-chair"];
const COUNCIL: readonly Role[] = [...LEADERS, "council-member", "working-group", "auditor"];

async function entered(tx: Transaction, id: string, actor: Actor, allowed: readonly Role[]): Promise<Campaign> {
  const { campaign, roles } = await enterCampaign(tx, id, actor);
  requireRole(roles, allowed);
  return campaign;
}

/** A campaign to whose assignments something may still be done; it stays so until the end of the transaction. */
async function assigning(tx: Transaction, id: string, actor: Actor): Promise<Campaign> {
  const campaign = await entered(tx, id, actor, LEADERS);
  await holdStage(tx, id);
  requireBefore((await stateOf(tx, id)).stage, "consolidation");
  return campaign;
}

const changes: Endpoint[] = [
  command(assign, async (call) => {
    const actor = actorOf(call);
    const campaign = await assigning(call.tx, call.params.campaignId, actor);
    const { audit, ...body } = await assignAll(call.tx, campaign, actor.personId, call.body);
    return { reply: { body }, audit: [audit] };
  }),
  command(endAssignment, async (call) => {
    const actor = actorOf(call);
    const campaign = await assigning(call.tx, call.params.campaignId, actor);
    const { assignment, audit } = await endOne(call.tx, campaign, actor.personId, call.params.assignmentId);
    return { reply: { body: assignment }, audit: [audit] };
  }),
];

function placeAfter(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw unknownCursor();
  return Number(cursor);
}

const list = query(listAssignments, async (call) => {
  const { tx, query: { cursor, limit, personId, unitId, index } } = call;
  const campaign = await entered(tx, call.params.campaignId, actorOf(call), COUNCIL);
  const rows = await pageOfAssignments(tx, campaign.id, { personId, unitId, index, after: placeAfter(cursor), limit });
  const { items, nextCursor } = pageFrom(rows, limit, (one) => String(one.seq));
  const holders = await holdersAmong(tx, [...new Set(items.map((one) => one.personId))]);
  return { body: { items: items.map(({ seq: _seq, at, ...one }) => ({ ...one, at: at.toISOString(), personName: holders.get(one.personId)?.name ?? "" })), nextCursor } };
});

const appraisers = query(listAppraisers, async (call) => {
  const { tx } = call;
  const campaign = await entered(tx, call.params.campaignId, actorOf(call), COUNCIL);
  // In the campaign of a unit its head is the chair.
  const holders: ReadonlyMap<string, Holder> = await holdersWith(tx, campaign.ownerUnitId === null ? ASSIGNABLE : [...ASSIGNABLE, "unit-head"]);
  const people = await peopleIn(tx, campaign, holders);
  const units = await unitsOfCampaign(tx, campaign.id);
  const items = [...holders.values()].flatMap(({ personId, name }) => {
    const roles = people.roles(personId).filter((role) => ASSIGNABLE.includes(role));
    return isAssignable(roles) ? [{ personId, name, roles, conflicts: conflictsAmong(units, people.belonged(personId)) }] : [];
  });
  return { body: { items } };
});

/** What decides who covers what, read at once for all units. */
async function coverageFacts(tx: Transaction, campaign: Campaign): Promise<CoverageFacts> {
  const assignments = await assignmentsOf(tx, campaign.id);
  const people = [...new Set(assignments.map((one) => one.personId))];
  const { roles, belonged } = await peopleIn(tx, campaign, await holdersAmong(tx, people), people);
  const known = new Map(people.map((one) => [one, { appraises: appraises(roles(one)), belonged: belonged(one) }]));
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  return {
    assignments: assignments.filter((one) => known.get(one.personId)?.appraises === true),
    belonged: (personId) => known.get(personId)?.belonged ?? new Map(),
    marks: new Map([...marks].map(([unitId, own]) => [unitId, own.map((one) => one.code)])),
  };
}

const coverage = query(readCoverage, async (call) => {
  const { tx } = call;
  const campaign = await entered(tx, call.params.campaignId, actorOf(call), COUNCIL);
  const engine = await engineOf(tx, campaign);
  const units = await unitsOfCampaign(tx, campaign.id);
  const facts = await coverageFacts(tx, campaign);
  const items = [...engine.indexes.values()].flatMap((index) =>
    index.contents.map(({ code, content, leaves }) => {
      const cells = coverageOf(index, leaves.map((leaf) => leaf.code), units, facts);
      const count = (of: (one: (typeof cells)[number]) => number) => cells.reduce((sum, one) => sum + of(one), 0);
      return { index: index.index.code, code, title: content.title, scoredBy: content.scoredBy, cells: count((one) => one.applying.length), uncovered: count((one) => one.uncovered.length), units: count((one) => Math.sign(one.uncovered.length)) };
    }),
  );
  return { body: { items } };
});

const uncovered = query(listUncovered, async (call) => {
  const { tx, params, query: { cursor, limit } } = call;
  const campaign = await entered(tx, params.campaignId, actorOf(call), COUNCIL);
  const index = (await engineOf(tx, campaign)).indexes.get(params.index);
  const content = index?.contents.find((one) => one.code === params.code);
  if (index === undefined || content === undefined) throw new Problem("not-found");
  const units = await unitsOfCampaign(tx, campaign.id);
  const seen = cursor === undefined ? 0 : units.findIndex((unit) => unit.code === cursor) + 1;
  if (cursor !== undefined && seen === 0) throw unknownCursor();
  const cells = coverageOf(index, content.leaves.map((leaf) => leaf.code), units.slice(seen), await coverageFacts(tx, campaign));
  const open = cells.flatMap(({ unit: { unitId, code, name }, uncovered: leaves }) => (leaves.length > 0 ? [{ unitId, code, name, leaves: [...leaves] }] : []));
  return { body: pageFrom(open.slice(0, limit + 1), limit, (one) => one.code) };
});

export const assignmentEndpoints: readonly Endpoint[] = [...changes, list, appraisers, coverage, uncovered];
