import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ComputationItem } from "../../contract/personnel-computation.ts";
import { FULL, openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";
import { engineOf, resultFor, unitOf } from "../../../tests/support.ts";
import { formatFraction, formatHundredths, fraction } from "../../scoring/exact.ts";
import type { StaffPost } from "../organisation/index.ts";
import type { Database } from "../platform/index.ts";
import { workCounts } from "./organisation-queries.ts";
import { COMPUTE_TASK, computingTasksOn, runComputation } from "./computing.ts";
import { letGo, makeBytes, wholeLines } from "./bytes.ts";
import { leadershipOf } from "./computing-leaders.ts";
import { marksOfLeaders } from "./ground.ts";
import type { Settled } from "./person-ground.ts";
import { isLeader, linesIn, placesOf } from "./place-rules.ts";

/** A period computed for everybody: what it writes, that it can be stopped, and what it leaves alone. */

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse();
}, 60_000);
afterAll(() => house.closeAll());

const at = (rest: string): string => `/work-periods/${house.period}${rest}`;
const run = async (id: string): Promise<void> => {
  await computingTasksOn(house.database)[COMPUTE_TASK]?.({ id }, { isLast: true });
};
const begin = async (): Promise<ComputationItem> => (await house.send("POST", "officer", at("/computations"))).json as ComputationItem;
const newest = async (): Promise<ComputationItem | undefined> => ((await house.send("GET", "officer", at("/computations"))).json["items"] as ComputationItem[])[0];
type Row = { state: string; total: number | null; level: string | null; reason: string | null };
const resultOf = async (name: string): Promise<Row | undefined> => (await house.superuser.query<Row>("select state, total, level, reason from congtam.work_result where period = $1 and person = $2", [house.period, house.person(name)])).rows[0];

describe("computing a period for everybody", () => {
  it("gives everybody with work the points, the level and the reason that the board shows", async () => {
    for (const name of ["lan", "minh"]) await house.accept("head", await house.record(name, await house.assign(name, "letter", "4"), "3"), "3");
    await house.handIn("lan");
    const item = await begin();
    expect(item).toMatchObject({ state: "waiting", done: 0, summary: null });
    expect((await house.send("POST", "officer", at("/computations"))).status).toBe(409);
    await run(item.id);
    const { json } = await house.send("GET", "head", at(`/units/${house.unit("PHONG")}/board`));
    const shown = (json["people"] as { personId: string; total: string | null; level: string | null }[]).find((one) => one.personId === house.person("lan"));
    const lan = await resultOf("lan");
    expect([((lan?.total ?? 0) / 100).toFixed(2), lan?.level, lan?.state]).toEqual([shown?.total, shown?.level, "computed"]);
    expect(lan?.reason).toContain("a = số lượng hoàn thành 3 ÷ số lượng được giao 4");
    expect(await resultOf("minh")).toMatchObject({ total: null, state: "computed", reason: expect.stringContaining("c = ") as unknown });
    expect(await newest()).toMatchObject({ state: "done", done: 2, total: 2, summary: { levels: { good: 1 }, missing: { "self-scores": 1 }, unclear: 1, settled: 0 } });
  });

  it("an organisation's tasks are counted from the work of its people (plan II.2.b)", async () => {
    const counted = await house.database.read((tx) => workCounts(tx, { units: [house.unit("PHONG")], people: [house.person("lan"), house.person("minh")], year: Number(house.period.slice(0, 4)) }));
    expect(counted.get(house.unit("PHONG"))).toEqual({ assigned: 2, completed: 0, onTime: 0, exceeded: 0 });
  });

  it("leaves alone what was confirmed, and tells how many", async () => {
    expect((await house.confirm("head", "lan")).status).toBe(200);
    const before = await resultOf("lan");
    const item = await begin();
    await run(item.id);
    expect(await resultOf("lan")).toEqual(before);
    expect(await newest()).toMatchObject({ state: "done", total: 1, summary: { settled: 1 } });
    await run(item.id);
  });

  it("is stopped by whoever may begin it; then nothing more is written", async () => {
    await house.assign("hoa", "letter", "1");
    const item = await begin();
    expect((await house.send("POST", "head", `/work-computations/${item.id}/cancellation`)).status).toBe(403);
    expect((await house.send("POST", "officer", `/work-computations/${item.id}/cancellation`)).status).toBe(201);
    await run(item.id);
    expect(await resultOf("hoa")).toBeUndefined();
    expect(await newest()).toMatchObject({ state: "cancelled" });
    expect((await house.send("POST", "officer", `/work-computations/${item.id}/cancellation`)).status).toBe(409);
    expect((await house.send("POST", "officer", "/work-computations/nothing/cancellation")).status).toBe(404);
  });
});

