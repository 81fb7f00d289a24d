import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { record } from "../../src/server/audit/index.ts";
import { verifySurveys } from "../../src/server/survey/index.ts";
import { citizen, DESIGN, hidden, openSurveyHouse, receiptIn, type SurveyHouse } from "../server/survey-house.ts";

/** Ballots that were never cast, cast twice, or altered; secrecy that somebody would like to undo. */

let house: SurveyHouse;
let survey: Awaited<ReturnType<SurveyHouse["openSurvey"]>>;

beforeAll(async () => {
  house = await openSurveyHouse();
  survey = await house.openSurvey(DESIGN);
}, 60_000);
afterAll(async () => {
  await house.closeAll();
});

const rows = async (text: string, ...values: unknown[]): Promise<number> => (await house.superuser.query(text, values)).rowCount ?? 0;

/** Something as the program's role, and taken back. */
async function asProgram(text: string): Promise<string> {
  await house.superuser.query("begin");
  try {
    await house.superuser.query("set local role congtam_app");
    await house.superuser.query(text);
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "";
  } finally {
    await house.superuser.query("rollback");
  }
}

const FULL_WIDTH = 0xFEE0;
const wide = (code: string): string => Array.from(code, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + FULL_WIDTH)).join("");

describe("one card, one ballot", () => {
  it("of a thousand tries at once, in every spelling and by every door", async () => {
    const [code = ""] = await survey.cards("cd-SNV", 1);
    const spellings = [code, code.toLowerCase(), code.replaceAll("-", ""), code.replaceAll("-", " "), ` ${code} `, wide(code.replaceAll("-", "")), code.replaceAll("0", "O").replaceAll("1", "l")];
    const form = hidden((await house.get(`/phieu?ma=${code}`)).html, "ban");
    const tries = Array.from({ length: 1000 }, async (_, i) => {
      const fields = { ma: spellings[i % spellings.length] ?? "", dau: String(i).padStart(22, "A"), ban: form, lam: "gui", ...citizen("SNV", String((i % 5) + 1), "good") };
      return house.post("/nop", fields);
    });
    const answers = await Promise.all(tries);
    expect(answers.filter((one) => receiptIn(one.html) !== "")).toHaveLength(1);
    // Beyond what the house takes at once there is a quick no, which may be tried again.
    expect(answers.filter((one) => ![200, 409, 503].includes(one.status))).toEqual([]);
    const others = await Promise.all([
      house.post("/nop", { ma: "", ...citizen("SNV", "1", "poor") }),
      house.post("/nop", { ma: "\u0000", ...citizen("SNV", "1", "poor") }),
      house.post("/nop", { ma: [code, "ZZZZZZZZZZZZ"], ...citizen("SNV", "1", "poor") }),
      house.post(`/nop?ma=${code}`, citizen("SNV", "1", "poor")),
      ...["application/json", "multipart/form-data; boundary=x", "text/plain"].map(async (type) => {
        const { statusCode: status, body: html, headers } = await house.room.app.inject({ method: "POST", url: "/khao-sat/nop", headers: { "content-type": type }, payload: JSON.stringify({ ma: code }) });
        return { status, html, headers };
      }),
    ]);
    expect(others.map((one) => one.status)).toEqual([404, 404, 409, 404, 415, 415, 415]);
    expect(await rows("select from congtam.survey_cast join congtam.survey_card card on card.hash = survey_cast.card where card.survey = $1 and card.stratum = 'cd-SNV'", survey.id)).toBe(1);
  }, 60_000);

  it("is held by the key of the table, whatever the program does", async () => {
    const again = "insert into congtam.survey_cast table congtam.survey_cast";
    expect(await asProgram(again)).toBe("23505");
    await house.superuser.query("begin");
    await house.superuser.query("alter table congtam.survey_cast drop constraint survey_cast_pkey");
    expect((await house.superuser.query(again)).rowCount).toBe(1);
    await house.superuser.query("rollback");
  });

  it("is refused to codes that are unknown, of a survey that is over, and to forms that were altered", async () => {
    const [code = ""] = await survey.cards("cd-STC", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    const sent = { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), hien: hidden(html, "hien"), lam: "gui", ...citizen("STC", "4", "good") };
    expect((await house.post("/nop", { ...sent, ma: "0000-0000-0000" })).status).toBe(404);
    expect((await house.post("/nop", { ...sent, "u.STC.stratum": "db" })).status).toBe(422);
    expect((await house.post("/nop", { ...sent, admin: "1" })).status).toBe(422);
    expect((await house.post("/nop", { ...sent, ban: "2" })).status).toBe(409);
    // A card of another survey opens its own form, whatever form it comes with.
    const other = await house.openSurvey({ ...DESIGN, title: "Khảo sát khác" });
    const [foreign = ""] = await other.cards("cd-SNV", 1);
    const asked = await house.post("/nop", { ...sent, ma: foreign });
    expect([receiptIn(asked.html), asked.html.includes("Đơn vị SNV")]).toEqual(["", true]);
    expect(await rows("select from congtam.survey_cast where survey = $1", other.id)).toBe(0);
    expect((await house.post("/nop", { ...sent, "u.STC.gop-y": "x".repeat(1_048_576) })).status).toBe(413);
    expect((await house.post("/nop", { ...sent, "u.STC.gop-y": "‮🙂<b>".repeat(100) })).status).toBe(422);
    await house.superuser.query("update congtam.survey_action set action = action || '{\"closesAt\": \"2020-01-01T00:00:00.000Z\"}' where survey = $1", [survey.id]);
    expect((await house.post("/nop", sent)).html).toContain("đã kết thúc");
    await house.superuser.query("update congtam.survey_action set action = action || '{\"closesAt\": \"2099-01-01T00:00:00.000Z\"}' where survey = $1", [survey.id]);
    expect(receiptIn((await house.post("/nop", sent)).html)).not.toBe("");
  });
});

