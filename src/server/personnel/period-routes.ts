import { boundsOf, periodsOfYear } from "../../contract/personnel-bounds.ts";
import { actOnPeriod, listPeriods, openPeriod, setGranularity } from "../../contract/personnel-period.ts";
import { isFlat } from "./score-leaves.ts";
import { engineOfVersion } from "../campaign/index.ts";
import { actorOf, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { findVersion } from "../regulation/index.ts";
import { allPeriods, granularities, holdAlone, insertGranularity, insertPeriod, insertPeriodAction, peopleOfPeriod, type Period, periodView, requirePeriod } from "./period-queries.ts";
import { todayOf } from "./places.ts";
import { periodSaid } from "./said.ts";

/** Opening, closing and reopening periods. */

/** Those of some people whose rating of a year was decided and stands; the part of the room that rates says who. */
export type DecidedPeople = (tx: Transaction, people: readonly string[], year: number) => Promise<ReadonlySet<string>>;

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });
const misfit = (pointer: string, vi: string, en: string): Problem => new Problem("invalid-input", { fields: [{ pointer, message: { vi, en } }] });

/** The frozen regulation of civil servants that a period goes by, and its one index. */
async function regulationFor(tx: Transaction, versionId: string) {
  const version = await findVersion(tx, versionId);
  if (typeof version?.frozenAt !== "string") throw misfit("/regulationVersionId", "Cần một phiên bản quy định đã khóa.", "A frozen version of a regulation is needed.");
  const engine = await engineOfVersion(tx, { versionId, sha256: version.sha256 });
  const index = [...engine.indexes.values()].find(isFlat);
  if (index === undefined) throw misfit("/regulationVersionId", "Quy định này không chấm công chức theo sản phẩm, công việc.", "This regulation does not score civil servants by their work.");
  return { version, index: index.index.code };
}

const open = command(openPeriod, async (call) => {
  const { tx, body: { id, regulationVersionId } } = call;
  const { version, index } = await regulationFor(tx, regulationVersionId);
  const bounds = boundsOf(id);
  const decided = (await granularities(tx)).filter((one) => one.regulation === version.regulationId);
  if (!periodsOfYear(bounds.year, decided).includes(bounds.isTrial ? id.slice(2) : id)) throw misfit("/id", "Độ dài kỳ theo dõi có hiệu lực vào lúc này không có kỳ này.", "The granularity in force has no such period.");
  const by = actorOf(call).personId;
  const opened_at = await tx.now();
  const isNew = await insertPeriod(tx, { id, regulation_version: regulationVersionId, regulation_sha256: version.sha256, index_code: index, from_day: bounds.from, to_day: bounds.to, months: bounds.months, opened_at, opened_by: by });
  if (!isNew) throw conflict(`Kỳ ${periodSaid(id).vi} đã mở.`, `The period ${periodSaid(id).en} is open already.`);
  const view = periodView(await requirePeriod(tx, id));
  return { reply: { body: view, version: view.version }, audit: [{ action: "personnel.period-opened", subject: `work-period:${id}`, data: { ...view, regulation: version.sha256, index, by } }] };
});

/**
 * A period is opened again for those whose year is not decided, or whose complaint was found right; the others' forms stay as
 * they are. Where all of them are decided there is nobody to open it for.
 */
async function requireSomebodyOpen(tx: Transaction, { id, year }: Pick<Period, "id" | "year">, decidedPeople: DecidedPeople): Promise<number> {
  const people = await peopleOfPeriod(tx, id);
  const decided = await decidedPeople(tx, people, year);
  if (people.length > 0 && decided.size === people.length) throw conflict(`Năm ${String(year)} đã xếp loại cho tất cả ${String(people.length)} người của kỳ này; không mở lại kỳ được. Kết quả sai được thay bằng quyết định mới.`, `The year ${String(year)} was decided for all ${String(people.length)} people of this period; it stays closed. A wrong result is replaced by a new decision.`);
  return decided.size;
}

const act = (decidedPeople: DecidedPeople): Endpoint =>
  command(actOnPeriod, async (call) => {
    const { tx, params, body, seen } = call;
    await holdAlone(tx, params.periodId);
    const period = await requirePeriod(tx, params.periodId);
    if (seen !== String(period.version)) throw new Problem("stale", { extra: { current: periodView(period) } });
    if ((body.kind === "close") === (period.state === "closed")) throw conflict("Kỳ đã ở trạng thái này.", "The period is in this state already.");
    const stayClosed = body.kind === "reopen" && !period.isTrial ? await requireSomebodyOpen(tx, period, decidedPeople) : 0;
    const by = actorOf(call).personId;
    if (!(await insertPeriodAction(tx, period.id, period.version + 1, by, body))) throw new Problem("stale");
    const view = periodView(await requirePeriod(tx, period.id));
    return { reply: { body: view, version: view.version }, audit: [{ action: `personnel.period-${body.kind}`, subject: `work-period:${period.id}`, data: { ...body, number: period.version + 1, by, ...(body.kind === "reopen" ? { stayClosed } : {}) } }] };
  });

const granularity = command(setGranularity, async (call) => {
  const { tx, body } = call;
  const month = Number(body.from.slice(5, 7));
  if (!body.from.endsWith("-01") || (body.kind === "quarter" && month % 3 !== 1)) throw misfit("/from", "Tháng bắt đầu từ ngày 01; quý bắt đầu từ ngày 01 của tháng 1, 4, 7, 10.", "Months begin on the first; quarters on the first of January, April, July and October.");
  // What has begun keeps its length.
  const begun = (await allPeriods(tx)).find((one) => !one.isTrial && one.to > body.from);
  if (begun !== undefined) throw misfit("/from", `Kỳ ${periodSaid(begun.id).vi} đã mở; độ dài kỳ chỉ đổi được từ sau kỳ đó.`, `The period ${periodSaid(begun.id).en} is open; the length changes after it at the earliest.`);
  const by = actorOf(call).personId;
  if (!(await insertGranularity(tx, body, by))) throw conflict("Đã có quyết định từ ngày này.", "There is a decision from this day already.");
  return { reply: { body }, audit: [{ action: "personnel.granularity-set", subject: `work-granularity:${body.regulation}`, data: { ...body, by } }] };
});

const list = query(listPeriods, async ({ tx }) => ({ body: { items: (await allPeriods(tx)).map(periodView), granularities: await granularities(tx), today: await todayOf(tx), now: (await tx.now()).toISOString() } }));

export const periodEndpoints = (decidedPeople: DecidedPeople): readonly Endpoint[] => [list, open, act(decidedPeople), granularity];
