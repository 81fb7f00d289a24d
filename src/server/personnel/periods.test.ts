import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongFields } from "../../../tests/server/campaign-house.ts";
import { openWorkHouse, quarterOf, type WorkHouse } from "../../../tests/server/work-house.ts";
import { boundsOf } from "../../contract/personnel-bounds.ts";
import { confirmedPeriods } from "./year-periods.ts";

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse();
}, 60_000);
afterAll(() => house.closeAll());

describe("The period", () => {
  it("has the length that is in force: no months in a year of quarters", async () => {
    const opened = await house.send("POST", "officer", "/work-periods", { body: { id: `${house.today.slice(0, 4)}-02`, regulationVersionId: house.staffVersion } });
    expect([opened.status, wrongFields(opened)]).toEqual([422, ["/id"]]);
  });

  it("changes its length in mid-year, by a dated decision, after what has begun", async () => {
    const { from, to } = boundsOf(house.period);
    const decide = (day: string) => house.send("POST", "officer", "/work-granularities", { body: { regulation: "gia-lai-2026-staff", from: day, kind: "month", reason: "Từ kỳ sau theo dõi theo tháng." } });
    const open = (id: string) => house.send("POST", "officer", "/work-periods", { body: { id, regulationVersionId: house.staffVersion } });
    expect(wrongFields(await decide(from))).toEqual(["/from"]);
    expect((await decide(to)).status).toBe(201);
    expect(wrongFields(await open(quarterOf(to)))).toEqual(["/id"]);
    expect((await open(to.slice(0, 7))).json).toMatchObject({ from: to, months: 1 });
  });

  it("19.1: goes along with whoever is transferred; the new head sees it as the former one confirmed it, who sees it no more", async () => {
    const year = `/people/${house.person("lan")}/work-results?year=${house.today.slice(0, 4)}`;
    const given = await house.assign("lan", "report", "4");
    await house.accept("head", await house.record("lan", given, "4"), "4");
    await house.handIn("lan");
    await house.confirm("head", "lan");
    const before = await house.send("GET", "head", year);
    await house.superuser.query("update congtam.post set unit_id = $2 where person_id = $1", [house.person("lan"), house.unit("KHAC")]);
    const after = await house.send("GET", "otherhead", year);
    expect([after.json["periods"], after.json["year"]]).toEqual([before.json["periods"], before.json["year"]]);
    expect(after.json["periods"]).toMatchObject([{ periodId: house.period, unitId: house.unit("PHONG"), state: "confirmed" }]);
    expect((await house.send("GET", "head", year)).status).toBe(404);
  });

  it("19.1: of a period that was confirmed elsewhere, form 02 says where", async () => {
    const { year, from } = boundsOf(house.period);
    // Another quarter of the same year, in the office to which she was moved.
    const [day, other] = from.slice(5, 7) === "10" ? [`${String(year)}-07-01`, `${String(year)}-Q3`] : [`${String(year)}-10-01`, `${String(year)}-Q4`];
    await house.superuser.query("insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by) select $1, regulation_version, regulation_sha256, index_code, $2::date, ($2::date + interval '3 months')::date, 3, now(), 'test' from congtam.work_period where id = $3", [other, day, house.period]);
    await house.superuser.query("select congtam.open_work_period($1)", [other]);
    await house.superuser.query("insert into congtam.work_result (period, person, unit, state, general, results, total, parts, at) values ($1, $2, $3, 'confirmed', 2500, 6000, 8500, '{}', now())", [other, house.person("lan"), house.unit("KHAC")]);
    const periods = (await house.database.transaction((tx) => confirmedPeriods(tx, [house.person("lan")], year))).get(house.person("lan")) ?? [];
    const last = periods.at(-1)?.period;
    expect(periods.map((one) => [one.period, one.note !== ""])).toEqual([[last === other ? house.period : other, true], [last, false]]);
    // The file of the year may be in an office where no period of it was confirmed.
    const taken = (await house.database.transaction((tx) => confirmedPeriods(tx, [house.person("lan")], year, new Map([[house.person("lan"), "elsewhere"]])))).get(house.person("lan")) ?? [];
    expect(taken.map((one) => one.note !== "")).toEqual([true, true]);
  });
});
