import { renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyStoreAt } from "../../src/server/evidence/index.ts";
import { folderStore } from "../../src/server/evidence/folder-store.ts";
import { openStaging } from "../../src/server/evidence/staging.ts";
import { CALENDAR } from "../server/cycle-house.ts";
import { type EvidenceHouse, LIMITS, openEvidenceHouse, sha256, smallPdf, TUS } from "../server/evidence-house.ts";

/** Threats 2, 10, 25, 26: files late, swapped, lost, or written by two at once. */

let house: EvidenceHouse;
let address = "";
beforeAll(async () => {
  house = await openEvidenceHouse();
  address = await house.app.listen({ port: 0, host: "127.0.0.1" });
}, 60_000);
afterAll(() => house.end());

const END = CALENDAR["self-scoring"];
const at = (seconds: number): string => new Date(Date.parse(END) + seconds * 1000).toISOString();
const BEFORE = at(-86_400);
const objectOf = (sha: string): string => join(house.folder, "objects", sha.slice(0, 2), sha);
const download = (id: string, headers = {}) => house.ask("scorer.a", "GET", `/evidence/files/${id}/download`, headers);

describe("a file after the deadline", () => {
  it("counts when it was named a second before: its own bytes five minutes later are kept, others are refused", async () => {
    const bytes = smallPdf("đúng hạn");
    await house.setClock(at(-2));
    const [file, other] = await house.named("A", [{ name: "Đúng hạn.pdf", bytes }, { name: "Khác.pdf", bytes }]);
    await house.setClock(at(300));
    expect((await house.patch(file?.id ?? "", bytes)).status).toBe(204);
    const swapped = Buffer.from(bytes);
    swapped[swapped.length - 3] = 0x20;
    expect((await house.patch(other?.id ?? "", swapped)).status).toBe(422);
    // What was refused stays so, and nothing of it is stored.
    expect((await house.patch(other?.id ?? "", bytes)).status).toBe(409);
    expect(await folderStore(house.folder).hashAt(sha256(swapped))).toBeUndefined();
  });

  it("is refused when it was named a second after, and when its bytes come after the time of grace", async () => {
    const bytes = smallPdf("muộn");
    await house.setClock(at(-2));
    const [file] = await house.named("A", [{ name: "Gửi quá muộn.pdf", bytes }]);
    await house.setClock(at(1));
    expect((await house.reserve("A", [{ name: "Muộn.pdf", bytes }])).status).toBe(409);
    await house.setClock(at(3601));
    expect((await house.patch(file?.id ?? "", bytes)).status).toBe(409);
    await house.setClock(BEFORE);
  });

  it("would be taken late by a house that does not ask the calendar", async () => {
    const blind = await openEvidenceHouse();
    await blind.setClock(BEFORE);
    const [file] = await blind.named("A", [{ name: "a.pdf", bytes: smallPdf() }]);
    expect(file?.bytesUntil).toBe(new Date(Date.parse(END) + 3_600_000).toISOString());
    await blind.test.superuser.query("update congtam.evidence_file set bytes_until = '2099-12-31'");
    await blind.setClock(at(3601));
    expect((await blind.patch(file?.id ?? "", smallPdf())).status).toBe(204);
    await blind.end();
  });
});

describe("a file that is swapped in the store", () => {
  it.each([
    ["overwritten in place", (path: string) => {
      writeFileSync(path, "khác");
    }],
    ["replaced by another one", (path: string) => {
      writeFileSync(`${path}.x`, smallPdf("kẻ gian"));
      renameSync(`${path}.x`, path);
    }],
    ["deleted", (path: string) => {
      rmSync(path);
    }],
  ] as const)("%s: it downloads to nobody, not in part either, and is told by whoever checks", async (name, swap) => {
    const bytes = smallPdf(name);
    const file = await house.upload("A", `${name}.pdf`, bytes);
    expect((await download(file.id)).body.equals(bytes)).toBe(true);
    swap(objectOf(file.sha256));
    for (const headers of [{}, { range: "bytes=0-3" }]) expect((await download(file.id, headers)).status).toBe(409);
    const { faults } = await verifyStoreAt(house.test.connection, { folder: house.folder, limits: LIMITS, clamd: undefined });
    expect(faults.filter((one) => one.vi.includes(file.sha256))).toHaveLength(1);
    // Whoever has the file can mend it: the same bytes, handed in anew.
    await house.upload("A", `${name} lần hai.pdf`, bytes);
    expect((await download(file.id)).body.equals(bytes)).toBe(true);
  });

  it("something that nobody handed in is told too", async () => {
    const stray = sha256(Buffer.from("lạc"));
    const staging = openStaging(join(house.folder, "strays"));
    await staging.append("stray", 0, 100, Readable.from([Buffer.from("lạc")]));
    await folderStore(house.folder).keep(staging.pathOf("stray"), stray);
    await house.setClock("2099-01-01T00:00:00Z");
    const { faults } = await verifyStoreAt(house.test.connection, { folder: house.folder, limits: LIMITS, clamd: undefined });
    expect(faults).toEqual([expect.objectContaining({ vi: expect.stringContaining(stray) as string })]);
    await house.setClock(BEFORE);
    rmSync(objectOf(stray));
  });
});

