import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RESULT_DOCUMENTS } from "../../src/contract/result-documents.ts";
import type { Way } from "../../src/server/portal/way.ts";
import { rebuildSnapshots } from "../../src/server/result/index.ts";
import { openProvince, plan, playToProposal, type Province } from "./province.ts";

/** Threat 13 at the public's doors: before the hour of publication there is nothing behind any of them. */

const REASON = "canary-proposed-result-2a2a";
const DECISION = "canary-decision-77aa";
const SLOW = 120_000;
const codes = plan.units.map((one) => one.code);

let house: Province;
const version = (rest = ""): string => `/campaigns/${house.campaignId}/result-versions/1${rest}`;

beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
}, SLOW);
afterAll(async () => {
  await house.end();
});

const FILES = ["ket-qua.csv", "ket-qua.xlsx", "diem-tieu-chi.csv", "ket-qua.json", "ket-qua-goc.json", "dau-vao.json", "quy-dinh.json", "datapackage.json", "ket-qua.csv-metadata.json", "SHA256SUMS"];
/** Every kind of address that the site knows, of one year as it will be once that is published; a new kind does not compile before it stands here. */
const doorsOf = (year: string) => {
  const versions = [`/ket-qua/${year}`, `/ket-qua/${year}/ban-1`];
  return {
    years: ["/ket-qua", "/ket-qua?q=noi"],
    year: versions,
    compare: [`/ket-qua/so-sanh?nam=${year}&dv=SNV&dv=STC`],
    ranking: versions.flatMap((at) => ["01", "02", "03"].map((index) => `${at}/chi-so-${index}`)),
    unit: versions.flatMap((at) => codes.map((code) => `${at}/don-vi/${code}`)),
    file: versions.flatMap((at) => FILES.map((file) => `${at}/tai-ve/${file}`)),
    method: ["/phuong-phap", `/phuong-phap/${year}`],
    criteria: [`/phuong-phap/${year}/chi-so-01`],
    catalogue: ["/ket-qua/danh-muc.jsonld"],
    sitemap: ["/sitemap.xml"],
    robots: ["/robots.txt"],
    verify: ["/kiem-chung"],
    feedback: ["/gop-y", "/gop-y?dv=SNV"],
    follow: ["/gop-y/theo-doi"],
  } satisfies Record<Way["page"], readonly string[]>;
};
const allDoors = (year: string): string[] => Object.values(doorsOf(year)).flat();
/** Those that are there only because the year is. */
const ofYear = (year: string): string[] => allDoors(year).filter((path) => path.includes(`/${year}`));
/** What the interface gives of a version, as files and otherwise. */
const EXPORTS = ["", "/case", "/units/SNV", "/units/SNV/notice", "/workbook", ...RESULT_DOCUMENTS.map((kind) => `/documents/${kind}`)];

async function answerTo(path: string): Promise<{ readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, unknown>> }> {
  const { statusCode, body, headers: { date: _date, ...headers } } = await house.app.inject({ method: "GET", url: path });
  return { status: statusCode, text: body, headers };
}
const both = (paths: readonly string[]): string[] => paths.flatMap((path) => [path, `/en${path}`]);

/** Words and numbers that stand only in the result: why it was proposed, its hash, every percent and sum of points. */
let canaries: readonly string[] = [];

async function hits(): Promise<string[]> {
  const found: string[] = [];
  for (const path of [...both(allDoors("2025")), `/kiem-chung?ma=${canaries[0] ?? ""}`, ...EXPORTS.map((rest) => `/api/v1${version(rest)}`), `/api/v1/campaigns/${house.campaignId}/result-versions`]) {
    const { status, text, headers } = await answerTo(path);
    const asked = path.includes("?ma=") ? text.replaceAll(/value="[0-9a-f]*"/g, "") : text;
    const whole = `${JSON.stringify(headers)} ${asked}`;
    for (const canary of canaries) if (status !== 404 && (whole.includes(canary) || whole.includes(canary.replace(".", ",")))) found.push(`${path}: ${canary}`);
    if (status === 404 && whole.includes(REASON)) found.push(path);
  }
  return found;
}

