import { randomUUID } from "node:crypto";
import { cancelComputation, listComputations, startComputation } from "../../contract/personnel-computation.ts";
import { actorOf, command, type Endpoint, enqueue, Problem, query } from "../platform/index.ts";
import { changeComputation, computationsOf, findComputation, holdComputations, insertComputation, isUnderWay } from "./computation-queries.ts";
import { COMPUTE_TASK } from "./computing.ts";
import { requireOpen, requirePeriod } from "./period-queries.ts";

/** Computing for everybody is begun, watched and stopped here. */

const start = command(startComputation, async (call) => {
  const { tx, params: { periodId } } = call;
  const by = actorOf(call).personId;
  await requireOpen(tx, periodId);
  await holdComputations(tx, periodId);
  if ((await computationsOf(tx, periodId)).some(isUnderWay)) throw new Problem("conflict", { detail: { vi: "Kỳ này đang được tính.", en: "This period is being computed." } });
  const item = await insertComputation(tx, { id: randomUUID(), period: periodId, by });
  await enqueue(tx, COMPUTE_TASK, [{ id: item.id }], COMPUTE_TASK);
  return { reply: { body: item }, audit: [{ action: "personnel.computation-begun", subject: `work-period:${periodId}`, data: { id: item.id, by } }] };
});

const list = query(listComputations, async ({ tx, params: { periodId } }) => {
  await requirePeriod(tx, periodId);
  return { body: { items: await computationsOf(tx, periodId), now: (await tx.now()).toISOString() } };
});

const cancel = command(cancelComputation, async (call) => {
  const { tx, params: { computationId } } = call;
  const found = await findComputation(tx, computationId);
  if (found === undefined) throw new Problem("not-found");
  const item = await changeComputation(tx, computationId, { state: "cancelled", ended_at: await tx.now() });
  if (item === undefined) throw new Problem("conflict", { detail: { vi: "Lần tính này đã kết thúc.", en: "This computation has ended." } });
  return { reply: { body: item }, audit: [{ action: "personnel.computation-cancelled", subject: `work-period:${found.periodId}`, data: { id: computationId, by: actorOf(call).personId } }] };
});

export const computationEndpoints: readonly Endpoint[] = [start, list, cancel];
