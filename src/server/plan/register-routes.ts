import { randomUUID } from "node:crypto";
import { addRegisterEntry, changeRegisterEntry, countRegister, exportRegister, listRegister, type RegisterBody } from "../../contract/plan-register.ts";
import { tableFile } from "../documents/index.ts";
import { linkable } from "../evidence/index.ts";
import { knownUnits, unitNames } from "../organisation/index.ts";
import { actorOf, command, type Endpoint, type FieldProblem, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { ownUnit } from "./own-unit.ts";
import { registerImport } from "./register-import.ts";
import { countsOf, type RegisterCounts, registerSheets, viewOf, yearOfDay } from "./register-rules.ts";
import { entriesOf, findEntry, insertEntry, insertEntryVersion, type StoredEntry } from "./register-queries.ts";

/** Registers that units keep, that reports count and that prove what earns a bonus. */

const list = query(listRegister, async ({ tx, query: { year, kind, unitId, cursor, limit } }) => {
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor)) throw unknownCursor();
  const { items, nextCursor } = pageFrom(await entriesOf(tx, { year, kind, unitId, after: cursor }, limit + 1), limit, (one) => one.id);
  return { body: { items: items.map(viewOf), nextCursor } };
});

/** Files lie in the unit's library of that year; units that do the same exist, and are others. */
async function bodyFaults(tx: Transaction, unitId: string, year: number, body: RegisterBody): Promise<FieldProblem[]> {
  const known = await linkable(tx, { unitId, year }, body.files);
  const files = body.files.flatMap((one, at) => (known.has(one) ? [] : [{ pointer: `/files/${String(at)}`, message: { vi: "Không phải tài liệu của đơn vị trong năm.", en: "Not a file of the unit in this year." } }]));
  if (body.kind !== "initiative") return files;
  const units = new Set(await knownUnits(tx, body.replicatedBy));
  const others = body.replicatedBy.flatMap((one, at) => (units.has(one) && one !== unitId ? [] : [{ pointer: `/replicatedBy/${String(at)}`, message: { vi: "Phải là một đơn vị khác.", en: "It must be another unit." } }]));
  return [...files, ...others];
}

const add = command(
  addRegisterEntry,
  async (call) => {
    const { tx, params: { unitId }, body } = call;
    if ((await knownUnits(tx, [unitId])).length === 0) throw new Problem("not-found");
    const year = yearOfDay(body.on);
    const faults = await bodyFaults(tx, unitId, year, body);
    if (year < 2000 || year > 2100) faults.push({ pointer: "/on", message: { vi: "Năm phải từ 2000 đến 2100.", en: "The year must lie within 2000 and 2100." } });
    if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
    const entry: StoredEntry = { id: randomUUID(), unitId, year, number: 1, body, isWithdrawn: false, at: await tx.now(), by: actorOf(call).personId };
    await insertEntry(tx, entry);
    await insertEntryVersion(tx, entry);
    const view = viewOf(entry);
    return { reply: { body: view, version: view.version }, audit: [{ action: "plan.register-entered", subject: `register:${entry.id}`, data: view }] };
  },
  ownUnit(["programme-officer"]),
);

const change = command(
  changeRegisterEntry,
  async (call) => {
    const { tx, params: { unitId, entryId }, body: { body, isWithdrawn }, seen } = call;
    const before = await findEntry(tx, unitId, entryId);
    if (before === undefined) throw new Problem("not-found");
    const current = viewOf(before);
    if (seen !== current.version) throw new Problem("stale", { extra: { current } });
    if (body.kind !== before.body.kind) throw new Problem("conflict", { detail: { vi: "Mục không đổi được sang sổ khác.", en: "An entry stays in its register." } });
    const faults = await bodyFaults(tx, unitId, before.year, body);
    if (yearOfDay(body.on) !== before.year) faults.push({ pointer: "/body/on", message: { vi: `Ngày phải trong năm ${String(before.year)}.`, en: `The day must lie in ${String(before.year)}.` } });
    if (faults.length > 0) throw new Problem("invalid-input", { fields: faults });
    const after: StoredEntry = { ...before, number: before.number + 1, body, isWithdrawn, at: await tx.now(), by: actorOf(call).personId };
    if (!(await insertEntryVersion(tx, after))) throw new Problem("stale", { extra: { current } });
    const view = viewOf(after);
    return { reply: { body: view, version: view.version }, audit: [{ action: isWithdrawn ? "plan.register-withdrawn" : "plan.register-changed", subject: `register:${entryId}`, data: view }] };
  },
  ownUnit(["programme-officer"]),
);

/** For figures that are filled in: how many of each a unit has in a year, or between two days of it. */
export async function registerCounts(tx: Transaction, { year, from, to }: { readonly year: number; readonly from?: string | undefined; readonly to?: string | undefined }): Promise<RegisterCounts[]> {
  return countsOf(await entriesOf(tx, { year }), { from, to });
}

const count = query(countRegister, async ({ tx, query: { year, from, to } }) => ({ body: { items: await registerCounts(tx, { year, from, to }) } }));

const give = query(exportRegister, async ({ tx, query: { year } }) => {
  const entries = await entriesOf(tx, { year });
  const names = await unitNames(tx, [...new Set(entries.flatMap(({ unitId, body }) => [unitId, ...(body.kind === "initiative" ? body.replicatedBy : [])]))]);
  const nameOf = (unitId: string): string => names.get(unitId) ?? "";
  return tableFile(`Sổ sáng kiến, khen thưởng, tuyên truyền ${String(year)}`, registerSheets(entries.map((one) => ({ ...one, unitName: nameOf(one.unitId) })), nameOf));
});

export const registerEndpoints: readonly Endpoint[] = [list, add, registerImport, change, count, give];
