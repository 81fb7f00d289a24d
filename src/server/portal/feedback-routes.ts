import type { BesideFile } from "../../contract/attached-file.ts";
import { actOnFeedback, type FeedbackItem, type FeedbackStep, foldFeedback, listFeedback, mayTake, readFeedback, readFeedbackFile, verifiedFeedback } from "../../contract/feedback.ts";
import type { Role } from "../../contract/route.ts";
import { enterCampaign, readAudience, requireRole, unitsOfCampaign } from "../campaign/index.ts";
import { notify } from "../notification/index.ts";
import { knownUnits, unitNames } from "../organisation/index.ts";
import { type Actor, actorOf, type Bilingual, type Call, type Change, command, type Endpoint, type FileReply, pageFrom, Problem, query, type Reply, type Transaction, unknownCursor } from "../platform/index.ts";
import { addFeedbackStep, findFeedback, forgetContact, pageOfFeedback, publishAnswer, type StoredFeedback, verifiedBetween } from "./feedback-queries.ts";
import { fileReply, filesOf, type Scanned } from "./file-queries.ts";

/** What those responsible do with feedback. */

const OFFICERS: readonly Role[] = ["programme-officer"];
const OVERSEERS: readonly Role[] = ["programme-officer", "auditor"];
const has = (actor: Actor, roles: readonly Role[]): boolean => actor.roles.some((role) => roles.includes(role));

/** What an actor is shown of it; how the sender can be reached is the officer's business alone. */
function itemOf({ id, at, category, aboutUnitId, text, mayPublish, contact, steps }: StoredFeedback, actor: Actor): FeedbackItem {
  const { state, unitId, due, verified, isPublished } = foldFeedback(steps);
  return { id, at: at.toISOString(), category, aboutUnitId, text, mayPublish, contact: has(actor, OFFICERS) ? contact : null, state, unitId, due, verified, isPublished, version: String(steps.length) };
}

/** A unit's people see what was assigned to their unit last, and nothing else is there for them. */
function isSeen(feedback: StoredFeedback, actor: Actor): boolean {
  const { unitId } = foldFeedback(feedback.steps);
  return has(actor, OVERSEERS) || (unitId !== null && actor.unitIds.includes(unitId));
}

async function seenFeedback(tx: Transaction, id: string, actor: Actor): Promise<StoredFeedback> {
  const feedback = await findFeedback(tx, id);
  if (feedback === undefined || !isSeen(feedback, actor)) throw new Problem("not-found");
  return feedback;
}

/** The cursor says where the page before ended. */
function placeIn(cursor: string): { readonly at: Date; readonly id: string } {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (Number.isNaN(Date.parse(at)) || id === "") throw unknownCursor();
  return { at: new Date(at), id };
}

async function handleList(call: Call<typeof listFeedback>): Promise<Reply<typeof listFeedback>> {
  const actor = actorOf(call);
  const { limit, cursor, state } = call.query;
  const unitIds = has(actor, OVERSEERS) ? undefined : actor.unitIds;
  const rows = await pageOfFeedback(call.tx, { state, unitIds, before: cursor === undefined ? undefined : placeIn(cursor) }, limit + 1);
  const { items, nextCursor } = pageFrom(rows, limit, (one) => Buffer.from(`${one.at.toISOString()} ${one.id}`).toString("base64url"));
  return { body: { items: items.map((one) => itemOf(one, actor)), nextCursor } };
}

const handleRead = (scanned: Scanned) => async (call: Call<typeof readFeedback>): Promise<Reply<typeof readFeedback>> => {
  const actor = actorOf(call);
  const feedback = await seenFeedback(call.tx, call.params.feedbackId, actor);
  const item = itemOf(feedback, actor);
  return { body: { ...item, files: await filesBeside(call.tx, feedback.id, scanned), steps: feedback.steps.map((one) => ({ ...one })) }, version: item.version };
};

const filesBeside = (tx: Transaction, id: string, scanned: Scanned): Promise<BesideFile[]> => filesOf(tx, `feedback:${id}`, scanned);

const handleFile = (scanned: Scanned) => async ({ tx, params, actor }: Call<typeof readFeedbackFile>): Promise<FileReply> => {
  const feedback = await seenFeedback(tx, params.feedbackId, actorOf({ actor }));
  return fileReply(tx, `feedback:${feedback.id}`, Number(params.number), scanned);
};

const refuse = (detail: Bilingual): Problem => new Problem("conflict", { detail });

