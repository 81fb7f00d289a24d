import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALTERATIONS } from "./alterations.ts";
import { openProvince, playToProposal, type Province, tried } from "./province.ts";

/** Threats 6, 7 and 30: the program itself can take nothing back; the list of what a superuser can do is one that can be done. */

let house: Province;
beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
  await house.send("officer", "PUT", `/campaigns/${house.campaignId}/units/${house.unitId("STC")}/facts/leaderDisciplined`, { value: true, proof: "Quyết định số 15/QĐ-UBND" }, "0");
  await house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, {});
}, 120_000);
afterAll(async () => {
  await house.end();
});

describe("an alteration", () => {
  it.each(ALTERATIONS.map((one) => [one.table, one.why, one.statement] as const))("of %s (%s) touches one row", async (_table, _why, statement) => {
    const rows = await tried(house.test.superuser, false, async () => {
      await house.test.superuser.query("set local session_replication_role = replica");
      return (await house.test.superuser.query(statement)).rowCount;
    });
    expect(rows).toBe(1);
  });
});

describe("the program's own role", () => {
  const TABLES = ["audit_entry", "assessment_entry", "assessment_action", "leader_mark", "leader_remit", "campaign", "campaign_unit", "campaign_action", "campaign_mark", "campaign_fact", "result_version", "result_step", "result_decision", "opinion_request", "opinion_item", "opinion_answer"];

  it.each(TABLES.flatMap((table) => ["update", "delete", "truncate"].map((how) => [how, table] as const)))("may not %s %s", async (how, table) => {
    const columns = await house.test.superuser.query<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'congtam' and table_name = $1 limit 1", [table]);
    const column = columns.rows[0]?.name ?? "";
    const statement = how === "update" ? `update congtam.${table} set ${column} = ${column}` : how === "delete" ? `delete from congtam.${table}` : `truncate congtam.${table} cascade`;
    const attempt = (before: string) =>
      tried(house.test.superuser, false, async () => {
        await house.test.superuser.query(before);
        await house.test.superuser.query("set local role congtam_app; set local congtam.scope = 'all'");
        return house.test.superuser.query(statement).then(
          () => "done",
          String,
        );
      });
    expect(await attempt("select")).toMatch(/permission denied for table/);
    // With the right it is no longer the right that stops it; the ledger has a trigger besides.
    expect(await attempt(`grant ${how} on all tables in schema congtam to congtam_app`)).not.toMatch(/permission denied for table/);
  });
});
