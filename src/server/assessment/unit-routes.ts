import { actOnFile, saveExplanation, saveScore } from "../../contract/assessment.ts";
import { type FileRefusal, foldFile, isPartOpen, type Part, partNow, type RecordedFileAction, refuseFile } from "../../contract/file.ts";
import { actorOf, type Bilingual, type Call, type Change, command, type Endpoint, Problem, type Transaction } from "../platform/index.ts";
import { type Desk, leafOf, openDesk, refuseMarked, unitRelation } from "./desk.ts";
import { requireInput } from "./inputs.ts";
import { announceMoved } from "./live.ts";
import { addFileActions, newestEntries } from "./queries.ts";
import { codesWithValue, type Entry, inForce, isContested, missingSelf, scoredByOf, sortEntries } from "./rules.ts";
import { conflict, hashOfSubmitted, proofsOf, savedView, saveVersion, toldAction } from "./saving.ts";
import { tellHeads, tellOfFile } from "./telling.ts";
import { withoutProof } from "./without-evidence.ts";

/** What a unit does with its own file: scores, explains, submits (QĐ 02050, II.4.c, II.6.b). */

const CLOSED: Bilingual = { vi: "Đã hết hạn hoặc chưa đến giai đoạn này đối với đơn vị.", en: "The unit's time for this is over or has not begun." };
const SUBMITTED: Bilingual = { vi: "Hồ sơ đã nộp; người đứng đầu phải rút lại trước khi sửa.", en: "The file was submitted; the head must take it back before anything changes." };

function requireOpen({ cycle, file, unit, now }: Desk, part: Part): void {
  if (isPartOpen(cycle, file, part, unit.unitId, now)) return;
  throw conflict(file.parts[part] === "submitted" ? SUBMITTED : CLOSED);
}

async function handleScore(call: Call<typeof saveScore>): Promise<Change<typeof saveScore>> {
  const { tx, body, params, seen } = call;
  const desk = await openDesk(call, "together");
  const leaf = leafOf(desk, params.code);
  if (scoredByOf(leaf, desk.index) !== "unit") throw conflict({ vi: `Tiêu chí ${leaf.code} không do đơn vị tự chấm.`, en: `Criterion ${leaf.code} is not scored by the unit.` });
  refuseMarked(desk, leaf.code);
  requireOpen(desk, "self-scoring");
  const input = requireInput(leaf, body.input, true);
  const { self } = sortEntries(desk.entries);
  const { entry, audit } = await saveVersion(tx, desk, leaf, { current: self, seen }, { step: "self", input, note: body.note, by: actorOf(call).personId });
  return { reply: { body: savedView(leaf, entry), version: String(entry.version) }, audit: [audit] };
}

async function handleExplanation(call: Call<typeof saveExplanation>): Promise<Change<typeof saveExplanation>> {
  const { tx, body, params, seen } = call;
  const desk = await openDesk(call, "together");
  const leaf = leafOf(desk, params.code);
  requireOpen(desk, "explanation");
  const entries = sortEntries(desk.entries);
  if (!isContested(leaf, entries)) throw conflict({ vi: `Thẩm định lần 1 không đổi điểm tiêu chí ${leaf.code}; chỉ giải trình tiêu chí bị thẩm định khác điểm.`, en: `The first appraisal left criterion ${leaf.code} as it was; only contested criteria are explained.` });
  const { entry, audit } = await saveVersion(tx, desk, leaf, { current: entries.explanation, seen }, { step: "explanation", input: null, note: body.text, by: actorOf(call).personId });
  return { reply: { body: savedView(leaf, entry), version: String(entry.version) }, audit: [audit] };
}

const REFUSALS: Readonly<Record<FileRefusal, Bilingual>> = {
  closed: CLOSED,
  submitted: SUBMITTED,
  "not-submitted": { vi: "Hồ sơ chưa nộp nên không có gì để rút lại.", en: "The file was not submitted, so there is nothing to take back." },
  "not-handed-up": { vi: "Hồ sơ chưa được trình nên không có gì để trả lại.", en: "The file was not handed up, so there is nothing to send back." },
};

/** The head answers for the file; a scorer only prepares it. */
const HEAD_ONLY = new Set(["send-back", "submit", "take-back"]);

type Submitted = { readonly entries: readonly Entry[]; /** Criteria that nothing proves. */ readonly without: readonly string[]; readonly hash: string };

