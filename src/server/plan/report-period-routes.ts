import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { acceptReports, extendReports, listForms, listPeriods, openPeriod, periodTable, readForm, readPeriod, saveForm } from "../../contract/plan-report.ts";
import { type Row, type SheetColumn, tableFile } from "../documents/index.ts";
import { findUnitsByCode } from "../organisation/index.ts";
import { type Actor, actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { conflict, formOf, requireFuture } from "./report-desk.ts";
import { readForm as readYaml } from "./report-form.ts";
import { allPeriods, filledOf, findForm, findPeriod, holdAllAlone, insertForm, insertPeriod, insertSteps, type KeptForm, newestForms, type Period, standingsOf, stepsOf, type UnitOf, unitsOfPeriod, unitsOfPeriods } from "./report-queries.ts";
import { foldReport, isLateNow, type Standing } from "./report-standing.ts";
import { newestSubmissions } from "./submission-queries.ts";

/** Forms, periods, and how a period stands. */

const FOLDER = new URL("../../../plans/reports/", import.meta.url);

/** Forms that come with the program, to begin with. */
async function builtIn(): Promise<{ key: string; title: string; yaml: string }[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".form.yaml")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const yaml = await readFile(new URL(name, FOLDER), "utf8");
      const read = readYaml(yaml);
      return { key: read.form?.key ?? name, title: read.form?.title ?? name, yaml };
    }),
  );
}

const formItem = ({ key, number, form, at, sha256 }: KeptForm) => ({ key, number, title: form.title, figures: form.figures.length, at: at.toISOString(), sha256 });

/** Keeps a form as its next version; the same once more is no version. */
export async function keepForm(tx: Transaction, yaml: string, by: string): Promise<{ readonly kept: KeptForm; readonly audit: AuditEntry }> {
  const read = readYaml(yaml);
  if (read.faults !== undefined) throw new Problem("invalid-input", { detail: { vi: "Biểu mẫu có chỗ chưa đúng.", en: "The form has faults." }, fields: read.faults });
  const sha256 = createHash("sha256").update(JSON.stringify(read.form)).digest("hex");
  const before = await findForm(tx, read.form.key);
  if (before?.sha256 === sha256) throw conflict("Biểu mẫu không có gì thay đổi.", "Nothing changes in the form.");
  const kept: KeptForm = { key: read.form.key, number: (before?.number ?? 0) + 1, form: read.form, sha256, at: await tx.now() };
  if (!(await insertForm(tx, kept, by))) throw conflict("Người khác vừa lưu biểu mẫu này.", "Somebody has just kept this form.");
  return { kept, audit: { action: "report.form-kept", subject: `report-form:${kept.key}`, data: { number: kept.number, sha256, form: read.form, by, at: kept.at.toISOString() } } };
}

type PeriodView = Reply<typeof listPeriods>["body"]["items"][number];

function periodView(period: Period, units: readonly UnitOf[], standings: ReadonlyMap<string, Standing>, actor: Actor, now: string): PeriodView {
  const all = [...standings.values()];
  const { hours, id, year, kind, title, form, formNumber } = period;
  const own = units.flatMap(({ unitId, name }) => {
    const standing = actor.unitIds.includes(unitId) ? standings.get(unitId) : undefined;
    return standing === undefined ? [] : [{ unitId, name, state: standing.state, isLate: isLateNow(standing, now) }];
  });
  return { id, year, kind, title, form, formNumber, ...hours, units: units.length, submitted: all.filter((one) => one.submission > 0).length, late: all.filter((one) => isLateNow(one, now)).length, accepted: all.filter((one) => one.state === "accepted").length, returned: all.filter((one) => one.state === "returned").length, own };
}

async function handleList(call: Call<typeof listPeriods>): Promise<Reply<typeof listPeriods>> {
  const { tx } = call;
  const actor = actorOf(call);
  const now = (await tx.now()).toISOString();
  const units = Map.groupBy(await unitsOfPeriods(tx), (one) => one.period);
  const steps = Map.groupBy(await stepsOf(tx, {}), (one) => `${one.period} ${one.unit}`);
  const items = (await allPeriods(tx)).map((period) => {
    const of = units.get(period.id) ?? [];
    return periodView(period, of, new Map(of.map(({ unitId }) => [unitId, foldReport(period.hours, steps.get(`${period.id} ${unitId}`) ?? [])])), actor, now);
  });
  return { body: { items, now } };
}

function requireOrder({ opensAt, dueAt, closesAt }: Pick<Call<typeof openPeriod>["body"], "opensAt" | "dueAt" | "closesAt">): void {
  if (opensAt < dueAt && dueAt <= closesAt) return;
  throw new Problem("invalid-input", { fields: [{ pointer: "/dueAt", message: { vi: "Hạn nộp phải sau ngày mở và không sau ngày đóng.", en: "It is due after it opens, and not after it closes." } }] });
}

