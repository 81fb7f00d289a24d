import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { citizen, DESIGN, openSurveyHouse, type SurveyHouse } from "../server/survey-house.ts";

/**
 * Somebody with the whole database, its WAL, everything that the house tells, the list of cards with who got which, and
 * the order in which people answered, tries to find out which ballot is whose.
 */

const PEOPLE = 200;
/** Matches by chance: one on average, with a deviation of one. */
const MOST_MATCHES = 1 + 3;
/** A rank correlation of so many pairs by chance: a deviation of 1/√(n − 1). */
const MOST_CORRELATION = 3 / Math.sqrt(PEOPLE - 1);

let house: SurveyHouse;
let surveyId = "";
let cards: string[] = [];
let before = "";

// Another one in each run: files of the WAL are used again, and what they held before stays in them.
const MARK = `dau-${randomBytes(6).toString("hex")}-`;
/** Some write more than others. */
const markOf = (person: number): string => `${MARK}${String(person).padStart(3, "0")}-x${"o".repeat(person % 40)}`;
const personIn = (text: string): number => Number(new RegExp(`${MARK}(\\d{3})-x`).exec(text)?.[1] ?? "-1");

/** Everything that was written ahead since then, as bytes. */
async function wal(): Promise<Buffer> {
  await house.superuser.query("select pg_switch_wal()");
  const { rows } = await house.superuser.query<{ bytes: Buffer }>("select pg_read_binary_file('pg_wal/' || name) as bytes from pg_ls_waldir() where name between pg_walfile_name($1::pg_lsn) and pg_walfile_name(pg_current_wal_lsn()) and name ~ '^[0-9A-F]{24}$' order by name", [before]);
  return Buffer.concat(rows.map((one) => one.bytes));
}

/** How well an order of people fits the one in which they answered. */
function fit(order: readonly number[]): { readonly matches: number; readonly correlation: number } {
  const n = order.length;
  const squares = order.reduce((sum, person, at) => sum + (person - at) ** 2, 0);
  return { matches: order.filter((person, at) => person === at).length, correlation: Math.abs(1 - (6 * squares) / (n * (n * n - 1))) };
}

const ballots = async (survey: string, by: string): Promise<number[]> => (await house.superuser.query<{ answers: unknown }>(`select answers from congtam.survey_ballot where survey = $1 order by ${by}`, [survey])).rows.map((one) => personIn(JSON.stringify(one.answers)));

/** Every order that the attacker can read off; `written` is where in the WAL each ballot stands. */
async function orders(survey: string, written: Buffer): Promise<Record<string, number[]>> {
  // A page's head may lie in the middle of a ballot, which then is not found.
  const places = new Set<number>();
  for (let at = written.indexOf(MARK); at !== -1; at = written.indexOf(MARK, at + 1)) places.add(personIn(written.subarray(at, at + MARK.length + 5).toString("latin1")));
  const byCard = (await house.superuser.query<{ card: Buffer }>("select card from congtam.survey_cast where survey = $1 order by card", [survey])).rows.length;
  return {
    "where the rows lie": await ballots(survey, "ctid"),
    "the transactions that wrote them": await ballots(survey, "xmin::text::bigint, ctid"),
    "their ids": await ballots(survey, "id"),
    "their ids, backwards": await ballots(survey, "id desc"),
    "the WAL": [...places].filter((person) => person >= 0),
    ...(byCard === PEOPLE ? { "the order of the cards' hashes": await inOrderOfCards(survey) } : {}),
  };
}

/** As if ballots lay in the order in which the used cards are kept. */
async function inOrderOfCards(survey: string): Promise<number[]> {
  const lying = await ballots(survey, "ctid");
  const { rows } = await house.superuser.query<{ rank: number }>("select row_number() over (order by card)::integer as rank from congtam.survey_cast where survey = $1 order by ctid", [survey]);
  return rows.map(({ rank }) => lying[rank - 1] ?? -1);
}