async function sent(answer: ReturnType<Province["send"]>): Promise<Record<string, unknown>> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(json).slice(0, 500));
  return json;
}

type Told = { readonly item: { readonly sha256: string }; readonly result: { readonly units: readonly { readonly ratios: Readonly<Record<string, { readonly percent: string; readonly points: string }>> }[] } };

const publishDue = async (): Promise<void> => {
  await house.rooms.tasksOn(house.test.database)["result.publish-due"]?.({}, { isLast: false });
};
const published = async (): Promise<boolean> => (await answerTo("/ket-qua/2025")).status === 200;

describe("a result on its way to the public", () => {
  it("proposed and approved: not a word or number of it at any public door, and nothing tells that it is there", { timeout: SLOW }, async () => {
    await sent(house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, { reason: REASON }));
    await sent(house.send("chutich", "POST", version("/approval"), { decisionNumber: DECISION, decidedOn: "2025-12-30" }));
    const { item, result } = (await sent(house.send("officer", "GET", version()))) as Told;
    canaries = [item.sha256, REASON, DECISION, ...result.units.flatMap(({ ratios }) => Object.values(ratios).flatMap(({ percent, points }) => [`>${percent}`, `"${percent}"`, `"${points}"`]))];
    expect(await hits()).toEqual([]);
    // Hidden and never there are the same to the last byte, ETag and length.
    for (const path of ofYear("2025")) expect({ path, answer: await answerTo(path) }).toEqual({ path, answer: { ...(await answerTo(path.replace("2025", "2019"))), status: 404 } });
  });

  it("ordered for a later hour: the same, and nobody is told", { timeout: SLOW }, async () => {
    await house.setClock("2025-12-26T03:00:00Z");
    const answer = await house.send("officer", "POST", version("/publication"), { embargoUntil: "2025-12-26T01:00:00.000Z" });
    expect(answer.status).toBe(422);
    await sent(house.send("officer", "POST", version("/publication"), { embargoUntil: "2025-12-26T10:00:00.000Z" }));
    await publishDue();
    expect(await sent(house.send("officer", "GET", version()))).toMatchObject({ item: { state: "approved", embargoUntil: "2025-12-26T10:00:00.000Z" } });
    expect(await hits()).toEqual([]);
    // To whoever makes no result, each of them is as if it were not there.
    for (const as of ["truong.snv", "cham.stc"]) for (const rest of EXPORTS) expect([as, rest, [403, 404].includes((await house.send(as, "GET", version(rest))).status)]).toEqual([as, rest, true]);
    const { rows } = await house.test.superuser.query("select from congtam.notification where kind = 'result-published'");
    expect(rows).toHaveLength(0);
  });

  it("taken back: the hour passes and nothing happens", async () => {
    await sent(house.send("officer", "POST", version("/embargo-withdrawal")));
    await house.setClock("2025-12-26T10:00:01Z");
    await publishDue();
    expect([await published(), (await house.send("officer", "POST", version("/embargo-withdrawal"))).status]).toEqual([false, 409]);
  });

  it("the scan would see it: a snapshot that is there too early is found at once", { timeout: SLOW }, async () => {
    const { superuser } = house.test;
    await superuser.query("insert into portal.regulation (sha256, document) select sha256, document from congtam.regulation_version on conflict do nothing");
    await superuser.query(`insert into portal.snapshot select v.campaign, v.number, 2025, 'x', now(), v.regulation_sha256, jsonb_build_object('reason', v.reason, 'decision', null, 'ledger', jsonb_build_object('seq', 1, 'hash', repeat('a', 64)), 'levels', '[]'::jsonb, 'units', (select jsonb_agg(jsonb_build_object('id', unit, 'code', code, 'name', name, 'index', index_code, 'kin', '[]'::jsonb)) from congtam.campaign_unit where campaign = v.campaign)), v.case_text, v.result_text, v.result_sha256 from congtam.result_version v`);
    await superuser.query("update portal.generation set number = number + 1");
    await expect.poll(published).toBe(true);
    expect((await hits()).length).toBeGreaterThan(50);
    await superuser.query("delete from portal.snapshot; delete from portal.regulation; update portal.generation set number = number + 1");
    await expect.poll(published).toBe(false);
  });

  it("at the hour it is published by itself, everywhere at once", { timeout: SLOW }, async () => {
    await sent(house.send("officer", "POST", version("/publication"), { embargoUntil: "2025-12-26T11:00:00.000Z" }));
    await house.setClock("2025-12-26T11:00:01Z");
    await publishDue();
    await publishDue();
    await expect.poll(published).toBe(true);
    expect(await sent(house.send("officer", "GET", version()))).toMatchObject({ item: { state: "published", embargoUntil: null } });
    const { file, sitemap, robots, catalogue, ...pages } = doorsOf("2025");
    for (const path of [...both(Object.values(pages).flat()), ...file, ...sitemap, ...robots, ...catalogue]) expect([path, (await answerTo(path)).status]).toEqual([path, 200]);
    const page = (await answerTo("/ket-qua/2025")).text;
    for (const words of [DECISION, "Điều 1. Phê duyệt và công bố kết quả", "Điều 3. Quyết định này có hiệu lực"]) expect(page).toContain(words);
    const { rows } = await house.test.superuser.query("select distinct kind from congtam.notification where kind = 'result-published'");
    expect(rows).toHaveLength(1);
  });

  it("a snapshot that was lost is made again from what was published", async () => {
    const before = (await answerTo("/ket-qua/2025/tai-ve/ket-qua.json")).text;
    await house.test.superuser.query("delete from portal.snapshot");
    expect([await rebuildSnapshots(house.test.database), await rebuildSnapshots(house.test.database)]).toEqual([1, 0]);
    await expect.poll(async () => (await answerTo("/ket-qua/2025/tai-ve/ket-qua.json")).text).toBe(before);
  });

  it("a revision stands in its place, and what was published before stays readable", { timeout: SLOW }, async () => {
    await sent(house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, { reason: "Đính chính sau khi rà soát lại." }));
    expect((await answerTo("/ket-qua/2025")).text).not.toContain("Đính chính");
    await sent(house.send("chutich", "POST", version("/approval").replace("/1/", "/2/"), { decisionNumber: "2/QĐ", decidedOn: "2025-12-31" }));
    await sent(house.send("officer", "POST", version("/publication").replace("/1/", "/2/")));
    await expect.poll(async () => (await answerTo("/ket-qua/2025")).text).toContain("Đính chính");
    const old = await answerTo("/ket-qua/2025/ban-1");
    expect([old.status, old.text.includes(DECISION), old.text.includes('href="/ket-qua/2025"')]).toEqual([200, true, true]);
  });
});

