import { createHash, randomUUID } from "node:crypto";
import { importFigures, readMapping, type ReportMapping } from "../../contract/plan-report.ts";
import type { FormFigure, ReportForm } from "../../contract/plan-form.ts";
import type { Relation } from "../../contract/route.ts";
import { readSheets } from "../documents/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, Problem, query, type Transaction } from "../platform/index.ts";
import { brokenChecks, figuresFor } from "./report-cells.ts";
import { conflict, formOf } from "./report-desk.ts";
import { cellVersions, findPeriod, findUnitOf, holdAllAlone, type NewCell, type Period, standingsOf, type UnitOf, unitsOfPeriod, writeCells } from "./report-queries.ts";
import { mayWrite } from "./report-standing.ts";
import { type Against, readTable, tableInCsv, tableInSheets, type TableValue } from "./report-table.ts";
import { insertImport, insertMapping, newestMapping } from "./submission-queries.ts";

/** Figures of other systems, as their tables give them: the one-stop system, QĐ 766, surveys. */

type Asked = Call<typeof importFigures>;

/** A table of one unit is for its people; one of the province for the officer. */
async function importRelation({ tx, actor: given, params, query: { unitId } }: Asked): Promise<readonly Relation[]> {
  const actor = actorOf({ actor: given });
  if (actor.roles.includes("programme-officer")) return unitId !== undefined && actor.unitIds.includes(unitId) ? ["own-unit"] : [];
  if (unitId === undefined || !actor.unitIds.includes(unitId) || (await findUnitOf(tx, params.periodId, unitId)) === undefined) throw new Problem("not-found");
  return ["own-unit"];
}

async function mappingFor(tx: Transaction, { body }: Asked, form: ReadonlyMap<string, FormFigure>): Promise<{ readonly mapping: ReportMapping; readonly number: number; readonly isNew: boolean }> {
  const kept = await newestMapping(tx, body.source);
  const mapping = body.mapping ?? kept?.mapping;
  if (mapping === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/mapping", message: { vi: "Nguồn này chưa được ghép cột với số liệu.", en: "No columns are kept for this source yet." } }] });
  const strange = mapping.columns.flatMap(({ key }, i): FieldProblem[] => (form.has(key) ? [] : [{ pointer: `/mapping/columns/${String(i)}/key`, message: { vi: `Biểu mẫu không có số liệu ${key}.`, en: `The form has no figure ${key}.` } }]));
  if (strange.length > 0) throw new Problem("invalid-input", { fields: strange });
  return { mapping, number: (kept?.number ?? 0) + 1, isNew: JSON.stringify(kept?.mapping) !== JSON.stringify(mapping) };
}

const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function valuesIn(bytes: Uint8Array, against: Against): Promise<{ readonly values: readonly TableValue[]; readonly units: number }> {
  const sheets = isArchive(bytes) ? await readSheets(bytes) : undefined;
  const table = isArchive(bytes) ? tableInSheets(sheets ?? [], against.mapping) : tableInCsv(bytes, against.mapping);
  if (table === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi: "Tệp không có bảng với các cột đã ghép.", en: "The file has no table with the columns that are mapped." } }] });
  const read = readTable(table, against);
  if (read.faults !== undefined) throw new Problem("invalid-input", { detail: { vi: "Bảng có ô chưa đúng; chưa nhập gì.", en: "The table has faults; nothing was taken." }, fields: read.faults });
  return read;
}

/** Cells whose report cannot be written now are named, all of them before anything is written. */
async function requireOpen(tx: Transaction, period: Period, units: readonly UnitOf[], values: readonly TableValue[]): Promise<void> {
  const now = (await tx.now()).toISOString();
  const standings = await standingsOf(tx, period, units);
  const shut = values.filter(({ unit }) => {
    const standing = standings.get(unit);
    return standing === undefined || !mayWrite(standing, period.hours, now);
  });
  const names = new Map(units.map((one) => [one.unitId, one.name]));
  const first = [...new Map(shut.map((one) => [one.unit, one])).values()];
  if (first.length > 0) throw new Problem("conflict", { detail: { vi: "Báo cáo của một số đơn vị đã nộp hoặc đã đóng; chưa nhập gì.", en: "Some reports are handed in or closed; nothing was taken." }, fields: first.slice(0, 100).map((one) => ({ pointer: `/cells/${one.cell}`, message: { vi: `Ô ${one.cell}: báo cáo của ${names.get(one.unit) ?? ""} không còn nhận số liệu.`, en: `Cell ${one.cell}: the report of ${names.get(one.unit) ?? ""} takes no figures any more.` } })) });
}

