import { createHash } from "node:crypto";
import type { Transaction } from "../platform/index.ts";
import { type Fate, fatesIn, handedLists, type ItemRecord, itemsOfLists, keepFates, type ListRecord } from "./catalogue-list-queries.ts";

/** What became of each line that units sent, in the province's list; a line that is sent again unchanged has had its answer. */

export type SourceLine = ItemRecord & { readonly catalogueId: string };

/** What makes a line the same as one of a list before: the same work with the same content. */
export const printOf = ({ work, code, name, detail, output, unitOfMeasure, group, points }: ItemRecord): string => createHash("sha256").update(JSON.stringify([work, name, detail, output, unitOfMeasure, code, group, points])).digest("hex");

/** The answers that a list has, by what they are about. */
export const answersIn = async (tx: Transaction, catalogue: string): Promise<ReadonlyMap<string, Fate>> => new Map((await fatesIn(tx, catalogue)).map((one) => [one.print, one]));

/** Units' lists that are before the department, with their lines. */
export async function handed(tx: Transaction): Promise<{ readonly lists: readonly ListRecord[]; readonly lines: readonly SourceLine[] }> {
  const lists = await handedLists(tx);
  return { lists, lines: await itemsOfLists(tx, lists.map((one) => one.id)) };
}

/** Those that wait, of which every line has its answer in this list. */
export async function settledLists(tx: Transaction, catalogue: string): Promise<ListRecord[]> {
  const { lists, lines } = await handed(tx);
  const answers = await answersIn(tx, catalogue);
  const open = new Set(lines.filter((line) => !answers.has(printOf(line))).map((line) => line.catalogueId));
  return lists.filter((one) => one.state === "sent" && !open.has(one.id));
}

/** The answers of the version before, for the lines of the new one. */
export async function copyFates(tx: Transaction, before: string, catalogue: string, items: readonly ItemRecord[]): Promise<Fate[]> {
  const works = new Map((await itemsOfLists(tx, [before])).map((one) => [one.id, one.work]));
  const now = new Map(items.map((one) => [one.work, one.id]));
  const copied = (await fatesIn(tx, before)).flatMap((fate): Fate[] => {
    const item = fate.item === null ? null : now.get(works.get(fate.item) ?? "");
    return item === undefined ? [] : [{ ...fate, item }];
  });
  await keepFates(tx, catalogue, copied);
  return copied;
}
