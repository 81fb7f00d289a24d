import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { fastify } from "fastify";
import pg from "pg";
import { z } from "zod";
import { surveyDesign } from "../src/contract/survey-design.ts";
import { buildHttp, type Database } from "../src/server/platform/index.ts";
import { conductSurvey, openSurveyKeys, surveyPublicPages } from "../src/server/survey/index.ts";
import { countsOf } from "../src/server/survey/box-queries.ts";
import { findSurvey, turnoutOf } from "../src/server/survey/queries.ts";
import { newCode } from "../src/server/survey/sealing.ts";
import { viewOf } from "../src/server/survey/views.ts";
import { worthIn } from "../src/server/survey/worth-in.ts";
import { type FullProvince, openFullProvince } from "../tests/server/full-province.ts";
import type { TestDatabase } from "../tests/server/harness.ts";
import { inPlaceOfItsOwn } from "./place.ts";

// Respondents: what an answered form of thirty questions costs, and what a million ballots cost.

const ITEMS = 30;
const HANDS = 8;
/** More than anybody can send in the time. */
const RESPONSES = 20_000;
const SECONDS = 30;
const BARE_SECONDS = 8;
const WARM = 200;
const MILLION = 1_000_000;
const LOOKS = 7;
const TICKS = 100;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}
const quantile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** Seconds that the database's own processes have computed. */
function databaseCpu(folder: string): number {
  const [postmaster = ""] = readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n");
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return fields[1] === postmaster ? sum + (Number(fields[11]) + Number(fields[12])) / TICKS : sum;
    } catch {
      return sum;
    }
  }, 0);
}

function designFor({ units }: FullProvince) {
  const questions = Array.from({ length: ITEMS }, (_, i) => ({ kind: "scale", key: `q${String(i + 1)}`, text: { vi: `Câu hỏi số ${String(i + 1)} về sự phục vụ của cơ quan, đơn vị`, en: `Question ${String(i + 1)}` } }));
  const leafIn = new Map(units.map((one) => [one.index, "3.1"]));
  return surveyDesign.parse({
    title: "Khảo sát đo tốc độ",
    groups: [{ key: "cong-dan", title: "Người dân", form: { title: { vi: "Phiếu đo tốc độ" }, sections: [{ key: "all", title: { vi: "Đánh giá" }, eachUnit: true, questions }] } }],
    strata: units.map(({ code }) => ({ key: `s-${code}`, group: "cong-dan", unit: code, population: 10_000, sample: 10_000 })),
    conversions: [...leafIn].map(([index, leaf]) => ({ index, leaf, groups: [{ group: "cong-dan" }], questions: questions.map((one) => one.key), rule: { kind: "mean" } })),
  });
}

const run = promisify(execFile);
const LOAD = fileURLToPath(new URL("survey-load.ts", import.meta.url));

const loaded = z.strictObject({ times: z.array(z.number()), ms: z.number() });

async function load(port: number, folder: string, codes: readonly string[], mode: string, seconds = SECONDS): Promise<z.output<typeof loaded>> {
  const file = join(folder, `codes-${mode}`);
  writeFileSync(file, codes.join("\n"));
  const { stdout } = await run(process.execPath, [LOAD, String(port), file, String(HANDS), mode, String(seconds)], { maxBuffer: 64 * 1024 * 1024 });
  return loaded.parse(JSON.parse(stdout));
}

async function measureFirstView(app: ReturnType<typeof buildHttp>, database: Database, code: string): Promise<void> {
  const url = `/khao-sat/phieu?ma=${code}`;
  const first = await app.inject({ method: "GET", url });
  const others = await Promise.all([/href="([^"]+\.css)"/, /src="([^"]+\.js)"/].map((one) => app.inject({ method: "GET", url: one.exec(first.body)?.[1] ?? "" })));
  line(`first view of a form of ${String(ITEMS)} questions, gzip`, `${([first, ...others].reduce((sum, one) => sum + gzipSync(one.body).length, 0) / 1024).toFixed(1)} kB`, "3 requests", "budget 30 kB, 3 requests");
  const before = database.statements();
  await app.inject({ method: "GET", url });
  line("  statements for the page", String(database.statements() - before), "", "constant");
}

