import { randomUUID } from "node:crypto";
import { actOnRemediation, addRemediationFile, earlierRemediation, foldRemediation, isOverdue, listRemediation, mayRemedy, openRemediation, readRemediation, readRemediationFile, type RemediationItem, type RemediationStep } from "../../contract/remediation.ts";
import type { BesideFile } from "../../contract/attached-file.ts";
import type { Role } from "../../contract/route.ts";
import { type Campaign, campaignsBefore, enterCampaign, findCampaignUnit, readAudience, requireRole, unitsOfCampaign } from "../campaign/index.ts";
import { notifyAll } from "../notification/index.ts";
import { dayOf, kinOf } from "../organisation/index.ts";
import { type Actor, actorOf, broughtBy, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { addFile, fileReply, filesOf, type Scanned } from "./file-queries.ts";
import { turnGeneration } from "./feedback-queries.ts";
import { addItems, addRemedyStep, findItem, itemsOfCampaign, itemsOfUnits, type NewItem, publishCommitment, type StoredItem } from "./remediation-queries.ts";
import { lostIn } from "./unfold.ts";

/** What units do about the points that they lost. */

const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "chairman", "vice-chairman", "auditor"];

function itemOf(stored: StoredItem, today: string): RemediationItem {
  const { steps, ...item } = stored;
  const folded = foldRemediation(steps);
  return { ...item, ...folded, isOverdue: isOverdue(folded, today), version: String(steps.length) };
}

/** Which units' items somebody sees: everybody's, or those of the own units. */
const sees = (roles: readonly Role[], actor: Actor, unitId: string): boolean => roles.some((role) => OVERSEERS.includes(role)) || actor.unitIds.includes(unitId);

async function seenItem(call: { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly itemId: string } }): Promise<{ readonly campaign: Campaign; readonly roles: readonly Role[]; readonly actor: Actor; readonly item: StoredItem }> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  const item = await findItem(call.tx, campaign.id, call.params.itemId);
  if (item === undefined || !sees(roles, actor, item.unitId)) throw new Problem("not-found");
  return { campaign, roles, actor, item };
}

async function handleList(call: Call<typeof listRemediation>): Promise<Reply<typeof listRemediation>> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  const today = dayOf(await call.tx.now());
  const { unitId } = call.query;
  const items = (await itemsOfCampaign(call.tx, campaign.id)).filter((one) => sees(roles, actor, one.unitId) && (unitId === undefined || one.unitId === unitId));
  return { body: { today, items: items.map((one) => itemOf(one, today)) } };
}

const stepsOf = ({ steps }: StoredItem): { number: number; at: string; by: string; step: RemediationStep }[] => steps.map((one) => ({ ...one }));

const handleRead = (scanned: Scanned) => async (call: Call<typeof readRemediation>): Promise<Reply<typeof readRemediation>> => {
  const { item } = await seenItem(call);
  const view = itemOf(item, dayOf(await call.tx.now()));
  return { body: { ...view, files: await filesBeside(call.tx, item.id, scanned), steps: stepsOf(item) }, version: view.version };
};

const filesBeside = (tx: Transaction, id: string, scanned: Scanned): Promise<BesideFile[]> => filesOf(tx, `remediation:${id}`, scanned);
const MOST_FILES = 20;

const handleFile = (scanned: Scanned) => async (call: Call<typeof readRemediationFile>): Promise<FileReply> => {
  const { item } = await seenItem(call);
  return fileReply(call.tx, `remediation:${item.id}`, Number(call.params.number), scanned);
};

const handleNewFile = (scanned: Scanned) => async (call: Call<typeof addRemediationFile>): Promise<Change<typeof addRemediationFile>> => {
  const { tx, body } = call;
  const { item, roles, actor } = await seenItem(call);
  if (!actor.unitIds.includes(item.unitId) || !roles.some((role) => role === "unit-head" || role === "unit-scorer")) throw new Problem("not-allowed");
  if (foldRemediation(item.steps).state === "remedied") throw new Problem("conflict", { detail: { vi: "Mục này đã được kết luận là đã khắc phục.", en: "The item was judged remedied." } });
  const file = await broughtBy(body);
  const before = await filesBeside(tx, item.id, scanned);
  if (before.length >= MOST_FILES) throw new Problem("conflict", { detail: { vi: "Mỗi mục nhận tối đa 20 tệp.", en: "An item takes 20 files at most." } });
  const kept = await addFile(tx, `remediation:${item.id}`, file, actor.personId);
  return { reply: { body: { files: await filesBeside(tx, item.id, scanned) } }, audit: [{ action: "portal.remediation-file", subject: `remediation:${item.id}`, data: { ...kept, by: actor.personId } }] };
};

const OF_UNIT: readonly RemediationStep["kind"][] = ["plan", "report"];