/** Opens a period for units as they are called on the day that it is due. */
export async function beginPeriod(tx: Transaction, { unitCodes, form: formKey, ...body }: Call<typeof openPeriod>["body"], by: string): Promise<{ readonly period: Period; readonly units: readonly UnitOf[]; readonly audit: AuditEntry }> {
  requireOrder(body);
  const form = await findForm(tx, formKey);
  if (form === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/form", message: { vi: "Không có biểu mẫu này.", en: "There is no such form." } }] });
  const found = new Map((await findUnitsByCode(tx, unitCodes)).map((one) => [one.code, one]));
  const missing = unitCodes.flatMap((code, i) => (found.has(code) ? [] : [{ pointer: `/unitCodes/${String(i)}`, message: { vi: `Không có đơn vị ${code}.`, en: `There is no unit ${code}.` } }]));
  if (missing.length > 0) throw new Problem("invalid-input", { fields: missing.slice(0, 100) });
  const units = [...found.values()].map(({ id, code, name, indexCode }): UnitOf => ({ unitId: id, code, name, index: indexCode }));
  const { opensAt, dueAt, closesAt, ...what } = body;
  const period: Period = { id: randomUUID(), form: formKey, formNumber: form.number, hours: { opensAt, dueAt, closesAt }, ...what };
  if (!(await insertPeriod(tx, period, units, by))) throw conflict("Kỳ này đã được mở với biểu mẫu này.", "The period is open already with this form.");
  return { period, units, audit: { action: "report.period-opened", subject: `report-period:${period.id}`, data: { ...period, units: units.map((one) => ({ ...one })), by, at: (await tx.now()).toISOString() } } };
}

async function handleOpen(call: Call<typeof openPeriod>): Promise<Change<typeof openPeriod>> {
  const { tx, body } = call;
  const actor = actorOf(call);
  const { period, units, audit } = await beginPeriod(tx, body, actor.personId);
  return { reply: { body: periodView(period, units, await standingsOf(tx, period, units), actor, (await tx.now()).toISOString()) }, audit: [audit] };
}

async function periodIn(tx: Transaction, id: string): Promise<{ readonly period: Period; readonly units: UnitOf[]; readonly standings: Map<string, Standing>; readonly now: string }> {
  const period = await findPeriod(tx, id);
  if (period === undefined) throw new Problem("not-found");
  const units = await unitsOfPeriod(tx, id);
  return { period, units, standings: await standingsOf(tx, period, units), now: (await tx.now()).toISOString() };
}

async function handlePeriod(call: Call<typeof readPeriod>): Promise<Reply<typeof readPeriod>> {
  const { tx, params } = call;
  const { period, units, standings, now } = await periodIn(tx, params.periodId);
  const filled = new Map((await filledOf(tx, period.id)).map((one) => [one.unit, one.filled]));
  const rows = units.flatMap(({ unitId, code, name, index }) => {
    const standing = standings.get(unitId);
    return standing === undefined ? [] : [{ unitId, code, name, index, state: standing.state, isLate: isLateNow(standing, now), submittedAt: standing.firstSubmittedAt, extendedUntil: standing.extendedUntil, returned: standing.returned, filled: filled.get(unitId) ?? 0 }];
  });
  return { body: { period: periodView(period, units, standings, actorOf(call), now), units: rows, now } };
}

const STATE_WORDS = { open: "Chưa nộp", submitted: "Đã nộp", returned: "Trả lại", accepted: "Đã chấp nhận" } as const;
const NARROW: SheetColumn = { width: 14 };

async function handleTable({ tx, params }: Call<typeof periodTable>): Promise<FileReply> {
  const { period, units, standings, now } = await periodIn(tx, params.periodId);
  const form = await formOf(tx, period);
  const copies = new Map((await newestSubmissions(tx, [period.id])).map((one) => [one.unit, one]));
  const states: Row[] = units.map(({ unitId, code, name }) => {
    const standing = standings.get(unitId);
    return { cells: [code, name, standing === undefined ? "" : STATE_WORDS[standing.state], standing !== undefined && isLateNow(standing, now) ? "Trễ" : "", standing?.firstSubmittedAt ?? "", standing?.returned ?? 0] };
  });
  const figures: Row[] = form.figures.map((one) => ({ cells: [one.key, one.title, one.unit, ...units.map(({ unitId }) => { const value = copies.get(unitId)?.figures[one.key]; return value === undefined ? null : value / 100; })] }));
  return tableFile(period.title, [
    { name: "Tình hình nộp", frozen: [1, 2], columns: [{ width: 12 }, { width: 45 }, { width: 16 }, { width: 8 }, { width: 26 }, { width: 12 }], rows: [{ looks: "head", cells: ["Mã", "Đơn vị", "Trạng thái", "Trễ", "Nộp lần đầu", "Số lần trả lại"] }, ...states] },
    { name: "Số liệu", frozen: [1, 3], columns: [{ width: 20 }, { width: 50 }, NARROW, ...units.map(() => NARROW)], rows: [{ looks: "head", cells: ["Khóa", "Chỉ tiêu", "Đơn vị tính", ...units.map((one) => one.code)] }, ...figures] },
  ]);
}

/** Accepts what was handed in; the own unit's report and what was dealt with meanwhile are left out. */
export async function acceptAll(tx: Transaction, periodId: string, unitIds: readonly string[], actor: Pick<Actor, "personId" | "unitIds">): Promise<{ readonly accepted: readonly string[]; readonly audit: AuditEntry[] }> {
  const period = await findPeriod(tx, periodId);
  if (period === undefined) throw new Problem("not-found");
  await holdAllAlone(tx, periodId, unitIds);
  const steps = Map.groupBy(await stepsOf(tx, { period: periodId }), (one) => one.unit);
  const ready = unitIds.filter((unit) => !actor.unitIds.includes(unit) && foldReport(period.hours, steps.get(unit) ?? []).state === "submitted");
  await insertSteps(tx, periodId, actor.personId, ready.map((unit) => ({ unit, number: (steps.get(unit)?.length ?? 0) + 1, step: { kind: "accept" } })));
  const at = (await tx.now()).toISOString();
  return { accepted: ready, audit: ready.map((unit) => ({ action: "report.accepted", subject: `report:${periodId}:${unit}`, data: { kind: "accept", by: actor.personId, at } })) };
}

async function handleAcceptMany(call: Call<typeof acceptReports>): Promise<Change<typeof acceptReports>> {
  const { tx, params, body } = call;
  const unitIds = [...new Set(body.unitIds)];
  const { accepted, audit: [first, ...rest] } = await acceptAll(tx, params.periodId, unitIds, actorOf(call));
  if (first === undefined) throw conflict("Không có báo cáo nào chờ chấp nhận.", "No report waits for acceptance.");
  return { reply: { body: { accepted: accepted.length, skipped: unitIds.length - accepted.length } }, audit: [first, ...rest] };
}

/** More time for those that have not handed in, or were given their report back; each keeps the reason in its own steps. */
async function handleExtendMany({ tx, params: { periodId }, body: { reason, until, ...body }, actor }: Call<typeof extendReports>): Promise<Change<typeof extendReports>> {
  const { personId: by } = actorOf({ actor });
  const period = await findPeriod(tx, periodId);
  if (period === undefined) throw new Problem("not-found");
  const at = (await tx.now()).toISOString();
  requireFuture(until, at);
  const unitIds = [...new Set(body.unitIds)];
  await holdAllAlone(tx, periodId, unitIds);
  const reporting = new Set((await unitsOfPeriod(tx, periodId)).map((one) => one.unitId));
  const steps = Map.groupBy(await stepsOf(tx, { period: periodId }), (one) => one.unit);
  const waiting = unitIds.filter((unit) => reporting.has(unit) && ["open", "returned"].includes(foldReport(period.hours, steps.get(unit) ?? []).state));
  await insertSteps(tx, periodId, by, waiting.map((unit) => ({ unit, number: (steps.get(unit)?.length ?? 0) + 1, step: { kind: "extend", reason, until } })));
  const [first, ...rest] = waiting.map((unit): AuditEntry => ({ action: "report.extended", subject: `report:${periodId}:${unit}`, data: { kind: "extend", reason, until, by, at } }));
  if (first === undefined) throw conflict("Các đơn vị này đã nộp; không còn báo cáo nào để gia hạn.", "These units have handed in; there is nothing to extend.");
  return { reply: { body: { extended: waiting.length, skipped: unitIds.length - waiting.length } }, audit: [first, ...rest] };
}

export const reportPeriodRoutes: readonly Endpoint[] = [
  query(listForms, async ({ tx }) => ({ body: { items: (await newestForms(tx)).map(formItem), builtIn: await builtIn() } })),
  query(readForm, async ({ tx, params }) => {
    const kept = /^\d{1,6}$/.test(params.number) ? await findForm(tx, params.key, Number(params.number)) : undefined;
    if (kept === undefined) throw new Problem("not-found");
    return { body: { form: kept.form, item: formItem(kept) } };
  }),
  command(saveForm, async (call) => {
    const { kept, audit } = await keepForm(call.tx, call.body.yaml, actorOf(call).personId);
    return { reply: { body: formItem(kept) }, audit: [audit] };
  }),
  query(listPeriods, handleList),
  command(openPeriod, handleOpen),
  query(readPeriod, handlePeriod),
  query(periodTable, handleTable),
  command(acceptReports, handleAcceptMany),
  command(extendReports, handleExtendMany),
];
