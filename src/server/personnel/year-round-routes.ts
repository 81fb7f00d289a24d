import { randomUUID } from "node:crypto";
import { actOnRound, listRounds, openRound, readRound, readRoundCase, recordMeeting, type RoundAction } from "../../contract/personnel-year.ts";
import type { Relation } from "../../contract/route.ts";
import { agencyOf, dayOf, unitTree } from "../organisation/index.ts";
import { type Actor, actorOf, type Call, type Change, command, type Endpoint, pageFrom, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { termsOf } from "./terms.ts";
import { decideRound } from "./year-deciding.ts";
import { lawOf, loadRound, type Round, whoOf, yearOrDefault, type YearWiring } from "./year-desk.ts";
import { type FileRow, filesOfRound, filesOfYear, insertFiles, insertMeeting, insertRoundStep, insertSteps, lockRound, roundStepsOf, stepsOf } from "./year-queries.ts";
import { foldRound, isPersonnelOf, keepsMinutes, MISSING_WORDS, PROVINCE, sees, type Who } from "./year-rules.ts";
import { peopleOf } from "./year-moves.ts";
import { requireContractStaff } from "./year-staff.ts";
import { summaryOf } from "./year-summary.ts";
import { mayEnter, meetingView, roundView, seenIn, shownPeople, versionOfRound } from "./year-views.ts";

/** A whole agency's year: its list, its meetings, the decision for all of them. */

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly roundId: string; readonly year: number } };

export async function enterRound({ tx, actor, params }: Asked, wiring: YearWiring): Promise<{ readonly round: Round; readonly who: Who }> {
  const who = await whoOf(tx, actorOf({ actor }));
  const round = await loadRound(tx, wiring, params.roundId, params.year);
  if (!mayEnter(round, who)) throw new Problem("not-found");
  return { round, who };
}

/** Whether the Chairman rates somebody of an agency whose personnel work is one's own: its head's meeting is held there (article 21.1.b). */
async function preparesForChairman(tx: Transaction, { personId, roles }: Actor, agencies: readonly string[], year: number): Promise<boolean> {
  if (!roles.includes("personnel-officer")) return false;
  return (await filesOfRound(tx, PROVINCE, year)).some((one) => one.personId !== personId && agencies.includes(one.agencyId));
}

/** Of the agency, or of an office in it. */
export async function relationsToRound({ tx, actor, params }: Asked): Promise<Relation[]> {
  const own = actorOf({ actor });
  const { unitIds, roles } = own;
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const agencies = unitIds.flatMap((unit) => agencyOf(tree, unit)?.id ?? []);
  if (agencies.includes(params.roundId)) return ["own-unit"];
  if (params.roundId === PROVINCE && (await preparesForChairman(tx, own, agencies, params.year))) return ["own-unit"];
  // Another agency's round looks like one that is not there.
  if (!roles.some((role) => role === "programme-officer" || role === "chairman")) throw new Problem("not-found");
  return [];
}

async function heardByChairman(tx: Transaction, file: FileRow | undefined): Promise<ReadonlySet<string>> {
  const law = file === undefined ? undefined : await lawOf(tx, file.regulationVersionId);
  return new Set(law?.regulation.competences?.filter((one) => one.chairman).map((one) => one.key));
}

const list: Endpoint = query(listRounds, async (call): Promise<Reply<typeof listRounds>> => {
  const { tx, params, query: { limit, cursor } } = call;
  const who = await whoOf(tx, actorOf(call));
  const files = (await filesOfYear(tx, params.year)).filter((one) => sees(who, one) && one.personId !== who.personId);
  const steps = await stepsOf(tx, files.map((one) => one.id));
  const tree = await unitTree(tx, dayOf(await tx.now()));
  // One's own agency stands there before it has a file: that is where its year begins.
  const own = who.agencies.filter((one) => isPersonnelOf(who, one) || who.heads.includes(one));
  const rows = summaryOf(files, steps, tree, { expected: own, heard: await heardByChairman(tx, files[0]) }).filter((one) => cursor === undefined || `${one.code} ${one.id}` > cursor);
  return { body: pageFrom(rows.slice(0, limit + 1), limit, (one) => `${one.code} ${one.id}`) };
});

