import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomFrom } from "../../src/scoring/example/random.ts";
import { command } from "../../src/server/platform/index.ts";
import { saveScore } from "../../src/contract/assessment.ts";
import { reach, type Rewire } from "../server/cycle-house.ts";
import { fileOf, openProvince, ownOf, plan, type Province } from "./province.ts";

/** Threats 23 and 24: two who edit the same score never overwrite one another unseen; what is sent again happens once. */

const INTERLEAVINGS = process.env["CONGTAM_LONG"] === undefined ? 1000 : 10_000;
const SEED = 20_251_215;
const EDITORS = ["cham.stc", "truong.stc"] as const;
const [leaf] = ownOf("STC");

const stc = plan.units.find((one) => one.code === "STC");
/** A value of the unit that others measure, and a criterion that leaders mark. */
const importable = (): { code: string; input: object } => stc?.imported[0] ?? { code: "", input: {} };
const rated = (): string => stc?.ratings[0]?.code ?? "";

type Save = { readonly by: string; readonly saw: string; readonly note: string; readonly version: string };
type Editor = { readonly name: string; seen: string };

/** One interleaving: who acts, and whether the other acts at the very same time. */
type Turn = { readonly first: 0 | 1; readonly isTogether: boolean; readonly looksFirst: boolean };
const turns = (count: number): Turn[] => {
  const random = randomFrom(SEED);
  const bit = (): boolean => random.between(0, 1) === 0;
  return Array.from({ length: count }, () => ({ first: bit() ? 0 : 1, isTogether: bit(), looksFirst: bit() }));
};

async function edit(house: Province, editor: Editor, note: string): Promise<Save | undefined> {
  const saw = editor.seen;
  const { status, json } = await house.send(editor.name, "PUT", `${fileOf(house, "STC")}/scores/${leaf?.code ?? ""}`, { input: leaf?.input, note }, saw);
  if (status === 412) {
    // Told what there is now; at times the database alone knew, and says only that something changed.
    const current = json["current"] as { version: string } | null | undefined;
    editor.seen = current?.version ?? (await look(house, editor.name));
    return undefined;
  }
  if (status !== 200) throw new Error(JSON.stringify(json));
  editor.seen = String(json["version"]);
  return { by: house.personOf(editor.name), saw, note, version: editor.seen };
}

async function look(house: Province, name: string): Promise<string> {
  const { json } = await house.send(name, "GET", `${fileOf(house, "STC")}/assessment`);
  return (json["criteria"] as { code: string; self: { version: string } | null }[]).find((one) => one.code === leaf?.code)?.self?.version ?? "0";
}

/** Plays the turns; gives back what was acknowledged. */
async function play(house: Province, count: number): Promise<Save[]> {
  const editors: Editor[] = EDITORS.map((name) => ({ name, seen: "0" }));
  const saves: Save[] = [];
  for (const [i, { first, isTogether, looksFirst }] of turns(count).entries()) {
    const [one, other] = [editors[first], editors[1 - first]];
    if (one === undefined || other === undefined) continue;
    if (looksFirst && i % 10 === 0) one.seen = await look(house, one.name);
    const acting = isTogether ? [one, other] : [one];
    const done = await Promise.all(acting.map((editor) => edit(house, editor, `${String(i)} ${editor.name}`)));
    saves.push(...done.filter((save) => save !== undefined));
  }
  return saves;
}

type Judged = { readonly overwrites: readonly Save[]; readonly lost: readonly Save[]; readonly gaps: boolean; readonly strangers: number };

async function judge(house: Province, saves: readonly Save[]): Promise<Judged> {
  const { rows } = await house.test.superuser.query<{ version: number; note: string; by: string }>("select version, note, by from congtam.assessment_entry where criterion = $1 and unit = $2 and step = 'self' order by version", [leaf?.code, house.unitId("STC")]);
  const stored = new Map(rows.map((row) => [String(row.version), row]));
  return {
    // The version before an accepted one is the one that its editor had seen.
    overwrites: saves.filter((save) => Number(save.version) !== Number(save.saw) + 1),
    lost: saves.filter((save) => stored.get(save.version)?.note !== save.note || stored.get(save.version)?.by !== save.by),
    gaps: rows.some((row, i) => row.version !== i + 1),
    strangers: rows.length - saves.length,
  };
}

