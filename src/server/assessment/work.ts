import { type CycleState, TIMED_STAGES } from "../../contract/cycle.ts";
import { type FileState, foldFile, partNow } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { type Campaign, type CampaignUnit, leavesToAppraise, mandateOf, marksOf, unitsOfCampaign, type UnitMark } from "../campaign/index.ts";
import { type Actor, inTurns, type Transaction } from "../platform/index.ts";
import { fileActionsOf, newestEntries } from "./queries.ts";
import { type Entry, marksByLeaf, type Round, scoredByOf, sortEntries, stepOfRound } from "./rules.ts";
import { agreedInFirst, appraisedBy, appraisedBySeveral, askedIn, type CodesByUnit } from "./work-queries.ts";
import { appraisalWork, type Assigned, disputed, opinionWork, unitWork, type WorkHere, workOf } from "./work-rules.ts";

/** What somebody has left to do in the files of one campaign, in a number of questions that does not depend on how many files there are. */

type Ground = { readonly campaign: Campaign; readonly roles: readonly Role[]; readonly cycle: CycleState; readonly engine: Engine; readonly now: string };
type Files = Ground & { readonly units: readonly CampaignUnit[]; readonly marks: ReadonlyMap<string, readonly UnitMark[]>; readonly fileOf: (unitId: string) => FileState };

const UNIT_ROLES: readonly Role[] = ["unit-scorer", "unit-head"];
/** Who sees to it that files come in; the auditor looks on. */
const FOLLOWING: readonly Role[] = ["programme-officer", "working-group", "auditor"];
const has = (roles: readonly Role[], ...some: readonly Role[]): boolean => some.some((role) => roles.includes(role));
const ROUNDS: readonly Round[] = ["1", "2"];

const placeKey = ({ unitId, code }: { readonly unitId: string; readonly code: string }): string => `${unitId} ${code}`;

/** The round that runs: in its stage, and in the one after it for units with more time. */
const roundOf = ({ stage }: CycleState): Round | undefined => ROUNDS.find((round) => stage === stepOfRound(round));

async function ownWork(tx: Transaction, files: Files, { unitIds }: Actor): Promise<WorkHere[]> {
  const own = files.units.filter((one) => unitIds.includes(one.unitId));
  if (own.length === 0 || !has(files.roles, ...UNIT_ROLES)) return [];
  const entries = Map.groupBy(await newestEntries(tx, files.campaign.id, { units: own.map((one) => one.unitId) }), (one) => one.unitId);
  return own.flatMap((unit) => {
    const index = files.engine.indexes.get(unit.index);
    if (index === undefined) return [];
    return unitWork({ unit, index, marks: marksByLeaf(index, files.marks.get(unit.unitId) ?? []), file: files.fileOf(unit.unitId), entries: entries.get(unit.unitId) ?? [] }, files.roles, files);
  });
}

type Place = Pick<Assigned, "unitId" | "leaf">;

/** The criteria of units that were given to somebody and apply there. */
export async function assignedTo(tx: Transaction, { campaign, units, marks, engine }: Pick<Files, "campaign" | "units" | "marks" | "engine">, personId: string): Promise<Place[]> {
  // What the chair might settle beyond that is no work until members differ.
  const mandate = await mandateOf(tx, campaign, { personId, isChair: false });
  if (mandate.assignments.length === 0) return [];
  const places = await inTurns(units, (unit): Place[] => {
    const index = engine.indexes.get(unit.index);
    if (index === undefined) return [];
    const marked = marksByLeaf(index, marks.get(unit.unitId) ?? []);
    const given = leavesToAppraise(mandate, index, unit);
    return index.leaves.filter((leaf) => given.has(leaf.code) && !marked.has(leaf.code) && ["unit", "council"].includes(scoredByOf(leaf, index))).map((leaf) => ({ unitId: unit.unitId, leaf }));
  });
  return places.flat();
}

const unitsIn = (places: readonly Place[]): string[] => [...new Set(places.map((one) => one.unitId))];
const codesIn = (places: readonly Place[]): string[] => [...new Set(places.map((one) => one.leaf.code))];
const isIn = (codes: CodesByUnit, { unitId, leaf }: Place): boolean => codes.get(unitId)?.has(leaf.code) === true;

/**
 * Of what was assigned, that of which somebody must know what was entered: in the first round what a unit claims of bonus
 * and deduction; in the second all that was not simply agreed with. After an amendment what was agreed may count no longer.
 */
async function toLookInto(tx: Transaction, { campaign, cycle }: Files, round: Round, assigned: readonly Place[]): Promise<readonly Place[]> {
  if (round === "1") return assigned.filter((one) => one.leaf.kind !== "points");
  if (cycle.regulation !== undefined) return assigned;
  const agreed = await agreedInFirst(tx, campaign.id, unitsIn(assigned), codesIn(assigned));
  return assigned.filter((one) => !isIn(agreed, one));
}

