import { actOnUnitPlan, listUnitPlans, readUnitPlan, removeUnitItem, setUnitItem, takeOver, type UnitItem, type UnitPlanStep, type UnitPlanView } from "../../contract/plan-units.ts";
import type { PlanContent } from "../../contract/plan-content.ts";
import { readAudience } from "../campaign/index.ts";
import { notifyAll } from "../notification/index.ts";
import { dayOf, type KnownUnit, unitsOn } from "../organisation/index.ts";
import { type Actor, actorOf, type AuditEntry, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { dayForYear } from "./days.ts";
import { contentOf, holding, requirePlan } from "./plans.ts";
import { versionsOfPlans } from "./queries.ts";
import { askedOf, isLate, mayEdit, mayStep, missingIn, offeredTo, standingOf, takenOver } from "./unit-rules.ts";
import { OVERSEERS, ownUnit } from "./own-unit.ts";
import { deleteUnitItem, insertUnitStep, lockUnitPlan, putUnitItems, type StoredUnitPlan, touchUnitPlan, unitPlanIn, unitPlansIn } from "./unit-queries.ts";

/** What units make of the province's plan, and what the department says of it. */

const PROVINCE = { ownerUnitId: null, officeIds: [] };
const refuse = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

type Year = { readonly planId: string; readonly year: number; readonly content: PlanContent; readonly units: readonly KnownUnit[]; readonly today: string };

/** A plan that holds, with the units of its year; before one was issued there is nothing to make plans of. */
export async function yearOf(tx: Transaction, planId: string): Promise<Year> {
  const plan = await requirePlan(tx, planId);
  const version = holding(await versionsOfPlans(tx, [planId]));
  if (version === undefined) throw new Problem("not-found");
  const now = await tx.now();
  const units = (await unitsOn(tx, dayForYear(plan.year, now))).filter((one) => one.indexCode !== null);
  return { planId, year: plan.year, content: await contentOf(tx, version), units, today: dayOf(now) };
}

export function unitIn({ units }: Pick<Year, "units">, unitId: string): KnownUnit {
  const unit = units.find((one) => one.id === unitId);
  if (unit === undefined) throw new Problem("not-found");
  return unit;
}

function summaryOf({ content, today }: Year, unit: KnownUnit, { items, steps }: Pick<StoredUnitPlan, "items" | "steps">) {
  const standing = standingOf(steps);
  const due = content.general.rules.unitPlansDue.on;
  const offered = offeredTo(askedOf(content, unit), items);
  const head = { unitId: unit.id, unitCode: unit.code, unitName: unit.name, state: standing.state, submittedAt: standing.submittedAt?.toISOString() ?? null, isLate: isLate(standing, due, today) };
  return { head, offered, missing: missingIn(offered), submittedBy: standing.submittedBy };
}

const NONE: Pick<StoredUnitPlan, "items" | "steps"> = { items: [], steps: [] };

const list = query(listUnitPlans, async ({ tx, params: { planId } }) => {
  const year = await yearOf(tx, planId);
  const plans = await unitPlansIn(tx, planId);
  const items = year.units.map((unit) => {
    const plan = plans.get(unit.id) ?? NONE;
    const { head, missing } = summaryOf(year, unit, plan);
    return { ...head, items: plan.items.length, missing: missing.length };
  });
  return { body: { due: year.content.general.rules.unitPlansDue.on, today: year.today, items } };
});

function viewOf(year: Year, unit: KnownUnit, plan: StoredUnitPlan): UnitPlanView {
  const { head, offered, missing } = summaryOf(year, unit, plan);
  const steps = plan.steps.map(({ at, ...one }) => ({ ...one, at: at.toISOString() }));
  return { planId: year.planId, year: year.year, due: year.content.general.rules.unitPlansDue.on, ...head, items: [...plan.items], steps, offered, missing, version: String(plan.revision) };
}

const read = query(
  readUnitPlan,
  async ({ tx, params: { planId, unitId } }) => {
    const year = await yearOf(tx, planId);
    const body = viewOf(year, unitIn(year, unitId), await unitPlanIn(tx, planId, unitId));
    return { body, version: body.version };
  },
  ownUnit(OVERSEERS),
);

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly planId: string; readonly unitId: string }; readonly seen: string | undefined };
type Desk = { readonly year: Year; readonly unit: KnownUnit; readonly plan: StoredUnitPlan };
type Done = { readonly reply: { readonly body: UnitPlanView; readonly version: string }; readonly audit: readonly [AuditEntry] };

