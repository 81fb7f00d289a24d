import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderStore } from "../../src/server/evidence/folder-store.ts";
import { readFileOf } from "../../src/server/evidence/read-file.ts";
import { type EvidenceHouse, openEvidenceHouse, smallPdf } from "../server/evidence-house.ts";
import { HOSTILE_NAMES, type Hostile, hostileFiles } from "../server/hostile-files.ts";

/** Threat 21: files that were made to break, run or mislead something. None is shown as anything that runs, and nobody notices. */

const MEGABYTE = 1024 * 1024;
const SLOW = 180_000;

let house: EvidenceHouse;
let files: readonly Hostile[] = [];
beforeAll(async () => {
  house = await openEvidenceHouse({ maxBytes: 200 * MEGABYTE, quotaBytes: 2000 * MEGABYTE });
  files = await hostileFiles();
}, SLOW);
afterAll(() => house.end());

type Outcome = { readonly name: string; readonly status: number; readonly id: string; readonly sha256: string };

async function handIn({ name, bytes }: Hostile): Promise<Outcome> {
  const [file] = await house.named("A", [{ name, bytes }]);
  const { status } = await house.patch(file?.id ?? "", bytes);
  return { name, status, id: file?.id ?? "", sha256: file?.sha256 ?? "" };
}

/** How long another request takes. */
async function patience(): Promise<number> {
  const began = performance.now();
  await house.ask("auditor", "GET", "/session");
  return performance.now() - began;
}

/** What may be shown inside a page, and then only locked in. */
const SHOWN = new Set(["application/pdf", "image/png", "image/jpeg"]);

it("each is refused or kept as it should be, while memory stays and others are answered", { timeout: SLOW }, async () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
  const { pid } = process;
  const before = process.memoryUsage().rss;
  const outcomes: Outcome[] = [];
  const waits: number[] = [];
  for (const file of files) {
    const [outcome, wait] = await Promise.all([handIn(file), patience()]);
    outcomes.push(outcome);
    waits.push(wait);
  }
  const wrong = files.flatMap((file, i) => ((outcomes[i]?.status === 204 ? "kept" : "refused") === file.expected && [204, 415].includes(outcomes[i]?.status ?? 0) ? [] : [`${file.name}: ${String(outcomes[i]?.status)}`]));
  expect(wrong).toEqual([]);
  waits.push(...(await readsWithin(outcomes)));
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
  expect(Math.max(...waits)).toBeLessThan(1000);
  expect(process.pid).toBe(pid);
  expect(house.failures).toEqual([]);
  await leavesLocked(outcomes.filter((one) => one.status === 204));
  await nothingIsLeft(outcomes.filter((one) => one.status !== 204));
});

/** Downloads are attachments of no kind; what is shown in a page is locked in and is what it says. */
async function leavesLocked(kept: readonly Outcome[]): Promise<void> {
  expect(kept.length).toBeGreaterThan(15);
  for (const { id, name } of kept) {
    const download = await house.ask("scorer.a", "GET", `/evidence/files/${id}/download`);
    expect([name, download.status, download.headers["content-type"], download.headers["x-content-type-options"]]).toEqual([name, 200, "application/octet-stream", "nosniff"]);
    expect(download.headers["content-disposition"]).toMatch(/^attachment; filename="[\w .()-]+\.(?:pdf|png|jpg|jpeg|mp4|heic|docx|zip)"/);
    const view = await house.ask("scorer.a", "GET", `/evidence/files/${id}/view`);
    const isShown = view.status === 200;
    expect([name, isShown || view.status === 415, isShown === SHOWN.has(String(view.headers["content-type"])), view.headers["content-security-policy"]]).toEqual([name, true, true, expect.stringMatching(isShown ? /^default-src 'none'; sandbox;/ : /^default-src 'none'/)]);
  }
}

async function nothingIsLeft(refused: readonly Outcome[]): Promise<void> {
  for (const { sha256, id } of refused) {
    expect(await folderStore(house.folder).hashAt(sha256)).toBeUndefined();
    expect((await house.ask("scorer.a", "GET", `/evidence/files/${id}/download`)).status).toBe(409);
  }
}

/** The worst of them are read, each within its process: nothing outside is told. How long others waited meanwhile. */
async function readsWithin(outcomes: readonly Outcome[]): Promise<number[]> {
  const store = folderStore(house.folder);
  const waits: number[] = [];
  const worst = files.flatMap((file, i) => (file.isRead === true ? [{ file, outcome: outcomes[i] }] : []));
  for (const { file, outcome } of worst) {
    const [found, wait] = await Promise.all([store.open(outcome?.sha256 ?? "").then(async (opened) => readFileOf(file.name.endsWith("pdf") ? "pdf" : "docx", opened)), patience()]);
    expect(JSON.stringify(found ?? {})).not.toMatch(/root:|haha/);
    waits.push(wait);
  }
  return waits;
}

describe("names", () => {
  it.each(HOSTILE_NAMES)("%j is refused before anything is sent", async (name) => {
    expect((await house.reserve("A", [{ name, bytes: smallPdf() }])).status).toBe(422);
  });

  it("a file of nothing is refused, and one that is too large or too much, in words", async () => {
    expect((await house.reserve("A", [{ name: "a.pdf", bytes: Buffer.alloc(0) }])).status).toBe(422);
    const sized = (size: number) => house.send("scorer.a", "POST", `${house.shelf("A")}/manifests`, { files: [{ name: "a.pdf", size, sha256: "0".repeat(64) }] });
    expect(await sized(201 * MEGABYTE)).toMatchObject({ status: 413, json: { errors: [{ pointer: "/files/0/size" }] } });
    const all = Array.from({ length: 20 }, (_, i) => ({ name: `${String(i)}.pdf`, size: 150 * MEGABYTE, sha256: "0".repeat(64) }));
    expect(await house.send("scorer.a", "POST", `${house.shelf("A")}/manifests`, { files: all })).toMatchObject({ status: 507, json: { detail: expect.stringContaining("hạn mức") as string } });
  });
});

describe("the reader's process", () => {
  it("is ended when it takes too long or too much, and nothing is known of the file then", async () => {
    const file = await house.upload("A", "hạn chế.pdf", smallPdf("hạn chế"));
    const open = () => folderStore(house.folder).open(file.sha256);
    const limits = { seconds: 30, heapMegabytes: 300, residentMegabytes: 900, inputBytes: MEGABYTE };
    expect(await readFileOf("pdf", await open(), limits)).toMatchObject({ pages: 1 });
    expect(await readFileOf("pdf", await open(), { ...limits, seconds: 0.05 })).toBeUndefined();
    expect(await readFileOf("pdf", await open(), { ...limits, residentMegabytes: 20 })).toBeUndefined();
    expect(await readFileOf("pdf", await open(), { ...limits, inputBytes: 10 })).toBeUndefined();
  });
});
