import type { Page } from "playwright-core";
import { openWebHouse, type WebHouse } from "./house.ts";

/** A province under the second regulation, and the ways to its pages of work and of ratings. */

export const SLOW = 240_000;
export const YEAR = String(new Date().getUTCFullYear());
const OFFICE = "SNV.CCHC";
export const QUARTER = Math.ceil(Number(new Intl.DateTimeFormat("en", { timeZone: "Asia/Ho_Chi_Minh", month: "numeric" }).format(new Date())) / 3);
export const PRESENT = `${YEAR}-Q${String(QUARTER)}`;

/** The house of Gia Lai, in which all quarters but the present one are over. */
export async function openRatings(): Promise<WebHouse> {
  const house = await openWebHouse(undefined, "gia-lai");
  await giveQuarters(house);
  return house;
}

/** The quarters that the demonstration does not tell of, and not the present one: as the pages of work leave them. */
async function giveQuarters({ test: { superuser } }: WebHouse): Promise<void> {
  const { rows } = await superuser.query<{ id: string }>(`
    insert into congtam.work_period (id, regulation_version, regulation_sha256, index_code, from_day, to_day, months, opened_at, opened_by)
    select $1 || '-Q' || q, v.id, v.sha256, '01', make_date($1::int, q * 3 - 2, 1), (make_date($1::int, q * 3 - 2, 1) + interval '3 months')::date, 3, now(), 'test'
    from generate_series(1, 4) q, (select id, sha256 from congtam.regulation_version where regulation_id = 'gia-lai-2026-staff' limit 1) v
    on conflict do nothing returning id`, [YEAR]);
  // Each period's work has its own place in the tables.
  for (const { id } of rows) await superuser.query("select congtam.open_work_period($1)", [id]);
  await superuser.query(`
    insert into congtam.work_result (period, person, unit, state, general, results, total, parts, at)
    select $1 || '-Q' || q, p.person_id, p.unit_id, 'confirmed', 2600, 4800 + 300 * rank, 7400 + 300 * rank, '{}', now()
    from generate_series(1, 4) q, (select person_id, unit_id, row_number() over (order by person_id) % 7 as rank from congtam.post where unit_id = (select id from congtam.unit where code = $2)) p
    where q <> $3
    on conflict do nothing`, [YEAR, OFFICE, QUARTER]);
}

export const path = (page: Page, to: string): Promise<unknown> => page.goto(new URL(to, page.url()).href);

/** From the ratings to the list of the department, found the way people find it. */
export async function openList(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sở Nội vụ", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `Xếp loại năm ${YEAR}` }).waitFor();
  await page.getByRole("table").waitFor();
}

/** The way that people go from their own work to the office's board. */
export async function openBoard(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Bảng việc: Phòng Cải cách hành chính/ }).click();
  await page.getByRole("heading", { level: 2, name: "Giao việc" }).waitFor();
}

/** Who is signed in there. */
export async function nameOf(page: Page): Promise<string> {
  const answer = await page.request.get(new URL("/api/v1/session", page.url()).href);
  const { user } = (await answer.json()) as { user: { name: string } };
  return user.name;
}

export const today = (): string => new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date());