describe("an acknowledged file", () => {
  it("is there: where it could not be written down, nobody was told that it is kept, and asking again keeps it", async () => {
    const bytes = smallPdf("không mất");
    const [file] = await house.named("A", [{ name: "Không mất.pdf", bytes }]);
    const id = file?.id ?? "";
    await house.test.superuser.query("create function congtam.fails() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '53100'; end $$; create trigger fails before insert on congtam.evidence_kept for each row execute function congtam.fails()");
    expect((await house.patch(id, bytes)).status).toBe(503);
    expect((await download(id)).status).toBe(409);
    expect((await house.ask("scorer.a", "HEAD", `/evidence/files/${id}/bytes`, TUS)).status).toBe(503);
    await house.test.superuser.query("drop trigger fails on congtam.evidence_kept");
    expect(await house.ask("scorer.a", "HEAD", `/evidence/files/${id}/bytes`, TUS)).toMatchObject({ status: 200, headers: { "upload-offset": String(bytes.length) } });
    expect((await download(id)).body.equals(bytes)).toBe(true);
    const { rows } = await house.test.superuser.query("select data ->> 'sha256' as sha256 from congtam.audit_entry where action = 'evidence.kept' and data ->> 'file' = $1", [id]);
    expect(rows).toEqual([{ sha256: file?.sha256 }]);
  });

  it("is nowhere half: where the commit itself failed after its bytes were stored and nobody asked again, it is refused and cleared away, and what the store holds of it is told", async () => {
    const { superuser, connection, database } = house.test;
    const bytes = smallPdf("chốt không được");
    const [file] = await house.named("A", [{ name: "Chốt không được.pdf", bytes }]);
    const [id, sha] = [file?.id ?? "", sha256(bytes)];
    const written = async () => (await superuser.query("select action from congtam.audit_entry where data ->> 'file' = $1 order by seq", [id])).rows.map((one: { action: string }) => one.action);
    const faults = async () => (await verifyStoreAt(connection, { folder: house.folder, limits: LIMITS, clamd: undefined })).faults.filter((one) => one.vi.includes(sha));
    // Asked at the commit and not before: all that the transaction did, it could do.
    await superuser.query("create function congtam.fails_last() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '53100'; end $$; create constraint trigger fails_last after insert on congtam.evidence_kept deferrable initially deferred for each row execute function congtam.fails_last()");
    expect((await house.patch(id, bytes)).status).toBe(503);
    await superuser.query("drop trigger fails_last on congtam.evidence_kept; drop function congtam.fails_last()");
    expect(await folderStore(house.folder).hashAt(sha)).toBe(sha);
    expect((await download(id)).status).toBe(409);
    expect((await house.send("scorer.a", "GET", `${house.shelf("A")}/pending`)).json["items"]).toEqual(expect.arrayContaining([expect.objectContaining({ id, state: "waiting", keptAt: null })]));
    expect(await written()).toEqual(["evidence.reserved"]);
    // Whoever sent it never came back.
    await superuser.query("update congtam.evidence_file set bytes_until = '2020-01-01' where id = $1", [id]);
    await house.rooms.tasksOn(database)["evidence.sweep"]?.({}, { isLast: false });
    expect(await openStaging(join(house.folder, "unfinished")).list()).not.toContain(id);
    expect(await written()).toEqual(["evidence.reserved", "evidence.refused"]);
    expect(await faults()).toEqual([]);
    await house.setClock("2099-01-01T00:00:00Z");
    expect(await faults()).toHaveLength(1);
    await house.setClock(BEFORE);
    // Handed in anew it is kept, and nothing is left that nobody knows of.
    const again = await house.upload("A", "Chốt được.pdf", bytes);
    expect((await download(again.id)).body.equals(bytes)).toBe(true);
    await house.setClock("2099-01-01T00:00:00Z");
    expect(await faults()).toEqual([]);
    await house.setClock(BEFORE);
  });
});

