import { actOnReport, prefill, readReport, saveFigure, saveText } from "../../contract/plan-report.ts";
import { type Actor, actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { answersIn, brokenChecks, changeFrom, faultsOf, figuresFor, type Kept, plainOf, readCell } from "./report-cells.ts";
import { conflict, type Desk, hashOfCopy, lastOf, openReport, oversees, reportRelation, requireFuture, requireWritable } from "./report-desk.ts";
import { inputsOf } from "./report-form.ts";
import { type Cell, cellsOf, findCell, insertSteps, textsOf, writeCells, writeTexts } from "./report-queries.ts";
import { type Fillings, type Proposed, proposedFor } from "./report-prefill.ts";
import { foldReport, isLateNow, mayWrite, type ReportStep, wouldBeLate } from "./report-standing.ts";
import { insertSubmissions } from "./submission-queries.ts";

/** One unit's report: read, written cell by cell, handed in, returned, accepted. */

const subjectOf = ({ period, unit }: Pick<Desk, "period" | "unit">): string => `report:${period.id}:${unit.unitId}`;
const isWriter = ({ roles }: Actor): boolean => roles.includes("unit-scorer") || roles.includes("unit-head");

const cellView = ({ key, value, version, isConfirmed, note, source, at }: Cell) => ({ key, value: value === null ? null : plainOf(value), version: String(version), isConfirmed, note, source, at: at.toISOString() });
const keptOf = (cells: readonly Cell[]): Map<string, Kept> => new Map(cells.map((one) => [one.key, one]));
const asFault = ({ pointer, message }: { readonly pointer: string; readonly message: string | { readonly vi: string; readonly en: string } }) => ({ pointer, message: typeof message === "string" ? { vi: message, en: message } : message });

const stepView = ({ number, at, by, step }: Desk["steps"][number]) => ({ number, at, by, kind: step.kind, reason: "reason" in step ? step.reason : null, until: "until" in step ? step.until : null, keys: "keys" in step ? [...step.keys] : [] });

/** The version of a whole report is that of its steps: cells and texts have their own. */
const versionOf = ({ standing }: Desk): string => String(standing.version);

async function handleRead(call: Call<typeof readReport>, fillings: Fillings): Promise<Reply<typeof readReport>> {
  const { tx } = call;
  const actor = actorOf(call);
  const desk = await openReport(call, "nothing");
  const { period, unit, form, standing, now } = desk;
  // Whoever appraises reads what was handed in: before that they are told where it stands, and nothing of what is being written.
  const isUntold = standing.submission === 0 && !actor.unitIds.includes(unit.unitId) && !oversees(actor);
  const cells = isUntold ? [] : await cellsOf(tx, period.id, unit.unitId);
  const texts = isUntold ? [] : await textsOf(tx, period.id, unit.unitId);
  const last = await lastOf(tx, period, unit.unitId);
  const kept = keptOf(cells);
  const faults = faultsOf(form, unit, { kept, texts: new Map(texts.map((one) => [one.key, one.text])), at: period, before: last });
  const isOpen = mayWrite(standing, period.hours, now) && isWriter(actor) && actor.unitIds.includes(unit.unitId);
  return {
    body: {
      period: { id: period.id, year: period.year, kind: period.kind, title: period.title, dueAt: standing.dueAt, closesAt: period.hours.closesAt },
      unit: { id: unit.unitId, code: unit.code, name: unit.name, index: unit.index },
      form: { ...form, figures: figuresFor(form, unit) },
      state: standing.state,
      isLate: isLateNow(standing, now),
      until: standing.until,
      mayWrite: isOpen,
      cells: cells.map(cellView),
      texts: texts.map((one) => ({ ...one, version: String(one.version), at: one.at.toISOString() })),
      last: last === undefined ? null : { title: last.title, figures: Object.fromEntries([...last.figures].map(([key, value]) => [key, plainOf(value)])), texts: Object.fromEntries(last.texts.map((one) => [one.key, one.text])) },
      proposed: isOpen ? (await proposedFor(tx, desk, last, kept, fillings)).map((one) => ({ ...one, value: plainOf(one.value) })) : [],
      faults: faults.map(asFault),
      answered: answersIn(form, unit, { kept, at: period, before: last }).map(({ key, message }) => ({ key, message, note: cells.find((one) => one.key === key)?.note ?? "" })),
      steps: desk.steps.map(stepView),
      version: versionOf(desk),
      now,
    },
    version: versionOf(desk),
  };
}

async function handleFigure(call: Call<typeof saveFigure>): Promise<Change<typeof saveFigure>> {
  const { tx, params: { key }, body, seen } = call;
  const by = actorOf(call).personId;
  const desk = await openReport(call, "share");
  requireWritable(desk, `/figures/${key}`);
  const { period, unit, form } = desk;
  const figure = figuresFor(form, unit).find((one) => one.key === key);
  if (figure === undefined) throw new Problem(form.figures.some((one) => one.key === key) ? "invalid-input" : "not-found", { fields: [{ pointer: "/key", message: { vi: `Số liệu ${key} không thuộc báo cáo của ${unit.name}.`, en: `The figure ${key} is not in the report of ${unit.name}.` } }] });
  const read = readCell(figure, body.value);
  if (read.fault !== undefined) throw new Problem("invalid-input", { fields: [{ pointer: `/figures/${key}`, message: read.fault, expected: figure.unit }] });
  const cells = await cellsOf(tx, period.id, unit.unitId);
  const before = cells.find((one) => one.key === key);
  const stale = async () => new Problem("stale", { extra: { current: cellView((await findCell(tx, period.id, unit.unitId, key)) ?? { key, value: null, version: 0, isConfirmed: false, note: "", source: "", at: await tx.now() }) } });
  if (seen !== String(before?.version ?? 0)) throw await stale();
  const note = body.isConfirmed ? body.note : "";
  const now = { key, value: read.value, version: (before?.version ?? 0) + 1, isConfirmed: body.isConfirmed, note, source: "typed", at: await tx.now() };
  if ((await writeCells(tx, period.id, by, [{ unit: unit.unitId, key, value: read.value, isConfirmed: body.isConfirmed, note, source: "typed", before: before?.version ?? 0 }])) === 0) throw await stale();
  const figures = new Map([...cells.filter((one) => one.key !== key), now].flatMap((one) => (one.value === null ? [] : [[one.key, one.value] as const])));
  const change = read.value === null || body.isConfirmed ? undefined : changeFrom(form, figure, read.value, period, await lastOf(tx, period, unit.unitId));
  const faults = [...brokenChecks(form, figures, key).map((one) => ({ pointer: `/figures/${one.keys.at(-1) ?? key}`, message: one.message })), ...(change === undefined ? [] : [{ pointer: `/figures/${key}`, message: change.message }])];
  return { reply: { body: { ...cellView(now), faults }, version: String(now.version) }, audit: [{ action: "report.figure-saved", subject: subjectOf(desk), data: { key, value: read.value, version: now.version, isConfirmed: body.isConfirmed, note, source: "typed", by, at: now.at.toISOString() } }] };
}

async function handleText(call: Call<typeof saveText>): Promise<Change<typeof saveText>> {
  const { tx, params: { key }, body, seen } = call;
  const by = actorOf(call).personId;
  const desk = await openReport(call, "share");
  requireWritable(desk, `/texts/${key}`);
  const { period, unit, form } = desk;
  if (!form.narratives.some((one) => one.key === key)) throw new Problem("not-found");
  const before = (await textsOf(tx, period.id, unit.unitId)).find((one) => one.key === key);
  const current = { ...(before ?? { key, text: "", links: [], at: await tx.now() }), version: String(before?.version ?? 0) };
  const stale = new Problem("stale", { extra: { current: { ...current, at: current.at.toISOString() } } });
  if (seen !== current.version) throw stale;
  if ((await writeTexts(tx, period.id, by, [{ unit: unit.unitId, key, ...body, before: before?.version ?? 0 }])) === 0) throw stale;
  const version = (before?.version ?? 0) + 1;
  return { reply: { body: { key, ...body, version: String(version), at: (await tx.now()).toISOString() }, version: String(version) }, audit: [{ action: "report.text-saved", subject: subjectOf(desk), data: { key, ...body, version, by, at: (await tx.now()).toISOString() } }] };
}

/** Writes what is proposed into cells in which nothing stands. */
async function fill(tx: Transaction, { period, unit }: Desk, cells: readonly Cell[], proposed: readonly Proposed[], by: string): Promise<number> {
  const before = new Map(cells.map((one) => [one.key, one.version]));
  return writeCells(tx, period.id, by, proposed.map(({ key, value, source }) => ({ unit: unit.unitId, key, value, isConfirmed: false, source, before: before.get(key) ?? 0 })));
}

async function handlePrefill(call: Call<typeof prefill>, fillings: Fillings): Promise<Change<typeof prefill>> {
  const { tx } = call;
  const by = actorOf(call).personId;
  const desk = await openReport(call, "alone");
  requireWritable(desk);
  const cells = await cellsOf(tx, desk.period.id, desk.unit.unitId);
  const proposed = await proposedFor(tx, desk, await lastOf(tx, desk.period, desk.unit.unitId), keptOf(cells), fillings);
  if (proposed.length === 0) throw conflict("Không có ô trống nào có sẵn số liệu.", "There is nothing to fill empty cells with.");
  const filled = await fill(tx, desk, cells, proposed, by);
  return { reply: { body: { filled } }, audit: [{ action: "report.prefilled", subject: subjectOf(desk), data: { by, at: (await tx.now()).toISOString(), cells: [...proposed] } }] };
}

async function submit(tx: Transaction, desk: Desk, by: string): Promise<{ readonly step: ReportStep; readonly audit: AuditEntry }> {
  requireWritable(desk);
  const { period, unit, form, standing, now } = desk;
  const cells = await cellsOf(tx, period.id, unit.unitId);
  const texts = (await textsOf(tx, period.id, unit.unitId)).toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, text, links }) => ({ key, text, links }));
  const faults = faultsOf(form, unit, { kept: keptOf(cells), texts: new Map(texts.map((one) => [one.key, one.text])), at: period, before: await lastOf(tx, period, unit.unitId) });
  if (faults.length > 0) throw new Problem("invalid-input", { detail: { vi: `Báo cáo còn ${String(faults.length)} chỗ chưa đúng.`, en: `The report has ${String(faults.length)} faults.` }, fields: faults.slice(0, 100) });
  const filled = cells.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }])).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const figures = Object.fromEntries(filled.map((one) => [one.key, one.value]));
  const wanted = inputsOf(form);
  const inputs = Object.fromEntries(Object.entries(figures).filter(([key]) => wanted.has(key)));
  const sources = Object.fromEntries(filled.filter((one) => one.source !== "typed").map((one) => [one.key, one.source]));
  const notes = Object.fromEntries(filled.filter((one) => one.note !== "").map((one) => [one.key, one.note]));
  const sha256 = hashOfCopy(new Map(Object.entries(figures)), texts);
  const number = standing.submission + 1;
  await insertSubmissions(tx, [{ period: period.id, unit: unit.unitId, number, figures, inputs, texts, sources, notes, sha256, by, at: await tx.now() }]);
  const step: ReportStep = { kind: "submit", submission: number, isLate: wouldBeLate(standing, now) };
  return { step, audit: { action: "report.submitted", subject: subjectOf(desk), data: { number, figures, inputs: Object.keys(inputs), texts, sources, notes, sha256, isLate: step.isLate, by, at: now } } };
}

