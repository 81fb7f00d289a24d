import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createAccount } from "../../src/server/identity/index.ts";
import { startServer } from "../../src/server/main.ts";
import { addPerson } from "../../src/server/organisation/index.ts";
import { readConfig } from "../../src/server/platform/index.ts";
import { freshDatabase } from "./harness.ts";
import { dataFolder, freePort, makeFurnishedProgram, type Program } from "./process.ts";

/** What somebody finds who starts the program for the first time: everybody can sign in and has something to do. */

const BIN = fileURLToPath(new URL("../../bin/congtam.js", import.meta.url));
const PASSWORD = "congtam-demo";
const SLOW = 120_000;
const ACCOUNTS = ["quantri", "sonoivu", "snv.cham", "snv.truong", "stc.cham", "stc.truong", "bmt.cham", "bmt.truong", "hd.chutich", "hd.stc", "hd.stp", "hd.ttr", "tct", "chutich", "pct1", "pct2", "kiemtoan", "gopy.snnmt", "khaosat", "khaosat.duyet"];

type Json = Record<string, unknown>;
type Person = { readonly cookie: string; readonly unit: string; readonly id: string };
type Campaigns = readonly { readonly id: string; readonly title: string; readonly stage: string }[];

let program: Program;
let campaigns: Campaigns = [];
const people = new Map<string, Person>();

async function signIn(username: string): Promise<Person> {
  const answer = await fetch(`${program.url}/api/v1/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username, password: PASSWORD }) });
  if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${String(answer.status)}`);
  const { user } = (await answer.json()) as { user: { unitIds: string[]; personId: string } };
  return { cookie: answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "", unit: user.unitIds[0] ?? "", id: user.personId };
}

async function read(username: string, path: string): Promise<{ status: number; json: Json }> {
  const answer = await fetch(`${program.url}/api/v1${path}`, { headers: { cookie: people.get(username)?.cookie ?? "" } });
  return { status: answer.status, json: (await answer.json()) as Json };
}

const present = (rest = ""): string => `/campaigns/${campaigns[0]?.id ?? ""}${rest}`;
const past = (rest = ""): string => `/campaigns/${campaigns[1]?.id ?? ""}${rest}`;
const itemsOf = ({ json }: { readonly json: Json }): Json[] => json["items"] as Json[];

async function listCampaigns(): Promise<Campaigns> {
  return itemsOf(await read("sonoivu", "/campaigns")) as unknown as Campaigns;
}

beforeAll(async () => {
  program = await makeFurnishedProgram({ HOST: "0.0.0.0" });
  await program.start();
  for (const username of ACCOUNTS) people.set(username, await signIn(username));
  campaigns = await listCampaigns();
}, SLOW);
afterAll(() => program.dispose(), SLOW);

/** Whether somebody listens there; every address 127.x.y.z is this machine's own. */
const isHeard = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => {
      resolve(false);
    });
  });

