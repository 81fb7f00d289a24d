import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { clusterFolder, migrate, openCluster, openDatabase } from "../src/server/platform/index.ts";
import { wordsOf } from "../src/server/evidence/words.ts";
import { headOf } from "../tests/cycle/people.ts";
import { reach } from "../tests/server/cycle-house.ts";
import { openFullProvince } from "../tests/server/full-province.ts";
import type { TestDatabase } from "../tests/server/harness.ts";
import { asked, type Door, hashAt, line, named, nameOf, numbered, quantile, send, sha256, through } from "./evidence-parts.ts";

// The last evening before the deadline, and search, in a house with 128 units.

const DOCUMENTS = 20_000;
const FILES_EACH = 40;
const HANDS = 16;

type Province = Awaited<ReturnType<typeof openFullProvince>>;
type Sent = { readonly at: number; readonly door: Door; readonly id: string };

/** Names some files of every unit, each unit its own in one manifest. */
async function nameAll(doors: readonly Door[], from: number, each: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  await through(doors.map((door, i) => ({ door, first: i * FILES_EACH + from })), HANDS, async ({ door, first }) => {
    const ids = await named(door, Array.from({ length: each }, (_, k) => nameOf(numbered(first + k))));
    sent.push(...ids.map((id, k) => ({ at: first + k, door, id })));
  });
  return sent;
}

/**
 * Half of all files come over the evening; the other half is named in its last ten minutes, which are compressed into as
 * long as the machine needs, and the deadline passes when half of their bytes have come.
 */
async function measureEvening(base: string, { house, units }: Province): Promise<void> {
  const doors = units.map(({ code }): Door => ({ base, headers: { authorization: `Bearer ${headOf(code)}` }, shelf: `/units/${house.unitId(code)}/evidence/2025` }));
  const half = FILES_EACH / 2;
  await house.setClock("2025-12-14T12:00:00Z");
  const early = await nameAll(doors, 0, half);
  const evening = await through(early, HANDS, async ({ door, id, at }) => send(door, id, numbered(at)));
  await house.setClock("2025-12-14T16:50:00Z");
  const began = performance.now();
  const late = await nameAll(doors, half, half);
  const naming = (performance.now() - began) / 1000;
  const middle = Math.floor(late.length / 2);
  const before = await through(late.slice(0, middle), HANDS, async ({ door, id, at }) => send(door, id, numbered(at)));
  await house.setClock("2025-12-14T17:05:00Z");
  const after = await through(late.slice(middle), HANDS, async ({ door, id, at }) => send(door, id, numbered(at)));
  let lost = 0;
  const all = [...early, ...late];
  await through(all, HANDS, async ({ door, id, at }) => {
    if ((await hashAt(door, id)) !== sha256(numbered(at))) lost++;
  });
  const rate = (count: number, took: number): string => `${(count / took).toFixed(0)} files/s`;
  line(`deadline night: ${String(doors.length)} × ${String(half)} × 1 MB over the evening`, `${evening.toFixed(1)} s`, rate(early.length, evening), "");
  line(`  as many named in the last ten minutes`, `${naming.toFixed(1)} s`, rate(late.length, naming), "all before the deadline");
  line(`  half of their bytes before it`, `${before.toFixed(1)} s`, rate(middle, before), "");
  line(`  half after it`, `${after.toFixed(1)} s`, rate(late.length - middle, after), "all manifests honoured");
  line(`  ${String(all.length)} downloads compared by hash`, `${String(lost)} lost`, "", "budget 0");
  if (lost > 0) throw new Error("files were lost");
}

const VOCABULARY = Array.from({ length: 4000 }, (_, i) => `${["báo", "cáo", "kế", "hoạch", "thủ", "tục", "hành", "chính", "cải", "cách"][i % 10] ?? ""}${i < 10 ? "" : String(i)}`);

const lexemes = (text: string): string => wordsOf(text).join(" ");