type Before = ReadonlyMap<string, { readonly unit: string; readonly key: string; readonly version: number; readonly value: number | null }>;

/** What would not agree any more, each with a cell that makes it so. */
function requireAgreement(form: ReportForm, before: Before, values: readonly TableValue[]): void {
  const after = Map.groupBy([...before.values(), ...values], (one) => one.unit);
  const figuresOf = (unit: string): Map<string, number> => new Map((after.get(unit) ?? []).flatMap((one) => (one.value === null ? [] : [[one.key, one.value] as const])));
  const cellOf = (unit: string, keys: readonly string[]): string => values.find((one) => one.unit === unit && keys.includes(one.key))?.cell ?? "";
  const broken = [...after.keys()].flatMap((unit) => brokenChecks(form, figuresOf(unit)).map(({ keys, message }) => ({ cell: cellOf(unit, keys), message }))).filter((one) => one.cell !== "");
  if (broken.length > 0) throw new Problem("invalid-input", { detail: { vi: "Số liệu trong bảng chưa khớp nhau; chưa nhập gì.", en: "Figures of the table do not agree; nothing was taken." }, fields: broken.slice(0, 100).map(({ cell, message }) => ({ pointer: `/cells/${cell}`, message })) });
}

/** Everything that the table would change, checked whole. */
async function readImport(call: Asked): Promise<{ readonly bytes: Uint8Array; readonly kept: Awaited<ReturnType<typeof mappingFor>>; readonly values: readonly TableValue[]; readonly changed: readonly NewCell[]; readonly units: number }> {
  const { tx, params: { periodId }, query: { unitId: own }, body } = call;
  const period = await findPeriod(tx, periodId);
  if (period === undefined) throw new Problem("not-found");
  const form = await formOf(tx, period);
  const byKey = new Map(form.figures.map((one) => [one.key, one]));
  const units = await unitsOfPeriod(tx, periodId);
  const bytes = new Uint8Array(Buffer.from(body.content, "base64"));
  const kept = await mappingFor(tx, call, byKey);
  const { values, units: counted } = await valuesIn(bytes, { mapping: kept.mapping, units: units.map((one) => ({ ...one, figures: new Map(figuresFor(form, one).map((figure) => [figure.key, figure])) })), own, form: byKey });
  const touched = [...new Set(values.map((one) => one.unit))];
  await holdAllAlone(tx, periodId, touched);
  await requireOpen(tx, period, units, values);
  const before: Before = new Map((await cellVersions(tx, periodId, touched)).map((one) => [`${one.unit} ${one.key}`, one]));
  requireAgreement(form, before, values);
  const source = `${body.source}, ${body.dated}`;
  const changed = values.flatMap(({ unit, key, value }): NewCell[] => {
    const there = before.get(`${unit} ${key}`);
    return there?.value === value ? [] : [{ unit, key, value, isConfirmed: false, source, before: there?.version ?? 0 }];
  });
  return { bytes, kept, values, changed, units: counted };
}

async function handleImport(call: Asked): Promise<Change<typeof importFigures>> {
  const { tx, params: { periodId }, query: { unitId = null }, body: { source, name, dated, isTrial } } = call;
  const by = actorOf(call).personId;
  const { bytes, kept: { mapping, number, isNew }, values, changed, units } = await readImport(call);
  const reply = { body: { units, figures: changed.length, unchanged: values.length - changed.length, mapping } };
  const subject = `report-period:${periodId}`;
  const told = { source, name, dated, by };
  if (isTrial) return { reply, audit: [{ action: "report.import-tried", subject, data: told }] };
  if (changed.length === 0) throw conflict("Bảng không có gì khác với số liệu đang có.", "The table has nothing that differs from what is there.");
  const taken = { id: randomUUID(), ...told, sha256: createHash("sha256").update(bytes).digest("hex"), unit: unitId };
  if (isNew) await insertMapping(tx, source, number, mapping, by);
  await insertImport(tx, { ...taken, period: periodId, rows: values });
  if ((await writeCells(tx, periodId, by, changed)) !== changed.length) throw conflict("Có ô vừa được người khác sửa; hãy nhập lại.", "Somebody has just changed a cell; take the table again.");
  return { reply, audit: [{ action: "report.imported", subject, data: { ...taken, at: (await tx.now()).toISOString(), mapping, mappingNumber: isNew ? number : number - 1, values: [...values], changed: [...changed] } }] };
}

export const reportImportRoutes: readonly Endpoint[] = [
  query(readMapping, async ({ tx, params }) => {
    const kept = await newestMapping(tx, params.source);
    return { body: { mapping: kept?.mapping ?? null, number: kept?.number ?? 0 } };
  }),
  command(importFigures, handleImport, importRelation),
];