describe("the demonstration", () => {
  it("has a campaign under way and one that is published, every unit in both", async () => {
    expect(campaigns.map(({ title, stage }) => [title, stage])).toEqual([["Đánh giá năm 2025", "self-scoring"], ["Đánh giá năm 2024 (minh họa)", "published"]]);
    const { json } = await read("sonoivu", present());
    expect(json).toMatchObject({ unitCount: 128 });
    const { now, calendar } = json as { now: string; calendar: Record<string, string> };
    for (const end of Object.values(calendar)) expect(end > now).toBe(true);
    expect(await read("nobody", past("/result-versions/1"))).toMatchObject({ status: 200, json: { item: { state: "published" } } });
  });

  it("shows the programme officer files handed in, half way and not begun, and a draft result", async () => {
    const rows = itemsOf(await read("sonoivu", present("/progress?limit=200"))) as { scored: number; parts: Record<string, string>; submittedAt: string | null }[];
    const submitted = rows.filter((one) => one.submittedAt !== null).length;
    const none = rows.filter((one) => one.scored === 0).length;
    for (const count of [submitted, none, rows.length - submitted - none]) expect(count).toBeGreaterThan(35);
    expect((await read("sonoivu", present("/draft-result"))).status).toBe(200);
  });

  it.each(["snv", "stc", "bmt"])("lets scorer and head of %s go on with a file that is half done", async (unit) => {
    for (const who of [`${unit}.cham`, `${unit}.truong`]) {
      const { status, json } = await read(who, present(`/units/${people.get(who)?.unit ?? ""}/assessment`));
      expect({ status, open: json["open"] }).toMatchObject({ status: 200, open: { self: true } });
      const [missing, criteria] = [json["missing"], json["criteria"]] as [string[], { self: { note: string } | null }[]];
      const scored = criteria.filter((one) => one.self !== null);
      expect(missing.length).toBeGreaterThan(10);
      expect(scored.length).toBeGreaterThan(10);
      expect(new Set(scored.map((one) => one.self?.note))).toEqual(new Set(["Dữ liệu minh họa"]));
    }
  });

  it.each(["hd.stc", "hd.stp", "hd.ttr"])("shows the council's member %s what is assigned, but nothing to appraise in the own unit", async (who) => {
    expect(itemsOf(await read(who, present(`/assignments?personId=${people.get(who)?.id ?? ""}`))).length).toBeGreaterThan(0);
    const own = await read(who, present(`/units/${people.get(who)?.unit ?? ""}/assessment`));
    const other = await read(who, present(`/units/${people.get("bmt.cham")?.unit ?? ""}/assessment`));
    expect(own.json["assigned"]).toEqual([]);
    expect((other.json["assigned"] as string[]).length).toBeGreaterThan(0);
  });

  it.each([["chutich", 128], ["pct1", 64], ["pct2", 64]])("shows the leader %s the units to mark", async (who, units) => {
    const { status, json } = await read(who, present("/marking?limit=200"));
    expect({ status, units: (json["items"] as unknown[]).length }).toEqual({ status: 200, units });
    expect(Number(json["left"])).toBeGreaterThan(0);
  });

  it.each([
    ["quantri", "/accounts?limit=200", 20],
    ["khaosat", "/surveys?limit=200&campaignId={present}", 2],
    ["kiemtoan", "/audit/entries?limit=200", 200],
    ["gopy.snnmt", "/campaigns/{present}/opinion-requests", 1],
    ["tct", "/campaigns/{present}/opinion-requests", 1],
    ["hd.chutich", "/campaigns/{present}/assignments?limit=200", 12],
    ["sonoivu", "/campaigns/{present}/facts?limit=200", 128],
    ["sonoivu", "/campaigns/{present}/not-applicable?limit=200", 49],
  ])("gives %s something on %s", async (who, path, count) => {
    expect(itemsOf(await read(who, path.replace("{present}", campaigns[0]?.id ?? "")))).toHaveLength(count);
  });

  it("compares with the year before only what is published", async () => {
    expect((await read("nobody", present(`/comparison?with=${campaigns[1]?.id ?? ""}&ratio=quality`))).status).toBe(404);
  });
});

describe("starting", () => {
  it.skipIf(spawnSync("curl", ["--version"]).status !== 0)("prints three commands that work as they stand", async () => {
    const lines = program.output().split("\n").filter((line) => line.startsWith("  curl "));
    expect(lines).toHaveLength(3);
    const answers = lines.map((line) => spawnSync("sh", ["-c", line.replace("curl ", "curl -s ").replaceAll("congtam.cookie", `${program.data}/cookie`)], { encoding: "utf8" }));
    const bodies = answers.map(({ stdout }) => JSON.parse(stdout) as Json);
    expect(bodies[0]).toMatchObject({ user: { username: "snv.cham" } });
    expect(bodies[1]).toMatchObject({ title: "Đánh giá năm 2025" });
    expect(bodies[2]).toMatchObject({ unitCode: "SNV" });
    for (const username of ACCOUNTS) expect(program.output()).toContain(`  ${username} `);
  });

  it("listens on this machine alone, whatever HOST says", async () => {
    const port = Number(new URL(program.url).port);
    expect([await isHeard(port, "127.0.0.1"), await isHeard(port, "127.0.0.2")]).toEqual([true, false]);
  });

  it("listens on this machine alone as long as known passwords open a database of the authority, too", async () => {
    const test = await freshDatabase();
    const url = `postgresql://postgres@${encodeURIComponent(inject("socket"))}/${test.connection.database ?? ""}`;
    const heardElsewhere = async () => {
      const port = await freePort();
      const folder = dataFolder();
      const running = await startServer(readConfig({ DATABASE_URL: url, HOST: "0.0.0.0", PORT: String(port), CONGTAM_DATA: folder }), async () => undefined);
      const heard = await isHeard(port, "127.0.0.2");
      await running.stop();
      rmSync(folder, { recursive: true });
      return heard;
    };
    await test.database.transaction(async (tx) => createAccount(tx, { username: "x", personId: (await addPerson(tx, "X")).id, name: "X", roles: ["chairman"], secondFactorWaived: true, by: "test" }));
    expect(await heardElsewhere()).toBe(false);
    await test.superuser.query("update congtam.account set disabled_at = now()");
    expect(await heardElsewhere()).toBe(true);
    await test.close();
  });

  it("works again after it was told to stop, and after it was killed; the ledger is whole", { timeout: SLOW }, async () => {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      await program.kill(signal);
      await program.start();
      people.set("sonoivu", await signIn("sonoivu"));
      expect(await listCampaigns()).toEqual(campaigns);
    }
    const { status, stdout } = spawnSync(process.execPath, [BIN, "verify", "--lang", "en"], { encoding: "utf8", env: { ...process.env, CONGTAM_DATA: program.data, DATABASE_URL: "" } });
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^OK: \d+ entries/) as string });
  });
});
