import { expect, test } from "vitest";
import { entryHash, GENESIS } from "../../../server/audit/rules.ts";
import { firstBroken, hashOf, lastNotAfter } from "./chain.ts";

const AT = "2026-01-01T00:00:00.120000Z";

function chain(count: number) {
  let previous = GENESIS.hash;
  const entries = Array.from({ length: count }, (_, i) => {
    const content = { at: AT, by: "a", action: "b.c", subject: "d", data: { i, text: "Đắk Lắk" } };
    const hash = entryHash(i + 1, previous, content);
    const entry = { seq: i + 1, ...content, previous, hash };
    previous = hash;
    return entry;
  });
  return entries.toReversed();
}

test("the browser comes to the server's hash", () => {
  const [entry] = chain(1);
  expect(hashOf(entry!)).toBe(entry!.hash);
  expect(hashOf({ ...entry!, by: "x" })).not.toBe(entry!.hash);
});

test("an altered, a missing and an unjoined entry are found", () => {
  const whole = chain(5);
  expect(firstBroken(whole)).toBeUndefined();
  expect(firstBroken(whole.map((one) => (one.seq === 3 ? { ...one, by: "x" } : one)))).toBe(3);
  expect(firstBroken(whole.filter(({ seq }) => seq !== 3))).toBe(4);
});

test("a day is found by halving", async () => {
  const times = ["01", "02", "02", "05", "09"].map((day) => `2026-01-${day}T00:00:00Z`);
  const timeOf = async (seq: number) => times[seq - 1];
  expect(await lastNotAfter("2026-01-02T17:00:00Z", 5, timeOf)).toBe(3);
  expect(await lastNotAfter("2025-01-01T00:00:00Z", 5, timeOf)).toBe(0);
  expect(await lastNotAfter("2027-01-01T00:00:00Z", 5, timeOf)).toBe(5);
});
