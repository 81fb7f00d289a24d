import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { record } from "../../src/server/audit/index.ts";
import { reconcile } from "../../src/server/result/index.ts";
import { openWorkHouse, type WorkHouse } from "../server/work-house.ts";

/** A superior edits after sign-off; a peer, or another agency, reads a file (threat 31). */

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse({ isScanned: true });
  const done = await house.record("lan", await house.assign("lan", "letter", "2"), "2");
  await house.send("POST", "lan", at(`/items/${done.id}/files`), { body: { name: "Công văn số 1.pdf", content: Buffer.from("%PDF-1.4\n%%EOF").toString("base64") } });
  await house.accept("head", done, "2");
  await house.handIn("lan");
  const confirmed = await house.confirm("head", "lan");
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.json));
}, 60_000);
afterAll(() => house.closeAll());

const at = (rest: string): string => `/work-periods/${house.period}${rest}`;
const form = (): string => at(`/people/${house.person("lan")}/form`);

/** What a superior might try: more work, another acceptance, another confirmation, another's import. */
async function attempts(): Promise<number[]> {
  const [item] = (await house.send("GET", "head", at(`/people/${house.person("lan")}/work`))).json["items"] as { id: string; version: string }[];
  const seen = (await house.send("GET", "head", form())).etag ?? "";
  const tries = [
    house.send("POST", "head", at("/assignments"), { body: { assignments: [{ productId: "letter", quantity: "9", due: house.due, people: [{ personId: house.person("lan"), share: "9" }] }] } }),
    house.send("POST", "head", at(`/items/${item?.id ?? ""}/actions`), { body: { kind: "reconsider", reason: "Xem lại số lượng." }, seen: item?.version ?? "" }),
    house.send("POST", "head", `${form()}/actions`, { body: { kind: "confirm", remark: "Sửa lại.", corrections: [{ code: "1.1.1", points: "0", reason: "Xem lại điểm này." }] }, seen }),
  ];
  return (await Promise.all(tries)).map((one) => one.status);
}

/** As it is while something was altered; then as before. */
async function tamper(statement: string, look: () => Promise<void>): Promise<void> {
  const tables = ["work_form_action", "work_result", "work_item", "work_file", "work_scan", "work_period_action"];
  for (const table of tables) await house.superuser.query(`create temporary table kept_${table} as table congtam.${table}`);
  await house.superuser.query(statement);
  try {
    await look();
  } finally {
    for (const table of tables) {
      await house.superuser.query(`truncate congtam.${table} cascade`);
      await house.superuser.query(`insert into congtam.${table} overriding system value select * from kept_${table}`);
      await house.superuser.query(`drop table kept_${table}`);
    }
  }
}

describe("after the confirmation", () => {
  it("the superior changes nothing; without the seal of the confirmation the same goes through", async () => {
    expect(await attempts()).toEqual([409, 409, 409]);
    await house.superuser.query("update congtam.work_result set state = 'computed' where person = $1", [house.person("lan")]);
    expect((await attempts()).slice(0, 2)).toEqual([201, 200]);
    await house.superuser.query("update congtam.work_result set state = 'confirmed' where person = $1", [house.person("lan")]);
  });

  it("what was done to a form is never changed or taken back by the program", async () => {
    const { rows } = await house.superuser.query<{ change: boolean; remove: boolean }>("select has_table_privilege('congtam_app', t, 'update') as change, has_table_privilege('congtam_app', t, 'delete') as remove from unnest(array['congtam.work_form_action', 'congtam.work_event', 'congtam.work_file', 'congtam.work_scan', 'congtam.rating_step', 'congtam.rating_file']) t");
    expect(rows).toEqual(rows.map(() => ({ change: false, remove: false })));
  });
});

describe("what somebody with all rights gains by altering", () => {
  /** Tables of the room that differ from the ledger. */
  const differing = async (): Promise<string[]> => [...new Set((await reconcile(house.database)).differences.filter((one) => one.table.startsWith("work_") && one.table !== "work_remit").map((one) => `${one.table} ${one.why}`))];

  it("the ledger tells of every period, form, piece of work and import", async () => {
    await house.database.transaction((tx) => record(tx, "test", house.room.recorded));
    expect(await differing()).toEqual([]);
  });

  it.each([
    ["a form's points", "work_form_action altered", "update congtam.work_form_action set action = jsonb_set(action, '{remark}', '\"Khác\"') where action ->> 'kind' = 'confirm'"],
    ["what counts of it", "work_form_action altered", "update congtam.work_result set total = total + 100"],
    ["a hand-in that nobody made", "work_form_action untold", "insert into congtam.work_form_action select period, person, 99, unit, at, by, action from congtam.work_form_action where action ->> 'kind' = 'hand-in' limit 1"],
    ["accepted work", "work_item altered", "update congtam.work_item set quality_failures = 3"],
    ["work that is gone", "work_item missing", "delete from congtam.work_item"],
    ["an output that is another one", "work_file altered", String.raw`update congtam.work_file set bytes = '\x00'::bytea`],
    ["what the scanner said of an output", "work_scan altered", "update congtam.work_scan set verdict = 'clean'"],
    ["an output that is gone", "work_file missing", "delete from congtam.work_scan; delete from congtam.work_file"],
    ["a period that is open again", "work_period_action untold", "insert into congtam.work_period_action select id, 1, now(), 'x', '{\"kind\": \"close\"}' from congtam.work_period"],
  ])("%s is found", async (_what, found, statement) => {
    await tamper(statement, async () => {
      expect(await differing()).toContain(found);
    });
  });
});