function requireFit(step: RemediationStep, { item, roles, actor }: { readonly item: StoredItem; readonly roles: readonly Role[]; readonly actor: Actor }, today: string): void {
  const isOwn = actor.unitIds.includes(item.unitId) && roles.some((role) => role === "unit-head" || role === "unit-scorer");
  if (OF_UNIT.includes(step.kind) ? !isOwn : !roles.includes("programme-officer")) throw new Problem("not-allowed");
  if (!mayRemedy(foldRemediation(item.steps).state, step.kind)) throw new Problem("conflict", { detail: { vi: "Mục này không ở tình trạng cho phép bước đó.", en: "The item is not in a state for this step." } });
  if (step.kind === "plan" && step.deadline < today) throw new Problem("invalid-input", { fields: [{ pointer: "/deadline", message: { vi: "Thời hạn phải từ hôm nay trở đi.", en: "The deadline must not be in the past." } }] });
}

/** Once confirmed, what a unit promised is on its public page, with what became of it. */
async function publish(tx: Transaction, item: StoredItem, step: RemediationStep, at: Date): Promise<void> {
  const state = step.kind === "confirm" ? "confirmed" : step.kind === "judge" ? (step.isRemedied ? "remedied" : "not-remedied") : undefined;
  const { measure, deadline } = foldRemediation(item.steps);
  if (state === undefined || measure === null || deadline === null) return;
  await publishCommitment(tx, item, { number: item.steps.length + 1, measure, deadline, state, at });
  await turnGeneration(tx);
}

const handleAction = (scanned: Scanned) => async (call: Call<typeof actOnRemediation>): Promise<Change<typeof actOnRemediation>> => {
  const { tx, body: step, seen } = call;
  const found = await seenItem(call);
  const { item, actor } = found;
  const at = await tx.now();
  const today = dayOf(at);
  const current = { ...itemOf(item, today), files: await filesBeside(tx, item.id, scanned), steps: stepsOf(item) };
  if (seen !== current.version) throw new Problem("stale", { extra: { current } });
  requireFit(step, found, today);
  const taken = { number: item.steps.length + 1, at: at.toISOString(), by: actor.personId, step };
  if (!(await addRemedyStep(tx, item.id, taken))) throw new Problem("stale", { extra: { current } });
  await publish(tx, item, step, at);
  const now = { ...item, steps: [...item.steps, taken] };
  const view = itemOf(now, today);
  return { reply: { body: { ...view, files: current.files, steps: stepsOf(now) }, version: view.version }, audit: [{ action: `portal.remediation-${step.kind}`, subject: `remediation:${item.id}`, data: { ...taken } }] };
};

async function handleEarlier(call: Call<typeof earlierRemediation>): Promise<Reply<typeof earlierRemediation>> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  const unit = await findCampaignUnit(call.tx, campaign.id, call.params.unitId);
  if (unit === undefined || !sees(roles, actor, unit.unitId)) throw new Problem("not-found");
  const kin = (await kinOf(call.tx, [unit.unitId])).get(unit.unitId) ?? [unit.unitId];
  const years = new Map((await campaignsBefore(call.tx, campaign)).map((one) => [one.id, one.year]));
  const today = dayOf(await call.tx.now());
  const items = (await itemsOfUnits(call.tx, kin)).flatMap((one) => {
    const year = years.get(one.campaignId);
    return year === undefined ? [] : [{ ...itemOf(one, today), year }];
  });
  return { body: { items } };
}

/** What is lost is read from the published result, as everybody can; no unpublished number comes near it. */
async function handleOpening(call: Call<typeof openRemediation>): Promise<Change<typeof openRemediation>> {
  const { tx, body: { leastLost } } = call;
  const { personId } = actorOf(call);
  const { campaign, roles } = await enterCampaign(tx, call.params.campaignId, actorOf(call));
  requireRole(roles, ["programme-officer"]);
  const found = await lostIn(tx, campaign.id, leastLost);
  if (found === undefined) throw new Problem("conflict", { detail: { vi: "Kết quả của đợt chưa được công bố.", en: "The campaign's result is not published." } });
  const at = await tx.now();
  const wanted = found.lost.map(({ unitId, code, title, lost, reason }): NewItem => ({ id: randomUUID(), campaignId: campaign.id, unitId, criterion: code, title, lost, reason }));
  const added = await addItems(tx, wanted, at, personId);
  await tellUnits(tx, campaign, added);
  return { reply: { body: { opened: added.length } }, audit: [{ action: "portal.remediation-opened", subject: `campaign:${campaign.id}`, data: { leastLost, number: found.number, at: at.toISOString(), by: personId, items: added } }] };
}

async function tellUnits(tx: Transaction, campaign: Campaign, items: readonly NewItem[]): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  const names = new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one.name]));
  const units = [...new Set(items.map((one) => one.unitId))];
  await notifyAll(tx, units.map((unitId) => ({ to: ofUnits(campaign, [unitId]), kind: "remediation" as const, subject: `campaign:${campaign.id}`, data: { campaign: campaign.title, unit: names.get(unitId) ?? unitId, step: "opened" as const }, dedupe: `opened ${unitId}` })));
}

export const remediationEndpoints = (scanned: Scanned): readonly Endpoint[] => [command(openRemediation, handleOpening), query(listRemediation, handleList), query(readRemediation, handleRead(scanned)), command(addRemediationFile, handleNewFile(scanned)), query(readRemediationFile, handleFile(scanned)), command(actOnRemediation, handleAction(scanned)), query(earlierRemediation, handleEarlier)];
