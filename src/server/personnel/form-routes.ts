import { actOnForm, availableFormSteps, type Confirmed, foldForm, type FormStep, type KeptFormAction, readForm, scoreForm } from "../../contract/personnel-form.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, type FieldProblem, Problem, query, type Transaction } from "../platform/index.ts";
import { formView, sidesOf } from "./form-view.ts";
import { formActionsOf, insertFormAction, type ResultRow, writeResult } from "./form-queries.ts";
import { engineFor, gather } from "./ground.ts";
import { queuePeriod } from "./outbox-queue.ts";
import { countingScores } from "./person-ground.ts";
import type { DecidedPeople } from "./period-routes.ts";
import { type Period, requireOpen, requirePeriod } from "./period-queries.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { hiddenUnless, placeIn, relationsTo, requirePlace } from "./places.ts";
import { shownOfPeople } from "./reading.ts";
import { pointsText, type Score } from "./score.ts";
import { leavesOf } from "./score-leaves.ts";
import { termsOf } from "./terms.ts";
import { lockPeople } from "./work-queries.ts";

/** Form 01: self-scored, handed in, remarked and confirmed (articles 12, 17.2). */

type Asked = { readonly tx: Transaction; readonly params: { readonly periodId: string; readonly personId: string } };

async function placeOf({ tx, params }: Asked): Promise<Place> {
  await requirePeriod(tx, params.periodId);
  const place = await placeIn(tx, params.personId, params.periodId);
  if (place === undefined) throw new Problem("not-found");
  return place;
}

const read = query(
  readForm,
  async (call) => {
    const place = await placeOf(call);
    const view = await formView(call.tx, await requirePeriod(call.tx, call.params.periodId), place, actorOf(call));
    return { body: view, version: view.version, shown: shownOfPeople(actorOf(call), call.params.periodId, [place]) };
  },
  async (call) => hiddenUnless(relationsTo(call.actor, call.params.personId, await placeIn(call.tx, call.params.personId, call.params.periodId), "read"), call.actor),
);

/** "2.50" → "2,5", as form 01 writes it. */
const mostOf = ({ leaf }: CompiledLeaf): string => (leaf.maxPoints ?? "").replace(/\.?0+$/, "").replace(".", ",");

/** What is wrong with scores: unknown criteria, more than the maximum, and (handed in) those that are missing. */
function scoreFaults(period: Period, engine: Awaited<ReturnType<typeof engineFor>>, scores: Readonly<Record<string, string>>): FieldProblem[] {
  const leaves = leavesOf(engine, period.index);
  return Object.entries(scores).flatMap(([code, points]): FieldProblem[] => {
    const leaf = leaves.general.find((one) => one.code === code);
    if (leaf === undefined) return [{ pointer: `/scores/${code}`, message: { vi: `Không có tiêu chí ${code} trong Mẫu số 01.`, en: `Form 01 has no criterion ${code}.` } }];
    return typeof leaf.bound.score({ points }, undefined) === "number" ? [] : [{ pointer: `/scores/${code}`, message: { vi: `“${leaf.leaf.title}”: điểm từ 0 đến ${mostOf(leaf)}.`, en: `“${leaf.leaf.title}”: points from 0 to ${leaf.leaf.maxPoints ?? ""}.` } }];
  });
}

type Entered = { readonly period: Period; readonly place: Place; readonly number: number; readonly by: string };

/** What each change of a form begins with: an open period, a clear place, the version that was seen, and a step that may be taken now. */
async function enter(call: Asked & Pick<Call<typeof actOnForm>, "actor" | "seen">, step: FormStep): Promise<Entered> {
  const { tx, params, seen } = call;
  const period = await requireOpen(tx, params.periodId);
  const place = requirePlace(await placeOf(call));
  await lockPeople(tx, period.id, [place.person]);
  const form = foldForm((await formActionsOf(tx, period.id, [place.person])).get(place.person) ?? []);
  const actor = actorOf(call);
  if (seen !== String(form.version)) throw new Problem("stale", { extra: { current: await formView(tx, period, place, actor) } });
  if (!availableFormSteps(form.state, ["self", "superior", "keeper"], true).includes(step)) throw new Problem("conflict", { detail: { vi: "Phiếu không ở trạng thái làm được như vậy.", en: "The form is not in a state in which this can be done." } });
  if (!availableFormSteps(form.state, sidesOf(actor, place), true).includes(step)) throw new Problem("not-allowed");
  return { period, place, number: form.version + 1, by: actor.personId };
}