describe("the role of the public pages", () => {
  it("reads what is published and can see nothing else, nor change anything", async () => {
    const { superuser } = house.test;
    const { rows } = await superuser.query<{ schema: string; name: string }>("select schemaname as schema, tablename as name from pg_tables where schemaname in ('congtam', 'portal', 'graphile_worker')");
    const answers: Record<string, string[]> = { read: [], written: [] };
    for (const { schema, name } of rows) {
      for (const [what, sql] of [["read", `select from ${schema}.${name} limit 1`], ["written", `delete from ${schema}.${name}`]] as const) {
        await superuser.query("begin; set local role congtam_portal");
        await superuser.query(sql).then(() => answers[what]?.push(`${schema}.${name}`), () => undefined);
        await superuser.query("rollback");
      }
    }
    expect({ read: answers["read"]?.toSorted(), written: answers["written"] }).toEqual({ read: ["answer", "commitment", "generation", "regulation", "signed_head", "snapshot"].map((name) => `portal.${name}`), written: [] });
  });

  it("is not left for another by anybody's setting: the application, too, may only add", async () => {
    const attempt = async (sql: string): Promise<string> => {
      try {
        await house.test.superuser.query(`begin; set local role congtam_app; ${sql}`);
        return "done";
      } catch (error) {
        return String(error);
      } finally {
        await house.test.superuser.query("rollback");
      }
    };
    for (const sql of ["update portal.snapshot set title = 'x'", "delete from portal.snapshot", "delete from portal.regulation", "update portal.commitment set state = 'remedied'", "delete from portal.answer"]) expect(await attempt(sql)).toContain("permission denied");
  });
});