function requireOfficer({ roles }: Actor): void {
  if (!roles.includes("programme-officer")) throw new Problem("not-allowed");
}

type Body = Call<typeof actOnReport>["body"];

async function stepFor(tx: Transaction, desk: Desk, actor: Actor, body: Body): Promise<{ readonly step: ReportStep; readonly audit: AuditEntry }> {
  if (body.kind === "submit") {
    if (!actor.unitIds.includes(desk.unit.unitId) || !actor.roles.includes("unit-head")) throw new Problem("not-allowed", { detail: { vi: "Người đứng đầu đơn vị nộp báo cáo.", en: "The unit's head hands in the report." } });
    return submit(tx, desk, actor.personId);
  }
  requireOfficer(actor);
  // Nobody judges the report of the own unit.
  if (body.kind !== "extend" && actor.unitIds.includes(desk.unit.unitId)) throw new Problem("not-allowed", { detail: { vi: "Không tự duyệt báo cáo của cơ quan mình.", en: "Nobody judges the own unit's report." } });
  if (body.kind !== "extend" && desk.standing.state !== "submitted") throw conflict("Báo cáo chưa nộp hoặc đã được xử lý.", "The report is not handed in, or was dealt with.");
  if (body.kind !== "accept") requireFuture(body.until, desk.now);
  const known = new Set([...desk.form.figures, ...desk.form.narratives].map((one) => one.key));
  const stranger = body.kind === "return" ? body.keys.findIndex((one) => !known.has(one)) : -1;
  if (stranger !== -1) throw new Problem("invalid-input", { fields: [{ pointer: `/keys/${String(stranger)}`, message: { vi: "Biểu mẫu không có ô này.", en: "The form has no such cell." } }] });
  return { step: body, audit: { action: `report.${body.kind}ed`, subject: subjectOf(desk), data: { ...body, by: actor.personId, at: desk.now } } };
}

