import type pg from "pg";
import { stringify } from "yaml";
import { addPerson, importUnits } from "../src/server/organisation/index.ts";
import { beginPeriod, enterReports, keepForm, planReportEndpoints, runConsolidation } from "../src/server/plan/index.ts";
import { insertConsolidation } from "../src/server/plan/consolidation-queries.ts";
import type { Actor, Database } from "../src/server/platform/index.ts";
import { openRoom } from "../tests/server/room.ts";
import { inPlaceOfItsOwn } from "./place.ts";

// Periodic reports: 128 units of 400 figures over five years drawn together, a report opened, the dashboard.

const UNITS = 128;
const FIGURES = 400;
const YEARS = [2021, 2022, 2023, 2024, 2025];
const MEASURES = 40;
const TIMES = 9;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}

const key = (i: number): string => `so-${String(i)}`;
const FORM = stringify({
  key: "lon",
  title: "Biểu mẫu lớn",
  areas: [{ key: "chung", title: "Chung" }],
  figures: Array.from({ length: FIGURES }, (_, i) => ({ key: key(i), area: "chung", title: `Số liệu ${String(i)}`, unit: "hồ sơ", kind: "count", over: "year" })),
  checks: Array.from({ length: FIGURES / 2 }, (_, i) => ({ kind: "within", parts: [key(2 * i + 1)], total: key(2 * i) })),
  measures: Array.from({ length: MEASURES }, (_, i) => ({ key: `m-${String(i)}`, area: "chung", title: `Chỉ số ${String(i)}`, unit: "%", formula: `100 * ${key(2 * i + 1)} / ${key(2 * i)}`, direction: "up", threshold: "90" })),
  narratives: [{ key: "loi", area: "chung", title: "Lời" }],
});

type Filled = { readonly periodId: string; readonly openId: string; readonly unitId: string };
type Units = readonly { readonly id: string; readonly code: string }[];

const figuresOf = (unit: number): Record<string, number> => Object.fromEntries(Array.from({ length: FIGURES }, (_, i) => [key(i), (1000 - (i % 2) * 50 + unit) * 100]));

/** A year in which every unit has handed in. */
const fillYear = (database: Database, year: number, units: Units, by: string): Promise<string> =>
  database.transaction(async (tx) => {
    const day = (at: string): string => `${String(year)}-${at}T00:00:00.000Z`;
    const { period } = await beginPeriod(tx, { form: "lon", year, kind: "year", title: `Năm ${String(year)}`, opensAt: day("11-01"), dueAt: day("12-10"), closesAt: day("12-20"), unitCodes: units.map((one) => one.code) }, by);
    const steps = [{ at: day("12-01"), by, step: { kind: "submit", isLate: false } as const }];
    await enterReports(tx, period.id, units.map(({ id }, at) => ({ unitId: id, by, figures: figuresOf(at), texts: [{ key: "loi", text: "Đã thực hiện theo kế hoạch." }], steps })), by);
    return period.id;
  });

async function fill(database: Database): Promise<Filled> {
  const by = (await database.transaction((tx) => addPerson(tx, "Người đo"))).id;
  const codes = Array.from({ length: UNITS }, (_, i) => `DV${String(i)}`);
  const { created } = await database.transaction((tx) => importUnits(tx, codes.map((code) => ({ code, name: `Đơn vị ${code}`, index: "01" })), "2020-01-01"));
  await database.transaction((tx) => keepForm(tx, FORM, by));
  let periodId = "";
  for (const year of YEARS) periodId = await fillYear(database, year, created, by);
  const { period } = await database.transaction((tx) => beginPeriod(tx, { form: "lon", year: 2026, kind: "q1", title: "Quý I năm 2026", opensAt: "2020-01-01T00:00:00.000Z", dueAt: "2099-01-01T00:00:00.000Z", closesAt: "2099-01-02T00:00:00.000Z", unitCodes: codes }, by));
  return { periodId, openId: period.id, unitId: created[0]?.id ?? "" };
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}

async function measure(database: Database, superuser: pg.Client, { periodId, openId, unitId }: Filled): Promise<void> {
  await superuser.query("vacuum analyze");
  const bare = await timed(async () => superuser.query("select period, key, sum(value), count(*) from congtam.report_value group by period, key"));
  let number = 0;
  const whole = await timed(async () => {
    number += 1;
    const id = `bench-${String(number)}`;
    await database.transaction((tx) => insertConsolidation(tx, id, periodId, UNITS, "bench"));
    await runConsolidation(database, id);
  });
  line(`drawing together ${String(UNITS)} × ${String(FIGURES)} × ${String(YEARS.length)} years`, `${whole.toFixed(0)} ms`, `${(whole / bare).toFixed(1)} × GROUP BY`, "budget 2,000 ms");
  const officer: Actor = { accountId: "officer", personId: "officer", name: "officer", roles: ["programme-officer"], unitIds: [], sessionId: "s" };
  const scorer: Actor = { ...officer, accountId: "scorer", personId: "scorer", name: "scorer", roles: ["unit-scorer"], unitIds: [unitId] };
  const room = await openRoom(database, planReportEndpoints({ enterOwnScore: async () => [], ownIndexes: async () => [], surveyed: async () => [] }), (name) => (name === "scorer" ? scorer : officer));
  const send = async (as: string, method: "GET" | "PUT", url: string, payload?: object): Promise<void> => {
    const { statusCode, body } = await room.app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${as}`, ...(payload === undefined ? {} : { "if-match": '"0"' }) }, ...(payload === undefined ? {} : { payload }) });
    if (statusCode !== 200) throw new Error(`${url}: ${String(statusCode)} ${body.slice(0, 300)}`);
  };
  const get = (url: string): Promise<void> => send("officer", "GET", url);
  const open = `/report-periods/${openId}/units/${unitId}`;
  const saved: number[] = [];
  for (let i = 0; i < FIGURES; i++) {
    const began = performance.now();
    await send("scorer", "PUT", `${open}/figures/${key(i)}`, { value: String(1000 - (i % 2) * 50), isConfirmed: false });
    saved.push(performance.now() - began);
  }
  line("saving one figure of 400, checked and audited", `${median(saved).toFixed(1)} ms`, "", `p95 ${(saved.toSorted((a, b) => a - b)[Math.floor(saved.length * 0.95)] ?? 0).toFixed(1)} ms; budget 50 ms`);
  line(`opening a report of ${String(FIGURES)} figures, handed in`, `${(await timed(() => get(`/report-periods/${periodId}/units/${unitId}`))).toFixed(0)} ms`, "", "budget 200 ms");
  line(`opening it while it is written`, `${(await timed(() => send("scorer", "GET", open))).toFixed(0)} ms`, "", "budget 200 ms");
  line("dashboard: 40 measures, 128 units, two years", `${(await timed(() => get("/report-dashboard"))).toFixed(0)} ms`, "", "budget 300 ms");
  await room.app.close();
}

/** What periodic reports of a province cost, on a PostgreSQL of its own. */
export const benchPlan = (): Promise<void> =>
  inPlaceOfItsOwn("bench-plan", async ({ database, superuser }) => {
    await measure(database, superuser, await fill(database));
  });

if (process.argv[1] === import.meta.filename) await benchPlan();
