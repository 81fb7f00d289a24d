import { randomUUID } from "node:crypto";
import { cancelConsolidation, type Consolidated, consolidationDocument, consolidationTable, listConsolidations, readConsolidation, startConsolidation } from "../../contract/plan-consolidation.ts";
import { documentFile, letterheadOf, tableFile } from "../documents/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, enqueue, type FileReply, Problem, query, type Transaction } from "../platform/index.ts";
import { cancel, consolidationsOf, findConsolidation, holdPeriod, insertConsolidation, itemView, resultOf } from "./consolidation-queries.ts";
import { isUnderWay, TASK } from "./report-consolidating.ts";
import { conflict, formOf } from "./report-desk.ts";
import { provinceFilling, provinceKind } from "./report-paper.ts";
import { provinceSheets } from "./report-sheets.ts";
import { findPeriod, unitsOfPeriod } from "./report-queries.ts";

/** Drawing together is begun, watched and stopped here; what came of it goes out as a paper and as tables. */

async function handleStart(call: Call<typeof startConsolidation>): Promise<Change<typeof startConsolidation>> {
  const { tx, params: { periodId } } = call;
  const by = actorOf(call).personId;
  const period = await findPeriod(tx, periodId);
  if (period === undefined) throw new Problem("not-found");
  await holdPeriod(tx, periodId);
  if ((await consolidationsOf(tx, periodId)).some(isUnderWay)) throw conflict("Đang tổng hợp kỳ này.", "This period is being drawn together.");
  const total = (await unitsOfPeriod(tx, periodId)).length;
  const item = await insertConsolidation(tx, randomUUID(), periodId, total, by);
  await enqueue(tx, TASK, [{ id: item.id }], TASK);
  return { reply: { body: itemView(item) }, audit: [{ action: "report.consolidation-begun", subject: `consolidation:${item.id}`, data: { period: periodId, by } }] };
}

async function handleCancel(call: Call<typeof cancelConsolidation>): Promise<Change<typeof cancelConsolidation>> {
  const { tx, params: { consolidationId } } = call;
  if ((await findConsolidation(tx, consolidationId)) === undefined) throw new Problem("not-found");
  const item = await cancel(tx, consolidationId);
  if (item === undefined) throw conflict("Lần tổng hợp này đã kết thúc.", "This consolidation has ended.");
  return { reply: { body: itemView(item) }, audit: [{ action: "report.consolidation-cancelled", subject: `consolidation:${item.id}`, data: { by: actorOf(call).personId } }] };
}

/** What came of a consolidation that is done. */
async function doneOf(tx: Transaction, id: string): Promise<{ readonly result: Consolidated; readonly authority: string; readonly sha256: string }> {
  const item = await findConsolidation(tx, id);
  const period = item === undefined ? undefined : await findPeriod(tx, item.periodId);
  if (item === undefined || period === undefined) throw new Problem("not-found");
  const result = await resultOf(tx, id);
  if (result === null) throw conflict("Chưa tổng hợp xong.", "It is not done yet.");
  return { result, authority: (await formOf(tx, period)).authority, sha256: item.sha256 ?? "" };
}

async function handleDocument({ tx, params, query: { format } }: Call<typeof consolidationDocument>): Promise<FileReply> {
  const { result, authority, sha256 } = await doneOf(tx, params.consolidationId);
  const letterhead = await letterheadOf(tx, authority);
  return documentFile(tx, provinceKind, { name: result.title, filling: provinceFilling(result, letterhead, sha256), format });
}

async function handleTable({ tx, params }: Call<typeof consolidationTable>): Promise<FileReply> {
  const { result } = await doneOf(tx, params.consolidationId);
  return tableFile(`${result.title} - tổng hợp`, provinceSheets(result));
}

export const reportConsolidationRoutes: readonly Endpoint[] = [
  command(startConsolidation, handleStart),
  query(listConsolidations, async ({ tx, params }) => {
    if ((await findPeriod(tx, params.periodId)) === undefined) throw new Problem("not-found");
    return { body: { items: (await consolidationsOf(tx, params.periodId)).map(itemView) } };
  }),
  query(readConsolidation, async ({ tx, params }) => {
    const item = await findConsolidation(tx, params.consolidationId);
    if (item === undefined) throw new Problem("not-found");
    return { body: { item: itemView(item), result: await resultOf(tx, item.id) } };
  }),
  command(cancelConsolidation, handleCancel),
  query(consolidationDocument, handleDocument),
  query(consolidationTable, handleTable),
];
