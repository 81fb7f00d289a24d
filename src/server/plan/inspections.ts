import type { InspectionView } from "../../contract/plan-inspection.ts";
import { INSPECTION_ACTS } from "../../contract/plan-inspection.ts";
import type { BesideFile } from "../../contract/attached-file.ts";
import { dayOf, unitNames } from "../organisation/index.ts";
import { type Actor, actorOf, Problem, type Transaction } from "../platform/index.ts";
import type { OtherDue } from "./duties.ts";
import { foldInspection, type Folded, mayAct, type Standing } from "./inspection-rules.ts";
import { filesOfInspections, type InspectionFile } from "./inspection-file-queries.ts";
import { findInspection, inspectionsOfYear, type StoredInspection } from "./inspection-queries.ts";
import { APPRAISERS, OVERSEERS } from "./own-unit.ts";

/** What is told of inspections, to whom; and what of them is due. */

export function standingTo({ unitId }: Pick<StoredInspection, "unitId">, { leader, members }: Pick<Folded, "leader" | "members">, { personId, roles, unitIds }: Actor): Standing {
  const isUnit = unitIds.includes(unitId);
  return { isOfficer: roles.includes("programme-officer"), isLeader: personId === leader, isTeam: personId === leader || members.includes(personId), isHead: isUnit && roles.includes("unit-head"), isUnit: isUnit && roles.some((role) => role === "unit-head" || role === "unit-scorer") };
}

/** A surprise is nobody's to know in the unit before it begins, not even an overseer's who belongs to it. */
export function isSeen(inspection: StoredInspection, folded: Folded, actor: Actor): boolean {
  const standing = standingTo(inspection, folded, actor);
  if (actor.unitIds.includes(inspection.unitId) && inspection.kind === "surprise" && folded.state === "planned") return false;
  if (standing.isTeam || standing.isUnit || actor.roles.some((role) => OVERSEERS.includes(role))) return true;
  // Information for whoever appraises is what was concluded (QĐ 02050, II.3.c), and never of the own unit.
  return folded.state === "concluded" && !actor.unitIds.includes(inspection.unitId) && actor.roles.some((role) => APPRAISERS.includes(role));
}

type Head = Pick<InspectionView, "id" | "unitId" | "unitName" | "kind" | "purpose" | "state" | "from" | "to" | "leader" | "members" | "openRecommendations" | "lateRecommendations">;

export function headOf({ id, unitId, kind, purpose }: StoredInspection, folded: Folded, unitName: string): Head {
  const { state, from, to, leader, members, recommendations } = folded;
  return { id, unitId, unitName, kind, purpose, state, from, to, leader, members: [...members], openRecommendations: recommendations.filter((one) => one.state !== "closed").length, lateRecommendations: recommendations.filter((one) => one.isLate).length };
}

export type Found = { readonly inspection: StoredInspection; readonly folded: Folded; readonly unitName: string; readonly today: string; readonly files: readonly InspectionFile[] };

/** What the team finds is its own business until it is written down. */
const isShownTo = (isUnit: boolean, { state }: Pick<Folded, "state">): boolean => !isUnit || state === "minuted" || state === "concluded";

/** Who inspects and who oversees sees every file; the unit those of what it may read, and what its people brought. */
export function filesShown({ inspection, folded, files }: Found, actor: Actor): BesideFile[] {
  const { isUnit } = standingTo(inspection, folded, actor);
  const named = new Set(isShownTo(isUnit, folded) ? [...folded.findings.flatMap(({ step }) => step.files), ...folded.recommendations.flatMap((one) => one.files)] : []);
  return files.filter((one) => !isUnit || one.by === actor.personId || named.has(String(one.number))).map(({ by: _by, ...file }) => file);
}

export function viewOf(found: Found, actor: Actor): InspectionView {
  const { inspection, folded, unitName } = found;
  const titles = new Map(folded.checklist.map(({ code, title }) => [code, title]));
  const standing = standingTo(inspection, folded, actor);
  const isShown = isShownTo(standing.isUnit, folded);
  return {
    ...headOf(inspection, folded, unitName),
    planId: inspection.planId,
    checklist: folded.checklist.map((one) => ({ ...one })),
    findings: isShown ? folded.findings.map(({ number, by, at, step }) => ({ number, code: step.code, title: titles.get(step.code) ?? step.code, verdict: step.verdict, text: step.text, files: step.files, by, at: at.toISOString() })) : [],
    minutes: folded.minutes,
    answer: folded.answer === undefined ? null : { agrees: folded.answer.step.agrees, text: folded.answer.step.text, at: folded.answer.at.toISOString() },
    conclusion: folded.conclusion === undefined ? null : { text: folded.conclusion.step.text, at: folded.conclusion.at.toISOString() },
    recommendations: isShown ? folded.recommendations.map((one) => ({ ...one })) : [],
    files: filesShown(found, actor),
    steps: inspection.steps.map(({ number, at, by, step }) => ({ number, at: at.toISOString(), by, kind: step.kind })),
    acts: INSPECTION_ACTS.filter((kind) => mayAct(kind, folded, standing)),
    version: String(inspection.steps.length),
  };
}

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly planId: string; readonly inspectionId: string } };

