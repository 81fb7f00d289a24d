import { randomUUID } from "node:crypto";
import { actOnInspection, addInspection, type InspectionStep, listInspections, readChecklist, readInspection } from "../../contract/plan-inspection.ts";
import { leavesOf } from "../../scoring/regulation/index-set.ts";
import { campaignsOf, engineOf, readAudience } from "../campaign/index.ts";
import { holdersAmong } from "../identity/index.ts";
import { notifyAll } from "../notification/index.ts";
import { dayOf, unitNames, unitsEverOfPeople } from "../organisation/index.ts";
import { type Actor, actorOf, command, type Endpoint, type FieldProblem, Problem, query, type Transaction } from "../platform/index.ts";
import { coverageOf, foldInspection, mayAct, stepFault, type TakenStep } from "./inspection-rules.ts";
import { insertInspection, insertInspectionStep, inspectionsOfPlan, type StoredInspection } from "./inspection-queries.ts";
import { filesShown, type Found, foundFor, headOf, inspectionRelations, isSeen, standingTo, viewOf } from "./inspections.ts";
import { OVERSEERS } from "./own-unit.ts";
import { unitIn, yearOf } from "./unit-routes.ts";

/** Inspections: the year's plan of them, and one from its arrangement to its last recommendation. */

const list = query(listInspections, async (call) => {
  const { tx, params: { planId } } = call;
  const actor = actorOf(call);
  const { content, units, today } = await yearOf(tx, planId);
  const all = (await inspectionsOfPlan(tx, planId)).map((one) => ({ one, folded: foldInspection(one.steps, today) }));
  const names = await unitNames(tx, all.map(({ one }) => one.unitId));
  const isOverseer = actor.roles.some((role) => OVERSEERS.includes(role));
  const items = all.filter(({ one, folded }) => isSeen(one, folded, actor)).map(({ one, folded }) => headOf(one, folded, names.get(one.unitId) ?? ""));
  // How many are inspected would tell of surprises; who sees all of them knows anyway.
  const coverage = isOverseer ? coverageOf(units.length, all.map(({ one, folded }) => ({ unitId: one.unitId, state: folded.state })), content.general.rules.inspectionShare) : null;
  return { body: { today, coverage, items } };
});

/** What keeps people from a team: no account, named twice, or an interest in the unit at any time of the year. */
async function teamFaults(tx: Transaction, { leader, members }: { readonly leader: string; readonly members: readonly string[] }, unitId: string, year: number): Promise<FieldProblem[]> {
  const people = [leader, ...members];
  const holders = await holdersAmong(tx, people);
  const belonged = await unitsEverOfPeople(tx, people, year);
  return people.flatMap((person, at) => {
    const pointer = at === 0 ? "/leader" : `/members/${String(at - 1)}`;
    if (!holders.has(person)) return [{ pointer, message: { vi: "Không có người này trong hệ thống.", en: "There is no such person." } }];
    if (people.indexOf(person) !== at) return [{ pointer, message: { vi: "Người này được ghi hai lần.", en: "This person is named twice." } }];
    if (belonged.get(person)?.includes(unitId) === true) return [{ pointer, message: { vi: "Người từng giữ vị trí ở đơn vị trong năm không tham gia kiểm tra đơn vị.", en: "Whoever had a post in the unit in the year does not inspect it." } }];
    return [];
  });
}

async function tell(tx: Transaction, { unitId, id, year }: { readonly unitId: string; readonly id: string; readonly year: number }, step: "inspection" | "minutes" | "recommendation", { count = 0, due }: { readonly count?: number; readonly due: string | null }): Promise<void> {
  const { ofUnits } = await readAudience(tx);
  const names = await unitNames(tx, [unitId]);
  await notifyAll(tx, [{ to: ofUnits({ ownerUnitId: null, officeIds: [] }, [unitId]), kind: "plan", subject: `plan:${String(year)}/inspections/${id}`, data: { step, unit: names.get(unitId) ?? "", year, count, due }, dedupe: `${step} ${id} ${String(due)}` }]);
}

