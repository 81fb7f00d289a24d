import type { z } from "zod";
import { type fileView, readArchive, readFile, readHistory, readProgress } from "../../contract/assessment.ts";
import { type CycleState, deadlineOf, isOpenFor } from "../../contract/cycle.ts";
import { foldFile, isPartOpen, maySee, type SeenStep } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import { type CampaignUnit, leavesToAppraise, mandateOf, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { type Call, type Endpoint, inTurns, pageFrom, query, type Reply, shownOf, type Transaction, unknownCursor } from "../platform/index.ts";
import { criterionView, ROUNDS, seenOf, toldWho, valuesView } from "./criterion-view.ts";
import { type Desk, openDesk, openHall, unitRelation, viewerOf } from "./desk.ts";
import { codesByStep, entriesIn, type EntryText, fileActionsOf, type HistoryPlace, type HistoryRow, type HistorySight, historyOf, newestEntries, newestEntryTexts } from "./queries.ts";
import { fits, marksByLeaf, missingSelf, type Round, stepOfRound } from "./rules.ts";
import { entryView } from "./saving.ts";

/** Reading files: every reader gets what may be seen now, and nothing that lets the rest be guessed. */

type View = z.input<typeof fileView>;

/** For the log of reads. */
const shownTo = ({ actor }: Pick<Call<typeof readFile>, "actor">, { campaign, unit }: Desk) => shownOf(actor, campaign.id, [unit.unitId]);

const openRound = ({ cycle, unit, now }: Desk): Round | null => ROUNDS.find((round) => isOpenFor(cycle, stepOfRound(round), unit.unitId, now)) ?? null;

async function handleRead(call: Call<typeof readFile>): Promise<Reply<typeof readFile>> {
  const { tx } = call;
  const desk = await openDesk(call, "nothing");
  const { campaign, unit, cycle, file, index, marks, now } = desk;
  const byCode = Map.groupBy(await newestEntries(tx, campaign.id, { units: [unit.unitId] }), (one) => one.code);
  const assigned = desk.viewer.isMember || desk.viewer.isChair ? leavesToAppraise(await mandateOf(tx, campaign, desk.viewer), index, unit) : new Set<string>();
  const criteria = index.leaves.map((leaf) => criterionView(desk, leaf, byCode.get(leaf.code) ?? []));
  const scored = new Set(criteria.flatMap((one) => one.self?.fits === true && one.self.input !== null ? [one.code] : []));
  const body: View = {
    campaignId: campaign.id,
    unitId: unit.unitId,
    unitCode: unit.code,
    unitName: unit.name,
    index: unit.index,
    stage: cycle.stage,
    parts: file.parts,
    receipts: [...file.receipts],
    // Between a scorer and the head of the unit.
    comment: desk.isOfUnit || desk.viewer.isAuditor ? file.comment : null,
    open: { self: isPartOpen(cycle, file, "self-scoring", unit.unitId, now), explanation: isPartOpen(cycle, file, "explanation", unit.unitId, now), appraisal: openRound(desk) },
    assigned: [...assigned],
    missing: missingSelf(index, marks, scored),
    criteria,
    now,
    version: String(file.version),
  };
  return { body, version: body.version, shown: shownTo(call, desk) };
}

/** What was entered for criteria that an amendment has removed: kept, and counted again should they come back. */
async function handleArchive(call: Call<typeof readArchive>): Promise<Reply<typeof readArchive>> {
  const desk = await openDesk(call, "nothing");
  const { campaign, unit, index } = desk;
  const entries = await newestEntries(call.tx, campaign.id, { units: [unit.unitId] });
  const archived = Map.groupBy(seenOf(desk, entries).filter((one) => !index.leafByCode.has(one.code)), (one) => one.code);
  return { body: { campaignId: campaign.id, unitId: unit.unitId, items: [...archived].map(([code, seen]) => ({ code, ...valuesView(desk, undefined, seen) })) }, shown: shownTo(call, desk) };
}

const asCursor = ({ at, key, skip }: HistoryPlace): string => Buffer.from(JSON.stringify([at, key, skip])).toString("base64url");

function placeOf(cursor: string | undefined): HistoryPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, at, key, skip] = /^\["(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)","([0-9A-Za-z._ -]{1,200})",(\d{1,6})\]$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (at === undefined || key === undefined || Number.isNaN(Date.parse(at))) throw unknownCursor();
  return { at, key, skip: Number(skip) };
}

/** Where the page after these rows begins, which themselves began at `from`. */
function placeAfter(rows: readonly HistoryRow[], from: HistoryPlace | undefined): HistoryPlace {
  const place = rows.at(-1)?.place;
  if (place === undefined) throw new RangeError("no page follows one without rows");
  const isAlike = (other: { readonly at: string; readonly key: string } | undefined): boolean => other?.at === place.at && other.key === place.key;
  return { ...place, skip: rows.filter((row) => isAlike(row.place)).length + (isAlike(from) ? (from?.skip ?? 0) : 0) };
}

const STEPS: readonly SeenStep[] = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"];