describe("a computation that is stopped while people stream by", () => {
  it("writes nothing more, and leaves the connection as it was", async () => {
    const item = await begin();
    let begun = 0;
    // What is written first is the fourth: after who it is, the stream and what holds for everybody.
    const transaction: Database["transaction"] = async (work, opener) => {
      begun += 1;
      if (begun === 4) await house.send("POST", "officer", `/work-computations/${item.id}/cancellation`);
      return house.database.transaction(work, opener);
    };
    await runComputation({ transaction }, item.id);
    expect(begun).toBe(4);
    expect(await resultOf("hoa")).toBeUndefined();
    expect(await newest()).toMatchObject({ state: "cancelled", summary: null });
    expect(house.database.connections().inUse).toBe(0);
    // What was stopped may be begun anew.
    await run((await begin()).id);
    expect(await resultOf("hoa")).toMatchObject({ state: "computed" });
  });
});

describe("bytes between the database and the thread", () => {
  it("come as whole lines, however they are cut, and stand on their own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom("a", "ệ", "\n") }), { maxLength: 12 }), fc.integer({ min: 1, max: 20 }), async (texts, size) => {
        const out = makeBytes();
        for (const text of texts) out.write(text);
        const all = texts.join("");
        expect(new TextDecoder().decode(out.done())).toBe(all);
        const pieces: string[] = [];
        for await (const piece of wholeLines(texts.map((text) => Buffer.from(text)), size)) {
          pieces.push(new TextDecoder().decode(piece));
          letGo(piece);
        }
        expect(pieces.join("")).toBe(all);
        expect(pieces.slice(0, -1).every((piece) => piece.endsWith("\n"))).toBe(true);
      }),
    );
  });
});

const UNITS = ["u0", "u1", "u2", "u3", "u4"];
const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5", "p6"];
const someOf = (all: readonly string[]) => fc.subarray([...all], { maxLength: 3 });
const authority = fc.record({
  above: fc.array(fc.nat({ max: 5 }), { minLength: 5, maxLength: 5 }),
  posts: fc.array(fc.record({ person: fc.constantFrom(...PEOPLE), unit: fc.constantFrom(...UNITS), kind: fc.constantFrom("head", "deputy", "officer", "officer") }), { maxLength: 9 }),
  remits: fc.array(fc.record({ person: fc.constantFrom(...PEOPLE), units: someOf(UNITS), people: someOf([...PEOPLE, "gone"]) }), { maxLength: 4 }),
  settled: fc.dictionary(fc.constantFrom(...PEOPLE, "gone"), fc.record({ state: fc.constantFrom<Settled["state"]>("confirmed", "absent"), level: fc.constantFrom("failed", "good", null) })),
});

