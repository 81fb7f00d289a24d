import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { passingSettings } from "../../src/server/evidence/making.ts";
import { runConsolidation } from "../../src/server/plan/index.ts";
import { planSubjects, reconcile, type Reconciliation } from "../../src/server/result/index.ts";
import { PLAN_TABLES, type Table } from "../../src/server/result/told-rows.ts";
import { castFor, setUp } from "../cycle/people.ts";
import { makePlan } from "../cycle/plan.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { tellOfReformPlan } from "../server/fuzz-plan.ts";
import type { Raw } from "../server/fuzz-raw.ts";
import { tellOfReports } from "../server/fuzz-report.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { isRow, keyOf, openTampering, otherValue, type Row, type Tampering } from "./tampering.ts";

/** Threat 6, of the reform plan and its reports: whatever is altered, added or removed beside the ledger is found, and the row named. */

const SLOW = 120_000;
const whole = makePlan(2025);
const units = ["01", "03"].flatMap((index) => whole.units.filter((one) => one.index === index).slice(0, 1));
const plan = { ...whole, units };

let test: TestDatabase;
let house: CampaignHouse;
let tampering: Tampering;
/** What the story was refused. */
const refused: string[] = [];

const found = (): Promise<Reconciliation> => reconcile(test.database, planSubjects);

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, units, castFor(units), { evidence: { ...passingSettings(), clamd: "/nowhere/clamd.sock" } });
  await setUp(house, plan);
  await reach(house, "self-scoring");
  const raw: Raw = async (method, path, { as = "nobody", body, seen } = {}) => {
    const headers = { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) };
    const answer = await house.app.inject({ method: method as "GET", url: `/api/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
    if (method !== "GET" && answer.statusCode >= 400) refused.push(`${method} ${path} ${String(answer.statusCode)}`);
    return { status: answer.statusCode, json: String(answer.headers["content-type"]).includes("json") ? answer.json() : {}, etag: (answer.headers.etag ?? "").replaceAll('"', ""), cookie: "", location: "" };
  };
  const now = async (): Promise<number> => (await test.database.read((tx) => tx.now())).getTime();
  await tellOfReformPlan(raw, house, plan);
  await tellOfReports(raw, house, plan, now);
  // The story stops one consolidation; another one ends.
  const { rows: [period] } = await test.superuser.query<{ id: string }>("select id from congtam.report_period");
  const begun = await raw("POST", `/report-periods/${period?.id ?? ""}/consolidations`, { as: "officer" });
  await runConsolidation(test.database, String(begun.json["id"]));
  tampering = await openTampering(test.superuser, PLAN_TABLES);
}, SLOW);
afterAll(async () => {
  await house.close();
  await test.close();
});

/** What the story does not reach: a report's figures are never both typed and contested here. */
const UNTOUCHED: readonly Table[] = ["report_measured"];
const told = PLAN_TABLES.filter((one) => !UNTOUCHED.includes(one));

it("agrees with the ledger, row by row, in every table", async () => {
  // Nothing is left to be filled in, and what is not there cannot be contested.
  expect(refused.filter((one) => !/prefill|measured/.test(one))).toEqual([]);
  const { differences } = await found();
  expect(differences.map((one) => one.words.en)).toEqual([]);
  expect(told.filter((table) => tampering.rows(table).length === 0)).toEqual([]);
}, SLOW);

/** Columns that say nothing of anybody: how far something had come, what an entry before this version did not tell. */
const UNTOLD: Readonly<Partial<Record<Table, readonly string[]>>> = {
  report_consolidation: ["done", "total", "ended_at", "at", "result"],
  report_mapping: ["by", "at"],
  inspection_scan: ["id"],
};

async function foundAfter(table: Table, statement: string): Promise<Reconciliation["differences"]> {
  try {
    expect({ statement, touched: await tampering.run(statement) }).toEqual({ statement, touched: 1 });
    return (await found()).differences;
  } finally {
    await tampering.restore(table);
  }
}
const rowAt = (table: Table, i: number): Row => tampering.rows(table).at(i % tampering.rows(table).length) ?? {};

it.each(told)("%s: a row that is gone, one too many and an altered value are named", async (table) => {
  const row = rowAt(table, 0);
  expect(await foundAfter(table, `delete from congtam.${table} where ${isRow(table, row)}`)).toContainEqual(expect.objectContaining({ why: "missing", table, key: keyOf(table, row) }));
  expect(await foundAfter(table, `insert into congtam.${table} overriding system value select * from congtam.${table} where ${isRow(table, row)}`)).toContainEqual(expect.objectContaining({ why: "twice", table, key: keyOf(table, row) }));
  const columns = tampering.columns(table).filter((one) => !(UNTOLD[table] ?? []).includes(one.name));
  const unseen: string[] = [];
  for (const [at, seed] of fc.sample(fc.infiniteStream(fc.nat()), { numRuns: columns.length, seed: 2025 }).entries()) {
    const column = columns[at] ?? { name: "", type: "" };
    if (column.type === "bytea") continue;
    const target = rowAt(table, at);
    const value = otherValue(column, target, (below) => (seed.next().value ?? 0) % below);
    const differences = await foundAfter(table, `update congtam.${table} set "${column.name}" = ${value} where ${isRow(table, target)}`);
    if (!differences.some((one) => one.table === table && JSON.stringify(one.key) === JSON.stringify(keyOf(table, target)))) unseen.push(`${column.name} = ${value}`);
  }
  expect(unseen).toEqual([]);
}, SLOW);

it("bytes of an inspection's file that were exchanged are found", async () => {
  const differences = await foundAfter("inspection_file", String.raw`update congtam.inspection_file set bytes = '\x00'::bytea`);
  expect(differences).toContainEqual(expect.objectContaining({ why: "altered", table: "inspection_file" }));
}, SLOW);