async function keep(tx: Transaction, { period, place, number, by }: Entered, action: KeptFormAction): Promise<AuditEntry> {
  if (!(await insertFormAction(tx, { period: period.id, person: place.person, number, unit: place.unit, by }, action))) throw new Problem("stale");
  return { action: `personnel.form-${action.kind}`, subject: `work-form:${period.id}/${place.person}`, data: { number, unit: place.unit, by, ...action } };
}

async function score(call: Call<typeof scoreForm>): Promise<Change<typeof scoreForm>> {
  const { tx, body } = call;
  const entered = await enter(call, "score");
  const faults = scoreFaults(entered.period, await engineFor(tx, entered.period), body.scores);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  const entry = await keep(tx, entered, { kind: "score", ...body });
  const view = await formView(tx, entered.period, entered.place, actorOf(call));
  return { reply: { body: view, version: view.version }, audit: [entry] };
}

const WORDS: Readonly<Record<string, { readonly vi: string; readonly en: string }>> = {
  "nothing-assigned": { vi: "chưa được giao việc nào trong kỳ", en: "no work was assigned in the period" },
  "not-accepted": { vi: "việc đã ghi kết quả mà chưa nghiệm thu", en: "work recorded and not accepted" },
  "self-scores": { vi: "tiêu chí chung chưa tự chấm", en: "general criteria not scored" },
  field: { vi: "chưa phân công lĩnh vực phụ trách của cấp phó", en: "the deputy's field was not named" },
  subordinates: { vi: "công chức thuộc quyền chưa xác nhận phiếu", en: "people who are led and whose forms are not confirmed" },
  marks: { vi: "chưa chấm đ, e", en: "đ and e were not marked" },
};
/** Work that was never recorded counts as not done; it holds nobody up. */
const HOLDS_UP = new Set(Object.keys(WORDS));

function requireComplete({ missing }: Pick<Score, "missing">, only: (what: string) => boolean): void {
  const left = missing.filter((one) => HOLDS_UP.has(one.what) && only(one.what));
  if (left.length === 0) return;
  const list = (language: "vi" | "en") => left.map((one) => `${WORDS[one.what]?.[language] ?? one.what} (${String(one.count)})`).join("; ");
  throw new Problem("conflict", { detail: { vi: `Còn thiếu: ${list("vi")}.`, en: `Still missing: ${list("en")}.` }, extra: { missing: left } });
}

const rowOf = ({ period, place }: Entered, state: ResultRow["state"], given?: Score): ResultRow => ({ period: period.id, person: place.person, unit: place.unit, state, general: given?.general ?? null, results: given?.results ?? null, total: given?.total ?? null, level: given?.level ?? null, parts: given?.parts ?? {}, reason: given?.steps.map((one) => one.text).join("\n") ?? null });

/** đ and e are for leaders alone; who gives less than all of one says why (article 15.3). */
function marksFault(marks: Confirming["marks"], isForLeader: boolean): FieldProblem | undefined {
  if ((marks !== undefined) !== isForLeader) return { pointer: "/marks", message: { vi: "đ và e chấm cho người giữ chức vụ lãnh đạo, quản lý, và chỉ cho họ.", en: "đ and e are marked for leaders, and for them alone." } };
  if (marks === undefined || (marks.dd && marks.e) || marks.grounds.trim().length >= LEAST_REASON) return undefined;
  return { pointer: "/marks/grounds", message: { vi: `Chấm giảm đ hoặc e phải ghi căn cứ, ít nhất ${String(LEAST_REASON)} ký tự.`, en: `Less than all of đ or e needs its grounds, at least ${String(LEAST_REASON)} characters.` } };
}