/** The inspection, for whoever it exists for. */
export async function foundFor(call: Asked): Promise<Found> {
  const { tx, params: { planId, inspectionId } } = call;
  const inspection = await findInspection(tx, planId, inspectionId);
  const today = dayOf(await tx.now());
  const folded = foldInspection(inspection?.steps ?? [], today);
  if (inspection === undefined || !isSeen(inspection, folded, actorOf(call))) throw new Problem("not-found");
  const files = (await filesOfInspections(tx, [inspection.id])).get(inspection.id) ?? [];
  return { inspection, folded, today, files, unitName: (await unitNames(tx, [inspection.unitId])).get(inspection.unitId) ?? "" };
}

export async function inspectionRelations(call: Asked): Promise<readonly ("own-unit" | "assigned")[]> {
  const { inspection, folded } = await foundFor(call);
  const { isTeam, isUnit } = standingTo(inspection, folded, actorOf(call));
  return [...(isTeam ? (["assigned"] as const) : []), ...(isUnit ? (["own-unit"] as const) : [])];
}

/** What units still owe after inspections, as days in their work programme. */
export async function recommendationsDue(tx: Transaction, year: number, unitIds: readonly string[] | undefined): Promise<OtherDue[]> {
  const today = dayOf(await tx.now());
  return (await inspectionsOfYear(tx, year)).flatMap((inspection) => {
    if (unitIds !== undefined && !unitIds.includes(inspection.unitId)) return [];
    const folded = foldInspection(inspection.steps, today);
    if (folded.state !== "concluded") return [];
    return folded.recommendations.filter((one) => one.due.startsWith(`${String(year)}-`)).map((one): OtherDue => ({ unitId: inspection.unitId, key: `kiem-tra-${inspection.id}-${String(one.number)}`, period: String(year), source: "inspection", title: one.text.split("\n", 1)[0]?.slice(0, 300) ?? "", output: inspection.purpose, due: one.due, doneAt: one.state === "closed" ? (inspection.steps.findLast(({ step }) => step.kind === "mend" && step.recommendation === one.number)?.at ?? null) : null }));
  });
}

/** What an inspection has concluded of a criterion of a unit. */
export type VerifiedFinding = { readonly inspectionId: string; readonly planId: string; readonly unitId: string; readonly unitName: string; readonly code: string; readonly title: string; readonly verdict: "met" | "partly" | "not-met"; readonly text: string; readonly files: readonly BesideFile[]; readonly concludedAt: Date };

/** All findings of concluded inspections in a year: information for whoever appraises (QĐ 02050, II.3.c). */
export async function verifiedFindingsOf(tx: Transaction, year: number): Promise<VerifiedFinding[]> {
  const today = dayOf(await tx.now());
  const inspections = await inspectionsOfYear(tx, year);
  const names = await unitNames(tx, inspections.map((one) => one.unitId));
  const brought = await filesOfInspections(tx, inspections.map((one) => one.id));
  return inspections.flatMap((inspection) => {
    const { conclusion, findings, checklist } = foldInspection(inspection.steps, today);
    if (conclusion === undefined) return [];
    const titles = new Map(checklist.map(({ code, title }) => [code, title]));
    return findings.map(({ step: { code, verdict, text, files } }) => ({ inspectionId: inspection.id, planId: inspection.planId, unitId: inspection.unitId, unitName: names.get(inspection.unitId) ?? "", code, title: titles.get(code) ?? code, verdict, text, files: (brought.get(inspection.id) ?? []).filter((one) => files.includes(String(one.number))).map(({ by: _by, ...file }) => file), concludedAt: conclusion.at }));
  });
}

type InspectionCounts = { readonly inspections: number; readonly units: number; readonly recommendations: number; readonly closed: number };

/** How many inspections have been carried out, and of how many units. */
export function countsOfInspections(inspections: readonly StoredInspection[], today: string): InspectionCounts {
  const done = inspections.map((one) => ({ unitId: one.unitId, ...foldInspection(one.steps, today) })).filter((one) => one.state === "minuted" || one.state === "concluded");
  const recommendations = done.flatMap((one) => one.recommendations);
  return { inspections: done.length, units: new Set(done.map((one) => one.unitId)).size, recommendations: recommendations.length, closed: recommendations.filter((one) => one.state === "closed").length };
}

/** The same of a year. */
export const inspectionCounts = async (tx: Transaction, year: number): Promise<InspectionCounts> => countsOfInspections(await inspectionsOfYear(tx, year), dayOf(await tx.now()));
