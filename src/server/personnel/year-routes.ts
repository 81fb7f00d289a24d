import { actOnRating, readMyRating, readRating } from "../../contract/personnel-year.ts";
import { coversYear, decisionInForce, foldRating, owesReplacement, type RatingAction, type RatingStep } from "../../contract/personnel-year-steps.ts";
import type { Relation } from "../../contract/route.ts";
import { dayOf } from "../organisation/index.ts";
import { type Actor, actorOf, type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { queueRatings } from "./outbox-queue.ts";
import { type Entry, lineOf, loadRound, type Round, whoOf, type YearWiring } from "./year-desk.ts";
import { type FileRow, findFile, findFileOf, insertSteps, lockRound } from "./year-queries.ts";
import { nameInUse } from "./year-groups.ts";
import { actionFault, isPersonnelOf, isSuperior, levelFault, MISSING_WORDS, partsOf, requireMay, sees, type Who } from "./year-rules.ts";
import { tellOfRatings } from "./year-telling.ts";
import { fileView, shownPeople } from "./year-views.ts";

/** One person's year: read, reviewed, proposed, complained about, replaced. */

type Opened = { readonly round: Round; readonly entry: Entry; readonly who: Who };

export async function openFile(tx: Transaction, wiring: YearWiring, file: FileRow, who: Who): Promise<Opened> {
  const round = await loadRound(tx, wiring, file.roundId, file.year);
  const entry = round.entries.find((one) => one.file.id === file.id);
  if (entry === undefined) throw new Problem("not-found");
  return { round, entry, who };
}

/** A file that somebody may see; every other one is not there. */
export async function seenFile(tx: Transaction, id: string, actor: Actor): Promise<{ readonly file: FileRow; readonly who: Who }> {
  const file = await findFile(tx, id);
  const who = await whoOf(tx, actor);
  if (file === undefined || !sees(who, file)) throw new Problem("not-found");
  return { file, who };
}

/** How somebody stands to a file, for the gate. */
export async function relationsToFile({ tx, actor, params }: Pick<Call<typeof readRating>, "tx" | "actor" | "params">): Promise<Relation[]> {
  const { file, who } = await seenFile(tx, params.fileId, actorOf({ actor }));
  return [...(who.personId === file.personId ? ["self" as const] : []), ...(isSuperior(who, file) ? ["superior" as const] : []), ...(isPersonnelOf(who, file.agencyId) ? ["own-unit" as const] : [])];
}

const mine = (wiring: YearWiring): Endpoint => query(
  readMyRating,
  async (call): Promise<Reply<typeof readMyRating>> => {
    const actor = actorOf(call);
    const file = await findFileOf(call.tx, actor.personId, call.params.year);
    if (file === undefined) throw new Problem("not-found");
    const { round, entry, who } = await openFile(call.tx, wiring, file, await whoOf(call.tx, actor));
    const body = await fileView(call.tx, round, entry, who);
    return { body, version: body.version };
  },
  () => ["self"],
);

const read = (wiring: YearWiring): Endpoint => query(
  readRating,
  async (call): Promise<Reply<typeof readRating>> => {
    const { file, who } = await seenFile(call.tx, call.params.fileId, actorOf(call));
    const { round, entry } = await openFile(call.tx, wiring, file, who);
    const body = await fileView(call.tx, round, entry, who);
    return { body, version: body.version, shown: shownPeople([entry], who) };
  },
  relationsToFile,
);

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** What is kept of an action: a new decision with what was computed when it was made. */
function stepOf(action: RatingAction, { round, entry }: Opened, today: string): RatingStep {
  if (action.kind === "group") return { ...action, group: nameInUse(round.entries, action.group) };
  if (action.kind !== "replace") return action;
  const placing = round.computed.byFile.get(entry.file.id);
  const fault = levelFault(action, lineOf(round, entry).limits, "");
  if (fault !== undefined) throw new Problem("invalid-input", { fields: [fault] });
  if (action.on > today) throw new Problem("invalid-input", { fields: [{ pointer: "/on", message: { vi: "Ngày quyết định chưa đến.", en: "The day of the decision is still to come." } }] });
  return { ...action, percent: placing?.percent ?? "0.00", computed: placing?.level ?? null, caseSha256: round.computed.sha256 };
}

function requireFit(action: RatingAction, { round, entry, who }: Opened): void {
  const { state, file, competence } = entry;
  const parts = partsOf(who, file, competence);
  // What a complaint brings about is decided by who decides; what is found later, by who stands above (article 21.3).
  if (action.kind === "replace" && !parts.includes(action.cause === "complaint" ? "decider" : "replacer")) throw new Problem("not-allowed");
  requireMay(state, action.kind, parts);
  if (!entry.isRated && (action.kind === "propose" || action.kind === "replace")) throw conflict("Công tác trong năm chưa đủ 06 tháng nên không xếp loại (Điều 11.1).", "Less than six months in the year: no rating (article 11.1).");
  if (entry.movedTo !== undefined && action.kind === "propose") throw conflict(`Hồ sơ chưa xếp loại được ở đây: ${MISSING_WORDS.transfer.vi}.`, `Nothing is proposed here: ${MISSING_WORDS.transfer.en}.`);
  const fault = actionFault(action, { periodsComplete: coversYear(entry.months, state.absence), limits: lineOf(round, entry).limits, state });
  if (fault !== undefined) throw new Problem("invalid-input", { fields: [fault] });
  if (action.kind === "replace" && action.cause === "complaint" && !owesReplacement(state)) throw conflict("Chưa có kiến nghị nào được kết luận là đúng mà chưa thay quyết định.", "No complaint was found right that still waits for another decision.");
  if (action.kind === "replace" && action.number === decisionInForce(state)?.number) throw new Problem("invalid-input", { fields: [{ pointer: "/number", message: { vi: "Quyết định thay thế phải có số mới.", en: "The decision that replaces needs a number of its own." } }] });
}

async function handleAction(wiring: YearWiring, call: Call<typeof actOnRating>): Promise<Change<typeof actOnRating>> {
  const { tx, params, body: action, seen } = call;
  const actor = actorOf(call);
  const { file, who } = await seenFile(tx, params.fileId, actor);
  await lockRound(tx, file.roundId, file.year);
  // Taken over by another agency meanwhile.
  if ((await findFile(tx, file.id))?.roundId !== file.roundId) throw new Problem("stale");
  const opened = await openFile(tx, wiring, file, who);
  const { round, entry } = opened;
  const version = String(entry.taken.length);
  if (seen !== version) throw new Problem("stale", { extra: { current: await fileView(tx, round, entry, who) } });
  requireFit(action, opened);
  const at = await tx.now();
  const step = stepOf(action, opened, dayOf(at));
  const number = entry.taken.length + 1;
  if (!(await insertSteps(tx, [{ fileId: file.id, number, step }], at, actor.personId))) throw new Problem("stale");
  const taken = { number, at: at.toISOString(), by: actor.personId, step };
  const audit = { action: `personnel.rating-${action.kind}`, subject: `rating:${file.id}`, data: { ...taken } };
  const state = foldRating([...entry.taken, taken]);
  if (step.kind === "replace") await queueRatings(tx, [{ ...entry, state }], round, at);
  await tellOfRatings(tx, [entry], action.kind);
  const next = await openFile(tx, wiring, file, who);
  const view = await fileView(tx, next.round, next.entry, who);
  return { reply: { body: view, version: view.version }, audit: [audit] };
}

const act = (wiring: YearWiring): Endpoint => command(actOnRating, (call) => handleAction(wiring, call), relationsToFile);

export const yearEndpoints = (wiring: YearWiring): readonly Endpoint[] => [mine(wiring), read(wiring), act(wiring)];
