import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { addUnit, changeUnit, ImportedUnit, ListedUnit, unitDetail } from "../../contract/organisation.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { type NamedUnit, planImport } from "./import-rules.ts";
import { endPosts, postsOfUnit } from "./people-queries.ts";
import { allUnits, childrenOf, findUnit, insertLink, insertUnits, linksOf, lockChanges, namesOf, rename, unitsWithCode, updateUnit, type UnitRecord } from "./queries.ts";
import { dayOf, isValidAt, type LinkFacts, nameAt, planRenaming, requireFreeCode, requireMerging, requireParent } from "./rules.ts";

/** What is done to units: rules asked, rows written, and the entry for the ledger. */

type Detail = { readonly body: z.input<typeof unitDetail>; readonly version: string };
type UnitChange = Detail & { readonly audit: AuditEntry };

/** A unit with its history, as clients see it. */
export async function detailOf(tx: Transaction, unit: UnitRecord): Promise<Detail> {
  const names = await namesOf(tx, unit.id);
  const links = await linksOf(tx, unit.id);
  const linked = (isOther: (link: LinkFacts) => boolean) => links.filter(isOther).map(({ id, code, name, on, kind }) => ({ id, code, name, on, kind }));
  const { id, code, index, parent, from, to } = unit;
  const name = nameAt(names, dayOf(await tx.now()));
  const history = {
    names: names.map((one) => ({ name: one.name, from: one.from, to: one.to })),
    successors: linked((link) => link.unit === unit.id),
    predecessors: linked((link) => link.successor === unit.id),
  };
  return { body: { id, code, name, index, parent, from, to, ...history }, version: String(unit.version) };
}

export async function requireUnit(tx: Transaction, id: string): Promise<UnitRecord> {
  const unit = await findUnit(tx, id);
  if (unit === undefined) throw new Problem("not-found");
  return unit;
}

const today = async (tx: Transaction): Promise<string> => dayOf(await tx.now());
const treeOf = async (tx: Transaction) => new Map((await allUnits(tx)).map((one) => [one.id, one]));

export async function createUnit(tx: Transaction, given: z.output<NonNullable<typeof addUnit.body>>): Promise<UnitChange> {
  await lockChanges(tx);
  const from = given.from ?? (await today(tx));
  const unit = { ...given, id: randomUUID(), from };
  requireFreeCode(unit.code, { from, to: null }, await unitsWithCode(tx, unit.code));
  requireParent(unit.id, unit.parent, from, await treeOf(tx));
  await insertUnits(tx, [unit]);
  const { id, ...data } = unit;
  return { ...(await detailOf(tx, await requireUnit(tx, id))), audit: { action: "organisation.unit-added", subject: `unit:${id}`, data } };
}

/** Refuses a change of what somebody else has changed since it was read, and shows how it is now. */
async function requireSeen(tx: Transaction, unit: UnitRecord, seen: string | undefined): Promise<void> {
  if (String(unit.version) !== seen) throw new Problem("stale", { extra: { current: (await detailOf(tx, unit)).body } });
}

export async function reviseUnit(tx: Transaction, id: string, given: z.output<NonNullable<typeof changeUnit.body>>, seen: string | undefined): Promise<UnitChange> {
  await lockChanges(tx);
  const unit = await requireUnit(tx, id);
  await requireSeen(tx, unit, seen);
  const now = await today(tx);
  const on = given.on ?? now;
  const names = await namesOf(tx, id);
  const how = planRenaming(unit, names, given.name, on);
  // A parent that was there before may have ended since; only a new one is looked at.
  if (given.parent !== unit.parent) requireParent(id, given.parent, isValidAt(unit, now) ? now : unit.from, await treeOf(tx));
  if (how !== "none") await rename(tx, unit, given.name, on, how);
  await updateUnit(tx, id, unit.version, { parent_id: given.parent, index_code: given.index });
  const before = { name: names.at(-1)?.name, index: unit.index, parent: unit.parent };
  const data = { before, after: { name: given.name, index: given.index, parent: given.parent }, ...(how === "none" ? {} : { on }) };
  return { ...(await detailOf(tx, await requireUnit(tx, id))), audit: { action: "organisation.unit-changed", subject: `unit:${id}`, data } };
}

/** Ends the unit and its open posts on the day, and links it to the one that continues it. */
export async function mergeInto(tx: Transaction, id: string, intoId: string, on: string): Promise<UnitChange> {
  await lockChanges(tx);
  const unit = await requireUnit(tx, id);
  const into = await findUnit(tx, intoId);
  const posts = await postsOfUnit(tx, id);
  const incoming = (await linksOf(tx, id)).filter((one) => one.successor === id);
  requireMerging({ unit, into, on, children: await childrenOf(tx, id), incoming, posts });
  const ended = posts.filter((one) => one.to === null || one.to > on).map((one) => one.id);
  await endPosts(tx, ended, on);
  await updateUnit(tx, id, unit.version, { valid_to: on });
  await insertLink(tx, id, intoId, on, "merge");
  return { ...(await detailOf(tx, await requireUnit(tx, id))), audit: { action: "organisation.unit-merged", subject: `unit:${id}`, data: { into: intoId, on, endedPosts: ended } } };
}

type Imported = { readonly id: string; readonly code: string };
export type ImportChange = { readonly created: Imported[]; readonly unchanged: Imported[]; readonly audit: AuditEntry };

async function namedUnits(tx: Transaction, on: string): Promise<NamedUnit[]> {
  const names = Map.groupBy(await namesOf(tx), (one) => one.unit);
  return (await allUnits(tx)).map((unit) => ({ ...unit, name: nameAt(names.get(unit.id) ?? [], on) }));
}

/** Imports units by code from a day on (today, when none is given), all or none; the same list again creates nothing. */
export async function importUnits(tx: Transaction, lines: readonly ListedUnit[], from?: string): Promise<ImportChange> {
  await lockChanges(tx);
  const start = from ?? (await today(tx));
  const existing = await namedUnits(tx, start);
  const plan = planImport(lines, existing, start);
  if ("faults" in plan) throw new Problem("invalid-input", { fields: plan.faults });
  const fresh = plan.create.map((line) => ({ ...line, id: randomUUID(), from: start }));
  const ids = new Map([...existing.filter((one) => isValidAt(one, start)), ...fresh].map((one) => [one.code, one.id]));
  const parentOf = (line: ImportedUnit): string | null => (line.parent === undefined || line.parent === null ? null : (ids.get(line.parent) ?? null));
  await insertUnits(tx, fresh.map((unit) => ({ ...unit, parent: parentOf(unit) })));
  const created = fresh.map(({ id, code }) => ({ id, code }));
  const unchanged = plan.unchanged.map(({ id, code }) => ({ id, code }));
  return { created, unchanged, audit: { action: "organisation.units-imported", subject: "units", data: { from: start, created: fresh.map((unit) => ({ id: unit.id, code: unit.code, name: unit.name, index: unit.index, parent: parentOf(unit) })), unchanged: unchanged.length } } };
}