/** A change by whoever has seen the plan's present state. */
async function changing(call: Asked, work: (desk: Desk) => Promise<Omit<AuditEntry, "subject">>): Promise<Done> {
  const { tx, params: { planId, unitId }, seen } = call;
  const { personId: by } = actorOf(call);
  await lockUnitPlan(tx, planId, unitId);
  const year = await yearOf(tx, planId);
  const unit = unitIn(year, unitId);
  const plan = await unitPlanIn(tx, planId, unitId);
  const current = viewOf(year, unit, plan);
  if (seen !== current.version) throw new Problem("stale", { extra: { current } });
  await touchUnitPlan(tx, planId, unitId);
  const { action, data } = await work({ year, unit, plan });
  const body = viewOf(year, unit, await unitPlanIn(tx, planId, unitId));
  return { reply: { body, version: body.version }, audit: [{ action, subject: `unit-plan:${planId}:${unitId}`, data: { planId, unitId, revision: Number(body.version), ...data, at: (await tx.now()).toISOString(), by } }] };
}

/** The same of its items, while they may be changed. */
const editing = (call: Asked, work: (desk: Desk) => Promise<Omit<AuditEntry, "subject">>): Promise<Done> =>
  changing(call, async (desk) => {
    if (!mayEdit(standingOf(desk.plan.steps).state)) throw refuse("Kế hoạch đã gửi; hãy rút lại hoặc chờ trả lại để sửa.", "The plan was handed in; take it back, or wait for its return, to change it.");
    return work(desk);
  });

const taking = command(
  takeOver,
  (call) =>
    editing(call, async ({ year, unit, plan }) => {
      const { tx, params: { planId, unitId }, body: { keys } } = call;
      const offered = offeredTo(askedOf(year.content, unit), plan.items);
      const unknown = (keys ?? []).filter((key) => !offered.some((one) => one.key === key));
      if (unknown.length > 0) throw new Problem("invalid-input", { fields: unknown.map((key) => ({ pointer: `/keys/${String(keys?.indexOf(key) ?? 0)}`, message: { vi: `Kế hoạch tỉnh không giao mục ${key} cho đơn vị, hoặc đã có trong kế hoạch.`, en: `The province's plan does not ask ${key} of the unit, or the plan has it.` } })) });
      const tasks = new Map(year.content.tasks.map((one) => [one.key, one]));
      const items = offered.filter((one) => (keys === undefined ? one.role !== "partner" : keys.includes(one.key))).map((one) => takenOver(one, tasks));
      await putUnitItems(tx, planId, unitId, items);
      return { action: "plan.unit-items-taken", data: { items } };
    }),
  ownUnit(),
);

const MOST_ITEMS = 1000;

const putting = command(
  setUnitItem,
  (call) =>
    editing(call, async ({ year, unit, plan }) => {
      const { tx, params: { planId, unitId, key }, body } = call;
      const before = plan.items.find((one) => one.key === key);
      const isProvinces = before?.isProvinces ?? false;
      // A key of the province's plan is taken over, and not invented once more.
      if (before === undefined && askedOf(year.content, unit).some((one) => one.key === key)) throw new Problem("invalid-input", { fields: [{ pointer: "/key", message: { vi: "Mục này có trong kế hoạch tỉnh: hãy đưa vào kế hoạch đơn vị.", en: "The province's plan has this item: take it over." } }] });
      if (isProvinces && before?.kind !== body.kind) throw refuse("Không đổi loại của mục lấy từ kế hoạch tỉnh.", "An item of the province's plan stays what it is.");
      if (before === undefined && plan.items.length >= MOST_ITEMS) throw refuse("Kế hoạch đã có quá nhiều mục.", "The plan has too many items.");
      if (body.timing.kind === "once" && !body.timing.due.startsWith(`${String(year.year)}-`)) throw new Problem("invalid-input", { fields: [{ pointer: "/timing/due", message: { vi: `Thời hạn phải trong năm ${String(year.year)}.`, en: `The day must lie in ${String(year.year)}.` } }] });
      const item: UnitItem = { key, isProvinces, ...body };
      await putUnitItems(tx, planId, unitId, [item]);
      return { action: "plan.unit-item-set", data: { item } };
    }),
  ownUnit(),
);