describe("what follows for leaders from those who pass by one after another", () => {
  it("is what is asked for each leader alone", async () => {
    await fc.assert(
      fc.asyncProperty(authority, async ({ above, posts: drawn, remits: given, settled: known }) => {
        const parents = new Map(UNITS.map((unit, i) => [unit, (above[i] ?? 5) < i ? `u${String(above[i])}` : null]));
        const lines = linesIn(parents);
        const posts = drawn.map((one): StaffPost => ({ ...one, name: one.person, title: "", from: "2020-01-01", to: null }));
        const remits = given.map((one, number) => ({ ...one, number, from_day: "2020-01-01" }));
        const settled = new Map(Object.entries(known));
        const people = [...new Set(posts.map((post) => post.person))];
        const leading = new Set(posts.filter(isLeader).map((post) => post.person));
        const leaders = [...placesOf(people, { posts, lines }).values()].filter((place) => place.fault === undefined && isLeader(place));
        const peopleUnder = (root: string) => posts.filter((post) => lines.get(post.unit)?.includes(root) === true).map((post) => post.person);
        const expected = await marksOfLeaders(leaders, { remits, peopleUnder, settled: async () => settled }, "failed");
        const inRemits = new Set(remits.flatMap((one) => one.people));
        const named = new Map([...settled].filter(([person]) => inRemits.has(person)));
        const { begin: start, count, ledBy } = leadershipOf({ lines, posts: posts.filter((post) => leading.has(post.person)), remits, named, failed: "failed" });
        const tally = start();
        for (const person of people) count(tally, person, posts.filter((post) => post.person === person).map((post) => post.unit), settled.get(person));
        expect(ledBy(tally)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

/** A piece of accepted work as the table holds it: hundredths, and ten-thousandths of a coefficient. */
const piece = fc.record({ coefficient: fc.integer({ min: 1, max: 900_000 }), assigned: fc.integer({ min: 1, max: 999_999 }), share: fc.integer({ min: 1, max: 100 }), failures: fc.nat({ max: 6 }), delays: fc.nat({ max: 6 }), extra: fc.boolean() });
const somebody = fc.record({ own: piece, others: fc.array(piece, { maxLength: 6 }), scores: fc.record(Object.fromEntries(Object.entries(FULL).map(([code, most]) => [code, fc.integer({ min: 0, max: Number(most) * 100 }).map(formatHundredths)]))) });

describe("what is computed for everybody at once", () => {
  it("is in every figure what the engine makes of each person's pieces", async () => {
    const staff = engineOf("gia-lai-2026-staff");
    const people = fc.sample(somebody, 40).map(({ own, others, scores }, number) => ({ id: `any-${String(number)}`, scores, pieces: [{ ...own, extra: false }, ...others].map((one) => ({ ...one, accepted: Math.max(1, Math.floor((one.assigned * one.share) / 100)) })) }));
    const { superuser, period } = house;
    await superuser.query("insert into congtam.person (id, name, folded) select id, id, id from unnest($1::text[]) id", [people.map((one) => one.id)]);
    await superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from) select id, id, $2, 'officer', 'Chuyên viên', '2020-01-01' from unnest($1::text[]) id", [people.map((one) => one.id), house.unit("PHONG")]);
    const rows = people.flatMap(({ id, pieces }) => pieces.map(({ share: _share, ...one }) => ({ person: id, ...one })));
    await superuser.query("insert into congtam.work_item (period, person, unit, product, coefficient, assigned, done, accepted, quality_failures, delays, extra, state, assigned_on, due, done_on) select $1, person, $2, 'letter', coefficient, assigned, assigned, accepted, failures, delays, extra, 'accepted', current_date, current_date, current_date from jsonb_to_recordset($3) as given (person text, coefficient integer, assigned integer, accepted integer, failures integer, delays integer, extra boolean)", [period, house.unit("PHONG"), JSON.stringify(rows)]);
    await superuser.query("insert into congtam.work_form_action (period, person, number, unit, at, by, action) select $1, id, 1, $2, now(), id, jsonb_build_object('kind', 'score', 'scores', scores, 'strengths', '', 'shortcomings', '') from jsonb_to_recordset($3) as given (id text, scores jsonb)", [period, house.unit("PHONG"), JSON.stringify(people)]);
    const { id } = await begin();
    await run(id);
    const { rows: kept } = await superuser.query<{ person: string; general: number; results: number; total: number; level: string; parts: object }>("select person, general, results, total, level, parts from congtam.work_result where period = $1 and person like 'any-%'", [period]);
    const found = new Map(kept.map((one) => [one.person, one]));
    for (const one of people) {
      const items = one.pieces.map(({ coefficient, assigned, accepted, failures, delays, extra }) => ({ coefficient: formatFraction(fraction(coefficient, 10_000)), assigned: formatHundredths(assigned), done: formatHundredths(accepted), qualityFailures: failures, delays, extra }));
      const { contents, ratios } = unitOf(resultFor(staff, [{ code: "A", index: "01", scores: { ...Object.fromEntries(Object.entries(one.scores).map(([code, points]) => [code, { points }])), "2.1": { leader: false, items } } }]), "A");
      const row = found.get(one.id);
      // One alone has no place for excellent, which only a whole round shares out.
      const level = row?.level === "excellent" ? "good" : row?.level;
      expect({ of: one, got: [...[row?.general, row?.results, row?.total].map((points) => formatHundredths(points ?? -1)), level] }).toEqual({ of: one, got: [...contents.map((content) => content.points), ratios["quality"]?.percent, ratios["quality"]?.level] });
    }
    // The same again writes nothing: what came out as before stays as it was.
    const stamps = async () => (await superuser.query<{ at: Date }>("select distinct at from congtam.work_result where period = $1 and person like 'any-%'", [period])).rows;
    const before = await stamps();
    await run((await begin()).id);
    expect(await stamps()).toEqual(before);
  });
});
