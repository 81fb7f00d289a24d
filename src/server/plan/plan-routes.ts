import { randomUUID } from "node:crypto";
import { addProgramme, amendPlan, changeGeneral, createPlan, issueVersion, listPlans, listProgrammes, type PlanView, readVersion, removeTarget, removeTask, setTarget, setTask } from "../../contract/plan.ts";
import type { PlanContent } from "../../contract/plan-content.ts";
import type { Route } from "../../contract/route.ts";
import { actorOf, type AuditEntry, type Call, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { keyFaults } from "./content-rules.ts";
import { carriedOver, contentOf, emptyContent, holding, makePlan, type PlanAt, planView, requirePlan, requireVersion, wholeVersion } from "./plans.ts";
import { allPlans, allProgrammes, deleteItem, insertIssue, insertProgramme, insertVersion, lockPlan, putItem, updateVersion, versionsOfPlans } from "./queries.ts";

/** Programmes, plans and what is done to a draft. */

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

const programmes = query(listProgrammes, async ({ tx }) => ({ body: { items: await allProgrammes(tx) } }));

const newProgramme = command(addProgramme, async (call) => {
  const { tx, body } = call;
  if (body.toYear < body.fromYear) throw new Problem("invalid-input", { fields: [{ pointer: "/toYear", message: { vi: "Năm cuối không trước năm đầu.", en: "The last year must not come before the first." } }] });
  const programme = { id: randomUUID(), ...body };
  await insertProgramme(tx, programme, actorOf(call).personId);
  return { reply: { body: programme }, audit: [{ action: "plan.programme-added", subject: `programme:${programme.id}`, data: { ...programme, at: (await tx.now()).toISOString(), by: actorOf(call).personId } }] };
});

const plans = query(listPlans, async ({ tx }) => {
  const versions = Map.groupBy(await versionsOfPlans(tx), (one) => one.planId);
  return { body: { items: (await allPlans(tx)).map((one) => planView(one, versions.get(one.id) ?? [])) } };
});

async function firstContent(tx: Transaction, { year, title, content, fromPlanId }: { readonly year: number; readonly title: string; readonly content?: PlanContent | undefined; readonly fromPlanId?: string | undefined }): Promise<PlanContent> {
  if (content !== undefined) return content;
  if (fromPlanId === undefined) return emptyContent(year, title);
  const from = await requirePlan(tx, fromPlanId);
  const version = holding(await versionsOfPlans(tx, [from.id]));
  if (version === undefined) throw conflict("Kế hoạch được chọn chưa ban hành phiên bản nào.", "The plan that was chosen has no issued version.");
  return carriedOver(await contentOf(tx, version), from.year, year);
}

const create = command(createPlan, async (call) => {
  const { tx, body } = call;
  if (body.programmeId !== null && !(await allProgrammes(tx)).some((one) => one.id === body.programmeId)) throw new Problem("invalid-input", { fields: [{ pointer: "/programmeId", message: { vi: "Không có chương trình này.", en: "There is no such programme." } }] });
  const content = await firstContent(tx, body);
  const faults = keyFaults(content);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.map(({ pointer, vi, en }) => ({ pointer: `/content${pointer}`, message: { vi, en } })) });
  const { plan, audit } = await makePlan(tx, actorOf(call).personId, { programmeId: body.programmeId, year: body.year, title: body.title, content });
  return { reply: { body: planView(plan, await versionsOfPlans(tx, [plan.id])) }, audit: [audit] };
});

const read = query(readVersion, async ({ tx, params }) => {
  const body = await wholeVersion(tx, params);
  return { body, version: body.revision };
});

const replyOf = (body: PlanView) => ({ body, version: body.revision });

const amend = command(amendPlan, async (call) => {
  const { tx, params: { planId } } = call;
  const plan = await requirePlan(tx, planId);
  await lockPlan(tx, planId);
  const versions = await versionsOfPlans(tx, [planId]);
  const current = holding(versions);
  const last = versions.at(-1);
  if (current === undefined || last?.issuedAt === null || last === undefined) throw conflict("Kế hoạch đang có dự thảo chưa ban hành.", "The plan has a draft that is not issued yet.");
  const content = await contentOf(tx, current);
  const number = last.number + 1;
  await insertVersion(tx, { planId, number, follows: current.number }, content, actorOf(call).personId);
  const body = await wholeVersion(tx, { planId, number });
  return { reply: { body, version: body.revision }, audit: [{ action: "plan.amendment-begun", subject: `plan:${plan.id}`, data: { planId, number, follows: current.number, at: (await tx.now()).toISOString(), by: actorOf(call).personId } }] };
});