type Confirming = Extract<Call<typeof actOnForm>["body"], { kind: "confirm" }>;

/** What is confirmed is computed in this moment from the accepted work, and kept with the confirmation. */
async function confirm(tx: Transaction, entered: Entered, body: Confirming): Promise<KeptFormAction> {
  const { period, place } = entered;
  const wrong = marksFault(body.marks, isLeader(place));
  if (wrong !== undefined) throw new Problem("invalid-input", { fields: [wrong] });
  const actions = (await formActionsOf(tx, period.id, [place.person])).get(place.person) ?? [];
  const form = foldForm(actions);
  const corrected = Object.fromEntries(body.corrections.map((one) => [one.code, one.points]));
  const faults = scoreFaults(period, await engineFor(tx, period), corrected);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  const gathered = (await gather(tx, period, [place], { scores: { ...countingScores(form), ...corrected }, marks: body.marks })).get(place.person);
  if (gathered === undefined) throw new RangeError("nobody was gathered");
  requireComplete(gathered.score, () => true);
  await writeResult(tx, rowOf(entered, "confirmed", gathered.score));
  const { general, results, total, level, parts, steps } = gathered.score;
  const result: Confirmed = { general: pointsText(general) ?? "", results: pointsText(results) ?? "", total: pointsText(total) ?? "", level, parts, steps };
  await queuePeriod(tx, { period, place, number: actions.filter((one) => one.action.kind === "confirm").length + 1, result, terms: termsOf((await engineFor(tx, period)).regulation) });
  return { ...body, result };
}

/** What a decision rests on stays as it was confirmed, unless a complaint about it was found right (articles 21.3, 22). */
async function requireUndecided(tx: Transaction, { period, place }: Entered, decidedPeople: DecidedPeople): Promise<void> {
  if (period.isTrial || !(await decidedPeople(tx, [place.person], period.year)).has(place.person)) return;
  throw new Problem("conflict", { detail: { vi: `${place.name} đã được xếp loại năm ${String(period.year)}; không mở lại phiếu đã xác nhận. Kết quả sai được thay bằng quyết định mới.`, en: `The year ${String(period.year)} of ${place.name} was decided; a confirmed form stays as it is. A wrong result is replaced by a new decision.` } });
}

async function act(decidedPeople: DecidedPeople, call: Call<typeof actOnForm>): Promise<Change<typeof actOnForm>> {
  const { tx, body } = call;
  const entered = await enter(call, body.kind);
  const { period, place } = entered;
  if (body.kind === "reopen") await requireUndecided(tx, entered, decidedPeople);
  if (body.kind === "hand-in") requireComplete({ missing: (await gather(tx, period, [place])).get(place.person)?.score.missing ?? [] }, (what) => what === "self-scores");
  const action = body.kind === "confirm" ? await confirm(tx, entered, body) : body;
  if (body.kind === "absent") await writeResult(tx, rowOf(entered, "absent"));
  if (body.kind === "reopen") await writeResult(tx, rowOf(entered, "computed"));
  const entry = await keep(tx, entered, action);
  const view = await formView(tx, period, place, actorOf(call));
  return { reply: { body: view, version: view.version }, audit: [entry] };
}

const relations = async (call: Call<typeof actOnForm> | Call<typeof scoreForm>) => {
  await requirePeriod(call.tx, call.params.periodId);
  return hiddenUnless(relationsTo(call.actor, call.params.personId, await placeIn(call.tx, call.params.personId, call.params.periodId), "act"), call.actor);
};

export const formEndpoints = (decidedPeople: DecidedPeople): readonly Endpoint[] => [read, command(scoreForm, score, relations), command(actOnForm, (call) => act(decidedPeople, call), relations)];
