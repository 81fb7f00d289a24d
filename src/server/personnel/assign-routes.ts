import { assignWork, listProducts } from "../../contract/personnel-work.ts";
import { boundsOf } from "../../contract/personnel-bounds.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { coefficientUnits, hundredthsOf } from "./amounts.ts";
import { type CatalogueItem, catalogueItems, catalogueItemsById } from "./catalogue-queries.ts";
import { requireOpen } from "./period-queries.ts";
import type { Place } from "./place-rules.ts";
import { dayWithin, isSuperior, placesOn, placeWords, todayOf } from "./places.ts";
import { confirmedAmong, insertEvents, insertItems, lockPeople, type NewItem, nextTeam } from "./work-queries.ts";
import { assignmentFaults } from "./work-rules.ts";
import type { Item, ItemEvent } from "./work-tables.ts";
import { itemViews } from "./work-view.ts";

/** Heads assign work of the catalogue to the people whom they follow (article 18.1). */

const MOST_FIELDS = 100;

/** How many standard units a line of the catalogue counts; one that cannot be counted is nobody's to assign. */
export function unitsOf({ coefficient, code }: CatalogueItem): number {
  const units = coefficientUnits(coefficient);
  if (units === undefined) throw new Problem("conflict", { detail: { vi: `${code} chưa có hệ số quy đổi dùng được.`, en: `${code} has no coefficient that can be used.` } });
  return units;
}

/** Nothing of a person whose period is confirmed changes; whoever confirms waits for this, or this for them. */
export async function requireUnconfirmed(tx: Transaction, period: string, people: readonly string[]): Promise<void> {
  await lockPeople(tx, period, people);
  if ((await confirmedAmong(tx, period, people)).length > 0) throw new Problem("conflict", { detail: { vi: "Phiếu của người này trong kỳ đã xác nhận; muốn sửa, cấp trên mở lại phiếu với lý do.", en: "This person's form of the period is confirmed; to change anything, the superior reopens it with a reason." } });
}

/** Entries for the ledger: every piece as it now stands. */
export const workEntry = (action: string, period: string, by: string, items: readonly Item[], more: Readonly<Record<string, unknown>> = {}): AuditEntry => ({ action: `personnel.${action}`, subject: `work-period:${period}`, data: { by, items, ...more } });

/** The people named in assignments with clear places, all followed by the actor; otherwise the answer says who is not. */
async function followed(call: Call<typeof assignWork>): Promise<Map<string, Place>> {
  const { tx, params, body } = call;
  const people = [...new Set(body.assignments.flatMap((one) => one.people.map(({ personId }) => personId)))];
  const places = await placesOn(tx, { people }, dayWithin(boundsOf(params.periodId), await todayOf(tx)));
  const unclear = [...places.values()].find((one) => one.fault !== undefined);
  if (unclear?.fault !== undefined) throw new Problem("conflict", { detail: placeWords(unclear.name, unclear.fault) });
  return places;
}

/** Whether the actor follows everybody who is given work. */
async function relations(call: Call<typeof assignWork>): Promise<readonly ["superior"] | readonly []> {
  const places = await followed(call);
  const people = call.body.assignments.flatMap((one) => one.people.map(({ personId }) => personId));
  const actor = actorOf(call);
  const found = people.flatMap((one) => places.get(one) ?? []);
  if (found.length < people.length) throw new Problem("not-found");
  return found.every((one) => isSuperior(actor, one)) ? ["superior"] : [];
}

async function assign(call: Call<typeof assignWork>): Promise<Change<typeof assignWork>> {
  const { tx, params, body } = call;
  const period = await requireOpen(tx, params.periodId);
  const today = await todayOf(tx);
  const places = await followed(call);
  const products = await catalogueItemsById(tx, [...new Set(body.assignments.map((one) => one.productId))], today);
  const faults = assignmentFaults(body.assignments, products, places, { today, from: period.from, to: period.to });
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS) });
  await requireUnconfirmed(tx, period.id, [...places.keys()]);
  const rows: NewItem[] = [];
  for (const one of body.assignments) {
    const product = products.get(one.productId);
    if (product === undefined) continue;
    // Teams are few: each takes one number of its own.
    const team = one.people.length > 1 ? await nextTeam(tx) : null;
    for (const { personId, share } of one.people) rows.push({ person: personId, unit: places.get(personId)?.unit ?? "", product: one.productId, coefficient: unitsOf(product), assigned: hundredthsOf(share), extra: one.isUnplanned, assigned_on: today, due: one.due, output: one.output === "" ? product.output : one.output, team });
  }
  const items = await insertItems(tx, period.id, rows);
  const by = actorOf(call).personId;
  await insertEvents(tx, period.id, by, items.map((item) => ({ item, action: { kind: "assign" } satisfies ItemEvent })));
  return { reply: { body: { items: await itemViews(tx, items, today) } }, audit: [workEntry("work-assigned", period.id, by, items)] };
}

const products = query(listProducts, async ({ tx, query: { unitId } }) => {
  const found = await catalogueItems(tx, { unit: unitId, on: await todayOf(tx) });
  return { body: { items: found.map(({ id, code, name, output, unitOfMeasure, group, coefficient }) => ({ id, code, name, output, unitOfMeasure, group, coefficient })) } };
});

export const assignEndpoints: readonly Endpoint[] = [command(assignWork, assign, relations), products];
