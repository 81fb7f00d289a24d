import { afterEach, beforeEach, expect, it } from "vitest";
import { sha256OfDocument } from "../../src/scoring/regulation/canonical.ts";
import { reach } from "../server/cycle-house.ts";
import { waitsForLock } from "../server/harness.ts";
import { fileOf, holdingRow, openProvince, ownOf, type Province, untilRowAwaited, withoutLocks } from "./province.ts";

/** Threat 1: what a head submits is what the receipt's hash says, also when somebody saves at that very moment. */

const INSERT = "insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, note, by, at) values ($1, $2, $3, 'self', '', 2, '', 'x', now())";

let house: Province;
beforeEach(async () => {
  house = await openProvince();
  await reach(house, "self-scoring");
  for (const { code, input } of ownOf("STC")) await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input }, "0");
});
afterEach(async () => {
  await house.end();
});

/** What the file holds now, hashed as the receipt says it is. */
async function hashOfFile(): Promise<string> {
  const { rows } = await house.test.superuser.query<{ code: string; version: number; input: unknown; note: string }>(
    "select distinct on (criterion) criterion as code, version, input, note from congtam.assessment_entry where unit = $1 and step = 'self' order by criterion, version desc",
    [house.unitId("STC")],
  );
  const entries = rows.map(({ code, version, input, note }) => ({ code, version, input, note }));
  return sha256OfDocument({ campaign: house.campaignId, unit: house.unitId("STC"), part: "self-scoring", entries: entries.toSorted((a, b) => (a.code < b.code ? -1 : 1)), evidence: [] });
}

/** The head submits while a score is being saved. */
async function submitUnderSave(): Promise<{ readonly waited: boolean; readonly saved: number; readonly submitted: number; readonly isAsHashed: boolean }> {
  const [one] = ownOf("STC");
  const under: { saved?: ReturnType<Province["send"]>; submitted?: ReturnType<Province["send"]>; waited?: boolean } = {};
  await holdingRow(house.test.superuser, INSERT, [house.campaignId, house.unitId("STC"), one?.code], async () => {
    under.saved = house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${one?.code ?? ""}`, { input: one?.input, note: "sửa lúc nộp" }, "1");
    await untilRowAwaited(house.test.superuser);
    under.submitted = house.send("truong.stc", "POST", `${fileOf(house, "STC")}/file-actions`, { kind: "submit" }, "0");
    under.waited = await waitsForLock(house.test, under.submitted);
  });
  const [saved, submitted] = [await under.saved, await under.submitted];
  const [receipt] = (submitted?.json["receipts"] ?? []) as { hash: string }[];
  return { waited: under.waited ?? false, saved: saved?.status ?? 0, submitted: submitted?.status ?? 0, isAsHashed: receipt?.hash === (await hashOfFile()) };
}

it("the head waits for a score that is being saved, and its hash covers it", async () => {
  expect(await submitUnderSave()).toEqual({ waited: true, saved: 200, submitted: 201, isAsHashed: true });
  const [one] = ownOf("STC");
  expect((await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${one?.code ?? ""}`, { input: one?.input }, "2")).status).toBe(409);
});

it("without the file's lock the score would land after the hash", async () => {
  await withoutLocks(house.test, async () => {
    expect(await submitUnderSave()).toEqual({ waited: false, saved: 200, submitted: 201, isAsHashed: false });
  });
});
