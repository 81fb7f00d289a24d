import type { WorkItem } from "../../contract/personnel-work.ts";
import type { Transaction } from "../platform/index.ts";
import { coefficientText, quantityText } from "./amounts.ts";
import { type CatalogueItem, catalogueItemsById } from "./catalogue-queries.ts";
import { filesOfItems } from "./work-file-queries.ts";
import { isOverdue } from "./work-rules.ts";
import type { Item } from "./work-tables.ts";

/** Pieces of work as they are shown. */

export async function itemViews(tx: Transaction, items: readonly Item[], today: string): Promise<WorkItem[]> {
  const products = items.length === 0 ? new Map<string, CatalogueItem>() : await catalogueItemsById(tx, [...new Set(items.map((one) => one.product))]);
  const files = await filesOfItems(tx, items);
  return items.map((one) => {
    const product = products.get(one.product);
    return {
      id: String(one.id),
      personId: one.person,
      unitId: one.unit,
      productId: one.product,
      code: product?.code ?? "",
      name: product?.name ?? "",
      unitOfMeasure: product?.unitOfMeasure ?? "",
      coefficient: coefficientText(one.coefficient),
      assigned: quantityText(one.assigned),
      done: quantityText(one.done),
      accepted: quantityText(one.accepted),
      qualityFailures: one.quality_failures,
      delays: one.delays,
      excused: one.excused,
      isExtra: one.extra,
      state: one.state,
      assignedOn: one.assigned_on,
      due: one.due,
      doneOn: one.done_on,
      output: one.output,
      reference: one.reference,
      files: files.get(one.id) ?? [],
      source: one.source,
      takenFrom: one.taken_from === null ? null : String(one.taken_from),
      team: one.team === null ? null : String(one.team),
      isOverdue: isOverdue(one, today),
      version: String(one.version),
    };
  });
}
