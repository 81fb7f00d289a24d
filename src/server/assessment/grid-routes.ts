import { type AppraisalOutcome, GRID_STATES, readGrid, saveAppraisals } from "../../contract/assessment-grid.ts";
import { savedEntry } from "../../contract/assessment.ts";
import { isOpenFor } from "../../contract/cycle.ts";
import { foldFile, type Part } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import type { CompiledIndex, CompiledLeaf } from "../../scoring/engine/compile.ts";
import { type CampaignUnit, leavesToAppraise, mandateOf, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { noticedIn } from "../evidence/index.ts";
import { actorOf, type Bilingual, type Call, type Change, command, type Endpoint, type FieldProblem, pageFrom, Problem, query, type Reply, shownOf } from "../platform/index.ts";
import { nextAppraisal } from "./appraising.ts";
import { criterionView, seenOf, type Sight } from "./criterion-view.ts";
import { type Hall, openHall } from "./desk.ts";
import { evidenceSight } from "./evidence-sight.ts";
import { type ColumnSet, columnSets } from "./link-queries.ts";
import { announceSaved } from "./live.ts";
import { addEntries, fileActionsOf, hasScoredFor, holdFiles, newestEntries } from "./queries.ts";
import { awaitsAppraisal, differs, type Entry, isContested, isForSecondRound, marksByLeaf, outcomeOf, type Round, scoredByOf, shownPoints, sortEntries, stepOfRound, valueBefore } from "./rules.ts";
import { savedView, told } from "./saving.ts";

/** One criterion across all units of an index: read and appraised in one go, by the rules that hold for a single file. */

const READERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];
const APPRAISERS: readonly Role[] = ["council-member", "council-chair"];

type Column = { readonly index: CompiledIndex; readonly leaf: CompiledLeaf };

function columnOf({ engine }: Hall, indexCode: string, code: string): Column {
  const index = engine.indexes.get(indexCode);
  const leaf = index?.leafByCode.get(code);
  if (index === undefined || leaf === undefined) throw new Problem("not-found");
  return { index, leaf };
}

type Row = Reply<typeof readGrid>["body"]["items"][number];
type States = Row["states"];

/** What can be said of a row for who may see these entries of it. */
function statesOf(sight: Sight, leaf: CompiledLeaf, seen: readonly Entry[], { round, isToDo }: { readonly round: Round; readonly isToDo: boolean }): States {
  const entries = sortEntries(seen);
  const before = valueBefore(leaf, entries, round);
  const own = entries.rounds[round].find((one) => one.author === sight.viewer.personId);
  const isDone = own !== undefined && own.input !== null;
  const view = criterionView(sight, leaf, seen);
  const holds: Readonly<Record<States[number], boolean>> = {
    "to-do": isToDo && !isDone && view.notApplicable === null && awaitsAppraisal(leaf, entries, round) && (round === "1" || isForSecondRound(leaf, entries)),
    done: isDone,
    changed: isDone && differs(leaf, own.input, before),
    contested: view.isContested && isContested(leaf, entries),
    disputed: view.outcomes.some((one) => one.round === round && one.state === "disputed") && outcomeOf(leaf, entries.rounds[round]).state === "disputed",
    "not-scored": before === null && view.notApplicable === null,
  };
  return GRID_STATES.filter((state) => holds[state]);
}

/** What proves a value is shown with the value. */
const isShown = ({ self, explanation }: Row["criterion"], part: Part): boolean => (part === "self-scoring" ? self : explanation) !== null;

/** A row before it is known what was noticed about its files. */
type Known = Omit<Row, "notices"> & { readonly files: readonly string[] };

function rowOf(sight: Sight, leaf: CompiledLeaf, unit: CampaignUnit, all: readonly Entry[], { round, isAssigned, isOpen, sets }: { readonly round: Round; readonly isAssigned: boolean; readonly isOpen: boolean; readonly sets: readonly ColumnSet[] }): Known {
  const seen = seenOf(sight, all);
  const entries = sortEntries(seen);
  const before = valueBefore(leaf, entries, round);
  const own = entries.rounds[round].find((one) => one.author === sight.viewer.personId);
  const points = shownPoints(leaf, before);
  const criterion = criterionView(sight, leaf, all);
  const proofs = sets.filter(({ part }) => isShown(criterion, part));
  const files = proofs.flatMap((one) => one.files);
  return {
    files,
    unitId: unit.unitId,
    unitCode: unit.code,
    unitName: unit.name,
    isAssigned,
    isOpen,
    states: statesOf(sight, leaf, seen, { round, isToDo: isAssigned && isOpen }),
    before: before === null || points === null ? null : { input: before, points },
    mine: own === undefined ? null : savedView(leaf, own),
    version: String(own?.version ?? 0),
    evidence: files.length,
    explainsInstead: files.length === 0 && proofs.some((one) => one.instead),
    criterion,
  };
}

