import { sql } from "kysely";
import type { Mapping } from "../../contract/personnel-import.ts";
import type { Transaction } from "../platform/index.ts";
import { COPIED } from "./task-row.ts";
import { work } from "./work-tables.ts";

/** SQL of rows that come from other systems. */

const STAGED = "work_staged";

/** Rows of a source that has sent before stand beside first: what is there already is changed, not doubled. */
export async function stage(tx: Transaction): Promise<void> {
  await sql.raw(`create temporary table ${STAGED} (like congtam.work_item) on commit drop`).execute(work(tx));
  await sql.raw(`alter table ${STAGED} alter id drop not null, alter excused drop not null, alter version drop not null`).execute(work(tx));
}

/** A copy goes past the policies on rows, and so only into the period's own partition, which the program may add to and not read. */
const partitionOf = (period: string): string => `congtam.work_item_${period.toLowerCase().replaceAll("-", "_")}`;

/** Takes rows as `copyRow` writes them: into their partition, or beside it. */
export const copyTasks = (tx: Transaction, period: string, isStaged: boolean): ReturnType<Transaction["copyIn"]> => tx.copyIn(`copy ${isStaged ? STAGED : partitionOf(period)} ${COPIED} from stdin`);

export type Counts = { readonly added: number; readonly changed: number; readonly unchanged: number };

/** What the officer recorded here stays, as long as the other system does not know yet that anything was done. */
const IS_KEPT = "excluded.state = 'assigned' and item.state = 'done' and item.done <= excluded.assigned";
const REPORTED = ["done", "accepted", "quality_failures", "delays", "state", "done_on"] as const;
const GIVEN = ["person", "unit", "product", "coefficient", "assigned", "extra", "assigned_on", "due", "output"] as const;
const BECOMES: readonly (readonly [column: string, value: string])[] = [
  ...GIVEN.map((column) => [column, `excluded.${column}`] as const),
  ...REPORTED.map((column) => [column, `case when ${IS_KEPT} then item.${column} else excluded.${column} end`] as const),
  ["reference", "coalesce(excluded.reference, item.reference)"],
];
/** Where somebody works and what work counts follow from the rest. */
const COMPARED = BECOMES.filter(([column]) => column !== "unit" && column !== "coefficient");
const rowOf = (values: readonly string[]): string => `(${values.join(", ")})`;

/** What was accepted here in the meantime stays as it is. */
export async function merge(tx: Transaction): Promise<Counts> {
  const { rows } = await sql<{ added: number; written: number; all: number }>`
    with merged as (
      insert into congtam.work_item as item ${sql.raw(COPIED)}
      select ${sql.raw(COPIED.slice(1, -1))} from ${sql.raw(STAGED)}
      on conflict (period, source, external) where source is not null do update
      set ${sql.raw(BECOMES.map(([column, value]) => `${column} = ${value}`).join(", "))}, version = item.version + 1
      where item.state in ('assigned', 'done') and ${sql.raw(rowOf(COMPARED.map(([column]) => `item.${column}`)))} is distinct from ${sql.raw(rowOf(COMPARED.map(([, value]) => value)))}
      returning (item.version = 1) as is_new
    ) select (count(*) filter (where is_new))::integer as added, count(*)::integer as written, (select count(*)::integer from ${sql.raw(STAGED)}) as all from merged`.execute(work(tx));
  const { added = 0, written = 0, all = 0 } = rows[0] ?? {};
  return { added, changed: written - added, unchanged: all - written };
}

/** Whether a source has sent rows of a period before. */
export async function hasSent(tx: Transaction, period: string, source: string): Promise<boolean> {
  const row = await work(tx).selectFrom("congtam.work_item").select("id").where("period", "=", period).where("source", "=", source).limit(1).executeTakeFirst();
  return row !== undefined;
}

type Import = Counts & { readonly id: string; readonly period: string; readonly source: string; readonly by: string; readonly sha256: string };

export async function insertImport(tx: Transaction, row: Import, mapping: Mapping | undefined): Promise<void> {
  await work(tx).insertInto("congtam.work_import").values({ ...row, at: await tx.now(), mapping: mapping === undefined ? null : JSON.stringify(mapping) }).execute();
}
