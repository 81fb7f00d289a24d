import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileView } from "../../contract/evidence.ts";
import { openClamd } from "../../../tests/server/clamd.ts";
import { type EvidenceHouse, openEvidenceHouse, smallPdf } from "../../../tests/server/evidence-house.ts";
import { folderStore } from "./folder-store.ts";
import { scan } from "./scanner.ts";

/** The string by which every scanner is tried, in two parts so that none finds it here. */
const EICAR = [String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`, "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

let house: EvidenceHouse;
let clamd: Awaited<ReturnType<typeof openClamd>>;
let says: (bytes: Buffer) => string = () => "stream: OK";
beforeAll(async () => {
  clamd = await openClamd((bytes) => says(bytes));
  house = await openEvidenceHouse({}, { clamd: clamd.place });
}, 60_000);
afterAll(async () => {
  await house.end();
  clamd.close();
});

const download = async (file: FileView, way = "download") => (await house.ask("scorer.a", "GET", `/evidence/files/${file.id}/${way}`)).status;
const scanned = (file: FileView) => house.rooms.tasksOn(house.test.database)["evidence.scan"]?.({ sha256: file.sha256 }, { isLast: false });
const stateOf = async (file: FileView) => (await house.send("scorer.a", "GET", `/evidence/items/${file.itemId}`)).json;

describe("with a scanner", () => {
  it("a file is held back until it was found clean", async () => {
    const file = await house.upload("A", "Sạch.pdf", smallPdf("sạch"));
    expect([await download(file), await download(file, "view"), await download(file, "text")]).toEqual([409, 409, 409]);
    expect(await stateOf(file)).toMatchObject({ current: { scan: "waiting" } });
    says = () => "INSTREAM size limit exceeded. ERROR";
    await expect(scanned(file)).rejects.toThrow("could not look");
    expect(await download(file)).toBe(409);
    says = () => "stream: OK";
    await scanned(file);
    expect([await download(file), await stateOf(file)]).toMatchObject([200, { current: { scan: "clean" } }]);
  });

  it("an infected file goes to nobody, is named to the council and in the ledger, and left out of the bundle", async () => {
    const file = await house.upload("A", "Nhiễm.pdf", smallPdf(EICAR));
    says = (bytes) => (bytes.includes(EICAR) ? "stream: Eicar-Signature FOUND" : "stream: OK");
    await scanned(file);
    expect([await download(file), await stateOf(file)]).toMatchObject([409, { current: { scan: "infected" }, findings: expect.arrayContaining(["infected"]) as string[] }]);
    const { rows } = await house.test.superuser.query("select data ->> 'detail' as detail from congtam.audit_entry where action = 'evidence.infected'");
    expect(rows).toEqual([{ detail: "Eicar-Signature" }]);
    const bundle = await house.ask("scorer.a", "GET", `${house.shelf("A")}/bundle`);
    expect([bundle.body.includes("chưa quét xong hoặc có mã độc"), bundle.body.includes(EICAR)]).toEqual([true, false]);
  });
});

const CLAMD = ["/usr/sbin/clamd", "/usr/local/sbin/clamd"].find((path) => existsSync(path));
if (CLAMD === undefined) process.stderr.write("No clamd on this machine: the scanner is tried with a stand-in only.\n");

describe.skipIf(CLAMD === undefined)("with the real clamd and a signature of our own", () => {
  it("finds the string that every scanner is tried with, and nothing in another file", { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "congtam-clamd-"));
    const socket = join(folder, "clamd.sock");
    writeFileSync(join(folder, "own.ndb"), `Own.Test:0:*:${Buffer.from(EICAR).toString("hex")}\n`);
    writeFileSync(join(folder, "clamd.conf"), [`LocalSocket ${socket}`, `DatabaseDirectory ${folder}`, "Foreground yes", "User root", `PidFile ${join(folder, "pid")}`, "StreamMaxLength 100M"].join("\n"));
    const running = spawn(CLAMD ?? "", ["--config-file", join(folder, "clamd.conf")], { stdio: "ignore" });
    try {
      await expect.poll(() => existsSync(socket)).toBe(true);
      const store = folderStore(house.folder);
      const [bad, good] = [await house.upload("A", "x.pdf", smallPdf(`thật ${EICAR}`)), await house.upload("A", "y.pdf", smallPdf("thật"))];
      expect(await scan(socket, await store.open(bad.sha256))).toEqual({ verdict: "infected", detail: expect.stringContaining("Own.Test") as string });
      expect(await scan(socket, await store.open(good.sha256))).toEqual({ verdict: "clean", detail: "" });
    } finally {
      running.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it("is away: nothing is known, and the file stays held back", async () => {
  const file = await house.upload("A", "Vắng.pdf", smallPdf("vắng"));
  await expect(scan("/nowhere/clamd.sock", await folderStore(house.folder).open(file.sha256))).rejects.toThrow("ENOENT");
  expect(await download(file)).toBe(409);
});

