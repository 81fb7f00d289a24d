import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityHouse, openIdentityHouse } from "../server/identity-house.ts";

/** Threat 29: whether a user name exists is not to be learnt from a wrong sign-in: not by what is answered, and not by how long it takes. */

const KNOWN = "nguoi.that";
const UNKNOWN = "nguoi.khac";
/** Somebody for whom next to nothing is computed: as if the control were off. */
const CHEAP = "nguoi.re";
const ROUNDS = 31;
/** Two names may take this much differently, as a share. */
const MOST_APART = 0.05;
const MOST_TRIES = 6;

let house: IdentityHouse;
beforeAll(async () => {
  house = await openIdentityHouse();
  await house.add(KNOWN);
  await house.add(CHEAP);
  await house.superuser.query("update congtam.account set password_hash = $1 where username = $2", [await hash("mot mat khau khac", { memoryCost: 8, timeCost: 1, parallelism: 1 }), CHEAP]);
});
afterAll(() => house.close());

/** Nobody waits: the delays after failures are another control. */
const forget = () => house.superuser.query("delete from congtam.failed_attempt");

const wrong = (username: string) => house.signIn(username, { password: "mot mat khau sai" });

/** What a sign-in cost, in milliseconds of work and not of waiting for others: the machine may be busy. */
async function costOf(username: string): Promise<number> {
  await forget();
  const before = process.cpuUsage();
  await wrong(username);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How far the medians are apart, one name after the other in turns that change. */
async function apart(other: string): Promise<number> {
  const [known, less]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    const turn = [() => costOf(KNOWN).then((cost) => known.push(cost)), () => costOf(other).then((cost) => less.push(cost))];
    for (const one of i % 2 === 0 ? turn : turn.toReversed()) await one();
  }
  return Math.abs(median(known) / median(less) - 1);
}

/** The least of some tries: noise comes and goes, a hash that is left out does not. */
async function leastApart(other: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < MOST_TRIES && least > MOST_APART; i++) least = Math.min(least, await apart(other));
  return least;
}

describe("a wrong password for a name that exists and one that does not", () => {
  it("is answered alike: status, headers and words", async () => {
    await forget();
    const [known, unknown] = [await wrong(KNOWN), await wrong(UNKNOWN)];
    expect(known.status).toBe(401);
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    const plain = ({ headers: { date: _date, ...rest } }: typeof known) => rest;
    expect(plain(unknown)).toEqual(plain(known));
  });

  it(`costs the same: medians within ${String(MOST_APART * 100)} %`, { timeout: 180_000 }, async () => {
    await apart(UNKNOWN);
    expect(await leastApart(UNKNOWN)).toBeLessThan(MOST_APART);
  });

  it("and would not if no hash worth the name were computed for who is not there", { timeout: 180_000 }, async () => {
    expect(await leastApart(CHEAP)).toBeGreaterThan(1);
  });
});
