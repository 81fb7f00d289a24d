import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcile, type Reconciliation } from "../../src/server/result/index.ts";
import { KEYS, type Table, TABLES } from "../../src/server/result/told-rows.ts";
import { ALTERATIONS, FILE_ALTERATIONS, PEOPLE_ALTERATIONS } from "./alterations.ts";
import { liveYear, type LivedYear } from "./lived-year.ts";
import { isRow, keyOf, openTampering, otherValue, type Row, type Tampering } from "./tampering.ts";

/** Threat 6: whatever somebody with all rights alters, adds or removes beside the ledger is found, and the row named. */

let house: LivedYear;
let tampering: Tampering;
beforeAll(async () => {
  house = await liveYear();
  tampering = await openTampering(house.test.superuser);
}, 120_000);
afterAll(async () => {
  await house.end();
});

/** What is found after statements each of which touches one row; then all is as before. */
async function foundAfter(done: readonly { readonly table: Table; readonly statement: string }[]): Promise<Reconciliation["differences"]> {
  try {
    for (const { statement } of done) expect({ statement, touched: await tampering.run(statement) }).toEqual({ statement, touched: 1 });
    return (await reconcile(house.test.database)).differences;
  } finally {
    for (const { table } of done) await tampering.restore(table);
  }
}

const pathOfRow = (table: Table): string => `congtam.${table}`;
const rowAt = (table: Table, i: number): Row => tampering.rows(table).at(i % tampering.rows(table).length) ?? {};

/** Columns that say nothing of anybody, or that no ledger may hold: what is made for search, counts, secrets, when somebody was last here. */
const UNTOLD: Readonly<Partial<Record<Table, readonly string[]>>> = {
  campaign_assignment: ["seq"],
  evidence_description: ["words"],
  evidence_scan: ["id"],
  unit: ["version"],
  unit_name: ["folded"],
  person: ["folded", "version"],
  account: ["password_hash", "otp_secret", "otp_pending", "otp_last_step", "active_at", "folded", "version"],
  role_grant: ["id"],
  api_key: ["last_used_at"],
};

describe("a year with corrections, revisions and marks taken back", () => {
  it("agrees with the ledger, row by row, in every table", async () => {
    const all = TABLES.reduce((sum, table) => sum + tampering.rows(table).length, 0);
    expect(await reconcile(house.test.database)).toEqual({ rows: all, differences: [], more: 0 });
    expect(TABLES.filter((table) => tampering.rows(table).length === 0)).toEqual([]);
  });

  it("of this year and of one that was set back, as before", async () => {
    for (const table of TABLES) await tampering.restore(table);
    expect((await reconcile(house.test.database)).differences).toEqual([]);
  });
});

describe("what a superuser gains by altering", () => {
  it.each([...ALTERATIONS, ...FILE_ALTERATIONS, ...PEOPLE_ALTERATIONS].map((one) => [one.table, one.why, one.statement] as const))("%s (%s) is found", async (table, _why, statement) => {
    const found = await foundAfter([{ table, statement }]);
    expect(found.map((one) => one.table)).toContain(table);
    expect(found[0]?.words.vi).toContain(`bảng ${table}, dòng `);
  });
});

describe("in every table", () => {
  it.each(TABLES)("%s: a row that is gone and a row too many are named", async (table) => {
    const row = rowAt(table, 1);
    const gone = await foundAfter([{ table, statement: `delete from ${pathOfRow(table)} where ${isRow(table, row)}` }]);
    expect(gone).toContainEqual(expect.objectContaining({ why: "missing", table, key: keyOf(table, row) }));
    const last = KEYS[table].at(-1) ?? "";
    const isTime = tampering.columns(table).some(({ name, type }) => name === last && (type === "date" || type.startsWith("timestamp")));
    const other = typeof row[last] === "number" ? 999 : isTime ? "2001-02-03T00:00:00+00:00".slice(0, Math.min(String(row[last]).length, 25)) : "x";
    const statement = `insert into ${pathOfRow(table)} overriding system value select (jsonb_populate_record(one, '${JSON.stringify({ [last]: other, ...("seq" in row ? { seq: 999 } : {}) })}')).* from ${pathOfRow(table)} one where ${isRow(table, row)}`;
    const added = await foundAfter([{ table, statement }]);
    expect(added).toContainEqual(expect.objectContaining({ why: "untold", table, key: { ...keyOf(table, row), [last]: other } }));
    const twice = await foundAfter([{ table, statement: `insert into ${pathOfRow(table)} overriding system value select * from ${pathOfRow(table)} where ${isRow(table, row)}` }]);
    expect(twice).toEqual([expect.objectContaining({ why: "twice", table, key: keyOf(table, row) })]);
  });

  const RUNS = 208;
  const seeds = fc.sample(fc.tuple(fc.nat(), fc.nat(), fc.infiniteStream(fc.nat())), { numRuns: RUNS, seed: 2_050_335 });
  const columnsOf = (table: Table) => tampering.columns(table).filter((one) => !(UNTOLD[table] ?? []).includes(one.name));

  /** As many tables are altered at once, in each of them one value: to compare the whole house for each would ask no more. */
  const AT_ONCE = 8;

  it(`${String(RUNS)} values altered: each is found and its row named`, { timeout: 240_000 }, async () => {
    const unseen: string[] = [];
    for (let first = 0; first < RUNS; first += AT_ONCE) {
      const altered = seeds.slice(first, first + AT_ONCE).map(([i, j, more], at) => {
        const table = TABLES[(first + at) % TABLES.length] ?? "campaign";
        const row = rowAt(table, i);
        const column = columnsOf(table).at(j % columnsOf(table).length) ?? { name: "", type: "" };
        const value = otherValue(column, row, (below) => (more.next().value ?? 0) % below);
        return { table, row, statement: `update ${pathOfRow(table)} set "${column.name}" = ${value} where ${isRow(table, row)}` };
      });
      const found = await foundAfter(altered);
      unseen.push(...altered.filter(({ table, row }) => !found.some((one) => one.table === table && JSON.stringify(one.key) === JSON.stringify(keyOf(table, row)))).map(({ statement }) => statement));
    }
    expect(unseen).toEqual([]);
  });
});