/** As if many documents had been read: each of three pages. */
async function fillLibrary(superuser: pg.Client, unitIds: readonly string[]): Promise<void> {
  const wordOf = (i: number, at: number): string => VOCABULARY[(i * 31 + at * 17 + at * at * (i % 7)) % VOCABULARY.length] ?? "";
  for (let from = 0; from < DOCUMENTS; from += 500) {
    const rows = Array.from({ length: 500 }, (_, k) => {
      const i = from + k;
      const pages = [0, 1, 2].map((page) => `${page === 0 ? "báo cáo thủ tục " : ""}${Array.from({ length: 120 }, (_word, at) => wordOf(i, at + page * 120)).join(" ")}`);
      return { id: `bench-${String(i).padStart(6, "0")}`, unit: unitIds[i % unitIds.length], sha256: i.toString(16).padStart(64, "0"), words: lexemes(pages.join(" ")), pages: pages.map((text, at) => ({ page: at + 1, text, words: lexemes(text) })) };
    });
    await superuser.query(`with given as (select * from jsonb_to_recordset($1::jsonb) as g (id text, unit text, sha256 text, words text, pages jsonb)),
      items as (insert into congtam.evidence_item (id, unit, year, at, by) select id, unit, 2025, now(), 'bench' from given),
      files as (insert into congtam.evidence_file (id, item, unit, year, number, name, size, sha256, reserved_at, by, bytes_until) select id, id, unit, 2025, 1, id || '.pdf', 1, sha256, now(), 'bench', now() from given),
      kept as (insert into congtam.evidence_kept (file, unit, sha256, kind, at) select id, unit, sha256, 'pdf', now() from given),
      contents as (insert into congtam.evidence_content (sha256, state, pages, has_text, words, at) select sha256, 'read', 3, true, words::tsvector, now() from given)
      insert into congtam.evidence_page (sha256, page, text, words) select sha256, p.page, p.text, p.words::tsvector from given, jsonb_to_recordset(given.pages) as p (page integer, text text, words text)`, [JSON.stringify(rows)]);
  }
  await superuser.query("analyze congtam.evidence_item, congtam.evidence_file, congtam.evidence_kept, congtam.evidence_content, congtam.evidence_page");
}

const QUERIES = ["bao cao thu tuc", "báo cáo", "cach3999", "hoạch23 tục14", "bao", "không-có-gì"];

async function measureSearch(base: string, superuser: pg.Client, { house, units }: Province): Promise<void> {
  await fillLibrary(superuser, units.map(({ code }) => house.unitId(code)));
  await searchAs(base, units, "nothing handed in");
  await handInAll(superuser, house.campaignId);
  await searchAs(base, units, "all handed in");
}

async function searchAs(base: string, units: Province["units"], state: string): Promise<void> {
  for (const [who, as] of [["auditor", "auditor"], ["council member", "hd.mot"], ["a unit's head", headOf(units[0]?.code ?? "")]] as const) {
    const times: number[] = [];
    for (const q of QUERIES.flatMap((one) => [one, one, one])) {
      const began = performance.now();
      await asked({ base, headers: { authorization: `Bearer ${as}` }, shelf: "" }, "GET", `/evidence/search?q=${encodeURIComponent(q)}&limit=20`);
      times.push(performance.now() - began);
    }
    line(`search, ${String(DOCUMENTS)} documents, ${state}: ${who}`, `${quantile(times, 0.5).toFixed(0)} ms`, `worst ${Math.max(...times).toFixed(0)} ms`, "budget 300 ms");
  }
}

/** As if every document had been linked and handed in, so that the council sees all of them. */
async function handInAll(superuser: pg.Client, campaignId: string): Promise<void> {
  await superuser.query(`with given as (select id, unit, '1.1.' || (row_number() over (partition by unit order by id) % 4 + 1) as criterion, row_number() over (partition by unit order by id) as place from congtam.evidence_file where id like 'bench-%'),
    sets as (insert into congtam.evidence_link_set (campaign, unit, criterion, part, version, by, at) select distinct $1, unit, criterion, 'self-scoring', 1, 'bench', now() from given)
    insert into congtam.evidence_link (campaign, unit, criterion, part, version, position, file, pages, proves) select $1, unit, criterion, 'self-scoring', 1, place, id, '', '' from given`, [campaignId]);
  await superuser.query(`insert into congtam.assessment_action (campaign, unit, number, at, by, action) select distinct $1, unit, 1, now(), 'bench', '{"kind":"submit","part":"self-scoring","hash":"x"}'::jsonb from congtam.evidence_link where campaign = $1`, [campaignId]);
  await superuser.query("analyze congtam.evidence_link, congtam.evidence_link_set, congtam.assessment_action");
}

export async function measureHouse(only?: string): Promise<void> {
  const folder = clusterFolder("bench-evidence", process.getuid?.() === 0 ? undefined : mkdtempSync(join(tmpdir(), "congtam-bench-")));
  // One that was ended in the middle left its folder behind.
  rmSync(folder, { recursive: true, force: true });
  const cluster = await openCluster(folder);
  await cluster.ensureDatabase("congtam_bench");
  const connection = cluster.connection("congtam_bench", "postgres");
  const superuser = new pg.Client(connection);
  try {
    await migrate(connection);
    await superuser.connect();
    const test: TestDatabase = { database: openDatabase(connection), connection, superuser, close: async () => undefined };
    const province = await openFullProvince(test);
    await reach(province.house, "self-scoring");
    await province.house.setClock("2025-12-14T16:50:00Z");
    const base = await province.house.app.listen({ host: "127.0.0.1", port: 0 });
    if (only !== "search") await measureEvening(base, province);
    if (only !== "evening") await measureSearch(base, superuser, province);
    await province.house.close();
    await test.database.close();
    if (province.house.failures.length > 0) throw new Error(String(province.house.failures[0]));
  } finally {
    await superuser.end();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