const add = command(addInspection, async (call) => {
  const { tx, params: { planId }, body } = call;
  const actor = actorOf(call);
  const year = await yearOf(tx, planId);
  const unit = year.units.find((one) => one.id === body.unitId);
  const { leader, members, from, to } = body;
  const faults = [
    ...(unit === undefined ? [{ pointer: "/unitId", message: { vi: "Không có đơn vị này trong năm.", en: "There is no such unit in the year." } }] : []),
    ...(to < from ? [{ pointer: "/to", message: { vi: "Ngày cuối không trước ngày đầu.", en: "The last day must not come before the first." } }] : []),
    ...(from.startsWith(`${String(year.year)}-`) ? [] : [{ pointer: "/from", message: { vi: `Ngày kiểm tra phải trong năm ${String(year.year)}.`, en: `The day must lie in ${String(year.year)}.` } }]),
    ...(await teamFaults(tx, { leader, members }, body.unitId, year.year)),
  ];
  if (unit === undefined || faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  const at = await tx.now();
  const first: readonly InspectionStep[] = [{ kind: "schedule", from, to }, { kind: "staff", leader, members }, { kind: "checklist", items: body.checklist }];
  const steps = first.map((step, i): TakenStep => ({ number: i + 1, at, by: actor.personId, step }));
  const inspection: StoredInspection = { id: randomUUID(), planId, unitId: unit.id, kind: body.kind, purpose: body.purpose, steps };
  await insertInspection(tx, inspection, actor.personId);
  if (body.kind === "planned") await tell(tx, { ...inspection, year: year.year }, "inspection", { due: from });
  const view = viewOf({ inspection, folded: foldInspection(steps, dayOf(at)), unitName: unit.name, today: dayOf(at), files: [] }, actor);
  return { reply: { body: view, version: view.version }, audit: [{ action: "plan.inspection-arranged", subject: `inspection:${inspection.id}`, data: { ...inspection, steps: steps.map((one) => ({ ...one, at: one.at.toISOString() })), by: actor.personId } }] };
});

const checklist = query(readChecklist, async (call) => {
  const { tx, params: { planId }, query: { unitId } } = call;
  const year = await yearOf(tx, planId);
  const { indexCode } = unitIn(year, unitId);
  const MOST = 100;
  // Inspections begin before the year's evaluation does: until then by what was last evaluated.
  const [campaign] = (await campaignsOf(tx, actorOf(call), MOST)).filter((one) => one.year <= year.year && one.ownerUnitId === null).toSorted((a, b) => b.year - a.year);
  const index = campaign === undefined ? undefined : (await engineOf(tx, campaign)).indexes.get(indexCode ?? "");
  return { body: { year: index === undefined ? null : (campaign?.year ?? null), items: (index?.contents ?? []).filter((one) => one.kind === "points").flatMap(({ content }) => leavesOf(content).map(({ code, title }) => ({ code, title }))) } };
});

const read = query(
  readInspection,
  async (call) => {
    const body = viewOf(await foundFor(call), actorOf(call));
    return { body, version: body.version };
  },
  inspectionRelations,
);

/** What a step names was brought to this inspection, and is there for whoever names it. */
function fileFaults(step: InspectionStep, found: Found, actor: Actor): FieldProblem[] {
  if (step.kind !== "find" && step.kind !== "mend") return [];
  const known = new Set(filesShown(found, actor).map((one) => String(one.number)));
  return step.files.flatMap((one, at) => (known.has(one) ? [] : [{ pointer: `/files/${String(at)}`, message: { vi: "Không phải tệp của cuộc kiểm tra này.", en: "Not a file of this inspection." } }]));
}

async function requireSound(tx: Transaction, step: InspectionStep, found: Found, actor: Actor): Promise<number> {
  const { inspection, folded, today } = found;
  // Whoever has come to the unit since the team was chosen is found out before it sets out.
  const team = step.kind === "staff" ? step : step.kind === "begin" ? folded : undefined;
  const { year } = await yearOf(tx, inspection.planId);
  const fault = stepFault(step, folded, today);
  const faults = [...(fault === undefined ? [] : [{ pointer: `/${fault.field}`, message: { vi: fault.vi, en: fault.en } }]), ...(team === undefined ? [] : await teamFaults(tx, team, inspection.unitId, year)), ...fileFaults(step, found, actor)];
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
  return year;
}

async function follow(tx: Transaction, { inspection, folded }: Found, step: InspectionStep, year: number): Promise<void> {
  const about = { ...inspection, year };
  if (step.kind === "begin" && inspection.kind === "surprise") await tell(tx, about, "inspection", { due: folded.from });
  if (step.kind === "minutes") await tell(tx, about, "minutes", { due: null });
  const [first] = folded.recommendations.map((one) => one.due).toSorted();
  if (step.kind === "conclude" && first !== undefined) await tell(tx, about, "recommendation", { count: folded.recommendations.length, due: first });
}

const act = command(
  actOnInspection,
  async (call) => {
    const { tx, body: step, seen } = call;
    const actor = actorOf(call);
    const found = await foundFor(call);
    const { inspection, folded, today } = found;
    const current = viewOf(found, actor);
    if (seen !== current.version) throw new Problem("stale", { extra: { current } });
    if (!mayAct(step.kind, folded, standingTo(inspection, folded, actor))) throw new Problem("conflict", { detail: { vi: "Cuộc kiểm tra không ở bước đó, hoặc việc này của người khác.", en: "The inspection is not at this step, or it is somebody else's to take." } });
    const year = await requireSound(tx, step, found, actor);
    const taken: TakenStep = { number: inspection.steps.length + 1, at: await tx.now(), by: actor.personId, step };
    if (!(await insertInspectionStep(tx, inspection.id, taken))) throw new Problem("stale", { extra: { current } });
    await follow(tx, found, step, year);
    const after = { ...inspection, steps: [...inspection.steps, taken] };
    const body = viewOf({ ...found, inspection: after, folded: foldInspection(after.steps, today) }, actor);
    return { reply: { body, version: body.version }, audit: [{ action: `plan.inspection-${step.kind}`, subject: `inspection:${inspection.id}`, data: { ...taken, at: taken.at.toISOString() } }] };
  },
  inspectionRelations,
);

export const inspectionEndpoints: readonly Endpoint[] = [list, add, checklist, read, act];
