import { z } from "zod";
import { listOutbox, OUTBOX_STATES, type OutboxItem, resendOutbox } from "../../contract/personnel-outbox.ts";
import { dayOf, personNames, unitNames } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, enqueue, pageFrom, Problem, query, type Reply, type Transaction, unknownCursor } from "../platform/index.ts";
import { SEND_TASK } from "./outbox-queue.ts";
import { outboxWorkbookEndpoint } from "./outbox-workbook.ts";
import { shownOfItems } from "./reading.ts";
import { attemptsOf, countItems, findItem, type ItemRow, makeDue, pageOfItems, type PlaceInList } from "./outbox-queries.ts";

/** What is on its way to the national database, and what became of it. */

async function viewsOf(tx: Transaction, rows: readonly ItemRow[]): Promise<OutboxItem[]> {
  const now = await tx.now();
  const attempts = await attemptsOf(tx, rows.map((one) => one.id));
  const names = await personNames(tx, rows.map((one) => one.personId));
  const agencies = await unitNames(tx, [...new Set(rows.map((one) => one.agencyId))]);
  return rows.map((one) => ({
    id: one.id,
    kind: one.kind,
    personId: one.personId,
    name: names.get(one.personId) ?? "",
    agencyName: agencies.get(one.agencyId) ?? "",
    year: one.year,
    period: one.period,
    number: one.number,
    decision: one.decision,
    replaces: one.replaces,
    state: one.state,
    queuedAt: one.queuedAt.toISOString(),
    dueAt: one.dueAt.toISOString(),
    isLate: (one.sentAt ?? now) > one.dueAt,
    nextAt: one.nextAt?.toISOString() ?? null,
    sentAt: one.sentAt?.toISOString() ?? null,
    receipt: one.receipt,
    attempts: (attempts.get(one.id) ?? []).map(({ number, at, outcome, status, detail }) => ({ number, at: at.toISOString(), outcome, status, detail })),
    version: String(one.version),
  }));
}

const STATE = z.enum(OUTBOX_STATES);

/** A cursor of another filter begins nowhere in this one. */
function placeIn(cursor: string, wanted: OutboxItem["state"] | undefined): PlaceInList {
  const [state = "", at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const known = STATE.safeParse(state).data;
  if (known === undefined || (wanted !== undefined && known !== wanted) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at) || Number.isNaN(Date.parse(at)) || !/^[\w-]{1,64}$/.test(id)) throw unknownCursor();
  return { state: known, at, id };
}

const cursorOf = ({ state, at, id }: PlaceInList): string => Buffer.from(`${state} ${at} ${id}`).toString("base64url");

async function handleList(call: Call<typeof listOutbox>, isConnected: boolean): Promise<Reply<typeof listOutbox>> {
  const { tx, query: { limit, cursor, state } } = call;
  const { items, nextCursor } = pageFrom(await pageOfItems(tx, { state, after: cursor === undefined ? undefined : placeIn(cursor, state) }, limit + 1), limit, cursorOf);
  const now = await tx.now();
  return { body: { items: await viewsOf(tx, items), nextCursor, counts: await countItems(tx, now), isConnected, now: now.toISOString() }, shown: shownOfItems(actorOf(call), items) };
}

async function handleResend(call: Call<typeof resendOutbox>): Promise<Change<typeof resendOutbox>> {
  const { tx, params, seen } = call;
  const found = await findItem(tx, params.itemId);
  if (found === undefined) throw new Problem("not-found");
  const [current] = await viewsOf(tx, [found]);
  if (seen !== String(found.version)) throw new Problem("stale", { extra: { current } });
  if (found.state === "sent") throw new Problem("conflict", { detail: { vi: "Kết quả này đã gửi và có biên nhận.", en: "This was sent; there is a receipt." } });
  const at = await tx.now();
  if (!(await makeDue(tx, found, at))) throw new Problem("stale", { extra: { current } });
  await enqueue(tx, SEND_TASK, [{}]);
  const again = await findItem(tx, params.itemId);
  const [view] = await viewsOf(tx, again === undefined ? [] : [again]);
  if (view === undefined) throw new Problem("not-found");
  return { reply: { body: view, version: view.version }, audit: [{ action: "personnel.outbox-resent", subject: `outbox:${found.id}`, data: { at: at.toISOString(), on: dayOf(at), by: actorOf(call).personId } }] };
}

export const outboxEndpoints = (isConnected: boolean): readonly Endpoint[] => [query(listOutbox, (call) => handleList(call, isConnected)), outboxWorkbookEndpoint, command(resendOutbox, handleResend)];