async function handleGrid(call: Call<typeof readGrid>): Promise<Reply<typeof readGrid>> {
  const { tx, params, query: { index: indexCode, round, scope, state, limit, cursor } } = call;
  const actor = actorOf(call);
  const hall = await openHall(call, false, READERS);
  const { campaign, cycle, viewer, now } = hall;
  const { index, leaf } = columnOf(hall, indexCode, params.code);
  const isAppraised = ["unit", "council"].includes(scoredByOf(leaf, index));
  const mandate = await mandateOf(tx, campaign, hall.viewer);
  const mayAppraise = (unit: CampaignUnit): boolean => isAppraised && (viewer.isMember || viewer.isChair) && leavesToAppraise(mandate, index, unit).has(leaf.code);
  const units = (await unitsOfCampaign(tx, campaign.id)).filter((one) => one.index === indexCode && (scope === "all" || mayAppraise(one)));
  const ids = units.map((one) => one.unitId);
  const entries = Map.groupBy(await newestEntries(tx, campaign.id, { units: ids, codes: [leaf.code] }), (one) => one.unitId);
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const files = await fileActionsOf(tx, campaign.id, ids);
  const sets = Map.groupBy(await columnSets(tx, campaign.id, leaf.code, ids), (one) => one.unit);
  const rows = units.map((unit) => {
    const sight: Sight = { cycle, viewer, index, file: foldFile(files.get(unit.unitId) ?? []), marks: marksByLeaf(index, marks.get(unit.unitId) ?? []), isOfUnit: actor.unitIds.includes(unit.unitId) };
    return rowOf(sight, leaf, unit, entries.get(unit.unitId) ?? [], { round, isAssigned: mayAppraise(unit), isOpen: isOpenFor(cycle, stepOfRound(round), unit.unitId, now), sets: sets.get(unit.unitId) ?? [] });
  });
  const wanted = rows.filter((one) => (state === undefined || one.states.includes(state)) && (cursor === undefined || one.unitCode > cursor));
  const page = pageFrom(wanted, limit, (one) => one.unitCode);
  const noticed = await noticedIn(tx, page.items.flatMap((one) => one.files), (await evidenceSight(tx, actor, undefined)).shows);
  const items = page.items.map(({ files: own, ...row }): Row => ({ ...row, notices: [...new Set(own.flatMap((one) => noticed.get(one) ?? []))] }));
  return { body: { items, nextCursor: page.nextCursor, now }, shown: shownOf(actor, campaign.id, items.map((one) => one.unitId)) };
}

const bilingual = (words: FieldProblem["message"]): Bilingual => (typeof words === "string" ? { vi: words, en: words } : words);
const NOT_YOURS = new Problem("not-allowed", { detail: { vi: "Không được giao tiêu chí này của đơn vị này.", en: "This criterion of this unit was not assigned to you." } });
const TWICE = new Problem("invalid-input", { detail: { vi: "Đơn vị được ghi hai lần.", en: "The unit is named twice." } });

/** Why one of many was not saved. */
function outcomeOfRefusal(unitId: string, refusal: Problem): AppraisalOutcome {
  if (refusal.key === "stale") return { unitId, outcome: "stale", current: savedEntry.nullable().parse(refusal.extra["current"] ?? null) };
  const fields = refusal.fields.map((one) => ({ pointer: one.pointer, message: bilingual(one.message) }));
  return { unitId, outcome: "refused", problem: refusal.key, message: refusal.detail ?? fields[0]?.message ?? { vi: "Không lưu được.", en: "It could not be saved." }, fields };
}

type Judged = { readonly unitId: string; readonly entry: Entry } | AppraisalOutcome;

/** Keeps a refusal for its item; anything else is a failure of the whole. */
function judged(unitId: string, judge: () => Entry): Judged {
  try {
    return { unitId, entry: judge() };
  } catch (error) {
    if (error instanceof Problem) return outcomeOfRefusal(unitId, error);
    throw error;
  }
}

async function handleAppraisals(call: Call<typeof saveAppraisals>): Promise<Change<typeof saveAppraisals>> {
  const { tx, params: { code, round }, body } = call;
  const { personId } = actorOf(call);
  const hall = await openHall(call, true, APPRAISERS);
  const { campaign } = hall;
  const { index, leaf } = columnOf(hall, body.index, code);
  const ids = [...new Set(body.items.map((one) => one.unitId))];
  const units = new Map((await unitsOfCampaign(tx, campaign.id)).filter((one) => one.index === body.index).map((one) => [one.unitId, one]));
  await holdFiles(tx, campaign.id, ids.filter((id) => units.has(id)), "together");
  const mandate = await mandateOf(tx, campaign, hall.viewer);
  const scored = await hasScoredFor(tx, campaign.id, personId, ids);
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const known = Map.groupBy(await newestEntries(tx, campaign.id, { units: ids, codes: [code] }), (one) => one.unitId);
  const seenBefore = new Set<string>();
  const outcomes = body.items.map(({ unitId, version, input, reason }) =>
    judged(unitId, () => {
      const unit = units.get(unitId);
      // A unit that is not there and one that is not one's own are told apart by nobody.
      if (unit === undefined || !leavesToAppraise(mandate, index, unit).has(code)) throw NOT_YOURS;
      if (seenBefore.has(unitId)) throw TWICE;
      seenBefore.add(unitId);
      const own = marksByLeaf(index, marks.get(unitId) ?? []);
      return nextAppraisal({ ...hall, unit, index, marks: own, leaf, entries: sortEntries(known.get(unitId) ?? []), hasScored: scored.has(unitId) }, { round, input, reason, seen: version });
    }),
  );
  const entries = outcomes.flatMap((one) => ("entry" in one ? [one.entry] : []));
  const items = outcomes.map((one): AppraisalOutcome => ("entry" in one ? { unitId: one.unitId, outcome: "saved", saved: savedView(leaf, one.entry) } : one));
  const [first, ...others] = entries.map((one) => told(campaign.id, one));
  if (first === undefined) throw new Problem("conflict", { detail: { vi: "Không lưu được điểm nào; xem lý do ở từng đơn vị.", en: "None could be saved; see why at each unit." }, extra: { items } });
  if (!(await addEntries(tx, campaign.id, entries))) throw new Problem("stale");
  await announceSaved(tx, hall, entries);
  return { reply: { body: { items } }, audit: [first, ...others] };
}

export const gridEndpoints: readonly Endpoint[] = [query(readGrid, handleGrid), command(saveAppraisals, handleAppraisals)];