const read = (wiring: YearWiring): Endpoint => query(
  readRound,
  async (call): Promise<Reply<typeof readRound>> => {
    const { round, who } = await enterRound(call, wiring);
    const body = await roundView(call.tx, round, who);
    return { body, version: body.version, shown: shownPeople(seenIn(round, who), who) };
  },
  relationsToRound,
);

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

const open: Endpoint = command(
  openRound,
  async (call): Promise<Change<typeof openRound>> => {
    const { tx, params: { roundId, year } } = call;
    const actor = actorOf(call);
    const who = await whoOf(tx, actor);
    if (!isPersonnelOf(who, roundId) && !who.heads.includes(roundId)) throw new Problem("not-allowed");
    await lockRound(tx, roundId, year);
    const { regulationVersionId } = await yearOrDefault(tx, year);
    const law = await lawOf(tx, regulationVersionId);
    const { contract } = foldRound((await roundStepsOf(tx, roundId, year)).map((one) => one.step));
    const onContract = new Set(contract.personIds);
    const known = new Set((await filesOfYear(tx, year)).map((one) => one.personId));
    const people = (await peopleOf(tx, roundId, law.regulation)).filter((one) => contract.isIncluded || !onContract.has(one.personId));
    const files = people.filter((one) => !known.has(one.personId)).map((one) => ({ ...one, id: randomUUID(), year, basis: onContract.has(one.personId) ? ("contract" as const) : ("civil-servant" as const), regulationVersionId: regulationVersionId ?? "" }));
    const at = await tx.now();
    await insertFiles(tx, files, at, actor.personId);
    return { reply: { body: { added: files.length, people: people.length } }, audit: [{ action: "personnel.ratings-opened", subject: `rating-round:${roundId}`, data: { year, at: at.toISOString(), by: actor.personId, files: files.map(({ id, personId, agencyId, officeId, competence, title, basis }) => ({ id, personId, agencyId, officeId, competence, title, basis })), regulationVersionId } }] };
  },
  relationsToRound,
);

const decidesFor = (round: Round, who: Who): boolean => (round.id === PROVINCE ? who.roles.includes("chairman") : who.roles.includes("unit-head") && who.heads.includes(round.id));

/** Who says what for the whole round: shares, orders and decisions are the decider's, who is on contract the head's or personnel's. */
function requireMayAct(action: RoundAction, round: Round, who: Who): void {
  const isPrepared = action.kind === "contract-staff" && isPersonnelOf(who, round.id);
  if (!decidesFor(round, who) && !isPrepared) throw new Problem("not-allowed");
}

/** More places than the regulation's own share are decided, up to its limit (article 20.5.b). */
function requireShare(action: RoundAction, { regulation }: Round["law"]): void {
  if (action.kind !== "share") return;
  const { mostShare } = termsOf(regulation);
  if (Number(action.share) > mostShare) throw new Problem("invalid-input", { fields: [{ pointer: "/share", message: { vi: `Tỷ lệ cao hơn không quá ${String(mostShare)}% (Điều 20.5.b).`, en: `At most ${String(mostShare)} % (article 20.5.b).` }, expected: `≤ ${String(mostShare)}` }] });
}

function requireOrder(action: RoundAction, round: Round): void {
  if (action.kind !== "order") return;
  const fits = round.computed.quota.some(({ straddling }) => straddling.length === action.fileIds.length && action.fileIds.every((id) => straddling.includes(id)) && new Set(action.fileIds).size === straddling.length);
  if (!fits) throw conflict("Những người này không bằng điểm ở chỗ cuối của mức xuất sắc.", "These people are not tied for the last place of excellent.");
}

async function handleRoundAction(wiring: YearWiring, call: Call<typeof actOnRound>): Promise<Change<typeof actOnRound>> {
  const { tx, params, body: action, seen } = call;
  const actor = actorOf(call);
  await lockRound(tx, params.roundId, params.year);
  const { round, who } = await enterRound(call, wiring);
  requireMayAct(action, round, who);
  if (seen !== versionOfRound(round)) throw new Problem("stale", { extra: { current: await roundView(tx, round, who) } });
  requireOrder(action, round);
  requireShare(action, round.law);
  await requireContractStaff(tx, action, round);
  const at = await tx.now();
  const steps = action.kind === "decide" ? await decideRound(tx, action, round, { who, at }) : [];
  const number = round.steps.length + 1;
  if (!(await insertRoundStep(tx, { round: round.id, year: round.year, number, step: action }, at, actor.personId))) throw new Problem("stale");
  const view = await roundView(tx, await loadRound(tx, wiring, round.id, round.year), who);
  const entries = steps.map((one) => ({ action: "personnel.rating-decide", subject: `rating:${one.fileId}`, data: { number: one.number, at: at.toISOString(), by: actor.personId, step: one.step } }));
  return { reply: { body: view, version: view.version }, audit: [{ action: `personnel.rating-round-${action.kind}`, subject: `rating-round:${round.id}`, data: { year: round.year, number, at: at.toISOString(), by: actor.personId, step: action } }, ...entries] };
}