async function requireFit(tx: Transaction, feedback: StoredFeedback, step: FeedbackStep, actor: Actor): Promise<void> {
  if (step.kind !== "reply" && !has(actor, OFFICERS)) throw new Problem("not-allowed");
  if (!mayTake(foldFeedback(feedback.steps), step.kind)) throw refuse({ vi: "Góp ý này đã đóng, hoặc chưa được giao.", en: "This feedback is closed, or not assigned yet." });
  if (step.kind === "answer" && step.isPublished && !feedback.mayPublish) throw refuse({ vi: "Người gửi không đồng ý công bố.", en: "The sender did not allow publication." });
  if (step.kind === "assign" && (await knownUnits(tx, [step.unitId])).length === 0) throw new Problem("invalid-input", { fields: [{ pointer: "/unitId", message: { vi: "Không có đơn vị này.", en: "There is no such unit." } }] });
}

/** What follows from a step besides the step itself. */
async function follow(tx: Transaction, feedback: StoredFeedback, step: FeedbackStep, at: Date): Promise<void> {
  if (step.kind === "answer" && step.isPublished) await publishAnswer(tx, feedback, feedback.aboutUnitId ?? foldFeedback(feedback.steps).unitId, step.text, at);
  if (step.kind === "answer" || step.kind === "dismiss") await forgetContact(tx, feedback.id);
  if (step.kind !== "assign") return;
  const { ofUnits } = await readAudience(tx);
  const names = await unitNames(tx, [step.unitId]);
  await notify(tx, { to: ofUnits({ ownerUnitId: null, officeIds: [] }, [step.unitId]), kind: "feedback", subject: `feedback:${feedback.id}`, data: { unit: names.get(step.unitId) ?? step.unitId, step: "assigned" }, dedupe: `assigned ${String(feedback.steps.length)}` });
}

const handleAction = (scanned: Scanned) => async (call: Call<typeof actOnFeedback>): Promise<Change<typeof actOnFeedback>> => {
  const { tx, params, body: step, seen } = call;
  const actor = actorOf(call);
  const feedback = await seenFeedback(tx, params.feedbackId, actor);
  const current = { ...itemOf(feedback, actor), files: await filesBeside(tx, feedback.id, scanned), steps: feedback.steps.map((one) => ({ ...one })) };
  if (seen !== current.version) throw new Problem("stale", { extra: { current } });
  await requireFit(tx, feedback, step, actor);
  const at = await tx.now();
  const taken = { number: feedback.steps.length + 1, at: at.toISOString(), by: actor.personId, step };
  if (!(await addFeedbackStep(tx, feedback.id, taken))) throw new Problem("stale", { extra: { current } });
  await follow(tx, feedback, step, at);
  const item = itemOf({ ...feedback, contact: step.kind === "answer" || step.kind === "dismiss" ? null : feedback.contact, steps: [...feedback.steps, taken] }, actor);
  return { reply: { body: { ...item, files: current.files, steps: [...current.steps, taken] }, version: item.version }, audit: [{ action: `portal.feedback-${step.kind}`, subject: `feedback:${feedback.id}`, data: { ...taken } }] };
};

const APPRAISERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];

/** In Việt Nam the year begins seven hours earlier. */
const beginningOf = (year: number): Date => new Date(`${String(year)}-01-01T00:00:00+07:00`);

async function handleVerified(call: Call<typeof verifiedFeedback>): Promise<Reply<typeof verifiedFeedback>> {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  requireRole(roles, APPRAISERS);
  const units = new Set((await unitsOfCampaign(call.tx, campaign.id)).map((one) => one.unitId));
  const all = await verifiedBetween(call.tx, beginningOf(campaign.year), beginningOf(campaign.year + 1));
  const items = all.flatMap((one) => {
    const verdict = one.steps.findLast(({ step }) => step.kind === "verify");
    const about = one.aboutUnitId ?? foldFeedback(one.steps).unitId;
    if (verdict?.step.kind !== "verify" || !verdict.step.isConfirmed || about === null || !units.has(about)) return [];
    // Of one's own unit nobody is told as an appraiser; its head is asked for a reply.
    if (actor.unitIds.includes(about) || (call.query.unitId !== undefined && call.query.unitId !== about)) return [];
    return [{ id: one.id, at: one.at.toISOString(), unitId: about, category: one.category, text: one.text, finding: verdict.step.finding, proof: verdict.step.proof, verifiedAt: verdict.at }];
  });
  return { body: { items } };
}

export const feedbackEndpoints = (scanned: Scanned): readonly Endpoint[] => [query(listFeedback, handleList), query(readFeedback, handleRead(scanned)), query(readFeedbackFile, handleFile(scanned)), command(actOnFeedback, handleAction(scanned)), query(verifiedFeedback, handleVerified)];