async function measureResponses(database: Database, connection: pg.ClientConfig, province: FullProvince, folder: string): Promise<void> {
  const keys = openSurveyKeys(join(folder, "keys"));
  const codes = Array.from({ length: RESPONSES + WARM }, newCode);
  const design = designFor(province);
  const { surveyId } = await database.transaction((tx) => conductSurvey(tx, keys, { campaignId: province.house.campaignId, design, by: "bench", agreed: "second", closesAt: "2099-01-01T00:00:00.000Z", isCounted: false, cards: codes.map((code, i) => ({ code, stratum: design.strata[i % design.strata.length]?.key ?? "" })) }));
  const failures: unknown[] = [];
  const app = buildHttp({ database, endpoints: [], authenticate: async () => undefined, record: async () => undefined, noteReads: async () => undefined, publicPages: surveyPublicPages(database, keys), onFailure: (error) => failures.push(error) });
  const { port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  await measureFirstView(app, database, codes[0] ?? "");
  await load(Number(port), folder, codes.slice(0, WARM), "survey");
  const [own, theirs] = [process.cpuUsage(), databaseCpu(folder)];
  const { times, ms } = await load(Number(port), folder, codes.slice(WARM), "survey");
  const spentThere = (databaseCpu(folder) - theirs) / times.length;
  const spent = process.cpuUsage(own);
  const cpu = (spent.user + spent.system) / 1_000_000 / times.length;
  const rate = (1000 * times.length) / ms;
  line(`form opened and sent, ${String(HANDS)} at once for ${String(SECONDS)} s`, `${rate.toFixed(0)}/s`, `${String(times.length)} in all`, "budget 200/s");
  line("  p95", `${quantile(times, 0.95).toFixed(1)} ms`, "", "budget 100 ms");
  line("  CPU of the server for one", `${(cpu * 1000).toFixed(2)} ms`, "", "budget 5 ms");
  line("  CPU of PostgreSQL for one", `${(spentThere * 1000).toFixed(2)} ms`, `${((cpu + spentThere) * 1000).toFixed(2)} ms in all`, "");
  await app.close();

  await measureBare(connection, folder, codes, rate);
  if (failures.length > 0) throw new Error(String(failures[0]));
  await measureMillion(database, connection, surveyId);
}

/** What any program must at least do for a form that is sent: the bare server, the bare driver, one row. */
async function measureBare(connection: pg.ClientConfig, folder: string, codes: readonly string[], rate: number): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 20 });
  await pool.query("create table bare_form (id bigint generated always as identity primary key, body text)");
  const bare = fastify();
  bare.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  bare.post("/bare", (request) => pool.query("insert into bare_form (body) values ($1)", [request.body]).then(() => "ok"));
  const { port: barePort } = new URL(await bare.listen({ host: "127.0.0.1", port: 0 }));
  await load(Number(barePort), folder, codes.slice(0, WARM), "bare");
  const { times: plain, ms } = await load(Number(barePort), folder, codes.slice(WARM), "bare", BARE_SECONDS);
  const bareRate = (1000 * plain.length) / ms;
  line("  a bare POST that inserts one row, same run", `${bareRate.toFixed(0)}/s`, `${(rate / bareRate).toFixed(2)} × bare`, "");
  await bare.close();
  await pool.end();
}

/** A million cards, used, and what they come to. */
async function measureMillion(database: Database, connection: pg.ClientConfig, surveyId: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query("insert into congtam.survey_card select sha256(convert_to('m' || i, 'UTF8')), $1, 2, (select array_agg(distinct stratum) from congtam.survey_card where survey = $1)[1 + i % 128], 'card' from generate_series(1, $2::integer) i", [surveyId, MILLION]);
  await client.query("insert into congtam.survey_cast select hash, survey, hash, current_date - (get_byte(hash, 0) % 30), stratum, channel, null from congtam.survey_card where survey = $1 and batch = 2", [surveyId]);
  await client.query("insert into congtam.survey_batch select survey, batch, stratum, channel, count(*) from congtam.survey_card where survey = $1 and batch = 2 group by 1, 2, 3, 4", [surveyId]);
  await client.query("insert into congtam.survey_count select $1, 'card', substr(stratum, 3), 'cong-dan', 'q' || q, o::text, $2::integer / 128 / 5 from (select distinct stratum from congtam.survey_card where survey = $1) s, generate_series(1, 30) q, generate_series(1, 5) o", [surveyId, MILLION]);
  await client.query("vacuum analyze congtam.survey_card, congtam.survey_cast, congtam.survey_count");
  await client.end();
  const began = performance.now();
  const worths = await database.read(async (tx) => {
    const survey = await findSurvey(tx, surveyId);
    if (survey === undefined) throw new Error("no survey");
    return worthIn(tx, survey, await countsOf(tx, surveyId), await turnoutOf(tx, surveyId));
  });
  line(`points of 128 units from ${MILLION.toLocaleString("en")} ballots`, `${(performance.now() - began).toFixed(0)} ms`, `${String(worths.items.length)} values`, "budget 2,000 ms");
  const looks: number[] = [];
  for (let i = 0; i < LOOKS; i++) {
    const looked = performance.now();
    await database.read(async (tx) => {
      const survey = await findSurvey(tx, surveyId);
      if (survey !== undefined) await viewOf(tx, survey, "bench");
    });
    looks.push(performance.now() - looked);
  }
  line("live board, whole: response by stratum and day, alarms", `${quantile(looks.slice(1), 0.5).toFixed(0)} ms`, `first ${(looks[0] ?? 0).toFixed(0)} ms`, "budget 200 ms");
}

/** What respondents and a million ballots cost, on a PostgreSQL of its own. */
export const benchSurvey = (): Promise<void> =>
  inPlaceOfItsOwn("bench-survey", async ({ folder, database, connection, superuser }) => {
    const test: TestDatabase = { database, connection, superuser, close: async () => undefined };
    const province = await openFullProvince(test);
    await measureResponses(database, connection, province, folder);
    await province.house.close();
  });
