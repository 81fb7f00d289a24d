import type pg from "pg";
import { KEYS, type Table, TABLES } from "../../src/server/result/told-rows.ts";

/** Somebody with all rights over the database, and the way back: constraints and triggers do not stop them. */

export type Row = Readonly<Record<string, unknown>>;
type Column = { readonly name: string; readonly type: string };
export type Tampering = {
  readonly rows: (table: Table) => readonly Row[];
  readonly columns: (table: Table) => readonly Column[];
  /** Runs a statement with triggers out of the way; how many rows it touched. */
  readonly run: (statement: string, values?: readonly unknown[]) => Promise<number>;
  /** The table as it was at first. */
  readonly restore: (table: Table) => Promise<void>;
};

export const keyOf = (table: Table, row: Row): Row => Object.fromEntries(KEYS[table].map((column) => [column, row[column]]));
/** The row, told by its key as JSON writes it: so it was read. */
export const isRow = (table: Table, row: Row): string => KEYS[table].map((column) => `to_jsonb(${column}) #>> '{}' = '${String(row[column]).replaceAll("'", "''")}'`).join(" and ");

export async function openTampering(superuser: pg.Client, tables: readonly Table[] = TABLES): Promise<Tampering> {
  const held = await superuser.query<{ statement: string }>(`
    select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname) as statement from pg_constraint where connamespace = 'congtam'::regnamespace and conrelid <> 0 and contype in ('c', 'f', 'p', 'u')
    union all select format('drop index if exists %s', indexrelid::regclass) from pg_index where indisunique and not indisprimary and indrelid in (select oid from pg_class where relnamespace = 'congtam'::regnamespace)`);
  for (const { statement } of held.rows) await superuser.query(statement);
  // What PostgreSQL itself writes would not let rows be put back.
  await superuser.query("alter table congtam.account alter column folded drop expression");
  await superuser.query("create schema whole");
  const rows = new Map<Table, Row[]>();
  const columns = new Map<Table, Column[]>();
  for (const table of tables) {
    await superuser.query(`create table whole.${table} as table congtam.${table}`);
    rows.set(table, (await superuser.query<{ row: Row }>(`select to_jsonb(one) as row from congtam.${table} one order by ${KEYS[table].join(", ")}`)).rows.map((one) => one.row));
    columns.set(table, (await superuser.query<Column>("select column_name as name, data_type as type from information_schema.columns where table_schema = 'congtam' and table_name = $1 order by ordinal_position", [table])).rows);
  }
  const run: Tampering["run"] = async (statement, values = []) => {
    await superuser.query("set session_replication_role = replica");
    try {
      return (await superuser.query(statement, [...values])).rowCount ?? 0;
    } finally {
      await superuser.query("set session_replication_role = origin");
    }
  };
  const restore = async (table: Table) => {
    await run(`delete from congtam.${table}`);
    await run(`insert into congtam.${table} overriding system value select * from whole.${table}`);
  };
  return { rows: (table) => rows.get(table) ?? [], columns: (table) => columns.get(table) ?? [], run, restore };
}

type Pick = (below: number) => number;

/** Something else than it was, in one place, somewhere down. */
function otherJson(value: unknown, pick: Pick): unknown {
  if (typeof value === "string") return `${value}0`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) {
    const at = pick(value.length + 1);
    return at === value.length ? [...(value as unknown[]), 1] : value.with(at, otherJson(value[at], pick));
  }
  if (typeof value !== "object" || value === null) return 1;
  const names = Object.keys(value);
  const name = names[pick(names.length + 1)];
  return name === undefined ? { ...value, more: 1 } : { ...value, [name]: otherJson((value as Row)[name], pick) };
}

/** An expression of SQL that makes of a column's value another one. */
export function otherValue({ name, type }: Column, row: Row, pick: Pick): string {
  switch (type) {
    case "integer":
    case "bigint":
      return `coalesce("${name}", 0) + ${String(1 + pick(1000))}`;
    case "numeric":
      return `coalesce("${name}", 1) + 0.01`;
    case "boolean":
      return `not "${name}"`;
    case "timestamp with time zone":
      return `coalesce("${name}", '2025-01-01Z') + interval '${["1 microsecond", "1 second", "-1 day"][pick(3)] ?? ""}'`;
    case "date":
      return `coalesce("${name}", '2025-01-01') + 1`;
    case "jsonb":
      return `'${JSON.stringify(otherJson(row[name], pick)).replaceAll("'", "''")}'::jsonb`;
    case "ARRAY":
      return `array_append("${name}", 'x')`;
    default:
      return `coalesce("${name}", '') || '${["x", " ", "0", "ạ"][pick(4)] ?? ""}'`;
  }
}
