import type { KeptRow, Telling } from "../audit/index.ts";
import { listOf, moment, rowOf, told, type ToldRow } from "./told-rows.ts";

/** Which rows of the reform plan's tables an entry of the ledger tells of. No I/O. */

type Entry = Pick<Telling, "action" | "subject" | "data">;
type Teller = (entry: Entry) => ToldRow[];

const INSPECTION_STEPS = ["schedule", "staff", "checklist", "cancel", "begin", "find", "minutes", "answer", "recommend", "conclude", "mend", "close"] as const;
export const PLAN_ACTIONS = ["programme-added", "created", "amendment-begun", "general-changed", "target-set", "target-removed", "task-set", "task-removed", "table-imported", "issued"].map((one) => `plan.${one}`);
export const UNIT_PLAN_ACTIONS = ["unit-items-taken", "unit-item-set", "unit-item-removed", "unit-plan-submit", "unit-plan-withdraw", "unit-plan-approve", "unit-plan-return", "work-recorded", "duplicate-decided", "calendar-link-made", "calendar-link-revoked"].map((one) => `plan.${one}`);
export const INSPECTION_ACTIONS = [...["inspection-arranged", "inspection-file", "register-entered", "register-changed", "register-withdrawn"].map((one) => `plan.${one}`), ...INSPECTION_STEPS.map((one) => `plan.inspection-${one}`)];

const text = (value: unknown): string => (typeof value === "string" ? value : String(value));
const idOf = ({ subject }: Pick<Entry, "subject">): string => subject.slice(subject.indexOf(":") + 1);
const without = (row: KeptRow, ...names: readonly string[]): KeptRow => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

type Item = { readonly position: number; readonly body: KeptRow };
type Kind = "plan_target" | "plan_task";
/** What a draft holds while the ledger is told: an amendment begins as what it follows. */
type Draft = { general: unknown; readonly plan_target: Map<string, Item>; readonly plan_task: Map<string, Item> };

const lastOf = (items: ReadonlyMap<string, Item>): number => Math.max(0, ...[...items.values()].map((one) => one.position));

function filled(items: Map<string, Item>, given: readonly KeptRow[]): void {
  items.clear();
  for (const [at, one] of given.entries()) items.set(text(one["key"]), { position: at + 1, body: without(one, "key") });
}

/** Plans, their versions and what stands in them. */
export function tellerOfPlans(): Teller {
  const drafts = new Map<string, Draft>();
  const draftOf = (plan: unknown, number: unknown): Draft => {
    const name = `${text(plan)} ${text(number)}`;
    const draft = drafts.get(name) ?? { general: null, plan_target: new Map<string, Item>(), plan_task: new Map<string, Item>() };
    drafts.set(name, draft);
    return draft;
  };
  const itemRows = (plan: unknown, number: unknown, { plan_target: targets, plan_task: tasks }: Draft): ToldRow[] => [...([["plan_target", targets], ["plan_task", tasks]] as const)].flatMap(([table, items]) => [...items].map(([key, { position, body }]) => told(table, { plan, number, key, position, body }, true)));
  const begun = (plan: unknown, number: unknown, follows: unknown, { at, by }: KeptRow): ToldRow[] => {
    const draft = draftOf(plan, number);
    return [told("plan_version", { plan, number, follows, general: draft.general, revision: 1, at: moment(at), by }), ...itemRows(plan, number, draft)];
  };
  const set = (table: Kind, { planId: plan, number, key }: KeptRow, body: KeptRow): ToldRow[] => {
    const items = draftOf(plan, number)[table];
    const position = items.get(text(key))?.position ?? lastOf(items) + 1;
    items.set(text(key), { position, body });
    return [told(table, { plan, number, key, position, body }, true)];
  };
  const removed = (table: Kind, { planId: plan, number, key }: KeptRow): ToldRow[] => {
    draftOf(plan, number)[table].delete(text(key));
    return [{ ...told(table, { plan, number, key }), isGone: true }];
  };
  const revised = ({ planId: plan, number, revision, general }: KeptRow): ToldRow => told("plan_version", { plan, number, revision, general }, true);
  const of: Readonly<Record<string, (data: KeptRow) => ToldRow[]>> = {
    "plan.programme-added": ({ id, title, fromYear, toYear, decision, at, by }) => [told("reform_programme", { id, title, from_year: fromYear, to_year: toYear, decision, at: moment(at), by })],
    "plan.created": ({ id, programmeId, year, title, content, ...data }) => {
      const { general, targets, tasks } = rowOf(content);
      const draft = draftOf(id, 1);
      draft.general = general;
      filled(draft.plan_target, listOf(targets));
      filled(draft.plan_task, listOf(tasks));
      return [told("reform_plan", { id, programme: programmeId, year, title, at: moment(data["at"]), by: data["by"] }), ...begun(id, 1, null, data)];
    },
    "plan.amendment-begun": (data) => {
      const { planId, number, follows } = data;
      const [before, draft] = [draftOf(planId, follows), draftOf(planId, number)];
      draft.general = before.general;
      for (const table of ["plan_target", "plan_task"] as const) filled(draft[table], [...before[table]].toSorted(([, a], [, b]) => a.position - b.position).map(([key, one]) => ({ key, ...one.body })));
      return begun(planId, number, follows, data);
    },
    "plan.general-changed": (data) => {
      draftOf(data["planId"], data["number"]).general = data["general"];
      return [revised(data)];
    },
    "plan.target-set": (data) => [revised(without(data, "general")), ...set("plan_target", data, rowOf(data["target"]))],
    "plan.task-set": (data) => [revised(without(data, "general")), ...set("plan_task", data, rowOf(data["task"]))],
    "plan.target-removed": (data) => [revised(data), ...removed("plan_target", data)],
    "plan.task-removed": (data) => [revised(data), ...removed("plan_task", data)],
    "plan.table-imported": (data) => {
      const { planId, number } = data;
      const draft = draftOf(planId, number);
      const gone = (["plan_target", "plan_task"] as const).flatMap((table) => [...draft[table].keys()].map((key): ToldRow => ({ ...told(table, { plan: planId, number, key }), isGone: true })));
      filled(draft.plan_target, listOf(data["targets"]));
      filled(draft.plan_task, listOf(data["tasks"]));
      return [revised(data), ...gone, ...itemRows(planId, number, draft)];
    },
    "plan.issued": ({ planId: plan, number, decision, at, by }) => [told("plan_issue", { plan, number, decision, at: moment(at), by })],
  };
  return ({ action, data }) => of[action]?.(data) ?? [];
}

