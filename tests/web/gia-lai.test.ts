import { afterAll, beforeAll, expect, it } from "vitest";
import { quartersUpTo } from "../../src/cli/demonstration/gia-lai/quarters.ts";
import { GIA_LAI_ACCOUNTS } from "../../src/cli/demonstration/gia-lai/structure.ts";
import { dayOf } from "../../src/server/organisation/index.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { demonstrationTemplate } from "./demonstration.ts";

/** The demonstration of Gia Lai: everybody is invented and says so, every unit is in the tree. */

const SLOW = 240_000;

let test: TestDatabase;
beforeAll(async () => {
  test = await freshDatabase(await demonstrationTemplate("gia-lai"));
}, SLOW);
afterAll(() => test.close());

async function count(sql: string): Promise<number> {
  const { rows } = await test.superuser.query<{ count: number }>(`select count(*)::int as count from ${sql}`);
  return rows[0]?.count ?? -1;
}

it("has 110 communes, 25 wards and the departments of the plan under the province", async () => {
  expect(await count("congtam.unit_name where name like 'UBND xã %'")).toBe(110);
  expect(await count("congtam.unit_name where name like 'UBND phường %'")).toBe(25);
  expect(await count("congtam.unit where parent_id = (select id from congtam.unit where code = 'UBNDT')")).toBe(141);
});

it("names nobody who is not invented, and gives every unit a head", async () => {
  expect(await count("congtam.person where name not like '%(minh họa)' and name <> 'Dữ liệu minh họa'")).toBe(0);
  expect(await count("congtam.unit where not exists (select from congtam.post where unit_id = unit.id and kind = 'head')")).toBe(0);
  expect(await count("congtam.account")).toBe(GIA_LAI_ACCOUNTS.length);
});

it("has a catalogue in force with the work of four units, and new work under way", async () => {
  expect(await count("congtam.work_catalogue where state = 'approved' and unit is null")).toBe(1);
  expect(await count("congtam.work_catalogue_item item join congtam.work_catalogue held on held.id = item.catalogue where held.state = 'approved' and (item.points is null or item.output = '')")).toBe(0);
  expect(await count("congtam.work_catalogue where state = 'accepted'")).toBe(4);
  expect(await count("congtam.work_catalogue where state in ('draft', 'sent')")).toBe(3);
});

it("holds two quarters of everybody's work in the staffed agencies: assigned, done, accepted, late, faulty; scored, confirmed, made known and closed", async () => {
  for (const { id } of quartersUpTo(dayOf(new Date())).slice(0, 2)) {
    const period = `'${id}'`;
    const staffed = "(select post.person_id from congtam.post join congtam.unit on unit.id = post.unit_id where unit.code ~ '^(SNV|STC|SKHCN|23575)')";
    expect(await count(`congtam.post join congtam.unit on unit.id = post.unit_id where unit.code ~ '^(SNV|STC|SKHCN|23575)' and not exists (select from congtam.work_result where period = ${period} and person = post.person_id and state in ('confirmed', 'absent'))`)).toBe(0);
    expect(await count(`congtam.work_item where period = ${period} and person in ${staffed} and state = 'accepted'`)).toBeGreaterThan(900);
    expect(await count(`congtam.work_item where period = ${period} and (delays > 0 or quality_failures > 0)`)).toBeGreaterThan(100);
    expect(await count(`(select distinct level from congtam.work_result where period = ${period} and level is not null) levels`)).toBe(4);
    expect(await count(`congtam.work_unit_action where period = ${period} and action ->> 'kind' = 'notify'`)).toBe(15);
    expect(await count(`congtam.work_period_action where period = ${period} and action ->> 'kind' = 'close'`)).toBe(1);
  }
  expect(await count(`congtam.work_form_action where action::text not like '%minh họa%' and action ->> 'kind' in ('score', 'absent')`)).toBe(0);
});