async function handleAct(call: Call<typeof actOnReport>): Promise<Change<typeof actOnReport>> {
  const { tx, body, seen } = call;
  const actor = actorOf(call);
  const desk = await openReport(call, "alone");
  const { period, unit, standing, steps, now } = desk;
  if (seen !== versionOf(desk)) throw new Problem("stale", { extra: { current: { state: standing.state, isLate: isLateNow(standing, now), version: versionOf(desk), at: steps.at(-1)?.at ?? period.hours.opensAt } } });
  const { step, audit } = await stepFor(tx, desk, actor, body);
  const number = standing.version + 1;
  if ((await insertSteps(tx, period.id, actor.personId, [{ unit: unit.unitId, number, step }])) === 0) throw new Problem("stale");
  const after = foldReport(period.hours, [...steps, { number, at: now, by: actor.personId, step }]);
  return { reply: { body: { state: after.state, isLate: isLateNow(after, now), version: String(number), at: now }, version: String(number) }, audit: [audit] };
}

export const reportRoutes = (fillings: Fillings): readonly Endpoint[] => [
  query(readReport, (call) => handleRead(call, fillings), reportRelation),
  command(saveFigure, handleFigure, reportRelation),
  command(saveText, handleText, reportRelation),
  command(prefill, (call) => handlePrefill(call, fillings), reportRelation),
  command(actOnReport, handleAct, reportRelation),
];