beforeAll(async () => {
  house = await openSurveyHouse();
  const survey = await house.openSurvey(DESIGN);
  surveyId = survey.id;
  cards = await survey.cards("cd-SNV", PEOPLE);
  const { rows } = await house.superuser.query<{ lsn: string }>("select pg_current_wal_lsn()::text as lsn");
  before = rows[0]?.lsn ?? "";
  for (const [person, code] of cards.entries()) await house.answer(code, { ...citizen("SNV", String((person % 5) + 1), "good"), "u.SNV.gop-y": markOf(person) });
}, 120_000);
afterAll(async () => {
  await house.closeAll();
});

describe("whose ballot is whose", () => {
  it("stands nowhere while the box is sealed: no answer, no code, ballots of one length", async () => {
    const written = await wal();
    expect(written.includes(MARK)).toBe(false);
    expect(cards.slice(0, 5).filter((code) => written.includes(code) || written.includes(code.replaceAll("-", "")))).toEqual([]);
    const { rows } = await house.superuser.query<{ sizes: number; same: number }>("select count(distinct length(sealed))::integer as sizes, (count(*) - count(distinct sealed))::integer as same from congtam.survey_cast where survey = $1", [surveyId]);
    expect(rows[0]).toEqual({ sizes: 1, same: 0 });
    // The search finds what was not sealed.
    await house.superuser.query(`create table open_box as select '${MARK}open' as answers`);
    expect((await wal()).includes(`${MARK}open`)).toBe(true);
    expect(JSON.stringify(house.room.recorded)).not.toContain(MARK);
  });

  it("cannot be told from the opened ballots, whichever way they are put in order", async () => {
    await house.superuser.query("drop table open_box");
    const { rows: [from] } = await house.superuser.query<{ lsn: string }>("select pg_current_wal_lsn()::text as lsn");
    before = from?.lsn ?? "";
    await house.step(surveyId, { kind: "close" });
    const counted = await house.count(surveyId);
    expect(counted).toMatchObject({ counted: { ballots: PEOPLE, unreadable: 0 } });
    const written = await wal();
    const fits = Object.entries(await orders(surveyId, written)).map(([what, order]) => ({ what, isWhole: new Set(order).size > PEOPLE * 0.9, ...fit(order) }));
    expect(fits.filter((one) => !one.isWhole)).toEqual([]);
    // Of half a dozen orders one may lie beyond three deviations once in fifty runs; two, or one far beyond, is no chance.
    expect(fits.filter(({ matches, correlation }) => matches > 2 * MOST_MATCHES || correlation > 2 * MOST_CORRELATION)).toEqual([]);
    expect(fits.filter(({ matches, correlation }) => matches > MOST_MATCHES || correlation > MOST_CORRELATION).length).toBeLessThan(2);
    const { rows } = await house.superuser.query<{ row: string }>("select to_jsonb(ballot)::text as row from congtam.survey_ballot ballot where survey = $1", [surveyId]);
    const { rows: kept } = await house.superuser.query<{ card: string; receipt: string }>("select encode(card, 'hex') as card, encode(receipt, 'hex') as receipt from congtam.survey_cast where survey = $1", [surveyId]);
    const all = rows.map((one) => one.row).join("\n");
    expect(kept.filter(({ card, receipt }) => all.includes(card) || all.includes(receipt))).toEqual([]);
  });

  it("would be plain, had ballots been kept as they came", async () => {
    // The same ballots, written one after the other as people answered.
    await house.superuser.query("create table as_they_came as select * from congtam.survey_ballot where survey = $1 order by answers -> 'units' -> 'SNV' ->> 'gop-y'".replace("$1", `'${surveyId}'`));
    await house.superuser.query("set session_replication_role = replica");
    await house.superuser.query("delete from congtam.survey_ballot");
    await house.superuser.query("vacuum full congtam.survey_ballot");
    await house.superuser.query("insert into congtam.survey_ballot select * from as_they_came");
    await house.superuser.query("set session_replication_role = origin");
    expect(fit(await ballots(surveyId, "ctid")).matches).toBe(PEOPLE);
  });
});
