import type { CycleState } from "../../contract/cycle.ts";
import { type FileState, foldFile, maySee, type RecordedFileAction, type Viewer } from "../../contract/file.ts";
import type { Relation, Role } from "../../contract/route.ts";
import type { CompiledIndex, CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import { type Campaign, type CampaignUnit, engineOf, enterCampaign, findCampaignUnit, holdStage, leavesToAppraise, mandateOf, marksOf, requireRole, stateOf, type UnitMark } from "../campaign/index.ts";
import { type Actor, actorOf, Problem, type Transaction } from "../platform/index.ts";
import { fileActionsOf, holdFiles } from "./queries.ts";
import { type Entry, marksByLeaf } from "./rules.ts";

/** What every act on a campaign's files begins with: the campaign as it stands at this moment, and one unit's file in it. */

export type Hall = { readonly campaign: Campaign; readonly roles: readonly Role[]; readonly cycle: CycleState; readonly engine: Engine; readonly viewer: Omit<Viewer, "isOfUnit">; readonly now: string };
export type Desk = Hall & { readonly unit: CampaignUnit; readonly index: CompiledIndex; readonly marks: ReadonlyMap<string, UnitMark>; readonly file: FileState; readonly recorded: readonly RecordedFileAction[]; readonly isOfUnit: boolean };

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } };
type AskedUnit = Asked & { readonly params: { readonly campaignId: string; readonly unitId: string } };

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
  const { campaign, roles } = await enterCampaign(tx, params.campaignId, actor);
  if (allowed !== undefined) requireRole(roles, allowed);
  if (writes) await holdStage(tx, campaign.id);
  const cycle = await stateOf(tx, campaign.id);
  const engine = await engineOf(tx, campaign, cycle);
  return { campaign, roles, cycle, engine, viewer: viewerIn(roles, actor), now: (await tx.now()).toISOString() };
}

/**
 * How a request holds a file until its transaction ends: not at all, so that nobody submits it or takes it back
 * meanwhile, or so that nobody else writes in it either.
 */
export type Hold = "nothing" | "together" | "alone";

async function readDesk(asked: AskedUnit, hold: Hold): Promise<Desk> {
  const { tx, actor, params } = asked;
  const hall = await openHall(asked, hold !== "nothing");
  const unit = await findCampaignUnit(tx, hall.campaign.id, params.unitId);
  const index = unit === undefined ? undefined : hall.engine.indexes.get(unit.index);
  if (unit === undefined || index === undefined) throw new Problem("not-found");
  if (hold !== "nothing") await holdFiles(tx, hall.campaign.id, [unit.unitId], hold);
  const marks = marksByLeaf(index, await marksOf(tx, hall.campaign.id, unit.unitId));
  const recorded = (await fileActionsOf(tx, hall.campaign.id, [unit.unitId])).get(unit.unitId) ?? [];
  return { ...hall, unit, index, marks, recorded, file: foldFile(recorded), isOfUnit: actorOf({ actor }).unitIds.includes(unit.unitId) };
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