describe(`${String(INTERLEAVINGS)} interleavings of two editors on one score`, () => {
  let house: Province;
  beforeAll(async () => {
    house = await openProvince();
    await reach(house, "self-scoring");
  }, 60_000);
  afterAll(async () => {
    await house.end();
  });

  it(`nothing is overwritten unseen, every version is in the history (seed ${String(SEED)})`, { timeout: 60_000 + INTERLEAVINGS * 60 }, async () => {
    const saves = await play(house, INTERLEAVINGS);
    expect(await judge(house, saves)).toEqual({ overwrites: [], lost: [], gaps: false, strangers: 0 });
    expect(saves.length).toBeGreaterThan(INTERLEAVINGS / 3);
    expect(new Set(saves.map((save) => save.by)).size).toBe(2);
  });
});

it("without the look at If-Match the test sees what is overwritten", { timeout: 60_000 }, async () => {
  // Whatever the client saw, the house takes it for the newest.
  const forgetful: Rewire = (endpoints) => endpoints.map((one) => {
    if (one.kind !== "command" || one.route.operationId !== saveScore.operationId) return one;
    return command(one.route, async (call) => {
      const { rows } = await house.test.superuser.query<{ version: number }>("select coalesce(max(version), 0) as version from congtam.assessment_entry where criterion = $1 and step = 'self'", [leaf?.code]);
      return one.handle({ ...call, seen: String(rows[0]?.version ?? 0) });
    }, one.relations);
  });
  const house: Province = await openProvince({}, forgetful);
  await reach(house, "self-scoring");
  const { overwrites } = await judge(house, await play(house, 30));
  await house.end();
  expect(overwrites.length).toBeGreaterThan(0);
});

describe("a change that is sent again because its answer was lost", () => {
  let house: Province;
  beforeAll(async () => {
    house = await openProvince();
    await reach(house, "self-scoring");
    for (const { code, input } of ownOf("STC")) await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${code}`, { input }, "0");
  }, 60_000);
  afterAll(async () => {
    await house.end();
  });

  /** Five at once. */
  const five = (as: string, path: string, body: object, headers: Record<string, string>) => Promise.all(Array.from({ length: 5 }, () => house.app.inject({ method: "POST", url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, ...headers }, payload: body })));

  it.each([
    ["a submission", "truong.stc", () => `${fileOf(house, "STC")}/file-actions`, () => ({ kind: "submit" }), ['"0"', "assessment_action"]],
    ["an import", "group", () => `/campaigns/${house.campaignId}/imports`, () => ({ source: "Cổng Dịch vụ công", dated: "2025-12-20", items: [{ unit: "STC", ...importable() }] }), [undefined, "assessment_entry where step = 'import'"]],
    ["a request for opinion", "officer", () => `/campaigns/${house.campaignId}/opinion-requests`, () => ({ toUnitId: house.unitId("SNV"), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-20", items: [{ unitId: house.unitId("STC"), code: leaf?.code }] }), [undefined, "opinion_request"]],
    ["a leader's marks", "chutich", () => `/campaigns/${house.campaignId}/marks`, () => ({ marks: [{ unitId: house.unitId("STC"), code: rated(), mark: "1.00", version: "0" }] }), [undefined, "leader_mark"]],
  ] as const)("%s has one effect and one answer; another body under its key is refused", async (what, as, path, body, [seen, table]) => {
    const headers = { "idempotency-key": what.replaceAll(" ", "-"), ...(seen === undefined ? {} : { "if-match": seen }) };
    const answers = await five(as, path(), body(), headers);
    expect(new Set(answers.map((one) => `${String(one.statusCode)} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBeLessThan(300);
    const { rowCount } = await house.test.superuser.query(`select from congtam.${table}`);
    expect(rowCount).toBe(1);
    const [other] = await five(as, path(), { ...body(), ...(what === "a submission" ? { kind: "hand-up" } : what === "an import" ? { dated: "2025-12-21" } : what === "a leader's marks" ? { marks: [{ unitId: house.unitId("SNV"), code: rated(), mark: "2.00", version: "0" }] } : { due: "2025-12-21" }) }, headers);
    expect(other?.statusCode).toBe(422);
  });

  it("without a key each is a request of its own", async () => {
    const before = await house.test.superuser.query("select from congtam.opinion_request");
    const body = { toUnitId: house.unitId("SNV"), question: "Đề nghị cho ý kiến về tiêu chí này.", due: "2025-12-20", items: [{ unitId: house.unitId("STC"), code: leaf?.code }] };
    await five("officer", `/campaigns/${house.campaignId}/opinion-requests`, body, {});
    const after = await house.test.superuser.query("select from congtam.opinion_request");
    expect((after.rowCount ?? 0) - (before.rowCount ?? 0)).toBe(5);
  });
});