describe("a file that is somebody else's", () => {
  it("looks to a peer, another agency's personnel officer and an auditor like one that is not there", async () => {
    for (const as of ["minh", "otherkeeper", "auditor", "otherhead"]) expect({ as, status: (await house.send("GET", as, form())).status }).toEqual({ as, status: 404 });
  });

  it("is kept by the agency's personnel officer, wherever in the agency the post is", async () => {
    await house.add("officekeeper", ["personnel-officer"], [{ unit: "KHAC" }]);
    expect((await house.send("GET", "officekeeper", form())).status).toBe(200);
    expect((await house.send("GET", "officekeeper", at(`/units/${house.unit("PHONG")}/board`))).status).toBe(200);
  });

  it("an output that the scanner has not seen yet goes to nobody, whoever did the work either", async () => {
    const [{ id } = { id: "" }] = (await house.send("GET", "lan", at(`/people/${house.person("lan")}/work`))).json["items"] as { id: string }[];
    for (const as of ["lan", "head"]) expect(await house.send("GET", as, at(`/items/${id}/files/1`))).toMatchObject({ status: 409, json: { detail: expect.stringContaining("đang được quét mã độc") as unknown } });
  });

  const OF_PEOPLE = ["work_item", "work_form_action", "work_result"] as const;
  /** How many rows of somebody's a transaction sees that acts as a person with a post in a unit. */
  const rowsSeenFrom = async (unit: string): Promise<Readonly<Record<string, number>>> =>
    house.database.transaction(async (tx) => {
      await tx.actAs({ personId: "somebody", roles: ["unit-head"], unitIds: [house.unit(unit)] });
      const seen = tx.tables<Record<`congtam.${(typeof OF_PEOPLE)[number]}`, { period: string; person: string }>>();
      const counts: Record<string, number> = {};
      for (const table of OF_PEOPLE) counts[table] = (await seen.selectFrom(`congtam.${table}`).select("period").where("person", "=", house.person("lan")).execute()).length;
      return counts;
    });

  it.each(OF_PEOPLE)("policies on rows of %s stand behind the gate; without them another agency reads it", async (table) => {
    expect((await rowsSeenFrom("KHAC"))[table]).toBeGreaterThan(0);
    expect((await rowsSeenFrom("STC"))[table]).toBe(0);
    await house.superuser.query(`alter table congtam.${table} disable row level security`);
    expect((await rowsSeenFrom("STC"))[table]).toBeGreaterThan(0);
    await house.superuser.query(`alter table congtam.${table} enable row level security`);
  });

  it("what is attached to a piece of work is behind the same policies as the piece", async () => {
    const seenFrom = async (unit: string): Promise<number[]> =>
      house.database.transaction(async (tx) => {
        await tx.actAs({ personId: "somebody", roles: ["unit-head"], unitIds: [house.unit(unit)] });
        const seen = tx.tables<Record<"congtam.work_file" | "congtam.work_scan", { period: string }>>();
        return [(await seen.selectFrom("congtam.work_file").select("period").execute()).length, (await seen.selectFrom("congtam.work_scan").select("period").execute()).length];
      });
    expect([await seenFrom("KHAC"), await seenFrom("STC")]).toEqual([[1, 1], [0, 0]]);
    for (const table of ["work_file", "work_scan"]) await house.superuser.query(`alter table congtam.${table} disable row level security`);
    expect(await seenFrom("STC")).toEqual([1, 1]);
    for (const table of ["work_file", "work_scan"]) await house.superuser.query(`alter table congtam.${table} enable row level security`);
  });

  it.each(["work_item", "work_result"])("nobody but the program reads a period's partition of %s past the policies", async (table) => {
    const { rows } = await house.superuser.query<{ read: boolean; add: boolean }>("select has_table_privilege('congtam_app', $1, 'select') as read, has_table_privilege('congtam_app', $1, 'insert') as add", [`congtam.${table}_${house.period.toLowerCase().replace("-", "_")}`]);
    expect(rows).toEqual([{ read: false, add: true }]);
  });

  it("each look of somebody else's leaves a row, of whom and by whom; one's own look leaves none", async () => {
    const count = async (): Promise<number> => (await house.superuser.query<{ n: number }>("select count(*)::int as n from congtam.read_entry where of_person = $1", [house.person("lan")])).rows[0]?.n ?? 0;
    const before = await count();
    await house.send("GET", "lan", form());
    expect(await count()).toBe(before);
    await house.send("GET", "keeper", form());
    expect(await count()).toBe(before + 1);
  });
});
