import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { insertComputation } from "../src/server/personnel/computation-queries.ts";
import { runComputation } from "../src/server/personnel/computing.ts";
import { workEndpoints } from "../src/server/personnel/index.ts";
import type { Actor, Database } from "../src/server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../src/server/regulation/index.ts";
import { openRoom, type Room } from "../tests/server/room.ts";
import { ITEMS, PRODUCT_COUNT, productOf, READ_BYTES, type Seat, writeRows } from "./personnel-rows.ts";
import { inPlaceOfItsOwn, type Place } from "./place.ts";

// A quarter of one province's civil servants: import through the bulk door, computing it for everybody, opening one office.
// Arguments: the share of 40,000 people, for a short run; "keep" leaves the rows there, and "again" computes over them as often as it is asked.

const PEOPLE = 40_000;
const IN_OFFICE = 30;
const OFFICES_OF_AGENCY = 10;
const PERIOD = "2026-Q2";
const BARE = "2026-Q1";
const TIMES = 3;
const READS = 9;
/** Every general criterion of form 01 with its maximum. */
const FULL = { "1.1.1": "5", "1.1.2": "5", ...Object.fromEntries(["1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.3.1", "1.3.2", "1.3.3", "1.3.4"].map((code) => [code, "2.5"])) };

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(18)}   ${budget}\n`);
}
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
async function repeated(times: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(await timed(work));
  return median(taken);
}

const officeOf = (at: number): number => Math.floor(at / IN_OFFICE);
const seatOf = (at: number): Seat => ({ person: `person-${String(at)}`, unit: `office-${String(officeOf(at))}`, head: at % IN_OFFICE === 0 ? `director-${String(Math.floor(officeOf(at) / OFFICES_OF_AGENCY))}` : `person-${String(officeOf(at) * IN_OFFICE)}` });

/** Agencies with offices of 30, their heads and everybody's posts; a catalogue; two periods that are open. */
async function furnish(database: Database, superuser: pg.Client, people: number): Promise<void> {
  const offices = Math.ceil(people / IN_OFFICE);
  const agencies = Math.ceil(offices / OFFICES_OF_AGENCY);
  await superuser.query("insert into congtam.unit (id, code, index_code, valid_from) select 'agency-' || i, 'A' || i, '01', '2020-01-01' from generate_series(0, $1 - 1) i", [agencies]);
  await superuser.query("insert into congtam.unit (id, code, parent_id, index_code, valid_from) select 'office-' || i, 'O' || i, 'agency-' || i / $2::int, null, '2020-01-01' from generate_series(0, $1 - 1) i", [offices, OFFICES_OF_AGENCY]);
  await superuser.query("insert into congtam.unit_name (unit_id, name, folded, valid_from) select id, 'Đơn vị ' || code, lower(code), '2020-01-01' from congtam.unit");
  await superuser.query("insert into congtam.person (id, name, folded) select 'director-' || i, 'Giám đốc ' || i, 'giam doc ' || i from generate_series(0, $1 - 1) i union all select 'person-' || i, 'Công chức ' || i, 'cong chuc ' || i from generate_series(0, $2 - 1) i", [agencies, people]);
  await superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from) select 'd' || i, 'director-' || i, 'agency-' || i, 'head', 'Giám đốc', '2020-01-01' from generate_series(0, $1 - 1) i", [agencies]);
  await superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from) select 'p' || i, 'person-' || i, 'office-' || i / $2::int, case when i % $2::int = 0 then 'head' else 'officer' end, 'Chuyên viên', '2020-01-01' from generate_series(0, $1 - 1) i", [people, IN_OFFICE]);
  await superuser.query("insert into congtam.work_catalogue (id, number, title, year, standard_name, standard_points, frames, created_at, created_by) values ('list', 1, 'Danh mục', 2025, 'Văn bản', 10, '[{}]', now(), 'bench')");
  for (let i = 0; i < PRODUCT_COUNT; i++) {
    const { id, code, points } = productOf(i);
    await superuser.query("insert into congtam.work_catalogue_item (id, catalogue, work, position, code, field, name, detail, output, unit_of_measure, complexity, points, note) values ($1, 'list', $1, $2, $3, '', 'Việc ' || $3, '', 'Văn bản', 'việc', 1, $4, '')", [id, i, code, points]);
  }
  await superuser.query("update congtam.work_catalogue set state = 'approved', in_force_from = '2020-01-01' where id = 'list'");
  const regulation = readFileSync(new URL("../regulations/gia-lai-2026-staff/regulation.yaml", import.meta.url), "utf8");
  const { id, sha256 } = await database.transaction(async (tx) => {
    const { version } = await importRegulation(tx, "importer", { "regulation.yaml": regulation });
    await freezeRegulation(tx, "another", version.id);
    return version;
  });
  for (const [period, from, to] of [[BARE, "2026-01-01", "2026-04-01"], [PERIOD, "2026-04-01", "2026-07-01"]] as const) {
    await superuser.query("insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by) values ($1, $2, $3, '01', $4, $5, 3, now(), 'bench')", [period, id, sha256, from, to]);
    await superuser.query("select congtam.open_work_period($1)", [period]);
  }
  await superuser.query("insert into congtam.work_form_action (period, person, number, unit, at, by, action) select $1, person_id, 1, unit_id, now(), person_id, jsonb_build_object('kind', 'score', 'scores', $2::jsonb, 'strengths', '', 'shortcomings', '') from congtam.post", [PERIOD, JSON.stringify(FULL)]);
  await superuser.query("vacuum analyze");
}

type Files = { readonly json: string; readonly copied: string };

/** Rows without the program: the same columns into a partition with the same indexes. */
async function bareCopy(superuser: pg.Client, file: string): Promise<number> {
  const columns = "(period, person, unit, product, coefficient, assigned, done, accepted, quality_failures, delays, extra, state, assigned_on, due, done_on, output, reference, source, external)";
  return timed(() => pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), superuser.query(copyFrom(`copy congtam.work_item_${BARE.toLowerCase().replace("-", "_")} ${columns} from stdin`))));
}

type Memory = { readonly begin: number; readonly early: number; readonly late: number };

/** Through the bulk door, sent by another process; the server's memory in the first and in the last fifth. */
async function importThrough(port: number, file: string): Promise<{ readonly ms: number; readonly memory: Memory }> {
  const samples: number[] = [];
  const begin = process.memoryUsage().rss;
  const watch = setInterval(() => {
    samples.push(process.memoryUsage().rss);
  }, 100);
  const began = performance.now();
  const sender = spawn(process.execPath, [fileURLToPath(new URL("personnel-sender.ts", import.meta.url)), String(port), `/api/v1/work-periods/${PERIOD}/task-streams/vanban`, file], { stdio: ["ignore", "pipe", "inherit"] });
  const answer = await text(sender.stdout);
  const ms = performance.now() - began;
  clearInterval(watch);
  if (!answer.startsWith("200 ")) throw new Error(answer.slice(0, 500));
  const fifth = Math.ceil(samples.length / 5);
  const most = (some: readonly number[]): number => Math.max(begin, ...some);
  return { ms, memory: { begin, early: most(samples.slice(0, fifth)), late: most(samples.slice(-fifth)) } };
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
/** What the program asks for, as anybody would ask the database. */
const SUMS = `select person, sum(case when extra then 0 else coefficient::bigint * assigned end), sum(coefficient::bigint * accepted), sum(coefficient::bigint * greatest(0, accepted::bigint * 100 - 2500 * quality_failures)), sum(coefficient::bigint * greatest(0, accepted::bigint * 100 - 2500 * delays)), count(*) filter (where state = 'assigned'), count(*) filter (where state = 'done') from congtam.work_item where period = $1 group by person`;

/** Processor time that PostgreSQL's processes have used until now, in seconds; those that have ended are in their parent's. */
function databaseSeconds(): number {
  const stats = readdirSync("/proc").flatMap((entry) => {
    try {
      return /^\d+$/.test(entry) ? [readFileSync(`/proc/${entry}/stat`, "utf8")] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
  const TICKS = 100;
  const times = stats.filter((stat) => stat.includes("(postgres)")).map((stat) => stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0));
  return times.reduce((sum, ticks) => sum + ticks, 0) / TICKS;
}

/** What the database and this process work while something is done: where others use the machine, time alone says little. */
async function worked(work: () => Promise<unknown>): Promise<number> {
  const [database, own] = [databaseSeconds(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(own);
  return databaseSeconds() - database + (user + system) / 1e6;
}

type Computing = { readonly bare: readonly number[]; readonly first: readonly number[]; readonly again: number; readonly processor: number; readonly memory: Memory & { readonly most: number } };

/** The bare GROUP BY and computing in turns, so that what else happens on the machine meets both; in the end over results that are there. */
async function timesOfComputing(database: Database, superuser: pg.Client): Promise<Computing> {
  // The rows of a GROUP BY, which nobody else holds, are in memory before as well.
  await superuser.query(SUMS, [PERIOD]);
  const begin = process.memoryUsage().rss;
  const samples: number[][] = [];
  // A sample with every transaction: each writes the results of as many people.
  const transaction: Database["transaction"] = (work, opener) => {
    samples.at(-1)?.push(process.memoryUsage().rss);
    return database.transaction(work, opener);
  };
  const compute = async (): Promise<void> => {
    const id = randomUUID();
    samples.push([]);
    await database.transaction((tx) => insertComputation(tx, { id, period: PERIOD, by: "bench" }));
    await runComputation({ transaction }, id);
  };
  const [bare, first, work]: [number[], number[], { bare: number; computing: number }] = [[], [], { bare: 0, computing: 0 }];
  for (let i = 0; i < TIMES; i++) {
    work.bare += await worked(async () => bare.push(await timed(() => superuser.query(SUMS, [PERIOD]))));
    await superuser.query("truncate congtam.work_result");
    work.computing += await worked(async () => first.push(await timed(compute)));
  }
  const again = await repeated(TIMES, compute);
  const fifths = samples.map((own) => ({ early: Math.max(...own.slice(0, Math.ceil(own.length / 5))), late: Math.max(...own.slice(-Math.ceil(own.length / 5))) }));
  const memory = { begin, early: fifths[0]?.early ?? 0, late: fifths.at(-1)?.late ?? 0, most: Math.max(...samples.flat()) };
  return { bare, first, again, processor: work.computing / work.bare, memory };
}

async function measureComputing(database: Database, superuser: pg.Client, people: number): Promise<void> {
  const { bare, first, again, processor, memory } = await timesOfComputing(database, superuser);
  const { rows } = await superuser.query<{ reasons: number }>("select count(reason)::int as reasons from congtam.work_result");
  if ((rows[0]?.reasons ?? 0) < people) throw new Error(`results without reasons: ${JSON.stringify(rows[0])}`);
  const ratio = (ms: number): string => `${(ms / median(bare)).toFixed(2)} × GROUP BY`;
  line("  the bare GROUP BY", seconds(median(bare)), "1 × GROUP BY", "");
  line(`computing the quarter of ${String(people)} people`, seconds(median(first)), ratio(median(first)), "budget 2 ×");
  line("  the slowest of them", seconds(Math.max(...first)), ratio(Math.max(...first)), "");
  line("  what processors worked, here and in the database", "", `${processor.toFixed(2)} × GROUP BY`, "");
  line("  again, over results that are there", seconds(again), ratio(again), "");
  line("  memory: before, first fifth, last fifth of people", megabytes(memory.late), `${megabytes(memory.begin)}, ${megabytes(memory.early)}`, "flat");
  line("  memory: at the most more than before", megabytes(memory.most - memory.begin), "", "budget 100 MB");
}

const actor = (name: string, role: Actor["roles"][number]): Actor => ({ accountId: name, personId: name, name, roles: [role], unitIds: [], sessionId: name });
const roomOn = (database: Database): Promise<Room> => openRoom(database, workEndpoints(async () => new Set(), { isScanned: false }), (name) => (name === "igate" ? actor(name, "task-system") : actor(name, "programme-officer")));

async function measureImport(database: Database, superuser: pg.Client, files: Files, people: number): Promise<void> {
  const rows = people * ITEMS;
  const room = await roomOn(database);
  const port = Number(new URL(await room.app.listen({ host: "127.0.0.1", port: 0 })).port);
  const bare = await bareCopy(superuser, files.copied);
  await superuser.query("checkpoint");
  const { ms, memory } = await importThrough(port, files.json);
  line(`import of ${String(people)} × ${String(ITEMS)} rows by the bulk door`, seconds(ms), `${((100 * bare) / ms).toFixed(0)} % of COPY`, "budget 70 %");
  line("  rows a second", `${(rows / (ms / 1000)).toFixed(0)}/s`, "", "");
  line("  the bare COPY", seconds(bare), "100 % of COPY", "");
  line("  memory: before, first fifth, last fifth", megabytes(memory.late), `${megabytes(memory.begin)}, ${megabytes(memory.early)}`, "flat");
  await superuser.query("vacuum analyze congtam.work_item");
  await closed(room);
}

async function measureOffice(database: Database): Promise<void> {
  const room = await roomOn(database);
  const board = async (): Promise<void> => {
    const { statusCode, body } = await room.app.inject({ method: "GET", url: `/api/v1/work-periods/${PERIOD}/units/office-0/board`, headers: { authorization: "Bearer officer" } });
    if (statusCode !== 200) throw new Error(`${String(statusCode)} ${body.slice(0, 300)}`);
  };
  await board();
  line(`opening an office of ${String(IN_OFFICE)} people`, `${(await repeated(READS, board)).toFixed(0)} ms`, "", "budget 200 ms");
  await closed(room);
}

async function closed({ app, failures }: Room): Promise<void> {
  await app.close();
  if (failures.length > 0) throw new Error(String(failures[0]));
}

type Made = { readonly isKept?: boolean; readonly isThere?: boolean };

/** What a quarter of a province's civil servants costs, on a PostgreSQL of its own. */
export async function benchPersonnel(share = 1, { isKept = false, isThere = false }: Made = {}): Promise<void> {
  const people = Math.round((PEOPLE * share) / IN_OFFICE) * IN_OFFICE;
  const written = mkdtempSync(join(tmpdir(), "congtam-bench-rows-"));
  const files = { json: join(written, "rows.ndjson"), copied: join(written, "rows.copy") };
  const measure = async ({ database, superuser }: Place): Promise<void> => {
    if (!isThere) {
      await furnish(database, superuser, people);
      await writeRows(Array.from({ length: people }, (_, at) => seatOf(at)), files, BARE);
      await measureImport(database, superuser, files, people);
    }
    await measureComputing(database, superuser, people);
    await measureOffice(database);
  };
  try {
    await inPlaceOfItsOwn("bench-personnel", measure, { isKept });
  } finally {
    rmSync(written, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const [share = "1", what] = process.argv.slice(2);
  await benchPersonnel(Number(share), { isKept: what !== undefined, isThere: what === "again" });
}
