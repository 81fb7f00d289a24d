import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { measureEvidence } from "./evidence.ts";
import { reach } from "../tests/server/cycle-house.ts";
import { assignAll, fillFiles, type FullProvince, LEAVES, openFullProvince, UNITS } from "../tests/server/full-province.ts";
import { headOf, MEMBERS } from "../tests/cycle/people.ts";
import type { TestDatabase } from "../tests/server/harness.ts";
import { benchPersonnel } from "./personnel.ts";
import { inPlaceOfItsOwn } from "./place.ts";
import { benchPlan } from "./plan.ts";
import { benchSurvey } from "./survey.ts";

// The server under load, on a PostgreSQL of its own: what one score costs, and what the last evening costs.

const CONNECTIONS = 16;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}

const quantile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
const ms = (time: number): string => `${time.toFixed(1)} ms`;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** One request over a kept connection; the milliseconds that it took, or the refusal. */
async function timed(port: number, as: string, path: string, { method = "GET", body, seen }: { readonly method?: string; readonly body?: object; readonly seen?: string } = {}): Promise<number> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, method, path: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }), ...(payload === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(payload) }) } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => {
        if ((answer.statusCode ?? 500) < 300) resolve(performance.now() - began);
        else reject(new Error(`${method} ${path}: ${String(answer.statusCode)} ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(payload);
  });
}

/** Works through all items with so many hands; the seconds that it took. */
async function through<T>(items: readonly T[], hands: number, work: (item: T) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    }),
  );
  return (performance.now() - began) / 1000;
}

/** Single-row inserts, each its own transaction, by the bare driver: what any program must at least do. */
async function bareInserts(connection: pg.ClientConfig, count: number): Promise<number> {
  const pool = new pg.Pool({ ...connection, max: CONNECTIONS });
  await pool.query("create table bare (id bigint generated always as identity primary key, unit text, code text, input jsonb)");
  const rows = Array.from({ length: count }, (_, i) => i);
  const seconds = await through(rows, CONNECTIONS, (i) => pool.query("insert into bare (unit, code, input) values ($1, $2, $3)", [`u${String(i % UNITS)}`, String(i), '{"points":"1"}']));
  await pool.end();
  return count / seconds;
}

type Save = { readonly head: string; readonly unitId: string; readonly code: string; readonly input: object; seen: number };

/** What the units' heads enter: an input for every criterion. */
const savesOf = ({ house, units, leaves }: FullProvince): Save[] =>
  units.flatMap((unit) => leaves.filter((leaf) => leaf.index === unit.index).map(({ code, input }) => ({ head: headOf(unit.code), unitId: house.unitId(unit.code), code, input, seen: 0 })));

async function medianRead(port: number, as: string, path: string): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < 12; i++) taken.push(await timed(port, as, path));
  return quantile(taken.slice(2), 0.5);
}

/** What people of the council wait for, with every file appraised. */
async function measureCouncil(test: TestDatabase, province: FullProvince, port: number): Promise<void> {
  const { house, leaves: [leaf] } = province;
  const [member] = MEMBERS;
  await fillFiles(test, province);
  for (const [stage, before, round] of [["appraisal-1", "self-scoring", "1"], ["appraisal-2", "appraisal-1", "2"]] as const) {
    await reach(house, stage, before);
    line(`what is mine to do in round ${round}: the officer`, ms(await medianRead(port, "officer", "/me/work")), "", "budget 20 ms");
    line("  a member with every criterion of every unit", ms(await medianRead(port, member, "/me/work")), "", "");
    line("one criterion across all units", ms(await medianRead(port, member, `/campaigns/${house.campaignId}/criteria/${leaf?.code ?? ""}/units?index=${leaf?.index ?? ""}&scope=all&limit=200&round=${round}`)), "", "budget 20 ms");
  }
}

async function measure(province: FullProvince, port: number, connection: pg.ClientConfig): Promise<void> {
  const { house, units } = province;
  const path = `/campaigns/${house.campaignId}`;
  const save = async (one: Save) => timed(port, one.head, `${path}/units/${one.unitId}/scores/${one.code}`, { method: "PUT", body: { input: one.input }, seen: String(one.seen++) });
  const all = savesOf(province);
  if (all.length !== UNITS * LEAVES) throw new RangeError(`${String(all.length)} saves`);

  const warm = all.slice(0, 300);
  await through(warm, CONNECTIONS, save);

  // A hundred a second, spread evenly, for ten seconds.
  const paced = all.slice(300, 1300);
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    paced.map(async (one, i) => {
      await pause(Math.max(0, began + i * 10 - performance.now()));
      times.push(await save(one));
    }),
  );
  line("save one score at 100/s, p50", ms(quantile(times, 0.5)), "", "");
  line("  p95", ms(quantile(times, 0.95)), "", "budget 50 ms");

  const bare = await bareInserts(connection, 4000);
  const burst = all.slice(1300, 5300);
  const seconds = await through(burst, CONNECTIONS, save);
  line(`saves with ${String(CONNECTIONS)} connections`, `${(burst.length / seconds).toFixed(0)}/s`, `${(burst.length / seconds / bare).toFixed(2)} × bare`, "");
  line("  bare single-row inserts in the same run", `${bare.toFixed(0)}/s`, "1 × bare", "");

  const whole = await through(all, CONNECTIONS, save);
  line(`last evening: ${String(UNITS)} × ${String(LEAVES)} saves`, `${whole.toFixed(1)} s`, "", "budget 60 s");

  const [first] = units;
  const read = async (as: string, what: string) => medianRead(port, as, what);
  line(`open an assessment of ${String(LEAVES)} criteria`, ms(await read(headOf(first?.code ?? ""), `${path}/units/${house.unitId(first?.code ?? "")}/assessment`)), "", "");
  line(`progress of ${String(UNITS)} units`, ms(await read("officer", `${path}/progress?limit=200`)), "", "");
  line("draft result: read and compute", ms(await read("officer", `${path}/draft-result`)), "", "");
}

const benchServer = (): Promise<void> =>
  inPlaceOfItsOwn("bench", async ({ database, connection, superuser }) => {
    const test: TestDatabase = { database, connection, superuser, close: async () => undefined };
    const province = await openFullProvince(test);
    const { house } = province;
    await assignAll(province);
    await reach(house, "self-scoring");
    const address = await house.app.listen({ host: "127.0.0.1", port: 0 });
    const port = Number(new URL(address).port);
    await measure(province, port, connection);
    await measureCouncil(test, province, port);
    agent.destroy();
    await house.close();
    if (house.failures.length > 0) throw new Error(String(house.failures[0]));
  });

await benchServer();
await measureEvidence();
await benchSurvey();
await benchPlan();
await benchPersonnel();
