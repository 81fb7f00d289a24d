import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reach } from "../server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, plan, type Province, tried } from "./province.ts";

/** Threat 4: nobody appraises a unit to which they belonged in the year, or for which they scored; neither by HTTP nor by SQL. */

const MEMBERS = ["tv.snv", "tv.chuyen", "tv.sapnhap", "tv.namtruoc", "tv.dacham", "tv.ngoai"] as const;
type Member = (typeof MEMBERS)[number];
const UNITS = ["SNV", "STC", "STP"];

/** Who may not appraise what, by hand: a post all year; a transfer in mid-year; a unit that was merged into another; a post of last year only; a score given; nothing. */
const REFUSED: Readonly<Record<Member, readonly string[]>> = { "tv.snv": ["SNV"], "tv.chuyen": ["STC", "STP"], "tv.sapnhap": ["STC"], "tv.namtruoc": [], "tv.dacham": ["STP"], "tv.ngoai": [] };

let house: Province;
/** A criterion for each round; the second is left open by the first, so that the second round may take it. */
const criterion = (round: string, unit: string): { code: string; input: unknown } => {
  const own = ownOf(unit).filter((one) => one.code.startsWith("1."));
  return own[round === "1" ? 0 : 1] ?? { code: "", input: {} };
};

const post = (name: string, unit: string, from: string, to: string | null): Promise<unknown> => house.test.superuser.query("insert into congtam.post (id, person_id, unit_id, kind, title, valid_from, valid_to) values (gen_random_uuid()::text, $1, $2, 'officer', 'Chuyên viên', $3, $4)", [house.personOf(name), unit, from, to]);

beforeAll(async () => {
  house = await openProvince(Object.fromEntries(MEMBERS.map((name) => [name, { role: "council-member" } as const])));
  const { superuser } = house.test;
  await superuser.query("insert into congtam.unit (id, code, valid_from, valid_to) values ('old', 'CU', '2020-01-01', '2025-07-01')");
  await superuser.query("insert into congtam.unit_successor (unit_id, successor_id, on_day, kind) values ('old', $1, '2025-07-01', 'merge')", [house.unitId("STC")]);
  await post("tv.snv", house.unitId("SNV"), "2025-01-01", null);
  await post("tv.chuyen", house.unitId("STC"), "2024-01-01", "2025-07-01");
  await post("tv.chuyen", house.unitId("STP"), "2025-07-01", null);
  await post("tv.sapnhap", "old", "2023-01-01", "2025-03-01");
  await post("tv.namtruoc", house.unitId("SNV"), "2020-01-01", "2025-01-01");
  const last = ownOf("STP").at(-1);
  await superuser.query("insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) values ($1, $2, $3, 'self', '', 1, $4, '', $5, now())", [house.campaignId, house.unitId("STP"), last?.code, JSON.stringify(last?.input), house.personOf("tv.dacham")]);
  for (const name of MEMBERS) await assign(house, name, "1");
}, 60_000);
afterAll(async () => {
  await house.end();
});

/** Which units a member was kept from, of those that were tried. */
async function refusedUnits(attempt: (unit: string) => Promise<boolean>): Promise<string[]> {
  const refused: string[] = [];
  for (const { code } of plan.units) if (!(await attempt(code))) refused.push(code);
  return refused.toSorted();
}

const APPRAISE = "insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, input, note, by, at) values ($1, $2, $3, $4, $5, $6, '{\"points\": \"0\"}', 'theo kiểm tra thực tế', $5, now())";

/** Writes as the program's role, around all of its rules; leaves nothing behind. */
const bySql = (name: Member, step: string, before: string = "select") => (unit: string): Promise<boolean> =>
  tried(house.test.superuser, false, async () => {
    await house.test.superuser.query(before);
    await house.test.superuser.query("set local role congtam_app; set local congtam.scope = 'all'");
    return house.test.superuser.query(APPRAISE, [house.campaignId, house.unitId(unit), "9.9", step, house.personOf(name), 1]).then(
      () => true,
      (error: unknown) => {
        if ((error as { code?: string }).code === "23000") return false;
        throw error;
      },
    );
  });

describe.each([["1", "appraisal-1", undefined], ["2", "appraisal-2", "appraisal-1"]] as const)("in round %s", (round, stage, from) => {
  beforeAll(async () => {
    await reach(house, stage, from);
  });

  it.each(MEMBERS)("%s is kept over HTTP from exactly the units of a conflict", async (name) => {
    const refused = await refusedUnits(async (unit) => {
      const { code, input } = criterion(round, unit);
      const { status, json } = await house.send(name, "PUT", `${fileOf(house, unit)}/appraisals/${round}/${code}`, { input, reason: "Theo kết quả kiểm tra thực tế." }, "0");
      if (status !== 200 && status !== 403) throw new Error(JSON.stringify(json));
      return status === 200;
    });
    expect(refused).toEqual(REFUSED[name]);
  });

  it.each(MEMBERS)("%s is kept by the database itself, and by nothing else", async (name) => {
    expect(await refusedUnits(bySql(name, `appraisal-${round}`))).toEqual(REFUSED[name]);
    expect(await refusedUnits(bySql(name, `appraisal-${round}`, "drop trigger assessment_entry_guard on congtam.assessment_entry"))).toEqual([]);
  });
});

it("nobody agrees in bulk with a unit's own view of itself in such a unit", async () => {
  const { code } = criterion("1", "SNV");
  const { status, json } = await house.send("tv.snv", "POST", `/campaigns/${house.campaignId}/agreements`, { round: "2", items: [{ unitId: house.unitId("SNV"), code }] });
  expect({ status, errors: json["errors"] }).toMatchObject({ status: 422, errors: [{ pointer: "/items/0" }] });
});

it("the units of the table are those of the province", () => {
  expect(plan.units.map((one) => one.code).toSorted()).toEqual(UNITS);
});
