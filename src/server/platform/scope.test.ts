import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { grant, type Role, ROLES, route } from "../../contract/route.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";
import { type Actor, command, openDatabase, query, type Transaction } from "./index.ts";

const asked = { vi: "Xem", en: "Look" };
const seen = z.strictObject({ scope: z.string(), person: z.string(), units: z.string(), sees: z.array(z.string().nullable()) });
const look = route({ operationId: "window.look", method: "GET", path: "/look", summary: asked, grants: grant("any", "public"), response: seen });
const change = route({ operationId: "window.change", method: "POST", path: "/look", summary: asked, grants: grant("any", "public"), response: seen });

async function settings(tx: Transaction): Promise<z.infer<typeof seen>> {
  const { rows: [row] } = await sql<{ scope: string; person: string; units: string }>`select current_setting('congtam.scope', true) as scope, current_setting('congtam.person', true) as person, current_setting('congtam.units', true) as units`.execute(tx.tables());
  const { rows } = await sql<{ unit: string }>`select unit from guarded order by unit`.execute(tx.tables());
  return { ...row!, sees: rows.map(({ unit }) => unit) };
}

const actor = (role: Role, unitIds: readonly string[]): Actor => ({ accountId: "a", personId: "p1", name: "A", roles: [role], unitIds, sessionId: "s" });
const EVERYBODY: Readonly<Record<string, Actor>> = { ...Object.fromEntries(ROLES.map((role) => [role, actor(role, ["u1"])])), two: actor("unit-scorer", ["u1", "u2"]), homeless: actor("unit-head", []) };

let test: TestDatabase;
let room: Room;
beforeAll(async () => {
  test = await freshDatabase();
  await test.superuser.query("create table guarded (unit text); insert into guarded values ('u1'), ('u2'), ('u3'), ('u1,u2'), (''), (null); alter table guarded enable row level security; create policy own on guarded using (congtam.sees_unit(unit)); grant select, insert on guarded to congtam_app");
  room = await openRoom(test.database, [query(look, async ({ tx }) => ({ body: await settings(tx) })), command(change, async ({ tx }) => ({ reply: { body: await settings(tx) }, audit: [{ action: "window.looked", subject: "window:1", data: {} }] }))], (name) => EVERYBODY[name]);
});
afterAll(async () => {
  await room.app.close();
  await test.close();
});

const ALL = ["", "u1", "u1,u2", "u2", "u3", null];
const by = async (method: "GET" | "POST", name: string): Promise<unknown> => (await room.app.inject({ method, url: "/api/v1/look", headers: name === "" ? {} : { authorization: `Bearer ${name}` } })).json();

describe.each(["GET", "POST"] as const)("behind a %s", (method) => {
  it.each(["programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor", "opinion-giver"])("%s sees every unit", async (role) => {
    expect(await by(method, role)).toEqual({ scope: "all", person: "p1", units: "u1", sees: ALL });
  });

  it.each([
    ["unit-scorer", "u1", ["u1"]],
    ["unit-head", "u1", ["u1"]],
    ["administrator", "u1", ["u1"]],
    ["two", "u1,u2", ["u1", "u2"]],
    ["homeless", "", []],
  ])("%s sees their own units", async (name, units, sees) => {
    expect(await by(method, name)).toEqual({ scope: "units", person: "p1", units, sees });
  });

  it("nobody sees nothing", async () => {
    expect(await by(method, "")).toEqual({ scope: "none", person: "", units: "", sees: [] });
  });
});

describe("a transaction of the program itself", () => {
  it("sees everything, writing and reading", async () => {
    const whole = { scope: "all", person: "", units: "", sees: ALL };
    expect([await test.database.transaction(settings), await test.database.read(settings)]).toEqual([whole, whole]);
  });

  it("is bound from the moment that it acts as somebody", async () => {
    const views = await test.database.transaction(async (tx) => {
      const before = await settings(tx);
      await tx.actAs({ personId: "p2", roles: [], unitIds: ["u3"] });
      return [before.sees, (await settings(tx)).sees];
    });
    expect(views).toEqual([ALL, ["u3"]]);
  });

  it("refuses a unit whose id would stand for two", async () => {
    await expect(test.database.read((tx) => tx.actAs({ personId: "p", roles: [], unitIds: ["u1,u2"] }))).rejects.toThrow(RangeError);
  });
});

describe("on one connection, one transaction after another", () => {
  it("nothing is inherited: not after a commit, not after a rollback, not after a failure", async () => {
    const single = openDatabase(test.connection, 1);
    const officer = EVERYBODY["auditor"]!;
    const failing = (end: (tx: Transaction) => Promise<unknown>) => single.transaction(async (tx) => {
      await tx.actAs(officer);
      await end(tx);
    }, "request").catch(() => "failed");
    const ends: ((tx: Transaction) => Promise<unknown>)[] = [async () => undefined, () => Promise.reject(new Error("changed my mind")), (tx) => sql`select 1 / 0`.execute(tx.tables())];
    try {
      for (const end of ends) {
        await failing(end);
        expect(await single.read(settings, "request")).toEqual({ scope: "none", person: "", units: "", sees: [] });
        await failing(end);
        expect(await single.transaction(settings, "request")).toEqual({ scope: "none", person: "", units: "", sees: [] });
      }
    } finally {
      await single.close();
    }
  });

  it("outside any transaction a connection sees nothing", async () => {
    await test.superuser.query("set role congtam_app");
    const { rows } = await test.superuser.query("select unit from guarded");
    await test.superuser.query("reset role");
    expect(rows).toEqual([]);
  });
});

describe("what it costs", () => {
  it("is one statement for a request of somebody known, and none for anybody else", async () => {
    const count = async (method: "GET" | "POST", name: string) => {
      const before = test.database.statements();
      await by(method, name);
      return test.database.statements() - before;
    };
    for (const method of ["GET", "POST"] as const) expect((await count(method, "auditor")) - (await count(method, ""))).toBe(1);
  });
});
