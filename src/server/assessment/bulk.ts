import { foldFile, isPartOpen, type RecordedFileAction, refuseFile } from "../../contract/file.ts";
import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import { type Campaign, type CampaignUnit, engineOf, heldStateOf, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { type AuditEntry, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { readInput } from "./inputs.ts";
import { addEntries, addFileActions, fileActionsOf, holdFiles, newestEntries } from "./queries.ts";
import { codesWithValue, type Entry, inForce, marksByLeaf, missingSelf, scoredByOf } from "./rules.ts";
import { conflict, hashOfSubmitted, proofsOf, told, toldAction } from "./saving.ts";
import { withoutProof } from "./without-evidence.ts";

/**
 * What units do with their files, for many units at once: by the rules that hold for a single score or file, in as many
 * statements for many as for few. The caller answers for who the people are, as the gate does for requests.
 */

type Given = { readonly unitId: string; readonly code: string; readonly input: Fields; readonly note: string; readonly by: string };

const MOST_FIELDS = 100;
type Checked = { readonly input: Fields; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };
const wrong = (pointer: string, vi: string, en: string): Checked => ({ faults: [{ pointer, message: { vi, en } }] });

/** Everything by which these files are judged, held and read in a constant number of questions. */
async function archiveOf(tx: Transaction, campaign: Campaign, unitIds: readonly string[], hold: "together" | "alone") {
  const cycle = await heldStateOf(tx, campaign.id);
  await holdFiles(tx, campaign.id, [...new Set(unitIds)], hold);
  const engine: Engine = await engineOf(tx, campaign);
  const units = new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one]));
  const marked = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const recorded = await fileActionsOf(tx, campaign.id);
  const self = (await newestEntries(tx, campaign.id)).filter((one) => one.step === "self");
  const now = (await tx.now()).toISOString();
  const indexOf = ({ index }: CampaignUnit): CompiledIndex => {
    const found = engine.indexes.get(index);
    if (found === undefined) throw new RangeError(`the regulation has no index ${index}`);
    return found;
  };
  const marksFor = (unit: CampaignUnit) => marksByLeaf(indexOf(unit), marked.get(unit.unitId) ?? []);
  return { requiresProof: engine.regulation.withoutEvidence?.required === true, cycle, units, self, now, indexOf, marksFor, recordedOf: (unitId: string) => recorded.get(unitId) ?? [] };
}
type Archive = Awaited<ReturnType<typeof archiveOf>>;

function checkScore(given: Given, at: string, unit: CampaignUnit | undefined, archive: Archive): Checked {
  const { cycle, now } = archive;
  if (unit === undefined) return wrong(`${at}/unitId`, "Đợt này không có đơn vị này.", "The campaign has no such unit.");
  const index = archive.indexOf(unit);
  const leaf = index.leafByCode.get(given.code);
  if (leaf === undefined || scoredByOf(leaf, index) !== "unit") return wrong(`${at}/code`, `Tiêu chí ${given.code} không do đơn vị tự chấm.`, `Criterion ${given.code} is not scored by the unit.`);
  if (archive.marksFor(unit).has(leaf.code)) return wrong(`${at}/code`, `Tiêu chí ${leaf.code} không áp dụng cho đơn vị này.`, `Criterion ${leaf.code} does not apply to this unit.`);
  if (!isPartOpen(cycle, foldFile(archive.recordedOf(unit.unitId)), "self-scoring", unit.unitId, now)) return wrong(`${at}/unitId`, "Hồ sơ của đơn vị đã nộp hoặc không trong thời gian tự chấm.", "The unit's file was submitted, or it is not the time to score.");
  return readInput(leaf, given.input, `${at}/input`, true);
}

/** Saves units' own scores, all or nothing; each is the next version of what there is. Returns the ledger's entries. */
export async function enterScores(tx: Transaction, campaign: Campaign, given: readonly Given[]): Promise<AuditEntry[]> {
  const archive = await archiveOf(tx, campaign, given.map((one) => one.unitId), "together");
  const versions = new Map(archive.self.map((one) => [`${one.unitId} ${one.code}`, one.version]));
  const faults: FieldProblem[] = [];
  const entries: Entry[] = [];
  for (const [i, one] of given.entries()) {
    const checked = checkScore(one, `/scores/${String(i)}`, archive.units.get(one.unitId), archive);
    if (checked.faults !== undefined) {
      faults.push(...checked.faults);
      continue;
    }
    const { unitId, code, note, by } = one;
    const version = (versions.get(`${unitId} ${code}`) ?? 0) + 1;
    versions.set(`${unitId} ${code}`, version);
    entries.push({ unitId, code, step: "self", author: "", version, input: checked.input, note, source: null, dated: null, asChair: false, by, at: archive.now });
  }
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS) });
  if (!(await addEntries(tx, campaign.id, entries))) throw new Problem("stale");
  return entries.map((one) => told(campaign.id, one));
}

/** Hands in the self-scores of units, all or nothing; each file must be complete. Returns the ledger's entries. */
export async function submitFiles(tx: Transaction, campaign: Campaign, files: readonly { readonly unitId: string; readonly by: string }[]): Promise<AuditEntry[]> {
  const archive = await archiveOf(tx, campaign, files.map((one) => one.unitId), "alone");
  const part = "self-scoring";
  const byUnit = Map.groupBy(archive.self, (one) => one.unitId);
  const proofs = await proofsOf(tx, campaign.id, part, files.map((one) => one.unitId));
  const actions = files.map(({ unitId, by }): RecordedFileAction & { readonly unitId: string } => {
    const unit = archive.units.get(unitId);
    if (unit === undefined) throw new Problem("not-found");
    const index = archive.indexOf(unit);
    const entries = inForce(index, byUnit.get(unitId) ?? []);
    const file = foldFile(archive.recordedOf(unitId));
    const refusal = refuseFile(archive.cycle, file, { action: { kind: "submit" }, part }, unitId, archive.now);
    if (refusal !== undefined) throw conflict({ vi: `${unit.code}: hồ sơ không nộp được lúc này.`, en: `${unit.code}: the file cannot be submitted now.` });
    const missing = missingSelf(index, archive.marksFor(unit), codesWithValue(index, entries));
    if (missing.length > 0) throw conflict({ vi: `${unit.code}: còn tiêu chí chưa tự chấm: ${missing.join(", ")}.`, en: `${unit.code}: criteria without a score: ${missing.join(", ")}.` });
    const unproved = archive.requiresProof ? withoutProof({ index, marks: archive.marksFor(unit) }, entries, proofs(unitId)) : [];
    if (unproved.length > 0) throw conflict({ vi: `${unit.code}: còn tiêu chí chưa có tài liệu kiểm chứng: ${unproved.join(", ")}.`, en: `${unit.code}: criteria without evidence: ${unproved.join(", ")}.` });
    return { unitId, number: file.version + 1, at: archive.now, by, action: { kind: "submit", part, hash: hashOfSubmitted(campaign.id, unitId, part, entries, proofs(unitId)) } };
  });
  if (!(await addFileActions(tx, campaign.id, actions))) throw new Problem("stale");
  return actions.map(({ unitId, ...action }) => toldAction(campaign.id, unitId, action));
}
