import { readWork, readWorkOverview, recordWork } from "../../contract/plan-work.ts";
import { linkable } from "../evidence/index.ts";
import { actorOf, command, type Endpoint, Problem, query } from "../platform/index.ts";
import { countsByMonth } from "./duties.ts";
import { APPRAISERS, OVERSEERS, ownUnit } from "./own-unit.ts";
import { insertWorkRecord, lockUnitPlan } from "./unit-queries.ts";
import { type OtherDues, workIn } from "./work.ts";

/** What units owe, by day; and what they say they have done. */

const ofUnit = (others: readonly OtherDues[]): Endpoint =>
  query(
    readWork,
    async ({ tx, params: { planId, unitId } }) => {
      const { year, today, units: [unit], duties } = await workIn(tx, planId, others, unitId);
      if (unit === undefined) throw new Problem("not-found");
      return { body: { year, today, unitName: unit.name, duties: [...(duties.get(unitId) ?? [])] } };
    },
    ownUnit([...OVERSEERS, ...APPRAISERS]),
  );

const overview = (others: readonly OtherDues[]): Endpoint =>
  query(readWorkOverview, async ({ tx, params: { planId } }) => {
    const { year, today, units, duties } = await workIn(tx, planId, others);
    const rows = units.map(({ id, code, name }) => {
      const own = duties.get(id) ?? [];
      return { unitId: id, code, name, late: own.filter((one) => one.state === "late").length, months: countsByMonth(own) };
    });
    return { body: { year, today, units: rows } };
  });

const recording = (others: readonly OtherDues[]): Endpoint =>
  command(
    recordWork,
    async (call) => {
      const { tx, params: { planId, unitId }, body: { key, period, isDone, note, files, seen } } = call;
      const { personId: by } = actorOf(call);
      await lockUnitPlan(tx, planId, unitId);
      const before = await workIn(tx, planId, others, unitId);
      const found = before.duties.get(unitId)?.find((one) => one.key === key && one.period === period && (one.source === "province" || one.source === "own"));
      if (found === undefined) throw new Problem("not-found");
      if (found.reportPeriodId !== null) throw new Problem("conflict", { detail: { vi: "Việc này hoàn thành khi nộp báo cáo của kỳ; không ghi lần nữa.", en: "This is done by handing in the period's report; it is not recorded again." } });
      const last = found.record?.number ?? 0;
      if (seen !== last) throw new Problem("conflict", { detail: { vi: "Việc này vừa được ghi lại; hãy xem trước khi ghi tiếp.", en: "This was recorded anew meanwhile; look at it first." } });
      const known = await linkable(tx, { unitId, year: before.year }, files);
      const unknown = files.flatMap((one, at) => (known.has(one) ? [] : [{ pointer: `/files/${String(at)}`, message: { vi: "Không phải tài liệu của đơn vị trong năm.", en: "Not a file of the unit in this year." } }]));
      if (unknown.length > 0) throw new Problem("invalid-input", { fields: unknown });
      const record = { unitId, key, period, number: last + 1, isDone, note, files, at: await tx.now(), by };
      if (!(await insertWorkRecord(tx, planId, record))) throw new Problem("conflict");
      const after = (await workIn(tx, planId, others, unitId)).duties.get(unitId)?.find((one) => one.key === key && one.period === period);
      if (after === undefined) throw new RangeError("what was recorded is not there");
      return { reply: { body: after }, audit: [{ action: "plan.work-recorded", subject: `unit-plan:${planId}:${unitId}`, data: { planId, ...record, at: record.at.toISOString() } }] };
    },
    ownUnit(),
  );

export const workEndpoints = (others: readonly OtherDues[]): readonly Endpoint[] => [ofUnit(others), overview(others), recording(others)];
