import type { CycleState } from "../../contract/cycle.ts";
import { type FileState, foldFile, maySee, type RecordedFileAction, type Viewer } from "../../contract/file.ts";
import type { Relation, Role } from "../../contract/route.ts";
import type { CompiledIndex, CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import { type Campaign, type CampaignUnit, engineOf, type Entered, enterCampaign, findCampaignUnit, holdStage, leavesToAppraise, mandateOf, requireRole, stageLock, stateAndMarks, stateOf, type UnitMark } from "../campaign/index.ts";
import { type Actor, actorOf, Problem, type Transaction } from "../platform/index.ts";
import { fileActionsOf } from "./queries.ts";
import { fileAndEntries, type Hold as Held, holdStageAndFile } from "./desk-queries.ts";
import { type Entry, marksByLeaf } from "./rules.ts";

/** What every act on a campaign's files begins with: the campaign as it stands at this moment, and one unit's file in it. */

export type Hall = { readonly campaign: Campaign; readonly roles: readonly Role[]; readonly cycle: CycleState; readonly engine: Engine; readonly viewer: Omit<Viewer, "isOfUnit">; readonly now: string };
export type Desk = Hall & { readonly unit: CampaignUnit; readonly index: CompiledIndex; readonly marks: ReadonlyMap<string, UnitMark>; readonly file: FileState; readonly recorded: readonly RecordedFileAction[]; /** Of the criterion that the request is about. */ readonly entries: readonly Entry[]; readonly isOfUnit: boolean };

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } };
type AskedUnit = Asked & { readonly params: { readonly campaignId: string; readonly unitId: string; readonly code?: string } };

export function viewerIn(roles: readonly Role[], { personId }: Pick<Actor, "personId">): Hall["viewer"] {
  const has = (...some: readonly Role[]) => some.some((role) => roles.includes(role));
  return { personId, isChair: has("council-chair"), isSecretariat: has("programme-officer", "working-group"), isMember: has("council-member"), isAuditor: has("auditor") };
}

const remembered = new WeakMap<Transaction, Desk>();

/**
 * The campaign with who looks at it. `writes` holds the campaign's stage still until the transaction ends, so that
 * nothing lands in a stage that has just been closed. Throws not-found where the actor has no part in the campaign,
 * and refuses whoever has none of the `allowed` roles in this one.
 */
export async function openHall({ tx, actor: given, params }: Asked, writes: boolean, allowed?: readonly Role[]): Promise<Hall> {
  const actor = actorOf({ actor: given });
  const entered = await enterCampaign(tx, params.campaignId, actor);
  if (allowed !== undefined) requireRole(entered.roles, allowed);
  if (writes) await holdStage(tx, entered.campaign.id);
  return hallIn(tx, entered, await stateOf(tx, entered.campaign.id), actor);
}

async function hallIn(tx: Transaction, { campaign, roles }: Entered, cycle: CycleState, actor: Actor): Promise<Hall> {
  const engine = await engineOf(tx, campaign, cycle);
  return { campaign, roles, cycle, engine, viewer: viewerIn(roles, actor), now: (await tx.now()).toISOString() };
}

/**
 * How a request holds a file until its transaction ends: not at all, so that nobody submits it or takes it back
 * meanwhile, or so that nobody else writes in it either.
 */
export type Hold = "nothing" | Held;

/** What every save reads, in as few questions as the rooms allow: it is asked some ten thousand times on the last evening. */
async function readDesk({ tx, actor: given, params }: AskedUnit, hold: Hold): Promise<Desk> {
  const actor = actorOf({ actor: given });
  const entered = await enterCampaign(tx, params.campaignId, actor);
  const { campaign } = entered;
  const unit = await findCampaignUnit(tx, campaign.id, params.unitId);
  if (unit === undefined) throw new Problem("not-found");
  if (hold !== "nothing") await holdStageAndFile(tx, stageLock(campaign.id), { campaignId: campaign.id, unitId: unit.unitId }, hold);
  const { state, marks } = await stateAndMarks(tx, campaign.id, unit.unitId);
  const hall = await hallIn(tx, entered, state, actor);
  const index = hall.engine.indexes.get(unit.index);
  if (index === undefined) throw new Problem("not-found");
  const { recorded, entries } = await fileAndEntries(tx, { campaignId: campaign.id, unitId: unit.unitId }, params.code ?? "");
  return { ...hall, unit, index, marks: marksByLeaf(index, marks), recorded, entries, file: foldFile(recorded), isOfUnit: actor.unitIds.includes(unit.unitId) };
}