describe("secrecy", () => {
  it("cannot be switched off: no field says so, no right, no other value", async () => {
    expect((await house.send("POST", "organiser", "/surveys", { body: { campaignId: house.campaignId, design: { ...DESIGN, anonymous: false } } })).status).toBe(422);
    expect(await asProgram(`update congtam.survey set secrecy = 'anonymous'`)).toBe("42501");
    expect(await asProgram(`insert into congtam.survey values ('x', '${house.campaignId}', 'named', now(), 'x')`)).toBe("23514");
    expect(await asProgram("update congtam.survey_cast set sealed = 'plain'")).not.toBe("done");
    expect(await asProgram("delete from congtam.survey_cast")).toBe("42501");
    expect(await asProgram("update congtam.survey_ballot set marks = '{}'")).toBe("42501");
  });

  it("leaves no room for who, where, with what or when: a column more is another table", async () => {
    const { rows: columns } = await house.superuser.query<{ name: string }>("select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'congtam' and table_name in ('survey_ballot', 'survey_card', 'survey_cast') order by 1");
    expect(columns.map((one) => one.name)).toEqual(["survey_ballot.answers", "survey_ballot.channel", "survey_ballot.id", "survey_ballot.marks", "survey_ballot.stratum", "survey_ballot.survey", "survey_card.batch", "survey_card.channel", "survey_card.hash", "survey_card.stratum", "survey_card.survey", "survey_cast.card", "survey_cast.channel", "survey_cast.day", "survey_cast.receipt", "survey_cast.sealed", "survey_cast.stratum", "survey_cast.survey"]);
    const { rows: [types] } = await house.superuser.query<{ day: string; id: string }>("select (select data_type from information_schema.columns where table_name = 'survey_cast' and column_name = 'day') as day, (select data_type from information_schema.columns where table_name = 'survey_ballot' and column_name = 'id') as id");
    expect(types).toEqual({ day: "date", id: "uuid" });
    expect(JSON.stringify(house.room.recorded.map((one) => one.action).filter((one) => /cast|ballot|answer/.test(one)))).toBe("[]");
  });
});