type Edited = { readonly tx: Transaction; readonly params: PlanAt; readonly seen: string | undefined; readonly actor: Call<Route>["actor"] };
export type Editing = { readonly year: number; readonly general: PlanContent["general"]; readonly content: () => Promise<PlanContent> };

/** A change of a draft, by whoever has seen its present state; returns the whole of it again. */
export async function edit(call: Edited, work: (draft: Editing) => Promise<{ readonly general?: PlanContent["general"]; readonly audit: Omit<AuditEntry, "subject"> }>): Promise<{ readonly reply: { readonly body: PlanView; readonly version: string }; readonly audit: readonly [AuditEntry] }> {
  const { tx, params: { planId, number }, seen } = call;
  const at = { planId, number };
  await lockPlan(tx, planId);
  const { plan, version } = await requireVersion(tx, at);
  if (version.decision !== null) throw conflict("Phiên bản này đã ban hành, không sửa được; hãy lập dự thảo điều chỉnh.", "This version was issued and cannot be changed; begin an amendment.");
  if (seen !== String(version.revision)) throw new Problem("stale", { extra: { current: await wholeVersion(tx, at) } });
  const { general = version.general, audit } = await work({ year: plan.year, general: version.general, content: () => contentOf(tx, version) });
  await updateVersion(tx, planId, number, general);
  const body = await wholeVersion(tx, at);
  return { reply: replyOf(body), audit: [{ ...audit, subject: `plan:${planId}`, data: { planId, number, revision: version.revision + 1, ...audit.data, at: (await tx.now()).toISOString(), by: actorOf(call).personId } }] };
}

const changeTheGeneral = command(changeGeneral, (call) => edit(call, async () => ({ general: call.body, audit: { action: "plan.general-changed", data: { general: call.body } } })));

const putTarget = command(setTarget, (call) =>
  edit(call, async () => {
    const { tx, params: { planId, number, key }, body } = call;
    await putItem(tx, "congtam.plan_target", planId, number, { key, ...body });
    return { audit: { action: "plan.target-set", data: { key, target: body } } };
  }),
);

const putTask = command(setTask, (call) =>
  edit(call, async () => {
    const { tx, params: { planId, number, key }, body } = call;
    await putItem(tx, "congtam.plan_task", planId, number, { key, ...body });
    return { audit: { action: "plan.task-set", data: { key, task: body } } };
  }),
);

const dropTarget = command(removeTarget, (call) =>
  edit(call, async () => {
    const { tx, params: { planId, number, key } } = call;
    if (!(await deleteItem(tx, "congtam.plan_target", planId, number, key))) throw new Problem("not-found");
    return { audit: { action: "plan.target-removed", data: { key } } };
  }),
);

const dropTask = command(removeTask, (call) =>
  edit(call, async () => {
    const { tx, params: { planId, number, key } } = call;
    if (!(await deleteItem(tx, "congtam.plan_task", planId, number, key))) throw new Problem("not-found");
    return { audit: { action: "plan.task-removed", data: { key } } };
  }),
);

const issue = command(issueVersion, async (call) => {
  const { tx, params: { planId, number }, body, seen } = call;
  await lockPlan(tx, planId);
  const before = await wholeVersion(tx, { planId, number });
  if (before.version.state === "issued") throw conflict("Phiên bản này đã ban hành.", "This version was issued already.");
  if (seen !== before.revision) throw new Problem("stale", { extra: { current: before } });
  if (before.faults.length > 0) throw new Problem("invalid-input", { detail: { vi: "Dự thảo còn chỗ sai nên chưa ban hành được.", en: "The draft has faults and cannot be issued." }, fields: before.faults.map(({ pointer, vi, en }) => ({ pointer, message: { vi, en } })) });
  await insertIssue(tx, planId, number, body, actorOf(call).personId);
  const after = await wholeVersion(tx, { planId, number });
  return { reply: replyOf(after), audit: [{ action: "plan.issued", subject: `plan:${planId}`, data: { planId, number, decision: body, revision: before.revision, at: (await tx.now()).toISOString(), by: actorOf(call).personId } }] };
});

export const planDocumentEndpoints: readonly Endpoint[] = [programmes, newProgramme, plans, create, read, amend, changeTheGeneral, putTarget, putTask, dropTarget, dropTask, issue];
