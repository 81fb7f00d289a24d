import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { membershipOf, unitsEverOf } from "../organisation/index.ts";

/** The database's own rule on who belonged where must say what the organisation room says. */

const UNITS = ["u0", "u1", "u2", "u3", "u4", "u5"];
const YEARS = [2024, 2025, 2026];
let test: TestDatabase;

beforeAll(async () => {
  test = await freshDatabase();
  await test.superuser.query("insert into congtam.person (id, name, folded) values ('p', 'P', 'p')");
  for (const unit of UNITS) await test.superuser.query("insert into congtam.unit (id, code, valid_from) values ($1, $1, '2020-01-01')", [unit]);
});
afterAll(() => test.close());

async function fill(posts: readonly (readonly [string, string, string | null])[], links: readonly (readonly [string, string])[]): Promise<void> {
  await test.superuser.query("delete from congtam.post; delete from congtam.unit_successor");
  for (const [i, [unit, from, to]] of posts.entries()) await test.superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from, valid_to) values ($1, 'p', $2, 'officer', 'T', $3, $4)", [String(i), unit, from, to]);
  for (const [unit, successor] of links) await test.superuser.query("insert into congtam.unit_successor (unit_id, successor_id, on_day, kind) values ($1, $2, '2025-07-01', 'merge') on conflict do nothing", [unit, successor]);
}

async function bySql(year: number): Promise<string[]> {
  const { rows } = await test.superuser.query<{ id: string }>("select id from congtam.unit where congtam.belonged_in_year('p', id, $1) order by id", [year]);
  return rows.map((row) => row.id);
}
const byRoom = (year: number): Promise<string[]> => test.database.read((tx) => unitsEverOf(tx, "p", year));

describe("belonged_in_year in the database", () => {
  const day = fc.constantFrom("2023-06-30", "2024-01-01", "2024-12-31", "2025-01-01", "2025-01-02", "2025-12-31", "2026-01-01", "2026-06-01");
  const post = fc.tuple(fc.constantFrom(...UNITS), day, fc.option(day)).filter(([, from, to]) => to === null || from < to);
  // Also circles, which no merger makes: the question must end all the same.
  const link = fc.tuple(fc.constantFrom(...UNITS), fc.constantFrom(...UNITS)).filter(([a, b]) => a !== b);

  it("says the same as unitsEverOf for any posts and mergers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(post, { maxLength: 4 }), fc.array(link, { maxLength: 6 }), async (posts, links) => {
        await fill(posts, links);
        for (const year of YEARS) expect(await bySql(year)).toEqual(await byRoom(year));
      }),
      { numRuns: 60 },
    );
  });

  it("counts a post to its last day, and the day after no longer", async () => {
    await fill([["u0", "2024-03-01", "2025-01-01"], ["u1", "2024-03-01", "2025-01-02"], ["u2", "2026-01-01", null], ["u3", "2025-12-31", null]], []);
    expect(await bySql(2025)).toEqual(["u1", "u3"]);
    expect(await byRoom(2025)).toEqual(["u1", "u3"]);
  });

  it("follows mergers both ways, but not to those who merged into the same unit", async () => {
    await fill([["u1", "2025-01-01", null]], [["u0", "u1"], ["u1", "u2"], ["u3", "u2"], ["u2", "u4"]]);
    expect(await bySql(2025)).toEqual(["u0", "u1", "u2", "u4"]);
    const { belonged } = await test.database.read((tx) => membershipOf(tx, ["p"]));
    expect(Object.fromEntries(belonged("p", 2025))).toEqual({ u0: "kin", u1: "post", u2: "kin", u4: "kin" });
  });

  it("knows nothing of strangers", async () => {
    const { rows } = await test.superuser.query("select congtam.belonged_in_year('nobody', 'u1', 2025) as belonged");
    expect(rows).toEqual([{ belonged: false }]);
  });
});