/** What is submitted, as it is hashed for the receipt: the newest entries of the part, by code, and what proves them; what is archived is not handed in. */
async function submitted(tx: Transaction, desk: Desk, part: Part): Promise<Submitted> {
  const { campaign, unit, index } = desk;
  const step = part === "self-scoring" ? "self" : "explanation";
  const entries = inForce(index, await newestEntries(tx, campaign.id, { units: [unit.unitId] })).filter((one) => one.step === step);
  const proofs = (await proofsOf(tx, campaign.id, part, [unit.unitId]))(unit.unitId);
  return { entries, without: withoutProof(desk, entries, proofs), hash: hashOfSubmitted(campaign.id, unit.unitId, part, entries, proofs) };
}

function requireComplete({ index, marks }: Desk, entries: readonly Entry[]): void {
  const missing = missingSelf(index, marks, codesWithValue(index, entries));
  if (missing.length === 0) return;
  throw new Problem("invalid-input", {
    detail: { vi: `Còn ${String(missing.length)} tiêu chí chưa tự chấm.`, en: `${String(missing.length)} criteria have no score yet.` },
    fields: missing.map((code) => ({ pointer: `/scores/${code}`, message: { vi: "Chưa tự chấm; chấm 0 nếu không đạt.", en: "Not scored yet; enter 0 if nothing was earned." } })),
  });
}

/** Where the regulation demands evidence of every criterion, or an explanation in its place. */
function requireProved({ engine: { regulation: { withoutEvidence: rule } } }: Desk, without: readonly string[]): void {
  if (rule?.required !== true || without.length === 0) return;
  throw new Problem("invalid-input", {
    detail: { vi: `Còn ${String(without.length)} tiêu chí đã tự chấm mà chưa có tài liệu kiểm chứng hoặc giải trình thay (${rule.article}).`, en: `${String(without.length)} criteria have a score and neither evidence nor an explanation in its place (${rule.article}).` },
    fields: without.map((code) => ({ pointer: `/evidence/${code}`, message: { vi: "Chưa có tài liệu kiểm chứng hoặc giải trình thay.", en: "Neither evidence nor an explanation in its place." } })),
  });
}

async function handleAction(call: Call<typeof actOnFile>): Promise<Change<typeof actOnFile>> {
  const { tx, body, seen } = call;
  const actor = actorOf(call);
  const desk = await openDesk(call, "alone");
  const { campaign, unit, file, cycle, now } = desk;
  if (HEAD_ONLY.has(body.kind) && !desk.roles.includes("unit-head")) throw new Problem("not-allowed", { detail: { vi: "Việc này dành cho người đứng đầu đơn vị.", en: "This is for the unit's head." } });
  if (seen !== String(file.version)) throw new Problem("stale", { extra: { current: { parts: file.parts, receipts: file.receipts, version: String(file.version) } } });
  const part = partNow(cycle);
  const refusal = refuseFile(cycle, file, { action: body, part }, unit.unitId, now);
  if (refusal !== undefined) throw conflict(REFUSALS[refusal]);
  const { entries, without, hash } = await submitted(tx, desk, part);
  if (body.kind === "submit" && part === "self-scoring") {
    requireComplete(desk, entries);
    requireProved(desk, without);
  }
  const action: RecordedFileAction = { number: file.version + 1, at: now, by: actor.personId, action: { ...body, part, ...(body.kind === "submit" ? { hash } : {}) } };
  if (!(await addFileActions(tx, campaign.id, [{ ...action, unitId: unit.unitId }]))) throw new Problem("stale");
  await announceMoved(tx, desk, unit.unitId);
  if (body.kind === "hand-up") await tellHeads(tx, desk);
  if (body.kind === "send-back") await tellOfFile(tx, desk, "returned");
  if (body.kind === "submit") await tellOfFile(tx, desk, "submitted");
  const { parts, receipts, version } = foldFile([...desk.recorded, action]);
  return { reply: { body: { parts, receipts: [...receipts], version: String(version) }, version: String(version) }, audit: [toldAction(campaign.id, unit.unitId, action)] };
}

export const unitEndpoints: readonly Endpoint[] = [
  command(saveScore, handleScore, (call) => unitRelation(call, "together")),
  command(saveExplanation, handleExplanation, (call) => unitRelation(call, "together")),
  command(actOnFile, handleAction, (call) => unitRelation(call, "alone")),
];
