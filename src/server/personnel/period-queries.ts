import { sql } from "kysely";
import { boundsOf, type Bounds } from "../../contract/personnel-bounds.ts";
import { foldPeriod, type Granularity, type PeriodAction, type PeriodView } from "../../contract/personnel-period.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import { periodSaid } from "./said.ts";
import { isAdded, type PeriodRow, work } from "./work-tables.ts";

/** The room's SQL about periods. */

export type Period = Bounds & { readonly regulationVersionId: string; readonly sha256: string; readonly index: string; readonly openedAt: Date; readonly state: "open" | "closed"; readonly version: number };

type Recorded = { readonly action: PeriodAction };
const ACTIONS = sql<Recorded[]>`coalesce((select json_agg(json_build_object('action', action) order by number) from congtam.work_period_action taken where taken.period = work_period.id), '[]')`.as("actions");

const periodOf = ({ id, regulation_version, regulation_sha256, index_code, opened_at, actions }: PeriodRow & { actions: Recorded[] }): Period => ({ ...boundsOf(id), regulationVersionId: regulation_version, sha256: regulation_sha256, index: index_code, openedAt: opened_at, ...foldPeriod(actions) });

const periods = (tx: Transaction) => work(tx).selectFrom("congtam.work_period").selectAll().select(ACTIONS);

export async function findPeriod(tx: Transaction, id: string): Promise<Period | undefined> {
  const row = await periods(tx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : periodOf(row);
}

export const allPeriods = async (tx: Transaction): Promise<Period[]> => (await periods(tx).orderBy("from_day", "desc").orderBy("id").execute()).map(periodOf);

export async function requirePeriod(tx: Transaction, id: string): Promise<Period> {
  const period = await findPeriod(tx, id);
  if (period === undefined) throw new Problem("not-found");
  return period;
}

const lockName = (period: string): string => `work-period:${period}`;
/** Keeps a period as it is until the end of the transaction: nothing lands in one that was just closed. */
const hold = (tx: Transaction, period: string): Promise<unknown> => sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(period)}, 0))`.execute(work(tx));
/** Waits until nobody holds it, and keeps everybody else from it. */
export const holdAlone = (tx: Transaction, period: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended(${lockName(period)}, 0))`.execute(work(tx));

/** Everybody who has work, a form or a result in a period. */
export async function peopleOfPeriod(tx: Transaction, period: string): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`select person from congtam.work_result where period = ${period} union select person from congtam.work_form_action where period = ${period} union select person from congtam.work_item where period = ${period}`.execute(work(tx));
  return rows.map((one) => one.person);
}

/** The period, which stays open until the end of the transaction; one that is closed takes nothing. */
export async function requireOpen(tx: Transaction, id: string): Promise<Period> {
  await hold(tx, id);
  const period = await requirePeriod(tx, id);
  const said = periodSaid(id);
  if (period.state === "closed") throw new Problem("conflict", { detail: { vi: `Kỳ ${said.vi} đã khóa; không ghi thêm, không sửa được.`, en: `The period ${said.en} is closed; nothing is added to it or changed.` } });
  return period;
}

export async function insertPeriod(tx: Transaction, row: PeriodRow): Promise<boolean> {
  const added = await work(tx).insertInto("congtam.work_period").values(row).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  if (!isAdded(added)) return false;
  await sql`select congtam.open_work_period(${row.id})`.execute(work(tx));
  return true;
}

export const insertPeriodAction = async (tx: Transaction, period: string, number: number, by: string, action: PeriodAction): Promise<boolean> =>
  isAdded(await work(tx).insertInto("congtam.work_period_action").values({ period, number, at: await tx.now(), by, action: JSON.stringify(action) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

type GranularityRow = { regulation: string; from: string; kind: Granularity; reason: string };
export const granularities = (tx: Transaction): Promise<GranularityRow[]> => work(tx).selectFrom("congtam.work_granularity").select(["regulation", "from_day as from", "kind", "reason"]).orderBy("regulation").orderBy("from_day").execute();

export const insertGranularity = async (tx: Transaction, { regulation, from, kind, reason }: GranularityRow, by: string): Promise<boolean> =>
  isAdded(await work(tx).insertInto("congtam.work_granularity").values({ regulation, from_day: from, kind, reason, by, at: await tx.now() }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow());

export const periodView = ({ id, from, to, months, isTrial, state, regulationVersionId, openedAt, version }: Period): PeriodView => ({ id, from, to, months, isTrial, state, regulationVersionId, openedAt: openedAt.toISOString(), version: String(version) });