describe("whoever stuffs the box is found", () => {
  it("whole at first, and each alteration is named", async () => {
    const own = await house.openSurvey({ ...DESIGN, title: "Khảo sát kiểm" });
    for (const code of await own.cards("cd-SNV", 12)) await house.answer(code, citizen("SNV", "4", "good"));
    await house.step(own.id, { kind: "close" });
    await house.count(own.id);
    expect((await house.send("POST", "officer", `/surveys/${own.id}/conversion`, { body: {} })).status).toBe(201);
    await house.database.transaction((tx) => record(tx, "test", house.room.recorded));
    expect(await verifySurveys(house.database)).toMatchObject({ ballots: 12, faults: [] });

    const alterations: readonly (readonly [string, RegExp])[] = [
      ["insert into congtam.survey_ballot (survey, channel, stratum, answers, marks) select survey, channel, stratum, answers, marks from congtam.survey_ballot limit 1", /13 ballots counted, 12 cards used/],
      ["delete from congtam.survey_ballot where id = (select id from congtam.survey_ballot limit 1)", /11 ballots counted, 12 cards used/],
      ["update congtam.survey_ballot set answers = jsonb_set(answers, '{units,SNV,chung}', '\"1\"')", /not those of the opening/],
      ["update congtam.survey_count set n = n + 1 where place = 'chung'", /counts are not those of the ballots/],
      [`insert into congtam.survey_card select sha256('x'), '${own.id}', 1, 'cd-SNV', 'card'`, /batch 1 is not of the cards/],
      [`insert into congtam.survey_card select sha256('x'), '${own.id}', 9, 'cd-SNV', 'card'`, /batch 9 is not of the cards/],
      [`update congtam.survey_action set action = action || '{"sha256": "0"}' where survey = '${own.id}' and action ->> 'kind' = 'count'`, /steps are not those of the ledger/],
      [`update congtam.survey_action set action = jsonb_set(action, '{summary}', '"{}"') where survey = '${own.id}' and action ->> 'kind' = 'convert'`, /signed summary is not the one/],
      [`update congtam.survey_order set by = (select by from congtam.survey_order_decision said where said.survey = survey_order.survey and said.number = survey_order.number) where survey = '${own.id}'`, /not ordered and agreed to by two people/],
    ];
    for (const [alteration, found] of alterations) {
      await house.superuser.query("create table kept_ballot as table congtam.survey_ballot; create table kept_count as table congtam.survey_count; create table kept_card as table congtam.survey_card; create table kept_action as table congtam.survey_action; create table kept_cast as table congtam.survey_cast; create table kept_order as table congtam.survey_order");
      await house.superuser.query(alteration);
      const { faults } = await verifySurveys(house.database);
      expect(faults.map((one) => one.en).join("\n")).toMatch(found);
      await house.superuser.query("set session_replication_role = replica; truncate congtam.survey_ballot, congtam.survey_count, congtam.survey_action, congtam.survey_cast, congtam.survey_card, congtam.survey_interview, congtam.survey_recheck_item, congtam.survey_recheck_outcome; delete from congtam.survey_order; insert into congtam.survey_order table kept_order; insert into congtam.survey_ballot table kept_ballot; insert into congtam.survey_count table kept_count; insert into congtam.survey_card table kept_card; insert into congtam.survey_action table kept_action; insert into congtam.survey_cast table kept_cast; drop table kept_ballot, kept_count, kept_card, kept_action, kept_cast, kept_order; set session_replication_role = origin");
    }
    expect((await verifySurveys(house.database)).faults).toEqual([]);
  }, 60_000);
});