/** Units' own plans, what they say they have done, what two of them both do, and secret addresses of calendars. */
export function tellerOfUnitPlans(): Teller {
  const plans = new Map<string, Map<string, number>>();
  const positionsOf = (plan: unknown, unit: unknown): Map<string, number> => {
    const name = `${text(plan)} ${text(unit)}`;
    const positions = plans.get(name) ?? new Map<string, number>();
    plans.set(name, positions);
    return positions;
  };
  const put = ({ planId: plan, unitId: unit }: KeptRow, items: readonly KeptRow[]): ToldRow[] => {
    const positions = positionsOf(plan, unit);
    const last = Math.max(0, ...positions.values());
    return items.map((item, at) => {
      const key = text(item["key"]);
      const position = positions.get(key) ?? last + at + 1;
      positions.set(key, position);
      return told("unit_plan_item", { plan, unit, key, position, body: without(item, "key") }, true);
    });
  };
  const of: Readonly<Record<string, (data: KeptRow) => ToldRow[]>> = {
    "plan.unit-items-taken": (data) => put(data, listOf(data["items"])),
    "plan.unit-item-set": (data) => put(data, [rowOf(data["item"])]),
    "plan.unit-item-removed": ({ planId: plan, unitId: unit, key }) => {
      positionsOf(plan, unit).delete(text(key));
      return [{ ...told("unit_plan_item", { plan, unit, key }), isGone: true }];
    },
    "plan.work-recorded": ({ planId: plan, unitId: unit, key, period, number, isDone, note, files, at, by }) => [told("plan_work_record", { plan, unit, key, period, number, is_done: isDone, note, files, at: moment(at), by })],
    "plan.duplicate-decided": ({ planId: plan, first, second, number, verdict, reason, at, by }) => [told("plan_duplicate", { plan, first_unit: rowOf(first)["unitId"], first_key: rowOf(first)["key"], second_unit: rowOf(second)["unitId"], second_key: rowOf(second)["key"], number, verdict, reason, at: moment(at), by })],
    "plan.calendar-link-made": ({ id, secretHash, person, at }) => [told("plan_calendar_link", { id, secret_hash: secretHash, person, at: moment(at), revoked_at: null })],
    "plan.calendar-link-revoked": ({ id, revokedAt }) => [told("plan_calendar_link", { id, revoked_at: moment(revokedAt) }, true)],
  };
  return ({ action, data }) => {
    const { planId: plan, unitId: unit, revision, number, step, at, by } = data;
    const counted = revision === undefined ? [] : [told("unit_plan", { plan, unit, revision }, true)];
    const stepped = action.startsWith("plan.unit-plan-") ? [told("unit_plan_step", { plan, unit, number, at: moment(at), by, step })] : [];
    return [...counted, ...stepped, ...(of[action]?.(data) ?? [])];
  };
}

const stepTold = (inspection: string, { number, at, by, step }: KeptRow): ToldRow => told("inspection_step", { inspection, number, at: moment(at), by, step });

/** Inspections with their files, and the registers. */
export const toldOfInspections: Teller = (entry) => {
  const { action, data } = entry;
  const id = idOf(entry);
  if (action === "plan.inspection-arranged") {
    const { planId: plan, unitId: unit, kind, purpose, steps, by } = data;
    return [told("inspection", { id, plan, unit, kind, purpose, at: moment(rowOf(listOf(steps)[0])["at"]), by }), ...listOf(steps).map((one) => stepTold(id, one))];
  }
  if (action === "plan.inspection-file") {
    const { number, name, kind, sha256, at, by } = data;
    return [told("inspection_file", { inspection: id, number, name, kind, sha256, bytes: sha256, at: moment(at), by })];
  }
  if (action.startsWith("plan.inspection-")) return [stepTold(id, data)];
  const { unitId: unit, year, body, isWithdrawn, at, by, version } = data;
  const kept = told("plan_register_version", { entry: id, number: Number(version), body, withdrawn: isWithdrawn, at: moment(at), by });
  return action === "plan.register-entered" ? [told("plan_register", { id, kind: rowOf(body)["kind"], unit, year, at: moment(at), by }), kept] : [kept];
};