const removing = command(
  removeUnitItem,
  (call) =>
    editing(call, async () => {
      const { tx, params: { planId, unitId, key } } = call;
      if (!(await deleteUnitItem(tx, planId, unitId, key))) throw new Problem("not-found");
      return { action: "plan.unit-item-removed", data: { key } };
    }),
  ownUnit(),
);

/** Whether somebody may take a step at all: a unit's head for the own plan, the department for that of others. */
function requireRight(step: UnitPlanStep, { personId, roles, unitIds }: Actor, { unit, plan }: Desk): void {
  const isUnits = step.kind === "submit" || step.kind === "withdraw";
  if (isUnits) {
    if (!roles.includes("unit-head") || !unitIds.includes(unit.id)) throw new Problem("not-allowed");
    return;
  }
  if (!roles.includes("programme-officer")) throw new Problem("not-allowed");
  if (step.kind === "approve" && standingOf(plan.steps).submittedBy === personId) throw new Problem("not-allowed", { detail: { vi: "Người gửi không phê duyệt kế hoạch do mình gửi.", en: "Nobody approves a plan that they handed in themselves." } });
}

function requireComplete(step: UnitPlanStep, { year, unit, plan }: Desk): void {
  if (step.kind !== "submit" || step.reason !== undefined) return;
  const { missing } = summaryOf(year, unit, plan);
  if (plan.items.length === 0) throw refuse("Kế hoạch chưa có mục nào.", "The plan has no item yet.");
  if (missing.length > 0) throw new Problem("invalid-input", { detail: { vi: `Còn ${String(missing.length)} chỉ tiêu của tỉnh do đơn vị báo cáo chưa có trong kế hoạch; hãy đưa vào hoặc nêu lý do.`, en: `${String(missing.length)} targets of the province that the unit reports are left out; take them in or give a reason.` }, fields: [{ pointer: "/reason", message: { vi: "Cần lý do vì còn chỉ tiêu bị bỏ sót.", en: "A reason is needed, since targets are left out." }, expected: missing.map((one) => one.key).join(", ") }] });
}

const TOLD = { submit: "submitted", return: "returned", approve: "approved" } as const;

async function tell(tx: Transaction, { unit, year }: Desk, step: UnitPlanStep, number: number): Promise<void> {
  if (step.kind === "withdraw") return;
  const { ofUnits, withRole } = await readAudience(tx);
  const to = step.kind === "submit" ? withRole(PROVINCE, ["programme-officer"]) : ofUnits(PROVINCE, [unit.id]);
  await notifyAll(tx, [{ to, kind: "plan", subject: `plan:${String(year.year)}/units/${unit.id}`, data: { step: TOLD[step.kind], unit: unit.name, year: year.year, count: 0, due: null }, dedupe: `${unit.id} ${String(number)}` }]);
}

const acting = command(
  actOnUnitPlan,
  (call) =>
    changing(call, async (desk) => {
      const { tx, params: { planId, unitId }, body: step } = call;
      const actor = actorOf(call);
      requireRight(step, actor, desk);
      if (!mayStep(standingOf(desk.plan.steps).state, step.kind)) throw refuse("Kế hoạch không ở tình trạng cho phép bước đó.", "The plan is not in a state for this step.");
      requireComplete(step, desk);
      const number = desk.plan.steps.length + 1;
      await insertUnitStep(tx, planId, unitId, { number, at: await tx.now(), by: actor.personId, step });
      await tell(tx, desk, step, number);
      // What was handed in is told whole, so that it can be read again whatever is changed later.
      return { action: `plan.unit-plan-${step.kind}`, data: { number, step, ...(step.kind === "submit" ? { items: desk.plan.items } : {}) } };
    }),
  ownUnit(["programme-officer"]),
);

export const unitPlanEndpoints: readonly Endpoint[] = [list, read, taking, putting, removing, acting];