const NOTHING = sortEntries([]);

async function memberWork(tx: Transaction, files: Files, round: Round, { personId }: Actor): Promise<WorkHere[]> {
  if (!has(files.roles, "council-member", "council-chair")) return [];
  const assigned = await assignedTo(tx, files, personId);
  if (assigned.length === 0) return [];
  const needed = await toLookInto(tx, files, round, assigned);
  const known = Map.groupBy(await newestEntries(tx, files.campaign.id, { units: unitsIn(needed), codes: codesIn(needed) }), placeKey);
  const done = await appraisedBy(tx, files.campaign.id, personId, round);
  const entriesOf = ({ unitId, leaf: { code } }: Place): readonly Entry[] | undefined => known.get(placeKey({ unitId, code }));
  const all = (round === "1" ? assigned : needed).map((one): Assigned => {
    const entries = entriesOf(one);
    return { ...one, entries: entries === undefined ? NOTHING : sortEntries(entries), isDone: isIn(done, one) };
  });
  return appraisalWork(round, all, files);
}

/** Disputes are the chair's to settle and the officer's to know; nobody counts those about a unit of their own. */
async function disputeWork(tx: Transaction, files: Files, round: Round, { unitIds }: Actor): Promise<WorkHere[]> {
  const isChair = has(files.roles, "council-chair");
  if (!isChair && !has(files.roles, ...FOLLOWING)) return [];
  const places = (await appraisedBySeveral(tx, files.campaign.id, round)).filter((one) => !unitIds.includes(one.unitId) || has(files.roles, "auditor"));
  const known = Map.groupBy(await newestEntries(tx, files.campaign.id, { units: [...new Set(places.map((one) => one.unitId))], codes: [...new Set(places.map((one) => one.code))] }), placeKey);
  const indexOf = new Map(files.units.map((one) => [one.unitId, files.engine.indexes.get(one.index)]));
  const all = places.flatMap(({ unitId, code }) => {
    const leaf = indexOf.get(unitId)?.leafByCode.get(code);
    return leaf === undefined ? [] : [{ unitId, leaf, entries: sortEntries(known.get(placeKey({ unitId, code })) ?? []) }];
  });
  const { left, unitsLeft } = disputed(round, all);
  return left === 0 ? [] : [workOf(isChair ? "settle" : "disputes", left, left, { unitsLeft, due: files.cycle.calendar?.[stepOfRound(round)] ?? null })];
}

/** Files that are still to come in, in a stage in which units work. */
function followWork({ roles, cycle, units, fileOf, now }: Files): WorkHere[] {
  const stage = TIMED_STAGES.find((one) => one === cycle.stage);
  if (stage === undefined || !has(roles, ...FOLLOWING)) return [];
  const part = partNow(cycle);
  const isUnits = stage === "self-scoring" || stage === "explanation";
  const left = isUnits ? units.filter((one) => fileOf(one.unitId).parts[part] !== "submitted").length : 0;
  const due = cycle.calendar?.[stage] ?? null;
  const isOver = due !== null && due <= now && has(roles, "programme-officer");
  return [...(isOver ? [workOf("advance", 1, 1, { due })] : []), workOf("follow", isUnits ? units.length : 0, left, { due, unitsLeft: left })];
}

async function opinionsWork(tx: Transaction, { campaign, roles, cycle }: Files, { unitIds }: Actor): Promise<WorkHere[]> {
  const isWorking = TIMED_STAGES.some((one) => one === cycle.stage);
  const asks = has(roles, "programme-officer", "working-group");
  const answers = has(roles, "opinion-giver") && unitIds.length > 0;
  if (!isWorking || (!asks && !answers)) return [];
  const asked = await askedIn(tx, campaign.id, asks ? null : unitIds, unitIds);
  return [...(asks ? opinionWork("opinions-out", asked) : []), ...(answers ? opinionWork("answer-opinion", asked.filter((one) => unitIds.includes(one.toUnitId))) : [])];
}

export async function workIn(tx: Transaction, ground: Ground, actor: Actor): Promise<WorkHere[]> {
  const { campaign, cycle } = ground;
  const recorded = await fileActionsOf(tx, campaign.id);
  const files: Files = {
    ...ground,
    units: await unitsOfCampaign(tx, campaign.id),
    marks: Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId),
    fileOf: (unitId) => foldFile(recorded.get(unitId) ?? []),
  };
  const round = roundOf(cycle);
  const rounds = round === undefined ? [] : [...(await memberWork(tx, files, round, actor)), ...(await disputeWork(tx, files, round, actor))];
  return [...(await ownWork(tx, files, actor)), ...rounds, ...followWork(files), ...(await opinionsWork(tx, files, actor))];
}
