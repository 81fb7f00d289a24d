import type pg from "pg";
import { castFor, decideTies, playToConsolidation } from "../cycle/people.ts";
import { makePlan, type Plan } from "../cycle/plan.ts";
import { type CampaignHouse, type Cast, openCampaignHouse, type Rewire } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";

/** A small province to attack: three units, everybody who has to do with them, and a whole year that can be played. */

const CODES = ["SNV", "STC", "STP"];
const whole = makePlan(2025);
export const plan: Plan = { ...whole, units: whole.units.filter((one) => CODES.includes(one.code)), outcome: { ...whole.outcome, units: whole.outcome.units.filter((one) => "code" in one && CODES.includes(String(one.code))) } };

/** Besides those of the cycle: a scorer for each unit, an opinion giver of one, an administrator. */
const PEOPLE: Cast = {
  ...castFor(plan.units),
  "cham.snv": { role: "unit-scorer", unit: "SNV" },
  "cham.stc": { role: "unit-scorer", unit: "STC" },
  "cham.stp": { role: "unit-scorer", unit: "STP" },
  "gopy.stp": { role: "opinion-giver", unit: "STP" },
  organiser: { role: "survey-officer" },
  "nhansu.stc": { role: "personnel-officer", unit: "STC" },
  hethong: { role: "task-system" },
  quantri: { role: "administrator" },
};

/** `end` throws when anything was answered with a failure of the house's own, unless a control was taken away so that it had to. */
export type Province = CampaignHouse & { readonly test: TestDatabase; readonly end: (mayHaveFailed?: boolean) => Promise<void> };

export async function openProvince(more: Cast = {}, rewire?: Rewire): Promise<Province> {
  const test = await freshDatabase();
  const house = await openCampaignHouse(test, plan.units, { ...PEOPLE, ...more }, rewire === undefined ? {} : { rewire });
  const end = async (mayHaveFailed = false) => {
    await house.close();
    await test.close();
    if (!mayHaveFailed && house.failures.length > 0) throw new AggregateError(house.failures, "the house failed");
  };
  return { ...house, test, end };
}

/** Plays the year up to the moment when the result can be proposed. */
export async function playToProposal(house: CampaignHouse): Promise<void> {
  await playToConsolidation(house, plan);
  await decideTies(house);
}

export const fileOf = ({ campaignId, unitId }: CampaignHouse, code: string): string => `/campaigns/${campaignId}/units/${unitId(code)}`;

/** The unit's own criteria, each with what the plan enters there. */
export const ownOf = (code: string): Plan["units"][number]["own"] => plan.units.find((one) => one.code === code)?.own ?? [];

/** Says as a superuser who appraises a content in every unit of an index. */
export async function assign(house: Province, name: string, content: string): Promise<void> {
  for (const index of new Set(plan.units.map((one) => one.index))) await house.test.superuser.query("insert into congtam.campaign_assignment (campaign, person, index_code, code, at, by) values ($1, $2, $3, $4, now(), 'test')", [house.campaignId, house.personOf(name), index, content]);
}

/** In a transaction that leaves nothing behind; `asApp` with the rights of the program. */
export async function tried<T>(client: pg.Client, asApp: boolean, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    if (asApp) await client.query("set local role congtam_app; set local congtam.scope = 'all'");
    return await work();
  } finally {
    await client.query("rollback");
  }
}

/**
 * Holds the place of one row while `meanwhile` goes on, so that whoever writes it has to wait; then lets it go. The row
 * itself is never there.
 */
export async function holdingRow(client: pg.Client, insert: string, values: readonly unknown[], meanwhile: () => Promise<void>): Promise<void> {
  await tried(client, false, async () => {
    await client.query(insert, [...values]);
    await meanwhile();
  });
}

/** Until somebody waits for a row that another transaction holds. */
export async function untilRowAwaited(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("select from pg_locks where locktype = 'transactionid' and not granted");
    if (rowCount !== 0) return;
  }
}

/** Takes the locks away from the program: what it asks for them is found before the server's own and does nothing. */
export async function withoutLocks({ superuser }: TestDatabase, work: () => Promise<void>): Promise<void> {
  const names = ["pg_advisory_xact_lock", "pg_advisory_xact_lock_shared"];
  for (const name of names) await superuser.query(`create function clock.${name}(bigint) returns void language sql as 'select null::void'`);
  try {
    await work();
  } finally {
    for (const name of names) await superuser.query(`drop function clock.${name}(bigint)`);
  }
}