function historySight(desk: Desk): HistorySight {
  const viewer = viewerOf(desk);
  const stepsOf = (author: string) => STEPS.filter((step) => maySee(viewer, desk.cycle, desk.file, step, author));
  return { steps: stepsOf("somebody else"), ownSteps: stepsOf(viewer.personId), personId: viewer.personId };
}

async function handleHistory(call: Call<typeof readHistory>): Promise<Reply<typeof readHistory>> {
  const { tx, query: { limit, cursor, code } } = call;
  const desk = await openDesk(call, "nothing");
  const viewer = viewerOf(desk);
  const after = placeOf(cursor);
  const rows = await historyOf(tx, desk.campaign.id, desk.unit.unitId, { code, sight: historySight(desk), after, limit: limit + 1 });
  const { items, nextCursor } = pageFrom(rows, limit, () => asCursor(placeAfter(rows.slice(0, limit), after)));
  const shown = items.map((row) => ({ code: row.code, step: row.step, ...entryView(desk.index.leafByCode.get(row.code), row, toldWho(viewer, row)), source: row.source, dated: row.dated }));
  return { body: { items: shown, nextCursor }, shown: shownTo(call, desk) };
}

/** How many criteria a unit has to score itself. */
const toScore = (index: CompiledIndex, marks: Parameters<typeof missingSelf>[1]): number => missingSelf(index, marks, new Set()).length;

/** For which criteria a unit has a value of a step. */
type Given = Awaited<ReturnType<typeof codesByStep>>[number];

/** The same from what stands in its file, as far as the regulation in force can read it. */
function givenNow(index: CompiledIndex | undefined, text: EntryText): Given[] {
  const bySteps = Map.groupBy(entriesIn(text), (one) => one.step);
  return [...bySteps].map(([step, entries]) => {
    const codes = entries.flatMap(({ code, input }) => {
      const leaf = index?.leafByCode.get(code);
      return leaf !== undefined && (step === "explanation" || (input !== null && fits(leaf, input))) ? [code] : [];
    });
    return { unitId: text.unitId, step, codes: [...new Set(codes)] };
  });
}

/**
 * What has been entered and counts. Under the regulation of the beginning that is everything; after an amendment each
 * value is read again, since its criterion may be gone or have another method.
 */
async function givenIn(tx: Transaction, campaign: string, units: readonly CampaignUnit[], engine: Engine, { regulation }: CycleState): Promise<Given[]> {
  const ids = units.map((one) => one.unitId);
  if (regulation === undefined || ids.length === 0) return codesByStep(tx, campaign, ids);
  const indexOf = new Map(units.map((one) => [one.unitId, engine.indexes.get(one.index)]));
  return (await inTurns(await newestEntryTexts(tx, campaign, ids), (text) => givenNow(indexOf.get(text.unitId), text))).flat();
}

const PROGRESS_READERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor", "chairman", "vice-chairman"];

async function handleProgress(call: Call<typeof readProgress>): Promise<Reply<typeof readProgress>> {
  const { tx, query: { limit, cursor } } = call;
  const { campaign, cycle, engine } = await openHall(call, false, PROGRESS_READERS);
  const all = (await unitsOfCampaign(tx, campaign.id)).filter((one) => cursor === undefined || one.code > cursor);
  const { items, nextCursor } = pageFrom(all, limit, (one) => one.code);
  const ids = items.map((one) => one.unitId);
  const files = await fileActionsOf(tx, campaign.id, ids);
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const steps = Map.groupBy(await givenIn(tx, campaign.id, items, engine, cycle), (one) => one.unitId);
  const rows = await inTurns(items, (unit) => {
    const file = foldFile(files.get(unit.unitId) ?? []);
    const index = engine.indexes.get(unit.index);
    const own = index === undefined ? new Map() : marksByLeaf(index, marks.get(unit.unitId) ?? []);
    const codes = (step: string) => steps.get(unit.unitId)?.find((one) => one.step === step)?.codes ?? [];
    const needed = index === undefined ? 0 : toScore(index, own);
    return {
      unitId: unit.unitId,
      unitCode: unit.code,
      unitName: unit.name,
      index: unit.index,
      parts: file.parts,
      submittedAt: file.receipts.findLast((one) => one.part === "self-scoring")?.at ?? null,
      deadline: deadlineOf(cycle, "self-scoring", unit.unitId) ?? null,
      toScore: needed,
      scored: index === undefined ? 0 : needed - missingSelf(index, own, new Set(codes("self"))).length,
      appraised: { "1": codes("appraisal-1").length, "2": codes("appraisal-2").length },
      explained: codes("explanation").length,
    };
  });
  return { body: { items: rows, nextCursor } };
}

export const readEndpoints: readonly Endpoint[] = [query(readFile, handleRead, (call) => unitRelation(call, "nothing")), query(readArchive, handleArchive, (call) => unitRelation(call, "nothing")), query(readHistory, handleHistory, (call) => unitRelation(call, "nothing")), query(readProgress, handleProgress)];
