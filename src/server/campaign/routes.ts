import type { z } from "zod";
import { actOnCampaign, type campaignView, createCampaign, listCampaigns, listCampaignUnits, readCampaign } from "../../contract/campaign.ts";
import { availableActions, type CycleState, deadlineOf, foldCycle, isOpenFor, refuse, TIMED_STAGES } from "../../contract/cycle.ts";
import { actorOf, command, type Endpoint, pageFrom, Problem, query, type Transaction } from "../platform/index.ts";
import { findVersion } from "../regulation/index.ts";
import { keptAction } from "./amendments.ts";
import { announce, type ContestedUnits } from "./announcements.ts";
import { assignmentEndpoints } from "./assignment-routes.ts";
import { makeCampaign } from "./changes.ts";
import { enterCampaign, rolesOfActor } from "./enter.ts";
import { actionsOf, type Campaign, countUnits, findCampaignUnit, insertAction, moveStage, pageOfCampaigns, pageOfUnits } from "./queries.ts";
import { recordEndpoints } from "./record-routes.ts";
import { remind } from "./reminding.ts";
import { mayAdvance, mayTake, proposalsOf, refusalWords, regulationInForce, unitOfAction } from "./rules.ts";
import { knowsUnit, mayCreate, type Rights, sightOf } from "./standing.ts";
import { stateOf } from "./state.ts";

type View = z.input<typeof campaignView>;

async function viewOf(tx: Transaction, campaign: Campaign, state: CycleState, { roles, unitIds }: Rights): Promise<View> {
  const now = (await tx.now()).toISOString();
  const regulation = await findVersion(tx, campaign.regulationVersionId);
  const inForce = regulationInForce(campaign, state);
  const amended = state.regulation === undefined ? regulation : await findVersion(tx, inForce.versionId);
  return {
    id: campaign.id,
    title: campaign.title,
    year: campaign.year,
    regulation: { versionId: campaign.regulationVersionId, id: regulation?.regulationId ?? "", sha256: campaign.sha256 },
    regulationInForce: { ...inForce, id: amended?.regulationId ?? "" },
    amendments: [...state.amendments],
    ownerUnitId: campaign.ownerUnitId,
    stage: state.stage,
    calendar: state.calendar ?? null,
    unitCount: await countUnits(tx, campaign.id),
    availableActions: availableActions(state, roles, now, campaign.ownerUnitId !== null),
    // Why a unit asks for time is between it and those who decide.
    proposals: proposalsOf(state).filter((one) => knowsUnit(one.unitId, { roles, unitIds })),
    now,
    version: String(state.version),
  };
}

const list = query(listCampaigns, async (call) => {
  const { tx, query: { cursor, limit } } = call;
  const { items, nextCursor } = pageFrom(await pageOfCampaigns(tx, sightOf(actorOf(call)), cursor, limit), limit, (one) => one.id);
  const recorded = await actionsOf(tx, items.map((one) => one.id));
  const rows = items.map(({ id, title, year, regulationVersionId, ownerUnitId }) => ({ id, title, year, regulationVersionId, ownerUnitId, stage: foldCycle(recorded.get(id) ?? []).stage }));
  return { body: { items: rows, nextCursor } };
});

const read = query(readCampaign, async (call) => {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  const view = await viewOf(call.tx, campaign, await stateOf(call.tx, campaign.id), { roles, unitIds: actor.unitIds });
  return { body: view, version: view.version };
});

const create = command(createCampaign, async (call) => {
  const actor = actorOf(call);
  if (!mayCreate(call.body.ownerUnitId, actor)) throw new Problem("not-allowed");
  const { campaign, audit } = await makeCampaign(call.tx, actor.accountId, call.body);
  const view = await viewOf(call.tx, campaign, foldCycle([]), { roles: await rolesOfActor(call.tx, campaign, actor), unitIds: actor.unitIds });
  return { reply: { body: view, version: view.version }, audit: [audit] };
});

const units = query(listCampaignUnits, async (call) => {
  const { tx, params, query: { cursor, limit } } = call;
  await enterCampaign(tx, params.campaignId, actorOf(call));
  const state = await stateOf(tx, params.campaignId);
  const now = (await tx.now()).toISOString();
  const stage = TIMED_STAGES.find((one) => one === state.stage) ?? "self-scoring";
  const { items, nextCursor } = pageFrom(await pageOfUnits(tx, params.campaignId, cursor, limit), limit, (one) => one.code);
  return { body: { items: items.map((unit) => ({ ...unit, deadline: deadlineOf(state, stage, unit.unitId) ?? null, isOpen: isOpenFor(state, stage, unit.unitId, now) })), nextCursor } };
});

const act = (contestedUnits: ContestedUnits): Endpoint => command(actOnCampaign, async (call) => {
  const { tx, body: action, params, seen } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(tx, params.campaignId, actor);
  const rights = { roles, unitIds: actor.unitIds };
  // Whoever writes what the stage allows has finished before the stage changes, or sees the new one.
  await moveStage(tx, campaign.id);
  const state = await stateOf(tx, campaign.id);
  if (!mayTake(action, rights, campaign.ownerUnitId !== null) || (action.kind === "advance" && !mayAdvance(state.stage, roles))) throw new Problem("not-allowed");
  if (seen !== String(state.version)) throw new Problem("stale", { extra: { current: await viewOf(tx, campaign, state, rights) } });
  const unit = unitOfAction(action);
  if (unit !== undefined && (await findCampaignUnit(tx, campaign.id, unit)) === undefined) throw new Problem("not-found");
  const refusal = refuse(state, action, actor.personId, (await tx.now()).toISOString());
  if (refusal !== undefined) throw new Problem("conflict", { detail: refusalWords(refusal) });
  const kept = await keptAction(tx, campaign, state, action, actor);
  // Two people acting at once: the second finds the number taken and is told what has changed.
  if (!(await insertAction(tx, campaign.id, state.version + 1, actor.personId, kept))) throw new Problem("stale");
  await announce(tx, campaign, state, { action, by: actor.personId, contestedUnits });
  const view = await viewOf(tx, campaign, await stateOf(tx, campaign.id), rights);
  return { reply: { body: view, version: view.version }, audit: [{ action: `campaign.${action.kind}`, subject: `campaign:${campaign.id}`, data: { number: state.version + 1, by: actor.personId, at: (await tx.now()).toISOString(), ...kept } }] };
});

/** Everything that the room answers; what is contested in the units' files it is told from above. */
export const campaignEndpoints = (contestedUnits: ContestedUnits): readonly Endpoint[] => [list, read, create, units, act(contestedUnits), remind, ...assignmentEndpoints, ...recordEndpoints];