const act = (wiring: YearWiring): Endpoint => command(actOnRound, (call) => handleRoundAction(wiring, call), relationsToRound);

async function handleMeeting(wiring: YearWiring, call: Call<typeof recordMeeting>): Promise<Change<typeof recordMeeting>> {
  const { tx, body, params } = call;
  const actor = actorOf(call);
  await lockRound(tx, params.roundId, params.year);
  const { round, who } = await enterRound(call, wiring);
  const byId = new Map(round.entries.map((one) => [one.file.id, one]));
  const about = body.opinions.map((one) => byId.get(one.fileId));
  const fields = about.flatMap((one, i) => (one === undefined || (one.file.officeId !== body.unitId && one.file.agencyId !== body.unitId) ? [{ pointer: `/opinions/${String(i)}/fileId`, message: { vi: "Không có người này trong đơn vị của cuộc họp.", en: "The unit of the meeting has no such person." } }] : []));
  const found = about.flatMap((one) => one ?? []);
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, 100) });
  if (found.some((one) => !keepsMinutes(who, one.file, body.unitId))) throw new Problem("not-allowed");
  if (new Set(body.opinions.map((one) => one.fileId)).size !== body.opinions.length) throw new Problem("invalid-input", { fields: [{ pointer: "/opinions", message: { vi: "Có người được ghi hai lần.", en: "Somebody is named twice." } }] });
  const moved = found.filter((one) => one.movedTo !== undefined && one.movedTo.agencyId !== one.file.agencyId);
  if (moved.length > 0) throw conflict(`${moved.map((one) => one.name).join(", ")}: ${MISSING_WORDS.transfer.vi}.`, `${moved.map((one) => one.name).join(", ")}: ${MISSING_WORDS.transfer.en}.`);
  if (found.some((one) => one.state.decisions.length > 0)) throw conflict("Có người đã được quyết định xếp loại.", "Somebody was decided on already.");
  const at = await tx.now();
  if (body.heldOn > dayOf(at)) throw new Problem("invalid-input", { fields: [{ pointer: "/heldOn", message: { vi: "Cuộc họp chưa diễn ra.", en: "The meeting is still to come." } }] });
  const id = randomUUID();
  await insertMeeting(tx, { id, round: round.id, year: round.year, body }, at, actor.personId);
  const steps = found.map((one, i) => ({ fileId: one.file.id, number: one.taken.length + 1, step: { kind: "meeting" as const, meetingId: id, opinion: body.opinions[i]?.text ?? "" } }));
  if (!(await insertSteps(tx, steps, at, actor.personId))) throw new Problem("stale");
  const { unitId, ...minutes } = body;
  return { reply: { body: meetingView({ id, unitId, at, by: actor.personId, minutes }, round) }, audit: [{ action: "personnel.rating-meeting", subject: `rating-round:${round.id}`, data: { year: round.year, id, at: at.toISOString(), by: actor.personId, ...body } }] };
}

const meet = (wiring: YearWiring): Endpoint => command(recordMeeting, (call) => handleMeeting(wiring, call), relationsToRound);

const readCase = (wiring: YearWiring): Endpoint => query(
  readRoundCase,
  async (call): Promise<Reply<typeof readRoundCase>> => {
    const { round, who } = await enterRound(call, wiring);
    // The case holds everybody's points: an office's head, who sees one office, does not get it.
    if (seenIn(round, who).length < round.entries.filter((one) => one.file.personId !== who.personId).length) throw new Problem("not-allowed");
    return { body: { case: { ...round.computed.input }, regulation: { ...round.law.regulation }, sha256: round.computed.sha256 }, shown: shownPeople(round.entries, who) };
  },
  relationsToRound,
);

export const roundEndpoints = (wiring: YearWiring): readonly Endpoint[] => [list, read(wiring), open, act(wiring), meet(wiring), readCase(wiring)];