/** Begins to send bytes over a real line and does not go on. */
function begin(id: string, length: number, part: Buffer) {
  const line = request(`${address}/api/v1/evidence/files/${id}/bytes`, { method: "PATCH", headers: { authorization: "Bearer scorer.a", ...TUS, "upload-offset": "0", "content-length": String(length) } });
  line.on("error", () => undefined);
  line.write(part);
  return line;
}

describe("two who send at once", () => {
  it("only one is heard; after a broken line it goes on from what the disk holds", async () => {
    const bytes = Buffer.concat([smallPdf("hai người"), Buffer.alloc(300_000, 0x20)]);
    const [file] = await house.named("A", [{ name: "Hai người.pdf", bytes }]);
    const id = file?.id ?? "";
    const line = begin(id, bytes.length, bytes.subarray(0, 100_000));
    const stored = () => openStaging(join(house.folder, "unfinished")).offsetOf(id);
    await expect.poll(stored).toBeGreaterThan(0);
    expect((await house.patch(id, bytes)).status).toBe(423);
    expect((await house.ask("scorer.a", "HEAD", `/evidence/files/${id}/bytes`, TUS)).status).toBe(423);
    line.destroy();
    const offset = async () => {
      const { status, headers } = await house.ask("scorer.a", "HEAD", `/evidence/files/${id}/bytes`, TUS);
      return status === 200 ? Number(headers["upload-offset"]) : -1;
    };
    await expect.poll(offset).toBeGreaterThan(0);
    const from = await offset();
    expect([from <= 100_000, from === (await stored())]).toEqual([true, true]);
    expect((await house.patch(id, bytes.subarray(from), { offset: from })).status).toBe(204);
    expect((await download(id)).body.equals(bytes)).toBe(true);
  });

  it("both would write where nobody holds the file, and the test sees it", async () => {
    const bytes = Buffer.concat([smallPdf("không khóa"), Buffer.alloc(300_000, 0x20)]);
    const [file] = await house.named("A", [{ name: "Không khóa.pdf", bytes }]);
    const id = file?.id ?? "";
    const line = begin(id, bytes.length, bytes.subarray(0, 100_000));
    await expect.poll(() => openStaging(join(house.folder, "unfinished")).offsetOf(id)).toBeGreaterThan(0);
    await house.test.superuser.query("delete from congtam.evidence_writer");
    expect((await house.patch(id, bytes)).status).not.toBe(423);
    line.destroy();
    await expect.poll(async () => (await house.test.superuser.query("select from congtam.evidence_writer")).rowCount).toBe(0);
  });
});

describe("who sends more than was named", () => {
  it("fills no disk with it: what was named is kept, the rest is left on the line", async () => {
    const bytes = smallPdf("thừa");
    const [file] = await house.named("A", [{ name: "Thừa.pdf", bytes }]);
    const id = file?.id ?? "";
    const more = Buffer.concat([bytes, Buffer.alloc(100_000, 0x20)]);
    // Who says beforehand how much it is, is not even heard.
    expect((await house.patch(id, more)).status).toBe(413);
    const status = await new Promise((resolve) => {
      const line = request(`${address}/api/v1/evidence/files/${id}/bytes`, { method: "PATCH", headers: { authorization: "Bearer scorer.a", ...TUS, "upload-offset": "0", "transfer-encoding": "chunked" } }, (answer) => {
        resolve(answer.resume().statusCode);
      });
      line.end(more);
    });
    expect(status).toBe(204);
    expect((await download(id)).body.equals(bytes)).toBe(true);
  });
});

describe("many who send at once", () => {
  it("are only so many of a unit and in all; the others are told to come again, and lose nothing", async () => {
    const bytes = Buffer.concat([smallPdf("đông"), Buffer.alloc(300_000, 0x20)]);
    const files = await house.named("A", Array.from({ length: 5 }, (_, i) => ({ name: `Đông ${String(i)}.pdf`, bytes })));
    const [late, ...first] = files;
    const staging = openStaging(join(house.folder, "unfinished"));
    const lines = first.map((one) => begin(one.id, bytes.length, bytes.subarray(0, 100_000)));
    for (const one of first) await expect.poll(() => staging.offsetOf(one.id)).toBeGreaterThan(0);
    const refused = await house.patch(late?.id ?? "", bytes);
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "5"]);
    // Another unit still has room.
    const [other] = await house.named("B", [{ name: "B.pdf", bytes }]);
    expect((await house.patch(other?.id ?? "", bytes, { as: "scorer.b" })).status).toBe(204);
    for (const line of lines) line.destroy();
    await expect.poll(async () => (await house.patch(late?.id ?? "", bytes)).status).toBe(204);
    expect((await download(late?.id ?? "")).body.equals(bytes)).toBe(true);
  });
});