/** The desk of a request, read once: the gate asks for it first and the handler again. */
export async function openDesk(asked: AskedUnit, hold: Hold): Promise<Desk> {
  const known = remembered.get(asked.tx);
  if (known !== undefined) return known;
  const desk = await readDesk(asked, hold);
  remembered.set(asked.tx, desk);
  return desk;
}

export const viewerOf = ({ viewer, isOfUnit }: Pick<Desk, "viewer" | "isOfUnit">): Viewer => ({ ...viewer, isOfUnit });

/** Somebody without any part in a unit learns no more about it than about a unit that does not exist. */
function requirePart({ viewer, isOfUnit }: Desk): void {
  if (!isOfUnit && !viewer.isChair && !viewer.isSecretariat && !viewer.isMember && !viewer.isAuditor) throw new Problem("not-found");
}

/** Who looks at a campaign's files at this moment, and how far each file has come. */
export type CampaignSight = { readonly viewer: Hall["viewer"]; readonly unitIds: readonly string[]; readonly cycle: CycleState; readonly files: ReadonlyMap<string, FileState> };

export async function campaignSight(tx: Transaction, { campaign, roles }: Pick<Hall, "campaign" | "roles">, cycle: CycleState, actor: Actor): Promise<CampaignSight> {
  const files = new Map([...(await fileActionsOf(tx, campaign.id))].map(([unitId, recorded]) => [unitId, foldFile(recorded)]));
  return { viewer: viewerIn(roles, actor), unitIds: actor.unitIds, cycle, files };
}

/** Those entries that may be seen, each as the reader of its file would. */
export function seenEntries(entries: readonly Entry[], { viewer, unitIds, cycle, files }: CampaignSight): Entry[] {
  const untouched = foldFile([]);
  return entries.filter(({ unitId, step, author }) => maySee({ ...viewer, isOfUnit: unitIds.includes(unitId) }, cycle, files.get(unitId) ?? untouched, step, author));
}

/** For the gate: whether the unit is one's own. */
export async function unitRelation(asked: AskedUnit, hold: Hold): Promise<readonly Relation[]> {
  const desk = await openDesk(asked, hold);
  requirePart(desk);
  return desk.isOfUnit ? ["own-unit"] : [];
}

/** For the gate: whether the criterion of the unit was assigned to the actor, who has no part in the unit. */
export async function assignedRelation(asked: AskedUnit & { readonly params: { readonly code: string } }, hold: Hold): Promise<readonly Relation[]> {
  const desk = await openDesk(asked, hold);
  requirePart(desk);
  const leaves = leavesToAppraise(await mandateOf(asked.tx, desk.campaign, desk.viewer), desk.index, desk.unit);
  return leaves.has(asked.params.code) ? ["assigned"] : [];
}

export function leafOf({ index }: Desk, code: string): CompiledLeaf {
  const leaf = index.leafByCode.get(code);
  if (leaf === undefined) throw new Problem("not-found");
  return leaf;
}

/** A criterion that was marked as not the unit's business has no score to write. */
export function refuseMarked({ marks }: Pick<Desk, "marks">, code: string): void {
  const mark = marks.get(code);
  if (mark !== undefined) throw new Problem("conflict", { detail: { vi: `Tiêu chí ${code} không áp dụng cho đơn vị này: ${mark.reason}`, en: `Criterion ${code} does not apply to this unit: ${mark.reason}` } });
}

